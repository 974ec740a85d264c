"""Submitting, sending back and approving: who may, when, and what a yes is worth."""

import re
from collections.abc import Callable
from contextlib import closing

import pytest

from studio.app import roster
from studio.app.handing_on import due_time
from studio.app.keys import KeyStore
from studio.app.sealing import Cost
from studio.app.workspace import Workspace
from studio.checks.runner import Runner
from studio.core import gate as gates
from studio.core.check import Check, CheckScope, Lane
from studio.core.claim import ClaimStatus, Evidence
from studio.core.edit import Cause, Edit
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import EventType, digest
from studio.core.flag import Reason, Severity
from studio.core.gate import GateId
from studio.core.piece import Stage
from studio.core.span import Span

CLEAN = "# Slow tea\n\nWe make a pot of tea. Come in and sit down.\n"


def _in_review(house, text: str = CLEAN, by: str = "Erin") -> str:
    piece = house.bring(text)
    house.sit(piece, checked=False).submit(by)
    return piece


# ---------------------------------------------------------------- submitting


def test_submitting_hands_a_numbered_revision_to_an_editor_by_a_day(house):
    session = house.sit(house.bring(), checked=False)
    session.submit("erin", "2026-12-01T16:00+01:00", " Look at the end. ")
    piece = session.piece
    assert (piece.stage, piece.assignee, piece.revision, piece.due) == (Stage.IN_REVIEW, "Erin", 1, "2026-12-01T15:00+00:00")
    (event,) = house.workspace.history.events(piece.id, [EventType.SUBMITTED])
    assert event.payload["note"] == "Look at the end."
    assert event.payload["text_hash"] == digest(session.text)


def test_without_a_day_the_house_s_own_time_holds(house):
    session = house.sit(house.bring(), checked=False)
    assert session.suggested_due == due_time("2026-11-26", house.clock.wall)
    session.submit("Erin")
    assert session.piece.due == due_time("2026-11-26", house.clock.wall)


@pytest.mark.parametrize("due", ["tomorrow", "2026-13-01", "24.11.2026"])
def test_a_time_that_is_none_is_refused_and_nothing_is_handed_on(house, due: str):
    session = house.sit(house.bring(), checked=False)
    with pytest.raises(BadInput, match=r"is not a time\. Write it like 2026-12-01T16:00"):
        session.submit("Erin", due)
    assert session.piece.stage is Stage.DRAFTING


@pytest.mark.parametrize("due", ["0001-01-01", "9999-12-31", "1999-12-31", "2100-01-01T09:00", "9999-12-31T23:59-11:00"])
def test_a_year_that_nobody_can_mean_is_refused_in_one_sentence_and_nothing_is_handed_on(house, due: str):
    session = house.sit(house.bring(), checked=False)
    with pytest.raises(BadInput, match=r"^Nothing can be due in the year \d+\. Name a day from 2000 to 2099\.$"):
        session.submit("Erin", due)
    assert session.piece.stage is Stage.DRAFTING


@pytest.mark.parametrize("due", ["2020-01-01", "2026-11-23", "2026-11-24T08:59+00:00"])
def test_nobody_is_handed_a_piece_that_was_late_before_it_came(house, due: str):
    session = house.sit(house.bring(), checked=False)
    with pytest.raises(Refused, match=rf"“{re.escape(due)}” is over already\. Name a time that is still to come"):
        session.submit("Erin", due)
    assert session.piece.stage is Stage.DRAFTING
    session.submit("Erin", "2026-11-24T09:01+00:00")
    with pytest.raises(Refused, match="is over already"):
        house.sit(session.piece.id, "Erin", checked=False).request_changes("Warmer.", due)
    assert house.workspace.piece(session.piece.id).stage is Stage.IN_REVIEW


def test_a_time_that_fills_a_page_is_not_told_back_whole(house):
    with pytest.raises(BadInput) as caught:
        due_time("9" * 100_000, house.clock.wall)
    assert len(str(caught.value)) < 200


def test_only_somebody_who_may_approve_is_handed_a_piece(house):
    session = house.sit(house.bring(), checked=False)
    with pytest.raises(Refused, match=r"Wren is not an editor and could not approve\. Editors here: Erin, Tomasz\."):
        session.submit("Wren")
    with pytest.raises(NotFound, match="Nobody here is called “Zoe”"):
        session.submit("Zoe")


def test_an_empty_text_is_not_handed_on(house):
    session = house.sit(house.bring(), checked=False)
    session.apply(Edit(Span(0, len(session.text)), "***\n"))
    with pytest.raises(Refused, match="the text is empty"):
        session.submit("Erin")


