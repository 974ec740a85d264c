"""The page: whole in itself, readable in order, and safe whatever stands in a text."""

import re
from dataclasses import replace

import pytest

from studio.core.claim import ClaimStatus
from studio.core.events import Head, Verification
from studio.core.flag import Reason
from studio.core.record import Note
from studio.core.seal import Seal, SealState
from studio.reports import write

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style><script>x()</script>",
    "{{ 7 * 7 }}{% raw %}",
    '" onmouseover="x()',
    "javascript:alert(1)",
    "https://evil.example/pixel.png",
    "&lt;b&gt;",
)


def _told(desk):
    """A story in which every field that a person or a machine can fill holds something hostile."""
    bad = " ".join(HOSTILE)
    story = desk.story(title=bad, original=f"Start {bad}\n\nThe end is near.")
    story.notes = (Note(bad, bad, bad),)
    story.claim("The end is near", bad)
    story.swap(bad, "near", bad)
    story.dismiss(bad, bad, bad, Reason.OTHER, note=bad)
    story.prove(bad, "The end is near", "javascript:alert(1)", bad)
    story.decide(bad, "The end is near", ClaimStatus.OPINION, bad)
    story.submit(bad, bad, bad)
    story.request_changes(bad, bad)
    story.approve(bad)
    story.export(bad, bad)
    return story


def test_the_page_is_well_formed_and_says_its_language(desk, page_of):
    page = page_of(desk.report(desk.tea()))
    assert page.open == []
    assert ("html", {"lang": "en-GB"}) in page.elements


@pytest.mark.parametrize("hostile", [False, True])
def test_the_page_runs_nothing_and_fetches_nothing(desk, page_of, hostile):
    report = desk.report(_told(desk) if hostile else desk.tea(), workspace=HOSTILE[2], made_by=HOSTILE[0])
    page = page_of(report)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "iframe", "object", "embed", "link", "img", "form", "base", "svg", "audio", "video", "source"}
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcset", "action", "background")]
        assert (attributes.get("href") or "#").startswith("#"), tag
        assert not (tag == "meta" and attributes.get("http-equiv") == "refresh")
    assert not re.search(r"url\(|@import|expression|</", page.style)
    assert not any("url" in (attributes.get("style") or "") for _, attributes in page.elements)
    assert "default-src 'none'" in write(report, "html").decode()


def test_hostile_text_is_shown_letter_for_letter(desk, page_of):
    page = page_of(desk.report(_told(desk)))
    for text in HOSTILE:
        assert text in page.shown


def test_text_that_hides_or_turns_around_is_made_visible(desk):
    story = desk.story(title="safe\u202egpj.exe", original="bell\x07 zero\u200bwidth null\x00 family 👩‍👩‍👧 שלום")
    shown = write(desk.report(story), "html").decode("utf-8")
    for mark in ("[U+202E]", "[U+0007]", "[U+200B]", "[U+0000]", "👩‍👩‍👧", "שלום"):
        assert mark in shown
    assert not re.search("[\x00-\x08\x0b-\x1f\u200b\u202a-\u202e\u2066-\u2069]", shown)


def test_a_folder_whose_name_is_no_unicode_does_not_stop_the_report(desk):
    assert b"caf[U+DCE9]" in write(desk.report(desk.tea(), workspace="caf\udce9"), "html")


def test_the_summary_comes_first_then_both_texts_then_the_entries(desk, page_of):
    history = desk.report(desk.tea())
    shown = page_of(history).shown
    order = [
        history.pieces[0].summary,
        "AI original",
        "Handed on and approved",
        "Claims",
        "Flags dismissed",
        "Everything that happened",
    ]
    places = [shown.rindex(text) if text == order[-1] else shown.index(text, shown.index("Piece 1 of 1")) for text in order]
    assert places == sorted(places)


def test_what_went_and_what_came_is_marked_in_both_texts_and_in_every_edit(desk, page_of):
    page = page_of(desk.report(desk.tea()))
    # The first mark of each kind is the legend; then side by side; then the same again, edit by edit.
    assert page.marked["del"][1:5] == [
        "Is a Game-Changer",
        "In today's fast-paced world, it's easy to forget that",
        "Studies show that 92% of tea drinkers",
        "guaranteed to never chip",
    ]
    assert page.marked["ins"][1:5] == ["is worth the wait", "Good", "Many of our guests say they", "fired twice so they last"]
    assert page.marked["del"][5] == "Is a Game-Changer"


