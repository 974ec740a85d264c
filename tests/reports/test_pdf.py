"""The PDF: the page's words in order on A4, searchable, with the head of the chain on every page, and safe whatever stands
in a text."""

import re
import subprocess
import sys
from dataclasses import replace

import pypdfium2
import pytest

from studio.core.events import Head, Verification
from studio.core.flag import Reason
from studio.reports import write
from studio.reports.paper import on_paper

A4 = (595, 842)  # points


def _pages(report) -> list[str]:
    """The text of every page, blanks and line ends as one blank, as a reader finds it by searching."""
    with pypdfium2.PdfDocument(write(report, "pdf")) as pdf:
        # One glyph serves the apostrophe and its look-alike, and a PDF can name only one of them.
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()).replace("ʼ", "’") for page in pdf]


def test_every_page_is_a4_with_its_number_and_the_head_of_the_chain(desk):
    report = desk.report(desk.tea(), desk.story(title="Second"))
    with pypdfium2.PdfDocument(write(report, "pdf")) as pdf:
        assert {tuple(round(side) for side in page.get_size()) for page in pdf} == {A4}
    pages = _pages(report)
    assert len(pages) >= 3
    for number, page in enumerate(pages, 1):
        assert f"Edit history · chain head {report.head.hash[:16]}… · 15 entries · unbroken" in page
        assert f"{number} of {len(pages)}" in page
    assert report.head.hash in pages[0]
    assert report.head.hash in pages[-1]


def test_the_words_can_be_searched_and_stand_in_the_page_s_order(desk):
    report = desk.report(desk.tea())
    shown = " ".join(_pages(report))
    order = [
        "What the AI wrote, what people changed",
        "✓ The history is unbroken All 14 entries of this workspace’s history",
        "Piece 1 of 1 · Blog · Larkspur Tea Rooms",
        "Wren Adeyemi changed 3 places and Tom Reed 1",
        "AI original · generator-a",
        "“No guarantee on the pots, please.”",
        "“Opened in spring 2012.” https://example.org/register",
        "Everything that happened",
    ]
    places = [shown.index(text) for text in order]
    assert places == sorted(places)


def test_every_piece_begins_a_page(desk):
    pages = _pages(desk.report(desk.tea(), desk.story(title="Second"), desk.story(title="Third")))
    begins = [page for page in pages if re.match(r"Piece \d of 3", page)]
    assert ["Why slow tea" in begins[0], "Second" in begins[1], "Third" in begins[2]] == [True] * 3


def test_a_heading_never_stands_alone_at_the_end_of_a_page(desk):
    for lines in range(19, 40, 3):
        story = desk.story(original="\n\n".join(f"Line {number}." for number in range(lines)))
        for page in _pages(desk.report(story)):
            body = page.partition("Edit history · chain head")[0].rstrip()
            assert not body.endswith(("Handed on and approved", "Claims", "Flags dismissed, and why", "Everything that happened"))


def test_a_table_that_goes_on_repeats_its_header(desk):
    story = desk.story()
    for number in range(60):
        story.export("Olive", f"out-{number}.md")
    told = [page for page in _pages(desk.report(story)) if "Exported out-" in page]
    assert len(told) > 1
    assert all("Time Who What Entry" in page for page in told)


def test_a_broken_history_is_said_at_the_foot_of_every_page(desk):
    head = Head("ab" * 32, 40, "2026-11-14T09:00:00.000Z")
    found = Verification(40, head, 37, "Entry 37 was changed: its payload does not match its hash.")
    pages = _pages(desk.report(desk.tea(), verification=found))
    assert all("· BROKEN" in page for page in pages)
    assert found.problem in pages[0]


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        "<img src='file:///etc/passwd'>",
        "</td></table><h1>Forged</h1>",
        "{{ 7 * 7 }}",
        "&lt;b&gt; &amp;",
        "=1+1",
        "https://evil.example/pixel.png",
    ],
)
def test_hostile_text_is_shown_letter_for_letter(desk, bad):
    story = desk.story(title=bad, original="One two.")
    story.swap(bad, "two", bad)
    story.dismiss(bad, "One", bad, Reason.OTHER, note=bad)
    report = desk.report(story, made_by=bad, workspace=bad)
    assert " ".join(_pages(report)).replace(" ", "").count(bad.replace(" ", "")) >= 6
    assert b"/URI" not in write(report, "pdf")


def test_text_that_hides_or_turns_around_is_made_visible(desk):
    story = desk.story(title="safe\u202egpj.exe", original="bell\x07 zero\u200bwidth null\x00")
    shown = " ".join(_pages(desk.report(story, workspace="caf\udce9", made_by="\u2067x")))
    for mark in ("[U+202E]", "[U+0007]", "[U+200B]", "[U+0000]", "[U+DCE9]", "[U+2067]"):
        assert mark in shown


def test_the_same_report_gives_the_same_bytes_and_says_when_it_was_made(desk):
    report = desk.report(desk.tea())
    data = write(report, "pdf")
    assert data == write(report, "pdf")
    with pypdfium2.PdfDocument(data) as pdf:
        told = pdf.get_metadata_dict()
    assert (told["Title"], told["Author"]) == ("Edit history: Larkspur Tea Rooms", "Olive Larkspur")
    assert told["CreationDate"] == told["ModDate"] == "D:20261124100000Z"
    assert data != write(replace(report, made="2026-11-25T10:00:00Z"), "pdf")


def test_it_needs_no_window_no_display_and_no_widgets():
    """In a process of its own, on a machine where nothing can be shown: twice, and then a window's application opens still."""
    script = """
import os, sys
from studio.core.events import Head, Verification
from studio.reports import formats, write
from studio.reports.edit_history import build
formats()
assert not [name for name in sys.modules if name.startswith("PySide6")], "Qt is there before anybody asked for a PDF"
head = Head("ab" * 32, 0, "")
made = build([], workspace="x", made="2026-11-24T10:00:00Z", made_by="y", head=head,
             verification=Verification(0, head), period=("", ""))
assert write(made, "pdf") == write(made, "pdf")
assert "PySide6.QtWidgets" not in sys.modules
from PySide6.QtWidgets import QApplication
assert QApplication.instance() is None
QApplication(["x", "-platform", "offscreen"])
assert write(made, "pdf").startswith(b"%PDF-")
assert QApplication.instance() is not None
print("done")
"""
    answer = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, env={"PATH": "", "HOME": "/nonexistent"}
    )
    assert (answer.stdout, answer.returncode) == ("done\n", 0), answer.stderr


def test_what_stands_side_by_side_on_the_screen_does_so_on_paper():
    page = """<html><head><style>p {}</style></head><body><dl class="facts"><div><dt>A</dt><dd>1</dd></div>
    <div><dt>B</dt><dd>2</dd><div class="share"><i style="width:2%"></i></div></div></dl>
    <table><colgroup><col style="width:30%"><col><col style="width:10%"></colgroup>
    <thead><tr><th>x</th><th>y</th><th>z</th></tr></thead></table></body></html>"""
    shown = on_paper(page).html
    assert '<td width="25%"><p class="dt">A</p><p class="dd">1</p></td>' in shown
    assert '<th width="30%">x</th><th width="60%">y</th><th width="10%">z</th>' in shown
    assert "style" not in shown
    assert "share" not in shown
