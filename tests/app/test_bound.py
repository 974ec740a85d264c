"""A yes holds for what the piece is and what its readers are told, as it does for the text."""

import pytest

from studio.app import disclosure
from studio.app.export import caution
from studio.core.errors import Refused
from studio.core.events import Actor, EventType
from studio.core.judgement import DisclosureLevel, Part
from studio.core.piece import Stage

DESCRIBED = "the piece is described otherwise, or its readers are told something else"


def _told(session) -> None:
    disclosure.decide(session, DisclosureLevel.LINE, "Written with the help of AI.")


def _told_nothing(session) -> None:
    disclosure.decide(session, DisclosureLevel.NONE, reason="Nothing of it is left.")


CHANGES = [
    (lambda s: s.describe({"audience": "children"}), lambda s: s.describe({"audience": ""})),
    (lambda s: s.describe({"locale": "en-US"}), lambda s: s.describe({"locale": ""})),
    (_told, _told_nothing),
]


@pytest.mark.parametrize(("change", "back"), CHANGES, ids=["audience", "locale", "disclosure"])
def test_another_audience_or_disclosure_ends_a_yes_and_the_very_same_brings_it_back(house, type_over, change, back):
    piece = house.approved()
    session = house.sit(piece, "Erin")
    change(session)
    assert (session.piece.stage, session.approval, session.why_stale) == (Stage.DRAFTING, None, DESCRIBED)
    assert session.stale_approval is not None
    assert caution(session)
    with pytest.raises(Refused):
        session.publish("our blog")
    type_over(session, "pot", "mug")  # the very same text alone does not bring it back
    session.flush()
    type_over(session, "mug", "pot")
    session.flush()
    assert session.piece.stage is Stage.DRAFTING
    back(session)
    assert (session.piece.stage, session.why_stale) == (Stage.APPROVED, "")
    house.workspace.history.rebuild()
    assert house.workspace.verify().whole
    session.publish("our blog")
    assert session.approval is not None


@pytest.mark.parametrize("again", [False, True])
def test_an_ended_yes_stays_ended_after_the_text_is_deleted(house, again):
    piece = house.approved()
    session = house.sit(piece, "Erin")
    session.describe({"audience": "children"})
    if again:
        session.describe({"audience": ""})
    house.workspace.history.purge(piece, Actor.person("Erin"), "asked")
    assert house.workspace.piece(piece).stage is (Stage.APPROVED if again else Stage.DRAFTING)
    assert house.workspace.verify().whole


def test_a_yes_that_another_round_has_ended_does_not_come_back_by_a_description(house):
    piece = house.approved()
    session = house.sit(piece, "Erin")
    session.describe({"audience": "children"})
    session.submit("Erin")
    session.recall()
    session.describe({"audience": ""})
    assert (session.piece.stage, session.approval) == (Stage.DRAFTING, None)


def test_a_piece_described_otherwise_on_hold_goes_on_as_a_draft(house):
    session = house.sit(house.approved(), "Erin")
    session.hold("A storm.")
    session.describe({"audience": "children"})
    session.resume()
    assert (session.piece.stage, session.approval) == (Stage.DRAFTING, None)


def test_a_yes_to_a_part_is_for_the_piece_as_it_is_described(house):
    piece = house.bring()
    house.sit(piece).submit("Erin")
    house.sit(piece, "Tomasz").agree([Part.VOICE])
    session = house.sit(piece, "Erin")
    assert [each.who for each in session.agreements] == ["Tomasz"]
    session.describe({"audience": "children"})
    assert session.agreements == ()
    session.describe({"audience": ""})
    assert [each.who for each in session.agreements] == ["Tomasz"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("[disclosure.channel]\nblog = 'line'\n", "readers are told: none → line"),
        ("[gate.blog]\nlength = 'required'\n[limits]\nwords_max = 400\n", "length: recommended → required"),
    ],
)
def test_what_the_house_asks_for_after_a_yes_has_to_be_seen_to_before_the_text_goes_out(house, asked, told):
    piece, policy = house.approved(), (house.root / "policy.toml").read_text()
    house.rule(policy + asked)
    session = house.sit(piece, "Erin")
    assert told in session.why_stale
    with pytest.raises(Refused, match="The yes does not hold any more: the house asks for more now"):
        session.publish("our blog")
    assert session.approval is None
    house.rule(policy)
    session = house.sit(piece, "Erin")
    session.publish("our blog")
    house.rule(policy + asked)
    assert house.sit(piece, "Erin").approval is not None  # what is out stays approved as it was


def test_who_answers_for_a_piece_may_change_under_a_yes(house):
    session = house.sit(house.approved(), "Erin")
    assert session.describe({"accountable": "Tomasz"})
    assert session.approval is not None
    assert "stands" not in house.workspace.history.events(session.piece.id, [EventType.PIECE_DESCRIBED])[0].payload
