"""From Markdown source to blocks of prose, every character of which knows where it stands in the source.

markdown-it reads the Markdown; it tells the lines of a block but not where its words begin. So the inline rules are
wrapped to note where each construct starts and ends, and the prose is laid out again along those notes: emphasis
marks and link targets fall away, code and bare URLs become as many `*`, an entity becomes its character. Nothing is
ever moved: a block's text is a row of segments, each tied to its piece of the source.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice, pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from studio.core import raw_html
from studio.core.raw_html import Event, Part
from studio.core.span import Span

PUBLISHED_KEYS = frozenset({"title", "subtitle", "description", "summary", "excerpt", "subject", "preheader", "alt"})
"""Front-matter keys whose text readers get to see; the others are notes to the house."""

MASK = "*"
MASKED_TAGS = frozenset({"code", "tt", "kbd"})
"""Inline elements whose text is masked."""


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE_CELL = "table_cell"
    ALT = "alt"
    FRONT_MATTER = "front_matter"


@dataclass(frozen=True, slots=True)
class Segment:
    """`text` code points of a block's text that stand for `source` code points of its chunk; equal lengths map one to one."""

    text: Span
    source: Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a block's text that markup sets apart.

    Attributes:
        span: of the block's text.
        tag: `link`, `address` (a bare URL), `strong`, `emphasis`, `code`, `strikethrough`, or the name of an inline HTML
            element (`kbd`).
        text: what stands under the mask in code and the like, as long as the span; else empty.
        url: where a link or an address leads, else empty.
        classes: of an HTML element.
    """

    span: Span
    tag: str
    text: str = ""
    url: str = ""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """One piece of prose: a paragraph, a heading, a table cell, ... A pure function of its text for every block check.

    Attributes:
        kind: what it is.
        text: the prose, markup gone, code and URLs masked by `*`, soft line ends as blanks.
        level: 1 to 6 for headings, 1 for cells of a table's header row, else 0.
        name: the key of a front-matter value, else empty.
        segments: where the text stands in the chunk, in order, without gaps on the text's side.
        masked: spans of `text` that are no prose (code, URLs).
        marks: what markup sets apart, in the order in which it ends.
        labels: of a cell in the body of a table, the words that head its row and its column, empty where there are none;
            None for every other block, also for the cells that head rows.
    """

    kind: BlockKind
    text: str
    level: int = 0
    name: str = ""
    segments: tuple[Segment, ...] = ()
    masked: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    labels: tuple[str, str] | None = None

    def __hash__(self) -> int:
        # Blocks of one text are looked up at every check; those that differ in nothing but their places are few.
        return hash((self.text, self.kind))

    @property
    def is_body(self) -> bool:
        """Whether it is running text: what readability is measured on."""
        return self.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE)

    @property
    def is_visible(self) -> bool:
        """Whether a reader of the published text gets to see it."""
        return self.kind is not BlockKind.FRONT_MATTER or self.name in PUBLISHED_KEYS

    def source(self, span: Span) -> Span:
        """From a span of the text to the span of the chunk it stands for; a piece of a masked segment gives all of it."""
        if not self.segments:
            return Span(0, 0)
        if len(self.segments) == 1:  # as in most blocks: it maps one to one from the text's beginning
            segment = self.segments[0].source
            if segment.end - segment.start == len(self.text) >= span.end:
                return Span(span.start + segment.start, span.end + segment.start)
        start = self._at(span.start, False)
        return Span(start, max(start, self._at(span.end, True) if len(span) else start))

    def _at(self, position: int, is_end: bool) -> int:
        look = position - 1 if is_end else position
        index = max(0, bisect_right(self.segments, look, key=lambda s: s.text.start) - 1)
        segment = self.segments[index]
        into = position - segment.text.start
        if len(segment.text) == len(segment.source):
            return segment.source.start + min(into, len(segment.source))
        return segment.source.end if is_end or into >= len(segment.text) else segment.source.start

    def pieces(self, span: Span) -> tuple[Span, ...]:
        """The chunk spans of `span`'s words alone, without the markup that may stand between them."""
        found: list[Span] = []
        for segment in self.segments:
            start, end = max(span.start, segment.text.start), min(span.end, segment.text.end)
            if start < end:
                part = self.source(Span(start, end))
                if found and found[-1].end == part.start:
                    part = Span(found.pop().start, part.end)
                found.append(part)
        return tuple(found)


