"""How a text sounds, in figures that anybody can count again: no mark out of ten, and no verdict.

Pure. Counted is the running text: paragraphs, list items and quotations; headings and tables are left out. Each measure says in
a sentence how it is counted, in which unit, and after whom. Passive voice and tone are readings of surface signs and err now and
then; on a text of a page or more the slips hardly move them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean, median, quantiles
from typing import Any

from studio.core.document import Document, count_words, sentences_of
from studio.core.measures import BY_ID as BY_ID
from studio.core.measures import MEASURES as MEASURES
from studio.core.measures import Measure as Measure

FEWEST = 30  # words; figures on less text are noise


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words a house has a say about, as compiled patterns; None for none."""

    preferred: Any = None
    banned: Any = None


@dataclass(frozen=True, slots=True)
class Voice:
    """What was measured of one text.

    Attributes:
        words: of the running text.
        figures: value by the measure's id; a measure that could not be taken is not in it. Empty below thirty words.
    """

    words: int
    figures: Mapping[str, float]


SILENT = Voice(0, {})


def listen(document: Document, grade: float | None = None, phrases: Phrases | None = None, flags: int | None = None) -> Voice:
    """Measure a text.

    Args:
        grade: its reading grade, see `readability.figures`; None where nobody took it.
        phrases: the house's words; without any, the measures of them are not taken.
        flags: how many places the house's own rules flag in it.
    """
    blocks = [placed.block for placed in document.blocks if placed.block.is_body and count_words(placed.block.text)]
    plain = (sentence.text.replace("’", "'") for block in blocks for sentence in sentences_of(block))
    sentences = [sentence for sentence in plain if count_words(sentence)]  # VADER knows no other apostrophe
    texts = [block.text.replace("’", "'") for block in blocks]
    words = [word for text in texts for word in WORD.findall(text)]
    if len(words) < FEWEST:
        return Voice(len(words), {})
    lengths = [count_words(sentence) for sentence in sentences]
    found: dict[str, float] = {
        "sentence_words": median(lengths),
        "sentence_spread": _middle_half(lengths),
        "paragraph_words": median(count_words(text) for text in texts),
        "contractions": _per(100, sum(len(CONTRACTION.findall(text)) for text in texts), len(words)),
        "passive": _share(PASSIVE.search(sentence) is not None for sentence in sentences),
        "questions": _share(ends(sentence, "?") for sentence in sentences),
        "exclamations": _share(ends(sentence, "!") for sentence in sentences),
        "long_words": _per(100, sum(1 for word in words if len(word.partition("'")[0]) > 6), len(words)),
    }
    for mark, (pattern, of) in MARKS.items():
        found[mark] = _per(of, sum(len(pattern.findall(text)) for text in texts), len(words))
    low = [word.casefold().partition("'")[0] for word in words]
    for person, forms in PERSONS.items():
        found[person] = _per(100, sum(1 for word in low if word in forms), len(words))
    found["warmth"] = _per(100, sum(1 for word in low if word in WARM), len(words))
    naming, pronouns = (sum(1 for word in low if word in kind) for kind in (NAMING, PRONOUNS))
    if naming + pronouns:
        found["formality"] = _per(100, naming, naming + pronouns)
    if grade is not None:
        found["grade"] = grade
    if flags is not None:
        found["flags"] = _per(1000, flags, len(words))
    house = phrases or Phrases()
    for name, pattern in (("preferred", house.preferred), ("banned", house.banned)):
        if pattern is not None:
            found[name] = _per(1000, sum(len(pattern.findall(text)) for text in texts), len(words))
    scores = [tone_of(sentence) for sentence in sentences]
    found["tone"] = fmean(scores)
    found["positive"] = _share(score >= _READS for score in scores)
    found["negative"] = _share(score <= -_READS for score in scores)
    return Voice(len(words), found)


# ---------------------------------------------------------------- counting

