"""A report still lists what was decided about a text that is no more, and says why its words are missing."""

import json

import pytest

from studio import reports
from studio.app.export import make_report
from studio.core.claim import ClaimStatus
from studio.core.edit import Cause
from studio.core.errors import Refused
from studio.core.events import Actor
from studio.core.flag import Reason

TEXT = "# Quercitron tea\n\nWe utilize leaves. Last year 73% of guests came back to zanzibarian rooms.\n"


@pytest.fixture
def gone(house, type_over):
    """A piece that was flagged, claimed, sent back, edited and approved, and whose text was deleted then."""
    house.rule((house.root / "policy.toml").read_text() + '\n[gate]\nclaims = "off"\nerrors = "off"\nsecond_person = "off"\n')
    piece = house.bring(TEXT, brief="borborygmus")
    session = house.sit(piece)
    session.dismiss(session.flags[0], Reason.DELIBERATE, note="kerfuffle")
    session.decide_claim(session.claims[0], ClaimStatus.OPINION, "flibbertigibbet")
    session.submit("Erin", note="brouhaha")
    house.sit(piece, "Erin").request_changes("collywobbles")
    session = house.sit(piece)
    type_over(session, "zanzibarian", "widdershins")
    session.flush()
    session.submit("Erin")
    house.sit(piece, "Erin").approve("skedaddle")
    house.clock.wait(86_400)
    house.workspace.history.purge(piece, Actor.person("Erin"), "Kept long enough.")
    return piece


def _record(house, kind):
    return make_report(house.workspace, kind, house.workspace.person("Erin")).record()


def test_the_edit_history_tells_who_decided_what_without_the_words(house, gone):
    (piece,) = _record(house, "edit-history")["pieces"]
    assert piece["piece"]["title"] == "(text deleted on 25 Nov 2026)"
    assert piece["summary"] == "The text was deleted on 25 November 2026; Erin had approved it on 24 November 2026."
    assert [(each["who"], each["revision"], each["matches"]) for each in piece["approvals"]] == [("Erin", 2, None)]
    assert len(piece["approvals"][0]["text_hash"]) == 64
    assert [(each["reason"], each["text"], each["note"]) for each in piece["dismissals"]] == [("deliberate", "", "")]
    assert [(each["type"], each["to"], each["note"]) for each in piece["handoffs"]] == [
        ("submitted", "Erin", ""),
        ("changes_requested", "Wren", ""),
        ("submitted", "Erin", ""),
    ]
    assert [(each["text"], each["status"]) for each in piece["claims"]] == [("(words deleted)", "opinion")]
    assert piece["entries"][-1]["type"] == "text.purged"
    assert sum(entry["purged"] for entry in piece["entries"]) == len(piece["entries"]) - 1


@pytest.mark.parametrize("kind", sorted(reports.kinds()))
def test_every_report_can_be_made_and_holds_no_word_of_it(house, gone, kind):
    made = make_report(house.workspace, kind, house.workspace.person("Erin"))
    shown = made.page() + json.dumps(made.record()) + str(list(made.table().rows)) + str(made.remarks())
    for word in (
        "zanzibarian",
        "borborygmus",
        "kerfuffle",
        "flibbertigibbet",
        "brouhaha",
        "collywobbles",
        "widdershins",
        "skedaddle",
    ):
        assert word not in shown
    if kind in ("edit-history", "claims"):  # those that list pieces by themselves
        assert "text deleted on 25 Nov 2026" in shown


def test_the_timeline_says_what_happened_and_that_the_words_are_gone(house, gone):
    page = make_report(house.workspace, "edit-history", house.workspace.person("Erin")).page()
    assert "Edited the text. The words were deleted." in page
    assert "Approved revision 2, checked with" in page
    assert "Deleted the words of this piece for good; what was decided stays. Kept long enough." in page
    assert "The edits on record lead to another text" not in page


def test_a_piece_whose_text_is_gone_takes_no_edit_no_answer_and_no_yes(house, gone, type_over):
    session = house.sit(gone, "Erin")
    assert session.text == session.original == ""
    for act in (
        lambda: session.replace_all("New words.", Cause.TYPED),
        lambda: session.submit("Erin"),
        lambda: session.approve(),
        lambda: session.request_changes("Shorter."),
        lambda: session.take_back(session.dismissals[0]),
    ):
        with pytest.raises(Refused, match=r"^The text of this piece was deleted on 25 Nov 2026\."):
            act()


def test_whoever_types_while_the_text_is_deleted_is_told_and_brings_nothing_back(house, type_over):
    piece = house.bring(TEXT)
    session = house.sit(piece)
    type_over(session, "zanzibarian", "widdershins")
    house.clock.wait(60)
    house.workspace.history.purge(piece, Actor.person("Erin"), "Kept long enough.")
    assert session.changed_elsewhere()
    assert not session.flush()
    assert session.is_saved
    assert house.workspace.history.working(piece) == ""
    assert house.workspace.verify().whole
