"""Which texts a rule wants to see: blocks, their sentences, stretches of markup, the source, or all running text."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from studio.core.markdown import Block, BlockKind

_PARTS = {
    BlockKind.PARAGRAPH: ("paragraph",),
    BlockKind.LIST_ITEM: ("list",),
    BlockKind.QUOTE: ("blockquote",),
    BlockKind.ALT: ("attr", "alt"),
}
INLINE = frozenset({"link", "strong", "emphasis", "code"})
"""Markup within a block: a rule that names one sees just these stretches."""

_WHOLE = frozenset({"raw", "summary"})
_KNOWN = INLINE | _WHOLE | frozenset(["text", "md", "heading", "list", "blockquote", "table", "header", "cell", "paragraph"])
_KNOWN |= frozenset(["sentence", "alt", "attr", "frontmatter", *(f"h{level}" for level in range(1, 7))])
_NEVER = frozenset({"txt", "html", "adoc", "rst", "org", "dita", "xml", "comment", "line", "block", "caption", "figure"})
_SAME = {"a": "link", "b": "strong", "em": "emphasis", "i": "emphasis"}


class Sight(Enum):
    """What a selector looks at: whole blocks, each sentence by itself, stretches of markup, the source, all running text."""

    BLOCK = auto()
    SENTENCE = auto()
    INLINE = auto()
    RAW = auto()
    SUMMARY = auto()


def tag_name(tag: str) -> str:
    """What an element is called in scopes: `b` is `strong`, `a` is `link`, every other one goes by its own name."""
    return _SAME.get(tag, tag)


def parts_of(block: Block) -> frozenset[str]:
    """The names a block answers to: `text`, `heading` and `h2`, `table` and `cell`, `frontmatter` and its key, ..."""
    if block.kind is BlockKind.HEADING:
        own: tuple[str, ...] = ("heading", f"h{block.level}")
    elif block.kind is BlockKind.TABLE_CELL:
        own = ("table", "header" if block.level else "cell")
    elif block.kind is BlockKind.FRONT_MATTER:
        own = ("frontmatter", block.name)
    else:
        own = _PARTS[block.kind]
    return frozenset(("text", "md", *own))


@dataclass(frozen=True)
class Selector:
    """One entry of a rule's `scope`.

    Attributes:
        wanted: names of which a text must have all.
        unwanted: one group for every negated term; a text that has all names of a group is none of its own, so that
            `~heading.h1` leaves out the title and no other heading.
    """

    wanted: frozenset[str]
    unwanted: frozenset[frozenset[str]]

    @cached_property
    def sight(self) -> Sight:
        """Only rules that say `sentence`, or name a markup, see these by themselves."""
        if "raw" in self.wanted:
            return Sight.RAW
        if "summary" in self.wanted:
            return Sight.SUMMARY
        if self.wanted & INLINE:
            return Sight.INLINE
        return Sight.SENTENCE if "sentence" in self.wanted else Sight.BLOCK

    def without(self, parts: frozenset[str]) -> frozenset[frozenset[str]]:
        """Markup whose stretches it passes over in a block of these parts (`text & ~link`), in groups as in `unwanted`."""
        if not self._names_markup:
            return frozenset()
        return frozenset(group & INLINE for group in self.unwanted if group & INLINE and group - INLINE <= parts)

    @cached_property
    def _names_markup(self) -> bool:
        return any(group & INLINE for group in self.unwanted)

    def takes(self, parts: frozenset[str]) -> bool:
        """Whether a block of these parts is one of its own; never for the source and the running text as a whole."""
        if self.sight in (Sight.RAW, Sight.SUMMARY):
            return False
        return (self.wanted - INLINE - {"sentence"}) <= parts and not any(group <= parts for group in self.unwanted)

    def takes_mark(self, tags: frozenset[str], parts: frozenset[str]) -> bool:
        """Whether a stretch that stands inside all of `tags`, in a block of these parts, is one of its own."""
        return (self.wanted & INLINE) <= tags and not any(group <= tags for group in self.without(parts))


def read_scope(entries: Iterable[str]) -> tuple[tuple[Selector, ...], tuple[str, ...]]:
    """The selectors that can be served, and for each of the others a reason, in plain words.

    Args:
        entries: what a rule's `scope` lists; none at all means `text`.
    """
    selectors, reasons = [], []
    for entry in tuple(entries) or ("text",):
        reason = _reason(entry)
        if reason:
            reasons.append(reason)
            continue
        wanted, unwanted = set[str](), set[frozenset[str]]()
        for term in entry.split("&"):
            names = frozenset(term.strip().lstrip("~ ").lower().split("."))
            if term.strip().startswith("~"):
                unwanted.add(names)
            else:
                wanted |= names
        selectors.append(Selector(frozenset(wanted), frozenset(unwanted)))
    return tuple(selectors), tuple(dict.fromkeys(reasons))


def _reason(entry: str) -> str:
    if "(" in entry:
        return f"the scope `{entry.strip()}` chooses by a CSS selector, which this program does not read"
    for term in entry.split("&"):
        names = term.strip().lstrip("~ ").lower().split(".")
        front = "frontmatter" in names
        for name in names:
            if name in _NEVER and not front and not term.strip().startswith("~"):
                return f"the scope `{entry.strip()}` does not occur in a piece"
            if name not in _KNOWN and name not in _NEVER and not front:
                return f"the scope `{entry.strip()}` is not known"
    return ""
