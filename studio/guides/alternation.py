"""An ordered choice of tokens, compiled a few at a time.

A pattern of three hundred tokens tries all of them at every position. Where the tokens are independent, those that
occur nowhere in a text cannot change what the whole finds, so only the candidates are compiled and searched for:
the same matches, in a hundredth of the time. Where google-re2 can be trusted with them (`exact`) each is searched for by
itself, and of what they find the leftmost counts, of two at one place the one that is tried first.
"""

from collections.abc import Sequence
from typing import Any

from studio.guides.exact import UNANCHORED, Exact, exactly, laid_out
from studio.guides.pattern import Pattern, compiled, flags_inside, is_plain, translated
from studio.guides.reading import BrokenRule

WORD = r"(?m)\b(?:%s)\b"
ANYWHERE = r"(?m)(?:%s)"
_KEPT = 200  # combinations of candidates kept compiled, per rule


class Alternation:
    """Tokens in order of preference, inside a template.

    Args:
        tokens: `(pattern, line)` in the dialect of rule files, already in the order in which they are tried.
        template: with one `%s` for the choice.
        ignore_case: puts `(?i)` in front.
        grouped: wraps every token in a capture group; `match.lastindex` then tells which one matched. Groups that tokens have of
            their own (`pattern.with_own_groups`) stand inside these and do not get in the way.
    Raises:
        BrokenRule: when the whole does not compile; names the token and line that fail alone.
    """

    def __init__(
        self, tokens: Sequence[tuple[str, int]], template: str = WORD, *, ignore_case: bool = False, grouped: bool = False
    ) -> None:
        self._tokens = tuple(translated(text) for text, _ in tokens)
        self._template = ("(?i)" if ignore_case else "") + template
        self._grouped = grouped
        self._made: dict[tuple[int, ...], tuple[Pattern, Sequence[int]]] = {}
        self._exact: dict[int, Exact | None] = {}
        # Around a group of its own the usual templates put nothing that takes up room, so its span is that of the match.
        self._fits = not grouped or template in (WORD, ANYWHERE)
        self._whole = any(flags_inside(text) for text in self._tokens)
        self._check(tokens)
        self.entries = (self._source(range(len(tokens))),) if self._whole else tuple(map(self._alone, range(len(tokens))))
        """One pattern per independent part: what a selector looks for."""

    def _check(self, tokens: Sequence[tuple[str, int]]) -> None:
        failed: tuple[str, int, BrokenRule] | None = None
        for index, (text, line) in enumerate(tokens):
            if failed or is_plain(text) or self._learn(index):
                continue  # what google-re2 reads exactly as `regex` does, `regex` reads
            try:
                self._pattern((index,))
            except BrokenRule as error:
                failed = (text, line, error)
        if failed is None and not self._whole:
            return
        # Tokens that fail alone may still make a pattern together: one group split over two of them, say.
        self._whole = True
        try:
            self._pattern(tuple(range(len(tokens))))
        except BrokenRule as error:
            if failed is None:
                raise
            text, line, reason = failed
            raise BrokenRule(f"The token `{text}` cannot be read: {reason.what}", line) from error

    def _source(self, wanted: Sequence[int]) -> str:
        tokens = [f"({self._tokens[n]})" if self._grouped else self._tokens[n] for n in wanted]
        return self._template.replace("%s", "|".join(tokens))

    def _alone(self, index: int) -> str:
        return self._source((index,))

    def _pattern(self, wanted: tuple[int, ...]) -> tuple[Pattern, Sequence[int]]:
        """The tokens as one pattern, and for each of its groups the number of the token."""
        made = self._made.get(wanted)
        if made is None:
            if len(self._made) > _KEPT + len(self._tokens):
                self._made.clear()
            pattern, groups = compiled(self._source(wanted)), wanted
            if self._grouped and pattern.groups != len(wanted):
                groups = tuple(n for n in wanted for _ in range(1 + compiled(self._tokens[n]).groups))
            made = self._made[wanted] = pattern, groups
        return made

    def search(self, text: str, candidates: Sequence[int] | None, time_limit: float) -> list[tuple[int, int, int]]:
        """Start and end of every leftmost, non-overlapping match with the number of its token (0 where not grouped).

        Where tokens are grouped, start and end are those of the token.

        Args:
            candidates: numbers of the `entries` that may occur in `text`, ascending; None for all.
        Raises:
            TimeoutError: when the search takes longer than `time_limit` seconds.
        """
        if candidates is not None and not self._whole and self._fits and (laid := laid_out(text)) is not None:
            found = self._exactly(laid, candidates)
            if found is not None:
                return found
        everything = self._whole or candidates is None
        wanted = tuple(range(len(self._tokens))) if everything else tuple(candidates or ())
        pattern, groups = self._pattern(wanted)
        matches = pattern.finditer(text, timeout=time_limit)
        if not self._grouped:
            return [(*match.span(), 0) for match in matches]
        return [(*match.span(match.lastindex), groups[match.lastindex - 1]) for match in matches]

    def _exactly(self, laid: bytes, candidates: Sequence[int]) -> list[tuple[int, int, int]] | None:
        """The same by google-re2; None where it cannot be trusted with one of the candidates."""
        waiting: list[tuple[int, int, int, Any]] = []
        found: list[tuple[int, int, int]] = []
        known, size, grouped = self._exact, len(laid), self._grouped
        for number in candidates:
            exact = known[number] if number in known else self._learn(number)
            if exact is None:
                return None
            start, end = exact.match(UNANCHORED, laid, 0, size)[0]
            if start >= 0:
                waiting.append((start, number, end, exact.match))
        while len(waiting) > 1:
            start, number, end, _ = min(waiting)
            if start == end:
                return None  # what follows an empty match is told in too many ways
            found.append((start, end, number if grouped else 0))
            still = []
            for each in waiting:
                if each[0] < end:
                    start, after = each[3](UNANCHORED, laid, end, size)[0]
                    if start < 0:
                        continue
                    each = (start, each[1], after, each[3])
                still.append(each)
            waiting = still
        for start, number, end, match in waiting:
            while start >= 0:
                if start == end:
                    return None
                found.append((start, end, number if grouped else 0))
                start, end = match(UNANCHORED, laid, end, size)[0]
        return found

    def _learn(self, number: int) -> Exact | None:
        made = self._exact[number] = exactly(self._alone(number))
        return made
