"""Days on which a message can be wrong: when they are near, and for which pieces."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.tables.dates import AHEAD, DateEntry


def entry(start: str, end: str = "", **more: object) -> DateEntry:
    return DateEntry.model_validate({"name": "X", "from": start, "to": end, **more})


@pytest.mark.parametrize(
    ("start", "end", "today", "near"),
    [
        ("11-11", "", "2026-11-07", None),
        ("11-11", "", "2026-11-08", ("2026-11-11", "2026-11-11")),
        ("11-11", "", "2026-11-11", ("2026-11-11", "2026-11-11")),
        ("11-11", "", "2026-11-12", None),
        ("2026-11-11", "", "2027-11-11", None),
        ("2026-11-11", "2026-11-14", "2026-11-14", ("2026-11-11", "2026-11-14")),
        ("12-24", "01-02", "2027-01-01", ("2026-12-24", "2027-01-02")),
        ("12-24", "01-02", "2026-12-31", ("2026-12-24", "2027-01-02")),
        ("12-24", "01-02", "2027-01-03", None),
        ("01-01", "", "2026-12-30", ("2027-01-01", "2027-01-01")),
        ("02-29", "", "2027-02-28", ("2027-02-28", "2027-02-28")),
        ("02-29", "", "2028-02-29", ("2028-02-29", "2028-02-29")),
        ("2026-12-30", "2027-01-05", "2027-01-02", ("2026-12-30", "2027-01-05")),
    ],
)
def test_a_day_is_near_from_three_days_before_to_its_end(start, end, today, near):
    found = entry(start, end).near(date.fromisoformat(today))
    assert (tuple(day.isoformat() for day in found) if found else None) == near


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_day_that_comes_every_year_is_near_four_days_of_each(day: date, today: date):
    every = entry(f"{day:%m-%d}")
    days = [today + timedelta(days=n) for n in range(365)]
    assert sum(every.near(each) is not None for each in days) in (AHEAD + 1, AHEAD, AHEAD + 2)


def test_a_day_of_toml_needs_no_quotes():
    assert DateEntry.model_validate({"name": "X", "from": date(2026, 5, 1)}).near(date(2026, 5, 1))


def test_only_the_pieces_it_is_about_are_warned():
    day = entry("05-01", brands=["Larkspur"], channels=["email"], topics=["price"])
    assert day.is_for("larkspur", "email", ("price", "health"))
    assert not day.is_for("Mill", "email", ("price",))
    assert not day.is_for("Larkspur", "web", ("price",))
    assert not day.is_for("Larkspur", "email", ("health",))
    assert entry("05-01").is_for("", "blog", ())
