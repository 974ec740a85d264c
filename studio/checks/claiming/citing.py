"""The link that stands beside a claim: whoever wrote it may have given the evidence already."""

import re

from studio.core.document import sentences_of
from studio.core.markdown import Block, Mark
from studio.core.span import Span

_BETWEEN = re.compile(
    r"[\s,;:.()\[\]–—*]*(?:(?:source|sources|see|via|from|according to|says?|reports?|read)[\s:,]*(?:\w+\s+){0,3})?[\s(\[]*", re.I
)
_A_PAGE = re.compile(r"https?://", re.I)


def cited_beside(block: Block, span: Span) -> str:
    """Where the link leads that stands in the claim at `span`, or right behind it in the same sentence; else empty.

    A button ("[Start free](…)"), which is nothing but a link, is no evidence for its own words, nor is a mail address.
    """
    links = [mark for mark in block.marks if mark.url and _A_PAGE.match(mark.url) and not _is_button(block, mark)]
    if not links:
        return ""
    for mark in links:
        if mark.span.overlaps(span):
            return mark.url
    end = next((s.span.end for s in sentences_of(block) if s.span.start <= span.start < s.span.end), len(block.text))
    for mark in links:
        if span.end <= mark.span.start <= end and _BETWEEN.fullmatch(block.text, span.end, mark.span.start):
            return mark.url
    return ""


def _is_button(block: Block, mark: Mark) -> bool:
    return not any(map(str.isalnum, block.text[: mark.span.start] + block.text[mark.span.end :]))
