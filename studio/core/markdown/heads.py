"""What heads the rows and the columns of a table."""

import re
from collections.abc import Iterator
from dataclasses import replace

from studio.core.markdown.block import Block, BlockKind
from studio.core.markdown.layout import PIPE


def labelled(chunk: str, made: tuple[Block, ...]) -> Iterator[Block]:
    """The same blocks; the cells of tables drawn with bars know what heads their row and their column."""
    heads, head_at, row, row_at = dict[int, str](), -1, "", -1
    for block in made:
        start = block.segments[0].source.start if block.kind is BlockKind.TABLE_CELL and block.segments else -1
        line = chunk.rfind("\n", 0, max(start, 0)) + 1
        end = chunk.find("\n", line)
        bars = sum(1 for _ in PIPE.finditer(chunk, line, end if end >= 0 else len(chunk))) if start >= 0 else 0
        if not bars:  # also the cells of raw HTML, whose rows may stand on one line or on many
            yield block
            continue
        lead = _LEADING_BAR.match(chunk, line)
        column = sum(1 for _ in PIPE.finditer(chunk, line, start)) - (1 if lead else 0)
        if block.level:
            heads, head_at = ({} if line != head_at else heads) | {column: block.text}, line
        elif column == 0 and bars > (2 if lead else 0):  # in a table of one column it heads nothing
            row, row_at = block.text, line
        else:
            block = replace(block, labels=(row if row_at == line else "", heads.get(column, "")))
        yield block


_LEADING_BAR = re.compile(r"[ >\t]*\|")
