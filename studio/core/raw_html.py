"""Raw HTML inside Markdown, read as far as prose needs it: where text stands, and which elements it stands in.

No tree is built: a draft's HTML is a few tags, often unclosed, and every character must keep its place in the source.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_TOKEN = re.compile(
    r"(?P<aside><!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z))"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>",
    re.S,
)
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_CLASS = re.compile(r"\bclass\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)

UNREAD = frozenset({"script", "style", "pre", "figure", "noscript", "iframe", "textarea", "svg", "template"})
"""Elements whose content is no prose at all."""

_INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr b bdi bdo cite code data del dfn em i ins kbd label mark q s samp small span strong sub sup time tt u var",
    )
)
_NAMES = {"a": "link", "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis"}
"""What an inline element is to a rule; the others go by their own name."""


class Part(Enum):
    """`TEXT` to read; an inline element that `OPEN`s or `CLOSE`s; a `BREAK` between blocks, naming the block it begins."""

    TEXT = auto()
    OPEN = auto()
    CLOSE = auto()
    BREAK = auto()
    ALT = auto()


@dataclass(frozen=True, slots=True)
class Event:
    """What stands at `start` to `end` of the content; `text` may be shorter than that where an entity stands."""

    part: Part
    start: int
    end: int
    name: str = ""
    text: str = ""
    classes: tuple[str, ...] = ()


def tag(content: str) -> Event | None:
    """The inline element that one tag opens or closes, None for anything else."""
    found = _TOKEN.fullmatch(content)
    name = found["name"].lower() if found and found["name"] else ""
    if not found or name not in _INLINE or found["rest"].endswith("/"):
        return None
    return _inline(found, name, 0)


def _inline(found: re.Match[str], name: str, at: int) -> Event:
    part = Part.CLOSE if found["close"] else Part.OPEN
    classes = _CLASS.search(found["rest"] or "")
    names = tuple(next(filter(None, classes.groups()), "").split()) if classes else ()
    return Event(part, at + found.start(), at + found.end(), _NAMES.get(name, name), "", names)


def read(content: str) -> Iterator[Event]:
    """The events of one block of raw HTML, in order. Any text will do; nothing is refused."""
    at, unread = 0, ""
    blocks: list[str] = []
    for found in _TOKEN.finditer(content):
        if not unread:
            yield from _text(content, at, found.start())
        at = found.end()
        name = (found["name"] or "").lower()
        if unread:
            unread = "" if found["close"] and name == unread else unread
        elif name in UNREAD:
            yield Event(Part.BREAK, *found.span(), blocks[-1] if blocks else "")
            unread = "" if found["close"] or found["rest"].endswith("/") else name
        elif name == "img":
            if alt := _ALT.search(found["rest"]):
                group = 1 if alt[1] is not None else 2
                begin = found.start("rest") + alt.start(group)
                yield Event(Part.ALT, begin, begin + len(alt[group]), "img", alt[group])
        elif name == "br":
            yield Event(Part.TEXT, *found.span(), "", "\n")
        elif name in _INLINE:
            yield _inline(found, name, 0)
        elif name:
            if found["close"]:
                if name in blocks:
                    del blocks[len(blocks) - 1 - blocks[::-1].index(name) :]
            elif not found["rest"].endswith("/") and name != "hr":
                blocks.append(name)
            yield Event(Part.BREAK, *found.span(), blocks[-1] if blocks else "")
    if not unread:
        yield from _text(content, at, len(content))


def _text(content: str, start: int, end: int) -> Iterator[Event]:
    """Text with its entities decoded, each of which keeps the place of the whole entity."""
    for entity in _ENTITY.finditer(content, start, end):
        if start < entity.start():
            yield Event(Part.TEXT, start, entity.start(), "", content[start : entity.start()])
        yield Event(Part.TEXT, *entity.span(), "", html.unescape(entity[0]))
        start = entity.end()
    if start < end:
        yield Event(Part.TEXT, start, end, "", content[start:end])
