"""A consent answers the flag on somebody's data while it holds, and no longer."""

from datetime import timedelta

import pytest

from studio.app import consents, retention
from studio.core.claim import Consent, Evidence
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import EventType

from .conftest import POLICY

STORY = "# A thank you\n\nOur customer Jane Whitlow (jane.whitlow@example.org) came back. She was glad.\n"


def privacy(session):
    return [flag.text for flag in session.flags if flag.check == "privacy"]


@pytest.fixture
def session(house):
    return house.sit(house.bring(STORY))


def flag_on(session, words):
    return next(flag for flag in session.all_flags if flag.check == "privacy" and flag.text == words)


def test_a_consent_answers_the_flag_it_was_given_for_and_no_other(session):
    assert privacy(session) == ["Jane Whitlow", "jane.whitlow@example.org"]
    consents.record(session, "", "her name in the story", flag=flag_on(session, "Jane Whitlow"))
    assert privacy(session) == ["jane.whitlow@example.org"]
    assert all(flag.text != "Jane Whitlow" for _, _, flag in session.marks)


def test_it_is_known_by_its_words_too_and_after_the_piece_was_opened_again(house, session):
    consents.record(session, "JANE.WHITLOW@example.org", "answers to readers", proof="letter of 3 November")
    assert privacy(session) == ["Jane Whitlow"]
    house.reopen()
    assert privacy(house.sit(session.piece.id)) == ["Jane Whitlow"]


def test_the_flag_is_back_the_day_after_it_ran_out(house, session):
    consents.record(session, "Jane Whitlow", "her name", until="2026-11-25")
    assert "Jane Whitlow" not in privacy(session)
    house.clock.wall += timedelta(days=1)
    session.check_now()
    assert "Jane Whitlow" not in privacy(session)
    house.clock.wall += timedelta(days=1)
    session.check_now()
    assert "Jane Whitlow" in privacy(session)


def test_the_flag_is_back_when_it_is_withdrawn(session):
    consents.record(session, "Jane Whitlow", "her name")
    consents.withdraw(session, "jane whitlow")
    assert "Jane Whitlow" in privacy(session)
    assert [row.holds for row in consents.listed(session)] == [False]
    with pytest.raises(NotFound):
        consents.withdraw(session, "Jane Whitlow")


def test_another_name_in_its_place_is_flagged(session, type_over):
    consents.record(session, "Jane Whitlow", "her name")
    type_over(session, "Jane Whitlow", "Joan Whitlow")
    session.check_now()
    assert "Joan Whitlow" in privacy(session)


def test_the_consent_that_stands_with_a_claim_answers_the_name_and_is_listed(house):
    text = "# Kettles\n\n“Best kettle I ever had,” says our customer Jane Whitlow, jane.whitlow@example.org.\n"
    session = house.sit(house.bring(text))
    claim = next(each for each in session.claims if each.note.needs_consent)
    given = Consent("Jane Whitlow", "2026-11-20", "the website")
    session.attach_evidence(claim, Evidence("own record: letter 12", "Best kettle I ever had", consent=given))
    assert privacy(session) == ["jane.whitlow@example.org"]
    assert [(row.subject, row.scope, row.record) for row in consents.listed(session)] == [("Jane Whitlow", "the website", None)]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"subject": "", "scope": "x"}, Refused),
        ({"subject": "Jane", "scope": " "}, Refused),
        ({"subject": "Jane", "scope": "x", "given": "2026-12-24"}, Refused),
        ({"subject": "Jane", "scope": "x", "given": "2026-11-20", "until": "2026-11-19"}, Refused),
        ({"subject": "Jane", "scope": "x", "until": "soon"}, BadInput),
    ],
)
def test_what_is_no_consent_is_refused_and_nothing_is_written(session, said, error):
    with pytest.raises(error):
        consents.record(session, **said)
    assert not session.desk.history.events(session.piece.id, [EventType.CONSENT_RECORDED])


def test_each_piece_says_how_long_it_is_kept(house):
    piece = house.workspace.piece(house.bring(STORY, channel="support"))
    assert retention.kept(house.workspace, piece).startswith("Kept for good")
    house.rule(POLICY + "[retention.channel]\nsupport = 30\n")
    piece = house.workspace.piece(piece.id)
    assert retention.kept(house.workspace, piece) == "Kept until 24 Dec 2026, for support, if nothing more happens."
    house.clock.wall += timedelta(days=40)
    assert retention.kept(house.workspace, piece) == "Due to be deleted since 24 Dec 2026, for support. An owner decides."
