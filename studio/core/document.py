"""A text as the checks see it: blocks of prose, their sentences, and where every character stands in the source.

A document is immutable. The source is cut into chunks at places where Markdown cannot look across (a blank line
outside fences, HTML and list items), each chunk is parsed alone, and a document is the row of its chunks. So an edit
parses only the chunks it touches and the result is the same as parsing the whole text from scratch.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from studio.core import markdown, sentences
from studio.core.edit import Edit
from studio.core.markdown import Block, BlockKind
from studio.core.span import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block; `span` counts in the block's own text."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the place where its chunk begins in the source."""

    block: Block
    offset: int

    @property
    def span(self) -> Span:
        """The block's prose in the source, from its first to its last character."""
        return self.source(Span(0, len(self.block.text)))

    def source(self, span: Span) -> Span:
        """From a span of the block's text to the span of the document's source."""
        return self.block.source(span).moved(self.offset)


@dataclass(frozen=True)
class _Chunk:
    text: str
    blocks: tuple[Block, ...]
    labels: frozenset[str]

    @cached_property
    def comments(self) -> tuple[tuple[Span, str], ...]:
        return markdown.comments(self.text)

    @cached_property
    def words(self) -> int:
        # A chunk outlives the edits of the others, so a keystroke counts one paragraph and not the whole text.
        return sum(count_words(block.text) for block in self.blocks if block.is_visible)


@dataclass(frozen=True)
class Document:
    """An immutable text with its blocks; `Document.parse` makes the first, `apply` every later one."""

    text: str
    revision: int = 0
    _chunks: tuple[_Chunk, ...] = field(default=(), repr=False, compare=False)
    _labels: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    @classmethod
    def parse(cls, text: str, revision: int = 0) -> "Document":
        """Read `text` as Markdown. Any text is a document; nothing is refused.

        Args:
            text: Markdown source with `\\n` line ends (see `normalise`).
            revision: the number the document goes by; results of checks carry it back.
        """
        pieces = [text[start:end] for start, end in markdown.chunks(text, 0)]
        return cls._of(text, revision, tuple(pieces), {})

    @classmethod
    def _of(cls, text: str, revision: int, pieces: tuple[str, ...], known: dict[str, _Chunk]) -> "Document":
        """Build from chunk texts, taking over the chunks of `known` that were read with the same link labels."""
        own = [known[piece].labels if piece in known else markdown.labels(piece) for piece in pieces]
        labels = frozenset().union(*own) if own else frozenset()
        made = []
        for index, (piece, its) in enumerate(zip(pieces, own, strict=True)):
            old = known.get(piece) if index else None  # the first chunk alone may be front matter
            made.append(old or _Chunk(piece, markdown.blocks(piece, labels, first=index == 0), its))
        return cls(text, revision, tuple(made), labels)

    def apply(self, edit: Edit) -> "Document":
        """The document after `edit`, one revision on; only the chunks that the edit touches are read again."""
        text = edit.apply(self.text)
        starts = self._starts
        # One chunk further back, because a deleted blank line joins two; from the top where front matter may open or close.
        first = 0 if text.startswith("---") or self.text.startswith("---") else max(0, bisect_right(starts, edit.span.start) - 2)
        begin = starts[first] if starts else 0
        old_starts = {start + edit.delta: index for index, start in enumerate(starts) if start >= edit.span.end}
        pieces = [chunk.text for chunk in self._chunks[:first]]
        for start, end in markdown.chunks(text, begin):
            # A boundary that stood there before, past the edit, means that all the rest stands as it was.
            if start in old_starts and start > edit.after.end:
                pieces.extend(chunk.text for chunk in self._chunks[old_starts[start] :])
                break
            pieces.append(text[start:end])
        known = {chunk.text: chunk for chunk in self._chunks[1:]}
        after = Document._of(text, self.revision + 1, tuple(pieces), known)
        if after._labels != self._labels:  # a link definition came or went: links elsewhere may read differently
            after = Document._of(text, self.revision + 1, tuple(pieces), {})
        return after

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for chunk in self._chunks:
            starts.append(at)
            at += len(chunk.text)
        return starts

    @cached_property
    def blocks(self) -> tuple[Placed, ...]:
        """Every block in reading order."""
        return tuple(
            Placed(block, start) for start, chunk in zip(self._starts, self._chunks, strict=True) for block in chunk.blocks
        )

    @cached_property
    def comments(self) -> tuple[tuple[Span, str], ...]:
        """Every HTML comment outside code: its place in the source, and the trimmed text inside."""
        placed = zip(self._starts, self._chunks, strict=True)
        return tuple((span.moved(start), text) for start, chunk in placed for span, text in chunk.comments)

    def prose(self) -> str:
        """Paragraphs, list items and quotes joined by blank lines, markup gone: what readability is measured on."""
        return "\n\n".join(p.block.text for p in self.blocks if p.block.is_body)

    @property
    def word_count(self) -> int:
        return sum(chunk.words for chunk in self._chunks)

    @property
    def heading(self) -> str:
        """The text of the first heading of level 1, empty where there is none."""
        for placed in self.blocks:
            if placed.block.kind is BlockKind.HEADING and placed.block.level == 1:
                return placed.block.unmasked.strip()
        return ""

    def block_at(self, position: int) -> Placed | None:
        """The block whose source holds `position`, else None (between blocks, in code)."""
        for placed in self._near(position):
            span = placed.span
            if span.start <= position <= span.end:
                return placed
        return None

    def _near(self, position: int) -> Iterator[Placed]:
        index = max(0, bisect_right(self._starts, position) - 1)
        if index < len(self._chunks):
            for block in self._chunks[index].blocks:
                yield Placed(block, self._starts[index])

    def sentence_at(self, span: Span) -> str:
        """The sentence of the block in which `span` begins; the source line where no block holds it."""
        placed = self.block_at(span.start)
        if placed:
            for sentence in sentences_of(placed.block):
                if placed.source(sentence.span).end >= span.end:
                    return sentence.text
            return placed.block.text
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.start)
        return self.text[start : end if end >= 0 else len(self.text)]

    def line_and_column(self, position: int) -> tuple[int, int]:
        """One-based line and column of a position, columns in code points."""
        before = self.text.rfind("\n", 0, position) + 1
        return self.text.count("\n", 0, position) + 1, position - before + 1


def sentences_of(block: Block) -> tuple[Sentence, ...]:
    """The sentences of one block, in order, spans without surrounding blanks."""
    return tuple(Sentence(Span(a, b), block.text[a:b]) for a, b in sentences.split(block.text))


def count_words(text: str) -> int:
    """Words as a person counts them: runs between blanks that hold a letter or a digit."""
    return sum(1 for word in text.split() if any(map(str.isalnum, word)))


def normalise(text: str) -> str:
    """One kind of line end, and nothing an editor or the history cannot hold.

    Qt turns CR, CRLF, U+2028 and U+2029 into line ends, SQLite stops at NUL and UTF-8 has no lone surrogates; taking
    them out here keeps one text everywhere. The original bytes are kept by their hash where a file came in.
    """
    for end in ("\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"):
        text = text.replace(end, "\n")
    text = text.replace("\x00", "").replace("\ufeff", "")
    return text.encode("utf-8", "replace").decode("utf-8") if any("\ud800" <= c <= "\udfff" for c in text) else text
