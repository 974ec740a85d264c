"""`conditional`: where the first pattern stands, the second must stand too.

`second` with a group in it says what is defined: "World Health Organization (WHO)" defines WHO from its block on, and a
WHO that nothing defined before is a hit. `second` without a group must occur in the same text, anywhere. Vale keeps one
list of what is defined for all such rules of a file, by accident; here each rule has its own.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from studio.guides.exceptions import Exceptions
from studio.guides.kinds._contract import CannotRun, Excepting, Hit, Kind, Setting
from studio.guides.pattern import TIME_LIMIT, compiled, translated
from studio.guides.reading import BrokenRule, Keys

Note = tuple[tuple[str, ...], tuple[tuple[int, int, str], ...]]
"""What one text adds: the words it defines, and the uses in it that need a definition."""


class _Pair(Excepting):
    """Two patterns as the `regex` module reads them, and what excuses the first."""

    def __init__(self, first: str, second: str, exceptions: Exceptions) -> None:
        self._first, self._second, self._exceptions = compiled(first), compiled(second), exceptions

    def _uses(self, text: str, masked: Callable[[int, int], bool]) -> Iterator[tuple[int, int, str]]:
        """Where the first pattern stands and nothing excuses it."""
        for match in self._first.finditer(text, timeout=TIME_LIMIT):
            start, end = match.span()
            if start < end and not masked(start, end) and not self._exceptions.save(text, start, end):
                yield start, end, match[0]


class Together(_Pair):
    """`second` without a group: both in one text."""

    def __init__(self, first: str, second: str, exceptions: Exceptions) -> None:
        super().__init__(first, second, exceptions)
        self.entries = (first,)

    def may_find(self, text: str) -> bool:
        return True

    def find(self, text: str, candidates: Sequence[int] | None, masked: Callable[[int, int], bool]) -> Iterator[Hit]:
        uses = list(self._uses(text, masked))
        if uses and not self._second.search(text, timeout=TIME_LIMIT):
            yield from (Hit(start, end, (words,)) for start, end, words in uses)


class Defined(_Pair):
    """`second` with a group: what it holds is defined for the rest of the document."""

    def __init__(self, first: str, second: str, exceptions: Exceptions) -> None:
        super().__init__(first, second, exceptions)
        self.entries = (first, second)

    def note(self, block: object, text: str, masked: Callable[[int, int], bool]) -> Note | None:
        matches = self._second.finditer(text, timeout=TIME_LIMIT)
        defined = tuple(dict.fromkeys(group for match in matches for group in match.groups() if group))
        uses = tuple(self._uses(text, masked))
        return (defined, uses) if defined or uses else None

    def settle(self, notes: Sequence[Any]) -> Iterator[tuple[int, Hit]]:
        """Every use of what neither an earlier text nor its own has defined."""
        known = set[str]()
        for number, note in enumerate(notes):
            if note is None:
                continue
            known.update(note[0])
            yield from ((number, Hit(start, end, (words,))) for start, end, words in note[1] if words not in known)


def build(keys: Keys, setting: Setting) -> Together | Defined:
    if "in" in keys:
        raise CannotRun("`in` names a part of a View, and Views are not read", keys.line_of("in"))
    for key in ("first", "second"):
        if not keys.text(key):
            raise BrokenRule(f"The rule has no `{key}`, so it can ask for nothing.", keys.line)
    # Both stand as they are written: no word ends are added, and `ignorecase` has no say.
    first, second = _read(keys, "first"), _read(keys, "second")
    sort = Defined if compiled(second).groups else Together
    return sort(first, second, setting.exceptions(keys))


def _read(keys: Keys, key: str) -> str:
    source = translated(keys.text(key), multi_line=False)
    try:
        compiled(source)
    except BrokenRule as error:
        raise BrokenRule(f"`{key}` cannot be read: {error.what}", keys.line_of(key)) from error
    return source


KIND = Kind("conditional", frozenset({"first", "second", "in", "exceptions", "vocab", "ignorecase"}), build)
