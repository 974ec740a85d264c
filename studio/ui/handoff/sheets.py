"""The sheets of handing on: the handoff itself, sending something up, and answering what went up."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QWidget

from studio.core.gate import Level
from studio.core.handoff import Card
from studio.ui.dialogs.sheets import Sheet, due_field, note_field
from studio.ui.handoff.card_view import CardView
from studio.ui.theme import GAP, SMALL, Theme
from studio.ui.times import to_utc
from studio.ui.widgets import CalmCombo, column, label, row, well

_WIDE, _CARD = 560, 190  # pixels
_NOTE = 60

Submit = Callable[[str, str, str, str], object]
"""`act(to, due, note, question)`."""


class HandoffSheet(Sheet):
    """To whom, by when, what they are asked, and the card that goes along.

    Args:
        open_items: what is still open, a sentence.
        left: how long it is until a time, in working time.
        level: whether the house wants a word to the next person.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        title: str,
        open_items: str,
        editors: Sequence[str],
        due: str,
        left: Callable[[str], str],
        level: Level,
        act: Submit,
    ) -> None:
        said = f"“{title}” goes to an editor as a numbered revision, with this card. {open_items}"
        super().__init__(theme, "Submit for review", said, parent)
        self.setMinimumWidth(_WIDE)
        self._left = left
        self.to = CalmCombo()
        self.to.addItems(list(editors))
        self.until = due_field(due)
        self._in = label("", "small")
        self.question = QLineEdit()
        must = " (this house asks for a question or a note)" if level is Level.REQUIRED else ""
        self.question.setPlaceholderText(f"What do you want to know from them?{must}")
        self.note = note_field("What else should they look at? (optional)")
        self.view = CardView()
        self.view.wait("The card is being made…")
        self._lay_out(level)
        self.until.dateTimeChanged.connect(lambda _: self._say_left())
        self._say_left()
        self.answer(
            "Submit",
            lambda: act(self.to.currentText(), to_utc(self.until.dateTime()), self.note.toPlainText(), self.question.text()),
        )
        (self.to if level is Level.OFF else self.question).setFocus()

    def _lay_out(self, level: Level) -> None:
        self.to.setAccessibleName("Editor")
        self.until.setAccessibleName("Due")
        left, right = column(label("To", "muted"), self.to), column(label("Due", "muted"), self.until)
        pair = row(left, right, gap=GAP)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        self.fields.addLayout(pair)
        self.fields.addLayout(row(1, self._in))
        if level is not Level.OFF:
            self.ask("Question for them", self.question)
        self.note.setAccessibleName("Note")
        self.note.setFixedHeight(_NOTE)
        holder = QWidget()  # a style gives fields a least height of its own, and a tall sheet would squeeze them to it
        holder.setFixedHeight(_NOTE)
        holder.setLayout(column(self.note))
        self.fields.addWidget(label("Note", "muted"))
        self.fields.addWidget(holder)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("role", "panel")
        inner.setLayout(column(self.view, 1, margin=(GAP, SMALL, GAP, SMALL)))
        scroll.setWidget(inner)
        scroll.setFixedHeight(_CARD)
        scroll.setAccessibleName("Handoff card")
        self.fields.addWidget(label("The card", "muted"))
        self.fields.addWidget(well(scroll))

    def show_card(self, card: Card) -> None:
        self.view.show_card(card)

    def _say_left(self) -> None:
        self._in.setText(self._left(to_utc(self.until.dateTime())))


def escalate_sheet(theme: Theme, parent: QWidget, what: str, people: Sequence[str], act: Callable[[str, str], object]) -> Sheet:
    """Send something up. `act(to, note)`; `what` names it: `the piece`, `flag Plain.Wordy: “utilize”`."""
    sheet = Sheet(theme, "Escalate", f"This goes up to one person by name, who has to answer: {what}.", parent)
    to = CalmCombo()
    to.addItems(list(people))
    note = note_field("What is the matter, and what do you need from them?")
    sheet.ask("To", to)
    sheet.ask("Note", note)
    sheet.answer("Escalate", lambda: act(to.currentText(), note.toPlainText()))
    note.setFocus()
    return sheet


def dispute_sheet(theme: Theme, parent: QWidget, what: str, owner: str, rule: str, act: Callable[[bool, str], object]) -> Sheet:
    """Say that a flag is wrong. `act(whole_rule, note)`."""
    said = f"{owner} has to answer, and both what you say and the answer stay in the history: {what}."
    sheet = Sheet(theme, "Dispute", said, parent)
    reach = CalmCombo()
    reach.addItems(["This flag is wrong here", f"The rule {rule} is wrong"])
    note = note_field("Why is it wrong?")
    sheet.ask("What is wrong", reach)
    sheet.ask("Why", note)
    sheet.answer("Dispute", lambda: act(reach.currentIndex() == 1, note.toPlainText()))
    note.setFocus()
    return sheet


def settle_sheet(theme: Theme, parent: QWidget, said: str, act: Callable[[str], object]) -> Sheet:
    """Answer what went up. `act(answer)`."""
    sheet = Sheet(theme, "Answer", said, parent)
    answer = note_field("What was decided?")
    sheet.ask("Answer", answer)
    sheet.answer("Answer", lambda: act(answer.toPlainText()))
    answer.setFocus()
    return sheet
