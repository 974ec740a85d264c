"""Whoever reads a report sees of every decision whether it is signed, and what is wrong where it is not as it was signed."""

from dataclasses import replace

from studio.core.events import EventType
from studio.core.seal import Seal, SealState
from studio.reports import write

WRONG = (
    "The approval of “Why slow tea is worth the wait” by Erin on 14 Nov 2026 is invalid: its text is not the one that was signed."
)


def _report(desk, state: SealState, problem: str = ""):
    """A report over one approved piece whose approval has this seal."""
    story = desk.tea()
    record = story.record()
    number = next(event.number for event in record.events if event.type is EventType.APPROVED)
    key = "" if state is SealState.UNSIGNED else "3f2a91bc07de55aa"
    seal = Seal(number, record.piece.id, "Erin", record.events[-1].time, state, key, problem)
    story.record = lambda: replace(record, seals=(seal,))
    return desk.report(story)


def test_every_way_out_says_that_an_approval_is_signed_and_with_which_key(desk):
    report = _report(desk, SealState.SIGNED)
    assert "✓ Signed with the key 3f2a 91bc 07de 55aa." in report.page()
    assert any("Signed with the key 3f2a 91bc 07de 55aa." in row[12] for row in report.table().rows)
    (approval,) = report.record()["pieces"][0]["approvals"]
    assert (approval["seal"]["state"], approval["seal"]["key"]) == ("signed", "3f2a91bc07de55aa")
    assert "Signed with the key 3f2a 91bc" in write(report, "csv").decode("utf-8-sig")


def test_an_approval_that_nobody_signed_is_said_to_be_so(desk):
    report = _report(desk, SealState.UNSIGNED)
    assert "Not signed." in report.page()
    assert any(row[12].endswith("Not signed.") for row in report.table().rows)


def test_an_invalid_signature_is_told_with_its_reason_and_not_by_colour_alone(desk):
    report = _report(desk, SealState.INVALID, WRONG)
    assert f"✗ {WRONG}" in report.page()
    assert any(row[12].endswith(WRONG) for row in report.table().rows)
    assert report.record()["pieces"][0]["approvals"][0]["seal"]["problem"] == WRONG
