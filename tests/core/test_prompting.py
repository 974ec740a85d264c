"""What a model is asked for: the house's words as the task, the brief as material, and a brief that the checks can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.checks.claiming.brief import standing
from studio.checks.claiming.given import read
from studio.core.claim import Standing
from studio.core.document import count_words
from studio.core.flag import Severity
from studio.core.piece import Channel
from studio.core.prompting import (
    EXTRA,
    MOST_DRAFTS,
    MOST_REASONS,
    MOST_WORDS,
    Brief,
    House,
    Reason,
    brief_for_checks,
    extra_for,
    gist,
    material_of,
    skeleton,
    task,
    wanted,
)

SAID = Brief(
    title="Autumn teas",
    audience="Regulars",
    facts="The pot costs £12.\nWe open at nine.",
    must_say="Dogs are welcome",
    must_not_say="It is waterproof.\nWe give 50% off.",
    length="120 words",
    tone="warm",
    answers=(("What is the one piece of news?", "A new oolong."), ("What must not be said? (optional)", "It cures colds.")),
)


def how(sentence: str) -> Standing | None:
    return standing(sentence, sentence, read(brief_for_checks(SAID), "", ""))[0]


def test_the_checks_take_facts_as_given_and_what_must_not_be_said_as_forbidden():
    assert how("The pot costs £12.") is Standing.GIVEN
    assert how("The pot costs £15.") is Standing.CONTRADICTS
    for forbidden in ("It is waterproof.", "We give 50% off.", "It cures colds."):
        assert how(forbidden) is Standing.CONTRADICTS, forbidden


def test_length_and_tone_shape_a_draft_and_are_no_facts_that_a_text_is_held_against():
    assert "120 words" not in brief_for_checks(SAID)
    assert "120 words" in material_of(SAID)
    assert "Tone: warm" in material_of(SAID)
    assert brief_for_checks(Brief(facts="a", tone="dry")) == brief_for_checks(Brief(facts="a", tone="warm")), (
        "so they are siblings"
    )


def test_a_place_is_told_with_its_habits_and_the_houses_tone_gives_way_to_the_briefs():
    us = material_of(Brief(facts="a", locale="en-US"))
    assert "Place and spelling: en-US, readers in the US: American spelling, prices in $, the month before the day" in us
    assert "Place and spelling: somewhere" in material_of(Brief(facts="a", locale="somewhere"))
    assert "Its tone is calm, unless the brief says otherwise." in wanted([Channel.EMAIL])[0].opening("calm")


def test_a_form_asks_nothing_twice():
    assert extra_for(()) == tuple(EXTRA)
    questions = ("Which facts may be used, and where do they come from?", "What must not be said? (optional)")
    assert extra_for(questions) == ("aim", "must_say")


def test_nothing_that_was_typed_into_a_brief_is_in_the_task():
    asked = task("Write a letter.", House(("Plain: no.",), ("Speak as “we”.",), ("Write “tea”.",)), "80 words")
    for house_words in ("Write a letter.", "Plain: no.", "Speak as “we”.", "Write “tea”.", "80 words", "never make one up"):
        assert house_words in asked
    assert "British spelling" in task("", House(dialect="british"))
    assert task("Write.", House()).count("\n- ") == 0, "a house without guides has no empty lists"


texts = st.text(max_size=40)


@given(st.builds(Brief, *(texts for _ in range(13)), st.lists(st.tuples(texts, texts), max_size=4).map(tuple)))
def test_a_brief_that_was_kept_comes_back_as_it_was_typed(brief: Brief):
    assert Brief.from_data(brief.as_data()) == brief


@pytest.mark.parametrize("data", [None, 3, [], {"answers": 7, "title": 9}, {"answers": [["a"], "bc", None]}])
def test_what_is_no_brief_reads_as_an_empty_one(data: object):
    assert Brief.from_data(data).is_empty


def test_the_prompt_has_the_houses_own_rules_first_and_then_the_gravest_of_each_guide():
    reasons = [
        *(Reason(f"Plain.R{n}", f"Plain reason {n}.", Severity.WARNING) for n in range(40)),
        *(Reason(f"AITells.R{n}", f"Telling reason {n}.", Severity.WARNING) for n in range(40)),
        Reason("Plain.Grave", "It matters.", Severity.ERROR),
        Reason("House.TeaRoom", "We say tea room.", Severity.SUGGESTION, is_own=True),
        Reason("Plain.Spelling", "It is spelt so.", Severity.ERROR, "spelling"),
        Reason("Plain.Slot", "Use '%s'.", Severity.ERROR),
    ]
    found = gist(reasons)
    assert found[:2] == ("Tea room: We say tea room.", "Grave: It matters.")
    assert len(found) == MOST_REASONS
    assert "Spelling: It is spelt so." not in found, "that is mended afterwards"
    assert sum(map(count_words, found)) <= MOST_WORDS
    assert sum("Telling" in each for each in found) == sum("Plain reason" in each for each in found)


def test_a_reason_says_which_words_it_is_about_and_none_speaks_against_the_gaps_that_are_asked_for():
    words = (("utilise", "use"), ("leverage", ""), ("in order to", "to|so as to"))
    reasons = [Reason("Plain.Wordy", "Short words are read.", Severity.ERROR, words=words)]
    reasons.append(Reason("AITells.Placeholders", "A gap tells everybody.", Severity.ERROR))
    assert gist(reasons) == ("Wordy: Short words are read. Write “use”, not “utilise”; “to”, not “in order to”. Not: leverage.",)


def test_drafts_for_several_channels_and_in_several_ways_have_names_of_their_own():
    assert [each.name for each in wanted([Channel.EMAIL])] == [""]
    assert [each.name for each in wanted([Channel.EMAIL], 3)] == ["A", "B", "C"]
    assert [each.name for each in wanted([Channel.EMAIL, Channel.SOCIAL])] == ["email", "social"]
    assert [each.name for each in wanted([Channel.EMAIL, Channel.SOCIAL], 2)] == ["email A", "email B", "social A", "social B"]
    openings = {each.opening() for each in wanted([Channel.EMAIL], 4)}
    assert len(openings) == 4
    assert len(wanted(list(Channel), 26)) == MOST_DRAFTS


def test_a_skeleton_begins_without_the_line_that_says_what_it_is():
    assert skeleton("A skeleton for a person; an AI may check it.\n\nDear you,\n\nWe [did].") == "Dear you,\n\nWe [did]."
    assert skeleton("Dear you,\n\nWe [did].") == "Dear you,\n\nWe [did]."