# ---------------------------------------------------------------- the stages


def test_a_writer_neither_approves_nor_sends_back(house):
    session = house.sit(_in_review(house), "Wren")
    for act in (session.approve, lambda: session.request_changes("No.")):
        with pytest.raises(Refused, match=r"Wren may not .*: that takes an editor or an owner\. Who may: Erin, Tomasz\."):
            act()


def test_whoever_sends_a_piece_back_says_what_should_change(house):
    session = house.sit(_in_review(house), "Erin", checked=False)
    with pytest.raises(Refused, match="needs to know what to change"):
        session.request_changes("  ")
    session.request_changes(" Shorter. ")
    assert (session.piece.stage, session.piece.note, session.piece.assignee) == (Stage.CHANGES_REQUESTED, "Shorter.", "Wren")


# ---------------------------------------------------------------- the gate


def test_a_yes_names_the_text_the_checks_the_guides_and_what_was_passed_over(house):
    session = house.sit(_in_review(house), "Erin")
    session.approve(" Lovely. ")
    approval = session.approval
    assert approval is not None
    assert (approval.who, approval.when, approval.note, approval.revision) == ("Erin", "2026-11-24T09:00:00.000Z", "Lovely.", 1)
    assert approval.text_hash == digest(session.text)
    assert approval.guide_version == session.context.version
    assert set(approval.ran) == {check.id for check in house.workspace.runner.checks}
    assert approval.missing == ()
    (event,) = house.workspace.history.events(session.piece.id, [EventType.APPROVED])
    off = {GateId.AUDIENCE, GateId.CHECKLIST, GateId.SECOND_APPROVAL}
    assert {item[0] for item in event.payload["gate"]} == {gate.value for gate in GateId if gate not in off}


def test_open_errors_and_weighty_claims_refuse_and_the_sentence_counts_them(house):
    text = CLEAN + "\nWe recieve guests. Last year 73% of our guests came back within a month.\n"
    session = house.sit(_in_review(house, text), "Erin")
    assert sum(flag.severity is Severity.ERROR for flag in session.flags) == 1
    with pytest.raises(Refused, match=r"^Not ready: 1 claim without evidence, 1 error open\. Settle these first\.$"):
        session.approve()
    (claim,) = [claim for claim in session.claims if "73%" in claim.text]
    session.attach_evidence(claim, Evidence("https://example.org", "73% came back."))
    with pytest.raises(Refused, match=r"^Not ready: 1 error open\."):
        session.approve()
    session.dismiss(next(flag for flag in session.flags if flag.severity is Severity.ERROR), Reason.DELIBERATE)
    session.approve()
    assert session.piece.stage is Stage.APPROVED


def test_nothing_is_approved_before_every_check_has_looked_at_this_very_text(house):
    session = house.sit(_in_review(house), "Erin", checked=False)
    with pytest.raises(Refused, match="Not ready: still checking"):
        session.approve()
    session.check_now([Lane.FAST])
    with pytest.raises(Refused, match="Not ready: still checking agreement, grammar"):
        session.approve()
    session.check_now([Lane.SLOW])
    session.approve()


def test_a_check_that_cannot_run_refuses_and_says_why(house):
    gone = Check("odd", "Odd", "So.", CheckScope.BLOCK, lambda b, c: (), (), available=lambda: "it is not installed")
    house.workspace.runner = Runner([*house.workspace.runner.checks, gone])
    session = house.sit(_in_review(house), "Erin")
    with pytest.raises(Refused, match=r"Not ready: not checked with odd \(it is not installed\)\."):
        session.approve()


def test_where_the_house_lets_unchecked_text_pass_the_yes_says_what_did_not_run(house, type_over):
    house.rule((house.root / "policy.toml").read_text() + '[gate]\nchecked = "recommended"\nsecond_person = "off"\n')
    session = house.sit(_in_review(house), "Erin")
    type_over(session, "a pot", "one pot")
    session.check_now([Lane.FAST])
    session.approve()
    assert "grammar" in session.approval.missing
    assert "grammar" not in session.approval.ran


def test_whoever_edited_last_does_not_approve_and_that_is_seen_before(house, type_over):
    session = house.sit(_in_review(house), "Erin")
    type_over(session, "a pot", "one pot")
    session.check_now()
    item = next(item for item in session.gate().items if item.id is GateId.SECOND_PERSON)
    assert (item.met, item.phrase) == (False, "Erin edited last, so somebody else approves")
    with pytest.raises(Refused, match="Erin edited last"):
        session.approve()
    house.sit(session.piece.id, "Tomasz").approve()
    assert house.workspace.piece(session.piece.id).stage is Stage.APPROVED


