"""Where the subject, the preheader, the title and the description of a text come from.

A draft says them in its first lines, as AIs write them and people paste them: `Subject: …`, `**Preheader:** …`,
`Meta description: …`, one a line, before anything else. A file's front matter may carry them too, under the keys that readers
get to see. One way for everybody who asks.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studio.core.document import Document
from studio.core.markdown import FRONT_MATTER, BlockKind
from studio.core.span import Span

_NAMES = {
    "subject": ("subject", "subject line", "email subject"),
    "preheader": ("preheader", "preview", "preview text", "preheader text"),
    "title": ("title", "meta title", "seo title", "page title", "title tag"),
    "description": ("description", "meta description", "seo description"),
}
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names}
_LINE = re.compile(
    r"[ \t]*(?:[*_]{0,2})(?P<name>"
    + "|".join(sorted(map(re.escape, _KINDS), key=len, reverse=True))
    + r")(?:[*_]{0,2})[ \t]*:(?:[*_]{0,2})[ \t]*(?P<value>[^\n]*)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands at the head of a text.

    Attributes:
        subject, preheader, title, description: as written; empty where nothing says so.
        begins: where the text itself begins, in code points of the source.
        spans: where each of them stands in the source, by name.
    """

    subject: str = ""
    preheader: str = ""
    title: str = ""
    description: str = ""
    begins: int = 0
    spans: tuple[tuple[str, Span], ...] = ()


def heads(source: str) -> Heads:
    """Read the head of a Markdown source."""
    found: dict[str, str] = {}
    spans: dict[str, Span] = {}
    at = 0
    if matter := FRONT_MATTER.match(source):
        document = Document.parse(source[: matter.end()])
        for placed in document.blocks:
            if placed.block.kind is BlockKind.FRONT_MATTER and (kind := _KINDS.get(placed.block.name.replace("_", " "))):
                found.setdefault(kind, placed.block.unmasked)
                spans.setdefault(kind, placed.span)
        at = matter.end()
    while True:
        begin = at + len(source[at:]) - len(source[at:].lstrip("\n"))
        line = _LINE.match(source, begin)
        if not line:
            break
        kind, value = _KINDS[line["name"].lower()], line["value"].strip().strip("*_").strip()
        found[kind] = value
        spans[kind] = Span(line.start("value"), line.end("value"))
        at = line.end() + 1 if source[line.end() : line.end() + 1] == "\n" else line.end()
    while source[at : at + 1] == "\n":
        at += 1
    return Heads(**found, begins=at, spans=tuple(spans.items()))


def with_heads(text: str, header: Mapping[str, str], kinds: Sequence[str]) -> str:
    """The text with what the header of its file says for its readers as first lines, where it is checked, edited and approved
    like the rest; what the text says itself stays as it is.

    Args:
        header: values by lower-case name. Its plain `title` is what the piece is called, and no line.
        kinds: those of `Heads` that readers of such a text meet.
    """
    top = heads(text)
    said: dict[str, str] = {}
    for name, value in header.items():
        kind = _KINDS.get(name.replace("_", " ").replace("-", " "), "")
        if kind in kinds and name != "title" and value.strip() and not getattr(top, kind):
            said.setdefault(kind, " ".join(value.split()))
    return "".join(f"{kind.capitalize()}: {said[kind]}\n\n" for kind in kinds if kind in said) + text
