"""A Markdown text as plain text: what a network, a chat or a plain email gets."""

import re
from urllib.parse import unquote

from studio.core.document import Document, Placed
from studio.core.markdown import MASK, BlockKind


def plain_text(source: str) -> str:
    """The text without markup: paragraphs apart by blank lines, items behind dashes, a link's address behind its words.

    Args:
        source: Markdown. Code blocks, which no network shows as such, are left out; so is whatever readers do not see.
    """
    document = Document.parse(source)
    lines: list[str] = []
    before: BlockKind | None = None
    for placed in document.blocks:
        kind = placed.block.kind
        if kind is BlockKind.FRONT_MATTER:
            continue
        words = _words(placed, source)
        if kind is BlockKind.LIST_ITEM:
            words = f"{_bullet(placed, source)} {words}"
        elif kind is BlockKind.ALT:
            words = f"[Picture: {words}]"
        if lines and not (kind is before and kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)):
            lines.append("")
        lines.append(words)
        before = kind
    return "\n".join(lines)


def _bullet(placed: Placed, source: str) -> str:
    start = source.rfind("\n", 0, placed.span.start) + 1
    number = re.match(r"[ \t]*(\d+[.)])", source[start : placed.span.start])
    return number[1] if number else "–"


def _words(placed: Placed, source: str) -> str:
    """A block's words with its line ends as they stand, code and addresses unmasked, and addresses behind the words of links."""
    block = placed.block
    letters = block.unmasked
    whole = _line_ends(placed, source, letters)
    for mark in sorted(block.marks, key=lambda mark: -mark.span.end):
        if mark.tag == "link" and mark.url and mark.span.of(letters).rstrip("/") != mark.url.rstrip("/"):
            address = unquote(mark.url.removeprefix("mailto:"))  # as it was written, before Markdown made it safe
            if address not in mark.span.of(letters) and not address.startswith("#"):
                whole = whole[: mark.span.end] + f" ({address})" + whole[mark.span.end :]
    return whole.strip()


def _line_ends(placed: Placed, source: str, letters: str) -> str:
    """Line ends of the source instead of the blanks that stand for them: a post keeps them."""
    made = list(letters)
    for segment in placed.block.segments:
        if len(segment.text) != len(segment.source):
            continue
        begin = segment.source.start + placed.offset
        for index in range(len(segment.text)):
            if source[begin + index] == "\n" and made[segment.text.start + index] == " ":
                made[segment.text.start + index] = "\n"
            elif made[segment.text.start + index] == MASK and source[begin + index] != MASK:
                made[segment.text.start + index] = source[begin + index]
    return "".join(made)
