"""Answers to flags and claims: what they need, how far they reach, and when they fall away."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.claim import ClaimStatus, Evidence
from studio.core.edit import Cause, Edit
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import EventType
from studio.core.flag import Reason, Scope
from studio.core.span import Span

WORDY = "# Slow tea\n\nWe utilize loose leaves. Come in and sit down.\n\nWe utilize warm pots.\n"
PUFFERY = "# Slow tea\n\nCome in and sit down. It is the finest cup of tea in the county.\n"
CLAIM = "# Slow tea\n\nLast year 73% of our guests came back within a month. Come in and sit down.\n"


def _wordy(session):
    return [flag for flag in session.flags if flag.text == "utilize"]


# ---------------------------------------------------------------- flags


def test_a_flag_is_never_dismissed_without_a_reason(house):
    session = house.sit(house.bring(WORDY))
    flag = _wordy(session)[0]
    with pytest.raises(Refused, match=r"with a reason\. Choose one: false positive, deliberate"):
        session.dismiss(flag, None)
    for note in ("", "  "):
        with pytest.raises(Refused, match="says nothing by itself"):
            session.dismiss(flag, Reason.OTHER, note=note)
    assert session.dismissals == []
    session.dismiss(flag, Reason.OTHER, note=" our word ")
    assert [(d.who, d.note, d.reason, d.when) for d in session.dismissals] == [
        ("Wren", "our word", Reason.OTHER, "2026-11-24T09:00:00.000Z")
    ]


def test_here_silences_one_sentence_piece_the_piece_and_rule_the_whole_brand(house):
    piece, other, stranger = house.bring(WORDY), house.bring(WORDY), house.bring(WORDY, brand="Mill")
    left = []
    for scope in Scope:
        session = house.sit(piece)
        session.dismiss(_wordy(session)[0], Reason.DELIBERATE, scope)
        left.append([len(_wordy(house.sit(each))) for each in (piece, other, stranger)])
        session.take_back(session.dismissals[-1])
        assert [len(_wordy(house.sit(each))) for each in (piece, other, stranger)] == [2, 2, 2]
    assert left == [[1, 2, 2], [0, 2, 2], [0, 0, 2]]


def test_a_dismissed_flag_is_neither_counted_nor_painted_but_still_known(house):
    session = house.sit(house.bring(WORDY))
    flag, other = _wordy(session)
    session.dismiss(flag, Reason.DELIBERATE)
    assert _wordy(session) == [other]
    assert [mark[2] for mark in session.marks if mark[2].text == "utilize"] == [other]
    assert flag in session.all_flags
    assert session.dismissal_of(flag).reason is Reason.DELIBERATE


def test_a_dismissal_survives_edits_elsewhere_and_reopening(house, type_over):
    session = house.sit(house.bring(WORDY))
    session.dismiss(_wordy(session)[0], Reason.DELIBERATE)
    type_over(session, "# Slow tea", "# Slow and steady tea")
    type_over(session, "Come in and sit down.", "Do come in.")
    session.check_now()
    assert len(_wordy(session)) == 1
    session.flush()
    house.reopen()
    assert len(_wordy(house.sit(session.piece.id))) == 1


def test_a_dismissal_falls_away_when_its_own_sentence_changes(house, type_over):
    session = house.sit(house.bring(WORDY))
    session.dismiss(_wordy(session)[0], Reason.DELIBERATE)
    type_over(session, "loose leaves", "loose and whole leaves")
    session.check_now()
    assert len(_wordy(session)) == 2
    type_over(session, "loose and whole leaves", "loose leaves")
    session.check_now()
    assert len(_wordy(session)) == 1


OURS = "We utilize loose leaves."
_OTHERS = ["Come in and sit down.", "The pot is warm.", "Nobody waits long here.", "It rains, and we are glad of it."]
_ELSEWHERE = st.lists(
    st.tuples(st.sampled_from(["word", "before", "after", "paragraph", "first", "gone"]), st.integers(0, 9), st.integers(0, 9)),
    min_size=1,
    max_size=6,
)


def _edit_elsewhere(text: str, what: str, which: int, where: int) -> Edit | None:
    """An edit that leaves the letters of our sentence, and the stop before it, alone; None where it finds nothing to do."""
    ours = text.index(OURS)
    others = [(text.index(other), other) for other in _OTHERS if other in text]
    if what == "before":
        return Edit(Span(ours, ours), "Rain falls. ", Cause.TYPED)
    if what == "after":
        return Edit(Span(ours + len(OURS), ours + len(OURS)), " Rain falls.", Cause.TYPED)
    if what == "first":
        return Edit(Span(0, 0), "# A heading\n\n", Cause.PASTED)
    if what == "paragraph":
        return Edit(Span(len(text), len(text)), "\n\nWe utilize warm pots.", Cause.PASTED)
    if not others:
        return None
    start, other = others[which % len(others)]
    if what == "gone":
        return Edit(Span(start, start + len(other)), "Rain.", Cause.TYPED)
    blanks = [start + at for at, char in enumerate(other) if char == " "]
    at = blanks[where % len(blanks)]
    return Edit(Span(at, at), " indeed", Cause.TYPED)


@given(before=st.permutations(_OTHERS), ours=st.integers(0, 4), breaks=st.sets(st.integers(0, 4)), edits=_ELSEWHERE)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_edit_elsewhere_brings_a_dismissed_flag_back_and_any_in_its_sentence_does(house, before, ours, breaks, edits):
    sentences = [*before[:ours], OURS, *before[ours:]]
    text = "".join(each + ("\n\n" if number in breaks else " ") for number, each in enumerate(sentences)).rstrip()
    session = house.sit(house.bring(text))
    (flag,) = _wordy(session)
    session.dismiss(flag, Reason.DELIBERATE)
    for row in edits:
        edit = _edit_elsewhere(session.text, *row)
        if edit:
            session.apply(edit)
            assert OURS not in {found.context for found in _wordy(session)}, "also before the checks have looked again"
    session.check_now()
    assert OURS not in {found.context for found in _wordy(session)}
    at = session.text.index(OURS) + len("We utilize ")
    session.apply(Edit(Span(at, at), "whole ", Cause.TYPED))
    session.check_now()
    assert "We utilize whole loose leaves." in {found.context for found in _wordy(session)}


@pytest.mark.parametrize("scope", [Scope.PIECE, Scope.RULE])
def test_a_no_to_the_rule_itself_holds_whatever_becomes_of_the_sentence(house, type_over, scope):
    session = house.sit(house.bring(WORDY))
    session.dismiss(_wordy(session)[0], Reason.NOT_OUR_STYLE, scope)
    type_over(session, "loose leaves", "whole leaves")
    type_over(session, "warm pots", "cold pots")
    session.check_now()
    assert _wordy(session) == []


def test_a_sentence_moved_to_another_place_keeps_its_answer_and_so_does_its_twin(house):
    session = house.sit(house.bring(WORDY))
    session.dismiss(_wordy(session)[0], Reason.DELIBERATE)
    session.replace_all(f"# Slow tea\n\nWe utilize warm pots.\n\n- {OURS}\n- {OURS}\n", Cause.PASTED)
    session.check_now()
    assert [flag.context for flag in _wordy(session)] == ["We utilize warm pots."]


def test_a_dismissal_survives_a_change_of_the_guides_and_of_the_level(house):
    session = house.sit(house.bring(WORDY))
    flag = _wordy(session)[0]
    session.dismiss(flag, Reason.DELIBERATE)
    house.workspace.styles.set_state(flag.rule, "error")
    session.check_now()
    assert [f.severity for f in _wordy(session)] == ["error"]


def test_what_was_typed_is_written_before_the_answer(house, type_over):
    session = house.sit(house.bring(WORDY))
    type_over(session, "loose", "whole")
    session.dismiss(_wordy(session)[1], Reason.DELIBERATE)
    kinds = [event.type for event in house.workspace.history.events(session.piece.id)]
    assert kinds == [EventType.PIECE_CREATED, EventType.PIECE_CHECKED, EventType.EDITED, EventType.FLAG_DISMISSED]


def test_a_claim_cannot_be_dismissed_like_a_flag(house):
    session = house.sit(house.bring(CLAIM))
    flag = next(flag for flag in session.all_flags if flag.claim)
    with pytest.raises(Refused, match="A claim is not dismissed"):
        session.dismiss(flag, Reason.DELIBERATE, Scope.RULE)
    assert len([claim for claim in session.claims if claim.is_open]) == 1


# ---------------------------------------------------------------- claims


def _the_claim(session):
    (claim,) = [claim for claim in session.claims if claim.span is not None]
    return claim


def test_evidence_needs_a_link_and_the_passage(house):
    session = house.sit(house.bring(CLAIM))
    for url, quote in (("", "73%"), ("https://example.org", " "), (" ", "")):
        with pytest.raises(Refused, match="Evidence needs a link or a file"):
            session.attach_evidence(_the_claim(session), Evidence(url, quote))
    assert _the_claim(session).status is ClaimStatus.UNVERIFIED
    session.attach_evidence(
        _the_claim(session), Evidence(" https://example.org ", "73% came back.", valid_until="2027-11-30", note="Asked Pat.")
    )
    claim = _the_claim(session)
    assert (claim.status, claim.decided_by, claim.is_open) == (ClaimStatus.SUPPORTED, "Wren", False)
    (proof,) = claim.evidence
    assert (proof.url, proof.quote, proof.valid_until, proof.note) == (
        "https://example.org",
        "73% came back.",
        "2027-11-30",
        "Asked Pat.",
    )


@pytest.mark.parametrize(
    "place",
    [
        "https://example.org",
        "http://localhost:8000/visits?year=2025#may",
        "ftp://files.example.org/a b",
        "visits-2025.xlsx",
        "Till roll, May.pdf",
        "records/visits",
        "C:\\Records\\visits",
        "www.example.org",
        "Own record: the till, 4 May",
    ],
)
def test_evidence_may_be_a_link_a_file_or_a_record_of_one_s_own(house, place: str):
    session = house.sit(house.bring(CLAIM))
    session.attach_evidence(_the_claim(session), Evidence(place, "73%"))
    assert _the_claim(session).evidence[0].url == place


@pytest.mark.parametrize(
    "place",
    [
        "I looked it up",
        "trust me.",
        "n/a",
        "https://",
        "https:// example.org",
        "://example.org",
        "http://[x",
        "3.5",
        "ok",
        "-",
        "/",
    ],
)
def test_evidence_that_nobody_could_follow_is_refused_in_a_sentence(house, place: str):
    session = house.sit(house.bring(CLAIM))
    with pytest.raises(BadInput) as refused:
        session.attach_evidence(_the_claim(session), Evidence(place, "73%"))
    assert str(refused.value).startswith(f"“{place}” is neither a link nor a file. Write a link such as")
    assert _the_claim(session).status is ClaimStatus.UNVERIFIED


def test_a_day_that_is_none_is_refused(house):
    session = house.sit(house.bring(CLAIM))
    with pytest.raises(BadInput, match=r"“next year” is not a day\. Write it like 2027-11-30"):
        session.attach_evidence(_the_claim(session), Evidence("https://example.org", "73%", valid_until="next year"))
    assert _the_claim(session).evidence == ()


@pytest.mark.parametrize("last", ["2020-01-01", "2026-11-23"])
def test_evidence_that_has_run_out_already_answers_nothing(house, last: str):
    session = house.sit(house.bring(CLAIM))
    with pytest.raises(Refused, match=rf"This evidence ran out on {last}\. Give some that still holds"):
        session.attach_evidence(_the_claim(session), Evidence("https://example.org", "73%", valid_until=last))
    assert _the_claim(session).evidence == ()
    session.attach_evidence(_the_claim(session), Evidence("https://example.org", "73%", valid_until="2026-11-24"))
    assert _the_claim(session).status is ClaimStatus.SUPPORTED, "through its last day it holds"


def test_evidence_that_has_run_out_makes_the_claim_stale_and_open_until_there_is_newer(house):
    session = house.sit(house.bring(CLAIM))
    session.attach_evidence(_the_claim(session), Evidence("https://example.org", "73%", valid_until="2026-11-30"))
    for days, status in ((5, ClaimStatus.SUPPORTED), (3, ClaimStatus.STALE)):
        house.clock.wait(timedelta(days=days).total_seconds())
        session = house.sit(session.piece.id)
        assert _the_claim(session).status is status
    assert _the_claim(session).is_open
    assert not session.gate().open
    session.attach_evidence(_the_claim(session), Evidence("https://example.org/new", "73% still"))
    assert _the_claim(session).status is ClaimStatus.SUPPORTED
    assert len(_the_claim(session).evidence) == 2


def test_an_opinion_needs_a_reason_and_support_needs_evidence(house):
    session = house.sit(house.bring(CLAIM))
    with pytest.raises(Refused, match="An opinion needs a reason"):
        session.decide_claim(_the_claim(session), ClaimStatus.OPINION, " ")
    with pytest.raises(Refused, match="supported by evidence"):
        session.decide_claim(_the_claim(session), ClaimStatus.SUPPORTED, "trust me")
    session.decide_claim(_the_claim(session), ClaimStatus.CONTRADICTED, "It was 37%.")
    assert _the_claim(session).is_open
    session = house.sit(house.bring(PUFFERY))
    session.decide_claim(_the_claim(session), ClaimStatus.OPINION, "Taste is nobody's to prove.")
    assert (_the_claim(session).status, _the_claim(session).is_open) == (ClaimStatus.OPINION, False)


@pytest.mark.parametrize("text", [CLAIM, CLAIM.replace("73% of our guests", "**73%** of our *guests*")])
def test_a_claim_is_removed_only_once_its_words_are_gone(house, type_over, text: str):
    session = house.sit(house.bring(text))
    claim = _the_claim(session)
    with pytest.raises(Refused, match="words still stand"):
        session.decide_claim(claim, ClaimStatus.REMOVED)
    start = session.text.index("Last year")
    type_over(session, session.text[start : session.text.index(" Come in")], "")
    session.decide_claim(claim, ClaimStatus.REMOVED)
    (row,) = session.claims
    assert (row.status, row.span, row.is_open) == (ClaimStatus.REMOVED, None, False)
    session.replace_all(text, Cause.UNDO)
    session.check_now()
    assert _the_claim(session).status is ClaimStatus.UNVERIFIED
    assert _the_claim(session).is_open


def test_words_of_a_removed_claim_inside_another_number_do_not_count_as_standing(house, type_over):
    session = house.sit(house.bring("Bake it for 12 minutes at the most.\n\nThe pot holds 2 litres and weighs 3 kg.\n"))
    gone = session.claims[-1]
    type_over(session, gone.text, "")
    session.decide_claim(gone, ClaimStatus.REMOVED)
    assert {claim.key: claim.status for claim in session.claims}[gone.key] is ClaimStatus.REMOVED


def test_a_changed_number_is_another_claim_and_nobody_has_checked_it(house, type_over):
    session = house.sit(house.bring(CLAIM))
    session.attach_evidence(_the_claim(session), Evidence("https://example.org", "73%"))
    type_over(session, "73%", "74%")
    session.check_now()
    claim = _the_claim(session)
    assert (claim.status, claim.evidence) == (ClaimStatus.UNVERIFIED, ())
    assert (claim.changed, [each.quote for each in claim.earlier]) == ("The number changed from 73% to 74%.", ["73%"])
    type_over(session, "74%", "73%")
    session.check_now()
    assert _the_claim(session).status is ClaimStatus.SUPPORTED


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("73% of our guests", "not 73% of our guests", "“not” was added."),
        ("within a month", "within a year", "The number changed from a month to a year."),
        ("came back", "came back more often", "“more” was added."),
        ("our guests", "our Whitstable guests", "“Whitstable” was added."),
    ],
)
def test_another_number_name_negation_or_comparison_sets_a_claim_back_and_says_so(house, type_over, old, new, said):
    session = house.sit(house.bring(CLAIM))
    session.attach_evidence(_the_claim(session), Evidence("https://example.org", "73%"))
    type_over(session, old, new)
    session.check_now()
    claim = _the_claim(session)
    assert (claim.status, claim.changed) == (ClaimStatus.UNVERIFIED, said)
    assert claim.is_open


def test_other_words_set_a_claim_back_and_its_evidence_is_confirmed_by_one_key(house, type_over):
    session = house.sit(house.bring(CLAIM))
    session.attach_evidence(_the_claim(session), Evidence("https://example.org", "73%"))
    key = _the_claim(session).key
    type_over(session, "came back", "stayed away")
    session.check_now()
    row = _the_claim(session)
    assert (row.key, row.status, row.changed) == (key, ClaimStatus.UNVERIFIED, "“came back” became “stayed away”.")
    assert row not in session.quick_claims
    assert row.proposal.origin == "evidence for the words before"
    session.confirm(row)
    assert _the_claim(session).status is ClaimStatus.SUPPORTED


def test_commas_capitals_markup_and_articles_are_no_other_words(house, type_over):
    session = house.sit(house.bring(CLAIM))
    session.attach_evidence(_the_claim(session), Evidence("https://example.org", "73%"))
    type_over(session, "Last year 73% of our", "Last year, *73 per cent* of our")
    type_over(session, "within a month", "within one month")
    session.check_now()
    assert _the_claim(session).status is ClaimStatus.SUPPORTED


def test_a_sentence_written_anew_in_the_place_of_a_claim_is_not_the_claim_that_was_checked(house, type_over):
    session = house.sit(house.bring(CLAIM))
    session.attach_evidence(_the_claim(session), Evidence("https://example.org", "73%"))
    type_over(session, "73% of our guests came back", "73% of parcels broke on the way")
    session.check_now()
    assert _the_claim(session).status is ClaimStatus.UNVERIFIED


def test_formatting_a_claim_or_the_sentence_beside_it_leaves_its_evidence(house, type_over):
    session = house.sit(house.bring(CLAIM))
    session.attach_evidence(_the_claim(session), Evidence("https://example.org", "73%"))
    type_over(session, "73%", "**73%**")
    type_over(session, "Come in and sit down", "Do come in")
    session.check_now()
    assert _the_claim(session).status is ClaimStatus.SUPPORTED


def test_the_same_words_twice_are_one_claim_and_one_answer(house):
    session = house.sit(house.bring(CLAIM + "\n" + CLAIM.split("\n\n")[1]))
    assert len([flag for flag in session.all_flags if flag.claim]) == 2
    session.attach_evidence(_the_claim(session), Evidence("https://example.org", "73%"))
    assert not [claim for claim in session.claims if claim.is_open]


def test_a_claim_is_found_by_the_beginning_of_its_key(house):
    session = house.sit(house.bring(CLAIM))
    claim = _the_claim(session)
    assert session.claim(claim.key[:6]) == claim
    with pytest.raises(NotFound, match="No claim of this piece goes by “0000”"):
        session.claim("0000")


def test_a_dismissal_with_a_last_day_holds_through_it_and_then_the_flag_speaks_again(house):
    session = house.sit(house.bring(WORDY))
    session.dismiss(_wordy(session)[0], Reason.DELIBERATE, Scope.RULE, until="2026-12-24")
    assert _wordy(session) == []
    house.clock.wait(timedelta(days=30).total_seconds())
    session.check_now()
    assert _wordy(session) == []
    house.clock.wait(timedelta(days=1).total_seconds())
    session.check_now()
    assert len(_wordy(session)) == 2
    assert [d.until for d in session.dismissals] == ["2026-12-24"], "it stays in the record"
    assert len(_wordy(house.sit(session.piece.id))) == 2


@pytest.mark.parametrize("until", ["soon", "2026-13-01", "24.12.2026"])
def test_the_last_day_of_a_dismissal_is_a_day(house, until):
    session = house.sit(house.bring(WORDY))
    with pytest.raises(BadInput, match="is not a day"):
        session.dismiss(_wordy(session)[0], Reason.DELIBERATE, until=until)
    with pytest.raises(Refused, match="2026-11-23 is over already"):
        session.dismiss(_wordy(session)[0], Reason.DELIBERATE, until="2026-11-23")
    assert session.dismissals == []
