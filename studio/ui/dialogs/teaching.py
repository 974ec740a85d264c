"""Sheets about one flag or a few words: what to teach the house, and why something is not flagged."""

from collections.abc import Callable, Container, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from studio.app.guiding.rows import TermChoice
from studio.core.errors import Refused
from studio.ui.dialogs.sheets import Sheet
from studio.ui.guides.words import plain_name
from studio.ui.theme import GAP, HUGE, SMALL, TINY, Theme
from studio.ui.widgets import button, clear, column, label, line, reveal, row

if TYPE_CHECKING:
    from studio.app.guiding.rows import WhyRow

_NOBODY = "No rule looks at these words: none of the guides here has them in any pattern, on any channel."


class TeachSheet(Sheet):
    """What the house may learn from a flag, each choice with its effect before it is done.

    `act` gets the choice; a refusal is shown in place.
    """

    def __init__(self, theme: Theme, parent: QWidget, words: str, act: Callable[[TermChoice], object]) -> None:
        super().__init__(theme, "Teach this to the house", f"What should everybody's texts know about “{words}”?", parent)
        self.setMinimumWidth(520)
        self.choices: tuple[TermChoice, ...] = ()
        self.buttons: list[QRadioButton] = []
        self._group = QButtonGroup(self)
        self._list = column(gap=GAP)
        self._wait = label("Looking through every piece for what each choice would change…", "muted", wrap=True)
        self._list.addWidget(self._wait)
        self.fields.addLayout(self._list)
        self.answer("Teach it", lambda: act(self._chosen()))
        self.yes.setEnabled(False)

    def show_choices(self, choices: Sequence[TermChoice]) -> None:
        """The effects are counted; the first choice that can be made is marked."""
        self.choices = tuple(choices)
        clear(self._list)
        self.buttons = []
        for number, choice in enumerate(choices, 1):
            each = QRadioButton(f"{number}  {choice.title}")
            each.setEnabled(not choice.refused)
            each.setAccessibleDescription(choice.refused or choice.effect)
            self._group.addButton(each, number)
            self.buttons.append(each)
            effect = label(choice.refused or choice.effect, "small", wrap=True)
            effect.setContentsMargins(HUGE, 0, 0, 0)
            self._list.addLayout(column(each, effect, gap=TINY))
        if choices:
            self._list.addWidget(label(f"1 to {len(choices)} chooses · Enter does it · Esc does nothing", "faint"))
        first = next((each for each in self.buttons if each.isEnabled()), None)
        if first:
            first.setChecked(True)
            first.setFocus()
        self.yes.setEnabled(first is not None)
        reveal(self._list)
        self.adjustSize()

    def _chosen(self) -> TermChoice:
        number = self._group.checkedId()
        if number < 1:
            raise Refused("Nothing is chosen yet.", "Choose what the house should learn.")
        return self.choices[number - 1]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_0
        if 1 <= number <= len(self.buttons) and self.buttons[number - 1].isEnabled():
            self.buttons[number - 1].setChecked(True)
            self.buttons[number - 1].setFocus()
        else:
            super().keyPressEvent(event)


class WhyNotSheet(Sheet):
    """Which rules saw some words, and what exempted them."""

    def __init__(
        self, theme: Theme, parent: QWidget, words: str, make_rule: Callable[[], object], show_rule: Callable[[str], object]
    ) -> None:
        shown = words if len(words) <= 60 else f"{words[:58].rstrip()}…"
        super().__init__(theme, "Why is this not flagged?", f"“{shown}”", parent)
        self.setMinimumWidth(540)
        self._show_rule = show_rule
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(SMALL)
        self._inner = QWidget()
        self._inner.setLayout(self._rows)
        self._area = QScrollArea()
        self._area.setWidget(self._inner)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFixedHeight(64)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows.addWidget(label("Asking every rule…", "muted"))
        self.fields.addWidget(self._area)
        self.no.setText("Close")
        self.answer("Make a rule for this…", lambda: None)
        self.accepted.connect(make_rule)

    def show_told(self, told: "Sequence[WhyRow]", on_the_page: Container[str]) -> None:
        """What every rule that touches the words says; none does where there is nothing.

        Args:
            on_the_page: names of the rules that can be shown in full: those of style guides, not those of other checks.
        """
        clear(self._rows)
        for number, each in enumerate(told):
            if number:
                self._rows.addWidget(line())
            outcome = str(each.outcome)
            is_flagged = outcome == "flagged"
            pill = label(outcome.capitalize(), "pill-warning" if is_flagged else "pill")
            name = plain_name(each.rule)
            show: QWidget = label(name, "strong")
            if each.rule in on_the_page:
                show = button(name, partial(self._go, each.rule), "link", f"Show {each.rule} in full")
            reason = label(each.reason, "", wrap=True)
            reason.setMinimumWidth(440)
            self._rows.addLayout(column(row(show, label(each.rule, "small"), 1, pill, gap=SMALL), reason, gap=TINY))
        if not told:
            self._rows.addWidget(label(_NOBODY, "", wrap=True))
        self._rows.addStretch(1)
        reveal(self._rows)
        self._rows.activate()
        tall = self._rows.heightForWidth(480) if self._rows.hasHeightForWidth() else self._rows.sizeHint().height()
        self._area.setFixedHeight(min(340, max(48, tall + SMALL)))
        self.adjustSize()

    def _go(self, rule: str) -> None:
        self.reject()
        self._show_rule(rule)
