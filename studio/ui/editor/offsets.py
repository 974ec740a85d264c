"""From code points to Qt's UTF-16 units and back: the one place where positions change their currency."""

from bisect import bisect_left
from collections.abc import Sequence

import regex

_ASTRAL = regex.compile(r"[\U00010000-\U0010ffff]")


class Offsets:
    """The two ways of counting in one text. A text without emoji and the like costs nothing.

    `to_qt` and `from_qt` keep order; a Qt position inside a surrogate pair is read as the place before the pair.
    """

    def __init__(self, text: str) -> None:
        astral = [m.start() for m in _ASTRAL.finditer(text)] if not text.isascii() else []
        self._points: Sequence[int] = astral  # code-point offsets of characters that take two units
        self._units: Sequence[int] = [point + index for index, point in enumerate(astral)]

    def to_qt(self, position: int) -> int:
        return position + bisect_left(self._points, position) if self._points else position

    def from_qt(self, position: int) -> int:
        return position - bisect_left(self._units, position) if self._units else position
