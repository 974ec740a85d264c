"""A brand's voice on one channel, learned from texts that sound right: figures with their range, words, sentences to see it by.

Nothing in it is a mark. Every figure can be counted again from the texts it was learned from, and each names sentences of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from studio.core.voicing import Range, Target


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of one of the texts, and the name of that text."""

    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Favourite:
    """A word or phrase that comes again and again: in how many of the texts, how often in all, and one sentence with it."""

    words: str
    texts: int
    times: int
    example: Example


@dataclass(frozen=True, slots=True)
class Avoided:
    """A word or phrase that the brand does not use, and why that is believed, as half a sentence."""

    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Profile:
    """How a brand sounds on a channel.

    Attributes:
        target: the figures with their ranges, and the texts they come from.
        sentences: over all sentences of the texts, by `words` (of a sentence), `long` (long words of 100) and `tone`; the highest
            and the lowest twentieth are left out of each.
        habits: of all sentences, how many in a hundred have a thing; see `voice_sentences.HABITS`.
        favourites: the most common first.
        avoided: what the house rejects first, then what its people take out of drafts.
        examples: by the measure's id, sentences that show it.
    """

    brand: str
    channel: str
    target: Target
    sentences: Mapping[str, Range] = field(default_factory=dict)
    habits: Mapping[str, float] = field(default_factory=dict)
    favourites: tuple[Favourite, ...] = ()
    avoided: tuple[Avoided, ...] = ()
    examples: Mapping[str, tuple[Example, ...]] = field(default_factory=dict)
