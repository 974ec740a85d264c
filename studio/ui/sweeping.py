"""Python's garbage is collected on the GUI thread alone, and never in the middle of anything.

Python collects whenever and wherever enough was made, in a check's thread too. A cycle of garbage with a widget in it
would then be taken apart beside the thread that draws, and the program would fall over.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000  # milliseconds


class Sweeper(QObject):
    """Takes the collecting over from Python while it is there; `stop` gives it back."""

    def __init__(self, parent: QObject | None = None, collect: Callable[[int], object] = gc.collect) -> None:
        super().__init__(parent)
        self._collect = collect
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.sweep)
        self._timer.start(_EVERY)
        gc.disable()

    def sweep(self) -> None:
        """Collect the generations that are full, as Python would have."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                self._collect(generation)
                return

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()
