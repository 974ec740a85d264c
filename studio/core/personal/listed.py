"""What packages know of words: which are forenames, and which are everyday words, so that "Ettore Malaspina" is told from "Corbel
Books".

Forenames of some fifty countries come with `gender-guesser` (GPL 3 as we are; its list, 45,000 names, under the GNU Free
Documentation License, is read as it is). It was last published in 2016: names do not grow old as code does, and none of its code
is run here. Everyday words are those of the English dictionary that `spylls` carries. Both files are read once, and only when a
text has a way to reach somebody and capitals beside it: a quarter of a second and some 10 MB.
"""

import re
from functools import lru_cache
from importlib.resources import files

from studio.core.personal.forenames import FORENAMES

_NAME = re.compile(rb"^(?:[MF?]|[?1][MF]) {1,2}(\S+)", re.MULTILINE)
_EVERYDAY = re.compile(r"^([a-z]+)(?:/|$)", re.MULTILINE)
_ENDINGS = ("", "s", "es", "ing", "ed", "er")
"""Of English words; the dictionary has most words without them."""
_PLACES_NAMES = """
    paris london york india dallas lincoln kent devon vienna roma milan asia america italia africa europa
"""
_PLACES = frozenset(_PLACES_NAMES.split())
"""On the list of forenames, and far oftener a place."""


def is_forename(word: str) -> bool:
    """Whether somebody is called so, and nothing is: `Visa` is a name in Finland, and does not count."""
    plain = word.casefold()
    if plain in FORENAMES:
        return True
    return any(part in FORENAMES or (part in _forenames() and not is_everyday(part)) for part in {plain, plain.partition("-")[0]})


def may_be_forename(word: str) -> bool:
    """Whether somebody may be called so, whatever else it means."""
    return word.casefold() in FORENAMES or word.casefold() in _forenames()


@lru_cache(maxsize=4096)
def is_everyday(word: str) -> bool:
    """Whether it is an English word in small letters too."""
    plain, words = word.casefold(), _words()
    return any(plain.endswith(end) and plain[: len(plain) - len(end)] in words for end in _ENDINGS)


@lru_cache(maxsize=1)
def _forenames() -> frozenset[str]:
    raw = files("gender_guesser").joinpath("data/nam_dict.txt").read_bytes()
    names = b" ".join(_NAME.findall(raw)).decode("utf-8").casefold().split()
    return frozenset(name for name in names if len(name) > 2 and "+" not in name) - _PLACES


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    raw = files("spylls.hunspell").joinpath("data/en/en_US.dic").read_text(encoding="utf-8")
    return frozenset(_EVERYDAY.findall(raw))
