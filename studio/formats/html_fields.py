"""Merge fields in HTML: a mailing program reads the page as it is written, so a field stands there sign by sign."""

import re
from html import escape

from studio.core.merging.veil import unveil

_ATTRIBUTE = re.compile(r'(?<=[\w-]=)"([^"<>]*[\U000f0000-\U000ffffd][^"<>]*)"')
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)")
"""What would be HTML within a field; a bare `<` or `&` is none."""


def with_fields(html: str) -> str:
    """HTML that was made of a veiled text, with its fields as they were written.

    What a browser would take for a tag stays escaped. An address that holds a field with straight quotes stands in single ones;
    where a field has both kinds, those that would end the address stay escaped.
    """
    return unveil(_ATTRIBUTE.sub(_attribute, html), _in_text)


def _attribute(found: re.Match[str]) -> str:
    quote = "'" if '"' in unveil(found[1]) and "'" not in unveil(found[1]) else '"'
    return quote + unveil(found[1], lambda field: _in_text(field).replace(quote, escape(quote))) + quote


def _in_text(field: str) -> str:
    return _MARKUP.sub(lambda sign: escape(sign[0]), field)
