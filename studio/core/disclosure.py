"""What a text tells its readers beside what it is about: AI's part in it, a way to a person, a way out of the list.

Whether a sentence of the house stands in a text is read by its words alone: markup, capitals, blanks and punctuation may differ.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from studio.core.judgement import DisclosureLevel
from studio.core.span import Span

LEVELS = tuple(DisclosureLevel)
"""The least first."""


def rank(level: DisclosureLevel) -> int:
    return LEVELS.index(level)


@dataclass(frozen=True, slots=True)
class Telling:
    """What a text of one channel has to tell its readers.

    Attributes:
        opt_out: whether it needs a way out of the list; `person`: whether it needs a way to reach somebody.
        opt_outs, contacts: the house's own sentences for these, any of which will do.
        said: every sentence that the house or the program has ready for these and for AI's part, filled in. They are the house's
            word on how the text was made and no part of what it says, so nobody is asked to prove them.
    """

    opt_out: bool = False
    person: bool = False
    opt_outs: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    def as_data(self) -> list[Any]:
        """For the version of a context."""
        return [self.opt_out, self.person, list(self.opt_outs), list(self.contacts), list(self.said)]


_LINK = re.compile(r"\]\([^)\s]*\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=512)
def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are held against each other: small letters and digits, in order. Where links lead, and tags,
    are none."""
    return tuple(_WORD.findall(_TAG.sub(" ", _LINK.sub(" ", text)).casefold().replace("’", "").replace("'", "")))


def stands(sentence: str, text: str) -> bool:
    """Whether the words of `sentence` stand in `text`, in their order and without others between them."""
    sought = " ".join(words(sentence))
    return bool(sought) and f" {sought} " in f" {' '.join(words(text))} "


def standing(sentences: Iterable[str], text: str) -> str:
    """The first of the sentences that stands in the text; empty where none does."""
    return next((each for each in sentences if stands(each, text)), "")


_TOKEN = re.compile(r"[^\W_]+(?:[’']+[^\W_]+)*")
_END = re.compile(r"[^\w\s]*")


def places(sentences: Iterable[str], text: str) -> Iterator[Span]:
    """Where the words of the sentences stand in prose without markup, with the signs that end them."""
    for sentence in sentences:
        if not stands(sentence, text):
            continue
        sought, tokens = words(sentence), list(_TOKEN.finditer(text))
        found = [words(each[0]) for each in tokens]
        for first in range(len(tokens) - len(sought) + 1):
            if found[first] == sought[:1] and tuple(chain.from_iterable(found[first : first + len(sought)])) == sought:
                end = _END.match(text, tokens[first + len(sought) - 1].end())
                yield Span(tokens[first].start(), end.end() if end else len(text))
