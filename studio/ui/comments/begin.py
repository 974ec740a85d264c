"""The form that begins a thread: on the words that were selected, or on the whole piece."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.app.commenting import REASONS
from studio.core.edit import Edit, shift
from studio.core.errors import KnownError
from studio.core.span import Span
from studio.ui.comments.words import CommentField
from studio.ui.theme import SMALL, TINY, WIDE
from studio.ui.widgets import CalmCombo, button, column, label, line, row

_FOLDED = 140  # letters
REASON = "change:"


class BeginForm(QWidget):
    """What is typed stays while it is put away.

    Args:
        begin: begins the thread; a `KnownError` is shown in the form.

    `done` says that it was taken, `left` that the form was put away.
    """

    done = Signal()
    left = Signal()

    def __init__(self, names: Callable[[], Sequence[str]], begin: Callable[[str, Span | None, str], object]) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._begin = begin
        self.place: Span | None = None
        self._about = ""
        self._on = label("", "small", wrap=True)
        self.field = CommentField("Comment", names)
        self.field.sent.connect(self.send)
        self.field.left.connect(self._put_away)
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        acts = row(button("Comment", self.send, "fix", "Enter"), button("Cancel", self._put_away), 1, gap=TINY + 2)
        inner = column(self._on, self.field, self._problem, acts, margin=(WIDE, SMALL, WIDE, SMALL + 2), gap=TINY + 2)
        holder = QWidget()
        holder.setLayout(inner)
        self.reason = CalmCombo()
        self.reason.setAccessibleName("Reason")
        for each in REASONS:
            self.reason.addItem(each.capitalize(), each)
        inner.insertWidget(1, self.reason)
        self.setLayout(column(holder, line(), gap=0))
        self.hide()

    def open(self, place: Span | None, words: str, about: str = "", said: str = "") -> None:
        """Ask for a comment.

        Args:
            place: of the words in the working text; None for the whole piece.
            about: what else it is about, for the history; `said`: the same as people read it. `REASON` asks why it was
                changed.
        """
        self.place, self._about = place, about
        flat = " ".join(words.split())
        flat = flat if len(flat) <= _FOLDED else f"{flat[:_FOLDED].rstrip()}…"
        what = f"On “{flat}”" if place is not None else "On the whole piece"
        self._on.setText(f"{what} · {said}" if said else what)
        self._problem.hide()
        is_reason = about == REASON
        self.reason.setVisible(is_reason)
        self.show()
        (self.reason if is_reason else self.field).setFocus()

    def follow(self, edit: Edit) -> None:
        """Move along with an edit of the text while the comment is being written."""
        if self.place is not None:
            self.place = shift(self.place, edit)
            if self.place is None:
                self._on.setText("The words are gone from the text; the comment will be on the whole piece.")

    def send(self) -> None:
        """Begin the thread."""
        try:
            about = f"{REASON}{self.reason.currentData()}" if self._about == REASON else self._about
            self._begin(self.field.text, self.place, about)
        except KnownError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self.field.clear()
        self.hide()
        self.done.emit()

    @property
    def problem(self) -> str:
        """Why it was refused; empty while it was not."""
        return "" if self._problem.isHidden() else self._problem.text()

    def _put_away(self) -> None:
        self.hide()
        self.left.emit()
