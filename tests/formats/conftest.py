"""Parts that the tests of this room share: a piece's record, and the other way of answering tracked changes."""

import io
import zipfile

import pytest
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
