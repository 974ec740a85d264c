"""The handoff card: its sentences and figures from a piece that people really edited, kept as it was handed on."""

import re
from datetime import UTC, datetime

import pytest

from studio.app import handed, handoff
from studio.app.clock import day
from studio.core.claim import Evidence
from studio.core.edit import Cause
from studio.core.errors import Refused
from studio.core.events import EventType
from studio.core.flag import Reason
from studio.core.handoff import Card, text_of
from studio.core.piece import Stage
from studio.core.times import moment

BRIEF = "A page on the tea rooms for walkers.\nOpen daily from 9."
DRAFT = (
    "# Slow tea\n\n"
    "We utilize the best leaves, and last year 73% of our guests came back. Come and sit down in the wonderful garden, where "
    "the scones are warm and the dogs are welcome. In order to rest, bring a book and stay for the lovely afternoon.\n"
)


def received(session):
    return handed.received(session.desk.history, session.piece)


@pytest.fixture
def edited(house, type_over):
    """A piece in which Wren typed a word, took a fix, dismissed a flag and gave a claim its source."""
    piece = house.bring(DRAFT, model="generator-a", brief=BRIEF, audience="walkers")
    session = house.sit(piece)
    fixable = [flag for flag in session.flags if flag.rule == "Plain.Wordy"]
    for edit in session.fix_edits(fixable[0], fixable[0].fixes[0]):
        session.apply(edit)
    type_over(session, "wonderful garden", "quiet garden")
    session.flush()
    session.check_now()
    left = next(flag for flag in session.flags if flag.rule == "Plain.Wordy")
    session.dismiss(left, Reason.DELIBERATE)
    claim = next(claim for claim in session.claims if "73%" in claim.text)
    passage = "Last year 73% of our guests came back."
    session.attach_evidence(claim, Evidence("https://example.org/guests", passage, "", ""))
    return session


def test_the_card_says_what_was_asked_done_changed_and_left_open(edited):
    card = handoff.card_now(edited)
    assert card.asked == (
        "The brief: “A page on the tea rooms for walkers. Open daily from 9.”",
        "A blog post for walkers.",
    )
    assert card.ai == ("generator-a wrote 47 words.", "No rewrite by an AI was accepted.")
    assert card.by(day).people[0] == "Wren changed 2 words in 2 places, 24 Nov 2026."
    assert "Fixes taken: Plain.Wordy." in card.people
    assert "Flags dismissed: deliberate." in card.people
    assert "Claims: 1 given evidence." in card.people
    assert dict(card.figures) == {
        "Words": "47",
        "Stand as the AI wrote them": "45 (96%)",
        "Changed words": "2 of 47",
        "From the AI": "45 (96%)",
        "Typed": "1 (2%)",
        "From fixes": "1 (2%)",
    }
    assert not any("without evidence" in sentence and "73%" in sentence for sentence in card.open)


def test_a_rewrite_that_was_accepted_is_told_with_its_model(edited, type_over):
    type_over(edited, "Come and sit down", "Sit down with us", Cause.REWRITE)
    edited.flush()
    assert "1 rewrite by a model was accepted." in handoff.card_now(edited).ai


def test_how_hard_a_text_presses_its_readers_is_told_beside_how_it_reads(edited, type_over):
    type_over(edited, "Come and sit down", "Hurry and sit down before it is too late")
    before, now, _ = handoff.card_now(edited).tone
    assert "presses" not in before
    assert re.search(r", and presses its readers in 1 of \d+ sentences\.$", now)


def test_tone_is_told_of_both_texts_as_a_reading_and_no_verdict(edited):
    before, now, caveat = handoff.card_now(edited).tone
    assert before.startswith("The AI original reads positive (0.")
    assert now.startswith("The working text reads positive (0.")
    assert "formal" in now
    assert caveat == "A reading of the words, not a verdict."


def test_a_text_too_short_to_be_read_is_said_to_be(house):
    assert handoff.card_now(house.sit(house.bring())).tone == ("Too short to read: that takes 30 words of running text.",)


def test_the_next_person_sees_the_card_as_it_was_handed_on_whatever_is_edited_later(house, edited, type_over):
    edited.submit("Erin", note="The garden is new.", question="Is 73% still true?")
    before = received(house.sit(edited.piece.id, "Erin"))
    type_over(edited, "quiet garden", "very quiet and sunny garden")
    edited.flush()
    after = received(house.sit(edited.piece.id, "Erin"))
    assert before == after
    assert (after.by, after.to, after.question, after.note) == ("Wren", "Erin", "Is 73% still true?", "The garden is new.")
    assert after.card.by(day).people[0] == "Wren changed 2 words in 2 places, 24 Nov 2026."
    assert handoff.card_now(edited).people[0] != after.card.people[0]


