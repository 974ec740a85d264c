"""An ordered choice of tokens, compiled a few at a time.

A pattern of three hundred tokens tries all of them at every position. Where the tokens are independent, those that
occur nowhere in a text cannot change what the whole finds, so only the candidates are compiled and searched for:
the same matches, in a hundredth of the time.
"""

from collections.abc import Iterator, Sequence
from typing import Any

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
        grouped: wraps every token in a capture group; `match.lastindex` then tells which one matched.
    Raises:
        BrokenRule: when the whole does not compile; names the token and line that fail alone.
    """

    def __init__(
        self, tokens: Sequence[tuple[str, int]], template: str = WORD, *, ignore_case: bool = False, grouped: bool = False
    ) -> None:
        self._tokens = tuple(translated(text) for text, _ in tokens)
        self._template = ("(?i)" if ignore_case else "") + template
        self._grouped = grouped
        self._made: dict[tuple[int, ...], Pattern] = {}
        self._whole = any(flags_inside(text) for text in self._tokens)
        self._check(tokens)
        self.entries = (self._source(range(len(tokens))),) if self._whole else tuple(map(self._alone, range(len(tokens))))
        """One pattern per independent part: what a selector looks for."""

    def _check(self, tokens: Sequence[tuple[str, int]]) -> None:
        failed: tuple[str, int, BrokenRule] | None = None
        for index, (text, line) in enumerate(tokens):
            if failed or is_plain(text):
                continue
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

    def _pattern(self, wanted: tuple[int, ...]) -> Pattern:
        made = self._made.get(wanted)
        if made is None:
            if len(self._made) > _KEPT + len(self._tokens):
                self._made.clear()
            made = self._made[wanted] = compiled(self._source(wanted))
        return made

    def search(self, text: str, candidates: Sequence[int] | None, time_limit: float) -> Iterator[tuple[Any, int]]:
        """Every leftmost, non-overlapping match with the number of its token (0 where they are not grouped).

        Args:
            candidates: numbers of the `entries` that may occur in `text`, ascending; None for all.
        Raises:
            TimeoutError: when the search takes longer than `time_limit` seconds.
        """
        everything = self._whole or candidates is None
        wanted = tuple(range(len(self._tokens))) if everything else tuple(candidates or ())
        for match in self._pattern(wanted).finditer(text, timeout=time_limit):
            yield match, wanted[match.lastindex - 1] if self._grouped else 0
