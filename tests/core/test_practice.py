"""The score of a practice: what was found, what was missed, what was flagged and was right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.practice import Fault, Key, Outcome, Remark, Trap, Verdict, place_of, score
from studio.core.span import Span

DRAFT = """# A pot for the cold

Our teapots are guaranteed to never chip. We fire every pot twice.

The shop opens at ten. Nobody has to hurry, and the window seat is yours for as long as you like it.

In May we sold 4,000 pots."""
KEY = Key(
    (
        Fault("guaranteed to never chip", "promise", "Stoneware chips.", "Says what was done.", by_eye=False),
        Fault("4,000 pots", "invented detail", "The brief names no number.", "Leaves it out."),
    ),
    (Trap("fire every pot twice", "The brief says so."),),
    Verdict.SEND_BACK,
    "A promise nobody can keep.",
)


def at(words: str) -> Span:
    return place_of(words, DRAFT)


def test_a_text_left_alone_has_found_nothing_and_flagged_nothing() -> None:
    found = score(KEY, DRAFT, DRAFT)
    assert found.sentence == "0 of 2 found, nothing wrongly flagged"
    assert [row.outcome for row in found.rows] == [Outcome.MISSED, Outcome.MISSED]
    assert [row.here.of(DRAFT) for row in found.rows] == ["guaranteed to never chip", "4,000 pots"]


def test_changing_a_fault_finds_it_and_the_row_leads_to_the_new_words() -> None:
    text = DRAFT.replace("guaranteed to never chip", "glazed inside and out")
    found = score(KEY, DRAFT, text)
    assert found.sentence == "1 of 2 found, nothing wrongly flagged"
    first, second = found.rows
    assert first.outcome is Outcome.FOUND
    assert first.here.of(text) == "glazed inside and out"
    assert second.here.of(text) == "4,000 pots"


def test_taking_a_fault_out_finds_it() -> None:
    text = DRAFT.replace("\n\nIn May we sold 4,000 pots.", "")
    assert score(KEY, DRAFT, text).of(Outcome.FOUND)[0].words == "4,000 pots"


@pytest.mark.parametrize(
    ("words", "beside"),
    [
        ("4,000 pots", "4,000 pots (by the till of our own shop)"),
        ("guaranteed to never chip", "guaranteed to really never chip"),
        ("guaranteed to never chip", "guaranteed to not chip"),
    ],
)
def test_a_word_changed_or_put_in_that_leaves_the_fault_standing_finds_nothing(words: str, beside: str) -> None:
    assert score(KEY, DRAFT, DRAFT.replace(words, beside)).found == 0


def test_where_a_word_puts_it_right_that_word_counts_and_no_other() -> None:
    key = Key((Fault("In May we sold 4,000 pots", "invented detail", "Nobody counted.", "Says 40.", heart="4,000"),), ())
    assert score(key, DRAFT, DRAFT.replace("4,000", "40")).found == 1
    assert score(key, DRAFT, DRAFT.replace("In May we sold", "By June they made")).found == 0


def test_what_the_checks_no_longer_see_is_found_and_what_they_still_see_is_not() -> None:
    key = Key((Fault("guaranteed to never chip", "promise", "It chips.", "Says less.", rules=("Claims",)),), ())
    text = DRAFT.replace("guaranteed to never", "made to never")
    place = Span(text.index("made"), text.index("chip") + 4)
    assert score(key, DRAFT, text, flags=[("Claims.Promise", place)]).found == 0
    assert score(key, DRAFT, text, flags=[("Style.Long", place), ("Claims.Promise", Span(0, 3))]).found == 1
    assert score(key, DRAFT, text).found == 0, "nobody has looked at this very text"
    assert score(key, DRAFT, DRAFT, flags=[]).found == 0, "it was never touched"


def test_a_remark_finds_a_fault_without_any_edit() -> None:
    found = score(KEY, DRAFT, DRAFT, [Remark(at("never chip"))])
    assert [row.words for row in found.of(Outcome.FOUND)] == ["guaranteed to never chip"]


def test_a_flag_dismissed_over_a_fault_leaves_it_missed_and_says_so() -> None:
    missed = score(KEY, DRAFT, DRAFT, [Remark(at("never chip"), passed=True)]).of(Outcome.MISSED)[0]
    assert missed.why == "Stoneware chips. You said that it may stand."


def test_a_dismissal_over_a_trap_is_right() -> None:
    assert score(KEY, DRAFT, DRAFT, [Remark(at("fire every pot twice"), passed=True)]).wrong == 0


@pytest.mark.parametrize("by_edit", [True, False])
def test_a_trap_that_was_changed_or_remarked_on_is_wrongly_flagged_and_says_why(by_edit: bool) -> None:
    text = DRAFT.replace("every pot twice", "every pot once") if by_edit else DRAFT
    remarks = [] if by_edit else [Remark(at("pot twice"))]
    (row,) = score(KEY, DRAFT, text, remarks).of(Outcome.WRONG)
    assert (row.kind, row.why) == ("trap", "The brief says so.")


def test_one_remark_over_a_fault_and_the_trap_beside_it_is_meant_for_the_fault() -> None:
    over = Span(at("guaranteed").start, at("twice").end)
    assert score(KEY, DRAFT, DRAFT, [Remark(over)]).sentence == "1 of 2 found, nothing wrongly flagged"


def test_a_remark_where_nothing_is_wrong_counts_once_however_often_it_is_made() -> None:
    remark = Remark(at("The shop opens at ten."))
    found = score(KEY, DRAFT, DRAFT, [remark, remark])
    assert found.wrong == 1
    assert found.of(Outcome.WRONG)[0].kind == "nothing wrong"


def test_a_word_changed_in_passing_is_nobodys_mistake_and_a_rewritten_sentence_is_one() -> None:
    light = DRAFT.replace("has to hurry", "needs to hurry")
    assert score(KEY, DRAFT, light).wrong == 0
    heavy = DRAFT.replace("Nobody has to hurry, and the window seat is yours for as long as you like it.", "Take your time.")
    (row,) = score(KEY, DRAFT, heavy).of(Outcome.WRONG)
    assert "nothing was wrong here" in row.why


def test_throwing_everything_away_finds_every_fault_and_pays_for_it() -> None:
    found = score(KEY, DRAFT, "")
    assert found.found == found.planted
    assert found.wrong >= 2


@pytest.mark.parametrize(
    ("decided", "rightly", "words"),
    [
        (Verdict.SEND_BACK, True, "so you decided"),
        (Verdict.APPROVE, False, "you said yes"),
        (Verdict.NONE, False, "did not decide"),
    ],
)
def test_the_decision_is_told_with_its_reason(decided: Verdict, rightly: bool, words: str) -> None:
    found = score(KEY, DRAFT, DRAFT, verdict=decided)
    assert found.decided_rightly is rightly
    assert words in found.verdict
    assert "A promise nobody can keep." in found.verdict


def test_a_key_that_does_not_fit_its_draft_is_refused() -> None:
    with pytest.raises(ValueError, match="stands 3 times"):
        place_of("pot", "pot pot pot")
    with pytest.raises(ValueError, match="0 times"):
        place_of("kettle", DRAFT)


WORDS = st.lists(st.sampled_from(DRAFT.split()), max_size=30).map(" ".join)


@given(WORDS, st.integers(0, len(DRAFT)), st.integers(0, len(DRAFT)))
def test_whatever_was_done_to_the_text_every_row_leads_to_a_place_in_it(words: str, one: int, other: int) -> None:
    start, end = sorted((one, other))
    text = DRAFT[:start] + words + DRAFT[end:]
    found = score(KEY, DRAFT, text)
    assert found.planted == 2
    for row in found.rows:
        assert 0 <= row.here.start <= row.here.end <= len(text)
        assert row.span.of(DRAFT) == row.words


@given(st.lists(st.integers(0, len(DRAFT) - 1), max_size=6))
def test_more_remarks_never_unfind_a_fault(places: list[int]) -> None:
    remarks = [Remark(Span(place, min(len(DRAFT), place + 9))) for place in places]
    found = [score(KEY, DRAFT, DRAFT, remarks[:many]).found for many in range(len(remarks) + 1)]
    assert found == sorted(found)
