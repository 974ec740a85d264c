"""Whose data stands in the text, and who agreed to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from studio.app.consents import Row
from studio.core.errors import KnownError
from studio.core.flag import Flag
from studio.core.times import short
from studio.ui.dialogs.sheets import Sheet, day_field, day_of, last_day
from studio.ui.theme import SMALL, TINY, Theme
from studio.ui.widgets import button, clear, column, label, line, reveal, row

_MOST = 40  # rows; whoever has more reads them in the flags tab
_YEAR = 365  # days from today that are proposed to whom a consent is not given for good
_WORDS = 60  # code points of what is found, in one row


@dataclass(frozen=True)
class Hands:
    """What a row asks for: going to a flag, putting its first placeholder in, recording and withdrawing a consent."""

    go: Callable[[Flag], object]
    mask: Callable[[Flag], object]
    record: Callable[[Flag | None], object]
    withdraw: Callable[[Row], object]


class People(QWidget):
    """Two lists, made anew where something in them is other than before."""

    def __init__(self, hands: Hands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hands = hands
        self._shown: object = None
        self._found = column(gap=SMALL)
        self._agreed = column(gap=SMALL)
        self.setLayout(column(self._found, self._agreed, gap=SMALL))

    def show_rows(self, flags: Sequence[Flag], agreed: Sequence[Row], is_checked: bool) -> None:
        state = tuple((flag.key, flag.span) for flag in flags), tuple(agreed), is_checked
        if state == self._shown:
            return
        self._shown = state
        for layout in (self._found, self._agreed):
            clear(layout)
        self._found.addWidget(label("Personal data", "group"))
        if not flags:
            said = "None is open." if is_checked else "Looking…"
            self._found.addWidget(label(said, "muted", wrap=True))
        for flag in flags[:_MOST]:
            self._found.addWidget(self._flag(flag))
        if len(flags) > _MOST:
            self._found.addWidget(label(f"{len(flags) - _MOST} more stand under Flags.", "muted", wrap=True))
        head = row(label("Consents", "group"), 1, button("Record…", lambda: self._hands.record(None), "small-link"))
        self._agreed.addLayout(head)
        if not agreed:
            self._agreed.addWidget(label("Nobody has agreed to anything yet. Record a person’s yes here.", "muted", wrap=True))
        for each in agreed:
            self._agreed.addWidget(self._consent(each))
        for layout in (self._found, self._agreed):
            reveal(layout)

    def _flag(self, flag: Flag) -> QWidget:
        words = " ".join(flag.text.split())
        shown = words if len(words) <= _WORDS else f"{words[: _WORDS - 1]}…"
        made = QWidget()
        kind = label(f"{flag.rule.partition('.')[2]} · {flag.severity}", "small")
        acts = [button("Go", lambda: self._hands.go(flag), "small-link", "Go to it in the text")]
        if flag.fixes:
            acts.append(button("Placeholder", lambda: self._hands.mask(flag), "small-link", f"Put {flag.fixes[0].label} there"))
        acts.append(button("Consent…", lambda: self._hands.record(flag), "small-link", "Record that the person agreed"))
        made.setLayout(column(label(shown, wrap=True, selectable=True), row(kind, 1, *acts, gap=SMALL), line(), gap=TINY))
        return made

    def _consent(self, each: Row) -> QWidget:
        made = QWidget()
        until = f", until {short(each.until)}" if each.until else ""
        state = "" if each.holds else " · holds no more"
        gone = "" if each.in_text else " · no more in the text"
        told = [label(f"{each.subject}: {each.scope}", wrap=True, selectable=True)]
        told.append(label(f"Given {short(each.given)}{until}{state}{gone}", "small", wrap=True))
        if each.proof:
            told.append(label(each.proof, "small", wrap=True, selectable=True))
        foot = label("With a claim" if each.record is None else f"Recorded by {each.who}", "small")
        acts = []
        if each.record is not None and each.holds:
            acts.append(button("Withdraw", lambda: self._hands.withdraw(each), "small-link", "It does not hold any more"))
        made.setLayout(column(*told, row(foot, 1, *acts), line(), gap=TINY))
        return made


def consent_sheet(
    theme: Theme, parent: QWidget, flag: Flag | None, today: str, act: Callable[[str, str, str, str, str], object]
) -> Sheet:
    """Record a consent. `act(subject, scope, given, until, proof)`; days are ISO 8601, and no last day is empty."""
    said = "A person’s yes answers what is flagged about them for as long as it holds. It stands in the history."
    sheet = Sheet(theme, "Record a consent", said, parent)
    subject, scope, proof = (QLineEdit() for _ in range(3))
    given, until = day_field("Given on", today), last_day("Not for good, but until", _YEAR)
    given.setMaximumDate(given.date())
    subject.setText(" ".join(flag.text.split()) if flag else "")
    scope.setPlaceholderText("such as: their name on the website")
    proof.setPlaceholderText("where it can be seen: a letter, an email, a form")
    for name, asked in (
        ("Whose data, as it stands in the text", subject),
        ("What for", scope),
        ("Given on", given),
        ("Holds until", until),
        ("Proof", proof),
    ):
        sheet.ask(name, asked)

    def record() -> None:
        if not subject.text().strip():
            raise KnownError("A consent is somebody’s.", "Say whose data it is.")
        act(subject.text(), scope.text(), day_of(given), until.iso, proof.text())

    sheet.answer("Record it", record)
    (scope if flag else subject).setFocus()
    return sheet
