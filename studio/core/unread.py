"""The parts of a Markdown source that no reader of the published text gets to see as text: code, remarks, notes to the house."""

import re

from studio.core.document import Document
from studio.core.markdown import FRONT_MATTER, BlockKind
from studio.core.span import Span

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n(?:.*?^ {0,3}\1[`~]*[ \t]*$|.*\Z)", re.S | re.M)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:[^`\n]|\n(?!\n)|(?!(?<!`)\1(?!`))`)+?(?<!`)\1(?!`)")


def unread(document: Document) -> tuple[Span, ...]:
    """Their spans in the document's source, in order: fenced code and inline code, HTML comments, and of the front matter all but
    the values that are published."""
    text = document.text
    found = [span for span, _ in document.comments]
    if "```" in text or "~~~" in text:
        found += [Span(*match.span()) for match in _FENCE.finditer(text)]
    if "`" in text:
        found += [Span(*match.span()) for match in _CODE.finditer(text)]
    if matter := FRONT_MATTER.match(text):
        shown = [p.span for p in document.blocks if p.block.kind is BlockKind.FRONT_MATTER and p.block.is_visible]
        at = 0
        for span in shown:
            found.append(Span(at, span.start))
            at = span.end
        found.append(Span(at, matter.end()))
    return tuple(sorted(found))


def is_in(span: Span, spans: tuple[Span, ...]) -> bool:
    """Whether `span` lies in, or reaches into, one of `spans`."""
    return any(each.overlaps(span) for each in spans)
