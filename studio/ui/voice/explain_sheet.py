"""Asks what a change was for; only where somebody wants to say it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from studio.app.explaining import Explained, said
from studio.core.changes import Change
from studio.core.reasons import Reason
from studio.ui.dialogs.sheets import Sheet, note_field
from studio.ui.theme import Theme
from studio.ui.widgets import CalmCombo

TITLE = "What the change was for"
_TAKE_BACK = "Take it back: nothing is said of it"


class ExplainSheet(Sheet):
    """`act(reason, note)`; a reason that is None takes back what was said."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        change: Change,
        before: Explained | None,
        act: Callable[[Reason | None, str], object],
    ) -> None:
        who = f" {before.who} said: {before.reason.value}." if before else ""
        super().__init__(theme, TITLE, f"{said(change)}.{who} The voice report counts what changes were for.", parent)
        self.reason, self.note = CalmCombo(), note_field("More, in your own words")
        for each in Reason:
            self.reason.addItem(f"{each.value}: {each.words}", each.value)
        if before:
            self.reason.addItem(_TAKE_BACK, "")
            self.reason.setCurrentIndex(self.reason.findData(before.reason.value))
            self.note.setPlainText(before.note)
        self.ask("Reason", self.reason)
        self.ask("Note", self.note)
        self.answer("Keep", lambda: act(self._chosen(), self.note.toPlainText()))
        self.reason.setFocus()

    def _chosen(self) -> Reason | None:
        value = self.reason.currentData()
        return Reason(value) if value else None
