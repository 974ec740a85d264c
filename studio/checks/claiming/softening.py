"""Wordings that claim less, offered as fixes; a person chooses, nothing is ever reworded by itself."""

import re
from collections.abc import Sequence

from studio.checks.claiming.categories import CATEGORIES
from studio.core.flag import Fix, Safety
from studio.core.markdown import MASK, Block
from studio.core.span import Span

_MOST = 3


def fixes(block: Block, span: Span, categories: Sequence[str]) -> tuple[Fix, ...]:
    """Softer wordings of the claim at `span`, those of its leading category first; each is the whole claim reworded.

    Words with markup between them are left alone, for a fix replaces the source, and would take the markup away.
    """
    words = span.of(block.text)
    if MASK in words or not _is_plain(block, span):
        return ()
    made: list[str] = []
    for category in categories:
        for softer in CATEGORIES[category].softer:
            reworded = _reworded(words, softer.find, softer.becomes)
            if reworded != words and reworded not in made:
                made.append(reworded)
    return tuple(Fix(text, Safety.ASK) for text in made[:_MOST])


def _reworded(words: str, find: re.Pattern[str], becomes: str) -> str:
    def put(found: re.Match[str]) -> str:
        text = found.expand(becomes)
        return text[:1].upper() + text[1:] if found[0][:1].isupper() and not found.start() else text

    return find.sub(put, words, count=1)


def _is_plain(block: Block, span: Span) -> bool:
    """Whether the source of `span` is its very words, without markup."""
    pieces = block.pieces(span)
    return len(pieces) == 1 and len(pieces[0]) == len(span)
