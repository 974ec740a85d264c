"""Markdown laid out as paragraphs of characters, each of which knows its formatting and its place in the source.

This is what a word processor holds. Raw HTML is text here, so nothing in a draft can smuggle markup out. Merge fields are text
too, whatever signs they are written with; see `core.merging.veil`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from studio.core.markdown import Places, cell_places, line_places, noting
from studio.core.merging.veil import keep_in_addresses, unveil, veil
from studio.core.span import Span


@dataclass(frozen=True, slots=True)
class Ink:
    """How a character is set; `url` is where it leads when it is part of a link."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and what it stands for in the source.

    An entity may give two characters at once; a line break is `\\n`; a paragraph without words has one empty glyph.
    """

    text: str
    ink: Ink
    source: Span


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set. Two paragraphs of one look can be joined without either changing.

    Attributes:
        kind: `paragraph`, `heading`, `code` or `rule`.
        level: 1 to 6 for headings.
        quotes: how many block quotes it stands in.
        lists: the lists it stands in, outermost first, True for a numbered one.
        is_item: whether it carries the bullet or number, and does not merely go on after one that does.
    """

    kind: str = "paragraph"
    level: int = 0
    quotes: int = 0
    lists: tuple[bool, ...] = ()
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `list_id` tells the lists of one text apart, `start` is its list's first number, `end` its place."""

    look: Look
    glyphs: tuple[Glyph, ...]
    list_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the header first; every row has as many cells."""

    rows: tuple[tuple[Paragraph, ...], ...]


def lay_out(text: str) -> list[Paragraph | Table]:
    """The paragraphs and tables of `text`, in reading order. Any text can be laid out; empty gives none."""
    return _Walk(veil(text, braces=True)).run()


# What XML 1.0 cannot hold; a line end is a line end of the Markdown and never reaches a glyph but as a break.
_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def holdable(text: str) -> str:
    """`text` without the characters that XML, and so Word, cannot hold."""
    return _UNHOLDABLE.sub("", text)


def _parser() -> MarkdownIt:
    made = MarkdownIt("js-default")
    made.disable("text_join")  # it would melt entities and escapes into their neighbours, and their places with them
    for name in ("newline", "escape", "backticks", "link", "image", "autolink", "entity"):
        rule = next(rule for rule in made.inline.ruler.__rules__ if rule.name == name)
        made.inline.ruler.at(name, noting(rule.fn))
    keep_in_addresses(made)
    return made


_MARKDOWN = _parser()


@dataclass
class _List:
    is_numbered: bool
    id: int
    start: int
    waiting: bool = False  # an item was opened and has no paragraph yet


@dataclass
class _Walk:
    """One pass over the tokens of a text."""

    text: str  # with its merge fields veiled
    done: list[Paragraph | Table] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    quotes: int = 0
    list_count: int = 0
    rows: list[list[Paragraph]] = field(default_factory=list)
    cell_at: int = -1
    item_at: int = 0

    def run(self) -> list[Paragraph | Table]:
        self.lines = self.text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        heading = 0
        for token in _MARKDOWN.parse(self.text):
            if token.type == "heading_open":
                heading = int(token.tag[1:])
            elif token.type == "heading_close":
                heading = 0
            elif token.type == "inline":
                self._inline(token, heading)
            elif token.type in ("fence", "code_block"):
                self._code(token)
            elif token.type == "hr":
                self._add(Look("rule"), (), self._start(token))
            else:
                self._around(token)
        return self.done

    def _start(self, token: Token) -> int:
        return self.starts[token.map[0]] if token.map else 0

    def _around(self, token: Token) -> None:
        """Keep track of what the next paragraph stands in."""
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.list_count += 1
            self.lists.append(_List(token.type[0] == "o", self.list_count, int(token.attrs.get("start", 1))))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif token.type == "list_item_open":
            self.lists[-1].waiting = True
            self.item_at = self._start(token)
        elif token.type == "list_item_close" and self.lists[-1].waiting:
            self._add(Look(), (), self.item_at)
        elif token.type in ("blockquote_open", "blockquote_close"):
            self.quotes += token.nesting
        elif token.type == "table_open":
            self.rows = []
        elif token.type == "tr_open":
            self.rows.append([])
            self.cell_at = -1
        elif token.type == "table_close":
            self.done.append(Table(tuple(tuple(row) for row in self.rows)))
            self.rows = []
            for outer in self.lists:
                outer.waiting = False

    def _add(self, look: Look, glyphs: tuple[Glyph, ...], at: int) -> None:
        inner = self.lists[-1] if self.lists else None
        is_item = bool(inner and inner.waiting)
        for outer in self.lists:
            outer.waiting = False
        look = replace(look, quotes=self.quotes, lists=tuple(one.is_numbered for one in self.lists), is_item=is_item)
        # Something must stand for a paragraph without words, or nobody could tell that it is the same one.
        glyphs = glyphs or (Glyph("", Ink(), Span(at, at + 1)),)
        self.done.append(Paragraph(look, glyphs, inner.id if inner else 0, inner.start if inner else 1, glyphs[-1].source.end))

    def _inline(self, token: Token, heading: int) -> None:
        first, last = token.map or [0, 0]
        at = self.starts[first]
        if self.rows:
            places, self.cell_at = cell_places(self.lines[first], at, self.cell_at)
            glyphs = tuple(_glyphs(token, places))
            self.rows[-1].append(Paragraph(Look(), glyphs, 0, 1, glyphs[-1].source.end if glyphs else at))
            return
        places = line_places(token.content, self.lines[first:last], self.starts[first:last])
        self._add(Look("heading", heading) if heading else Look(), tuple(_glyphs(token, places)), at)

    def _code(self, token: Token) -> None:
        first, last = token.map or [0, 0]
        first += token.type == "fence"
        content = token.content.removesuffix("\n")
        places = line_places(content, self.lines[first:last], self.starts[first:last]) or [(0, self.starts[first])]
        self._add(Look("code"), tuple(_run(content, 0, places, Ink(code=True))), self._start(token))


def _glyphs(token: Token, places: Places) -> Iterator[Glyph]:
    yield from _walk(token.content, token.children or [], 0, places, Ink())


def _walk(content: str, tokens: Sequence[Token], base: int, places: Places, ink: Ink) -> Iterator[Glyph]:
    """The characters of inline `tokens` read from `content`, whose offsets begin at `base`."""
    at, inks = 0, [ink]
    for token in tokens:
        start, end = (token.meta or {}).get("at", (at, at + len(token.markup)))
        now = inks[-1]
        if token.type == "text":
            found = content.find(token.content, at)
            at = found if found >= 0 else at
            yield from _run(token.content, base + at, places, now)
            at += len(token.content)
        elif token.type in ("text_special", "softbreak", "hardbreak", "code_inline"):
            yield from _special(token, base + start, base + end, places, now)
            at = end
        elif token.type == "image":
            linked = replace(now, url=now.url or unveil(str(token.attrs.get("src", ""))))
            yield from _walk(token.content, token.children or [], base + start + 2, places, linked)
            at = end
        elif token.nesting == 1:
            inks.append(_inked(token, now))
            at += 1 if token.type == "link_open" else len(token.markup)
        elif token.nesting == -1:
            inks.pop()
            at = end if token.type == "link_close" else at + len(token.markup)


def _inked(token: Token, ink: Ink) -> Ink:
    if token.type == "strong_open":
        return replace(ink, bold=True)
    if token.type == "em_open":
        return replace(ink, italic=True)
    if token.type == "s_open":
        return replace(ink, strike=True)
    return replace(ink, url=unveil(str(token.attrs.get("href", "")))) if token.type == "link_open" else ink


def _special(token: Token, start: int, end: int, places: Places, ink: Ink) -> Iterator[Glyph]:
    """Constructs whose characters do not stand in the source one by one; the first of them stands for the construct."""
    if token.type == "code_inline":
        # Inside the backticks code is literal, so its characters do have places.
        lead = (end - start - len(token.content)) // 2
        yield from _run(token.content, start + lead, places, replace(ink, code=True))
        return
    text = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, holdable(unveil(token.content)))
    if text:
        first = _place(start, places)
        yield Glyph(text, ink, Span(first, max(first, _place(end - 1, places) + 1)))


def _run(text: str, at: int, places: Places, ink: Ink) -> Iterator[Glyph]:
    for offset, character in enumerate(text, at):
        if not _UNHOLDABLE.match(character):
            place = _place(offset, places)
            yield Glyph(character if character.isascii() else unveil(character), ink, Span(place, place + 1))


def _place(offset: int, places: Places) -> int:
    """From an offset in the inline content to one in the source."""
    content, source = places[max(0, bisect_right(places, offset, key=lambda place: place[0]) - 1)]
    return source + offset - content


def words(parts: Sequence[Any]) -> str:
    """The text of glyphs, or of whatever else has a `text`."""
    return "".join(part.text for part in parts)
