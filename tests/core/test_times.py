"""Times are read, held against each other and said in one way, whatever the computer's clock and language."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from studio.core.times import between, day, minute, moment, short, stamp


def test_times_read_as_dates_in_utc_whatever_zone_they_were_written_in():
    assert day("2026-11-14T23:30:00+00:00") == "14 November 2026"
    assert minute("2026-11-14T23:30:00-02:00") == "15 Nov 2026, 01:30"
    assert short("2026-11-04") == "4 Nov 2026"


@pytest.mark.parametrize("text", ["", "next week", "2026-13-40"])
def test_what_is_no_time_is_left_as_it_is(text):
    assert day(text) == short(text) == minute(text) == text


def test_a_time_is_written_in_utc_as_exact_as_asked():
    at = datetime(2026, 11, 14, 1, 30, 12, 125_000, tzinfo=timezone(timedelta(hours=2)))
    assert stamp(at) == "2026-11-13T23:30:12Z"
    assert stamp(at, "minutes") == "2026-11-13T23:30Z"
    assert stamp(at, "milliseconds") == "2026-11-13T23:30:12.125Z"


def test_a_time_without_a_zone_is_utc():
    assert moment("2026-11-14T09:30") == moment("2026-11-14T09:30:00Z") == datetime(2026, 11, 14, 9, 30, tzinfo=UTC)
    assert between("2026-11-14T09:30", "2026-11-14T11:30:01+01:00") == 3601


def test_clocks_that_disagree_make_no_time_less_than_none():
    assert between("2026-11-14T09:30:02Z", "2026-11-14T09:30:00Z") == 0


def test_a_day_of_the_calendar_is_that_day_wherever_it_is_said():
    assert (day(date(2026, 9, 4)), short(date(2026, 9, 4))) == ("4 September 2026", "4 Sep 2026")
