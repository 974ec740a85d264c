"""Testing a service beside the window: a button that becomes Cancel, and one sentence with what came of it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from studio.core.errors import KnownError, ServiceTrouble
from studio.services.ai import Probed
from studio.ui.theme import GAP, Theme
from studio.ui.widgets import button, column, label, row

Start = Callable[[Callable[[Probed], object], Callable[[KnownError], object], Callable[[], object]], object]
"""Begins a test: done, failed, finished. Raises a `KnownError` where it cannot begin."""


class Trial(QWidget):
    """Test and its answer.

    Args:
        start: begins a test; `cancel` ends the one that runs.
        found: gets what a test found; `troubled` what was wrong, to lead to the field.
        beside: what stands in the line with the button; `under` what stands between it and the answer.
    """

    def __init__(
        self,
        theme: Theme,
        start: Start,
        cancel: Callable[[], object],
        found: Callable[[Probed], object] = lambda probed: None,
        troubled: Callable[[KnownError], object] = lambda error: None,
        beside: tuple[QWidget | int, ...] = (1,),
        under: tuple[QWidget, ...] = (),
    ) -> None:
        super().__init__()
        self._theme, self._start, self._cancel, self._found, self._troubled = theme, start, cancel, found, troubled
        self.is_running = False
        self.button = button("Test", self._press, "link")
        self.said = label("", "small", wrap=True, selectable=True)
        self.said.hide()
        self.setLayout(column(row(*beside, self.button, gap=GAP), *under, self.said))

    def _press(self) -> None:
        if self.is_running:
            self.button.setEnabled(False)
            self._cancel()
            return
        try:
            self._start(self._on_found, self._on_trouble, self._on_finished)
        except KnownError as error:
            self._on_trouble(error)
            return
        self.is_running = True
        self.button.setText("Cancel")
        self._say("Asking it for one word…", self._theme.tokens.muted)

    def _on_found(self, probed: Probed) -> None:
        self._say(f"✓ {probed.sentence}", self._theme.tokens.ink)
        self._found(probed)

    def _on_trouble(self, error: KnownError) -> None:
        self._say(str(error), self._theme.tokens.error)
        if isinstance(error, ServiceTrouble):
            self._troubled(error)

    def _on_finished(self) -> None:
        if not isValid(self):  # the sheet was closed meanwhile
            return
        if self.said.text().endswith("…"):  # neither found nor failed
            self._say("Cancelled.", self._theme.tokens.muted)
        self.is_running = False
        self.button.setText("Test")
        self.button.setEnabled(True)

    def _say(self, text: str, color: str) -> None:
        self.said.setText(text)
        self.said.setStyleSheet(f"color: {color};")
        self.said.show()
