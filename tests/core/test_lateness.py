"""Late means the same wherever somebody asks."""

from datetime import UTC, datetime

import pytest

from studio.core.lateness import is_late, until
from studio.core.piece import Piece, Stage

NOW = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize("stage", list(Stage))
def test_a_piece_is_late_only_while_somebody_has_to_answer(stage: Stage):
    awaited = stage in (Stage.IN_REVIEW, Stage.CHANGES_REQUESTED)
    assert is_late(Piece("p", "P", stage=stage, due="2026-11-27T15:59+00:00"), NOW) is awaited


@pytest.mark.parametrize("due", ["2026-11-27T16:00+00:00", "2026-11-27T17:00+01:00", "2026-11-28", "", "soon"])
def test_what_is_due_just_now_later_or_never_is_not_late(due: str):
    assert not is_late(Piece("p", "P", stage=Stage.IN_REVIEW, due=due), NOW)


@pytest.mark.parametrize(
    ("due", "year"), [("0001-01-01T00:00+00:00", 2000), ("9999-12-31T23:59+00:00", 2099), ("0001-01-01", 2000)]
)
def test_a_stored_time_beyond_every_calendar_can_still_be_reckoned_with(due: str, year: int):
    assert until(Piece("p", "P", stage=Stage.IN_REVIEW, due=due)).year == year