# ---------------------------------------------------------------- chunks

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


# ---------------------------------------------------------------- the parser


def noting(rule: Any) -> Any:
    """Wrap an inline rule so that the last token it makes knows the content span it was made from."""

    def noting(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        done: bool = rule(state, silent)
        if done and not silent and len(state.tokens) > count:
            state.tokens[-1].meta["at"] = (start, state.pos)
        return done

    return noting


def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    made.disable("text_join")  # it would melt entities and escapes into their neighbours, and their places with them
    for rule in list(made.inline.ruler.__rules__):
        if rule.name in ("newline", "escape", "backticks", "link", "image", "autolink", "html_inline", "entity"):
            made.inline.ruler.at(rule.name, noting(rule.fn))
    return made


_MARKDOWN = _parser()
_DEFINITION = re.compile(r"^[ >]*\[[^\]\n]+\]:", re.M)
_BARE_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"“”]+[^\s<>()\[\]\"“”.,;:!?'’*]")


def labels(chunk: str) -> frozenset[str]:
    """The link labels that `chunk` defines (`[label]: target`), as markdown-it normalises them."""
    if "]:" not in chunk or not _DEFINITION.search(chunk):
        return frozenset()
    env: dict[str, Any] = {}
    _MARKDOWN.parse(chunk.translate(_TAME), env)
    return frozenset(env.get("references", {}))


def blocks(chunk: str, known_labels: frozenset[str], first: bool = False) -> tuple[Block, ...]:
    """The blocks of one chunk, in reading order; their segments count from the chunk's start.

    Args:
        chunk: Markdown source of one chunk, as `chunks` cuts it.
        known_labels: link labels defined anywhere in the document.
        first: whether it begins the document, where `---` may open front matter.
    """
    if first and FRONT_MATTER.fullmatch(chunk):
        return tuple(_front_matter(chunk))
    env = {"references": {label: {"href": "#", "title": ""} for label in known_labels}} if "[" in chunk else {}
    plain = _plain_blocks(chunk, env)
    made = plain if plain is not None else _parsed_blocks(chunk, env)
    return tuple(_labelled(chunk, made)) if "|" in chunk else made


def _parsed_blocks(chunk: str, env: dict[str, Any]) -> tuple[Block, ...]:
    chunk = chunk.translate(_TAME)
    return tuple(_prose(chunk, _MARKDOWN.parse(chunk, env)))


_TAME = str.maketrans({"\r": " ", "\0": "\ufffd"})  # markdown-it would change them by itself, and with them lines and places


# ---------------------------------------------------------------- the short way

# Most chunks of a draft are nothing but paragraphs, headings, tables and tight lists of one-line items. Their shape can be told
# line by line, and without markup inside a line there is nothing left to read. markdown-it makes the same of them at
# several times the price (a test holds the two side by side). A line that could begin anything else, or stands in doubt,
# leaves the whole chunk to it.
_LINE = (
    r"(?!\d+[.)])(?:\*{1,2}(?=[^\s*])|_{1,2}(?=[^\s_])|\[(?=[^\[\]\\\n]*\](?!:))|[^\s#>|:=+\-*_`~<\[&\\\0])"
    r"(?:[^\n\r\0]*[^\s\0])?"
)
_PART = re.compile(
    r"(?:(?P<heading>\#{1,6})\ (?P<title>[^\s\#\0](?:[^\n\r\0]*[^\s\#\0])?)"
    rf"| (?:[*+-]|(?P<number>\d{{1,9}}[.)]))\ (?P<item>{_LINE})"
    rf"| >\ (?P<quote>{_LINE})"
    rf"| (?P<paragraph>{_LINE}(?:\n{_LINE})*))(?:\n|\Z)",
    re.X,
)
_MARKUP = re.compile(r"[\\`*\[]|~~|<[A-Za-z/!?]|&[#A-Za-z]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_EMPHASIS = re.compile(r"(?:(?<=[ \n])|\A)(\*\*?)([^\W_](?:[^*]*[^\s*])?)\1(?=[ \n.,;:!?)]|\Z)")


