"""A block's text in the making: what stands in it, and where in the source each part of it stood."""

import re
from bisect import bisect_right

from markdown_it.token import Token

from studio.core import raw_html
from studio.core.markdown.block import MASK, MASKED_TAGS, Block, BlockKind, Mark, Segment
from studio.core.raw_html import Event, Part
from studio.core.span import Span

Places = list[tuple[int, int]]  # (offset in the inline content, offset in the chunk), one entry per run without a gap


def line_places(content: str, lines: list[str], starts: list[int]) -> Places:
    """Content lines are their source lines less quote marks, list indents and heading marks in front of them."""
    places, at, parts = [], 0, content.split("\n")
    first = next((n for n, line in enumerate(lines) if parts[0] in line), 0)  # lines of odd blanks in front are not in it
    for part, line, start in zip(parts, lines[first:], starts[first:], strict=False):
        if not line.endswith(part):  # blanks behind it, or the marks that close a heading
            line = line.rstrip()
            line = line if line.endswith(part) else line.rstrip("#").rstrip()
        places.append((at, start + max(0, len(line) - len(part))))
        at += len(part) + 1
    return places


PIPE = re.compile(r"(?<!\\)\|")


def cell_places(line: str, start: int, at: int) -> tuple[Places, int]:
    """The next cell of a table row from column `at` (-1: the row's start) and where the one after it begins."""
    if at < 0:
        lead = re.match(r"[ >\t]*\|?", line)
        at = lead.end() if lead else 0
    pipe = PIPE.search(line, at)
    end = pipe.start() if pipe else len(line)
    raw = line[at:end]
    column = at + len(raw) - len(raw.lstrip())
    places, content_at = [(0, start + column)], 0
    for escaped in re.finditer(r"\\\|", raw.strip()):  # `\|` comes to the inline parser as `|`
        content_at = escaped.start() - (len(places) - 1)
        places.append((content_at, start + column + escaped.end() - 1))
    return places, end + 1


_BARE_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"“”]+[^\s<>()\[\]\"“”.,;:!?'’*]")
_TAGS = {"link": "link", "strong": "strong", "em": "emphasis", "s": "strikethrough"}
Opened = list[tuple[str, int, Token | Event]]  # name, where its text begins, what opened it


