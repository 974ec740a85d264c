"""The sentences of a text, and what a reader hears in each: its length, its words, its habits."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.core.document import Document, count_words, sentences_of
from studio.core.span import Span
from studio.core.voice import CONTRACTION, MARKS, NAMING, PASSIVE, PERSONS, PRONOUNS, WARM, WORD, ends, tone_of


@dataclass(frozen=True, slots=True)
class Sounding:
    """One sentence of the running text.

    Attributes:
        span: in the document's source.
        text: as it is read, without markup.
        words: how many.
        long: how many in a hundred of them have more than six letters.
        tone: see the measure `tone`.
        formality: see the measure `formality`; None for a sentence without any word that counts for it.
        habits: which of `HABITS` it shows.
    """

    span: Span
    text: str
    words: int
    long: float
    tone: float
    formality: float | None
    habits: frozenset[str]


def soundings(document: Document) -> tuple[Sounding, ...]:
    """The sentences of paragraphs, list items and quotations, in reading order; those without a word are left out."""
    placed = [each for each in document.blocks if each.block.is_body]
    found = [(each.source(sentence.span), sentence.text) for each in placed for sentence in sentences_of(each.block)]
    return tuple(_sounding(span, text) for span, text in found if WORD.search(text))


def _sounding(span: Span, text: str) -> Sounding:
    plain = text.replace("’", "'")
    words = WORD.findall(plain)
    low = [word.casefold().partition("'")[0] for word in words]
    naming, pronouns = (sum(1 for word in low if word in kind) for kind in (NAMING, PRONOUNS))
    return Sounding(
        span,
        text,
        max(1, count_words(plain)),
        100 * sum(1 for word in words if len(word.partition("'")[0]) > 6) / len(words),
        tone_of(plain),
        100 * naming / (naming + pronouns) if naming + pronouns else None,
        frozenset(name for name, shows in HABITS.items() if shows(plain, low)),
    )


# What is not drawn together although it could be: such as a text with contractions would have them.
_WRITTEN_OUT = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|have|has|had|will|would|could|should) not|cannot|"
    r"(?:I|we|you|they) (?:are|am|have|will)|(?:it|that|there|what) is)\b(?=\s+\w)",
    re.IGNORECASE,
)


def _has(kind: frozenset[str]) -> Callable[[str, list[str]], bool]:
    return lambda _, low: any(word in kind for word in low)


def _finds(pattern: re.Pattern[str]) -> Callable[[str, list[str]], bool]:
    return lambda plain, _: pattern.search(plain) is not None


HABITS: Mapping[str, Callable[[str, list[str]], bool]] = {
    "contractions": _finds(CONTRACTION),
    "written_out": _finds(_WRITTEN_OUT),
    "passive": _finds(PASSIVE),
    "questions": lambda plain, _: ends(plain, "?"),
    "exclamations": lambda plain, _: ends(plain, "!"),
    "warmth": _has(WARM),
    **{name: _has(forms) for name, forms in PERSONS.items()},
    **{name: _finds(pattern) for name, (pattern, _) in MARKS.items()},
}
"""What a sentence either shows or does not, by the id of the measure that counts it; each is asked with the sentence, its
apostrophes straight, and its words in small letters. `written_out` is what could be a contraction and is none."""