def _plain_blocks(chunk: str, env: dict[str, Any]) -> tuple[Block, ...] | None:
    """The blocks of a chunk whose lines plainly are what they look like; None where markdown-it has to tell."""
    if chunk.startswith("|"):
        return _plain_table(chunk, env)
    made, at, end = list[Block](), 0, len(chunk.rstrip("\n"))
    before: str | None = None
    while at < end:
        found = _PART.match(chunk, at)
        if not found:
            return None
        which = found.lastgroup or ""
        if before and ((before, which) in _GOES_ON or (before == "paragraph" and found["number"])):
            return None
        level = found.end("heading") - at if which == "title" else 0
        _plain(chunk, *found.span(which), _PLAIN_KINDS[which], level, env, made)
        at, before = found.end(), which
    return tuple(made)


# A table with a bar before and behind every row, and nothing in it that could keep a bar from dividing two cells.
_TABLE = re.compile(r"\|[^\n]*\|\n\|(?: *:?-+:? *\|)+(?:\n\|[^\n]*\|)*\n*\Z")
_ODD_IN_TABLE = re.compile(r"[^\S \n]|[\\`\0]")
_BAR = re.compile(r"\|")


def _plain_table(chunk: str, env: dict[str, Any]) -> tuple[Block, ...] | None:
    if not _TABLE.match(chunk) or _ODD_IN_TABLE.search(chunk):
        return None
    made, at, columns = list[Block](), 0, 0
    for number, line in enumerate(chunk.rstrip("\n").split("\n")):
        bars = [bar.start() for bar in _BAR.finditer(line)]
        if number == 0:
            columns = len(bars) - 1
        elif number == 1 and len(bars) - 1 != columns:
            return None
        if number != 1:
            for left, right in islice(pairwise(bars), columns):
                cell = line[left + 1 : right]
                content = cell.strip()
                if content:
                    start = at + left + 1 + len(cell) - len(cell.lstrip())
                    _plain(chunk, start, start + len(content), BlockKind.TABLE_CELL, int(number == 0), env, made)
        at += len(line) + 1
    return tuple(made)


_PLAIN_KINDS = {
    "title": BlockKind.HEADING,
    "item": BlockKind.LIST_ITEM,
    "quote": BlockKind.QUOTE,
    "paragraph": BlockKind.PARAGRAPH,
}
_GOES_ON = {("item", "paragraph"), ("quote", "paragraph"), ("quote", "quote")}  # the second is part of what the first began


def _plain(chunk: str, start: int, end: int, kind: BlockKind, level: int, env: dict[str, Any], made: list[Block]) -> None:
    """Add the blocks of the content of one block, which stands at `start` to `end` of the chunk."""
    content = chunk[start:end]
    starred = "*" in content
    # Looking for each of these is faster than one look for all, and most content has none.
    if (
        (starred or "[" in content or "_" in content or "&" in content or "<" in content)
        or ("`" in content or "\\" in content or "~~" in content)
    ) and _MARKUP.search(_EMPHASIS.sub(r"\2", content) if starred else content):
        made += _laid_out(chunk, content, _MARKDOWN.parseInline(content, env)[0], [(0, start)], kind, level)
        return
    text = content.replace("\n", " ")
    if not starred and "://" not in text and "www." not in text:
        made.append(Block(kind, text, level, "", (Segment(Span(0, len(text)), Span(start, end)),)))
        return
    layout, at = _Layout(chunk), 0
    for mark in _EMPHASIS.finditer(text):
        first, last = mark.span(2)
        layout.add(text[at : mark.start()], Span(at, mark.start()).moved(start))
        begun = len(layout.text)
        layout.add(mark[2], Span(first, last).moved(start))
        layout.marks.append(Mark(Span(begun, len(layout.text)), "strong" if len(mark[1]) == 2 else "emphasis"))
        at = mark.end()
    layout.add(text[at:], Span(at, len(text)).moved(start))
    made.append(layout.block(kind, level))