def test_what_is_sent_back_has_a_card_a_time_and_the_writer_s_name(house, edited):
    edited.submit("Erin")
    editor = house.sit(edited.piece.id, "Erin")
    editor.request_changes("Say where the garden is.")
    back = received(editor)
    assert (back.is_return, back.by, back.to, back.note) == (True, "Erin", "Wren", "Say where the garden is.")
    assert moment(back.due) == moment(editor.piece.due) > house.clock.now()
    assert back.card.by(day).earlier == ("24 Nov 2026: Wren handed revision 1 on to Erin.",)
    assert house.workspace.verify().whole


def test_the_house_says_how_long_a_writer_has_after_being_sent_back(house, edited):
    house.workspace.close()
    house.rule((house.root / "policy.toml").read_text("utf-8") + '\n[due]\nchanges = "3 hours"\n')
    session = house.sit(edited.piece.id)
    session.submit("Erin")
    editor = house.sit(edited.piece.id, "Erin")
    editor.request_changes("Say where.", "")
    from studio.app.hours import WorkingHours, worked_between

    worked = worked_between(WorkingHours(), house.clock.now(), moment(editor.piece.due))
    assert worked.total_seconds() == 3 * 3600


@pytest.mark.parametrize("words", [("", ""), (" ", "\n")])
def test_a_handoff_without_a_word_is_refused_where_the_house_asks_for_one(house, words):
    house.rule((house.root / "policy.toml").read_text("utf-8") + '\n[handoff]\nquestion = "required"\n')
    session = house.sit(house.bring())
    note, question = words
    with pytest.raises(Refused, match="The next person has to know what to look at"):
        session.submit("Erin", note=note, question=question)
    assert session.piece.stage is Stage.DRAFTING
    session.submit("Erin", question="Is it warm enough?")
    assert session.piece.stage is Stage.IN_REVIEW


def test_a_handoff_to_nobody_is_refused(house):
    session = house.sit(house.bring())
    with pytest.raises(Refused, match="A handoff needs somebody who gets it"):
        session.submit("  ")
    assert not house.workspace.history.events(session.piece.id, [EventType.SUBMITTED])


def test_a_card_comes_out_of_the_history_as_it_went_in_and_nonsense_gives_no_card(edited):
    card = handoff.card_now(edited)
    assert Card.read(card.payload()) == card
    assert Card.read(None) is None
    assert Card.read({"asked": "no list", "figures": [["half"], 3], "open": [None, 7, "One."]}) == Card(open=("One.",))


def test_whoever_reads_a_card_elsewhere_reads_the_days_of_their_own_clock_and_quotes_as_they_were_written(house, edited, zone):
    edited.submit("Erin")
    editor = house.sit(edited.piece.id, "Erin")
    house.clock.wall = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    editor.request_changes("Not before 2026-11-30T09:00:00Z.")
    house.sit(edited.piece.id).submit("Erin")
    card = received(house.sit(edited.piece.id, "Erin")).card
    told = "Erin sent revision 1 back: “Not before 2026-11-30T09:00:00Z.”"
    zone("UTC")
    assert card.by(day).earlier[-1] == f"24 Nov 2026: {told}"
    zone("Pacific/Auckland")
    assert card.by(day).earlier[-1] == f"25 Nov 2026: {told}"
    assert "handed revision 1 on to Erin" in card.by(day).earlier[0]
    assert all("T" not in sentence.split(":")[0] for sentence in card.by(day).earlier)


def test_days_that_are_one_on_the_reader_s_clock_are_told_once():
    card = Card(people=("Wren changed a word, 2026-11-24T09:30:00Z to 2026-11-24T11:30:00Z.",), earlier=("24 Nov 2026: old.",))
    assert card.by(lambda time: time[:10]) == Card(people=("Wren changed a word, 2026-11-24.",), earlier=("24 Nov 2026: old.",))


def test_the_card_can_be_read_as_plain_text(house, edited):
    edited.submit("Erin", question="Is 73% still true?")
    last = received(edited)
    told = text_of(last.card, tuple(handoff.head(edited.piece, last)))
    assert told.startswith("“Slow tea” (blog, ")
    for line in ("Question: Is 73% still true?", "WHAT PEOPLE CHANGED", "- Stand as the AI wrote them: 45 (96%)", "HOW IT READS"):
        assert line in told.splitlines()


def test_what_was_deleted_for_good_leaves_no_word_of_its_card(house, edited):
    edited.submit("Erin", question="Is 73% still true?")
    editor = house.sit(edited.piece.id, "Erin")
    editor.request_changes("Say where the garden is.")
    from studio.core.events import Actor

    house.workspace.history.purge(edited.piece.id, Actor.person("Erin"), "retention")
    kept = b"".join(path.read_bytes() for path in house.root.glob("history.db*"))
    assert b"73%" not in kept
    assert b"garden" not in kept
    assert house.workspace.verify().whole
