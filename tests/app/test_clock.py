"""Times on record are read on the clock of the computer, and with how far it is from UTC where the hour is told."""

import pytest

from studio.app.clock import day, long_day, minute

LATE = "2026-11-14T23:30:12Z"


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("UTC", "14 Nov 2026, 23:30 UTC"),
        ("Europe/Berlin", "15 Nov 2026, 00:30 UTC+01:00"),
        ("America/St_Johns", "14 Nov 2026, 20:00 UTC-03:30"),
    ],
)
def test_an_hour_says_on_which_clock_it_is(zone, where, told):
    zone(where)
    assert minute(LATE) == told
    assert day(LATE) == told.split(",")[0]


def test_a_plain_day_is_that_day_on_every_clock_and_what_is_no_time_stays(zone):
    zone("America/Los_Angeles")
    assert (day("2026-11-23"), long_day("2026-11-23"), minute("2026-11-23")) == ("23 Nov 2026", "23 November 2026", "23 Nov 2026")
    assert (day("soon"), minute("soon"), minute("2026-11-40T10:00:00Z")) == ("soon", "soon", "2026-11-40T10:00:00Z")
