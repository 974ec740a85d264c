"""Entries of the library as files: `library/<name>.md`, front matter and the words that go into a text.

The front matter of a story: `kind: story`, `title`, `brand`, `channels` (a list; left out for all), `tags`, `source` (who told
it, when or where), and the consent: `consent_of`, `consent_given` (a day), `consent_for`, `consent_until` (a day; left out where
it does not run out). Of a snippet: `kind: snippet`, `title`, `brand`, `channels`, `tags`, `source` where it has one, and `until`,
its last day.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from io import StringIO
from pathlib import Path

from studio.app.house_files import headed, must_know, readable
from studio.core.errors import BadConfig, KnownError
from studio.core.events import digest
from studio.core.times import typed_day

FOLDER = "library"
_ID_WORDS = 6
_KNOWN = (
    *("kind", "title", "brand", "channels", "tags", "source", "until"),
    *("consent_of", "consent_given", "consent_for", "consent_until"),
)


class EntryKind(StrEnum):
    STORY = "story"
    SNIPPET = "snippet"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Attributes:
        id: name of its file without the ending.
        channels: where it may go; empty for everywhere.
        source: who told the story, when or where; of a snippet where it is from.
        who, given, scope: the consent: whose, the day it was given, for what. Empty where there is none.
        until: last day of the consent, or of the snippet; empty for good. Days are ISO 8601.
        hash: SHA-256 of the file's text.
    """

    kind: EntryKind
    title: str
    text: str
    brand: str
    channels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""
    who: str = ""
    given: str = ""
    scope: str = ""
    until: str = ""
    id: str = ""
    hash: str = ""
    path: Path = field(default=Path(), compare=False)

    @property
    def has_consent(self) -> bool:
        return bool(self.who and self.given and self.scope)

    @property
    def searched(self) -> str:
        """All its words, folded."""
        return "\n".join((self.title, self.text, self.source, *self.tags, self.kind.value)).casefold()


def paths(root: Path) -> Iterator[Path]:
    folder = root / FOLDER
    if folder.is_dir():
        yield from sorted(path for path in folder.glob("*.md") if path.is_file() and path.stem.casefold() != "readme")


def new_id(title: str, taken: Set[str]) -> str:
    base = "-".join(re.findall(r"[a-z0-9]+", title.casefold())[:_ID_WORDS]) or "entry"
    number, id = 1, base
    while id in taken or id == "readme":
        number, id = number + 1, f"{base}-{number + 1}"
    return id


def text_of(entry: Entry) -> str:
    """The file of an entry."""
    from ruamel.yaml import YAML

    is_story = entry.kind is EntryKind.STORY
    said = {
        "kind": entry.kind.value,
        "title": entry.title,
        "brand": entry.brand,
        "channels": list(entry.channels),
        "tags": list(entry.tags),
        "source": entry.source,
        "consent_of": entry.who if is_story else "",
        "consent_given": entry.given if is_story else "",
        "consent_for": entry.scope if is_story else "",
        "consent_until" if is_story else "until": entry.until,
    }
    yaml = YAML(typ="rt")
    yaml.width = 10_000
    yaml.allow_unicode = True
    out = StringIO()
    yaml.dump({key: value for key, value in said.items() if value}, out)
    return f"---\n{out.getvalue()}---\n\n{entry.text.strip()}\n"


def read(path: Path) -> Entry:
    """Raises: BadConfig, naming the file and the first thing wrong in it."""
    with readable(_named(path)):
        stat = path.stat()
    return _parsed(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=1024)
def _parsed(path: Path, changed: int, size: int) -> Entry:
    """`changed` and `size` are the file's, so that one saved anew is read anew."""
    name = _named(path)
    said, words, text = headed(path, name)
    must_know(name, said, _KNOWN)
    kind = said.get("kind", "").strip().lower()
    if kind not in set(EntryKind):
        raise BadConfig(f"{name} is neither a story nor a snippet.", "Begin with ---, kind: snippet, title: …, brand: …, ---.")
    for key in ("title", "brand"):
        if not said.get(key, "").strip():
            raise BadConfig(f"{name} has no {key}.", f"Add a line {key}: …")
    if not words:
        raise BadConfig(f"{name} has no words.", "Write below its header what goes into a text.")
    is_story = kind == EntryKind.STORY
    try:
        given, until = typed_day(said.get("consent_given", "")), typed_day(said.get("consent_until" if is_story else "until", ""))
    except KnownError as error:
        raise BadConfig(f"{name}: {error.what}", error.remedy) from None
    return Entry(
        EntryKind(kind),
        " ".join(said["title"].split()),
        words,
        " ".join(said["brand"].split()),
        _lines(said.get("channels", "")),
        _lines(said.get("tags", "")),
        said.get("source", "").strip(),
        said.get("consent_of", "").strip(),
        given,
        said.get("consent_for", "").strip(),
        until,
        path.stem,
        digest(text),
        path,
    )


def _named(path: Path) -> str:
    return f"{FOLDER}/{path.name}"


def _lines(said: str) -> tuple[str, ...]:
    parts = (each.strip() for line in said.split("\n") for each in line.split(","))
    return tuple(dict.fromkeys(filter(None, parts)))
