"""Which blocks a rule wants to see."""

from collections.abc import Iterable
from dataclasses import dataclass

from studio.core.markdown import Block, BlockKind

_PARTS = {
    BlockKind.PARAGRAPH: ("paragraph",),
    BlockKind.LIST_ITEM: ("list",),
    BlockKind.QUOTE: ("blockquote",),
    BlockKind.ALT: ("attr", "alt"),
}
_KNOWN = frozenset(
    {
        "text",
        "md",
        "heading",
        "list",
        "blockquote",
        "table",
        "header",
        "cell",
        "paragraph",
        "sentence",
        "alt",
        "attr",
        "frontmatter",
    }
)
_LEVELS = frozenset(f"h{level}" for level in range(1, 7))
_NEVER = frozenset({"txt", "html", "adoc", "rst", "org", "dita", "xml", "comment", "line", "block", "caption", "figure"})
_NOT_YET = {
    "raw": "it reads the raw source, which is not done yet",
    "summary": "it measures the whole document, which is not done yet",
    "link": "the scope `link` is not read yet",
    "strong": "the scope `strong` is not read yet",
    "emphasis": "the scope `emphasis` is not read yet",
    "code": "the scope `code` is not read yet",
}


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
    """One entry of a rule's `scope`: all of `wanted` and none of `unwanted`."""

    wanted: frozenset[str]
    unwanted: frozenset[str]

    @property
    def by_sentence(self) -> bool:
        """Whether it wants every sentence of a block by itself; only rules that say `sentence` see sentences."""
        return "sentence" in self.wanted

    def takes(self, parts: frozenset[str]) -> bool:
        return (self.wanted - {"sentence"}) <= parts and not (self.unwanted & parts)


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
        wanted, unwanted = set[str](), set[str]()
        for term in entry.split("&"):
            names = term.strip()
            target = unwanted if names.startswith("~") else wanted
            target.update(names.lstrip("~ ").lower().split("."))
        selectors.append(Selector(frozenset(wanted), frozenset(unwanted)))
    return tuple(selectors), tuple(dict.fromkeys(reasons))


def _reason(entry: str) -> str:
    for term in entry.split("&"):
        names = term.strip().lstrip("~ ").lower().split(".")
        front = "frontmatter" in names
        for name in names:
            if name in _NOT_YET and not term.strip().startswith("~"):
                return _NOT_YET[name]
            if name in _NEVER:
                return f"the scope `{entry.strip()}` does not occur in a piece"
            if name not in _KNOWN and name not in _LEVELS and name not in _NOT_YET and not front:
                return f"the scope `{entry.strip()}` is not known"
    return ""
