"""The forms that unfold in a claim's row. A refusal is shown in place, and what was typed stays until it is taken."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.core.claim import Claim, ClaimStatus, Consent, Evidence, Support
from studio.core.errors import KnownError
from studio.ui.claims.told import rewording
from studio.ui.guides.fields import Segments
from studio.ui.theme import SMALL, TINY
from studio.ui.widgets import CalmCombo, button, column, label, reveal, row

_NAMES = 72  # pixels of the column of names
_SUPPORT = ((Support.SUPPORTS, "Supports"), (Support.PARTLY, "Partly"), (Support.CONTRADICTS, "Contradicts"))


class Form(QWidget):
    """Fields, one strong button and Cancel. Return in a field is the strong button; Escape puts the form away, filled in as it
    is.

    Args:
        act: does it; a `KnownError` is shown under the fields.

    `answering` is emitted before it is done; then `done` says that it was taken, `refused` that it was not. `left` says that
    the form was put away.
    """

    answering = Signal()
    done = Signal()
    refused = Signal()
    left = Signal()

    def __init__(self, name: str, text: str, act: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("role", "form")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._act = act
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        self.yes = button(text, self.press, "fix")
        self.no = button("Cancel", self.left.emit)
        self.fields = column(gap=TINY + 2)
        buttons = row(self.yes, self.no, 1, gap=TINY + 2)
        self.setLayout(column(self.fields, self._problem, buttons, margin=SMALL, gap=TINY + 2))

    def field(self, name: str, text: str = "") -> QLineEdit:
        """Add a line to be typed into, named inside itself."""
        made = QLineEdit(text)
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.returnPressed.connect(self.press)
        self.fields.addWidget(made)
        return made

    def named(self, name: str, hint: str, text: str = "") -> QLineEdit:
        """Add a line with its name beside it; the two stand in a widget of their own."""
        line = QLineEdit(text)
        line.setPlaceholderText(hint)
        line.setAccessibleName(name)
        line.returnPressed.connect(self.press)
        head = label(name, "small")
        head.setFixedWidth(_NAMES)
        holder = QWidget()
        holder.setLayout(row(head, line, gap=TINY))
        self.fields.addWidget(holder)
        return line

    def begin(self) -> None:
        """Give the keyboard to the first field that is still empty, else to the last."""
        typed = [each for each in self.lines if each.isVisibleTo(self)]
        empty = next((each for each in typed if not each.text()), typed[-1] if typed else None)
        (empty or self.yes).setFocus()

    @property
    def lines(self) -> list[QLineEdit]:
        """Everything that is typed into, from the top."""
        return self.findChildren(QLineEdit)

    @property
    def is_filled(self) -> bool:
        """Whether anything was typed into it that would be missed."""
        return any(each.isModified() for each in self.lines)

    @property
    def problem(self) -> str:
        """Why it was refused; empty while it was not."""
        return "" if self._problem.isHidden() else self._problem.text()

    def press(self) -> None:
        self.answering.emit()
        try:
            self._act()
        except KnownError as error:
            self._problem.setText(str(error))
            self._problem.show()
            self.refused.emit()
        else:
            self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)  # those four would leave the form for another row


class EvidenceForm(Form):
    """Link, passage, and what they say of the claim; everything else under “More”. A proposal fills it in.

    Args:
        today: ISO 8601; when somebody looked, unless they say otherwise.
        act: takes the evidence.
    """

    def __init__(self, claim: Claim, today: str, act: Callable[[Evidence], object]) -> None:
        super().__init__("Evidence", "Attach", lambda: act(self.evidence))
        known = _to_start_from(claim)
        self.url = self.field("Link, file, or “own record: ” and which", known.url)
        self.quote = self.field("The passage that says it", known.quote)
        self.support = Segments("It", [(each.value, text) for each, text in _SUPPORT])
        self.support.choose(known.support.value)
        self.fields.addWidget(self.support)
        given = known.consent or Consent("", "", "")
        self._consent = [
            self.named("Consent of", "the customer", given.who),
            self.named("Given on", "2026-10-02", given.when),
            self.named("For", "the blog, an advertisement …", given.scope),
        ]
        more = [self.publisher, self.accessed, self.until, self.note] = [
            self.named("Publisher", "whose page or paper it is", known.publisher),
            self.named("Looked at on", "2026-11-30", known.accessed or today),
            self.named("Valid until", "2027-11-30, or empty for good", known.valid_until),
            self.named("Note", "", known.note),
        ]
        rare = more if claim.note.needs_consent else [*more, *self._consent]
        _set_visible(rare, False)
        self._unfold = button("More…", lambda: self._show_more(rare), "small-link", "Publisher, dates, a note")
        self.fields.addLayout(row(self._unfold, 1))

    @property
    def evidence(self) -> Evidence:
        """What stands in the form, as it is typed."""
        who, when, scope = (line.text().strip() for line in self._consent)
        return Evidence(
            url=self.url.text().strip(),
            quote=self.quote.text().strip(),
            valid_until=self.until.text().strip(),
            note=self.note.text().strip(),
            publisher=self.publisher.text().strip(),
            accessed=self.accessed.text().strip(),
            support=Support(self.support.chosen),
            consent=Consent(who, when, scope) if who or when or scope else None,
        )

    def paste_link(self, text: str) -> None:
        """Take a link or a file's name, and ask for the passage; anything else was not meant, so the link is asked for."""
        found = text.strip()
        is_link = bool(found) and ("://" in found or not any(map(str.isspace, found)))
        if is_link:
            self._paste(self.url, found)
        (self.quote if is_link else self.url).setFocus()

    def paste_passage(self, text: str) -> None:
        self._paste(self.quote, text)
        (self.quote if self.url.text() else self.url).setFocus()

    def _paste(self, line: QLineEdit, text: str) -> None:
        if text.strip():
            line.setText(" ".join(text.split()))
            line.setModified(True)

    def fill(self, other: "EvidenceForm") -> None:
        """Take over what was typed into another form of the same kind."""
        self.support.choose(other.support.chosen)
        for mine, theirs in zip(self.lines, other.lines, strict=True):
            mine.setText(theirs.text())
            mine.setModified(theirs.isModified())

    def _show_more(self, lines: Sequence[QLineEdit]) -> None:
        self._unfold.hide()
        _set_visible(lines, True)
        reveal(self.fields)
        self._unfold.hide()
        lines[0].setFocus()


