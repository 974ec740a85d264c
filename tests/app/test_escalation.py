"""What goes up to a named person: once per cause, to somebody who can settle it, and never without an answer."""

from datetime import UTC, datetime

import pytest

from studio.app import escalation
from studio.app.workspace import Workspace
from studio.core.errors import NotFound, Refused
from studio.core.events import ActorKind, EventType
from studio.core.judgement import Trigger
from studio.core.piece import Stage

WEIGHTY = "# Slow tea\n\nOur tea cures a cold within two days, and 73% of our guests came back last year.\n"
DAY = 24 * 3600


def _up(house, piece: str = ""):
    return house.workspace.history.judged.escalations(piece)


def _submitted(house, by: str = "Tomasz", text: str | None = None) -> str:
    piece = house.bring(text) if text else house.bring()
    house.sit(piece).submit(by)
    return piece


# ---------------------------------------------------------------- by itself


def test_what_is_late_goes_up_once_by_a_rule_and_not_by_a_person(house):
    piece = _submitted(house)
    assert escalation.escalate_due(house.workspace) == []
    house.clock.wait(3 * DAY)
    (cause,) = escalation.escalate_due(house.workspace)
    assert (cause.piece, cause.trigger, cause.to) == (piece, Trigger.OVERDUE, "Erin")
    assert escalation.escalate_due(house.workspace) == []
    (told,) = _up(house)
    assert (told.by.kind, told.by.name, told.to) == (ActorKind.RULE, "Due times", "Erin")
    assert "waits for an answer from Tomasz past its due time" in told.note


def test_two_windows_that_look_at_the_same_moment_send_it_up_once(house):
    piece = _submitted(house)
    house.clock.wait(3 * DAY)
    with Workspace.open(house.root, now=house.clock.now, monotonic=house.clock.monotonic) as other:
        cause = escalation.Cause(piece, Trigger.OVERDUE, "round:2", "Late.", "Erin")
        written = [escalation.send_up(each.history, [cause]) for each in (house.workspace, other, house.workspace)]
    assert written == [[cause], [], []]
    assert len(_up(house)) == 1


def test_settled_or_not_the_same_round_does_not_go_up_again_and_the_next_one_does(house):
    piece = _submitted(house)
    house.clock.wait(3 * DAY)
    escalation.escalate_due(house.workspace)
    (told,) = _up(house)
    escalation.settle(house.workspace, house.workspace.person("Erin"), told.number, "I ask Tomasz.")
    assert escalation.escalate_due(house.workspace) == []
    house.sit(piece, "Tomasz").request_changes("Warmer, please.")
    house.clock.wait(5 * DAY)
    (again,) = escalation.escalate_due(house.workspace)
    assert "the changes asked for from Wren" in again.note


@pytest.mark.parametrize("act", ["hold", "withdraw", "recall"])
def test_what_is_on_hold_withdrawn_or_taken_back_never_goes_up_by_itself(house, act):
    piece = _submitted(house)
    session = house.sit(piece, "Wren" if act == "recall" else "Erin")
    getattr(session, act)("The garden is flooded.")
    house.clock.wait(9 * DAY)
    assert escalation.escalate_due(house.workspace) == []


def test_the_house_says_how_late_and_to_whom(house):
    house.rule(
        (house.root / "policy.toml").read_text("utf-8")
        + '\n[escalation]\nto = "Tomasz"\noverdue_after = 4\n[due]\nreview = "1 hour"\n'
    )
    house.clock.wall = datetime(2026, 11, 24, 12, 0).astimezone().astimezone(UTC)
    piece = _submitted(house, "Erin")
    house.clock.wait(4.9 * 3600)
    assert escalation.escalate_due(house.workspace) == []
    house.clock.wait(0.2 * 3600 + 16 * 3600)
    (cause,) = escalation.escalate_due(house.workspace)
    assert (cause.piece, cause.to) == (piece, "Tomasz")
    points = escalation.points(house.workspace.policy)
    assert points.startswith("Goes up to Tomasz when it is 4 working hours late · sent back twice")


def test_what_is_sent_back_a_second_time_goes_up_at_once_and_not_again_while_it_waits(house):
    piece = house.bring()
    for turn in range(3):
        house.sit(piece).submit("Tomasz")
        house.sit(piece, "Tomasz").request_changes("Warmer, please.")
        assert [each.trigger for each in _up(house)] == [Trigger.RETURNED_TWICE] * (turn > 0)
    (told,) = _up(house)
    assert told.note == "“Slow tea” was sent back twice, last by Tomasz."