_READS = 0.05  # from where VADER's makers call a sentence positive or negative
WORD = re.compile(r"[^\W_\d]+(?:'[^\W_\d]+)*")
CONTRACTION = re.compile(
    r"\b(?:\w+(?:n't|'m|'re|'ve|'ll|'d)|(?:it|that|there|here|what|who|where|how|when|he|she|let|everything|something|nothing)'s)\b",
    re.IGNORECASE,
)
PERSONS = {
    "we": frozenset(("we", "us", "our", "ours", "ourselves")),
    "you": frozenset(("you", "your", "yours", "yourself", "yourselves")),
    "they": frozenset(("they", "them", "their", "theirs", "themselves")),
    "i": frozenset(("i", "me", "my", "mine", "myself")),
}
PRONOUNS = frozenset().union(*PERSONS.values(), ("he", "him", "his", "she", "her", "hers", "it", "its"))
_WARM = """
welcome hello hi dear thanks thank thankful grateful gratitude appreciate sorry apologise apologize apologies glad happy pleased
delighted delight love loved loves lovely enjoy enjoyed hope hoping wish wishes warm warmly warmth kind kindly kindness gentle
care cares caring comfort comfortable cosy friend friends friendly neighbour neighbours neighbor neighbors together company share
shared family home smile laugh cheer cheers proud trust hug celebrate miss missed
"""
WARM = frozenset(_WARM.split())
"""Words that are said to somebody, or of being well with others; forms that are also plain business (`like`, `help`, `best`)
are left out."""
MARKS = {
    "commas": (re.compile(r",(?!\d)"), 100),
    "dashes": (re.compile(r"(?<!\d)\s?[—–]\s?(?!\d)|(?<=\w)\s+-{1,2}\s+(?=\w)"), 1000),
    "colons": (re.compile(r"(?<=[^\W\d])[:;](?=\s|$)"), 1000),
    "brackets": (re.compile(r"\([^()]*\)"), 1000),
}
"""Marks of punctuation, and per how many words each is told."""
_PREPOSITIONS = (
    "of in to for with on at from by about as into through after over between against during without before under around among "
    "within across behind towards toward upon beyond since until per via throughout despite beside besides near above below"
)
NAMING = frozenset((*_PREPOSITIONS.split(), "the", "a", "an"))
_PARTICIPLES = """
been begun bent bet bitten blown born bought bound bred broken brought built burnt bust cast caught chosen cut dealt done
drawn driven drunk dug eaten fallen fed felt flown forbidden forgotten forgiven fought found frozen given gone ground grown
heard held hidden hit hung hurt kept known laid lain led left lent let lit lost made meant met paid put read ridden risen run
said sat seen sent set sewn shaken shed shot shown shut sold sought spent spilt split spoken spoilt spread spun stolen stood
struck stuck sung sunk swept sworn taken taught thought thrown told torn understood woken won worn woven written
"""
# Adjectives in -ed, which say how somebody is and not what was done.
_STATES = (
    "tired|interested|excited|pleased|delighted|worried|bored|married|used|supposed|named|aged|red|indeed|need|seed|speed|bed"
)
PASSIVE = re.compile(
    rf"\b(?:am|is|are|was|were|be|been|being|isn't|aren't|wasn't|weren't|get|gets|got|getting|it's|they're|we're|you're|I'm)\s+"
    rf"(?:(?:not|also|still|then|now|always|never|often|just|already|only|first|\w+ly)\s+){{0,2}}"
    rf"(?!(?:{_STATES})\b)(?:\w{{2,}}ed|{'|'.join(_PARTICIPLES.split())})\b",
    re.IGNORECASE,
)


def _per(hundred: int, number: int, of: int) -> float:
    return hundred * number / of


def _share(which: Iterable[bool]) -> float:
    """How many in a hundred."""
    found = list(which)
    return 100 * sum(found) / len(found)


def ends(sentence: str, mark: str) -> bool:
    """Whether a sentence ends in a mark, closing quotes and brackets aside."""
    return sentence.rstrip("\"”')]* ").endswith(mark)


def _middle_half(values: Sequence[float]) -> float:
    low, high = quartiles(values)
    return high - low


def quartiles(values: Sequence[float]) -> tuple[float, float]:
    """The ends of the middle half."""
    if len(values) < 2:
        return values[0], values[0]
    low, _, high = quantiles(values, n=4, method="inclusive")
    return low, high


@lru_cache(maxsize=1)
def _reader() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # it reads its word list, and only reports ask for it

    return SentimentIntensityAnalyzer()


@lru_cache(maxsize=16384)
def tone_of(sentence: str) -> float:
    """How positive (up to 1) or negative (down to −1) the words of a sentence are; see the measure `tone`."""
    return float(_reader().polarity_scores(sentence)["compound"])