def test_every_answer_a_person_gave_is_on_the_page(desk, page_of):
    shown = page_of(desk.report(desk.tea())).shown
    for text in (
        "Our town.",
        "No guarantee on the pots, please.",
        "Opened in spring 2012.",
        "https://example.org/register",
        "No study found.",
    ):
        assert text in shown
    assert "✓ Holds for the text as it stands" in shown
    assert "Could not be checked with links." in shown
    assert "slow-tea.docx" in shown


def test_the_chain_head_stands_on_the_cover_in_the_foot_and_on_every_printed_page(desk, page_of):
    report = desk.report(desk.tea())
    page = page_of(report)
    assert page.shown.count(report.head.hash) == 2
    assert f"chain head {report.head.hash[:16]}" in page.style
    assert "unbroken" in page.style
    assert "✓ The history is unbroken" in page.shown


def test_a_broken_history_is_said_on_the_cover_and_on_every_page(desk, page_of):
    head = Head("ab" * 32, 40, "2026-11-14T09:00:00.000Z")
    found = Verification(40, head, 37, "Entry 37 was changed: its payload does not match its hash.")
    page = page_of(desk.report(desk.tea(), verification=found))
    assert "✗ The history is broken at entry 37" in page.shown
    assert found.problem in page.shown
    assert "BROKEN" in page.style
    assert "unbroken" not in page.shown.lower().replace("the history is unbroken ", "")


def test_a_restore_is_a_note_on_the_cover_of_an_unbroken_history(desk, page_of):
    head = Head("ab" * 32, 40, "2026-11-14T09:00:00.000Z")
    told = "The history was restored on 14 Nov 2026, 15:00 by Mara from the backup b.db: entries 41 to 57 are missing."
    report = desk.report(desk.tea(), verification=Verification(40, head, remarks=(told,)))
    page = page_of(report)
    assert "✓ The history is unbroken" in page.shown
    assert f"Note: {told}" in page.shown
    said = report.opening(1)["verification"]
    assert (said["whole"], said["problems"], said["remarks"]) == (True, [], [told])


def test_nothing_but_hex_reaches_the_style_sheet(desk, page_of):
    head = Head('";}</style><b>', 1, "2026-11-14T09:00:00.000Z")
    page = page_of(desk.report(desk.tea(), head=head))
    assert not [tag for tag, _ in page.elements if tag == "b"]
    assert '";}' not in page.style


def test_every_piece_can_be_reached_from_the_contents(desk, page_of):
    page = page_of(desk.report(desk.tea(), desk.story(title="Second")))
    links = [attributes["href"] for tag, attributes in page.elements if tag == "a"]
    ids = {f"#{attributes['id']}" for _, attributes in page.elements if "id" in attributes}
    assert links == ["#piece-1", "#piece-2"]
    assert set(links) == ids


def test_a_period_without_work_says_so(desk, page_of):
    assert "Nothing was worked on in this period." in page_of(desk.report()).shown


def test_a_whole_draft_pasted_in_does_not_drown_the_timeline(desk, page_of):
    story = desk.story(original="Short.")
    story.swap("Wren", "Short.", "word " * 2000)
    shown = page_of(desk.report(story)).shown
    assert "and 9,400 characters more" in shown
    assert shown.count("word word word") < 4000


def test_purged_words_are_called_unknown_not_empty(desk, page_of):
    story = desk.story()
    story.swap("Wren", "tea takes", "coffee takes")
    story.swap("Wren", "92%", "some")
    story.events[1] = replace(story.events[1], payload=None)
    shown = page_of(desk.report(story)).shown
    assert "Edited the text. The words were deleted." in shown
    assert "[words not known]" in shown


def test_an_older_head_a_lost_list_and_a_bad_signature_do_not_break_the_chain(desk, page_of):
    head = Head("ab" * 32, 40, "2026-11-14T09:00:00.000Z")
    seal = Seal(7, "tea", "Ben", "2026-11-14T09:00:00.000Z", SealState.INVALID, "ab", "The approval by Ben is invalid.")
    for found, headline in (
        (Verification(40, head, outside=("roster.json is gone.",)), "something outside the history does not agree with them"),
        (Verification(40, head, seals=(seal,)), "a signature is invalid"),
    ):
        page = page_of(desk.report(desk.tea(), verification=found))
        assert f"✗ The entries are unbroken, but {headline}" in page.shown
        assert found.problems[0] in page.shown
        assert "IN DOUBT" in page.style
        assert "broken at entry" not in page.shown
        assert "that entry" not in page.shown