@pytest.mark.parametrize("is_written", [False, True])
def test_a_letter_typed_and_taken_back_makes_nobody_the_last_editor_in_the_gate_and_in_the_act(house, is_written):
    piece = _in_review(house)
    erin = house.sit(piece, "Erin")
    erin.apply(Edit(Span(0, 0), "Hot "))
    erin.flush()
    other = house.sit(piece, "Tomasz")
    other.apply(Edit(Span(0, 0), "x"))
    if is_written:
        other.flush()
    assert other.last_editor == "Tomasz"
    other.apply(Edit(Span(0, 1), ""))
    assert other.last_editor == "Erin"  # what Tomasz did is undone, written or not
    other.flush()
    session = house.sit(piece, "Erin")
    assert not session.gate().open
    with pytest.raises(Refused, match="Erin edited last"):
        session.approve()
    house.sit(piece, "Tomasz").approve()
    assert house.workspace.verify().whole


def test_a_house_of_one_may_switch_the_second_person_off(house, type_over):
    house.rule((house.root / "policy.toml").read_text() + '[gate]\nsecond_person = "off"\n')
    session = house.sit(_in_review(house), "Erin")
    type_over(session, "a pot", "one pot")
    session.check_now()
    assert GateId.SECOND_PERSON not in {item.id for item in session.gate().items}
    session.approve()
    assert session.approval.who == "Erin"


def test_a_text_changed_elsewhere_is_neither_approved_nor_sent_back_unseen(house, type_over):
    piece = _in_review(house)
    ours, theirs = house.sit(piece, "Erin"), house.sit(piece, "Wren", checked=False)
    type_over(theirs, "a pot", "an urn")
    theirs.flush()
    for act in (ours.approve, lambda: ours.request_changes("No.")):
        with pytest.raises(Refused, match="changed elsewhere while it lay here"):
            act()
    assert house.workspace.history.approvals(piece) == []


def test_what_another_editor_decided_meanwhile_counts(house):
    piece = _in_review(house)
    first, second = house.sit(piece, "Erin"), house.sit(piece, "Tomasz")
    first.approve()
    with pytest.raises(Refused, match="cannot approve while the piece is “Approved”"):
        second.approve()
    assert len(house.workspace.history.approvals(piece)) == 1


# ---------------------------------------------------------------- two programs at once


def _meanwhile(house, monkeypatch: pytest.MonkeyPatch, act: Callable[[Workspace], object]) -> None:
    """Let another program do `act` just before the next decision is written, when every question has been asked."""
    history = house.workspace.history
    write = history.append_all

    def late(entries, *args, **options):
        if entries[-1][0] in (EventType.SUBMITTED, EventType.CHANGES_REQUESTED, EventType.APPROVED):
            monkeypatch.undo()
            house.clock.wait(1)
            with closing(Workspace.open(house.root, now=house.clock.now, monotonic=house.clock.monotonic)) as other:
                act(other)
        return write(entries, *args, **options)

    monkeypatch.setattr(history, "append_all", late)


def _types_over(piece: str):
    def act(other: Workspace) -> None:
        session = other.session(piece, other.person("Wren"))
        session.replace_all(session.text + "\nUnseen words.\n", Cause.IMPORT)
        session.flush()

    return act


