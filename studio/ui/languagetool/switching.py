"""Switching one of LanguageTool's rules off from the card of its flag: for oneself, or for the house."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from studio.ui.dialogs.sheets import Sheet
from studio.ui.theme import HUGE, TINY, Theme
from studio.ui.widgets import column, label

_OWN = "You are shown its flags no more. They count at the gate as before, for your switch must not make a text ready."
_HOUSE = "LanguageTool looks for it in no draft any more. An owner can switch it on again."


class SwitchSheet(Sheet):
    """Asks for whom the rule goes silent.

    Args:
        may_not: why the person may not switch it for the house, in sentences; empty where they may.
        act: gets whether it is for the person alone.
    """

    def __init__(
        self, theme: Theme, parent: QWidget, rule: str, message: str, may_not: str, act: Callable[[bool], object]
    ) -> None:
        super().__init__(theme, "Turn this rule off", f"{rule} said here: {message}", parent)
        self.own, self.house = QRadioButton("For me, on this computer"), QRadioButton("For the whole house")
        self._group = QButtonGroup(self)
        for choice, effect in ((self.own, _OWN), (self.house, may_not or _HOUSE)):
            self._group.addButton(choice)
            told = label(effect, "small", wrap=True)
            told.setContentsMargins(HUGE, 0, 0, 0)
            choice.setAccessibleDescription(effect)
            self.fields.addLayout(column(choice, told, gap=TINY))
        self.house.setEnabled(not may_not)
        self.own.setChecked(True)
        self.answer("Turn it off", lambda: act(self.own.isChecked()))
        self.own.setFocus()
