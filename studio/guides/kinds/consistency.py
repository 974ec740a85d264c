"""`consistency`: either of two spellings, but one throughout a document.

Vale gives one alert per block, at the block's last match, from the first block on by which both spellings have been
seen. Here every place that holds the rarer spelling is a hit, and no other, so each can be mended where it stands; the
same documents are flagged, at more and at other places.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from studio.guides.kinds._contract import Excepting, Hit, Kind, Setting
from studio.guides.pattern import TIME_LIMIT, Pattern, compiled, is_plain, translated, without_groups
from studio.guides.reading import BrokenRule, Keys
from studio.guides.recasing import recased

Note = tuple[tuple[int, int, int, int, str], ...]
"""What one text holds: `(pair, side, start, end, words)`; side 0 is the key of `either`, 1 its value."""


@dataclass(frozen=True)
class _Pair:
    pattern: Pattern
    spellings: tuple[str, str]

    def offer(self, side: int, words: str) -> tuple[str, ...]:
        """The other spelling for `words`, where it is plain words and no pattern for several."""
        other = self.spellings[1 - side]
        return (recased(other, words),) if is_plain(other) else ()


class Consistency(Excepting):
    def __init__(self, pairs: Sequence[tuple[str, str, int]], template: str, ignore_case: bool) -> None:
        made, entries = [], []
        for one, other, line in pairs:
            sides = [translated(without_groups(text)) for text in (one, other)]
            source = ("(?i)" if ignore_case else "") + template
            try:
                pattern = compiled(source.replace("%s", f"({sides[0]})|({sides[1]})"))
            except BrokenRule as error:
                raise BrokenRule(f"The pair `{one}: {other}` cannot be read: {error.what}", line) from error
            made.append(_Pair(pattern, (one, other)))
            entries += [source.replace("%s", side) for side in sides]
        self._pairs, self.entries = tuple(made), tuple(entries)
        self._any = compiled("|".join(f"(?:{entry})" for entry in entries))

    def note(self, block: object, text: str, masked: Callable[[int, int], bool]) -> Note | None:
        if not self._any.search(text, timeout=TIME_LIMIT):
            return None
        found = [
            (number, (match.lastindex or 1) - 1, *match.span(), match[0])
            for number, pair in enumerate(self._pairs)
            for match in pair.pattern.finditer(text, timeout=TIME_LIMIT)
            if match[0] and not masked(*match.span())
        ]
        return tuple(found) or None

    def other(self, words: str) -> str:
        """The spelling that `words` is paired with; empty where it is none of a pair."""
        matches = ((pair, pair.pattern.fullmatch(words, timeout=TIME_LIMIT)) for pair in self._pairs)
        return next((pair.spellings[1 - ((match.lastindex or 1) - 1)] for pair, match in matches if match), "")

    def settle(self, notes: Sequence[Any]) -> Iterator[tuple[int, Hit]]:
        """Every use of the rarer spelling of a pair; with as many of both, of the one that came second."""
        seen = [(n, use) for n, note in enumerate(notes) for use in note or ()]
        for number, pair in enumerate(self._pairs):
            uses = [(n, use) for n, use in seen if use[0] == number]
            counts = [sum(use[1] == side for _, use in uses) for side in (0, 1)]
            if not all(counts):
                continue
            first = min((n, use[2], use[1]) for n, use in uses)[2]
            wrong = counts.index(min(counts)) if counts[0] != counts[1] else 1 - first
            for n, (_, side, start, end, words) in uses:
                if side == wrong:
                    offered = pair.offer(side, words)
                    yield n, Hit(start, end, (words, *offered), offered)


def build(keys: Keys, setting: Setting) -> Consistency:
    pairs = [(one.text, other.text, one.line) for one, other in keys.pairs("either") if other.text.strip()]
    if not pairs:
        raise BrokenRule("The rule has no `either`, so there is nothing to choose between.", keys.line)
    return Consistency(pairs, setting.template(keys), keys.switch("ignorecase"))


KIND = Kind("consistency", frozenset({"either", "ignorecase", "nonword"}), build)
