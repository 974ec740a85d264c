"""Where sentences begin and end: one function, so that every check counts the same ones.

pysbd knows the hard cases (abbreviations, quotations, lists inside a line) and takes a millisecond for a paragraph of
them. Most paragraphs have none: there a full stop is a full stop, and is found at once. Both ways give the same answer;
whatever is in doubt is pysbd's.
"""

import re
from collections.abc import Iterator
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
# What a sentence begins with: a quotation, whose inner end marks end nothing, or a short bracket.
_OPENING = re.compile(
    r"(?:\A|(?<=[a-z][.!?] )|(?<=\d[!?] ))"
    r"(?:“[^“”\"()\[\]]+”|\"[^\"“”()\[\]]+\"|\([^“”\"()\[\].!?']{2,}(?:\b[A-Z][a-z]+|[a-z]{4})\))"
    r"(?P<after> [A-Z]|[ ,;:][^A-Z.!?]|\Z)"
)
_MARKED = re.compile(r"(?:[a-z][.!?]|\d[!?])(?![^ ”\"])")  # where nothing ends a sentence, no quotation does either
# Whatever pysbd may read in more than one way: brackets, quotes that open, double dashes, blanks other than one space in
# the middle, its own list of names with an exclamation mark, full-width marks and the signs it uses as place-holders.
_ODD = re.compile(
    r"[^\S ]|[\"“”‘«»()\[\]\\「」（）。．！？⁃∯∮♨☝☏♟♝☉☈☇☄♬♭✂⌬⎋ƪȸȹᓰᓱᓳᓴᓷᓸǃ]|(?<![A-Za-z0-9])'|--|\A | \Z|Yahoo!|Y!|Yum!"
)
_ODD_SIGNS = ('"', "(", ")", "[", "]", "\\", "--", "Yahoo!", "Y!", "Yum!")
_LONE_APOSTROPHE = re.compile(r"(?<![A-Za-z0-9])'")
_ANY_MARK = re.compile(r"[.!?。．！？]")
# The same for a text without end marks: only its line ends, its lists and pysbd's own signs may cut it.
_ODD_WITHOUT = re.compile(
    r"[^\S ]|[⁃∯∮♨☝☏♟♝☉☈☇☄♬♭✂⌬⎋ƪȸȹᓰᓱᓳᓴᓷᓸǃ]|-[\"'“”]|[\"”] \(|\A | \Z|(?<![A-Za-z])(?:[A-Za-z]|[ivxIVX]+|\d+)\)"
)
_MARK = re.compile(r"[.!?]")
_NUMBER = re.compile(r"[£$€]?\d+(?:,\d{3})*\.\d+(?:%|[ap]m|/\d+)?[,;:]?")
_COUNT = re.compile(r"\d{1,2}\.")  # alone it ends a sentence; two of them may be a list
_END = re.compile(r"([^.!?]*(?:[A-Za-zÀ-ſ’'][A-Za-zÀ-ſ]|\d{3}|[%*])|[£$€]?\d+\.\d+|[£$€]\d+)[.!?]")
_VERY_END = re.compile(r"[^.!?]*[\w%*’][.!?]")
_ABBREVIATIONS = frozenset(Language.get_language_code("en").Abbreviation.ABBREVIATIONS)


def _plain(text: str) -> Ends | None:
    """The sentences where every end mark either stands in a number or plainly ends a sentence; None where not."""
    if not _ANY_MARK.search(text) and not _ODD_WITHOUT.search(text):
        return ((0, len(text)),)
    if "“" in text or '"' in text or "(" in text:
        text = _OPENING.sub(_opened if _MARKED.search(text) else _as_it_was, _ASIDE.sub(_blotted, text))
    if _may_be_odd(text) and _ODD.search(text):
        return None
    found, start, numbers = [], 0, 0
    for begin, end in _pointed(text):
        word = text[begin:end]
        if _NUMBER.fullmatch(word):
            continue
        if _COUNT.fullmatch(word):
            numbers += 1
            if numbers > 1 or not text[end + 1 : end + 2].isalpha() or not text[end + 1].isascii():
                return None
            if begin == 0:
                continue  # it stands in front of a list's item
            if not text[end + 1].isupper():
                return None
        elif not (_ends_here(word, text[end + 1]) if end < len(text) else _VERY_END.fullmatch(word)):
            return None
        found.append((start, end))
        start = end + 1
    if start < len(text):
        found.append((start, len(text)))
    return tuple(found)


def _pointed(text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand that have an end mark in them or behind them."""
    mark = _MARK.search(text)
    while mark:
        begin, end = text.rfind(" ", 0, mark.start()) + 1, text.find(" ", mark.end())
        end = end if end >= 0 else len(text)
        yield begin, end
        mark = _MARK.search(text, end)


def _may_be_odd(text: str) -> bool:
    """False where a few quick looks tell that `_ODD` finds nothing, as they do for most paragraphs."""
    return (
        not (text.isascii() and text.isprintable())
        or any(map(text.__contains__, _ODD_SIGNS))
        or text[:1] in (" ", "'")
        or text[-1:] == " "
        or ("'" in text and _LONE_APOSTROPHE.search(text) is not None)
    )


def _blotted(aside: re.Match[str]) -> str:
    return aside[0] if _ODD.search(aside[0][1:-1]) else "x" * len(aside[0])


def _as_it_was(found: re.Match[str]) -> str:
    return found[0]


def _opened(opening: re.Match[str]) -> str:
    """What a sentence begins with, blotted out, with a full stop where a sentence ends behind it; as it was where in doubt."""
    after = opening["after"]
    length, ends = len(opening[0]) - len(after), after[1:2].isupper()
    inside = opening[0][1 : length - 1]
    if _ODD.search(inside) or (inside[-1:] == "," and ends):
        return opening[0]
    for begin, end in _pointed(inside):
        word = inside[begin:end]
        plain = _ends_here(word, inside[end + 1]) if end + 1 < len(inside) else _VERY_END.fullmatch(word)
        if not (plain or _NUMBER.fullmatch(word)):
            return opening[0]
    return "x" * (length - 1) + ("." if ends else "x") + after


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
