"""Sentences that ask more breath than a reader has, and the figures of a whole text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version

from studio.core.check import BLOCK, Check, Context, Example
from studio.core.document import Document, Sentence, count_words, sentences_of
from studio.core.flag import Flag, Severity
from studio.core.markdown import Block
from studio.core.syllables import textstat

LONG = 30  # words; public guidance asks for 20 to 25 on average, so 30 leaves room for a list
HARD = 18  # school years; a first degree takes about 16, so beyond this a trained reader slows down too
_ENOUGH = 12  # words; on fewer one long name moves the grade by several years
_FEWEST = 30  # words; figures on less text are noise
_WORDS_PER_MINUTE = 238  # silent reading of English non-fiction: Brysbaert 2019, a review of 190 studies

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


def run(block: Block, context: Context) -> Iterator[Flag]:
    """Flag every sentence of running text that is too long for the channel, or hard to read at its length.

    Args:
        block: headings, table cells and the like are left alone: they are not read as sentences.
        context: `sentence_words` is the most words a sentence may have, `sentence_grade` the most school years it may ask.
    Returns:
        Flags over whole sentences, in reading order; a sentence is either too long or hard, never both.
    Source:
        GOV.UK content guidance (length); Smith and Senter 1967, automated readability index (grade).
    """
    if not block.is_body:
        return
    limit, most = context.limit("sentence_words", LONG), context.limit("sentence_grade", HARD)
    if len(block.text) < 2 * min(limit, _ENOUGH):  # too short for any such sentence; saves looking for the sentence ends
        return
    for sentence in sentences_of(block):
        words = count_words(sentence.text)
        if words > limit:
            message = f"{words} words in one sentence; {limit} is the most. Break it in two."
            yield Flag.over(sentence.span, message, rule="Readability.LongSentence")
        elif words >= _ENOUGH and (grade := _grade(sentence)) > most:
            message = f"Hard to read: long words in a sentence of {words} ask about {grade} years of school."
            yield Flag.over(sentence.span, message, rule="Readability.HardSentence")


def _grade(sentence: Sentence) -> int:
    """Automated readability index of one sentence, in school years; it counts letters, so it needs no dictionary."""
    words = _WORD.findall(sentence.text)
    return round(4.71 * sum(map(len, words)) / len(words) + 0.5 * len(words) - 21.43) if words else 0


@dataclass(frozen=True, slots=True)
class Figures:
    """How a text reads. The formulas' figures are None below thirty words, where they would be noise.

    Attributes:
        words: words of the running text (paragraphs, list items, quotes); headings and tables are not in it.
        sentences: sentences of it.
        sentence_words: words per sentence on average, 0 for an empty text.
        reading_ease: Flesch, 0 (hard) to 100 (easy) for ordinary texts.
        grade: Flesch-Kincaid, school years.
        fog: Gunning fog, school years.
        reading_seconds: time a reader takes, at 238 words a minute.
        long_sentences: sentences over the limit.
    """

    words: int
    sentences: int
    sentence_words: float
    reading_ease: float | None
    grade: float | None
    fog: float | None
    reading_seconds: int
    long_sentences: int


def figures(document: Document, limit: int = LONG) -> Figures:
    """Measure the running text of `document`.

    Words, syllables and difficult words are textstat's counts, taken per block and kept, so that after an edit one block
    is counted. Sentences are our own: textstat ends one at every full stop, so "e.g." and "3.14" would make a text easy.

    Args:
        limit: words above which a sentence is long.
    Source:
        Flesch 1948; Kincaid and others 1975; Gunning 1952, with the Dale-Chall words as the easy ones.
    """
    blocks = [placed.block for placed in document.blocks if placed.block.is_body and count_words(placed.block.text)]
    lengths = [n for block in blocks for sentence in sentences_of(block) if (n := count_words(sentence.text))]
    words = sum(lengths)
    seconds = round(words * 60 / _WORDS_PER_MINUTE)
    long = sum(n > limit for n in lengths)
    average = words / len(lengths) if lengths else 0.0
    if words < _FEWEST:
        return Figures(words, len(lengths), average, None, None, None, seconds, long)
    counted, syllables, difficult = (sum(column) for column in zip(*(_counts(block.text) for block in blocks), strict=True))
    breath, weight = counted / len(lengths), syllables / counted
    return Figures(
        words=words,
        sentences=len(lengths),
        sentence_words=average,
        reading_ease=206.835 - 1.015 * breath - 84.6 * weight,
        grade=0.39 * breath + 11.8 * weight - 15.59,
        fog=0.4 * (breath + 100 * difficult / counted),
        reading_seconds=seconds,
        long_sentences=long,
    )


@lru_cache(maxsize=8192)
def _counts(text: str) -> tuple[int, int, int]:
    """textstat's words, syllables, and words of three syllables or more that few children know."""
    counts = textstat()
    return (
        counts.lexicon_count(text),
        counts.syllable_count(text),
        counts.difficult_words(text, syllable_threshold=3, unique=False),
    )


CHECK = Check(
    id="readability",
    title="Hard sentences",
    why="A reader who loses the start of a sentence before its end reads it twice, or not at all.",
    scope=BLOCK,
    run=run,
    severity=Severity.SUGGESTION,
    rule="Readability.LongSentence",
    engine=f"textstat {version('textstat')}",
    examples=(
        Example(
            bad="When the parcel, which the courier had promised for Monday but then left at the depot because the van was full, "
            "still had not come on Thursday, we called them and asked where it was.",
            good="The courier promised the parcel for Monday. On Thursday it still had not come. We called and asked.",
        ),
        Example(
            bad="Organisational transformation programmes necessitate comprehensive stakeholder communication strategies, "
            "incorporating multidisciplinary implementation considerations.",
            good="When a firm changes, tell everyone early what will change for them and whom they can ask.",
        ),
    ),
)
