"""What in a block is no prose, so that no proofreader need look at it."""

import re

from studio.core.markdown import MASK, Block, BlockKind
from studio.core.span import Span

FRAGMENTS = frozenset({BlockKind.TABLE_CELL, BlockKind.FRONT_MATTER, BlockKind.ALT, BlockKind.HEADING})
"""Blocks that are rarely whole sentences."""

_NOT_WORDS = re.compile(
    r"\{\{[^{}]*\}\}?|\{%[^{}]*%\}|\[\[[^\[\]]*\]\]|%%[^%\s]+%%|(?<![\w%])%[A-Za-z][\w.]+%(?![\w%])"  # merge fields
    r"|\|[A-Z][A-Z0-9_:]*\|"  # *|NAME|*, which Markdown takes for emphasis
    r"|[#@]\w+|\S+@\S+"  # hashtags, handles, addresses
)


def is_no_prose(span: Span, block: Block) -> bool:
    """Whether the words touch what is masked (code, addresses), or stand in a merge field, a hashtag or a mailbox."""
    if MASK in block.text[max(0, span.start - 1) : span.end + 1]:
        return True
    return any(found.start() < span.end and span.start < found.end() for found in _NOT_WORDS.finditer(block.text))
