"""Learning a brand's voice from texts that sound right."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from studio.core.document import Document
from studio.core.voice import NAMING, PERSONS, PRONOUNS
from studio.core.voice_profile import Avoided, Example, Favourite, Profile
from studio.core.voice_sentences import HABITS, Sounding, soundings
from studio.core.voicing import Range, Target, range_of

MOST_FAVOURITES = 16
MOST_AVOIDED = 16
_NEARLY_ALL = 0.7  # of the drafts that had it
_FEWEST_TEXTS = 2  # what stands in one text alone is its topic
_WORDS_OF_A_SENTENCE = 3  # less is a name under a letter
_SHOWN = 4  # examples of each measure
_READABLE = (5, 40)  # words that an example should have: enough to hear it, not more than a line or two
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[.,;:!?()“”\"—–]")


def learn(brand: str, channel: str, target: Target, texts: Sequence[tuple[str, str]], avoided: Iterable[Avoided] = ()) -> Profile:
    """The profile that texts make, each by its name.

    Args:
        target: the figures of the same texts.
        avoided: what the house does not say; of it, what one of the texts says all the same is left out.
    """
    heard = [(name, each) for name, text in texts for each in soundings(Document.parse(text))]
    every = [each for _, each in heard]
    low = [text.casefold().replace("’", "'") for _, text in texts]
    return Profile(
        brand,
        channel,
        target,
        _ranges(every),
        {name: 100 * sum(name in each.habits for each in every) / max(1, len(every)) for name in HABITS},
        tuple(_favourites(heard, len(texts))),
        tuple(each for each in avoided if not any(_says(text, each.words) for text in low)),
        _examples(heard, target.ranges),
    )


def _says(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words.casefold().replace('’', chr(39)))}(?!\w)", text) is not None


def _ranges(every: Sequence[Sounding]) -> dict[str, Range]:
    values = {
        "words": [float(each.words) for each in every],
        "long": [each.long for each in every],
        "tone": [each.tone for each in every],
    }
    return {name: range_of(_trimmed(found)) for name, found in values.items() if found}


def _trimmed(values: Sequence[float]) -> list[float]:
    """Without the highest and the lowest twentieth."""
    off = len(values) // 20
    return sorted(values)[off : len(values) - off]


# ---------------------------------------------------------------- sentences to see it by


def _examples(heard: Sequence[tuple[str, Sounding]], ranges: Mapping[str, Range]) -> dict[str, tuple[Example, ...]]:
    """Sentences that show a measure, taken from one text after the other so that not all are of one."""
    readable = [each for each in heard if _READABLE[0] <= each[1].words <= _READABLE[1]]
    found: dict[str, list[tuple[str, Sounding]]] = {
        name: [each for each in readable if name in each[1].habits] for name in HABITS if name != "written_out"
    }
    by_length = sorted((each for each in heard if each[1].words >= _WORDS_OF_A_SENTENCE), key=lambda each: each[1].words)
    if by_length:
        found["sentence_spread"] = [by_length[0], by_length[-1]]
    for name, value in _VALUES.items():
        if middle := ranges.get(name):
            known = [(abs(number - middle.middle), each) for each in readable if (number := value(each[1])) is not None]
            found[name] = [each for _, each in sorted(known, key=lambda pair: pair[0])][: 3 * _SHOWN]
    found["positive"] = [each for each in sorted(readable, key=lambda each: -each[1].tone) if each[1].tone >= _READS]
    found["negative"] = [each for each in sorted(readable, key=lambda each: each[1].tone) if each[1].tone <= -_READS]
    return {name: tuple(_spread(each)) for name, each in found.items() if each}


_READS = 0.05  # from where VADER's makers call a sentence positive or negative
_VALUES: Mapping[str, Callable[[Sounding], float | None]] = {
    "sentence_words": lambda each: each.words,
    "long_words": lambda each: each.long,
    "formality": lambda each: each.formality,
    "tone": lambda each: each.tone,
}


def _spread(found: Sequence[tuple[str, Sounding]]) -> Iterator[Example]:
    """A few of them, the first of every text before the second of any."""
    seen = Counter[str]()
    turns = list[tuple[int, int]]()
    for number, (name, _) in enumerate(found):
        turns.append((seen[name], number))
        seen[name] += 1
    for _, number in sorted(turns)[:_SHOWN]:
        name, each = found[number]
        yield Example(name, " ".join(each.text.split()))


# ---------------------------------------------------------------- its words


def taken_out(pairs: Iterable[tuple[str, str]]) -> tuple[Avoided, ...]:
    """The words and phrases that people take out of drafts: in two drafts at least, and out of nearly all that had them.

    Args:
        pairs: of texts: a draft as it came, and what was made of it.
    """
    had, gone = Counter[str](), Counter[str]()
    for original, edited in pairs:
        before, after = (_words_in(text) for text in (original, edited))
        had.update(before)
        gone.update(before - after)
    found = {words: number for words, number in gone.items() if number >= _FEWEST_TEXTS and number >= _NEARLY_ALL * had[words]}
    order = sorted((words for words in found if not _holds_another(words, found)), key=lambda words: (-found[words], words))
    told = "people took it out of {} of {} drafts that had it"
    return tuple(Avoided(words, told.format(found[words], had[words])) for words in order[:MOST_AVOIDED])


def _words_in(text: str) -> set[str]:
    return {words for each in soundings(Document.parse(text)) for words in _phrases(each.text)}


def _holds_another(words: str, found: Mapping[str, int]) -> bool:
    """Whether a shorter one of these was found as often: it is what people stumble over."""
    parts = words.split()
    inner = (" ".join(parts[at:end]) for at in range(len(parts)) for end in range(at + 1, len(parts) + 1))
    return any(found.get(each, 0) >= found[words] for each in inner if each != words)


def _within_another(words: str, found: Mapping[str, int]) -> bool:
    """Whether a longer phrase with these words was found as often."""
    return any(f" {words} " in f" {each} " and found[each] >= found[words] for each in found if each != words and " " in each)


def _favourites(heard: Sequence[tuple[str, Sounding]], texts: int) -> Iterator[Favourite]:
    """Words and phrases of up to four words that stand in half of the texts, two at least; a word within a phrase is not said
    again where the phrase stands in as many texts.
    """
    where: dict[str, dict[str, int]] = {}
    shown: dict[str, Example] = {}
    for name, each in heard:
        for words in _phrases(each.text):
            by_text = where.setdefault(words, {})
            by_text[name] = by_text.get(name, 0) + 1
            shown.setdefault(words, Example(name, " ".join(each.text.split())))
    fewest = max(_FEWEST_TEXTS, (texts + 1) // 2)
    common = {words: by_text for words, by_text in where.items() if len(by_text) >= fewest}
    many = {words: len(by_text) for words, by_text in common.items()}
    whole = [words for words in common if not _within_another(words, many)]
    for words in sorted(whole, key=lambda words: (-many[words], -sum(common[words].values()), words))[:MOST_FAVOURITES]:
        yield Favourite(words, many[words], sum(common[words].values()), shown[words])


def _phrases(sentence: str) -> Iterator[str]:
    tokens = [token.casefold().replace("’", "'") for token in _TOKEN.findall(sentence)]
    for at, token in enumerate(tokens):
        if not _is_telling(token):
            continue
        yield token
        # A phrase begins at its first telling word and ends at one, or is one with the small words around it.
        for length in (2, 3, 4):
            run = tokens[at : at + length]
            if len(run) == length and all(map(_is_word, run)) and _is_telling(run[-1]):
                yield " ".join(run)


def _is_word(token: str) -> bool:
    return token[0].isalpha()


def _is_telling(token: str) -> bool:
    return _is_word(token) and len(token) > 2 and "'" not in token and token not in _SMALL


_SMALL_WORDS = """
and but or nor so yet if then than that this these those there here when where while what which who whom whose how why because
although though unless whether not no yes is am are was were be been being do does did doing done have has had having will would
can could shall should may might must let also just only very too more most much many some any all both each every other another
such own same few less least one two three four five six seven eight nine ten first second last next now once again always never
ever often still already even well out off up down away back get gets got make makes made take takes took taken come comes came
go goes went going gone give gives gave put puts say says said see sees saw look looks want wants know knows use uses used need
needs think find keep keeps like way ways thing things day days time times year years lot new good something anything nothing
everything someone anyone everyone about around until per via cannot
"""
_SMALL = frozenset(_SMALL_WORDS.split()) | NAMING | PRONOUNS | frozenset().union(*PERSONS.values())
"""Words that every text is full of, whoever wrote it."""
