"""A text without its dress: no markup, one kind of blank, one kind of quote."""

import html
from functools import lru_cache

import regex

from studio.core.details.figures import flat

_LINKED = regex.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_HALF_LINK = regex.compile(r"\]\([^()\s]*\)?|(?<!\w)!?\[(?=[^\]]*$)")
_TAG = regex.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", regex.DOTALL)
_LINE_MARK = regex.compile(r"^[ \t]*(?:(?:#{1,6}|>|[-+*])[ \t]+)+(?:\[[ xX]\][ \t]+)?|[ \t]+#+[ \t]*$", regex.MULTILINE)
_STRESS = regex.compile(r"\*+|`+|~~|(?<![\p{L}\p{N}])_+(?=\S)|(?<=\S)_+(?![\p{L}\p{N}])|\\(?=[^\p{L}\p{N}\s])")


@lru_cache(maxsize=8_192)
def plain(text: str) -> str:
    """`text` without Markdown and HTML, and with one kind of blank; a piece cut out of the middle will do."""
    if "<" in text:
        text = _TAG.sub("", text)
    if "]" in text or "[" in text:
        text = _HALF_LINK.sub("", _LINKED.sub(r"\1", text))
    text = _STRESS.sub("", _LINE_MARK.sub("", text))
    if "&" in text:
        text = html.unescape(text)
    return " ".join(flat(text).replace("“", '"').replace("”", '"').split())


def raised(text: str) -> str:
    """`plain(text)` with a capital in front, so that a claim cut out of a sentence reads as one that begins it."""
    bare = plain(text)
    first = next((n for n, character in enumerate(bare) if character.isalnum()), 0)  # a digit stays: “9am”
    return bare[:first] + bare[first : first + 1].upper() + bare[first + 1 :]
