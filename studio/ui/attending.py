"""How long somebody has a text in front of them: seconds in which the window is in use, counted beat by beat."""

import time
from collections.abc import Callable

_AWAY = 60.0  # seconds without a key, a press or a turn of the wheel after which nobody is taken to read any more
_LONGEST_BEAT = 3.0  # seconds; a machine that slept between two beats was read by nobody


class Attending:
    """Ask `beat` regularly, and say `touched` whenever something was pressed or scrolled.

    Args:
        is_active: whether the window is the one in use.
        clock: seconds that never jump.
    """

    def __init__(self, is_active: Callable[[], bool], clock: Callable[[], float] = time.monotonic) -> None:
        self._is_active, self._clock = is_active, clock
        self._touched = self._beaten = clock()

    def touched(self) -> None:
        self._touched = self._clock()

    def begin(self) -> None:
        """A text comes to the desk: what was before does not count for it."""
        self._touched = self._beaten = self._clock()

    def beat(self) -> float:
        """Seconds of reading since the last beat."""
        now = self._clock()
        passed, self._beaten = now - self._beaten, now
        if passed > _LONGEST_BEAT or now - self._touched > _AWAY or not self._is_active():
            return 0.0
        return passed
