"""Title case and sentence case: which letters of a heading should be large.

Exceptions keep the case they are written in. "I" stays large in sentence case. AP style writes "to" small as a
preposition and large before a verb; telling the two apart takes a grammar model, so either is right here.
"""

import copy
import re
from collections.abc import Sequence
from typing import NamedTuple, Self

from studio.guides.exceptions import Exceptions
from studio.guides.pattern import TIME_LIMIT, compiled, translated

_WORD = r"[\p{N}\p{L}*]+\S*"
_TITLE_WORD = r"[\p{N}\p{L}*]+[^\s\-/–—]*"
_NUMBER = compiled(r"\d+\.\Z")
_I = compiled(r"I(?:['’](?:m|d|ll|ve|s))?\W*\Z")
_AP = "a an and as at but by en for if in nor of on or per the to vs vs. via v v."
_CHICAGO = """about above across after against along among around before between beyond concerning despite down during
following from including into near over since through throughout towards under until upon with within without"""
_SMALL, _PREPOSITIONS = frozenset(_AP.split()), frozenset(_CHICAGO.split())


class Piece(NamedTuple):
    """A word or phrase that is judged as one: where it stands and how it should read."""

    start: int
    end: int
    wanted: str


class Case:
    """How words should be written. Args: `words` is the pattern of a word outside exceptions."""

    def __init__(self, exceptions: Exceptions, prefix: str, words: str) -> None:
        self._prefix = compiled(translated(prefix)) if prefix else None
        self._words = compiled(words)
        self._ascii_words = re.compile(words.replace(r"\p{N}\p{L}", "0-9A-Za-z"))  # twice as fast where it can be used

        self._leave(exceptions)

    def _leave(self, exceptions: Exceptions) -> None:
        self.exceptions = exceptions
        self._own = {entry.casefold(): entry for entry in exceptions.entries}
        known = rf"\b(?:{exceptions.choice})\b|" if exceptions.choice else ""
        self._pieces = compiled(rf"(?i:{known}{self._words.pattern})")

    def excepting(self, exceptions: Exceptions) -> Self:
        """The same with these exceptions instead of its own."""
        made = copy.copy(self)
        made._leave(exceptions)
        return made

    def pieces(self, text: str) -> Sequence[Piece]:
        """The words of `text` behind its prefix, in order, each with its wanted form, which is as long as it is."""
        start = 0
        if self._prefix is not None and (opened := self._prefix.match(text, timeout=TIME_LIMIT)):
            start = opened.end()
        if self.exceptions.nowhere(text):
            # Words begin and end where `\b` does in such a text, so no exception is hidden in one of them either.
            words = self._ascii_words if text.isascii() else self._words
            spans = [match.span() for match in words.finditer(text, start)]
            if not self._own or self._own.keys().isdisjoint([text[a:b].casefold() for a, b in spans]):
                return self._plainly(text, spans)
        spans = [match.span() for match in self._pieces.finditer(text, start, timeout=TIME_LIMIT) if match[0]]
        return [
            Piece(a, b, self._excepted(text[a:b]) or _of_length(self._written(text, spans, n), text[a:b]))
            for n, (a, b) in enumerate(spans)
        ]

    def written(self, text: str, pieces: Sequence[Piece] | None = None) -> str:
        """`text` as it should be written, with its `pieces` if known; as long as it is, with all its marks and blanks."""
        return _rewritten(text, self.pieces(text) if pieces is None else pieces)

    def wrong(self, text: str, pieces: Sequence[Piece]) -> tuple[list[tuple[int, int]], int]:
        """The words that are not as they should be, and how many words there are: what no blank divides is one."""
        found, words, begun, last, is_wrong = list[tuple[int, int]](), 0, 0, 0, False
        for start, end, wanted in pieces:
            between = text[last:start]
            if not words or between == " " or any(map(str.isspace, between)):
                if is_wrong:
                    found.append((begun, last))
                words, begun, is_wrong = words + 1, start, False
            is_wrong = is_wrong or text[start:end] != wanted
            last = end
        if is_wrong:
            found.append((begun, last))
        may_hold = bool(found) and not self.exceptions.nowhere(text)
        return [(start, end) for start, end in found if not self._is_excused(text[start:end], may_hold)], words

    def _is_excused(self, word: str, may_hold: bool) -> bool:
        """Whether a word is left alone; `may_hold` is whether it can hold an exception at all."""
        return may_hold and self.exceptions.hold(word)

    def _excepted(self, word: str) -> str:
        """How an exception writes `word`; the word itself where an exception is part of it, else nothing."""
        own = self._own.get(word.casefold(), "")
        return own if len(own) == len(word) else word if self.exceptions.hold(word) else ""

    def _plainly(self, text: str, spans: Sequence[tuple[int, int]]) -> Sequence[Piece]:
        """The pieces at `spans` of a text without exceptions."""
        return [Piece(a, b, _of_length(self._written(text, spans, n), text[a:b])) for n, (a, b) in enumerate(spans)]

    def _written(self, text: str, spans: Sequence[tuple[int, int]], number: int) -> str:
        raise NotImplementedError


class SentenceCase(Case):
    """Small letters but for the first word and the one after an indicator."""

    first_decides = True

    def __init__(self, exceptions: Exceptions, prefix: str, indicators: Sequence[str]) -> None:
        super().__init__(exceptions, prefix, _WORD)
        self._indicators = tuple(indicators)

    def _written(self, text: str, spans: Sequence[tuple[int, int]], number: int) -> str:
        start, end = spans[number]
        word = text[start:end]
        if word[0] == "I" and _I.match(word):
            return word
        return word[:1].upper() + word[1:].lower() if self._opens(text, spans, number) else word.lower()

    def _plainly(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Piece]:
        """The same as word by word. Such a text has letters of ASCII alone, so the small ones are in the same places."""
        small = text.lower()
        marked, marks = any(map(text.__contains__, self._indicators)), self._indicators
        pieces, begin = [], 0
        for n, (a, b) in enumerate(spans):
            doubtful = n < 2 or text[a] == "I" or (marked and text[begin:a].rstrip().endswith(marks))
            pieces.append(Piece(a, b, self._written(text, spans, n) if doubtful else small[a:b]))
            begin = a
        return pieces

    def _opens(self, text: str, spans: Sequence[tuple[int, int]], number: int) -> bool:
        if number == 0:
            return True
        begin, end = spans[number - 1]
        # Marks between the two words count with the first: "Tea — and milk" for the indicator `—`.
        if self._indicators:
            before = text[begin : spans[number][0]].rstrip()
            if before.endswith(self._indicators) and any(before.endswith(m) and len(before) > len(m) for m in self._indicators):
                return True
        return number == 1 and _NUMBER.match(text[begin:end]) is not None


class TitleCase(Case):
    """Large first letters but for small words inside; the rest of a word stays as it is."""

    first_decides = False

    def __init__(self, exceptions: Exceptions, prefix: str, style: str) -> None:
        super().__init__(exceptions, prefix, _TITLE_WORD)
        self._small = _SMALL | _PREPOSITIONS if style == "chicago" else _SMALL - {"to"}
        self._either = frozenset() if style == "chicago" else frozenset({"to"})

    def _is_excused(self, word: str, may_hold: bool) -> bool:
        return word == word.upper() or super()._is_excused(word, may_hold)

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


def _rewritten(text: str, pieces: Sequence[Piece]) -> str:
    made, at = [], 0
    for piece in pieces:
        made += [text[at : piece.start], piece.wanted]
        at = piece.end
    return "".join((*made, text[at:]))
