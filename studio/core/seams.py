"""Which lines were split and which were joined, so that their words are compared across the line ends.

Lines are paired one to one (see `lines`). Of a paragraph cut in two, one half therefore has no counterpart; but its words
are missing from a pair nearby, and that is how it is known from a paragraph somebody wrote. Two paragraphs joined are
the same, seen from the other side.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from studio.core.lines import Row

Stretch = tuple[int, int]

_FAR = 32  # rows from a half to the line it was cut from; a paragraph made a list has that many
_TRIED = 4  # lines one half is held against on either side: enough, and a text written anew costs no more than this
_LONGEST = 64  # rows compared as one, so that a chain of splits stays cheap
_SHARE = 1 / 3  # of a half's neighbouring words; in unrelated paragraphs less than a tenth are the same


def stretches(rows: Sequence[Row], ours: Sequence[str], theirs: Sequence[str]) -> list[Stretch]:
    """Find the rows that make sense only together.

    Args:
        rows: of all lines of both texts, as `lines.align` pairs them.
        ours, theirs: the lines of the AI original and of the working text.
    Returns:
        `[first, end)` of rows, in order and apart from each other; each holds lines of both texts.
    """
    if len(rows) == len(ours) == len(theirs):  # every line has its counterpart
        return []
    table = _Table(rows, ours, theirs)
    found = list[Stretch]()
    for first, end in sorted(table.bonds()):
        if not found or found[-1][1] <= first:
            found.append((first, end))
        elif end - found[-1][0] <= _LONGEST:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
    return found


class _Table:
    """The rows with their lines; a side without a line reads like a blank one."""

    def __init__(self, rows: Sequence[Row], ours: Sequence[str], theirs: Sequence[str]) -> None:
        self._rows, self._ours, self._theirs = rows, ours, theirs

    def bonds(self) -> Iterator[Stretch]:
        """From every line without counterpart to the line it was cut from, or became part of."""
        for number, row in enumerate(self._rows):
            if row.before is None or row.after is None:
                side = 0 if row.after is None else 1
                part = self._lines(number)[side]
                whole = self._whole(number, side, part) if part.strip() else None
                if whole is not None:
                    yield min(number, whole), self._past_blanks(max(number, whole) + 1)

    def _whole(self, number: int, side: int, part: str) -> int | None:
        """The row near by whose other side lost most of the words of `part`."""
        around = (near for step in (-1, 1) for near in islice(self._near(number, step, side), _TRIED))
        shares = [(_share(part, whole, rest), -row) for row, whole, rest in around]
        share, row = max(shares, default=(0.0, 0))
        return -row if share >= _SHARE else None

    def _near(self, number: int, step: int, side: int) -> Iterator[tuple[int, str, str]]:
        """Lines of the other side, nearest first, each with its counterpart, up to the first that has one."""
        last = len(self._rows) if step > 0 else -1
        for near in range(number + step, last, step)[:_FAR]:
            lines = self._lines(near)
            whole, rest = lines[1 - side], lines[side]
            if whole == rest and whole.strip():
                return
            if whole.strip():
                yield near, whole, rest
                if rest.strip():
                    return

    def _past_blanks(self, end: int) -> int:
        """Blank lines are paired in order, so the one that came with a split may stand behind it."""
        for number in range(end, len(self._rows))[:_FAR]:
            if any(line.strip() for line in self._lines(number)):
                return number
        return end

    def _lines(self, number: int) -> tuple[str, str]:
        row = self._rows[number]
        before = "" if row.before is None else self._ours[row.before]
        return before, "" if row.after is None else self._theirs[row.after]


@lru_cache(maxsize=4096)  # a keystroke changes one line, and the others are asked again
def _share(part: str, whole: str, rest: str) -> float:
    """How much of `part` stands in `whole` and no longer in `rest`, 0 to 1, by neighbouring words."""
    length = min(2, len(part.split()))
    wanted = _neighbours(part, length)
    return len((wanted & _neighbours(whole, length)) - _neighbours(rest, length)) / len(wanted)


@lru_cache(maxsize=2048)
def _neighbours(line: str, length: int) -> frozenset[tuple[str, ...]]:
    words = line.casefold().split()
    return frozenset(zip(*(words[n:] for n in range(length)), strict=False))
