"""A voice profile as plain sentences, for whoever writes in that voice: a person, or an AI that is asked for a text."""

from collections.abc import Iterator, Mapping

from studio.core.measures import BY_ID
from studio.core.phrases import listed, shortened
from studio.core.voice_profile import Profile
from studio.core.voicing import Range

_MOST_WORDS = 8  # favourites, and as many to be avoided: a longer list is read by nobody, people and models alike
_SHOWN = 3  # sentences of the texts themselves
_LONG = 200  # code points of such a sentence
FORMAL, CASUAL = 62.0, 48.0  # of 100; between them lies what most business writing is, see `core.measures`


def in_words(profile: Profile) -> tuple[str, ...]:
    """The voice as sentences that ask for it, one thing in each; the most telling first.

    What the texts do sometimes and sometimes not is left out: nobody can write by that.
    """
    found = profile.target.ranges
    return (
        *_lengths(profile),
        *_persons(found),
        *_manner(found),
        *_marks(found),
        *_vocabulary(profile),
    )


def samples(profile: Profile) -> tuple[str, ...]:
    """Sentences of the texts themselves, as they stand there, to hear the voice by. They are of pieces, and may say anything:
    they are material, and stand in no prompt."""
    return tuple(shortened(each.sentence, _LONG) for each in profile.examples.get("sentence_words", ())[:_SHOWN])


def _lengths(profile: Profile) -> Iterator[str]:
    lengths = profile.sentences.get("words")
    if lengths:
        half = _span(lengths.low, lengths.high)
        yield f"Half of the sentences have {half} words, and hardly any has more than {lengths.most:.0f}."
    elif usual := profile.target.ranges.get("sentence_words"):
        yield f"The usual sentence has {_span(usual.low, usual.high)} words."
    if paragraphs := profile.target.ranges.get("paragraph_words"):
        yield f"The usual paragraph has {_span(paragraphs.low, paragraphs.high)} words."
    if grade := profile.target.ranges.get("grade"):
        yield f"A reader with {_span(max(1.0, grade.low), max(1.0, grade.high))} years of school can follow it."


def _persons(found: Mapping[str, Range]) -> Iterator[str]:
    we, one, you = (found.get(name) for name in ("we", "i", "you"))
    if we and one:
        if we.middle >= 1 and one.middle >= 1:
            yield "Speak as “we” of the house and as “I” of yourself."
        elif we.middle >= 1:
            yield "Speak as “we”." if one.most >= BY_ID["i"].grain else "Speak as “we”, never as “I”."
        elif one.middle >= 1:
            yield "Speak as one person: “I”."
        elif we.most < 0.5 and one.most < 0.4:
            yield "Do not speak of yourself: neither “we” nor “I”."
    if you:
        if you.middle >= 1:
            yield "Speak to the reader as “you”."
        elif you.most < 0.5:
            yield "Do not speak to the reader: no “you”."


def _manner(found: Mapping[str, Range]) -> Iterator[str]:
    if short := found.get("contractions"):
        if short.middle >= 1:
            yield f"Use contractions such as “don’t” and “it’s”, about {short.middle:.0f} in 100 words."
        elif short.most < 0.4:
            yield "Write “do not” and “it is”, never “don’t” and “it’s”."
    if formality := found.get("formality"):
        # Whoever speaks to the reader, or as people speak, is not formal, however many things are named.
        if formality.middle >= FORMAL and not any(found[name].middle >= 0.5 for name in ("contractions", "you") if name in found):
            yield "The tone is formal: it names things and keeps a distance."
        elif formality.middle <= CASUAL:
            yield "The tone is that of people talking to each other."
    if passive := found.get("passive"):
        if passive.high <= 6:
            yield "Say who does what: hardly any sentence is passive."
        elif passive.middle >= 25:
            yield f"Passive sentences are usual, about {passive.middle:.0f} in 100."
    if words := found.get("long_words"):
        yield f"Of 100 words, {_span(words.low, words.high)} have more than six letters."
    if warmth := found.get("warmth"):
        if warmth.middle >= 1:
            yield "Be warm: greet, thank, welcome, and say what you are glad or sorry of."
        elif warmth.most < 0.4:
            yield "Be matter-of-fact: no words of greeting, thanks or feeling."
    if tone := found.get("tone"):
        if tone.middle >= 0.35:
            yield "Sound cheerful."
        elif tone.high <= 0.12:
            yield "Stay calm; praise nothing."


def _marks(found: Mapping[str, Range]) -> Iterator[str]:
    for measure, name, plenty in (("questions", "questions", 8), ("exclamations", "exclamations", 8)):
        if habit := found.get(measure):
            if habit.middle >= plenty:
                yield f"About {habit.middle:.0f} in 100 sentences are {name}."
            elif habit.most == 0:
                yield f"No {name}."
    for measure, name, often in (("dashes", "dashes", 6), ("colons", "colons and semicolons", 12), ("brackets", "brackets", 5)):
        if habit := found.get(measure):
            if habit.middle >= often:
                yield f"Use {name} freely, about {habit.middle:.0f} in 1,000 words."
            elif habit.most == 0:
                yield f"No {name}."


def _vocabulary(profile: Profile) -> Iterator[str]:
    if profile.favourites:
        liked = [f"“{each.words}”" for each in profile.favourites[:_MOST_WORDS]]
        yield f"Words it likes, where they fit: {listed(liked)}."
    if profile.avoided:
        yield f"Words it never uses: {listed([f'“{each.words}”' for each in profile.avoided[:_MOST_WORDS]])}."


def _span(low: float, high: float) -> str:
    """`8 to 14`, or `about 9`."""
    first, last = f"{low:.0f}", f"{high:.0f}"
    return f"about {first}" if first == last else f"{first} to {last}"
