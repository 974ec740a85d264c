"""Dates and counts as people read them."""

import pytest

from studio.reports.words import count, day, listed, minute, short


def test_times_read_as_dates_in_utc_whatever_zone_they_were_written_in():
    assert day("2026-11-14T23:30:00+00:00") == "14 November 2026"
    assert minute("2026-11-14T23:30:00-02:00") == "15 Nov 2026, 01:30"
    assert short("2026-11-04") == "4 Nov 2026"


@pytest.mark.parametrize("text", ["", "next week", "2026-13-40"])
def test_what_is_no_time_is_left_as_it_is(text):
    assert day(text) == short(text) == minute(text) == text


def test_one_is_singular_and_thousands_are_grouped():
    assert (count(1, "entry", "entries"), count(0, "word"), count(12400, "word")) == ("1 entry", "0 words", "12,400 words")


def test_names_are_listed_as_people_say_them():
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
