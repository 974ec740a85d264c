"""The measures tab: how the text reads, how much of it is the AI's, and where the piece came from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from studio.app.drafted import PROMPT
from studio.checks.readability import Figures
from studio.core.piece import Piece
from studio.core.record import Note
from studio.core.traced import Traced
from studio.ui.theme import GAP, SMALL, WIDE
from studio.ui.times import clock
from studio.ui.widgets import clear, label, line

_LEVELS = ((30, "very hard"), (50, "hard"), (60, "fairly hard"), (70, "plain"), (80, "fairly easy"), (1000, "easy"))


class MeasuresPanel(QWidget):
    """Figures with what they mean beside them; never a score without its count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = QWidget()
        self._layout = QVBoxLayout(self._inner)
        self._layout.setContentsMargins(WIDE, GAP, WIDE, WIDE)
        self._layout.setSpacing(SMALL)
        area = QScrollArea(self)
        area.setWidget(self._inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def clear(self) -> None:
        """No piece is open."""
        clear(self._layout)

    def show_figures(
        self,
        piece: Piece,
        figures: Figures | None,
        origins: Traced | None,
        changes: int,
        notes: Sequence[Note],
        flags: int,
        made: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Show everything anew.

        Args:
            figures, origins: None while they are being worked out.
            made: how the AI's draft came about, as name and value; a prompt is the last of them.
        """
        clear(self._layout)
        self._section("The text")
        if figures is None:
            self._layout.addWidget(label("Counting…", "muted"))
        else:
            self._grid(_reading(figures, flags))
        self._section("AI and people")
        self._origins(origins, changes)
        self._section("The piece")
        self._grid(_about(piece))
        if made:
            self._section("How the draft was made")
            self._grid([(name, value) for name, value in made if name != PROMPT])
            for _, prompt in [each for each in made if each[0] == PROMPT]:
                self._layout.addWidget(label("What the model was asked", "muted"))
                self._layout.addWidget(label(prompt, "fine", wrap=True, selectable=True))
        if piece.brief:
            self._section("Brief")
            self._layout.addWidget(label(piece.brief, wrap=True, selectable=True))
        if notes:
            self._section("Notes that came with the file")
            for note in notes:
                quote = f" on “{note.quote}”" if note.quote else ""
                self._layout.addWidget(label(f"{note.author or 'Somebody'}{quote}: {note.text}", wrap=True, selectable=True))
        self._layout.addStretch(1)

    def _origins(self, origins: Traced | None, changes: int) -> None:
        if origins is None:
            self._grid([("Changes", str(changes))])
            self._layout.addWidget(label("Following the edits…", "muted"))
            return
        kept, depth = origins.retained, origins.depth
        self._grid([("AI-retained share", f"{kept.percent} ({kept.kept} of {kept.words} words)"), ("Changes", str(changes))])
        self._layout.addWidget(label(origins.how_retained, "small", wrap=True))
        self._grid([("Edit depth", f"{depth.percent} ({depth.changed} words changed, of {depth.original_words})")])
        self._layout.addWidget(label(origins.how_depth, "small", wrap=True))
        self._section("Where the words come from")
        shares = origins.shares
        self._grid([(kind.label, f"{shares.percent(kind)} ({words} words)") for kind, words in shares.by_kind.items()])
        self._layout.addWidget(label(f"{origins.how_origins} Ctrl+Alt+C colours the text by origin.", "small", wrap=True))

    def _section(self, title: str) -> None:
        if self._layout.count():
            self._layout.addSpacing(SMALL)
            self._layout.addWidget(line())
        self._layout.addWidget(label(title, "strong"))

    def _grid(self, rows: Sequence[tuple[str, str]]) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(SMALL - 2)
        grid.setColumnStretch(1, 1)
        for number, (name, value) in enumerate(rows):
            grid.addWidget(label(name, "muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True, selectable=True), number, 1)
        self._layout.addWidget(holder)


def _reading(figures: Figures, flags: int) -> list[tuple[str, str]]:
    rows = [
        ("Words", f"{figures.words:,}"),
        ("Sentences", f"{figures.sentences:,}"),
        ("Words a sentence", f"{figures.sentence_words:.1f}"),
        ("Long sentences", str(figures.long_sentences)),
        ("Reading time", _minutes(figures.reading_seconds)),
    ]
    if figures.reading_ease is None:
        rows.append(("Reading grade", "needs thirty words or more"))
    else:
        ease = figures.reading_ease
        word = next(name for limit, name in _LEVELS if ease < limit)
        rows += [
            ("Flesch reading ease", f"{ease:.0f} of 100, {word}"),
            ("Flesch-Kincaid grade", f"{figures.grade:.1f} years of school"),
            ("Gunning fog", f"{figures.fog:.1f}"),
        ]
    if figures.words:
        rows.append(("Flags per 1,000 words", f"{1000 * flags / figures.words:.0f}"))
    return rows


def _about(piece: Piece) -> list[tuple[str, str]]:
    rows = [
        ("Channel", piece.channel.value.capitalize()),
        ("Brand", piece.brand),
        ("Audience", piece.audience),
        ("AI model", piece.model),
        ("Generated", clock(piece.generated) if "T" in piece.generated else piece.generated),
        ("Came from", piece.source_name),
        ("SHA-256 of the source", piece.source_hash[:16] + "…" if piece.source_hash else ""),
        ("Taken in", clock(piece.created) if piece.created else ""),
        ("Answers for it", piece.accountable),
    ]
    return [(name, value) for name, value in rows if value]


def _minutes(seconds: float) -> str:
    return f"{max(1, round(seconds))} s" if seconds < 60 else f"{seconds / 60:.1f} min"
