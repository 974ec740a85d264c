"""`repetition`: the same token twice running."""

from collections.abc import Callable, Iterator, Sequence
from operator import eq

from studio.core.sentences import split
from studio.guides.exact import laid_out
from studio.guides.exceptions import Exceptions
from studio.guides.kinds._contract import Excepting, Hit, Kind, Setting, placed
from studio.guides.pattern import compiled, time_limit, translated, without_groups
from studio.guides.reading import BrokenRule, Keys

_NO_BLANKS = frozenset(f"{flag}(?:{word})" for flag in ("", "(?i)") for word in ("[^\\s]+", "\\S+"))
"""Tokens that are whatever stands between blanks."""


class Repetition(Excepting):
    """Args: `pattern` finds the tokens; `letters_only` leaves out those that hold anything but letters."""

    entries: tuple[str, ...] = ()

    def __init__(self, pattern: str, exceptions: Exceptions, *, ignore_case: bool, letters_only: bool, most: int) -> None:
        self._pattern, self._limit = compiled(pattern), time_limit(pattern)
        self._splits = pattern in _NO_BLANKS
        self._exceptions, self._ignore_case, self._letters_only, self._most = exceptions, ignore_case, letters_only, most

    def may_find(self, text: str) -> bool:
        return True

    def find(self, text: str, candidates: Sequence[int] | None, masked: Callable[[int, int], bool]) -> Iterator[Hit]:
        if self._splits and laid_out(text) is not None:  # no blanks but those that Python and `regex` both know
            words = text.split()
        else:
            words = [word.strip() for word in self._pattern.findall(text, timeout=self._limit)]
        if self._ignore_case:
            words = [word.casefold() for word in words]
        # Nearly every block ends here: two equal neighbours are rare.
        if not any(map(eq, words, words[1:])):
            return
        spans = [match.span() for match in self._pattern.finditer(text, timeout=self._limit)]
        count = 0
        for (begin, _), (start, end), one, other in zip(spans, spans[1:], words, words[1:], strict=False):
            if one != other or not other or (self._letters_only and not other.isalpha()):
                continue
            count += 1
            if count <= self._most or masked(begin, end) or not _one_sentence(text, begin, end):
                continue
            if not self._exceptions.save(text, begin, end):
                count = 0
                yield Hit(begin, end, (text[start:end].strip(),))


def _one_sentence(text: str, start: int, end: int) -> bool:
    return len(split(text[start:end])) <= 1


def build(keys: Keys, setting: Setting) -> Repetition:
    tokens = placed(keys.texts("tokens"))
    if not tokens:
        raise BrokenRule("The rule has no `tokens`, so it can find nothing.", keys.line)
    ignore_case = keys.switch("ignorecase")
    choice = "|".join(translated(without_groups(text), multi_line=False) for text, _ in tokens)
    pattern = ("(?i)" if ignore_case else "") + f"(?:{choice})"
    return Repetition(
        pattern,
        setting.exceptions(keys),
        ignore_case=ignore_case,
        letters_only=keys.switch("alpha"),
        most=max(0, keys.number("max")),
    )


KIND = Kind("repetition", frozenset({"tokens", "ignorecase", "alpha", "max", "vocab", "exceptions"}), build)
