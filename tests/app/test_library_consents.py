"""A customer who takes a consent back is heard in the whole library, and not only in the piece where somebody wrote it down."""

from dataclasses import replace

import pytest

from studio.app import consents, library
from studio.core.errors import Refused
from studio.core.events import Actor, EventType
from studio.core.span import Span
from tests.app.test_library import STORY, _erin, _put_in, _saved

SAID = "The consent of Marion Hale was withdrawn on 24 Nov 2026."


@pytest.fixture
def withdrawn(house):
    """A story that went into a piece, where its consent was withdrawn afterwards: the piece on the desk, and the story."""
    shelved = _saved(house, STORY)
    session = house.sit(house.bring(channel="web"))
    _put_in(session, shelved)
    consents.withdraw(session, "marion hale")
    return session, shelved


def test_a_withdrawn_consent_keeps_the_story_out_of_every_text_and_the_list_says_so(house, withdrawn):
    now = library.entry(house.workspace, withdrawn[1].entry.id)
    assert now.why_not == SAID
    other = house.sit(house.bring("# Other\n\nWords.\n"))
    for seen in (now, withdrawn[1]):  # also as it was looked at before
        with pytest.raises(Refused, match="was withdrawn on 24 Nov 2026"):
            library.edit_for(other, seen, Span(0, 0))
    house.reopen()
    assert library.entry(house.workspace, now.entry.id).why_not == SAID


def test_no_use_brings_a_consent_back_over_its_withdrawal(house, withdrawn):
    session, shelved = withdrawn
    library.note_use(session, shelved)  # the words were put in by a window that had looked before
    (row,) = consents.listed(session)
    assert not row.holds
    assert len(house.workspace.history.events(session.piece.id, [EventType.CONSENT_RECORDED])) == 2


def test_its_words_are_no_known_facts_any_more(house, withdrawn):
    assert library.facts_for(house.workspace, withdrawn[0].piece.id) == ""


def test_a_consent_that_was_given_anew_after_the_withdrawal_counts(house, withdrawn):
    house.clock.wait(60 * 60 * 24 * 2)
    was = withdrawn[1].entry
    library.save(house.workspace, _erin(house), replace(was, given="2026-11-25"), was)
    assert library.entry(house.workspace, was.id).why_not == ""


def test_a_withdrawal_that_was_a_mistake_is_put_right_where_it_was_made(house, withdrawn):
    session, shelved = withdrawn
    consents.record(session, "Marion Hale", STORY.scope, given=STORY.given)
    assert library.entry(house.workspace, shelved.entry.id).why_not == ""


def test_it_counts_where_the_story_never_was_if_it_is_for_the_same(house):
    same, other = _saved(house, STORY), _saved(house, replace(STORY, title="A photo", scope="her photo"))
    session = house.sit(house.bring())
    consents.record(session, "Marion Hale", "Her name and story on the website", given="2026-03-02")
    consents.withdraw(session, "Marion Hale")
    assert library.entry(house.workspace, same.entry.id).why_not == SAID
    assert library.entry(house.workspace, other.entry.id).why_not == ""


def test_a_withdrawal_stays_heard_when_the_text_it_was_made_in_is_deleted(house, withdrawn):
    session, shelved = withdrawn
    house.workspace.history.purge(session.piece.id, Actor.person("Erin"), "she asked for it")
    assert library.entry(house.workspace, shelved.entry.id).why_not == SAID
