"""The gate says in one sentence what stands between a text and a yes, and never says yes by accident."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.gate import DEFAULT_LEVELS, OF_CHECKS, Counted, GateFacts, GateId, Level, Place, evaluate
from studio.core.judgement import Part
from studio.core.risk import Risk, RiskReading

READY = GateFacts(
    words=120,
    errors=0,
    warnings=0,
    claims_high=0,
    claims_minor=0,
    ran=("style", "grammar"),
    missing={},
    pending=(),
    last_editor="Erin",
    person="Mara",
)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "Ready to approve."),
        ({"words": 0}, "Not ready: the text is empty."),
        ({"errors": 1}, "Not ready: 1 error open."),
        ({"errors": 2, "claims_high": 1}, "Not ready: 1 claim without evidence, 2 errors open."),
        ({"claims_high": 2}, "Not ready: 2 claims without evidence."),
        ({"warnings": 3, "claims_minor": 4}, "Ready to approve."),  # recommended only
        ({"ran": ()}, "Not ready: checked with nothing yet."),
        ({"pending": ("grammar",)}, "Not ready: still checking grammar."),
        ({"missing": {"grammar": "Harper is not installed"}}, "Not ready: not checked with grammar (Harper is not installed)."),
        ({"missing": {"grammar": "", "style": "no guides"}}, "Not ready: not checked with grammar, style (no guides)."),
        ({"missing": {"grammar": "off"}, "pending": ("style",)}, "Not ready: still checking style."),
        ({"no_consent": 1}, "Not ready: 1 consent missing for a customer's name or words."),
        ({"trial_errors": 3, "trial_warnings": 3}, "Ready to approve."),
        ({"errors": 1, "trial_errors": 1}, "Not ready: 1 error open (1 more on trial)."),
        ({"person": "Erin"}, "Not ready: Erin edited last, so somebody else approves."),
        ({"last_editor": "", "person": ""}, "Ready to approve."),  # nobody has edited: nobody approves their own work
    ],
)
def test_the_gate_says_what_is_missing(facts: dict[str, object], sentence: str) -> None:
    gate = evaluate(replace(READY, **facts), {})
    assert gate.sentence() == sentence
    assert gate.open == (sentence == "Ready to approve.")


@pytest.mark.parametrize(
    ("facts", "many"),
    [({"unanswered": 5}, 5), ({"errors": 2, "claims_high": 1}, 3), ({"words": 0}, 1), ({"retained": 63, "retained_most": 40}, 1)],
)
def test_what_is_missing_is_counted_as_its_phrases_count_it(facts: dict[str, object], many: int) -> None:
    levels = {GateId.CHECKLIST: Level.REQUIRED, GateId.RETAINED: Level.REQUIRED}
    assert sum(item.many for item in evaluate(replace(READY, **facts), levels).missing) == many


@pytest.mark.parametrize(
    ("which", "facts", "phrase"),
    [
        (GateId.NOT_EMPTY, {}, "text is there"),
        (GateId.ERRORS, {}, "no errors open"),
        (GateId.WARNINGS, {"warnings": 1}, "1 warning open"),
        (GateId.WARNINGS, {"warnings": 1, "trial_warnings": 2}, "1 warning open (2 more on trial)"),
        (GateId.ERRORS, {"trial_errors": 1}, "no errors open (1 more on trial)"),
        (GateId.CLAIMS, {}, "no claims without evidence"),
        (GateId.CLAIMS_MINOR, {"claims_minor": 2}, "2 minor claims unanswered"),
        (GateId.CONSENT, {}, "no customer is named or quoted without consent"),
        (GateId.CONSENT, {"no_consent": 2}, "2 consents missing for a customer's name or words"),
        (GateId.CHECKED, {}, "checked with style, grammar"),
        (GateId.SECOND_PERSON, {}, "approver is not the last editor"),
        (GateId.SIGNED, {}, "approval is signed"),
        (GateId.SIGNED, {"unsigned": "the key of Mara is locked"}, "not signed (the key of Mara is locked)"),
    ],
)
def test_every_condition_is_told_in_words_whether_met_or_not(which: GateId, facts: dict[str, object], phrase: str) -> None:
    items = {item.id: item for item in evaluate(replace(READY, **facts), {}).items}
    assert items[which].phrase == phrase
    assert items[which].level is DEFAULT_LEVELS[which]


HIGH = RiskReading(Risk.HIGH, ("a price: “£18”",), ("price",), ("price",))
UNMET: dict[GateId, dict[str, object]] = {
    GateId.HOLD: {"held": "a death in the family"},
    GateId.NOT_EMPTY: {"words": 0},
    GateId.CONTENT_TYPE: {"unread_type": "templates/letter.md has no title: add one"},
    GateId.CLAIMS: {"claims_high": 1},
    GateId.ERRORS: {"errors": 1},
    GateId.PERSONAL: {"own": {GateId.PERSONAL: Counted(errors=1)}},
    GateId.DISCLOSURE: {"disclosure": "readers are not told of AI"},
    GateId.CONTACT: {"own": {GateId.CONTACT: Counted(warnings=1)}},
    GateId.MERGE_FIELDS: {"own": {GateId.MERGE_FIELDS: Counted(errors=2, suggestions=1)}},
    GateId.INVENTED: {"own": {GateId.INVENTED: Counted(suggestions=1)}},
    GateId.WARNINGS: {"warnings": 1},
    GateId.CLAIMS_MINOR: {"claims_minor": 1},
    GateId.CONSENT: {"no_consent": 1},
    GateId.LINKS: {"own": {GateId.LINKS: Counted(warnings=3)}},
    GateId.CHECKLIST: {"unanswered": 2},
    GateId.COMMENTS: {"threads": 1},
    GateId.RETAINED: {"retained": 62, "retained_most": 40, "led": "human-led"},
    GateId.LENGTH: {"lengths": (None, 100)},
    GateId.GRADE: {"grade": 11.6, "grades": (None, 9)},
    GateId.AUDIENCE: {"unchecked_audience": "new parents"},
    GateId.DATES: {"dates": ("Remembrance Day is today", "Diwali begins on 12 November")},
    GateId.CHECKED: {"ran": ()},
    GateId.SECOND_PERSON: {"person": "Erin"},
    GateId.PARTS: {"gives": (Part.VOICE,)},
    GateId.SECOND_APPROVAL: {"risk": HIGH},
    GateId.SIGNED: {"unsigned": "the key of Mara is locked"},
}
PHRASES = {
    GateId.HOLD: "on hold (a death in the family)",
    GateId.NOT_EMPTY: "the text is empty",
    GateId.CONTENT_TYPE: "its content type cannot be read (templates/letter.md has no title: add one)",
    GateId.CLAIMS: "1 claim without evidence",
    GateId.ERRORS: "1 error open",
    GateId.PERSONAL: "1 personal detail in the text",
    GateId.DISCLOSURE: "readers are not told of AI",
    GateId.CONTACT: "1 fault in how to reach a person or opt out",
    GateId.MERGE_FIELDS: "2 merge fields to mend",
    GateId.INVENTED: "1 detail that nobody gave the AI",
    GateId.WARNINGS: "1 warning open",
    GateId.CLAIMS_MINOR: "1 minor claim unanswered",
    GateId.CONSENT: "1 consent missing for a customer's name or words",
    GateId.LINKS: "3 links to mend",
    GateId.CHECKLIST: "2 questions of the checklist to answer",
    GateId.COMMENTS: "1 comment unresolved",
    GateId.RETAINED: "62% as the AI wrote it, 40% is the most (human-led)",
    GateId.LENGTH: "120 words (100 is the most)",
    GateId.GRADE: "reading grade 12 (9 is the most)",
    GateId.AUDIENCE: "audience not checked (“new parents”)",
    GateId.DATES: "Remembrance Day is today and 1 more",
    GateId.CHECKED: "checked with nothing yet",
    GateId.SECOND_PERSON: "Erin edited last, so somebody else approves",
    GateId.PARTS: "nobody has said yes to its accuracy",
    GateId.SECOND_APPROVAL: "1 more yes wanted, from a second person: high risk (price)",
    GateId.SIGNED: "not signed (the key of Mara is locked)",
}
MET = {GateId.SECOND_APPROVAL: {"agreed": ((Part.VOICE, "Tomasz"),)}}
"""What a condition takes to be met, where the ready text alone does not meet it."""


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("is_met", [True, False])
@pytest.mark.parametrize("which", GateId)
def test_the_house_decides_what_is_looked_at_and_what_refuses(which: GateId, is_met: bool, level: Level) -> None:
    facts = replace(READY, **(MET.get(which, {}) if is_met else UNMET[which]))
    gate = evaluate(facts, {**dict.fromkeys(GateId, Level.OFF), which: level})
    refused = level is Level.REQUIRED and not is_met
    assert [item.id for item in gate.items] == ([] if level is Level.OFF else [which])
    assert [item.met for item in gate.items] == ([] if level is Level.OFF else [is_met])
    assert [item.id for item in gate.missing] == ([which] if refused else [])
    assert gate.open is not refused
    if not is_met:
        assert [item.phrase for item in gate.items] == ([] if level is Level.OFF else [PHRASES[which]])


def test_every_condition_leads_to_its_place() -> None:
    places = {item.id: item.place for item in evaluate(READY, dict.fromkeys(GateId, Level.REQUIRED)).items}
    assert set(places) == set(GateId)
    assert places[GateId.PERSONAL] is Place.FLAGS
    assert (places[GateId.CHECKLIST], places[GateId.DISCLOSURE]) == (Place.CHECKLIST, Place.DISCLOSURE)
    assert set(OF_CHECKS.values()) <= set(places)


# ---------------------------------------------------------------- flags with a condition of their own


@pytest.mark.parametrize(
    ("level", "told"),
    [
        (Level.OFF, {GateId.ERRORS: "1 error open", GateId.WARNINGS: "2 warnings open"}),
        (
            Level.RECOMMENDED,
            {GateId.ERRORS: "1 error open", GateId.LINKS: "2 links to mend", GateId.WARNINGS: "no warnings open"},
        ),
        (Level.REQUIRED, {GateId.ERRORS: "no errors open", GateId.LINKS: "3 links to mend", GateId.WARNINGS: "no warnings open"}),
    ],
)
def test_a_flag_is_told_once_where_it_weighs_most_and_a_suggestion_stops_no_link(level: Level, told: dict[GateId, str]) -> None:
    gate = evaluate(replace(READY, own={GateId.LINKS: Counted(1, 2, 3)}), {GateId.LINKS: level})
    phrases = {item.id: item.phrase for item in gate.items}
    assert {which: phrases.get(which) for which in told} == told
    assert (GateId.LINKS in phrases) == (level is not Level.OFF)


def test_as_many_warnings_as_the_house_allows_may_stay() -> None:
    levels = {GateId.WARNINGS: Level.REQUIRED}
    assert evaluate(replace(READY, warnings=2, allowed_warnings=2), levels).open
    gate = evaluate(replace(READY, warnings=3, allowed_warnings=2), levels)
    assert gate.sentence() == "Not ready: 3 warnings open (2 may stay)."


@pytest.mark.parametrize(("words", "met"), [(99, False), (100, True), (200, True), (201, False)])
def test_a_length_has_to_be_in_its_band_ends_included(words: int, met: bool) -> None:
    (item,) = evaluate(
        replace(READY, words=words, lengths=(100, 200)), dict.fromkeys(GateId, Level.OFF) | {GateId.LENGTH: Level.REQUIRED}
    ).items
    assert item.met is met


# ---------------------------------------------------------------- who says yes


def test_where_two_are_wanted_the_last_editor_may_be_one_and_never_the_only_one() -> None:
    levels = {GateId.SECOND_APPROVAL: Level.REQUIRED}
    first = evaluate(replace(READY, person="Erin", risk=HIGH), levels)
    assert not first.open
    assert first.before_a_part == ()
    second = evaluate(replace(READY, person="Erin", risk=HIGH, agreed=((Part.VOICE, "Mara"),), gives=(Part.ACCURACY,)), levels)
    assert second.open
    alone = evaluate(replace(READY, person="Erin", risk=HIGH, agreed=((Part.VOICE, "Erin"),)), levels)
    assert {item.id for item in alone.missing} == {GateId.SECOND_PERSON, GateId.SECOND_APPROVAL}


def test_where_one_is_enough_the_last_editor_gives_no_part_of_it() -> None:
    gate = evaluate(replace(READY, person="Erin", gives=(Part.VOICE,)), {})
    assert [item.id for item in gate.before_a_part] == [GateId.SECOND_PERSON]
    assert gate.sentence_of_a_part() == "Not ready: Erin edited last, so somebody else approves."


@pytest.mark.parametrize("other", ["ERIN", "Erin\u200b", " Erin", "Er\u00adin", "Erin\x00", "\uff25rin"])
def test_one_person_under_two_spellings_of_the_name_is_no_second_person(other: str) -> None:
    levels = DEFAULT_LEVELS | {GateId.SECOND_APPROVAL: Level.REQUIRED}
    agreed = tuple((part, other) for part in Part)
    gate = evaluate(replace(READY, last_editor="Erin", person="Erin", agreed=agreed), levels)
    assert {item.id for item in gate.missing} == {GateId.SECOND_PERSON, GateId.SECOND_APPROVAL}
    alone = evaluate(replace(READY, last_editor=other, person="Erin"), DEFAULT_LEVELS)
    assert [item.id for item in alone.missing] == [GateId.SECOND_PERSON]


def test_a_part_that_nobody_has_said_yes_to_is_named() -> None:
    gate = evaluate(replace(READY, gives=(Part.VOICE,)), {})
    assert gate.sentence() == "Not ready: nobody has said yes to its accuracy."
    gate = evaluate(replace(READY, agreed=((Part.ACCURACY, "Tomasz"),), gives=(Part.VOICE,)), {})
    assert gate.open
    assert next(item.phrase for item in gate.items if item.id is GateId.PARTS) == "voice: Mara, accuracy: Tomasz"


def test_a_house_of_one_is_told_what_to_switch_off() -> None:
    gate = evaluate(replace(READY, person="Erin", is_alone=True, risk=HIGH), {GateId.SECOND_APPROVAL: Level.REQUIRED})
    assert "sets second_person to “off” in policy.toml" in gate.sentence()
    assert "sets second_approval to “off” in policy.toml" in gate.sentence()


@given(
    st.dictionaries(st.sampled_from(GateId), st.sampled_from(Level)),
    st.integers(0, 2),
    st.integers(0, 2),
    st.lists(st.sampled_from(["style", "grammar"]), max_size=2, unique=True).map(tuple),
)
def test_the_gate_is_open_exactly_when_nothing_required_is_missing(
    levels: dict[GateId, Level], errors: int, claims: int, ran: tuple[str, ...]
) -> None:
    facts = replace(READY, errors=errors, claims_high=claims, ran=ran, agreed=((Part.VOICE, "Tomasz"),))
    gate = evaluate(facts, levels)
    unmet = {GateId.ERRORS: bool(errors), GateId.CLAIMS: bool(claims), GateId.CHECKED: not ran}
    asked = {**DEFAULT_LEVELS, **levels}
    assert gate.open == (not any(unmet[which] and asked[which] is Level.REQUIRED for which in unmet))
    assert gate.sentence().startswith("Ready" if gate.open else "Not ready: ")
