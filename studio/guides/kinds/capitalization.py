"""`capitalization`: large and small letters of a whole text, a heading for the most part.

Against Vale: the wanted text keeps every mark and blank of the given one, "I" stays large in sentence case, and a text
without words is never wrong. AP style writes "to" small as a preposition and large before a verb; which of the two it
is takes a grammar model, so either is right here, where Vale asks its model.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from studio.guides.exceptions import Exceptions
from studio.guides.kinds._contract import Hit, Kind, Setting, decimal
from studio.guides.pattern import TIME_LIMIT, Pattern, compiled, translated
from studio.guides.reading import BrokenRule, Keys

_WORD = r"[\p{N}\p{L}*]+\S*"
_TITLE_WORD = r"[\p{N}\p{L}*]+[^\s\-/–—]*"
_NUMBER = compiled(r"\d+\.\Z")
_I = compiled(r"I(?:['’](?:m|d|ll|ve|s))?\W*\Z")
_AP = "a an and as at but by en for if in nor of on or per the to vs vs. via v v."
_CHICAGO = """about above across after against along among around before between beyond concerning despite down during
following from including into near over since through throughout towards under until upon with within without"""
_SMALL, _PREPOSITIONS = frozenset(_AP.split()), frozenset(_CHICAGO.split())


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or phrase that is judged as one: where it stands and how it should read."""

    start: int
    end: int
    wanted: str


class _Case:
    """How words should be written. Args: `words` is the pattern of a word outside exceptions."""

    def __init__(self, exceptions: Exceptions, prefix: str, words: str) -> None:
        self._exceptions = exceptions
        self._own = {entry.casefold(): entry for entry in exceptions.entries}
        self._prefix = compiled(translated(prefix)) if prefix else None
        known = rf"\b(?:{exceptions.choice})\b|" if exceptions.choice else ""
        self._pieces = compiled(rf"(?i:{known}{words})")

    def pieces(self, text: str) -> list[_Piece]:
        """The words of `text` behind its prefix, in order, each with its wanted form, which is as long as it is."""
        start = 0
        if self._prefix is not None and (opened := self._prefix.match(text, timeout=TIME_LIMIT)):
            start = opened.end()
        spans = [match.span() for match in self._pieces.finditer(text, start, timeout=TIME_LIMIT) if match[0]]
        return [
            _Piece(a, b, self._excepted(text[a:b]) or _of_length(self._written(text, spans, n), text[a:b]))
            for n, (a, b) in enumerate(spans)
        ]

    def wrong(self, text: str, pieces: Sequence[_Piece]) -> tuple[list[tuple[int, int]], int]:
        """The words that are not as they should be, and how many words there are: what no blank divides is one."""
        words = list[list[_Piece]]()
        for piece in pieces:
            if words and not any(map(str.isspace, text[words[-1][-1].end : piece.start])):
                words[-1].append(piece)
            else:
                words.append([piece])
        found = [
            (word[0].start, word[-1].end)
            for word in words
            if any(text[piece.start : piece.end] != piece.wanted for piece in word)
            and not self._is_excused(text[word[0].start : word[-1].end])
        ]
        return found, len(words)

    def _is_excused(self, word: str) -> bool:
        return self._exceptions.hold(word)

    def _excepted(self, word: str) -> str:
        """How an exception writes `word`; the word itself where an exception is part of it, else nothing."""
        own = self._own.get(word.casefold(), "")
        return own if len(own) == len(word) else word if self._exceptions.hold(word) else ""

    def _written(self, text: str, spans: Sequence[tuple[int, int]], number: int) -> str:
        raise NotImplementedError


class _Sentence(_Case):
    """Small letters but for the first word and the one after an indicator."""

    first_decides = True

    def __init__(self, exceptions: Exceptions, prefix: str, indicators: Sequence[str]) -> None:
        super().__init__(exceptions, prefix, _WORD)
        self._indicators = tuple(indicators)

    def _written(self, text: str, spans: Sequence[tuple[int, int]], number: int) -> str:
        start, end = spans[number]
        word = text[start:end]
        if _I.match(word):
            return word
        return word[:1].upper() + word[1:].lower() if self._opens(text, spans, number) else word.lower()

    def _opens(self, text: str, spans: Sequence[tuple[int, int]], number: int) -> bool:
        if number == 0:
            return True
        begin, end = spans[number - 1]
        # Marks between the two words count with the first: "Tea — and milk" for the indicator `—`.
        before = text[begin : spans[number][0]].rstrip()
        if any(before.endswith(mark) and len(before) > len(mark) for mark in self._indicators):
            return True
        return number == 1 and _NUMBER.match(text[begin:end]) is not None


class _Title(_Case):
    """Large first letters but for small words inside; the rest of a word stays as it is."""

    first_decides = False

    def __init__(self, exceptions: Exceptions, prefix: str, style: str) -> None:
        super().__init__(exceptions, prefix, _TITLE_WORD)
        self._small = _SMALL | _PREPOSITIONS if style == "chicago" else _SMALL - {"to"}
        self._either = frozenset() if style == "chicago" else frozenset({"to"})

    def _is_excused(self, word: str) -> bool:
        return word == word.upper() or super()._is_excused(word)

    def _written(self, text: str, spans: Sequence[tuple[int, int]], number: int) -> str:
        start, end = spans[number]
        word = text[start:end]
        inside = 0 < number < len(spans) - 1 and text[start - 1] in " -/"
        if inside and word in ("to", "To") and "to" in self._either:
            return word
        if inside and _bare(word) in self._small and not _joined(text, start, end):
            return word.lower()
        return word[:1].upper() + word[1:]


def _bare(word: str) -> str:
    return word.lower().rstrip(",;:!?…\"'”’)")


def _joined(text: str, start: int, end: int) -> bool:
    """Whether a word opens a part of its own (`Tea: The Story`, `Tea - A Story`) or a compound (`In-House`)."""
    return text[max(0, start - 2) : start] in (": ", "- ", "– ", "— ") or (text[end : end + 1] == "-" and text[start - 1] != "-")


def _of_length(wanted: str, word: str) -> str:
    return wanted if len(wanted) == len(word) else word  # "ß" has no large letter of its own


class ByWord:
    """`$title` and `$sentence`. Args: `least` is the share of the words that must be right."""

    entries: tuple[str, ...] = ()

    def __init__(self, case: _Sentence | _Title, least: float, replaces: bool) -> None:
        self._case, self._least, self._replaces = case, least, replaces

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
        wanted, (start, end) = _rewritten(text, pieces), _whole(text)
        slots = (text[start:end], wanted[start:end], ", ".join(text[a:b] for a, b in wrong))
        if not masked(start, end):
            yield Hit(start, end, slots, slots[1:2] if self._replaces else ())
        elif not masked(*wrong[0]):  # code in it is nobody's to rewrite, so the first wrong word is pointed at
            yield Hit(wrong[0][0], wrong[0][1], slots)


class OfWhole:
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


_SPOKEN = compiled(r"[\p{N}\p{L}]\S*")


def _whole(text: str) -> tuple[int, int]:
    """Where the text stands without the blanks around it."""
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _rewritten(text: str, pieces: Sequence[_Piece]) -> str:
    made, at = [], 0
    for piece in pieces:
        made += [text[at : piece.start], piece.wanted]
        at = piece.end
    return "".join((*made, text[at:]))


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
        case: _Sentence | _Title = (
            _Title(exceptions, prefix, style)
            if match == "$title"
            else _Sentence(exceptions, prefix, [item.text for item in keys.texts("indicators")])
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
