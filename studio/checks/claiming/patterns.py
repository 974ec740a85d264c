"""What claims look like, read from the data files: `resources/claims/<category>.toml`, one for each kind of claim.

A pattern says that the clause it hits is a claim; how far the clause reaches is settled in `clauses`. Patterns are data so
that each can be read, tested and taken out by itself: every one says in a few words what it saw, and brings sentences
that it must find and sentences that it must not. `resources/claims/README.md` says how a file is written.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from studio.checks.claiming.select import LOOK
from studio.core.claim import ClaimSeverity
from studio.core.data import data_path

Words = Mapping[str, str]
"""Word lists by name, each an expression that matches one of its words."""


class Place(StrEnum):
    """Where a pattern looks: in any clause, or only in spoken words, in words a quote block holds, or in a table's cell."""

    ANY = "any"
    SPOKEN = "spoken"
    QUOTE = "quote"
    CELL = "cell"


@dataclass(frozen=True)
class Pattern:
    """One way to word a claim.

    Attributes:
        id: its category and its own name, `statistic.percent`.
        category: id of the category.
        because: what it saw, a few words that people read.
        severity: of a claim worded so.
        source: the expression, word lists filled in.
        case: whether capitals count.
        soft: whether instructions and headings are let off: "never use the fridge" promises nothing.
        plain: whether it sees no more than a plain statement, which feelings and figures of speech are as well.
        place: where it looks.
        finds, passes: sentences it must find, and must not; its tests.
    """

    id: str
    category: str
    because: str
    severity: ClaimSeverity
    source: str
    case: bool = False
    soft: bool = False
    plain: bool = False
    place: Place = Place.ANY
    finds: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()

    @cached_property
    def find(self) -> re.Pattern[str]:
        # Compiled when first needed, and with `re`: `regex` takes six times as long to compile, which is the dear part here.
        return re.compile(self.source, 0 if self.case else re.IGNORECASE)

    @cached_property
    def weight(self) -> int:
        """The rank of its severity."""
        return self.severity.rank

    @cached_property
    def looks_around(self) -> bool:
        """Whether it has a condition that re2 cannot read, so that `find` has the last word."""
        return LOOK.search(self.source) is not None


@dataclass(frozen=True)
class Softer:
    """A wording that claims less: `find` is replaced by `becomes`, which may name groups (`\\1`).

    Attributes:
        before, after: an example, its test.
    """

    id: str
    source: str
    becomes: str
    before: str
    after: str

    @cached_property
    def find(self) -> re.Pattern[str]:
        return re.compile(self.source, re.IGNORECASE)


def read_file(path: Path, allowed: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    """Read one data file.

    Args:
        allowed: the keys of each table, `""` for the file's own.
    Raises:
        ValueError: with the file's name, when it cannot be read or holds a key that nothing reads: these files travel with
            the program, so that is a bug.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    for table, keys in allowed.items():
        rows = data.get(table, ()) if table else (data,)
        for row in rows:
            if odd := set(row) - keys:
                raise ValueError(f"{path.name}: {table or 'the file'} knows no {', '.join(sorted(odd))}")
    return data


def folder() -> Path:
    """Where the data files stand."""
    return data_path("resources", "claims")


_NAME = re.compile(r"\{([a-z_]+)\}")
_SIGN = re.compile(r"(?P<class>\[(?:\\.|[^\]\\])*\])|(?P<blanks> (?=[?*+]))|(?P<blank> )|(?P<apostrophe>')")


def _spelt_out(sign: re.Match[str]) -> str:
    if sign["class"]:
        return str(sign[0]).replace(" ", r"\s")
    return {"blanks": r"\s", "blank": r"\s+"}.get(sign.lastgroup or "", "['’]")


def word_lists(path: Path, lists: Mapping[str, list[str]], known: Words) -> dict[str, str]:
    """The word lists of a file, each made one expression, with the `known` ones; a list may name those before it."""
    made = dict(known)
    for name, entries in lists.items():
        made[name] = f"(?:{'|'.join(expression(path, name, entry, made) for entry in entries)})"
    return made


def expression(path: Path, owner: str, source: str, words: Words) -> str:
    """A regular expression as `re` reads it, from one as the data files write it.

    In the files a blank stands for any blanks, `'` for either apostrophe, and `{name}` for a word list.

    Raises:
        ValueError: with the file's name and the owner's, for a word list that is not there.
    """

    def filled(found: re.Match[str]) -> str:
        if found[1] not in words:
            raise ValueError(f"{path.name}: {owner} names the word list {found[1]!r}, which is not there")
        return words[found[1]]

    source = _SIGN.sub(_spelt_out, source.strip("\n"))
    return _NAME.sub(filled, source)


_PATTERN_KEYS = frozenset({"id", "because", "find", "severity", "case", "soft", "plain", "place", "finds", "passes"})
_SOFTER_KEYS = frozenset({"id", "find", "becomes", "before", "after"})
_FILE_KEYS = frozenset({"id", "title", "severity", "need", "words", "pattern", "softer"})
KEYS = {"": _FILE_KEYS, "pattern": _PATTERN_KEYS, "softer": _SOFTER_KEYS}


def patterns_of(path: Path, data: Mapping[str, Any], words: Words) -> Iterator[Pattern]:
    """The patterns of a category's file, in its order.

    Raises:
        ValueError: with the file's name and the pattern's, when something is missing or odd.
    """
    for row in data.get("pattern", ()):
        owner = f"{data['id']}.{row.get('id', '?')}"
        for key in ("id", "because", "find", "finds"):
            if not row.get(key):
                raise ValueError(f"{path.name}: {owner} has no {key!r}")
        yield Pattern(
            owner,
            data["id"],
            row["because"],
            ClaimSeverity(row.get("severity", data["severity"])),
            expression(path, owner, row["find"], words),
            row.get("case", False),
            row.get("soft", False),
            row.get("plain", False),
            Place(row.get("place", "any")),
            tuple(row["finds"]),
            tuple(row.get("passes", ())),
        )


def softer_of(path: Path, data: Mapping[str, Any], words: Words) -> Iterator[Softer]:
    """The softer wordings of a category's file, in its order; raises as `patterns_of` does."""
    for row in data.get("softer", ()):
        owner = f"{data['id']}.{row.get('id', '?')}"
        if missing := _SOFTER_KEYS - set(row):
            raise ValueError(f"{path.name}: {owner} has no {', '.join(sorted(missing))}")
        yield Softer(owner, expression(path, owner, row["find"], words), row["becomes"], row["before"], row["after"])
