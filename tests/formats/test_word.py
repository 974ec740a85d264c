"""Word files in: tracked changes as accepted, comments as notes, and nothing that bites."""

import io
import zipfile

import docx
import pytest

from studio.core.errors import BadInput
from studio.core.record import Note
from studio.formats import read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TRACKED = f"""<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>
<w:p><w:r><w:t xml:space="preserve">We keep </w:t></w:r>
<w:del w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>old</w:delText></w:r></w:del>
<w:commentRangeStart w:id="0"/>
<w:ins w:id="2" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:t>new</w:t></w:r></w:ins>
<w:r><w:t xml:space="preserve"> words</w:t></w:r>
<w:del w:id="3" w:author="A"><w:r><w:delText xml:space="preserve"> gone</w:delText></w:r></w:del>
<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>
<w:p><w:pPr><w:rPr><w:del w:id="4" w:author="A"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Joined </w:t></w:r></w:p>
<w:p><w:r><w:t>together.</w:t></w:r></w:p>
<w:p><w:moveFrom w:id="5" w:author="A"><w:r><w:t>Moved away.</w:t></w:r></w:moveFrom></w:p>
<w:p><w:moveTo w:id="6" w:author="A"><w:r><w:t>Moved here.</w:t></w:r></w:moveTo></w:p>
</w:body></w:document>"""
COMMENTS = f"""<w:comments {W}><w:comment w:id="0" w:author="Ann Lee"><w:p><w:r><w:t>Which</w:t></w:r><w:r><w:br/></w:r>
<w:r><w:t>words?</w:t></w:r></w:p><w:p><w:r><w:t>Say more.</w:t></w:r></w:p></w:comment></w:comments>"""


@pytest.fixture
def plain():
    """The bytes of a small Word file."""
    document = docx.Document()
    document.add_heading("A title", 1)
    document.add_paragraph("Some words.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def with_parts(plain):
    """Makes a Word file with parts put in or exchanged."""

    def make(parts):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(plain)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for name in package.namelist():
                if name not in parts:
                    made.writestr(name, package.read(name))
            for name, content in parts.items():
                made.writestr(name, content)
        return out.getvalue()

    return make


def test_a_word_file_with_tracked_changes_is_read_as_accepted(with_parts):
    draft = read_bytes(with_parts({"word/document.xml": TRACKED}), "a.docx")
    assert draft.text == "We keep new words\n\nJoined together.\n\nMoved here.\n"
    assert (draft.format, draft.encoding, draft.encodings) == ("docx", "", ())


def test_comments_come_as_notes_with_who_said_it_and_of_what(with_parts):
    draft = read_bytes(with_parts({"word/document.xml": TRACKED, "word/comments.xml": COMMENTS}), "a.docx")
    assert draft.notes == (Note("Ann Lee", "Which words?\nSay more.", "new words"),)


def test_word_s_structure_is_kept():
    document = docx.Document()
    document.add_heading("The title", 0)
    document.add_heading("Part", 2)
    paragraph = document.add_paragraph("Plain ")
    paragraph.add_run("bold").bold = True
    paragraph.add_run(" and ")
    paragraph.add_run("lean").italic = True
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("two", style="List Bullet 2")
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("said", style="Quote")
    table = document.add_table(2, 2)
    for cell, words in zip([c for row in table.rows for c in row.cells], ["h", "k", "c", "d"], strict=True):
        cell.text = words
    out = io.BytesIO()
    document.save(out)
    assert read_bytes(out.getvalue(), "a.docx").text == (
        "# The title\n\n## Part\n\nPlain **bold** and *lean*\n\n- one\n  - two\n\n1. first\n\n> said\n\n"
        "| h | k |\n| --- | --- |\n| c | d |\n"
    )


def _refused(data, *says, name="draft.docx"):
    with pytest.raises(BadInput) as caught:
        read_bytes(data, name)
    for words in (name, *says):
        assert words in str(caught.value)
    assert caught.value.remedy


def _laughs(root):
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>{root.replace("words", "&l11;")}'


def test_an_entity_bomb_never_reaches_a_parser(with_parts, monkeypatch):
    monkeypatch.setattr("mammoth.convert_to_html", lambda *_a, **_k: pytest.fail("the bomb reached mammoth"))
    bomb = _laughs(TRACKED.split("?>", 1)[1])
    _refused(with_parts({"word/document.xml": bomb}), "entities")
    _refused(with_parts({"word/styles.xml": bomb}), "entities")
    _refused(with_parts({"word/document.xml": bomb.encode("utf-16")}), "entities")
    _refused(with_parts({"word/media/image1.png": bomb}), "entities")


def test_a_file_that_reaches_for_another_is_refused(with_parts):
    reach = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + TRACKED.split("?>", 1)[1]
    _refused(with_parts({"word/document.xml": reach}), "entities")


def test_a_file_that_bursts_is_refused_before_it_does(with_parts, monkeypatch):
    monkeypatch.setattr("mammoth.convert_to_html", lambda *_a, **_k: pytest.fail("the bomb reached mammoth"))
    _refused(with_parts({"word/document.xml": b"<a>" + b" " * 25_000_000}), "not safe")
    _refused(with_parts({"word/media/a.bin": b"\0" * 25_000_000}), "not safe")
    _refused(with_parts({f"word/x{n}.xml": "<a/>" for n in range(3_500)}), "parts")


def test_sizes_that_lie_are_found_out(with_parts):
    data = bytearray(with_parts({"word/document.xml": TRACKED}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        real = package.getinfo("word/document.xml").file_size
    at = data.rindex(b"word/document.xml") - 46  # the central directory's entry; its size stands 24 bytes in
    assert data[at : at + 4] == b"PK\x01\x02"
    for claimed in (real - 100, real + 100, 10):
        data[at + 24 : at + 28] = claimed.to_bytes(4, "little")
        _refused(bytes(data), "damaged")


def test_two_parts_of_one_name_are_refused(plain):
    out = io.BytesIO(plain)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as package:
        package.writestr("word/document.xml", TRACKED)
    _refused(out.getvalue(), "same name")


def test_a_damaged_file_is_answered(plain, with_parts):
    _refused(plain[: len(plain) // 2], "damaged")
    _refused(b"PK\x03\x04 and then nothing of use", "damaged")
    _refused(with_parts({"word/document.xml": TRACKED[:-30]}), "damaged")
    broken = bytearray(plain)
    broken[200:260] = b"\xff" * 60
    _refused(bytes(broken), "damaged")
    _refused(
        with_parts(
            {
                "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
                "word/document.xml": "<nothing/>",
            }
        ),
        "damaged",
    )


def test_another_kind_of_archive_is_no_word_file():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    _refused(out.getvalue(), "not a Word document", ".docx")


@pytest.mark.parametrize("name", ["letter.doc", "letter.docx"])
def test_word_s_old_format_says_how_to_get_on(name):
    _refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old format", "save it as .docx", name=name)


def test_a_file_with_a_password_says_so():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    _refused(locked, "password")


def test_a_text_that_calls_itself_word_is_answered():
    _refused(b"Just words.", "damaged")