# ---------------------------------------------------------------- the heads of rows and columns


def _labelled(chunk: str, made: tuple[Block, ...]) -> Iterator[Block]:
    """The same blocks; the cells of tables drawn with bars know what heads their row and their column."""
    heads, head_at, row, row_at = dict[int, str](), -1, "", -1
    for block in made:
        start = block.segments[0].source.start if block.kind is BlockKind.TABLE_CELL and block.segments else -1
        line = chunk.rfind("\n", 0, max(start, 0)) + 1
        end = chunk.find("\n", line)
        bars = sum(1 for _ in _PIPE.finditer(chunk, line, end if end >= 0 else len(chunk))) if start >= 0 else 0
        if not bars:  # also the cells of raw HTML, whose rows may stand on one line or on many
            yield block
            continue
        lead = _LEADING_BAR.match(chunk, line)
        column = sum(1 for _ in _PIPE.finditer(chunk, line, start)) - (1 if lead else 0)
        if block.level:
            heads, head_at = ({} if line != head_at else heads) | {column: block.text}, line
        elif column == 0 and bars > (2 if lead else 0):  # in a table of one column it heads nothing
            row, row_at = block.text, line
        else:
            block = replace(block, labels=(row if row_at == line else "", heads.get(column, "")))
        yield block


_LEADING_BAR = re.compile(r"[ >\t]*\|")


# ---------------------------------------------------------------- front matter

_KEY = re.compile(r"^([A-Za-z_][\w-]*):[ \t]*(.*)$")


def _front_matter(chunk: str) -> Iterator[Block]:
    """A block per top-level string value; the reading of the values themselves is `formats`' business."""
    at, name, parts = 0, "", list[tuple[int, int]]()

    def finish() -> Iterator[Block]:
        if name and parts:
            layout = _Layout(chunk)
            for index, (start, end) in enumerate(parts):
                if index:
                    layout.add(" ", Span(parts[index - 1][1], start))
                layout.add(chunk[start:end], Span(start, end))
            yield layout.block(BlockKind.FRONT_MATTER, 0, name)

    for line in re.findall(r"[^\n]*\n|[^\n]+", chunk):
        bare = line.rstrip("\n")
        key = _KEY.match(bare)
        if key or bare in ("---", "..."):
            yield from finish()
            name, parts = "", []
        if key:
            name = key[1].lower()
            value = key[2].rstrip()
            offset = at + key.start(2)
            if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
                value, offset = value[1:-1], offset + 1
            if value and value[0] not in ">|[{&*!#":
                parts.append((offset, offset + len(value)))
        elif bare[:1] in (" ", "\t") and bare.strip():
            offset = at + len(bare) - len(bare.lstrip())
            parts.append((offset, offset + len(bare.strip())))
        at += len(line)
    yield from finish()


# ---------------------------------------------------------------- the long way


