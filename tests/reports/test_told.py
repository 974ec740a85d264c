"""One line per entry of a history: what a single edit did is quoted, and never hides what it did."""

import pytest

from studio.core.edit import Cause
from studio.core.events import Actor, EventType
from studio.reports.entries import entries
from studio.reports.told import quoted, told

TEXT = "A slow pot of tea."


@pytest.fixture
def edited(desk):
    """Tells the entry of one `edited` event over `TEXT`."""

    def tell(*rows, payload=True):
        given = {"edits": [list(row) for row in rows]} if payload else None
        event = desk.chain.next("tea", EventType.EDITED, Actor.person("Wren"), given)
        (entry,) = entries(TEXT, [event])
        return entry

    return tell


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ((2, 6, "quick", Cause.TYPED, ""), "“slow” became “quick”"),
        ((2, 7, "", Cause.TYPED, ""), "“slow” went"),
        ((2, 2, "very ", Cause.PASTED, ""), "“very” came in (pasted)"),
        ((2, 6, "easy", Cause.FIX, "Plain.Wordy"), "“slow” became “easy” (fix, Plain.Wordy)"),
        ((2, 6, "easy", Cause.UNDO, "whatever"), "“slow” became “easy” (undo)"),
        ((1, 2, "\n", Cause.TYPED, ""), "Blanks or line ends changed"),
        ((2, 6, "s\n low\u202e", Cause.TYPED, ""), "“slow” became “s low[U+202E]”"),
        ((2, 6, "\x1b[2J", Cause.TYPED, ""), "“slow” became “[U+001B][2J”"),
    ],
)
def test_a_single_edit_is_quoted_on_one_line(edited, row, says):
    assert quoted(edited(row)) == says


def test_a_long_passage_is_cut_and_shows_that_it_was(edited):
    said = quoted(edited((0, len(TEXT), "tea " * 50, Cause.TYPED, "")))
    assert said == f"“{TEXT}” became “{'tea ' * 11}te…”"


def test_several_edits_are_counted_and_what_is_gone_is_not_guessed_at(edited):
    assert quoted(edited((0, 1, "B", "typed", ""), (2, 6, "", "typed", ""))) == "Made 2 edits."
    assert quoted(edited((90, 99, "", "typed", ""))) == "Made 1 edit.", "what stood there cannot be known"
    assert quoted(edited(payload=False)) == "Edited the text. The words were deleted."


def test_every_other_entry_is_told_as_in_the_report(desk):
    event = desk.chain.next("tea", EventType.CHANGES_REQUESTED, Actor.person("Erin"), {"note": "Shorter.", "revision": 1})
    (entry,) = entries(TEXT, [event])
    assert quoted(entry) == told(entry) == "Asked for changes. Shorter."


@pytest.mark.parametrize(
    ("kind", "payload", "says"),
    [
        (
            EventType.PIECE_CREATED,
            {"title": "Tea", "text": TEXT, "model": "tiny-1", "call": "ab12", "variant": "B", "cut": True},
            "Wrote the draft as it was asked to, draft B of its brief, and was cut short.",
        ),
        (
            EventType.FIGURES_NOTED,
            {"about": "kpi", "from": "2026-11-01", "to": "", "reach": {"brand": "Mill"}, "note": "We were away."},
            "Noted on kpi, of Mill from 1 November 2026: We were away.",
        ),
        (
            EventType.PROPOSAL_DECIDED,
            {"key": "ab", "kind": "rule", "what": "“leverage” → “use”", "decision": "accepted", "reason": "", "places": 11},
            "Accepted the proposed rule “leverage” → “use”, seen at 11 places.",
        ),
        (
            EventType.PROPOSAL_DECIDED,
            {
                "key": "ab",
                "kind": "prompt",
                "what": "“delve” taken out",
                "decision": "refused",
                "reason": "We like it.",
                "places": 1,
            },
            "Refused the proposed line for the drafting template “delve” taken out, seen at 1 place. We like it.",
        ),
        (
            EventType.AUDIT_DONE,
            {
                "audit": "Quarterly review",
                "due": "2027-01-01",
                "findings": "All well.",
                "head": "ab",
                "reports": {"a.html": "cd"},
            },
            "Did the audit “Quarterly review”, due 1 January 2027: All well. Kept with it: 1 report.",
        ),
    ],
)
def test_what_concerns_the_house_is_told_in_a_sentence(desk, kind, payload, says):
    (entry,) = entries("", [desk.chain.next("", kind, Actor.person("Erin"), payload)])
    assert told(entry) == says
