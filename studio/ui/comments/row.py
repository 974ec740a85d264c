"""One thread in the tab: its words and its first remark, and, unfolded, all of them with a field to answer in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from studio.core.errors import KnownError
from studio.core.judgement import Comment
from studio.core.thread import Thread, Voice, voice_of
from studio.ui.comments.words import CommentField
from studio.ui.panels.folding import FoldRow
from studio.ui.theme import SMALL, TINY, Theme, reading_font
from studio.ui.times import clock
from studio.ui.widgets import button, clear, column, label, reveal, row

_FOLDED = 110  # letters of what is quoted in a row that is folded
_WORDS = 160


@dataclass(frozen=True)
class CommentHands:
    """What a thread asks for; the acts raise a `KnownError` where the house says no.

    Attributes:
        reply: answers in the thread; `resolve` closes it, or opens it where the second argument is true.
        names: whom one can speak to; `me` is whoever sits at the desk.
        about: what else the thread is about, as a phrase.
        line_of: the line of the working text a thread's words are in, from 1.
    """

    reply: Callable[[Thread, str], object]
    resolve: Callable[[Thread, bool], object]
    names: Callable[[], Sequence[str]]
    me: Callable[[], str]
    about: Callable[[Thread], str]
    line_of: Callable[[Thread], int]


class ThreadRow(FoldRow):
    """A thread, the one in `shown`. `done` says that something was said or settled in it."""

    done = Signal()

    def __init__(self, thread: Thread, theme: Theme, hands: CommentHands, draft: str) -> None:
        super().__init__(theme)
        self.shown = thread
        self._hands = hands
        self._seen: tuple[object, ...] = ()
        self._quote = label("", wrap=True)
        self._quote.setFont(reading_font(13))
        self._quote.setStyleSheet("font-size: 13px; font-family: 'Pencil Serif'; font-style: italic;")
        self._about = label("", "small", wrap=True)
        self._pill = label("", "pill-blue")
        self._state = label("", "small")
        self._said = QWidget()
        self._remarks = column(gap=SMALL)
        self._said.setLayout(self._remarks)
        self._problem = label("", "problem", wrap=True)
        self.field = CommentField("Answer", hands.names)
        self.field.setPlainText(draft)
        self.field.sent.connect(self.send)
        self.field.left.connect(self._leave_field)
        self._send = button("Answer", self.send, "fix", "Enter")
        self._resolve = button("Resolve", self.settle, "small", "Key R")
        acts = QWidget()
        acts.setProperty("role", "form")
        acts.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        acts.setLayout(column(self.field, row(self._send, self._resolve, 1, gap=TINY + 2), margin=SMALL, gap=TINY + 2))
        self._acts = acts
        self.body.addWidget(self._quote)
        self.body.addWidget(self._about)
        self.body.addWidget(self._said)
        self.body.addLayout(row(self._pill, self._state, 1, gap=SMALL))
        self.body.addWidget(self._problem)
        self.body.addWidget(self._acts)
        self._problem.hide()

    def tell(self, thread: Thread) -> None:
        """The thread as it stands now."""
        if thread != self.shown:
            self.shown = thread
            self._problem.hide()
        self.draw()

    def draw(self) -> None:
        thread = self.shown
        seen = (thread, self.is_open, self.theme.name, self._hands.me(), self._hands.about(thread), self.field.text != "")
        if seen == self._seen:
            return
        self._seen = seen
        super().draw()
        words, about = self._place()
        self._quote.setText(words)
        self._quote.setVisible(bool(words))
        self._quote.setEnabled(not thread.is_gone)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._draw_remarks()
        asks_me = thread.asks(self._hands.me())
        self._pill.setText("asks you" if asks_me else "")
        self._pill.setVisible(asks_me)
        self._state.setText(self._state_words())
        self._state.setVisible(bool(self._state.text()))
        self._acts.setVisible(self.is_open)
        self._resolve.setText("Open again" if thread.is_resolved else "Resolve")
        self._resolve.setVisible(bool(thread.comments))
        if not self.is_open:
            self._problem.hide()
        self.setAccessibleName(f"{about} {words}: {'; '.join(f'{who}: {said}' for who, said in self._lines())}".strip())

    def _place(self) -> tuple[str, str]:
        """The words it is about, and what is said about where they are."""
        thread, about = self.shown, self._hands.about(self.shown)
        if thread.anchor is None:
            return "", about or "On the whole piece"
        words = " ".join(thread.anchor.text.split())
        words = words if len(words) <= _FOLDED or self.is_open else f"{words[:_FOLDED].rstrip()}…"
        if thread.is_gone:
            return f"“{words}”", "These words are gone from the text." + (f" {about}." if about else "")
        line = f"Line {self._hands.line_of(thread)}"
        return f"“{words}”", f"{line} · {about}" if about else line

    def _state_words(self) -> str:
        thread = self.shown
        if thread.is_resolved:
            first = thread.comments[0]
            return f"Resolved · {first.resolved}, {clock(first.resolved_at)}"
        answers = len(thread.comments) - (0 if thread.note else 1)
        draft = "Half written; what you typed is kept here." if self.field.text.strip() and not self.is_open else ""
        return draft or (f"{answers} answer{'s' * (answers != 1)}" if answers > 0 and not self.is_open else "")

    def _lines(self) -> list[tuple[str, str]]:
        """Who says what, as a screen reader is told."""
        note = self.shown.note
        found = [(f"Note in the file, {note.author}", note.text)] if note else []
        kinds = {Voice.AI: "AI remark, ", Voice.RULE: "rule, "}
        return [*found, *((kinds.get(voice_of(each), "") + each.by.name, each.text) for each in self.shown.comments)]

    def _draw_remarks(self) -> None:
        clear(self._remarks)
        note, comments = self.shown.note, self.shown.comments
        if note:
            self._remarks.addWidget(self._foreign("Note in the file", note.author, "", note.text))
        for each in comments if self.is_open or not note else ():
            if voice_of(each) is Voice.PERSON:
                self._remarks.addWidget(self._person(each))
            else:
                kind = "AI remark" if voice_of(each) is Voice.AI else "Rule"
                self._remarks.addWidget(self._foreign(kind, each.by.name, each.when, each.text))
            if not self.is_open:
                break
        reveal(self._remarks)

    def _text(self, text: str) -> str:
        flat = " ".join(text.split())
        return text if self.is_open else flat if len(flat) <= _WORDS else f"{flat[:_WORDS].rstrip()}…"

    def _person(self, comment: Comment) -> QWidget:
        """A person's word: the name in bold."""
        made = QWidget()
        head = row(label(comment.by.name, "strong"), label(clock(comment.when), "small"), 1, gap=SMALL)
        made.setLayout(column(head, label(self._text(comment.text), wrap=True), gap=2))
        return made

    def _foreign(self, kind: str, who: str, when: str, text: str) -> QWidget:
        """What an AI, a rule or a file says: set in, behind a line, under a word that says what speaks; never like a person."""
        made = QFrame()
        made.setObjectName("foreign")
        made.setStyleSheet(f"#foreign {{ border-left: 2px dotted {self.theme.tokens.faint}; }}")
        head = row(label(kind, "pill"), label(" · ".join(part for part in (who, clock(when)) if part), "small"), 1, gap=SMALL)
        made.setLayout(column(head, label(self._text(text), "muted", wrap=True), margin=(SMALL, 0, 0, 0), gap=TINY))
        return made

    # ------------------------------------------------------------ saying

    def press(self, key: int) -> bool:
        if key == Qt.Key.Key_R and self.shown.comments:
            self.settle()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
            self.field.setFocus()
        else:
            return False
        return True

    def send(self) -> None:
        """Say what stands in the field."""
        self._do(lambda: self._hands.reply(self.shown, self.field.text), sent=True)

    def settle(self) -> None:
        """Close the thread, or open it again."""
        self._do(lambda: self._hands.resolve(self.shown, self.shown.is_resolved))

    def _do(self, act: Callable[[], object], *, sent: bool = False) -> None:
        try:
            act()
        except KnownError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self._problem.hide()
        if sent:
            self.field.clear()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.draw()
        self.done.emit()

    def _leave_field(self) -> None:
        self.setFocus()

    @property
    def problem(self) -> str:
        """Why something was refused; empty while it was not."""
        return "" if self._problem.isHidden() else self._problem.text()
