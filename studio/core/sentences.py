"""Where sentences begin and end: one function, so that every check counts the same ones.

pysbd knows the hard cases (abbreviations, quotations, lists inside a line) and takes a millisecond for a paragraph of
them. Most paragraphs have none: there a full stop is a full stop, and is found at once. Both ways give the same answer;
whatever is in doubt is pysbd's.
"""

import re
from functools import lru_cache
from typing import Any

import pysbd
from pysbd.languages import Language

Ends = tuple[tuple[int, int], ...]


@lru_cache(maxsize=8192)
def split(text: str) -> Ends:
    """Start and end of every sentence of one block of prose, without the blanks around it.

    Args:
        text: the text of one block; never a whole document, for a heading does not end in a full stop.
    Returns:
        Pairs of code-point offsets in `text`, in order, never overlapping; empty for a blank text.
    """
    return (_plain(text) or _with_pysbd(text)) if text.strip() else ()


# ---------------------------------------------------------------- the short way

# Short quotations and brackets inside a sentence that end nothing; they are blotted out before anybody looks for ends.
_ASIDE = re.compile(
    r"(?<=[a-z,;:] )(?:“[^“”.!?'\"()\[\]]*[a-z]”|\"[^“”.!?'\"()\[\]]*[a-z]\"|\([^“”.!?'\"()\[\]]*[a-z]{4}\))(?=[ ,;:.!?])"
)
# Whatever pysbd may read in more than one way: brackets, quotes that open, double dashes, blanks other than one space in
# the middle, its own list of names with an exclamation mark, full-width marks and the signs it uses as place-holders.
_ODD = re.compile(
    r"[^\S ]|[\"“”‘«»()\[\]\\「」（）。．！？⁃∯∮♨☝☏♟♝☉☈☇☄♬♭✂⌬⎋ƪȸȹᓰᓱᓳᓴᓷᓸǃ]|(?<![A-Za-z0-9])'|--|\A | \Z|Yahoo!|Y!|Yum!"
)
_POINTED = re.compile(r"[^ ]*[.!?][^ ]*")  # a word with an end mark in it or behind it
_NUMBER = re.compile(r"[£$€]?\d+(?:,\d{3})*\.\d+(?:%|[,;:])?")
_END = re.compile(r"([^.!?]*(?:[A-Za-zÀ-ſ’'][A-Za-zÀ-ſ]|\d{3}|[%*])|[£$€]?\d+\.\d+)[.!?]")  # more than a letter or a list number
_VERY_END = re.compile(r"[^.!?]*[\w%*’][.!?]")
_ABBREVIATIONS = frozenset(Language.get_language_code("en").Abbreviation.ABBREVIATIONS)


def _plain(text: str) -> Ends | None:
    """The sentences where every end mark either stands in a number or plainly ends a sentence; None where not."""
    text = _ASIDE.sub(lambda aside: "x" * len(aside[0]), text)
    if _ODD.search(text):
        return None
    found, start = [], 0
    for word in _POINTED.finditer(text):
        end = word.end()
        if _NUMBER.fullmatch(word[0]):
            continue
        if not (_ends_here(word[0], text[end + 1]) if end < len(text) else _VERY_END.fullmatch(word[0])):
            return None
        found.append((start, end))
        start = end + 1
    if start < len(text):
        found.append((start, len(text)))
    return tuple(found)


def _ends_here(word: str, following: str) -> bool:
    """Whether `word`, which has an end mark, plainly ends a sentence when `following` is what the next one begins with."""
    found = _END.fullmatch(word)
    if not found or following == " " or (word[-1] == "!" and following.islower()):
        return False
    return found[1].casefold() not in _ABBREVIATIONS


# ---------------------------------------------------------------- pysbd


@lru_cache(maxsize=1)
def _splitter() -> Any:
    return pysbd.Segmenter(language="en", clean=False)


def _with_pysbd(text: str) -> Ends:
    # Its processor alone: the segmenter around it looks every sentence up with a regular expression made on the spot,
    # which costs as much again and throws Python's own store of compiled ones over.
    found, at = [], 0
    for piece in _splitter().processor(text).process():
        piece = piece.strip()
        start = text.find(piece, at) if piece else -1
        if start >= 0:
            at = start + len(piece)
            found.append((start, at))
    return tuple(found) or ((len(text) - len(text.lstrip()), len(text.rstrip())),)