class Layout:
    """A block's text in the making."""

    def __init__(self, chunk: str, places: Places | None = None) -> None:
        self.chunk = chunk
        self.places = places or [(0, 0)]
        self.text = ""
        self.segments: list[Segment] = []
        self.masked: list[Span] = []
        self.marks: list[Mark] = []

    def block(self, kind: BlockKind, level: int = 0, name: str = "") -> Block:
        for url in _BARE_URL.finditer(self.text):
            self.masked.append(Span(*url.span()))
            if not any(mark.url and mark.span.overlaps(self.masked[-1]) for mark in self.marks):
                self.marks.append(Mark(self.masked[-1], "address", "", url[0]))
        text = self.text
        for span in self.masked:
            text = text[: span.start] + MASK * len(span) + text[span.end :]
        return Block(kind, text, level, name, tuple(self.segments), tuple(sorted(self.masked)), tuple(self.marks))

    def add(self, text: str, source: Span) -> None:
        """Put `text` down as standing for `source`; neighbours that map one to one become one segment."""
        if not text:
            return
        start = len(self.text)
        self.text += text
        last = self.segments[-1] if self.segments else None
        exact = len(text) == len(source)
        if exact and last and len(last.text) == len(last.source) and last.source.end == source.start:
            self.segments[-1] = Segment(Span(last.text.start, len(self.text)), Span(last.source.start, source.end))
        else:
            self.segments.append(Segment(Span(start, len(self.text)), source))

    def place(self, offset: int) -> int:
        """From an offset in the inline content to one in the chunk."""
        index = max(0, bisect_right(self.places, offset, key=lambda p: p[0]) - 1)
        content, source = self.places[index]
        return min(source + offset - content, len(self.chunk))

    def add_run(self, text: str, at: int) -> None:
        """Put down literal content that begins at content offset `at`, cut where the source has a gap."""
        while text:
            following = next((c for c, _ in self.places if c > at), at + len(text))
            part = text[: max(1, following - at)]
            start = self.place(at)
            self.add(part, Span(start, min(start + len(part), len(self.chunk))))
            text, at = text[len(part) :], at + len(part)

    def walk(self, content: str, tokens: list[Token], base: int) -> list[Block]:
        """Lay out the inline `tokens` read from `content`, whose offsets begin at `base`; returns the alt texts met."""
        at, opened, extra = 0, Opened(), list[Block]()
        for token in tokens:
            start, end = (token.meta or {}).get("at", (at, at + len(token.markup)))
            if token.type == "text":
                if not token.content:
                    continue
                found = content.find(token.content, at)
                at = found if found >= 0 else at
                self.add_run(token.content, base + at)
                at += len(token.content)
            elif token.type == "text_special":
                self.add(token.content, self.source(base + start, base + end))
                at = end
            elif token.type == "code_inline":
                self._add_code(content, token, start, end, base)
                at = end
            elif token.type in ("softbreak", "hardbreak"):
                self.add(" " if token.type == "softbreak" else "\n", self.source(base + at, base + end))
                at = end
            elif token.type == "image":
                alt = Layout(self.chunk, self.places)
                extra += alt.walk(token.content, token.children or [], base + start + 2)
                if alt.text.strip():
                    extra.append(alt.block(BlockKind.ALT))
                at = end
            elif token.type == "html_inline":
                if token.content.lower().startswith("<br"):
                    self.add("\n", self.source(base + start, base + end))
                elif event := raw_html.tag(token.content):
                    self.take_tag(event, opened)
                at = end
            elif token.nesting == 1:
                opened.append((_TAGS[token.type.removesuffix("_open")], len(self.text), token))
                at += 1 if token.type == "link_open" else len(token.markup)
            elif token.nesting == -1:
                self._close(_TAGS[token.type.removesuffix("_close")], opened)
                at = end if token.type == "link_close" else at + len(token.markup)
            else:
                at += len(token.markup)
        return extra

    def _add_code(self, content: str, token: Token, start: int, end: int, base: int) -> None:
        """Put code down masked; its characters keep their own places where the backticks stand plainly around them."""
        span = Span(len(self.text), len(self.text) + len(token.content))
        self.masked.append(span)
        self.marks.append(Mark(span, "code", token.content))
        lead = len(token.markup)
        inner = content[start + lead : end - lead].replace("\n", " ")
        blank = 1 if inner != token.content and inner[1:-1] == token.content else 0
        if inner[blank : len(inner) - blank] == token.content:
            self.add_run(MASK * len(token.content), base + start + lead + blank)
        else:
            self.add(MASK * len(token.content), self.source(base + start, base + end))

    def take_tag(self, event: Event, opened: Opened) -> None:
        if event.part is Part.OPEN:
            opened.append((event.name, len(self.text), event))
        else:
            self._close(event.name, opened)

    def _close(self, name: str, opened: Opened) -> None:
        """End the innermost open element of that name; a tag that closes nothing is nothing."""
        for index in range(len(opened) - 1, -1, -1):
            if opened[index][0] == name:
                _, begun, opener = opened.pop(index)
                break
        else:
            return
        span = Span(begun, len(self.text))
        words = span.of(self.text)
        if isinstance(opener, Event):
            is_masked = name in MASKED_TAGS
            self.marks.append(Mark(span, name, words if is_masked else "", "", opener.classes))
        else:
            url = str(opener.attrs.get("href", "")) if name == "link" else ""
            is_masked = name == "link" and (opener.markup == "autolink" or words.rstrip("/") == url.rstrip("/"))
            self.marks.append(Mark(span, name, "", url))
        if is_masked and len(span):
            self.masked.append(span)

    def source(self, start: int, end: int) -> Span:
        first = self.place(start)
        return Span(first, max(first, self.place(end - 1) + 1 if end > start else first))
