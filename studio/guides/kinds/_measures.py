"""What readability is made of: the counts of one text, and the school grades that formulas make of their sums.

Vale's own counts are the pattern: what is a word, what is a long one, what is a complex one. Syllables come from a
pronouncing dictionary instead of spelling rules, so a grade may differ by a few tenths.

Source: Kincaid and others 1975; Gunning 1952; McLaughlin 1969; Smith and Senter 1967; Coleman and Liau 1975;
Björnsson 1968; Flesch 1948.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

import regex

from studio.core.sentences import split
from studio.core.syllables import syllables_of

_WORD = regex.compile(r"(?:[A-Z]\.){2,}|[\p{N}\p{L}']+")
_ENDINGS = ("es", "ed", "ing")
Notes = TypeVar("Notes")
Total = TypeVar("Total")


class Counts(NamedTuple):
    """What one text, or several together, hold.

    Attributes:
        characters: letters and digits of the words.
        long_words: words of more than six bytes.
        polysyllabic_words: words of more than two syllables.
        complex_words: the same, not counting the syllable of an ending es, ed or ing.
    """

    words: int = 0
    sentences: int = 0
    syllables: int = 0
    characters: int = 0
    long_words: int = 0
    polysyllabic_words: int = 0
    complex_words: int = 0


def summed(counts: Iterable[Counts]) -> Counts:
    return Counts(*map(sum, zip(*counts, strict=True)))


class Shared(Generic[Notes, Total]):
    """A total that several rules take of the same notes, one after the other: taken once.

    Args:
        take: the total of notes; a pure function of them.
    """

    def __init__(self, take: Callable[[Sequence[Notes]], Total]) -> None:
        self._take = take
        self._last: tuple[Sequence[Notes], Total] | None = None

    def of(self, notes: Sequence[Notes]) -> Total:
        """The total; the very sequence that was asked for last, which nobody may have changed, has the last total."""
        last = self._last
        if last is None or last[0] is not notes:
            last = self._last = notes, self._take(notes)
        return last[1]


@lru_cache(maxsize=4096)
def counted(text: str) -> Counts:
    """The counts of one text; no sentences where it has no words."""
    words = _WORD.findall(text.replace("’", "'"))  # to Vale a curly apostrophe divides a word; to a reader it does not
    if not words:
        return Counts()
    syllables = [syllables_of(word) for word in words]
    return Counts(
        words=len(words),
        sentences=len(split(text)),
        syllables=sum(syllables),
        characters=sum(char.isalnum() for word in words for char in word),
        long_words=sum(len(word.encode()) > 6 for word in words),
        polysyllabic_words=sum(count > 2 for count in syllables),
        complex_words=sum(count - word.lower().endswith(_ENDINGS) > 2 for word, count in zip(words, syllables, strict=True)),
    )


def _flesch_kincaid(of: Counts) -> float:
    return 0.39 * of.words / of.sentences + 11.8 * of.syllables / of.words - 15.59


def _gunning_fog(of: Counts) -> float:
    return 0.4 * (of.words / of.sentences + 100 * of.complex_words / of.words)


def _smog(of: Counts) -> float:
    return 1.043 * math.sqrt(30 * of.polysyllabic_words / of.sentences) + 3.1291


def _automated(of: Counts) -> float:
    return 4.71 * of.characters / of.words + 0.5 * of.words / of.sentences - 21.43


def _coleman_liau(of: Counts) -> float:
    return 5.88 * of.characters / of.words - 29.6 * of.sentences / of.words - 15.8


GRADES: dict[str, Callable[[Counts], float]] = {
    "Gunning Fog": _gunning_fog,
    "Coleman-Liau": _coleman_liau,
    "Flesch-Kincaid": _flesch_kincaid,
    "SMOG": _smog,
    "Automated Readability": _automated,
}
"""The formulas a rule may name; each needs counts with at least one word."""
