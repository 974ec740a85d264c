"""An editor to whom a piece comes back reads only what changed, and gives a yes in two parts."""

import pytest

from studio.core.claim import Evidence
from studio.core.edit import Cause
from studio.core.events import EventType
from studio.core.flag import Reason
from studio.core.gate import GateId
from studio.core.piece import Stage
from studio.ui.dialogs.approving import ApproveSheet
from studio.ui.editor.pasting import copied


def _sit(desk, name: str) -> None:
    """Somebody else takes the chair."""
    workspace = desk.window.acts.at_desk()[0]
    desk.window.review.open(workspace, workspace.session(desk.session.piece.id, workspace.person(name)))
    desk.settle()


@pytest.fixture
def returned(desk):
    """Erin sent the piece back, Wren changed one line, and Erin has it again."""
    workspace = desk.window.acts.at_desk()[0]
    piece = desk.session.piece.id
    workspace.session(piece, workspace.person("Wren")).submit("Erin")
    workspace.session(piece, workspace.person("Erin")).request_changes("A last line, please.")
    writer = workspace.session(piece, workspace.person("Wren"))
    writer.replace_all(f"{writer.text}\n\nCome in and sit down.\n", Cause.IMPORT)
    writer.submit("Erin")
    _sit(desk, "Erin")
    return desk


def test_a_piece_that_comes_back_shows_what_changed_since_the_last_look_and_one_key_goes_back(returned):
    review = returned.window.review
    assert review.since.is_on
    assert "Come in and sit down." not in review.editor.original.toPlainText()
    assert [change.after_text.strip() for change in returned.session.shown.changes] == ["Come in and sit down."]
    assert "you sent it back" in review.editor.original_head.details.text()
    returned.do("since_look")
    returned.settle()
    assert not review.since.is_on
    assert review.editor.original.toPlainText() == returned.session.original


def test_words_copied_from_the_left_claim_no_ai_origin_while_the_last_look_stands_there(returned):
    left = returned.window.review.editor.original
    left.selectAll()
    assert copied(left.createMimeDataFromSelection()) is None
    returned.do("since_look")
    returned.settle()
    left.selectAll()
    assert copied(left.createMimeDataFromSelection()).side == "original"


def test_whoever_never_decided_sees_the_ai_original_and_is_told_so(desk):
    assert not desk.window.review.since.is_on
    desk.do("since_look")
    assert "no last look" in desk.notice


def test_a_yes_to_one_part_leaves_the_piece_in_review_and_says_what_is_left(returned):
    session = returned.session
    for flag in session.flags:
        session.dismiss(flag, Reason.OTHER, note="Seen.")
    for claim in session.claims:
        session.attach_evidence(claim, Evidence("https://example.org/report", claim.text))
    returned.do("approve")
    sheet = returned.window.findChild(ApproveSheet)
    assert sheet is not None, returned.notice
    sheet.rating.choose("4")
    _voice, accuracy = sheet.parts.values()
    accuracy.setChecked(False)
    assert "nobody has said yes to its accuracy" in sheet.outcome.text()
    sheet.yes.click()
    (event,) = returned.window.acts.at_desk()[0].history.events(session.piece.id, [EventType.AGREED])
    assert (event.payload["parts"], event.payload["rating"]) == (["voice"], 4)
    assert session.piece.stage is Stage.IN_REVIEW


def test_the_button_counts_what_is_missing_and_opens_the_list_of_it(returned):
    returned.window.review.editor.working.setFocus()
    session = returned.session
    session.replace_all(f"{session.text}\nWe recieve guests.\n", Cause.IMPORT)
    _sit(returned, "Tomasz")
    line = returned.window.review.gate_line
    missing = [item for item in returned.session.gate().before_a_part if item.id is not GateId.SIGNED]
    assert missing
    many = sum(item.many for item in missing)
    assert line._main.text() == f"Approve: {many} thing{'s' * (many != 1)} missing"
    line._main.click()
    assert len(line.menu.actions()) == len(missing)
    line.menu.close()
