"""A piece of prose, and what is known of its places and its markup."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from studio.core.span import Span

PUBLISHED_KEYS = frozenset({"title", "subtitle", "description", "summary", "excerpt", "subject", "preheader", "alt"})
"""Front-matter keys whose text readers get to see; the others are notes to the house."""

MASK = "*"
MASKED_TAGS = frozenset({"code", "tt", "kbd"})
"""Inline elements whose text is masked."""


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE_CELL = "table_cell"
    ALT = "alt"
    FRONT_MATTER = "front_matter"


@dataclass(frozen=True, slots=True)
class Segment:
    """`text` code points of a block's text that stand for `source` code points of its chunk; equal lengths map one to one."""

    text: Span
    source: Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a block's text that markup sets apart.

    Attributes:
        span: of the block's text.
        tag: `link`, `address` (a bare URL), `strong`, `emphasis`, `code`, `strikethrough`, `field` (a merge field), or the name
            of an inline HTML element (`kbd`).
        text: what stands under the mask in code, fields and the like, as long as the span; else empty.
        url: where a link or an address leads, else empty.
        classes: of an HTML element.
    """

    span: Span
    tag: str
    text: str = ""
    url: str = ""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """One piece of prose: a paragraph, a heading, a table cell, ... A pure function of its text for every block check.

    Attributes:
        kind: what it is.
        text: the prose, markup gone, code, URLs and merge fields masked by `*`, soft line ends as blanks.
        level: 1 to 6 for headings, 1 for cells of a table's header row, else 0.
        name: the key of a front-matter value, else empty.
        segments: where the text stands in the chunk, in order, without gaps on the text's side.
        masked: spans of `text` that are no prose (code, URLs, merge fields).
        marks: what markup sets apart, in the order in which it ends.
        labels: of a cell in the body of a table, the words that head its row and its column, empty where there are none;
            None for every other block, also for the cells that head rows.
    """

    kind: BlockKind
    text: str
    level: int = 0
    name: str = ""
    segments: tuple[Segment, ...] = ()
    masked: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    labels: tuple[str, str] | None = None

    def __hash__(self) -> int:
        # Blocks of one text are looked up at every check; those that differ in nothing but their places are few.
        return hash((self.text, self.kind))

    @property
    def is_body(self) -> bool:
        """Whether it is running text: what readability is measured on."""
        return self.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE)

    @property
    def is_visible(self) -> bool:
        """Whether a reader of the published text gets to see it."""
        return self.kind is not BlockKind.FRONT_MATTER or self.name in PUBLISHED_KEYS

    @property
    def unmasked(self) -> str:
        """The text with code, addresses and merge fields as they stand there; as long as `text`."""
        whole = self.text
        for mark in self.marks:
            put = mark.text or mark.url
            if put and len(put) == len(mark.span):
                whole = whole[: mark.span.start] + put + whole[mark.span.end :]
        return whole

    def source(self, span: Span) -> Span:
        """From a span of the text to the span of the chunk it stands for; a piece of a masked segment gives all of it."""
        if not self.segments:
            return Span(0, 0)
        if len(self.segments) == 1:  # as in most blocks: it maps one to one from the text's beginning
            segment = self.segments[0].source
            if segment.end - segment.start == len(self.text) >= span.end:
                return Span(span.start + segment.start, span.end + segment.start)
        start = self._at(span.start, False)
        return Span(start, max(start, self._at(span.end, True) if len(span) else start))

    def _at(self, position: int, is_end: bool) -> int:
        look = position - 1 if is_end else position
        index = max(0, bisect_right(self.segments, look, key=lambda s: s.text.start) - 1)
        segment = self.segments[index]
        into = position - segment.text.start
        if len(segment.text) == len(segment.source):
            return segment.source.start + min(into, len(segment.source))
        return segment.source.end if is_end or into >= len(segment.text) else segment.source.start

    def pieces(self, span: Span) -> tuple[Span, ...]:
        """The chunk spans of `span`'s words alone, without the markup that may stand between them."""
        found: list[Span] = []
        for segment in self.segments:
            start, end = max(span.start, segment.text.start), min(span.end, segment.text.end)
            if start < end:
                part = self.source(Span(start, end))
                if found and found[-1].end == part.start:
                    part = Span(found.pop().start, part.end)
                found.append(part)
        return tuple(found)
