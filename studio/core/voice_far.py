"""The sentences of a text that are farthest from a voice, each with why: no mark, only what a reader would stumble over.

A sentence is named for what hardly any sentence of the voice has: a length, long words, a tone, or a habit such as an exclamation
mark. What the voice has now and then is never named.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from studio.core.document import Document
from studio.core.span import Span
from studio.core.voice import FEWEST
from studio.core.voice_profile import Avoided, Profile
from studio.core.voice_sentences import Sounding, soundings

_ENOUGH = 20  # sentences that a voice is learned from, before it is said of anything that it never does it
_NEVER = 1.0  # of 100 sentences: what is rarer is not its habit
_MUST = 3  # long words, before too many are said to be in one sentence
_CLEAR = 0.2  # on the scale from −1 to 1: a tone so far beyond all others is heard
_AS_OFTEN = 4  # times as often drawn together as written out: that is a habit


@dataclass(frozen=True, slots=True)
class Why:
    """One thing by which a sentence leaves the voice.

    Attributes:
        measure: id of the measure that counts it; `avoided` for a word that the brand does not use.
        words: it, as a sentence.
        weight: for the order alone; never shown.
    """

    measure: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Far:
    """A sentence that leaves the voice: its place in the source, its words, and why, the strongest first."""

    span: Span
    text: str
    whys: tuple[Why, ...]


def far_sentences(document: Document, profile: Profile) -> tuple[Far, ...]:
    """The farthest first; empty where none stands out, or the text is too short to be held against a voice."""
    heard = soundings(document)
    if sum(each.words for each in heard) < FEWEST:
        return ()
    found = [Far(each.span, each.text, tuple(sorted(_whys(each, profile), key=lambda why: -why.weight))) for each in heard]
    marked = [each for each in found if each.whys]
    return tuple(sorted(marked, key=lambda far: (-sum(why.weight for why in far.whys), far.span.start)))


def _whys(heard: Sounding, profile: Profile) -> Iterator[Why]:
    yield from (_avoided(heard.text, profile.avoided))
    if profile.sentences and profile.sentences["words"].texts >= _ENOUGH:
        yield from _by_figures(heard, profile)
        yield from _by_habits(heard, profile.habits)


def _avoided(sentence: str, avoided: tuple[Avoided, ...]) -> Iterator[Why]:
    for each in avoided:
        pattern = re.escape(each.words).replace("'", "['’]").replace("’", "['’]")
        if re.search(rf"(?<!\w){pattern}(?!\w)", sentence, re.IGNORECASE):
            yield Why("avoided", f"It says “{each.words}”: {each.why}.", 2.0)


def _by_figures(heard: Sounding, profile: Profile) -> Iterator[Why]:
    words, long, tone = (profile.sentences[name] for name in ("words", "long", "tone"))
    if heard.words > words.most + 1:
        told = f"It has {heard.words} words; hardly any sentence of the voice has more than {words.most:.0f}."
        yield Why("sentence_words", told, heard.words / max(1.0, words.most))
    elif heard.words < words.least - 1:
        told = f"It has {heard.words} words; hardly any sentence of the voice has fewer than {words.least:.0f}."
        yield Why("sentence_words", told, 0.5)
    if heard.long > long.most + 5 and heard.long * heard.words / 100 >= _MUST:
        told = f"Of 100 words {heard.long:.0f} are long ones; hardly any sentence of the voice has more than {long.most:.0f}."
        yield Why("long_words", told, min(2.0, heard.long / max(10.0, long.most)))
    if heard.tone > tone.most + _CLEAR:
        yield Why("tone", "Its words are more glowing than those of any sentence of the voice.", 1 + heard.tone - tone.most)
    elif heard.tone < tone.least - _CLEAR:
        yield Why("tone", "Its words are darker than those of any sentence of the voice.", 1 + tone.least - heard.tone)


def _by_habits(heard: Sounding, habits: Mapping[str, float]) -> Iterator[Why]:
    for name, told in NEVER_DONE.items():
        if name in heard.habits and habits.get(name, 100.0) <= _NEVER:
            yield Why(name, told, 1.0)
    drawn, out = habits.get("contractions", 0.0), habits.get("written_out", 100.0)
    if "written_out" in heard.habits and "contractions" not in heard.habits and drawn >= _AS_OFTEN * out:
        yield Why("contractions", "It writes out what the voice draws together, such as “do not” for “don’t”.", 0.6)


NEVER_DONE: Mapping[str, str] = {
    "contractions": "It has a contraction; the voice writes them out.",
    "questions": "It asks a question; the voice asks hardly any.",
    "exclamations": "It ends in an exclamation mark; the voice has hardly any.",
    "passive": "It is passive, as it seems; the voice says who does what.",
    "we": "It says “we”; the voice does not speak of itself so.",
    "i": "It says “I”; in the voice nobody does.",
    "you": "It says “you”; the voice does not speak to the reader.",
    "dashes": "It has a dash; the voice has hardly any.",
    "brackets": "It has brackets; the voice has hardly any.",
    "warmth": "It has words of feeling or greeting; the voice has hardly any.",
}
"""What is said of a habit that the voice does not have, by `voice_sentences.HABITS`."""