def _prose(chunk: str, tokens: list[Token]) -> Iterator[Block]:
    line_starts = [0]
    for line in chunk.split("\n"):
        line_starts.append(line_starts[-1] + len(line) + 1)
    around: list[Token] = []
    row_at = 0
    for token in tokens:
        if token.nesting == 1:
            around.append(token)
            if token.type == "tr_open":
                row_at = -1
        elif token.nesting == -1:
            around.pop()
        elif token.type == "inline" and token.map:
            kind, level = _kind(around)
            lines = [chunk[line_starts[n] : line_starts[n + 1] - 1] for n in range(*token.map)]
            if kind is BlockKind.TABLE_CELL:
                start = line_starts[token.map[0]]
                places, row_at = cell_places(lines[0], start, row_at)
            else:
                places = line_places(token.content, lines, [line_starts[n] for n in range(*token.map)])
            yield from _laid_out(chunk, token.content, token, places, kind, level)
        elif token.type == "html_block" and token.map:
            lines = [chunk[line_starts[n] : line_starts[n + 1] - 1] for n in range(*token.map)]
            places = line_places(token.content.rstrip("\n"), lines, [line_starts[n] for n in range(*token.map)])
            yield from _raw_blocks(chunk, token.content, places, around)


def _raw_blocks(chunk: str, content: str, places: "Places", around: list[Token]) -> Iterator[Block]:
    """The prose of a block of raw HTML: one block per element that holds text of its own."""
    layout, opened, name = _Layout(chunk, places), Opened(), ""

    def finish() -> Iterator[Block]:
        if layout.text.strip():
            kind = _RAW_KINDS.get(name) or (BlockKind.HEADING if name in _HEADINGS else _kind([*around, _NO_TOKEN])[0])
            level = int(name[1]) if name in _HEADINGS else int(name == "th")
            made = layout.block(kind, level)
            yield replace(made, labels=("", "")) if kind is BlockKind.TABLE_CELL and not level else made

    for event in raw_html.read(content):
        if event.part is Part.TEXT:
            lead = event.text.lstrip() if not layout.text and event.text != "\n" else event.text
            if event.end - event.start == len(event.text):
                layout.add_run(lead.replace("\n", " "), event.start + len(event.text) - len(lead))
            elif layout.text:
                layout.add(event.text, layout._source(event.start, event.end))
        elif event.part is Part.BREAK:
            yield from finish()
            layout, opened, name = _Layout(chunk, places), Opened(), event.name
        elif event.part is Part.ALT:
            alt = _Layout(chunk, places)
            alt.add_run(event.text.replace("\n", " "), event.start)
            if alt.text.strip():
                yield alt.block(BlockKind.ALT)
        else:
            layout._take_tag(event, opened)
    yield from finish()


_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_RAW_KINDS = {
    "li": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
    "caption": BlockKind.TABLE_CELL,
}
_NO_TOKEN = Token("html_block", "", 0)


def comments(chunk: str) -> tuple[tuple[Span, str], ...]:
    """The HTML comments of a chunk that stand outside code: their places, and the trimmed text inside."""
    if "<!--" not in chunk:
        return ()
    tamed = chunk.translate(_TAME)
    starts = [0]
    for line in tamed.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    tokens = _MARKDOWN.parse(tamed, {})
    code = [Span(starts[t.map[0]], starts[t.map[1]]) for t in tokens if t.type in ("fence", "code_block") and t.map]
    for block in _prose(tamed, tokens):
        code += [block.source(mark.span) for mark in block.marks if mark.tag == "code"]
    found = ((Span(*comment.span()), comment[1].strip()) for comment in _COMMENT.finditer(chunk))
    return tuple((span, text) for span, text in found if not any(span.overlaps(each) for each in code))


_COMMENT = re.compile(r"<!--(.*?)-->", re.S)


def _laid_out(chunk: str, content: str, token: Token, places: "Places", kind: BlockKind, level: int) -> Iterator[Block]:
    """The block of an inline token's children, which were read from `content`, and the alt texts inside it."""
    layout = _Layout(chunk, places)
    extra = layout.walk(content, token.children or [], 0)
    if layout.text.strip():
        block = layout.block(kind, level)
        yield from _notes(chunk, block) if _NOTE.match(block.text) else (block,)
    yield from extra


_NOTE = re.compile(r"\[\^[^\]\s]+\]:[ \t]*(?=\S)")


