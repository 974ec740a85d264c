"""The gate says in one sentence what stands between a text and a yes, and never says yes by accident."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.gate import DEFAULT_LEVELS, GateFacts, GateId, Level, evaluate

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


BAD = replace(
    READY, words=0, errors=1, warnings=1, claims_high=1, claims_minor=1, no_consent=1, ran=(), person="Erin", unsigned="no key"
)


@pytest.mark.parametrize("which", GateId)
def test_the_house_decides_what_is_looked_at_and_what_refuses(which: GateId) -> None:
    for level, shown, refused in ((Level.OFF, False, False), (Level.RECOMMENDED, True, False), (Level.REQUIRED, True, True)):
        gate = evaluate(BAD, {**dict.fromkeys(GateId, Level.OFF), which: level})
        assert [item.id for item in gate.items] == ([which] if shown else [])
        assert [item.id for item in gate.missing] == ([which] if refused else [])
        assert gate.open is not refused


@given(
    st.dictionaries(st.sampled_from(GateId), st.sampled_from(Level)),
    st.integers(0, 2),
    st.integers(0, 2),
    st.lists(st.sampled_from(["style", "grammar"]), max_size=2, unique=True).map(tuple),
)
def test_the_gate_is_open_exactly_when_nothing_required_is_missing(
    levels: dict[GateId, Level], errors: int, claims: int, ran: tuple[str, ...]
) -> None:
    gate = evaluate(replace(READY, errors=errors, claims_high=claims, ran=ran), levels)
    unmet = {GateId.ERRORS: bool(errors), GateId.CLAIMS: bool(claims), GateId.CHECKED: not ran}
    asked = {**DEFAULT_LEVELS, **levels}
    assert gate.open == (not any(unmet[which] and asked[which] is Level.REQUIRED for which in unmet))
    assert gate.sentence().startswith("Ready" if gate.open else "Not ready: ")
