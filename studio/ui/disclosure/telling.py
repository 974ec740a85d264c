"""What readers are told: the level, the words, and the reason where it is less than the house asks for."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from studio.app import disclosure
from studio.app.disclosure import Standing
from studio.app.session import ReviewSession
from studio.core.disclosure import rank
from studio.core.errors import KnownError
from studio.core.judgement import DisclosureLevel
from studio.ui.theme import SMALL, TINY
from studio.ui.widgets import button, column, label, row

_DECIDES = {
    DisclosureLevel.NONE: "Decide to tell nothing",
    DisclosureLevel.LINE: "Decide on this line",
    DisclosureLevel.FULL: "Decide on this note",
}
_NAMES = {DisclosureLevel.NONE: "Nothing", DisclosureLevel.LINE: "A line", DisclosureLevel.FULL: "A full note"}


class Telling(QWidget):
    """A form whose words survive whatever happens around it; they are made anew for another piece only.

    Args:
        insert: puts a paragraph at the end of the text.
        decide: records level, wording and reason; refusals come back as errors.
    """

    def __init__(
        self,
        insert: Callable[[str], object],
        decide: Callable[[DisclosureLevel, str, str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._insert, self._decide = insert, decide
        self._session: ReviewSession | None = None
        self._of = ""
        self._level = self._least = DisclosureLevel.NONE
        self._ready: dict[DisclosureLevel, list[str]] = {}
        self._turn = 0
        self._buttons = {level: button(name, partial(self.choose, level), "segment") for level, name in _NAMES.items()}
        for made in self._buttons.values():
            made.setCheckable(True)
        self.words = QPlainTextEdit()
        self.words.setProperty("role", "field")
        self.words.setAccessibleName("What readers are told")
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(120)
        self.words.textChanged.connect(self._show_buttons)
        self.other = button("Another wording", self._next, "small-link", "The next ready wording of this level")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Why it is less than the house asks for")
        self.reason.setPlaceholderText("Why less than the house asks for")
        self.insert = button("Put it in the text", self._put, "small", "Put these words at the end of the text, as a paragraph")
        self.decide = button(_DECIDES[self._level], self._settle, "small", "Record that this is what readers are told")
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        self.setLayout(
            column(
                row(*self._buttons.values(), 1, gap=TINY),
                self.words,
                self.reason,
                self._problem,
                row(self.insert, self.decide, 1, self.other, gap=SMALL),
                gap=SMALL,
            )
        )

    def show_session(self, session: ReviewSession, found: Standing) -> None:
        """Show what can be decided; what somebody has typed stays."""
        self._session = session
        self._ready = {}
        for each in disclosure.wordings(session):
            self._ready.setdefault(each.level, []).append(each.text)
        self._least = found.policy
        if self._of != session.piece.id:
            self._of = session.piece.id
            self.reason.setText("")
            fits = disclosure.suggestion(session).level
            level = found.decided.level if found.decided else max(found.level, fits, key=rank)
            self.choose(level, found.decided.wording if found.decided else "")
        self._show_buttons()

    def forget(self) -> None:
        self._session, self._of = None, ""

    def choose(self, level: DisclosureLevel, wording: str = "") -> None:
        """Take a level, with a ready wording where none is given."""
        self._level, self._turn = level, 0
        for each, made in self._buttons.items():
            made.setChecked(each is level)
        self.words.setPlainText(wording or next(iter(self._ready.get(level, [])), ""))
        self._problem.hide()
        self._show_buttons()

    def _show_buttons(self) -> None:
        tells = self._level is not DisclosureLevel.NONE
        self.decide.setText(_DECIDES[self._level])
        self.words.setVisible(tells)
        self.insert.setVisible(tells)
        self.other.setVisible(tells and len(self._ready.get(self._level, [])) > 1)
        self.reason.setVisible(self._session is not None and rank(self._level) < rank(self._least))
        self.insert.setEnabled(bool(self.words.toPlainText().strip()))

    def _next(self) -> None:
        ready = self._ready[self._level]
        self._turn = (self._turn + 1) % len(ready)
        self.words.setPlainText(ready[self._turn])

    def _put(self) -> None:
        self._try(lambda: self._insert(self.words.toPlainText().strip()))

    def _settle(self) -> None:
        self._try(lambda: self._decide(self._level, self.words.toPlainText(), self.reason.text()))

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except KnownError as error:
            self._problem.setText(str(error))
            self._problem.show()
        else:
            self._problem.hide()
