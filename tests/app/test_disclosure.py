"""What readers are told of AI: asked for by the house, suggested, decided, and held against the text."""

import pytest

from studio.app import disclosure
from studio.core.edit import Cause
from studio.core.errors import BadInput, Refused
from studio.core.judgement import DisclosureLevel
from studio.core.piece import Channel

from .conftest import POLICY

NONE, LINE, FULL = DisclosureLevel.NONE, DisclosureLevel.LINE, DisclosureLevel.FULL
ASKS = """
[disclosure]
contact = "Ring Erin on 01632 960 100."
line = ["A machine drafted this for $brand. $contact"]
channel = { support = "line", email = "full" }
"""
REPLY = "# Your kettle\n\nThank you for writing. We send you a new lid.\n"


@pytest.fixture
def strict(house):
    house.rule(POLICY + ASKS)
    return house


def test_a_way_to_a_person_is_a_whole_sentence_whatever_the_policy_left_out(house):
    house.rule(POLICY + '[disclosure]\ncontact = "Ring Erin on 01632 960 100"\nopt_out = "Reply “no more”"\n')
    session = house.sit(house.bring(channel="email"), checked=False)
    assert disclosure.contact_line(session) == "Ring Erin on 01632 960 100."
    assert disclosure.opt_out_line(session) == "Reply “no more”"


def test_a_house_that_asks_for_nothing_gets_nothing_and_everything_is_met(house):
    session = house.sit(house.bring(), checked=False)
    found = disclosure.standing(session)
    assert (found.policy, found.level, found.met, found.present) == (NONE, NONE, True, "")


@pytest.mark.parametrize(("channel", "level"), [("support", LINE), ("email", FULL), ("blog", NONE)])
def test_the_policy_says_the_least_for_each_channel(strict, channel, level):
    session = strict.sit(strict.bring(REPLY, channel=channel), checked=False)
    assert disclosure.asked_for(session) == (level, f"for {Channel(channel).one}")
    assert disclosure.standing(session).met is (level is NONE)


def test_a_line_counts_as_soon_as_it_stands_in_the_text_whatever_its_dress(strict, type_over):
    session = strict.sit(strict.bring(REPLY, channel="support"), checked=False)
    assert not disclosure.standing(session).met
    type_over(
        session, "new lid.\n", "new lid.\n\n*A  machine drafted this* for Larkspur Tea Rooms. RING Erin on 01632 960\n100\n"
    )
    found = disclosure.standing(session)
    assert found.met
    assert found.present == "A machine drafted this for Larkspur Tea Rooms. Ring Erin on 01632 960 100."


def test_a_line_is_not_enough_where_a_full_note_is_asked_for(strict, type_over):
    session = strict.sit(strict.bring(REPLY, channel="email"), checked=False)
    type_over(session, "new lid.\n", f"new lid.\n\n{disclosure.ready_wording(session, LINE)}\n")
    assert not disclosure.standing(session).met
    type_over(session, "new lid.\n", f"new lid.\n\n{disclosure.ready_wording(session, FULL)}\n")
    assert disclosure.standing(session).met


def test_every_ready_wording_names_ai_and_has_a_way_to_a_person_and_no_gap_left_to_fill(strict):
    for channel in ("blog", "web", "email", "social", "support"):
        session = strict.sit(strict.bring(REPLY + channel, channel=channel), checked=False)
        found = disclosure.wordings(session)
        assert {each.level for each in found} == {LINE, FULL}
        for each in found:
            assert "$" not in each.text
            assert "Ring Erin on 01632 960 100." in each.text
            assert each.is_own or "AI" in each.text
            assert each.level is LINE or "our brief" in each.text


def test_saying_less_than_the_house_asks_takes_an_editor_and_a_reason(strict):
    piece = strict.bring(REPLY, channel="support")
    with pytest.raises(Refused, match="takes an editor"):
        disclosure.decide(strict.sit(piece, "Wren", checked=False), NONE, reason="A short reply")
    editor = strict.sit(piece, "Erin", checked=False)
    with pytest.raises(Refused, match="needs a reason"):
        disclosure.decide(editor, NONE)
    disclosure.decide(editor, NONE, reason="Erin wrote it anew herself.")
    found = disclosure.standing(editor)
    assert found.met
    assert (found.decided.who, found.decided.reason) == ("Erin", "Erin wrote it anew herself.")


def test_a_writer_may_say_more_and_then_that_has_to_stand_there(strict, type_over):
    session = strict.sit(strict.bring(REPLY), checked=False)
    disclosure.decide(session, LINE, "Drafted by a machine, mended by Wren.")
    assert not disclosure.standing(session).met
    type_over(session, "new lid.", "new lid. Drafted by a machine, mended by Wren.")
    assert disclosure.standing(session).met
    strict.reopen()
    assert disclosure.standing(strict.sit(session.piece.id, checked=False)).decided.wording.startswith("Drafted by")


def test_a_wording_needs_words(strict):
    with pytest.raises(BadInput):
        disclosure.decide(strict.sit(strict.bring(REPLY), checked=False), LINE, "…")


def test_telling_is_suggested_for_replies_and_for_much_of_the_ai_and_not_for_what_people_wrote(house):
    reply = disclosure.suggestion(house.sit(house.bring(REPLY, channel="support"), checked=False))
    assert reply.level is LINE
    assert len(reply.why) == 2
    session = house.sit(house.bring("# Tea\n\nOne two three four five six.\n"), checked=False)
    assert disclosure.suggestion(session).level is LINE
    session.replace_all("Everything in here was written by people, word for word.\n", Cause.TYPED)
    assert disclosure.suggestion(session) == disclosure.Suggestion(NONE, ())


def test_the_approval_keeps_the_decision_and_who_answers_for_the_text(strict, type_over):
    session = strict.sit(strict.bring(REPLY, channel="support"), checked=False)
    assert disclosure.for_approval(session) == {
        "disclosure": {"policy": "line", "level": "line", "present": False, "wording": "", "reason": "", "by": ""},
        "responsible": "Wren",
    }
    disclosure.decide(session, LINE, "Drafted by a machine.")
    type_over(session, "new lid.", "new lid. Drafted by a machine.")
    kept = disclosure.for_approval(session)["disclosure"]
    assert (kept["present"], kept["wording"], kept["by"]) == (True, "Drafted by a machine.", "Wren")
