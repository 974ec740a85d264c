"""The panel at the right: what stands behind a figure or an alert, and what people make of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from studio.ui.dashboard.rows import Behind, NoteRow, Subject
from studio.ui.dialogs.sheets import note_field
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import SMALL, TINY, WIDE, Theme
from studio.ui.times import date, day
from studio.ui.widgets import button, clear, column, label, line, reveal, row

WIDTH = 340
_MOST = 300  # pieces in the list; nobody reads on
_CHOOSE = "Choose a figure, a week of a chart, or something that needs you: the pieces behind it stand here."


@dataclass(frozen=True)
class BehindHands:
    """What can be done in the panel.

    Attributes:
        open_piece: puts a piece on the desk.
        keep_note: keeps a note on the subject; raises a `KnownError` where it is none.
    """

    open_piece: Callable[[str], object]
    keep_note: Callable[[Subject, str], object]


class BehindPanel(QWidget):
    """Empty until a subject is shown."""

    def __init__(self, theme: Theme, hands: BehindHands, choose: str = _CHOOSE) -> None:
        super().__init__()
        self._hands = hands
        self._drafts: dict[tuple[str, str], str] = {}  # notes that are not kept yet, by what they are about
        self.subject: Subject | None = None
        self._notes: Sequence[NoteRow] = ()
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.nothing = label(choose, "muted", wrap=True)
        self.title = label("", "strong", wrap=True)
        self.said = label("", "small", wrap=True)
        self.facts = QVBoxLayout()
        self.facts.setContentsMargins(0, 0, 0, 0)
        self.facts.setSpacing(2)
        self.pieces = RowList(theme, "Pieces behind it", lines=2)
        self.pieces.opened.connect(self._on_piece)
        self.pieces.chosen.connect(self._on_piece)
        self.field = note_field("What do you make of it?")
        self.field.setFixedHeight(58)
        self.field.setAccessibleName("What we make of it")
        self.keep = button("Keep the note", self._keep, tip="It stands in the history with your name (Ctrl+Return)")
        QShortcut(QKeySequence("Ctrl+Return"), self.field, self._keep, context=Qt.ShortcutContext.WidgetShortcut)
        self.older = QVBoxLayout()
        self.older.setContentsMargins(0, 0, SMALL, 0)
        self.older.setSpacing(SMALL)
        self._build()
        self.forget()

    def _build(self) -> None:
        inner = QWidget()
        inner.setLayout(column(self.older, 1, gap=0))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setMaximumHeight(132)
        self._scroll.setWidget(inner)
        side = (WIDE, 0, WIDE, 0)
        self._whole = QWidget()
        whole = column(
            column(self.title, self.said, self.facts, margin=(WIDE, WIDE, WIDE, 0), gap=TINY + 2),
            self.pieces,
            line(),
            column(
                label("What we make of it", "group"),
                self._scroll,
                self.field,
                row(1, self.keep),
                margin=(WIDE, SMALL, WIDE, WIDE),
                gap=SMALL,
            ),
            gap=SMALL,
        )
        whole.setStretch(1, 1)
        self._whole.setLayout(whole)
        self.setLayout(column(column(self.nothing, margin=(WIDE, WIDE, *side[2:])), self._whole, gap=0))
        self.layout().setAlignment(Qt.AlignmentFlag.AlignTop)  # type: ignore[union-attr]

    # ------------------------------------------------------------ what it shows

    def forget(self) -> None:
        """Another workspace: what was being written belongs to the one before."""
        self.leave()
        self._drafts.clear()
        self.field.clear()

    def leave(self) -> None:
        """Show no subject; what was being written stays with the one that was shown."""
        self._put_down()
        self.subject = None
        self.field.clear()
        self._whole.hide()
        self.nothing.show()

    def show_subject(self, subject: Subject) -> None:
        """Show what is behind it; what was being written about another subject waits there."""
        is_same = self.subject is not None and _key(subject) == _key(self.subject)
        if not is_same:
            self._put_down()
            self.field.setPlainText(self._drafts.get(_key(subject), ""))
        was, self.subject = self.subject, subject
        self.nothing.hide()
        self._whole.show()
        self.title.setText(subject.title)
        self.said.setText(subject.said)
        self.said.setVisible(bool(subject.said))
        clear(self.facts)
        for name, value in subject.facts:
            self.facts.addLayout(row(label(name, "small"), 1, label(value, "fine"), gap=SMALL))
        reveal(self.facts)
        rows = [_row(each) for each in subject.pieces[:_MOST]]
        if more := len(subject.pieces) - _MOST:
            rows += [Row(f"and {more:,} earlier; a report lists them all", is_header=True)] * (more > 0)
        if was is None or (was.about, was.piece, was.title) != (subject.about, subject.piece, subject.title):
            self.pieces.select(None)  # the row chosen in another list means nothing here
        self.pieces.show_rows(rows, subject.nothing)
        self._show_notes()

    def show_notes(self, notes: Sequence[NoteRow]) -> None:
        """Every note there is, the latest first."""
        self._notes = notes
        self._show_notes()

    def set_theme(self, theme: Theme) -> None:
        self.pieces.set_theme(theme)

    def take_keys(self) -> None:
        if self.subject and self.subject.pieces:
            self.pieces.take_keys()
        else:
            self.field.setFocus()

    @property
    def notes_shown(self) -> list[str]:
        """The texts of the notes on the subject, the latest first."""
        return [each.text for each in self._mine]

    @property
    def _mine(self) -> list[NoteRow]:
        subject = self.subject
        return [each for each in self._notes if subject and (each.about, each.piece) == (subject.about, subject.piece)]

    def _show_notes(self) -> None:
        clear(self.older)
        mine = self._mine
        for each in mine:
            said = label(each.text, wrap=True, selectable=True)
            self.older.addLayout(column(said, label(f"{each.who}, {date(each.when)}", "small"), gap=2))
        reveal(self.older)
        self._scroll.setVisible(bool(mine))

    # ------------------------------------------------------------ what a person does

    def _on_piece(self, piece: object) -> None:
        if isinstance(piece, str) and piece:
            self._hands.open_piece(piece)

    def _keep(self) -> None:
        if self.subject:
            self._hands.keep_note(self.subject, self.field.toPlainText())

    def note_kept(self, subject: Subject) -> None:
        """The note on that subject is written down."""
        self._drafts.pop(_key(subject), None)
        if self.subject and _key(self.subject) == _key(subject):
            self.field.clear()

    def _put_down(self) -> None:
        if self.subject:
            self._drafts[_key(self.subject)] = self.field.toPlainText()


def _key(subject: Subject) -> tuple[str, str]:
    """What a note goes by: the subject, and of a week of a figure the week too."""
    return f"{subject.about} {subject.week}".strip(), subject.piece


def _row(each: Behind) -> Row:
    said = [each.figure, each.who, day(each.day) if each.day else ""]
    return Row(each.title or each.piece, " · ".join(filter(None, said)), strong=False, payload=each.piece)
