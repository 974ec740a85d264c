"""How a text strikes its readers, as a reading and no verdict: its feeling, its manner, and how hard it presses them.

Feeling is VADER's, word by word; manner is how much a text names things rather than pointing at them; what presses is a list of
turns of phrase. All three are read from the surface and err now and then, so what they say is told with its passage.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from studio.core.document import Document, count_words, sentences_of
from studio.core.markdown import Block
from studio.core.span import Span
from studio.core.voice import CONTRACTION, NAMING, PRONOUNS, WORD, tone_of


class Feeling(StrEnum):
    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class Manner(StrEnum):
    FORMAL = "formal"
    CASUAL = "casual"


@dataclass(frozen=True, slots=True)
class Aim:
    """How a text is meant to sound; None where nobody said.

    Attributes:
        feeling: `positive` asks for no bitter sentence, `neutral` for none that gushes or is bitter, `negative` for no cheer.
        calm: whether readers are not to be pressed.
    """

    feeling: Feeling | None = None
    manner: Manner | None = None
    calm: bool = False

    def __bool__(self) -> bool:
        return bool(self.feeling or self.manner or self.calm)

    @property
    def words(self) -> str:
        """As it stands in a sentence: "positive, casual and calm"; empty for nothing."""
        parts = [each for each in (self.feeling, self.manner, "calm" if self.calm else "") if each]
        return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))

    @classmethod
    def read(cls, text: str) -> "Aim":
        """From words with commas between, "positive, casual, calm". Raises: ValueError, with the word that is none of them."""
        found: dict[str, object] = {}
        for word in filter(None, re.split(r"[\s,;]+(?:and\s+)?", text.casefold())):
            if word in set(Feeling):
                found["feeling"] = Feeling(word)
            elif word in set(Manner):
                found["manner"] = Manner(word)
            elif word == "calm":
                found["calm"] = True
            else:
                raise ValueError(word)
        return cls(**found)  # type: ignore[arg-type]

    def over(self, other: "Aim") -> "Aim":
        """This, and what `other` says where this says nothing."""
        return Aim(self.feeling or other.feeling, self.manner or other.manner, self.calm or other.calm)


@dataclass(frozen=True, slots=True)
class Breach:
    """A passage that goes against the aim: its place in the block's text, what it breaks, and how it reads, as a sentence."""

    span: Span
    what: str
    said: str


_STRONG = 0.5  # of 1; a sentence that VADER reads so is plainly cheerful or bitter
_FEWEST = 25  # words of a paragraph whose manner can be told
_FORMAL, _CASUAL = 66.0, 44.0  # of 100; further out than where a whole text counts as one or the other
_PRESSING = re.compile(
    r"""\b(?:act|buy|order|book|call|reply|decide|sign\s+up|claim\s+yours)\s+(?:right\s+)?(?:now|today|immediately|at\s+once)\b
      |\bhurry\b|\blast\s+chance\b|\bdon['’]?t\s+(?:miss|wait|delay)\b|\bbefore\s+it(?:['’]s|\s+is)\s+too\s+late\b
      |\b(?:while|until)\s+(?:stocks?|supplies|seats)\s+last\b|\blimited[\s-](?:time|offer)\b|\bonly\s+\d+\s+(?:left|remaining)\b
      |\b(?:ends|expires?)\s+(?:today|tonight|soon|at\s+midnight)\b|\brunning\s+out\b|\bnow\s+or\s+never\b|\burgent(?:ly)?\b
      |\bfinal\s+(?:notice|warning|call|reminder)\b|\bor\s+(?:you(?:['’]ll)?\s+)?(?:regret|miss\s+out)\b|!{2,}
    """,
    re.IGNORECASE | re.VERBOSE,
)


def pressing(text: str) -> Iterator[Span]:
    """The turns that press a reader."""
    for found in _PRESSING.finditer(text):
        yield Span(*found.span())


def manner_of(text: str) -> float | None:
    """How much a passage names rather than points, of 100, less what contractions take; None where it is too short to tell."""
    plain = text.replace("’", "'")
    words = [word.casefold().partition("'")[0] for word in WORD.findall(plain)]
    naming, pointing = (sum(word in kind for word in words) for kind in (NAMING, PRONOUNS))
    if len(words) < _FEWEST or naming + pointing < 4:
        return None
    return 100 * naming / (naming + pointing)


def breaches(block: Block, aim: Aim) -> Iterator[Breach]:
    """The passages of a block that go against the aim, a kind at a time."""
    if aim.calm:
        for span in pressing(block.text):
            yield Breach(span, "Calm", f"“{span.of(block.text)}” presses the reader.")
    if aim.feeling:
        yield from _of_feeling(block, aim.feeling)
    if aim.manner and block.is_body and (found := manner_of(block.text)) is not None:
        whole = Span(0, len(block.text))
        short = len(CONTRACTION.findall(block.text.replace("’", "'")))
        if aim.manner is Manner.FORMAL and (found <= _CASUAL or short >= 3):
            told = f", with {short} contractions" if short else ""
            yield Breach(whole, "Manner", f"It reads casual ({found:.0f} of 100{told}).")
        elif aim.manner is Manner.CASUAL and found >= _FORMAL and not short:
            yield Breach(whole, "Manner", f"It reads formal ({found:.0f} of 100).")


def _of_feeling(block: Block, aim: Feeling) -> Iterator[Breach]:
    if not block.is_body:
        return
    for sentence in sentences_of(block):
        if count_words(sentence.text) < 4:
            continue
        score = tone_of(sentence.text.replace("’", "'"))
        if score <= -_STRONG and aim is not Feeling.NEGATIVE:
            yield Breach(sentence.span, "Feeling", f"It reads negative ({score:.2f}).".replace("-", "−"))
        elif score >= _STRONG and aim is Feeling.NEGATIVE:
            yield Breach(sentence.span, "Feeling", f"It reads positive ({score:.2f}).")
        elif score >= _GUSHING and aim is Feeling.NEUTRAL:
            yield Breach(sentence.span, "Feeling", f"It reads very positive ({score:.2f}).")


_GUSHING = 0.8


def urgency(document: Document) -> tuple[int, int]:
    """How many of a text's sentences press the reader, and of how many."""
    blocks = [placed.block for placed in document.blocks if placed.block.is_visible]
    sentences = [sentence.text for block in blocks for sentence in sentences_of(block) if count_words(sentence.text)]
    return sum(_PRESSING.search(sentence) is not None for sentence in sentences), len(sentences)
