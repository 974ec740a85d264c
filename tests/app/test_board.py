"""The board below the window: columns, one filter, and which act a move is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.board import COLUMNS, Due, Known, Sieve, act_for, board, ways, with_found
from studio.core.acts import MOVES, Act
from studio.core.errors import Refused
from studio.core.outcome import Outcome
from studio.core.piece import Channel, Person, Piece, Role, Stage

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WREN, ERIN = Person("Wren", (Role.WRITER,)), Person("Erin", (Role.EDITOR, Role.OWNER))
PEOPLE = (WREN, ERIN)
TEA = Piece("tea", "Tea", brand="Mill", assignee="Wren", accountable="Wren")


def _at(stage: Stage, **more: object) -> Piece:
    return replace(TEA, id=f"tea-{stage}", stage=stage, **more)


def test_every_stage_has_a_column_and_every_piece_stands_in_one():
    assert set(COLUMNS) == set(Stage)
    shown = board([_at(stage) for stage in Stage], Sieve(), NOW)
    assert {stage: [card.piece.stage for card in cards] for stage, cards in shown.columns.items()} == {s: [s] for s in Stage}
    assert (shown.cards, shown.hidden) == (7, 0)


def test_a_piece_whose_text_was_deleted_is_no_work_any_more():
    shown = board([replace(TEA, purged="2026-01-01T00:00:00Z")], Sieve(), NOW)
    assert (shown.cards, shown.hidden) == (0, 0)


def test_the_review_that_was_due_first_comes_first_and_one_without_a_time_last():
    ids = {"a": "", "b": "2026-11-30T16:00Z", "c": "2026-11-20T16:00Z"}
    shown = board([replace(_at(Stage.IN_REVIEW), id=each, due=due) for each, due in ids.items()], Sieve(), NOW)
    assert [card.piece.id for card in shown.columns[Stage.IN_REVIEW]] == ["c", "b", "a"]


def test_a_card_tells_what_is_known_and_nothing_of_what_nobody_looked_at():
    outcome = Outcome("tea", "Tea", "Mill", Channel.BLOG, "", "", "", "", "", "", "", Stage.DRAFTING, "", open=3, claims_open=1)
    known = Known({"tea": outcome}, {"tea": ("a price",)}, {"winter": "Winter menu"})
    first, second = replace(TEA, campaign="winter"), replace(TEA, id="other")
    cards = board([first, second], Sieve(), NOW, known).columns[Stage.DRAFTING]
    assert (cards[0].flags, cards[0].claims, cards[0].risk, cards[0].campaign) == (3, 1, ("a price",), "Winter menu")
    assert (cards[1].flags, cards[1].claims, cards[1].risk, cards[1].campaign) == (None, None, (), "")


@pytest.mark.parametrize(
    ("sieve", "shown"),
    [
        (Sieve(brand="Mill"), {"a", "b"}),
        (Sieve(channel=Channel.EMAIL), {"b"}),
        (Sieve(person="Erin"), {"b", "c"}),
        (Sieve(campaign="winter"), {"c"}),
        (Sieve(due=Due.OVERDUE), {"b"}),
        (Sieve(due=Due.WEEK), {"b", "d"}),
        (with_found(Sieve(), ["a", "d"]), {"a", "d"}),
        (with_found(Sieve(brand="Mill"), ["a", "d"]), {"a"}),
        (with_found(Sieve(), []), set()),
        (with_found(Sieve(), None), {"a", "b", "c", "d"}),
    ],
)
def test_the_filter_lets_through_what_fits_all_of_it(sieve: Sieve, shown: set[str]):
    late = replace(_at(Stage.IN_REVIEW), id="b", channel=Channel.EMAIL, assignee="Erin", due="2026-11-23T16:00:00Z")
    soon = replace(_at(Stage.IN_REVIEW), id="d", brand="Larkspur", due="2026-11-27T16:00:00Z")
    pieces = [replace(TEA, id="a"), late, replace(TEA, id="c", brand="", last_editor="Erin", campaign="winter"), soon]
    found = board(pieces, sieve, NOW)
    assert {card.piece.id for cards in found.columns.values() for card in cards} == shown
    assert found.hidden == 4 - len(shown)


def test_what_is_due_today_is_due_by_the_clock_of_the_house():
    today = replace(_at(Stage.IN_REVIEW), due=NOW.astimezone().replace(hour=23).isoformat())
    assert Sieve(due=Due.TODAY).holds(today, NOW)
    assert not Sieve(due=Due.TODAY).holds(replace(today, stage=Stage.APPROVED), NOW), "a yes was given"
    assert not Sieve(due=Due.TODAY).holds(replace(today, due="soon"), NOW)


def test_each_way_is_the_act_that_leads_there():
    assert ways(_at(Stage.DRAFTING), WREN, PEOPLE) == {Stage.IN_REVIEW: Act.SUBMIT, Stage.ON_HOLD: Act.HOLD}
    assert ways(_at(Stage.IN_REVIEW), ERIN, PEOPLE) == {
        Stage.DRAFTING: Act.RECALL,
        Stage.APPROVED: Act.APPROVE,
        Stage.CHANGES_REQUESTED: Act.REQUEST_CHANGES,
        Stage.ON_HOLD: Act.HOLD,
        Stage.WITHDRAWN: Act.WITHDRAW,
    }
    assert ways(_at(Stage.ON_HOLD, held_from="approved"), ERIN, PEOPLE) == {
        Stage.APPROVED: Act.RESUME,
        Stage.WITHDRAWN: Act.WITHDRAW,
    }


def test_a_move_that_nothing_leads_to_says_where_the_piece_can_go():
    with pytest.raises(Refused, match="From here it can go to “In review” or “On hold”"):
        act_for(_at(Stage.DRAFTING), Stage.PUBLISHED, WREN, PEOPLE)
    with pytest.raises(Refused, match="already"):
        act_for(_at(Stage.DRAFTING), Stage.DRAFTING, WREN, PEOPLE)


def test_a_move_that_somebody_may_not_make_says_who_may():
    with pytest.raises(Refused, match="Who may: Erin"):
        act_for(_at(Stage.IN_REVIEW), Stage.APPROVED, WREN, PEOPLE)
    with pytest.raises(Refused, match="works for Larkspur"):
        act_for(_at(Stage.DRAFTING), Stage.IN_REVIEW, replace(WREN, brands=("Larkspur",)), PEOPLE)


@given(st.sampled_from(list(Stage)), st.sampled_from(list(Stage)), st.sampled_from([*Stage, ""]), st.sampled_from(PEOPLE))
def test_what_the_board_offers_is_exactly_what_it_does(stage: Stage, to: Stage, held_from: str, person: Person):
    piece = _at(stage, held_from=held_from if stage is Stage.ON_HOLD else "")
    offered = ways(piece, person, PEOPLE)
    if to in offered and to is not stage:
        act = act_for(piece, to, person, PEOPLE)
        assert stage in MOVES[act].stages
    else:
        with pytest.raises(Refused) as refused:
            act_for(piece, to, person, PEOPLE)
        assert refused.value.remedy or stage is to
