"""Parts that the tests of this room share: a piece's record, and the other way of answering tracked changes."""

import io
import zipfile

import pytest
from hypothesis import strategies as st
from lxml import etree

from studio.core.changes import compare
from studio.core.piece import Piece
from studio.core.record import Attribution, PieceRecord
from studio.formats.layout import Paragraph, lay_out, words

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def record():
    """Makes the record of a piece from its two texts; every change is Ann's."""

    def make(original, text, who="Ann Lee", when="2026-11-03T10:15:30+00:00", claims=(), notes=(), title="A piece"):
        comparison = compare(original, text)
        attributions = tuple(Attribution(change.id, who, when) for change in comparison.changes)
        piece = Piece(
            "p1", title, accountable="Ann Lee", created="2026-11-01T08:00:00+00:00", updated="2026-11-04T09:00:00+00:00"
        )
        return PieceRecord(piece, original, text, comparison, attributions, tuple(claims), (), (), None, tuple(notes), ())

    return make


@pytest.fixture
def turned():
    """Exchanges insertions and deletions in a Word file: accepting the result is rejecting what was given."""

    def turn(data):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for name in package.namelist():
                content = package.read(name)
                if name == "word/document.xml":
                    root = etree.fromstring(content)
                    come, gone = list(root.iter(f"{_W}ins")), list(root.iter(f"{_W}del"))
                    for part in [run for mark in come for run in mark.iter(f"{_W}t")]:
                        part.tag = f"{_W}delText"
                    for part in [run for mark in gone for run in mark.iter(f"{_W}delText")]:
                        part.tag = f"{_W}t"
                    for part in come:
                        part.tag = f"{_W}del"
                    for part in gone:
                        part.tag = f"{_W}ins"
                    content = etree.tostring(root)
                made.writestr(name, content)
        return out.getvalue()

    return turn


@pytest.fixture
def shape():
    """The words of a Markdown text block by block, blanks made one, with the level of headings; empty blocks left out."""

    def of(text):
        found = []
        for block in lay_out(text):
            if isinstance(block, Paragraph):
                found.append((block.look.level, " ".join(words(block.glyphs).split())))
            else:
                found += [(0, " ".join(words(cell.glyphs).split())) for row in block.rows for cell in row]
        return [one for one in found if one[1]]

    return of


_WORDS = st.sampled_from(
    ["solar", "**bold**", "*it*", "a", "`x_y`", "[l](https://e.org)", "~~no~~", "£5", "é", "🌞", "&amp;", "end."]
)
_LINE = st.lists(_WORDS, min_size=1, max_size=7).map(" ".join)
_BLOCK = st.one_of(
    _LINE,
    st.tuples(st.integers(1, 3), _LINE).map(lambda both: "#" * both[0] + " " + both[1]),
    st.lists(_LINE, min_size=1, max_size=3).map(lambda lines: "\n".join(f"- {line}" for line in lines)),
    st.lists(_LINE, min_size=1, max_size=3).map(lambda lines: "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))),
    _LINE.map(lambda line: f"> {line}"),
    st.lists(st.tuples(_LINE, _LINE), min_size=1, max_size=3).map(
        lambda rows: "| h | k |\n|---|---|\n" + "\n".join(f"| {a} | {b} |" for a, b in rows)
    ),
    st.just("---"),
    st.just("```\nline one\nline two\n```"),
)
_BLOCKS = st.lists(_BLOCK, min_size=1, max_size=6)


@st.composite
def _edits(draw):
    """A text and what became of it: blocks and words gone, come, exchanged, joined."""
    before = draw(_BLOCKS)
    after = list(before)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(after)))
        what = draw(st.sampled_from(["gone", "come", "words", "join"]))
        if what == "come":
            after.insert(at, draw(_BLOCK))
        elif at < len(after) and what == "gone":
            after.pop(at)
        elif at < len(after) and what == "words":
            after[at] = after[at].replace(
                draw(st.sampled_from(["solar", "a ", " ", "end.", "£5"])), draw(st.sampled_from(["", " ", "new "])), 1
            )
        elif at + 1 < len(after):
            after[at : at + 2] = [f"{after[at]} {after[at + 1]}"]
    return "\n\n".join(before) + "\n", "\n\n".join(after) + "\n"


@pytest.fixture(scope="session")
def edits():
    """Pairs of texts to draw from: one, and what people made of it."""
    return _edits()
