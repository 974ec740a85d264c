"""A period is from a day to a day; whatever else is typed is refused in a sentence."""

import pytest

from studio.core.errors import BadInput
from studio.reports.period import check, holds


@pytest.mark.parametrize(
    "period", [("", ""), ("2026-11-01", ""), ("2026-11-01", "2026-11-01"), ("2026-11-01T09:30", "2026-11-01"), ("", "2026-11-30")]
)
def test_a_period_with_open_ends_or_times_of_day_is_one(period):
    check(period)


@pytest.mark.parametrize(
    ("period", "says"),
    [
        (("soon", ""), "“soon” is not a date. Write it as 2026-11-24."),
        (("", "2026-02-30"), "“2026-02-30” is not a date."),
        (("20261101", ""), "“20261101” is not a date."),  # ISO too, but it does not sort among the others
        (("", "2026-W48-2"), "is not a date."),
        (("2026-12-01", "2026-11-01"), "ends (2026-11-01) before it begins (2026-12-01). Swap the two dates."),
    ],
)
def test_what_is_no_period_is_refused_in_a_sentence(period, says):
    with pytest.raises(BadInput) as refused:
        check(period)
    assert says in str(refused.value)


def test_both_days_are_in_it_to_their_last_minute():
    november = ("2026-11-01", "2026-11-30")
    assert holds(november, "2026-11-01T00:00:00.000Z")
    assert holds(november, "2026-11-30T23:59:59.999Z")
    assert not holds(november, "2026-10-31T23:59:59.999Z")
    assert not holds(november, "2026-12-01T00:00:00.000Z")


def test_what_has_no_time_falls_into_no_period():
    assert not holds(("", "2026-11-30"), "")
