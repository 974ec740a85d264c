"""What a text tells its readers beside what it is about: AI's part in it, a way to a person, a way out of the list.

Whether a sentence of the house stands in a text is read by its words alone: markup, capitals, blanks and punctuation may differ.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from studio.core.judgement import DisclosureLevel

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
    """

    opt_out: bool = False
    person: bool = False
    opt_outs: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()

    def as_data(self) -> list[Any]:
        """For the version of a context."""
        return [self.opt_out, self.person, list(self.opt_outs), list(self.contacts)]


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
