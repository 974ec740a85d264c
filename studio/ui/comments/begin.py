"""The form that begins a thread: on the words that were selected, or on the whole piece."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.core.edit import Edit, shift
from studio.core.errors import KnownError
from studio.core.span import Span
from studio.ui.comments.words import CommentField
from studio.ui.theme import SMALL, TINY, WIDE
from studio.ui.widgets import button, column, label, line, row

_FOLDED = 140  # letters


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
        self.setLayout(column(holder, line(), gap=0))
        self.hide()

    def open(self, place: Span | None, words: str, about: str = "", said: str = "") -> None:
        """Ask for a comment.

        Args:
            place: of the words in the working text; None for the whole piece.
            about: what else it is about, for the history; `said`: the same as people read it.
        """
        self.place, self._about = place, about
        flat = " ".join(words.split())
        flat = flat if len(flat) <= _FOLDED else f"{flat[:_FOLDED].rstrip()}…"
        what = f"On “{flat}”" if place is not None else "On the whole piece"
        self._on.setText(f"{what} · {said}" if said else what)
        self._problem.hide()
        self.show()
        self.field.setFocus()

    def follow(self, edit: Edit) -> None:
        """Move along with an edit of the text while the comment is being written."""
        if self.place is not None:
            self.place = shift(self.place, edit)
            if self.place is None:
                self._on.setText("The words are gone from the text; the comment will be on the whole piece.")

    def send(self) -> None:
        """Begin the thread."""
        try:
            self._begin(self.field.text, self.place, self._about)
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
