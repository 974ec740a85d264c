"""One question in the tab: its answer, and, unfolded, why it is asked and the three keys that answer it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from studio.core.checklist import Standing
from studio.core.errors import KnownError
from studio.core.judgement import Answer
from studio.ui.checklist.looks import Look, look_of, picture
from studio.ui.panels.folding import FoldRow
from studio.ui.theme import SMALL, TINY, Theme
from studio.ui.times import clock
from studio.ui.widgets import button, column, label, restyle, row

KEYS = {Qt.Key.Key_Y: Answer.YES, Qt.Key.Key_N: Answer.NO, Qt.Key.Key_A: Answer.NOT_APPLICABLE}
_WORDS = {Answer.YES: "Yes", Answer.NO: "No", Answer.NOT_APPLICABLE: "Not applicable"}


class QuestionRow(FoldRow):
    """A question. A no opens a line for its note; Return takes it, Escape puts it away as it is.

    Args:
        answer: takes the answer and its note; a `KnownError` is shown under the question.

    `answered` says that the house took the answer.
    """

    answered = Signal()

    def __init__(self, standing: Standing, theme: Theme, answer: Callable[[Standing, Answer, str], object], draft: str) -> None:
        super().__init__(theme)
        self.standing = standing
        self._answer = answer
        self._seen: tuple[object, ...] = ()
        self._mark = QLabel()
        self._words = label("", wrap=True)
        self._status = label("", "small", wrap=True)
        self._note = label("", wrap=True)
        self._why = label("", "small", wrap=True)
        self._problem = label("", "problem", wrap=True)
        self._buttons = {
            each: button(f"{_WORDS[each]}", partial(self.give, each), "small", f"Key {chr(key)}") for key, each in KEYS.items()
        }
        acts = QWidget()
        acts.setLayout(row(*self._buttons.values(), 1, gap=TINY + 2))
        self._acts = acts
        self.note = QLineEdit(draft)
        self.note.setPlaceholderText("What is missing or wrong?")
        self.note.setAccessibleName("Note")
        self.note.returnPressed.connect(lambda: self._take(Answer.NO, self.note.text()))
        self._take_note = button("Answer no", lambda: self._take(Answer.NO, self.note.text()), "fix")
        self._form = QWidget()
        self._form.setProperty("role", "form")
        self._form.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._form.setLayout(
            column(self.note, row(self._take_note, button("Cancel", self._put_away), 1, gap=TINY + 2), margin=SMALL, gap=SMALL)
        )
        self._form.hide()
        head = row(self._mark, self._words, gap=SMALL)
        head.setAlignment(self._mark, Qt.AlignmentFlag.AlignTop)
        head.setStretch(1, 1)
        inner = column(self._status, self._note, self._why, self._problem, self._acts, self._form, gap=TINY + 1)
        inner.setContentsMargins(14 + SMALL, 0, 0, 0)
        self.body.addLayout(head)
        self.body.addLayout(inner)
        self._problem.hide()

    def tell(self, standing: Standing) -> None:
        """The question as it stands now."""
        if standing != self.standing:
            self.standing = standing
            self._problem.hide()
        self.draw()

    def draw(self) -> None:
        standing = self.standing
        seen = (standing, self.is_open, self.theme.name, self._form.isHidden())
        if seen == self._seen:
            return
        self._seen = seen
        super().draw()
        look, given = look_of(standing), standing.answer
        status = self.status
        self.setAccessibleName(f"{standing.question.question} {status}")
        self._mark.setPixmap(picture(look, self.theme, self.devicePixelRatioF()))
        self._words.setText(standing.question.question)
        self._status.setText(status)
        self._note.setText(f"“{given.note}”" if given and given.note else "")
        self._note.setVisible(bool(given and given.note))
        self._why.setText(standing.question.why)
        self._why.setVisible(self.is_open and bool(standing.question.why))
        self._acts.setVisible(self.is_open and self._form.isHidden())
        for each, made in self._buttons.items():
            is_given = given is not None and given.answer is each and standing.counts
            restyle(made, "fix" if is_given else "small")
        if not self.is_open:
            self._form.hide()
            self._problem.hide()

    @property
    def status(self) -> str:
        """How it stands, in words."""
        standing, given = self.standing, self.standing.answer
        look = look_of(standing)
        if given is None:
            return look.value if standing.question.is_required else f"{look.value} · recommended"
        who = f"{given.who}, {clock(given.when)}"
        if look is Look.STALE:
            return f"{standing.stale} Was: {_WORDS[given.answer].lower()} · {who}"
        return f"{look.value} · {who}"

    # ------------------------------------------------------------ answering

    def press(self, key: int) -> bool:
        if key in KEYS:
            self.give(KEYS[Qt.Key(key)])
        return key in KEYS

    def give(self, answer: Answer) -> None:
        """A no asks for its note first."""
        if answer is not Answer.NO:
            self._take(answer, "")
            return
        self.chosen.emit()
        self._form.show()
        self.draw()
        self.note.setFocus()

    def _take(self, answer: Answer, note: str) -> None:
        try:
            self._answer(self.standing, answer, note)
        except KnownError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self.note.clear()
        if self.has_keys_within:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._form.hide()
        self.draw()
        self.answered.emit()

    def _put_away(self) -> None:
        self.setFocus()
        self._form.hide()
        self.draw()

    @property
    def is_asking(self) -> bool:
        """Whether the line for a note is to be seen."""
        return not self._form.isHidden()

    @property
    def problem(self) -> str:
        """Why the answer was refused; empty while it was not."""
        return "" if self._problem.isHidden() else self._problem.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_asking:
            self._put_away()
        elif self.is_asking and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # the line has taken it; the window must not take it for its own
        else:
            super().keyPressEvent(event)
