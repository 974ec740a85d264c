"""The text of a PDF."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QFont, QImage, QPageSize, QPainter, QPdfWriter, QTextDocument

from studio.core.errors import BadInput
from studio.formats import read_bytes

LONG = "Solar panels turn light into power and many homes in the county have them on the roof by now. "


@pytest.fixture
def printed(qapp):
    """Prints with Qt, as office programs do, and gives the PDF's bytes."""

    def draw(how):
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
        how(writer)
        buffer.close()
        return bytes(content.data())

    return draw


@pytest.fixture
def pdf_of(printed):
    def make(markdown):
        document = QTextDocument()
        document.setDefaultFont(QFont("DejaVu Sans", 11))  # whatever the program under test made its own
        document.setMarkdown(markdown)
        return printed(document.print_)

    return make


def test_lines_become_the_paragraphs_they_were(pdf_of):
    draft = read_bytes(pdf_of(f"# A title\n\n{LONG * 3}\n\n{LONG * 2}\n"), "a.pdf")
    assert draft.text == f"# A title\n\n{(LONG * 3).strip()}\n\n{(LONG * 2).strip()}\n"
    assert (draft.title, draft.format) == ("A title", "pdf")


def test_short_lines_one_below_the_other_stay_lines(pdf_of):
    text = read_bytes(pdf_of(f"{LONG * 4}\n\n- one thing\n- two things\n- three things\n\n{LONG}"), "a.pdf").text
    blocks = [block.removeprefix("- ") for block in text.strip().split("\n\n")]
    assert blocks == [(LONG * 4).strip(), "one thing", "two things", "three things", LONG.strip()]


def test_a_paragraph_that_runs_over_a_page_is_one(pdf_of):
    whole = (LONG * 40).strip()
    data = pdf_of(whole)
    text = read_bytes(data, "a.pdf").text
    assert data.count(b"/Type /Page\n") > 1 or data.count(b"/Page\n") > 1
    assert " ".join(text.split()) == whole
    assert len(text.strip().split("\n\n")) <= 2


def test_letters_beyond_ascii_arrive(pdf_of):
    assert "£6,400 – “naïve” café" in read_bytes(pdf_of("It costs £6,400 – “naïve” café."), "a.pdf").text


def test_pictures_of_pages_say_that_there_is_no_text(printed):
    def scan(writer):
        image = QImage(50, 50, QImage.Format.Format_RGB32)
        image.fill(0x336699)
        painter = QPainter(writer)
        painter.drawImage(0, 0, image)
        painter.end()

    with pytest.raises(BadInput, match=r"scan\.pdf holds pictures of pages and no text"):
        read_bytes(printed(scan), "scan.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.7 and nothing else", b"Just words.", bytes(500)])
def test_what_is_no_pdf_is_answered(data):
    with pytest.raises(BadInput, match=r"a\.pdf is damaged or no PDF"):
        read_bytes(data, "a.pdf")


@pytest.mark.parametrize("tenths", [3, 5, 9])
def test_half_a_pdf_is_answered(pdf_of, tenths):
    data = pdf_of(LONG * 20)
    with pytest.raises(BadInput, match=r"a\.pdf"):
        read_bytes(data[: len(data) * tenths // 10], "a.pdf")


LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/Length 40/P -4/O<" + b"28" * 32 + b">/U<" + b"31" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]>>\n%%EOF"
)


def test_a_pdf_with_a_password_says_so():
    with pytest.raises(BadInput, match=r"a\.pdf is protected by a password"):
        read_bytes(LOCKED, "a.pdf")
