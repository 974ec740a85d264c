"""Where a text can be cut so that each part is read by itself: what makes checking while one types cheap."""

import re
from collections.abc import Iterator

_FENCE = re.compile(r" {0,3}(?:(`{3,})[^`]*|(~{3,}).*)$")
_HTML_OPEN = (
    (re.compile(r" {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)", re.I), re.compile(r"</(?:script|pre|style|textarea)>", re.I)),
    (re.compile(r" {0,3}<!--"), re.compile(r"-->")),
    (re.compile(r" {0,3}<\?"), re.compile(r"\?>")),
    (re.compile(r" {0,3}<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(r" {0,3}<![A-Za-z]"), re.compile(r">")),
)
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)


def chunks(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Cut `text` from `begin`, itself the start of a chunk, where Markdown cannot look across.

    A chunk starts on an unindented line after a blank one, outside fences and HTML blocks; front matter is a chunk of
    its own. The cut at a place depends on nothing before the chunk it ends.

    Returns:
        `(start, end)` code points, contiguous, up to the end of the text.
    """
    start = at = begin
    if begin == 0 and (matter := FRONT_MATTER.match(text)):
        yield 0, matter.end()
        start = at = matter.end()
    fence, until, blank = "", None, False
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        line = text[at:end].rstrip("\n")
        if fence:
            stripped = line.strip()
            if stripped and stripped == fence[0] * len(stripped) and len(stripped) >= len(fence) and not line.startswith("    "):
                fence = ""
        elif until is not None:
            if until.search(line):
                until = None
        else:
            if blank and line.strip() and line[0] not in " \t" and at > start:
                yield start, at
                start = at
            opener = line.lstrip(" ")[:1]
            if opener and opener in "`~" and (opened := _FENCE.match(line)):
                fence = opened[1] or opened[2]
            elif opener == "<":
                until = next((close for first, close in _HTML_OPEN if first.match(line) and not close.search(line)), None)
        blank = not line.strip()
        at = end
    if start < len(text):
        yield start, len(text)
