"""`occurrence`: something stands too often, or not often enough, in one block or sentence."""

import math
from collections.abc import Callable, Iterator, Sequence

from studio.guides.exact import laid_out, words_in
from studio.guides.kinds._contract import Excepting, Hit, Kind, Setting
from studio.guides.pattern import compiled, time_limit, translated
from studio.guides.reading import BrokenRule, Keys

_WORDS = frozenset((r"(?:\w+)", r"(?:(\w+))", r"(?:\b\w+\b)", r"(?:\b(\w+)\b)", r"(?:(\b\w+\b))"))
"""Tokens that are every word."""


class Occurrence(Excepting):
    def __init__(self, token: str, least: int, most: int) -> None:
        self._pattern, self._limit, self._least, self._most = compiled(token), time_limit(token), least, most
        self._counts_words = token.replace("(?i)", "") in _WORDS
        self.entries = () if least else (token,)

    def may_find(self, text: str) -> bool:
        # What the whole does not hold too often, no part of it does.
        return self._least > 0 or self._count(text) > self._most

    def _count(self, text: str) -> int:
        if self._counts_words and (laid := laid_out(text)) is not None:
            return words_in(laid)
        return len(self._pattern.findall(text, timeout=self._limit))

    def find(self, text: str, candidates: Sequence[int] | None, masked: Callable[[int, int], bool]) -> Iterator[Hit]:
        """At most one hit: from the first match to the last, so that the person sees all of what was counted."""
        if self._counts_words and (self._least or 0) <= self._count(text) <= (self._most or math.inf):
            return
        spans = [match.span() for match in self._pattern.finditer(text, timeout=self._limit)]
        count = len(spans)
        if not (0 < self._most < count or count < self._least):
            return
        if not spans:  # what is missing is missing in all of it
            yield Hit(0, 0, (str(count),))
            return
        start, end = spans[0][0], spans[-1][1]
        if masked(start, end) or not text[start:end].strip():
            start, end = next(((a, b) for a, b in spans if text[a:b].strip() and not masked(a, b)), (0, 0))
        if start < end:
            yield Hit(start, end, (str(count),))


def build(keys: Keys, setting: Setting) -> Occurrence:
    token, most, least = keys.text("token"), keys.number("max"), keys.number("min")
    if not token:
        raise BrokenRule("The rule has no `token`, so it can count nothing.", keys.line)
    if most <= 0 and least <= 0:
        raise BrokenRule("The rule has neither `max` nor `min`, so no count is wrong.", keys.line)
    flags = "(?i)" if keys.switch("ignorecase") else ""
    return Occurrence(f"{flags}(?:{translated(token, multi_line=False)})", max(0, least), max(0, most))


KIND = Kind("occurrence", frozenset({"token", "max", "min", "ignorecase"}), build)
