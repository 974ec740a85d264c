"""`capitalization`: large and small letters of a whole text, a heading for the most part.

Against Vale: the wanted text keeps every mark and blank of the given one, "I" stays large in sentence case, and a text
without words is never wrong. AP style writes "to" small as a preposition and large before a verb; which of the two it
is takes a grammar model, so either is right here, where Vale asks its model.
"""

import copy
from collections.abc import Callable, Iterator, Sequence
from typing import Self

from studio.guides.casing import SentenceCase, TitleCase
from studio.guides.exceptions import Exceptions
from studio.guides.kinds._contract import Excepting, Hit, Kind, Setting, decimal
from studio.guides.pattern import TIME_LIMIT, Pattern, compiled, translated
from studio.guides.reading import BrokenRule, Keys


class ByWord(Excepting):
    """`$title` and `$sentence`. Args: `least` is the share of the words that must be right."""

    entries: tuple[str, ...] = ()

    def __init__(self, case: SentenceCase | TitleCase, least: float, replaces: bool) -> None:
        self._case, self._least, self._replaces = case, least, replaces
        self._exceptions = case.exceptions

    def may_find(self, text: str) -> bool:
        return True

    def find(self, text: str, candidates: Sequence[int] | None, masked: Callable[[int, int], bool]) -> Iterator[Hit]:
        pieces = self._case.pieces(text)
        wrong, words = self._case.wrong(text, pieces)
        if not wrong:
            return
        at_once = self._case.first_decides and wrong[0][0] == pieces[0].start
        if not at_once and (words - len(wrong)) / words >= self._least:
            return
        wanted, (start, end) = self._case.written(text, pieces), _whole(text)
        slots = (text[start:end], wanted[start:end], ", ".join(text[a:b] for a, b in wrong))
        if not masked(start, end):
            yield Hit(start, end, slots, slots[1:2] if self._replaces else (), "", False)  # a name it takes for a word is lost
        elif not masked(*wrong[0]):  # code in it is nobody's to rewrite, so the first wrong word is pointed at
            yield Hit(wrong[0][0], wrong[0][1], slots)

    def bare(self) -> Self:
        return self._with(Exceptions())

    def saving(self, text: str, hit: Hit) -> str:
        """One that is enough by itself, or else one of those that are enough together."""
        at_all = len(self.bare()._wrong(text))

        def helps(one: Exceptions) -> bool:
            return one.stand_in(text) and len(self._with(one)._wrong(text)) < at_all

        def is_enough(one: Exceptions) -> bool:
            return helps(one) and not any(self._with(one).find(text, None, _nowhere))

        if not self._exceptions.stand_in(text):
            return ""
        return self._exceptions.first(is_enough) or self._exceptions.first(helps)

    def _with(self, exceptions: Exceptions) -> Self:
        made = copy.copy(self)
        made._case, made._exceptions = self._case.excepting(exceptions), exceptions
        return made

    def _wrong(self, text: str) -> list[tuple[int, int]]:
        return self._case.wrong(text, self._case.pieces(text))[0]


class OfWhole(Excepting):
    """`$lower`, `$upper` and patterns: the text as a whole is right or wrong."""

    entries: tuple[str, ...] = ()

    def __init__(self, exceptions: Exceptions, wanted: Callable[[str], str], is_right: Callable[[str], bool]) -> None:
        self._exceptions, self._wanted, self._is_right = exceptions, wanted, is_right

    def may_find(self, text: str) -> bool:
        return True

    def find(self, text: str, candidates: Sequence[int] | None, masked: Callable[[int, int], bool]) -> Iterator[Hit]:
        start, end = _whole(text)
        whole = text[start:end]
        if not any(map(str.isalnum, whole)) or self._is_right(whole) or self._exceptions.hold(whole):
            return
        if not masked(start, end):
            yield Hit(start, end, (whole, self._wanted(whole)))
        else:
            spoken = [match.span() for match in _SPOKEN.finditer(text) if not masked(*match.span())]
            if spoken:
                yield Hit(spoken[0][0], spoken[0][1], (whole, self._wanted(whole)))

    def saving(self, text: str, hit: Hit) -> str:
        return self._exceptions.first(lambda one: one.hold(text.strip()))


def _nowhere(start: int, end: int) -> bool:
    return False


_SPOKEN = compiled(r"[\p{N}\p{L}]\S*")


def _whole(text: str) -> tuple[int, int]:
    """Where the text stands without the blanks around it."""
    return len(text) - len(text.lstrip()), len(text.rstrip())


def build(keys: Keys, setting: Setting) -> ByWord | OfWhole:
    match, exceptions = keys.text("match"), setting.exceptions(keys)
    if not match:
        raise BrokenRule("The rule has no `match`, so every case is right.", keys.line)
    if match in ("$title", "$sentence"):
        return _by_word(keys, setting, match, exceptions)
    if match == "$lower":
        return OfWhole(exceptions, str.lower, lambda text: text == text.lower())
    if match == "$upper":
        return OfWhole(exceptions, str.upper, lambda text: text == text.upper())
    try:
        pattern = compiled(translated(match, multi_line=False))
    except BrokenRule as error:
        raise BrokenRule(f"`match` cannot be read: {error.what}", keys.line_of("match")) from error
    return OfWhole(exceptions, lambda text: match, lambda text: _found(pattern, text))


def _found(pattern: Pattern, text: str) -> bool:
    return pattern.search(text, timeout=TIME_LIMIT) is not None


def _by_word(keys: Keys, setting: Setting, match: str, exceptions: Exceptions) -> ByWord:
    prefix, style = keys.text("prefix"), keys.text("style", "AP").strip().lower()
    if style not in ("ap", "chicago", ""):
        raise BrokenRule(f"The style `{keys.text('style')}` is neither AP nor Chicago.", keys.line_of("style"))
    replaces = setting.action.name == "replace" and not setting.action.params
    try:
        case: SentenceCase | TitleCase = (
            TitleCase(exceptions, prefix, style)
            if match == "$title"
            else SentenceCase(exceptions, prefix, [item.text for item in keys.texts("indicators")])
        )
    except BrokenRule as error:
        raise BrokenRule(f"`prefix` cannot be read: {error.what}", keys.line_of("prefix")) from error
    # Nobody means that nothing has to be right, so a threshold of 0 is none at all.
    return ByWord(case, decimal(keys, "threshold") or 0.8, replaces)


KIND = Kind(
    "capitalization",
    frozenset({"match", "style", "exceptions", "vocab", "indicators", "threshold", "prefix"}),
    build,
)
