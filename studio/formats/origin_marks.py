"""Where each word of a web page comes from: the runs of the Markdown source, carried over to what is rendered of it.

A parser of Markdown says on which lines a block stands, and nothing of the characters in it; so every piece of text that it
hands out is looked for in its lines, onward from the piece before. What cannot be found there stays unmarked: a mark at the
wrong place would be worse than none.

A page goes out to strangers: who wrote a word, when, and where it was copied are none of their business, and stand in the
JSON and in the reports.
"""

from bisect import bisect_right
from collections.abc import MutableMapping, Sequence
from html import escape
from itertools import accumulate
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from studio.core.merging.veil import veiled_in
from studio.core.origins import Origin, OriginRun
from studio.core.source_types import source_type
from studio.core.span import Span

_KEY = "origins"
_FAR = 12  # code points of markup, an entity say, that may stand between two letters of one piece
Marked = list[tuple[str, Origin | None]]


def mark(tokens: Sequence[Token], source: str, runs: Sequence[OriginRun]) -> None:
    """Note in the tokens of `source` where the letters of their texts come from; `RULES` render that."""
    runs = _joined(runs)
    lines = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
    starts, at = [run.span.start for run in runs], 0
    for token in tokens:
        begin, end = (lines[token.map[0]], lines[min(token.map[1], len(lines) - 1)]) if token.map else (at, len(source))
        at = max(at, begin)
        if token.type == "inline":
            places = _places_of_lines(token.content, source, at, end)
            _mark_inline(token, places, runs, starts)
            at = next((place + 1 for place in reversed(places) if place is not None), at)
        elif token.type in ("fence", "code_block"):
            places = _places_of_lines(token.content, source, begin, end)
            token.meta = {**token.meta, _KEY: _pieces(token.content, places, runs, starts)}
            at = end


def _joined(runs: Sequence[OriginRun]) -> list[OriginRun]:
    """The runs as far as a page tells them apart."""
    found: list[OriginRun] = []
    for run in runs:
        if found and attributes(found[-1].origin) == attributes(run.origin):
            found[-1] = OriginRun(Span(found[-1].span.start, run.span.end), run.origin)
        else:
            found.append(run)
    return found


Places = list[int | None]
"""For each character of a text its place in the source; None for one that was not found."""


def _places_of_lines(content: str, source: str, begin: int, end: int) -> Places:
    """The places of a block's lines, from which the parser took what stands before them (a quote's `>`, say)."""
    places: Places = []
    at = begin
    for line in content.split("\n"):
        found = source.find(line, at, end) if line else at
        places += [*range(found, found + len(line)), found + len(line)] if found >= 0 else [None] * (len(line) + 1)
        at = max(at, found + len(line))
    return places[:-1]


def _mark_inline(token: Token, places: Places, runs: Sequence[OriginRun], starts: Sequence[int]) -> None:
    content, at = token.content, 0
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            found = _letters(child.content, content, at)
            known = [next_ for next_ in found if next_ is not None]
            at = known[-1] + 1 if known else at
            own = [None if index is None else places[index] for index in found]
            child.meta = {**child.meta, _KEY: _pieces(child.content, own, runs, starts)}
        elif child.type in ("softbreak", "hardbreak"):
            at = content.find("\n", at) + 1 or at
        elif child.type in ("link_close", "image"):
            at = _past_target(content, at)


def _letters(words: str, content: str, at: int) -> Places:
    """Where the letters of one piece stand in its block, from `at` on; escapes and entities are longer there."""
    whole = content.find(words, at)
    if whole >= 0:
        return list(range(whole, whole + len(words)))
    found: Places = []
    for letter in words:
        place = content.find(letter, at, at + _FAR)
        found.append(place if place >= 0 else None)
        at = place + 1 if place >= 0 else at
    return found


def _past_target(content: str, at: int) -> int:
    """Behind the address of a link that ends here, so that its letters are not taken for the text's."""
    opening = content.find("](", at)
    if opening < 0:
        return at
    depth = 0
    for place in range(opening + 1, len(content)):
        depth += {"(": 1, ")": -1}.get(content[place], 0)
        if not depth:
            return place + 1
    return at


def _pieces(words: str, places: Places, runs: Sequence[OriginRun], starts: Sequence[int]) -> Marked:
    """`words` cut where the origin changes. A merge field is never cut: one that has several origins has none that holds."""
    done: Marked = []
    origins = [None if place is None else runs[max(0, bisect_right(starts, place) - 1)].origin for place in places]
    for span, _ in veiled_in(words):
        if len({*map(_known, origins[span.start : span.end])}) > 1:
            origins[span.start : span.end] = [None] * len(span)
    for letter, origin in zip(words, origins, strict=False):
        if done and done[-1][1] == origin:
            done[-1] = done[-1][0] + letter, origin
        else:
            done.append((letter, origin))
    return done


def _known(origin: Origin | None) -> str:
    return attributes(origin) if origin else ""


# ---------------------------------------------------------------- rendering

Environment = MutableMapping[str, Any]


def _text(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Environment) -> str:
    return _html(tokens[index])


def _code(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Environment) -> str:
    return f"<code>{_html(tokens[index])}</code>"


def _block(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Environment) -> str:
    language = tokens[index].info.split()[:1]
    named = f' class="language-{escape(language[0])}"' if language else ""
    return f"<pre><code{named}>{_html(tokens[index])}</code></pre>\n"


RULES = {"text": _text, "code_inline": _code, "fence": _block, "code_block": _block}


def _html(token: Token) -> str:
    marked: Marked = token.meta.get(_KEY) or [(token.content, None)]
    return "".join(f"<span{attributes(origin)}>{escape(words)}</span>" if origin else escape(words) for words, origin in marked)


def attributes(origin: Origin) -> str:
    """`data-origin`, and the term for it where one holds, as attributes of an element."""
    term = source_type(origin)
    return f' data-origin="{origin.kind.value}"' + (f' data-digital-source-type="{escape(term)}"' if term else "")