def _notes(chunk: str, block: Block) -> Iterator[Block]:
    """The footnotes of one block, each a block of its own without its label; every one begins a line of the source."""
    labels = [found.span() for found in _NOTE.finditer(block.text)]
    labels = [
        (a, b) for a, b in labels if not a or "\n" in chunk[block.source(Span(a - 1, a)).start : block.source(Span(a, b)).start]
    ]
    for (_, start), (end, _) in zip(labels, [*labels[1:], (len(block.text), 0)], strict=True):
        yield _part(block, Span(start, start + len(block.text[start:end].rstrip())))


def _part(block: Block, part: Span) -> Block:
    """What of a block stands in `part` of its text."""

    def moved(span: Span) -> Span:
        return Span(max(span.start, part.start) - part.start, min(span.end, part.end) - part.start)

    segments = []
    for segment in block.segments:
        if segment.text.overlaps(part):
            source = segment.source
            if len(source) == len(segment.text):
                by = source.start - segment.text.start
                source = Span(max(segment.text.start, part.start) + by, min(segment.text.end, part.end) + by)
            segments.append(Segment(moved(segment.text), source))
    return replace(
        block,
        text=part.of(block.text),
        segments=tuple(segments),
        masked=tuple(moved(span) for span in block.masked if span.overlaps(part)),
        marks=tuple(replace(mark, span=moved(mark.span)) for mark in block.marks if mark.span.overlaps(part)),
    )


def _kind(around: list[Token]) -> tuple[BlockKind, int]:
    types = [token.type for token in around]
    if types[-1] in ("th_open", "td_open"):
        return BlockKind.TABLE_CELL, int(types[-1] == "th_open")
    if types[-1] == "heading_open":
        return BlockKind.HEADING, int(around[-1].tag[1:])
    for outer in reversed(types):
        if outer == "list_item_open":
            return BlockKind.LIST_ITEM, 0
        if outer == "blockquote_open":
            return BlockKind.QUOTE, 0
    return BlockKind.PARAGRAPH, 0


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


_PIPE = re.compile(r"(?<!\\)\|")


def cell_places(line: str, start: int, at: int) -> tuple[Places, int]:
    """The next cell of a table row from column `at` (-1: the row's start) and where the one after it begins."""
    if at < 0:
        lead = re.match(r"[ >\t]*\|?", line)
        at = lead.end() if lead else 0
    pipe = _PIPE.search(line, at)
    end = pipe.start() if pipe else len(line)
    raw = line[at:end]
    column = at + len(raw) - len(raw.lstrip())
    places, content_at = [(0, start + column)], 0
    for escaped in re.finditer(r"\\\|", raw.strip()):  # `\|` comes to the inline parser as `|`
        content_at = escaped.start() - (len(places) - 1)
        places.append((content_at, start + column + escaped.end() - 1))
    return places, end + 1


_TAGS = {"link": "link", "strong": "strong", "em": "emphasis", "s": "strikethrough"}
Opened = list[tuple[str, int, Token | Event]]  # name, where its text begins, what opened it


class _Layout:
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
                self.add(token.content, self._source(base + start, base + end))
                at = end
            elif token.type == "code_inline":
                self._add_code(content, token, start, end, base)
                at = end
            elif token.type in ("softbreak", "hardbreak"):
                self.add(" " if token.type == "softbreak" else "\n", self._source(base + at, base + end))
                at = end
            elif token.type == "image":
                alt = _Layout(self.chunk, self.places)
                extra += alt.walk(token.content, token.children or [], base + start + 2)
                if alt.text.strip():
                    extra.append(alt.block(BlockKind.ALT))
                at = end
            elif token.type == "html_inline":
                if token.content.lower().startswith("<br"):
                    self.add("\n", self._source(base + start, base + end))
                elif event := raw_html.tag(token.content):
                    self._take_tag(event, opened)
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
            self.add(MASK * len(token.content), self._source(base + start, base + end))

    def _take_tag(self, event: Event, opened: Opened) -> None:
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

    def _source(self, start: int, end: int) -> Span:
        first = self.place(start)
        return Span(first, max(first, self.place(end - 1) + 1 if end > start else first))