class OpinionForm(Form):
    """Why no reader takes it for a fact. `act(reason)`."""

    def __init__(self, act: Callable[[str], object]) -> None:
        super().__init__("Opinion", "Mark as opinion", lambda: act(self.reason.text()))
        self.reason = self.field("Why no reader takes it for a fact")


class QuestionForm(Form):
    """A word to a colleague, or the answer to theirs. `act(to, text)`.

    Args:
        persons: whom one may ask.
    """

    def __init__(self, claim: Claim, me: str, persons: Sequence[str], act: Callable[[str, str], object]) -> None:
        answers = claim.asked == me and bool(claim.questions)
        super().__init__("Question", "Answer" if answers else "Ask", lambda: act(self.to.currentText(), self.text.text()))
        self.to = CalmCombo()
        self.to.addItems(list(persons))
        self.to.setAccessibleName("Whom")
        if answers:
            self.to.setCurrentText(claim.questions[-1].who)
        self.fields.addLayout(row(label("To", "small"), self.to, 1, gap=SMALL))
        self.text = self.field("Your answer" if answers else "What do you want to know?")

    def begin(self) -> None:
        """One chooses the person with the arrow keys, and goes on to the words by Tab; with one colleague there is no choice."""
        (self.to if self.to.count() > 1 and self.yes.text() == "Ask" else self.text).setFocus()


class SureForm(Form):
    """Says what will happen to the text before it does; Return does it."""

    def __init__(self, name: str, said: str, text: str, act: Callable[[], object]) -> None:
        super().__init__(name, text, act)
        self.said = label(said, "small", wrap=True)
        self.fields.addWidget(self.said)


def withdraw_form(claim: Claim, act: Callable[[], object]) -> SureForm:
    """Takes the words out, wherever they stand."""
    often = len(claim.places)
    where = f" in all {often} places" if often > 1 else ""
    said = f"These words go out of the text{where}: “{claim.text}”. Ctrl+Z brings them back."
    return SureForm("Withdraw", said, "Take them out", act)


def softer_form(old: str, new: str, act: Callable[[], object]) -> SureForm:
    """Puts a softer wording in place."""
    gone, put = rewording(old, new)
    return SureForm("Softer wording", f"“{gone}” becomes “{put}”.", "Reword", act)


def _set_visible(lines: Sequence[QLineEdit], is_visible: bool) -> None:
    """Show lines with their names, or hide them with these."""
    for line in lines:
        holder = line.parentWidget()
        if holder:
            holder.setVisible(is_visible)


def _to_start_from(claim: Claim) -> Evidence:
    """What fills the form in: a proposal; or the evidence there is, where it only lacks something or has run out."""
    if claim.proposal is not None:
        return claim.proposal.evidence
    last = claim.evidence[-1] if claim.evidence else None
    if last and claim.lacks_consent:
        return last
    if last and claim.status is ClaimStatus.STALE:
        return Evidence(last.url, last.quote, publisher=last.publisher)
    return Evidence("", "")
