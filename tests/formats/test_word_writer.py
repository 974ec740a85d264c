"""A Word file of a piece: accept gives the working text, reject gives the AI original."""

import io
import zipfile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from studio.core.claim import Claim, ClaimNote, ClaimSeverity, ClaimStatus, Evidence
from studio.core.record import Note
from studio.core.span import Span
from studio.formats import read_bytes, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

DRAFT = """# Solar panels in Norfolk

Let's be honest: **energy bills** are out of control. Is solar *finally* worth it?

The short answer is a resounding yes. The long answer is [on our site](https://example.com/solar) and below.

## What does it cost?

- A typical 4 kW system costs £6,400
- There are no hidden fees
  - no surprises
  - no nonsense
- National installers charge more

1. Call us
2. We visit
3. You save

> We were sceptical, but it works.

| Household | Saving |
|---|---:|
| Couple | £780 |
| Family of four | £1,230 |

Use `code_here` and ~~old words~~.

```
first line
second line
```

---

Book your free survey.
"""


def _xml(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


@pytest.fixture
def proven(record, turned, shape):
    """Writes a piece and proves both ways of answering its changes with the house's own reader."""

    def prove(original, text, **more):
        data = write("docx", record(original, text, **more))
        docx.Document(io.BytesIO(data))
        if shape(text):
            assert shape(read_bytes(data, "a.docx").text) == shape(text), "accepting gives the working text"
        if shape(original):
            assert shape(read_bytes(turned(data), "a.docx").text) == shape(original), "rejecting gives the original"
        return data

    return prove


EDITS = {
    "a word": ("finally", "really"),
    "a bold word": ("**energy bills**", "**power bills**"),
    "emphasis taken off": ("*finally*", "finally"),
    "a sentence gone": (" The long answer is [on our site](https://example.com/solar) and below.", ""),
    "a paragraph gone": ("> We were sceptical, but it works.\n\n", ""),
    "a paragraph come": ("## What does it cost?\n", "Something new stands here.\n\n## What does it cost?\n"),
    "a paragraph split": ("resounding yes. The long", "resounding yes.\n\nThe long"),
    "paragraphs joined": ("worth it?\n\nThe short", "worth it? The short"),
    "a heading joined to a paragraph": ("in Norfolk\n\nLet's", "in Norfolk: Let's"),
    "a heading's level": ("## What does", "### What does"),
    "a heading made text": ("## What does it cost?", "What does it cost?"),
    "a link's target": ("example.com/solar", "example.com/panels"),
    "a link's words": ("[on our site]", "[on our web site]"),
    "a list item gone": ("- There are no hidden fees\n", ""),
    "a list item come": ("2. We visit\n", "2. We visit\n3. We measure\n"),
    "a list's kind": ("1. Call us\n2. We visit\n3. You save", "- Call us\n- We visit\n- You save"),
    "an item moved in": ("- National", "  - National"),
    "a cell": ("£780", "£790 a year"),
    "a row gone": ("| Couple | £780 |\n", ""),
    "a row come": ("| Couple | £780 |\n", "| Couple | £780 |\n| Single | £410 |\n"),
    "a column come": (
        "| Household | Saving |\n|---|---:|\n| Couple | £780 |\n| Family of four | £1,230 |",
        "| Household | Saving | Years |\n|---|---:|---|\n| Couple | £780 | 8 |\n| Family of four | £1,230 | 5 |",
    ),
    "a table gone": ("| Household | Saving |\n|---|---:|\n| Couple | £780 |\n| Family of four | £1,230 |\n\n", ""),
    "a code line": ("second line", "another line"),
    "a rule gone": ("---\n\nBook", "Book"),
    "an emoji": ("worth it?", "worth it? 🌞👨‍👩‍👧"),
    "the end": ("Book your free survey.\n", "Book your free survey.\n\nToday.\n"),
    "the beginning": ("# Solar panels in Norfolk\n\n", ""),
    "all after the first line": (DRAFT[DRAFT.index("Let's") :], ""),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_accepting_gives_the_working_text_and_rejecting_the_original(proven, edit):
    text = DRAFT.replace(*edit, 1)
    assert text != DRAFT
    data = proven(DRAFT, text)
    assert _xml(data).findall(f".//{W}ins") or _xml(data).findall(f".//{W}del")


def test_a_text_nobody_changed_carries_no_tracked_change(proven):
    xml = _xml(proven(DRAFT, DRAFT))
    assert not xml.findall(f".//{W}ins")
    assert not xml.findall(f".//{W}del")


def test_a_text_written_anew_is_one_whole_deletion_and_one_whole_insertion(proven):
    proven(DRAFT, "Nothing of the old.\n\n| a | b |\n|---|---|\n| c | d |\n")
    proven(DRAFT, "")
    proven("", DRAFT)


def test_every_change_names_who_made_it_and_when_under_a_number_of_its_own(record):
    text = DRAFT.replace("finally", "really").replace("> We were sceptical, but it works.\n\n", "")
    claims = [_claim(text, "Let's be honest")]
    xml = _xml(write("docx", record(DRAFT, text, claims=claims)))
    marks = [*xml.iter(f"{W}ins"), *xml.iter(f"{W}del")]
    assert {mark.get(f"{W}author") for mark in marks} == {"Ann Lee"}
    assert {mark.get(f"{W}date") for mark in marks} == {"2026-11-03T10:15:30Z"}
    ids = [part.get(f"{W}id") for part in [*marks, *xml.iter(f"{W}commentRangeStart")]]
    assert len(ids) == len(set(ids)) > 2


def test_a_change_nobody_is_on_record_for_says_so_and_bears_the_piece_s_time(record):
    marks = list(_xml(write("docx", record(DRAFT, DRAFT.replace("finally", "really"), who="", when=""))).iter(f"{W}ins"))
    assert [(mark.get(f"{W}author"), mark.get(f"{W}date")) for mark in marks] == [("Unknown", "2026-11-04T09:00:00Z")]


def test_both_sides_of_a_changed_bold_word_stay_bold(record):
    xml = _xml(write("docx", record(DRAFT, DRAFT.replace("**energy", "**power"))))
    (gone,) = [run for run in xml.iter(f"{W}r") if run.find(f"{W}delText") is not None]
    (come,) = [run for mark in xml.iter(f"{W}ins") for run in mark.iter(f"{W}r")]
    assert gone.findtext(f"{W}delText") == "energy"
    assert come.findtext(f"{W}t") == "power"
    assert all(run.find(f"{W}rPr/{W}b") is not None for run in (gone, come))


def test_one_changed_word_leaves_the_rest_of_the_text_unmarked(record):
    xml = _xml(write("docx", record(DRAFT, DRAFT.replace("finally", "really"))))
    assert [part.text for part in xml.iter(f"{W}delText")] == ["finally"]
    assert ["".join(mark.itertext()) for mark in xml.iter(f"{W}ins")] == ["really"]


def test_a_deleted_paragraph_goes_as_a_whole_and_marks_nothing_else(record):
    text = DRAFT.replace("> We were sceptical, but it works.\n\n", "")
    xml = _xml(write("docx", record(DRAFT, text)))
    assert [part.text for part in xml.iter(f"{W}delText")] == ["We were sceptical, but it works."]
    assert len(xml.findall(f".//{W}pPr/{W}rPr/{W}del")) == 1
    assert not list(xml.iter(f"{W}ins"))


def test_word_sees_headings_lists_quotes_tables_and_links(record):
    document = docx.Document(io.BytesIO(write("docx", record(DRAFT, DRAFT))))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["Solar panels in Norfolk"] == "Heading 1"
    assert styles["We were sceptical, but it works."] == "Quote"
    assert styles["Call us"] == "List Paragraph"
    assert styles["first line\nsecond line"] == "Code"
    assert document.tables[0].cell(2, 1).text == "£1,230"
    (link,) = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert (link.text, link.url) == ("on our site", "https://example.com/solar")


def test_the_words_come_back_as_the_markdown_they_were(record):
    text = read_bytes(write("docx", record(DRAFT, DRAFT)), "a.docx").text
    for line in DRAFT.splitlines():
        if "|---" not in line and "| Fam" not in line:
            assert line in text.splitlines(), line


def test_two_numbered_lists_each_begin_at_their_own_number(record):
    text = "1. one\n2. two\n\nBetween.\n\n5. five\n6. six\n"
    document = docx.Document(io.BytesIO(write("docx", record(text, text))))
    numbers = [paragraph._p.pPr.numPr.numId.val for paragraph in document.paragraphs if paragraph._p.pPr is not None]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    lists = {num.numId: num for num in document.part.numbering_part.element.num_lst}
    assert [lists[n].xpath("w:lvlOverride/w:startOverride/@w:val") for n in (numbers[0], numbers[2])] == [["1"], ["5"]]


def _claim(text, words):
    start = text.index(words)
    evidence = Evidence("https://example.com/proof", "so it says", "Bo Ek", "2026-11-02T12:00:00+00:00", "2027-01-01")
    note = ClaimNote(("statistic",), ClaimSeverity.HIGH, "a source")
    return Claim("k", words, note, Span(start, start + len(words)), ClaimStatus.SUPPORTED, (evidence,))


def test_evidence_and_notes_stand_as_comments_at_their_passages(record):
    text = DRAFT.replace("finally", "really")
    notes = [Note("Cy", "Too blunt?", "Let's be honest"), Note("Di", "Why not?", "finally"), Note("", "All of it")]
    data = write("docx", record(DRAFT, text, claims=[_claim(text, "A typical 4 kW system costs £6,400")], notes=notes))
    comments = list(docx.Document(io.BytesIO(data)).comments)
    assert [comment.author for comment in comments] == ["Bo Ek", "Cy", "Di", "Unknown"]
    assert comments[0].timestamp.isoformat() == "2026-11-02T12:00:00+00:00"
    assert comments[1].timestamp is None
    read = read_bytes(data, "a.docx").notes
    assert read[0].quote == "A typical 4 kW system costs £6,400"
    assert "https://example.com/proof" in read[0].text
    assert "2027-01-01" in read[0].text
    assert (read[1].quote, read[1].text) == ("Let's be honest", "Too blunt?")
    assert len(read) == 4


def test_what_xml_cannot_hold_is_dropped_and_what_looks_like_markup_stays_text(record):
    text = "A \x01bad\x1f <b>tag</b> &lt; <!DOCTYPE x> [x](javascript:alert(1)) \ufffe end.\n"
    data = write("docx", record(text, text, title="T\x02 <x>", notes=[Note("N\x03", "n\x04 <y>", "bad")]))
    assert "A bad <b>tag</b> < <!DOCTYPE x> [x](javascript:alert(1))  end." in docx.Document(io.BytesIO(data)).paragraphs[0].text
    assert b"javascript:" not in zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/document.xml.rels")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_was_edited_both_answers_give_their_text(proven, edits, data):
    proven(*data.draw(edits))
