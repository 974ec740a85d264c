"""Days and times as people say them, wherever the computer stands."""

import os
import subprocess
import sys

import pytest

from studio.reports.measured import said
from studio.ui.times import day


def test_a_plain_day_is_that_day_west_of_greenwich_too():
    say = "from PySide6.QtCore import QLocale; QLocale.setDefault(QLocale('en_GB')); from studio.ui.times import day, date;"
    done = subprocess.run(
        [sys.executable, "-c", f"{say} print(day('2026-11-23'), date('2026-10-01'), day('2026-11-23T03:00:00Z'))"],
        env={**os.environ, "TZ": "America/Los_Angeles"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "23 Nov 1 Oct 2026 22 Nov"


def test_what_is_no_time_comes_back_as_it_is():
    assert day("soon") == "soon"


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (99.6, "%", ">99%"),
        (0.4, "%", "<1%"),
        (100, "%", "100%"),
        (0, "%", "0%"),
        (47.97, "hours", "2 days"),
        (0.999, "hours", "1 h"),
        (0.5, "hours", "30 min"),
        (0.04, "times", "<0.1"),
    ],
)
def test_a_figure_is_rounded_before_its_unit_is_chosen_and_never_up_to_all_or_down_to_nothing(value, unit, told):
    assert said(value, unit) == told
