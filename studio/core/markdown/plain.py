"""The short way: chunks whose lines plainly are what they look like are read without markdown-it.

Most chunks of a draft are nothing but paragraphs, headings, tables and tight lists of one-line items. Their shape can be told
line by line, and without markup inside a line there is nothing left to read. markdown-it makes the same of them at several
times the price (a test holds the two side by side). A line that could begin anything else, or stands in doubt, leaves the
whole chunk to it.
"""

import re
from itertools import islice, pairwise
from typing import Any

from studio.core.markdown.block import Block, BlockKind, Mark, Segment
from studio.core.markdown.layout import Layout
from studio.core.markdown.parser import MARKDOWN
from studio.core.markdown.tokens import laid_out
from studio.core.span import Span

_LINE = (
    r"(?!\d+[.)])(?:\*{1,2}(?=[^\s*])|_{1,2}(?=[^\s_])|\[(?=[^\[\]\\\n]*\](?!:))|[^\s#>|:=+\-*_`~<\[&\\\0])"
    r"(?:[^\n\r\0]*[^\s\0])?"
)
_PART = re.compile(
    r"(?:(?P<heading>\#{1,6})\ (?P<title>[^\s\#\0](?:[^\n\r\0]*[^\s\#\0])?)"
    rf"| (?:[*+-]|(?P<number>\d{{1,9}}[.)]))\ (?P<item>{_LINE})"
    rf"| >\ (?P<quote>{_LINE})"
    rf"| (?P<paragraph>{_LINE}(?:\n{_LINE})*))(?:\n|\Z)",
    re.X,
)
_MARKUP = re.compile(r"[\\`*\[]|~~|<[A-Za-z/!?]|&[#A-Za-z]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_EMPHASIS = re.compile(r"(?:(?<=[ \n])|\A)(\*\*?)([^\W_](?:[^*]*[^\s*])?)\1(?=[ \n.,;:!?)]|\Z)")


def plain_blocks(chunk: str, env: dict[str, Any]) -> tuple[Block, ...] | None:
    """The blocks of a chunk whose lines plainly are what they look like; None where markdown-it has to tell."""
    if chunk.startswith("|"):
        return _plain_table(chunk, env)
    made, at, end = list[Block](), 0, len(chunk.rstrip("\n"))
    before: str | None = None
    while at < end:
        found = _PART.match(chunk, at)
        if not found:
            return None
        which = found.lastgroup or ""
        if before and ((before, which) in _GOES_ON or (before == "paragraph" and found["number"])):
            return None
        level = found.end("heading") - at if which == "title" else 0
        _plain(chunk, *found.span(which), _PLAIN_KINDS[which], level, env, made)
        at, before = found.end(), which
    return tuple(made)


# A table with a bar before and behind every row, and nothing in it that could keep a bar from dividing two cells.
_TABLE = re.compile(r"\|[^\n]*\|\n\|(?: *:?-+:? *\|)+(?:\n\|[^\n]*\|)*\n*\Z")
_ODD_IN_TABLE = re.compile(r"[^\S \n]|[\\`\0]")
_BAR = re.compile(r"\|")


def _plain_table(chunk: str, env: dict[str, Any]) -> tuple[Block, ...] | None:
    if not _TABLE.match(chunk) or _ODD_IN_TABLE.search(chunk):
        return None
    made, at, columns = list[Block](), 0, 0
    for number, line in enumerate(chunk.rstrip("\n").split("\n")):
        bars = [bar.start() for bar in _BAR.finditer(line)]
        if number == 0:
            columns = len(bars) - 1
        elif number == 1 and len(bars) - 1 != columns:
            return None
        if number != 1:
            for left, right in islice(pairwise(bars), columns):
                cell = line[left + 1 : right]
                content = cell.strip()
                if content:
                    start = at + left + 1 + len(cell) - len(cell.lstrip())
                    _plain(chunk, start, start + len(content), BlockKind.TABLE_CELL, int(number == 0), env, made)
        at += len(line) + 1
    return tuple(made)


_PLAIN_KINDS = {
    "title": BlockKind.HEADING,
    "item": BlockKind.LIST_ITEM,
    "quote": BlockKind.QUOTE,
    "paragraph": BlockKind.PARAGRAPH,
}
_GOES_ON = {("item", "paragraph"), ("quote", "paragraph"), ("quote", "quote")}  # the second is part of what the first began


def _plain(chunk: str, start: int, end: int, kind: BlockKind, level: int, env: dict[str, Any], made: list[Block]) -> None:
    """Add the blocks of the content of one block, which stands at `start` to `end` of the chunk."""
    content = chunk[start:end]
    starred = "*" in content
    # Looking for each of these is faster than one look for all, and most content has none.
    if (
        (starred or "[" in content or "_" in content or "&" in content or "<" in content)
        or ("`" in content or "\\" in content or "~~" in content)
    ) and _MARKUP.search(_EMPHASIS.sub(r"\2", content) if starred else content):
        made += laid_out(chunk, content, MARKDOWN.parseInline(content, env)[0], [(0, start)], kind, level)
        return
    text = content.replace("\n", " ")
    if not starred and "://" not in text and "www." not in text:
        made.append(Block(kind, text, level, "", (Segment(Span(0, len(text)), Span(start, end)),)))
        return
    layout, at = Layout(chunk), 0
    for mark in _EMPHASIS.finditer(text):
        first, last = mark.span(2)
        layout.add(text[at : mark.start()], Span(at, mark.start()).moved(start))
        begun = len(layout.text)
        layout.add(mark[2], Span(first, last).moved(start))
        layout.marks.append(Mark(Span(begun, len(layout.text)), "strong" if len(mark[1]) == 2 else "emphasis"))
        at = mark.end()
    layout.add(text[at:], Span(at, len(text)).moved(start))
    made.append(layout.block(kind, level))
