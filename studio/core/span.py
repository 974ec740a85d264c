"""Half-open ranges of code points, the one currency for positions."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """`[start, end)` in code points of some text; `start == end` is a place between two characters.

    Raises:
        ValueError: when `start` is negative or `end` lies before `start`.
    """

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        # Written out, because a text has thousands of spans, and what `dataclass` writes for frozen ones takes twice as long.
        if not 0 <= start <= end:
            raise ValueError(f"not a span: [{start}, {end})")
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        # An empty span is still a place, so it must not read as "no span".
        return True

    def of(self, text: str) -> str:
        """The part of `text` this span covers."""
        return text[self.start : self.end]

    def moved(self, by: int) -> "Span":
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character; an empty span overlaps what it lies strictly inside of."""
        if self.start == self.end or other.start == other.end:
            return max(self.start, other.start) <= min(self.end, other.end) and (
                self == other or self.start < other.start < self.end or other.start < self.start < other.end
            )
        return self.start < other.end and other.start < self.end


_set_start: Callable[[Span, int], None] = Span.__dict__["start"].__set__
_set_end: Callable[[Span, int], None] = Span.__dict__["end"].__set__
