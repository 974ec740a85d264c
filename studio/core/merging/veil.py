"""Merge fields and Markdown: a field is none of its markup, whatever signs it is written with.

`*|FNAME|*` would be emphasis, a bar in a table would divide cells, an address would have its braces made safe. So whoever reads
Markdown veils the fields first: every sign of a field is moved to a range of private use, where Markdown takes it for a letter.
The text keeps its length, so every place holds; and each sign says by itself which it was, so whatever comes out can be unveiled.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from studio.core.merging.reading import whole
from studio.core.span import Span

_BY = 0xF0000
_HIGHEST = 0xFFFD  # signs above it, such as emoji, mean nothing to Markdown and stay
_VEILED = re.compile("[\U000f0000-\U000ffffd]+")


def veil(text: str, braces: bool = False) -> str:
    """The text with its fields veiled; the very same one where it has none, or holds signs of that range itself.

    Args:
        braces: whether `{name}` is a field.
    """
    fields = list(whole(text, braces)) if _may_hold(text, braces) and not _VEILED.search(text) else []
    if not fields:
        return text
    parts, at = [], 0
    for span in fields:
        parts += [text[at : span.start], "".join(map(_moved, span.of(text)))]
        at = span.end
    return "".join((*parts, text[at:]))


def _may_hold(text: str, braces: bool) -> bool:
    return any(sign in text for sign in ("{{", "{%", "*|", "[[", "%")) or (braces and "{" in text)


def _moved(sign: str) -> str:
    return chr(ord(sign) + _BY) if ord(sign) <= _HIGHEST else sign


def unveil(text: str, write: Callable[[str], str] = str) -> str:
    """The text with its fields as they were.

    Args:
        write: makes of a field what stands for it.
    """
    return _VEILED.sub(lambda run: write(_bare(run[0])), text)


def _bare(run: str) -> str:
    return "".join(chr(ord(sign) - _BY) for sign in run)


def veiled_in(text: str) -> Iterator[tuple[Span, str]]:
    """Where a veiled text has fields, and what they are; neighbours are one."""
    for run in _VEILED.finditer(text):
        yield Span(*run.span()), _bare(run[0])


def keep_in_addresses(parser: Any) -> None:
    """Make a markdown-it parser leave veiled fields in an address as they are, and make safe only what is between them."""
    safe: Callable[[str], str] = parser.normalizeLink

    def between(url: str) -> str:
        parts, at = [], 0
        for span, _ in veiled_in(url):
            parts += [safe(url[at : span.start]) if span.start > at else "", span.of(url)]
            at = span.end
        return "".join((*parts, safe(url[at:]) if at < len(url) else ""))

    parser.normalizeLink = between
