"""Two hundred pieces of personal data in texts of our own, planted where they reach AI services: in briefs, in texts, in what
people ask for in their own words, and in stories of the library.

A text begins with `=== id | dialect`; what is personal in it stands as `⟦kind|words⟧`. Nobody in them exists; numbers of cards
and accounts have the right sums, and telephone numbers are from ranges that are kept free for stories where there are such.

At the first look 199 of the 202 were masked; the other three taught the finder: a second day beside a day of birth, a National
Insurance number of a form that is never given out, and a name after “G'day”.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SORTS = ("briefs", "texts", "instructions", "library")
_HEAD = re.compile(r"^=== (?P<id>\w+) \| (?P<dialect>\w+)\n", re.MULTILINE)
_MARK = re.compile(r"⟦(?P<kind>\w+)\|(?P<words>[^⟧]+)⟧")
_BETWEEN = re.compile(r"[\s().\-/+]")
_MANY = 6  # digits; fewer may stand in any text


@dataclass(frozen=True)
class Planted:
    """A text with what is planted in it, as `(kind, words)`."""

    id: str
    dialect: str
    words: str
    data: tuple[tuple[str, str], ...]


@cache
def planted(sort: str) -> tuple[Planted, ...]:
    raw = (Path(__file__).parent / f"{sort}.txt").read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(raw))
    ends = [*(each.start() for each in heads[1:]), len(raw)]
    return tuple(_read(head, raw[head.end() : end].strip()) for head, end in zip(heads, ends, strict=True))


def _read(head: "re.Match[str]", marked: str) -> Planted:
    data = tuple((match["kind"], match["words"]) for match in _MARK.finditer(marked))
    return Planted(head["id"], head["dialect"], _MARK.sub(lambda match: match["words"], marked), data)


@cache
def every() -> tuple[tuple[str, str], ...]:
    """All that is planted, as `(kind, words)`."""
    return tuple(dict.fromkeys(datum for sort in SORTS for text in planted(sort) for datum in text.data))


def left_in(body: str) -> list[tuple[str, str]]:
    """What of it stands in a text: to the letter, as its digits alone, or as a surname."""
    return list(_left(body, _BETWEEN.sub("", body)))


def _left(body: str, close: str) -> Iterator[tuple[str, str]]:
    for kind, words in every():
        digits = "".join(filter(str.isdecimal, words))
        surname = words.rsplit(" ", 1)[-1] if kind == "person" else words
        if words in body or surname in body or (len(digits) >= _MANY and digits in close):
            yield kind, words