DECISIONS = {
    "submit": ("Wren", lambda session: session.submit("Erin"), EventType.SUBMITTED, Stage.DRAFTING),
    "send back": ("Erin", lambda session: session.request_changes("Shorter."), EventType.CHANGES_REQUESTED, Stage.IN_REVIEW),
    "approve": ("Erin", lambda session: session.approve(), EventType.APPROVED, Stage.IN_REVIEW),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_text_written_elsewhere_in_the_last_moment_is_never_decided_on_unseen(house, monkeypatch, decision: str):
    who, do, kind, stage = DECISIONS[decision]
    piece = house.bring() if stage is Stage.DRAFTING else _in_review(house)
    session = house.sit(piece, who)
    _meanwhile(house, monkeypatch, _types_over(piece))
    with pytest.raises(
        Refused, match=r"^The text was changed elsewhere while it lay here\. Open the piece again and look at it\.$"
    ):
        do(session)
    history = house.workspace.history
    assert history.events(piece, [kind]) == []
    assert [look.payload["moment"] for look in history.events(piece, [EventType.PIECE_CHECKED])] == ["original"]
    assert house.workspace.piece(piece).stage is stage
    assert session.changed_elsewhere(), "the window sees that the text is another one"
    again = house.sit(piece, "Tomasz" if who == "Erin" else who)
    assert "Unseen words." in again.text
    assert house.workspace.verify().whole


def test_one_round_of_review_ends_in_one_decision_whoever_else_decides_at_that_moment(house, monkeypatch):
    piece = _in_review(house)
    session = house.sit(piece, "Erin")
    _meanwhile(house, monkeypatch, lambda other: other.session(piece, other.person("Tomasz")).request_changes("No."))
    with pytest.raises(Refused, match=r"^Somebody else has worked on this piece meanwhile, so nothing was decided\."):
        session.approve()
    kinds = [event.type for event in house.workspace.history.events(piece)]
    assert (kinds.count(EventType.CHANGES_REQUESTED), kinds.count(EventType.APPROVED)) == (1, 0)
    with pytest.raises(Refused, match="cannot approve while the piece is “Changes requested”"):
        session.approve()
    assert house.workspace.verify().whole


def test_an_honest_editor_s_signature_is_never_made_invalid_by_another_program(house, monkeypatch):
    house.workspace.signers.keys = KeyStore(house.root / "keys of this computer", lambda: None, Cost(1, 64, 1))
    roster.enrol(house.workspace, house.workspace.person("Erin"), "a long passphrase")
    piece = _in_review(house)
    session = house.sit(piece, "Erin")
    _meanwhile(house, monkeypatch, _types_over(piece))
    with pytest.raises(Refused, match="changed elsewhere"):
        session.approve()
    assert house.workspace.verify().problems == ()
    house.sit(piece, "Tomasz").approve()
    house.sit(house.bring(), "Wren").submit("Erin")


def test_a_required_signature_does_not_slip_when_the_key_is_locked_after_the_gate_was_asked(house, monkeypatch):
    house.rule((house.root / "policy.toml").read_text() + '[gate]\nsigned = "required"\n')
    house.workspace.signers.keys = KeyStore(house.root / "keys of this computer", lambda: None, Cost(1, 64, 1))
    roster.enrol(house.workspace, house.workspace.person("Erin"), "a long passphrase")
    piece = _in_review(house)
    session = house.sit(piece, "Erin")
    asked = gates.evaluate

    def locks(*args):
        house.workspace.signers.keys.lock("Erin")
        return asked(*args)

    monkeypatch.setattr(gates, "evaluate", locks)
    session.approve()
    (yes,) = house.workspace.history.events(piece, [EventType.APPROVED])
    assert "signature" in yes.payload
    (look, *_) = reversed(house.workspace.history.events(piece, [EventType.PIECE_CHECKED]))
    assert "signature" not in look.payload, "what the program saw, no person signs"
    assert house.workspace.verify().problems == ()


# ---------------------------------------------------------------- what a yes is worth


def test_one_typed_letter_makes_a_yes_stale_and_the_very_same_text_brings_it_back(house):
    session = house.sit(house.approved(), checked=False)
    assert session.approval is not None
    for flushes in (False, True):
        session.apply(Edit(Span(0, 0), "x"))
        if flushes:
            session.flush()
            assert session.piece.stage is Stage.DRAFTING
        assert session.approval is None
        assert session.stale_approval.who == "Erin"
        session.apply(Edit(Span(0, 1), ""))
        assert session.approval.who == "Erin"
        assert session.stale_approval is None
    session.flush()
    assert session.piece.stage is Stage.APPROVED


def test_a_new_round_of_review_ends_the_old_yes_even_for_the_same_text(house):
    session = house.sit(house.approved(), checked=False)
    session.apply(Edit(Span(0, 0), "x"))
    session.submit("Tomasz")
    session.apply(Edit(Span(0, 1), ""))
    session.flush()
    assert session.approval is None
    assert session.piece.stage is Stage.IN_REVIEW


def test_a_claim_answered_later_leaves_the_yes_to_the_text_alone(house):
    text = CLEAN + "\nIt is the finest cup of tea in the county.\n"
    piece = _in_review(house, text)
    session = house.sit(piece, "Erin")
    (claim,) = [claim for claim in session.claims if "finest" in claim.text]
    session.decide_claim(claim, ClaimStatus.OPINION, "A figure of speech.")
    session.approve()
    session.attach_evidence(claim, Evidence("https://example.org", "73%"))
    assert session.approval is not None
