"""A text to try a rule on: its flags are underlined while one types, in the text and in the form."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from studio.core.flag import Flag
from studio.ui.editor.view import DraftView, Mark
from studio.ui.guides.fields import Segments
from studio.ui.guides.words import many
from studio.ui.tasks import Latest
from studio.ui.theme import GAP, SMALL, Theme
from studio.ui.widgets import column, label, row, well

if TYPE_CHECKING:
    from studio.guides.writing import WordRule

_AFTER = 120  # milliseconds after the latest keystroke
_OWN, _PIECE = "own", "piece"
_INVITATION = "Type or paste any text here: what the rule flags is underlined at once."


class TryOut(QWidget):
    """Shows a text and what one rule says to it.

    Args:
        check: `check(rule, text)` gives the flags, spans in `text`; it runs in a thread of its own. A `KnownError` says why
            the rule cannot be tried yet.

    `answered` is emitted when the flags on the screen are those of the rule and the text as they stand.
    """

    answered = Signal()

    def __init__(self, theme: Theme, check: "Callable[[WordRule, str], Sequence[Flag]]", parent: QObject | None = None) -> None:
        super().__init__()
        self._check = check
        self._rule: WordRule | None = None
        self._marks: list[Mark] = []
        self._own, self._piece = "", ""
        self.which = Segments("Text to try", ((_OWN, "Your own text"), (_PIECE, "The piece on the desk")))
        self.count = label("", "muted")
        self.view = DraftView(theme, "working")
        self.view.setAccessibleName("Text to try the rule on")
        self.view.setPlaceholderText(_INVITATION)
        self.view.marks = lambda: self._marks
        self.view.setMinimumHeight(120)
        self.messages = label("", "small", wrap=True)
        head = row(label("Try it", "strong"), self.which, 1, self.count, gap=GAP)
        self.setLayout(column(head, well(self.view), self.messages, gap=SMALL))
        self._lane = Latest(self._work, self)
        self._lane.done.connect(self._on_flags)
        self._lane.failed.connect(self._on_failed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER)
        self._timer.timeout.connect(self._ask)
        self.view.recorder.edited.connect(lambda _: self._on_typed())
        self.which.changed.connect(self._on_which)

    @property
    def flags(self) -> tuple[Flag, ...]:
        return tuple(mark[2] for mark in self._marks)

    @property
    def is_settled(self) -> bool:
        return not self._timer.isActive() and not self._lane.is_busy

    def begin(self, own: str, piece: str) -> None:
        """Start anew: a text of one's own, which may be empty, and that of the piece on the desk where there is one."""
        self._own, self._piece = own, piece
        self._marks = []
        self.which.button(_PIECE).setEnabled(bool(piece))
        self.which.choose(_OWN if own or not piece else _PIECE)
        self._load()

    def follow(self, rule: "WordRule | None") -> None:
        """Try this rule from now on; None where there is nothing to try yet."""
        self._rule = rule
        self._timer.start()

    def stop(self) -> None:
        """Nothing runs after this."""
        self._timer.stop()
        self._lane.stop()

    def set_theme(self, theme: Theme) -> None:
        self.view.set_theme(theme)

    def _on_which(self, _: str) -> None:
        self._load()

    def _load(self) -> None:
        self._marks = []
        self.view.load(self._own if self.which.chosen == _OWN else self._piece)
        self._timer.start()

    def _on_typed(self) -> None:
        if self.which.chosen == _OWN:
            self._own = self.view.plain
        self._timer.start()

    def _ask(self) -> None:
        text = self.view.plain
        if self._rule is None or not text.strip():
            self._show((), "")
        else:
            self._lane.request((self._rule, text))

    def _work(self, asked: Any, is_overtaken: Callable[[], bool]) -> tuple[str, tuple[Flag, ...]]:
        rule, text = asked
        return text, tuple(self._check(rule, text))

    def _on_flags(self, found: tuple[str, tuple[Flag, ...]]) -> None:
        text, flags = found
        if text == self.view.plain:
            self._show(flags, "")

    def _on_failed(self, error: object) -> None:
        self._show((), str(error).splitlines()[-1] if str(error) else "")

    def _show(self, flags: Sequence[Flag], problem: str) -> None:
        self._marks = sorted(((f.span.start, f.span.end, f) for f in flags), key=lambda mark: mark[:2])
        if problem:
            self.count.setText("")
        elif self._rule is None:
            self.count.setText("No words yet")
        else:
            self.count.setText(many(len(self._marks), "flag") if self.view.plain.strip() else "")
        said = list(dict.fromkeys(flag.message for flag in flags))
        more = f" · and {len(said) - 2} more" if len(said) > 2 else ""
        self.messages.setText(problem or " · ".join(said[:2]) + more)
        self.messages.setVisible(bool(problem or said))
        self.view.viewport().update()
        self.answered.emit()
