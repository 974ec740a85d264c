"""The long way: markdown-it reads a chunk, and the prose is laid out again along what it noted."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from markdown_it.token import Token

from studio.core import raw_html
from studio.core.markdown.block import Block, BlockKind, Segment
from studio.core.markdown.layout import Layout, Opened, Places, cell_places, line_places
from studio.core.markdown.parser import MARKDOWN, TAME
from studio.core.raw_html import Part
from studio.core.span import Span


def parsed_blocks(chunk: str, env: dict[str, Any]) -> tuple[Block, ...]:
    chunk = chunk.translate(TAME)
    return tuple(prose(chunk, MARKDOWN.parse(chunk, env)))


def prose(chunk: str, tokens: list[Token]) -> Iterator[Block]:
    line_starts = [0]
    for line in chunk.split("\n"):
        line_starts.append(line_starts[-1] + len(line) + 1)
    around: list[Token] = []
    row_at = 0
    for token in tokens:
        if token.nesting == 1:
            around.append(token)
            if token.type == "tr_open":
                row_at = -1
        elif token.nesting == -1:
            around.pop()
        elif token.type == "inline" and token.map:
            kind, level = _kind(around)
            lines = [chunk[line_starts[n] : line_starts[n + 1] - 1] for n in range(*token.map)]
            if kind is BlockKind.TABLE_CELL:
                start = line_starts[token.map[0]]
                places, row_at = cell_places(lines[0], start, row_at)
            else:
                places = line_places(token.content, lines, [line_starts[n] for n in range(*token.map)])
            yield from laid_out(chunk, token.content, token, places, kind, level)
        elif token.type == "html_block" and token.map:
            lines = [chunk[line_starts[n] : line_starts[n + 1] - 1] for n in range(*token.map)]
            places = line_places(token.content.rstrip("\n"), lines, [line_starts[n] for n in range(*token.map)])
            yield from _raw_blocks(chunk, token.content, places, around)


def _raw_blocks(chunk: str, content: str, places: Places, around: list[Token]) -> Iterator[Block]:
    """The prose of a block of raw HTML: one block per element that holds text of its own."""
    layout, opened, name = Layout(chunk, places), Opened(), ""

    def finish() -> Iterator[Block]:
        if layout.text.strip():
            kind = _RAW_KINDS.get(name) or (BlockKind.HEADING if name in _HEADINGS else _kind([*around, _NO_TOKEN])[0])
            level = int(name[1]) if name in _HEADINGS else int(name == "th")
            made = layout.block(kind, level)
            yield replace(made, labels=("", "")) if kind is BlockKind.TABLE_CELL and not level else made

    for event in raw_html.read(content):
        if event.part is Part.TEXT:
            lead = event.text.lstrip() if not layout.text and event.text != "\n" else event.text
            if event.end - event.start == len(event.text):
                layout.add_run(lead.replace("\n", " "), event.start + len(event.text) - len(lead))
            elif layout.text:
                layout.add(event.text, layout.source(event.start, event.end))
        elif event.part is Part.BREAK:
            yield from finish()
            layout, opened, name = Layout(chunk, places), Opened(), event.name
        elif event.part is Part.ALT:
            alt = Layout(chunk, places)
            alt.add_run(event.text.replace("\n", " "), event.start)
            if alt.text.strip():
                yield alt.block(BlockKind.ALT)
        else:
            layout.take_tag(event, opened)
    yield from finish()


_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_RAW_KINDS = {
    "li": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
    "caption": BlockKind.TABLE_CELL,
}
_NO_TOKEN = Token("html_block", "", 0)


def comments(chunk: str) -> tuple[tuple[Span, str], ...]:
    """The HTML comments of a chunk that stand outside code: their places, and the trimmed text inside."""
    if "<!--" not in chunk:
        return ()
    tamed = chunk.translate(TAME)
    starts = [0]
    for line in tamed.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    tokens = MARKDOWN.parse(tamed, {})
    code = [Span(starts[t.map[0]], starts[t.map[1]]) for t in tokens if t.type in ("fence", "code_block") and t.map]
    for block in prose(tamed, tokens):
        code += [block.source(mark.span) for mark in block.marks if mark.tag == "code"]
    found = ((Span(*comment.span()), comment[1].strip()) for comment in _COMMENT.finditer(chunk))
    return tuple((span, text) for span, text in found if not any(span.overlaps(each) for each in code))


_COMMENT = re.compile(r"<!--(.*?)-->", re.S)


def laid_out(chunk: str, content: str, token: Token, places: Places, kind: BlockKind, level: int) -> Iterator[Block]:
    """The block of an inline token's children, which were read from `content`, and the alt texts inside it."""
    layout = Layout(chunk, places)
    extra = layout.walk(content, token.children or [], 0)
    if layout.text.strip():
        block = layout.block(kind, level)
        yield from _notes(chunk, block) if _NOTE.match(block.text) else (block,)
    yield from extra


_NOTE = re.compile(r"\[\^[^\]\s]+\]:[ \t]*(?=\S)")


def _notes(chunk: str, block: Block) -> Iterator[Block]:
    """The footnotes of one block, each a block of its own without its label; every one begins a line of the source."""
    labels = [found.span() for found in _NOTE.finditer(block.text)]
    labels = [
        (a, b) for a, b in labels if not a or "\n" in chunk[block.source(Span(a - 1, a)).start : block.source(Span(a, b)).start]
    ]
    for (_, start), (end, _) in zip(labels, [*labels[1:], (len(block.text), 0)], strict=True):
        yield _part(block, Span(start, start + len(block.text[start:end].rstrip())))


def _part(block: Block, part: Span) -> Block:
    """What of a block stands in `part` of its text."""

    def moved(span: Span) -> Span:
        return Span(max(span.start, part.start) - part.start, min(span.end, part.end) - part.start)

    segments = []
    for segment in block.segments:
        if segment.text.overlaps(part):
            source = segment.source
            if len(source) == len(segment.text):
                by = source.start - segment.text.start
                source = Span(max(segment.text.start, part.start) + by, min(segment.text.end, part.end) + by)
            segments.append(Segment(moved(segment.text), source))
    return replace(
        block,
        text=part.of(block.text),
        segments=tuple(segments),
        masked=tuple(moved(span) for span in block.masked if span.overlaps(part)),
        marks=tuple(replace(mark, span=moved(mark.span)) for mark in block.marks if mark.span.overlaps(part)),
    )


def _kind(around: list[Token]) -> tuple[BlockKind, int]:
    types = [token.type for token in around]
    if types[-1] in ("th_open", "td_open"):
        return BlockKind.TABLE_CELL, int(types[-1] == "th_open")
    if types[-1] == "heading_open":
        return BlockKind.HEADING, int(around[-1].tag[1:])
    for outer in reversed(types):
        if outer == "list_item_open":
            return BlockKind.LIST_ITEM, 0
        if outer == "blockquote_open":
            return BlockKind.QUOTE, 0
    return BlockKind.PARAGRAPH, 0