def test_an_open_claim_that_could_do_harm_goes_up_when_the_piece_is_handed_on(house):
    piece = _submitted(house, text=WEIGHTY)
    claims = [each for each in _up(house) if each.trigger is Trigger.CLAIM]
    assert claims
    assert all(each.about.startswith("claim:") and each.to == "Erin" for each in claims)
    house.sit(piece, "Tomasz").request_changes("Where does that come from?")
    house.sit(piece).submit("Tomasz")
    assert len([each for each in _up(house) if each.trigger is Trigger.CLAIM]) == len(claims)


def test_risk_goes_up_where_the_house_wants_it(house):
    house.rule((house.root / "policy.toml").read_text("utf-8") + "\n[escalation]\nrisk = true\nclaims = 'off'\n")
    _submitted(house, text=WEIGHTY)
    (told,) = _up(house)
    assert told.trigger is Trigger.RISK
    assert told.note.startswith("“Slow tea” is of high risk: ")


# ---------------------------------------------------------------- asked by a person


def test_anybody_may_send_a_flag_or_a_claim_up_with_what_they_need(house):
    session = house.sit(house.bring(WEIGHTY))
    claim = session.claims[0]
    escalation.escalate(session, "Erin", "Is that legal?", f"claim:{claim.key}")
    (told,) = _up(house)
    assert (told.trigger, told.by.name, told.to, told.about) == (Trigger.ASKED, "Wren", "Erin", f"claim:{claim.key}")
    with pytest.raises(Refused, match="has sent that up to Erin already"):
        escalation.escalate(session, "Erin", "Is it?", f"claim:{claim.key}")


@pytest.mark.parametrize(
    ("to", "note", "refused"),
    [
        ("Erin", " ", "has to know what it is about"),
        ("Wren", "Help.", "Wren could not settle it: that takes an editor or an owner. Who may: Erin, Tomasz."),
    ],
)
def test_without_a_word_or_to_somebody_who_cannot_settle_it_nothing_goes_up(house, to, note, refused):
    session = house.sit(house.bring(), "Tomasz", checked=False)
    with pytest.raises(Refused, match=refused):
        escalation.escalate(session, to, note)
    with pytest.raises(Refused, match="up to yourself"):
        escalation.escalate(session, "Tomasz", "Help.")
    with pytest.raises(NotFound):
        escalation.escalate(session, "Zoe", "Help.")
    assert _up(house) == []


def test_a_disputed_rule_is_answered_by_an_owner_and_both_stand_in_the_history(house):
    session = house.sit(house.bring("# Slow tea\n\nWe utilize a pot of tea. Come in.\n"))
    flag = next(flag for flag in session.flags if flag.rule == "Plain.Wordy")
    escalation.dispute(session, flag, "Our guests say utilize.")
    (told,) = _up(house)
    assert (told.trigger, told.to, told.about) == (Trigger.DISPUTED, "Erin", f"flag:{flag.key}")
    tomasz, erin = house.workspace.person("Tomasz"), house.workspace.person("Erin")
    with pytest.raises(Refused, match=r"An owner answers what is disputed\. Owners here: Erin\."):
        escalation.settle(house.workspace, tomasz, told.number, "No.")
    with pytest.raises(Refused, match="has to hear something"):
        escalation.settle(house.workspace, erin, told.number, " ")
    escalation.settle(house.workspace, erin, told.number, "We keep the rule.")
    assert _up(house) == []
    (kept,) = house.workspace.history.judged.escalations(settled=True)
    assert (kept.note, kept.settled, kept.answer) == (
        "Our guests say utilize. (“utilize”)",
        "Erin",
        "We keep the rule.",
    )
    with pytest.raises(Refused, match="It is settled already"):
        escalation.settle(house.workspace, erin, told.number, "Once more.")


def test_a_writer_settles_nothing_and_an_editor_only_what_went_up_to_them(house):
    session = house.sit(house.bring(), checked=False)
    escalation.escalate(session, "Erin", "Please look.")
    (told,) = _up(house)
    with pytest.raises(Refused, match="Wren may not settle an escalation"):
        escalation.settle(house.workspace, house.workspace.person("Wren"), told.number, "Done.")
    with pytest.raises(Refused, match="Erin was asked to settle it"):
        escalation.settle(house.workspace, house.workspace.person("Tomasz"), told.number, "Done.")
    with pytest.raises(NotFound, match="Nothing went up as number 99"):
        escalation.settle(house.workspace, house.workspace.person("Erin"), 99, "Done.")


def test_what_went_up_is_derived_from_the_events_alone(house):
    piece = _submitted(house)
    house.clock.wait(3 * DAY)
    escalation.escalate_due(house.workspace)
    before = _up(house)
    house.workspace.history.rebuild()
    assert _up(house) == before
    assert house.workspace.verify().whole
    assert house.workspace.piece(piece).stage is Stage.IN_REVIEW
    assert len(house.workspace.history.events(piece, [EventType.ESCALATED])) == 1
