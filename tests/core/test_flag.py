"""A dismissal holds on to words, not to places; a claim stays open until somebody answers it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.claim import Claim, ClaimDecision, ClaimNote, ClaimSeverity, ClaimStatus
from studio.core.flag import Dismissal, Fix, Flag, Reason, Scope, Severity, fingerprint
from studio.core.span import Span

FLAG = Flag(Span(3, 7), "Say it plainly.", rule="Plain.Wordy", text="in order to", context="“We act in order to help.”")


@pytest.mark.parametrize(
    "changed", ["“we act in order to help.”", '"We act in order to help."', " “We  act in\norder to help.” "]
)
def test_a_dismissal_survives_a_change_of_case_quotes_and_blanks(changed: str) -> None:
    assert fingerprint(FLAG.rule, FLAG.text, changed) == FLAG.key


@pytest.mark.parametrize("parts", [("Plain.Wordy", "in order to", "We act in order to win."), ("Plain.Wordy", "in order", "")])
def test_other_words_are_another_flag(parts: tuple[str, ...]) -> None:
    assert fingerprint(*parts) != FLAG.key


@given(st.text("ab “”\"'‘’\u00a0–-", max_size=12), st.text("ab ", max_size=6))
def test_a_fingerprint_is_of_the_wording(one: str, other: str) -> None:
    plain = one.upper().replace("“", '"').replace("”", '"').replace("‘", "'").replace("’", "'").replace("–", "-")
    assert fingerprint(plain, f" {other}  ") == fingerprint(one, other)
    if other.split():
        assert fingerprint(one, other) != fingerprint(one + other, "")  # where one part ends and the next begins counts


def test_a_flag_that_moved_is_the_same_flag() -> None:
    assert FLAG.at(Span(90, 94)).key == FLAG.key


@pytest.mark.parametrize(
    ("scope", "same_words", "same_rule", "other_rule"),
    [(Scope.HERE, True, False, False), (Scope.PIECE, True, True, False), (Scope.RULE, True, True, False)],
)
def test_a_dismissal_reaches_as_far_as_it_says(scope: Scope, same_words: bool, same_rule: bool, other_rule: bool) -> None:
    said = Dismissal(FLAG.key, FLAG.rule, scope, Reason.DELIBERATE, "", "Erin", "2026-11-24T10:00:00.000Z")
    elsewhere = Flag(Span(0, 1), "", rule="Plain.Wordy", text="in order to", context="Another sentence.")
    other = Flag(Span(0, 1), "", rule="House.Names", text="in order to", context=FLAG.context)
    assert [said.silences(flag) for flag in (FLAG, elsewhere, other)] == [same_words, same_rule, other_rule]


@pytest.mark.parametrize(("text", "label"), [("to", "to"), ("", "Remove"), (" ", "Leave one space")])
def test_a_fix_says_what_its_button_does(text: str, label: str) -> None:
    assert Fix(text).label == label


def test_severities_and_claims_are_ordered_by_weight() -> None:
    assert sorted(Severity, key=lambda s: s.rank) == [Severity.SUGGESTION, Severity.WARNING, Severity.ERROR]
    assert sorted(ClaimSeverity, key=lambda s: s.rank)[-1] is ClaimSeverity.BLOCKER


NOTE = ClaimNote(("statistic",), ClaimSeverity.HIGH, "A study.")


@pytest.mark.parametrize(
    ("status", "is_open"),
    [
        (ClaimStatus.UNVERIFIED, True),
        (ClaimStatus.SUPPORTED, False),
        (ClaimStatus.OPINION, False),
        (ClaimStatus.CONTRADICTED, True),  # somebody found it wrong and it still stands there
        (ClaimStatus.REMOVED, True),
        (ClaimStatus.STALE, True),
    ],
)
def test_a_claim_that_stands_in_the_text_is_open_until_it_is_answered(status: ClaimStatus, is_open: bool) -> None:
    assert Claim("k", "9 of 10", NOTE, Span(0, 7), status).is_open is is_open
    assert not Claim("k", "9 of 10", NOTE, None, status).is_open  # its words are gone


def test_a_decision_read_back_from_the_history_knows_what_was_asked() -> None:
    decision = ClaimDecision("k", "9 of 10", ("statistic",), ClaimSeverity.HIGH, ClaimStatus.OPINION, "", "Erin", "")
    assert decision.note == ClaimNote(("statistic",), ClaimSeverity.HIGH, "")
