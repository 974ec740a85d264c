"""Working time: never outside of it, exact to the second, and the same as people live it when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.hours import WorkingHours, due, due_after, due_in_days, lasting, standing, worked_between
from studio.app.tables.due import Allowance, Step, allowance
from studio.app.tables.hours import HoursEntry
from studio.core.piece import Channel
from studio.core.risk import Risk

LONDON, AUCKLAND = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Auckland")
OFFICE = WorkingHours(zone=LONDON)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
amounts = st.timedeltas(timedelta(0), timedelta(hours=120))
houses = st.builds(
    WorkingHours,
    days=st.frozensets(st.integers(0, 6), min_size=1),
    start=st.builds(time, st.integers(0, 11), st.sampled_from((0, 30))),
    end=st.builds(time, st.integers(12, 23), st.sampled_from((0, 15, 59))),
    holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=8),
    yearly=st.frozensets(st.sampled_from(("12-25", "12-26", "01-01", "02-29"))),
    zone=st.sampled_from((LONDON, AUCKLAND, ZoneInfo("America/Sao_Paulo"), UTC)),
)


# ---------------------------------------------------------------- laws


@given(houses, moments, amounts)
def test_what_is_due_lies_within_working_hours_and_never_before_its_start(hours, start, worked):
    until = due_after(hours, start, worked)
    assert until >= start
    assert hours.holds(until)


@given(houses, moments, amounts)
def test_exactly_so_much_working_time_lies_between(hours, start, worked):
    assert worked_between(hours, start, due_after(hours, start, worked)) == worked


@given(houses, moments, amounts, amounts)
def test_more_time_is_never_due_sooner_and_a_later_start_neither(hours, start, worked, more):
    until = due_after(hours, start, worked)
    assert due_after(hours, start, worked + more) >= until
    assert due_after(hours, start + more, worked) >= until


@given(houses, moments, amounts, amounts)
def test_working_on_takes_the_same_time_in_two_steps_as_in_one(hours, start, first, second):
    in_one = due_after(hours, start, first + second)
    assert worked_between(hours, start, in_one) == first + second
    in_two = due_after(hours, due_after(hours, start, first), second)
    # Both name the same working time; the end of a day and the beginning of the next are one moment of it.
    assert worked_between(hours, start, in_two) == first + second


@given(houses, moments, st.integers(0, 40))
def test_days_end_when_work_does_on_a_working_day_and_so_many_of_them_lie_between(hours, start, days):
    until = due_in_days(hours, start, days)
    day = hours.local(until).date()
    assert until >= start
    assert hours.is_working_day(day)
    assert until == hours.bounds(day)[1]
    between = sum(
        hours.is_working_day(hours.local(start).date() + timedelta(days=ahead))
        for ahead in range(1, (day - hours.local(start).date()).days + 1)
    )
    assert between == days or (days == 0 and between <= 1)


# ---------------------------------------------------------------- as people live it


def _at(text: str, zone: ZoneInfo = LONDON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("start", "hours", "until"),
    [
        ("2026-11-24T09:00", 4, "2026-11-24T13:00"),
        ("2026-11-24T15:00", 4, "2026-11-25T11:00"),  # over the night
        ("2026-11-27T16:00", 2, "2026-11-30T10:00"),  # over the weekend
        ("2026-11-28T12:00", 1, "2026-11-30T10:00"),  # begun on a Saturday
        ("2026-12-24T16:00", 2, "2026-12-29T10:00"),  # over Christmas, a weekend and the day after
        ("2026-11-24T09:00", 8, "2026-11-24T17:00"),  # a whole day ends when work does
        ("2026-11-24T20:00", 0, "2026-11-25T09:00"),
    ],
)
def test_hours_skip_nights_weekends_and_holidays(start, hours, until):
    office = WorkingHours(holidays=frozenset({date(2026, 12, 28)}), yearly=frozenset({"12-25"}), zone=LONDON)
    assert due_after(office, _at(start), timedelta(hours=hours)) == _at(until)


@pytest.mark.parametrize(
    ("zone", "friday", "monday"),
    [
        (LONDON, "2026-03-27T16:00", "2026-03-30T10:00"),  # clocks go forward on the Sunday
        (LONDON, "2026-10-23T16:00", "2026-10-26T10:00"),  # and back
        (AUCKLAND, "2026-04-03T16:00", "2026-04-06T10:00"),
        (AUCKLAND, "2026-09-25T16:00", "2026-09-28T10:00"),
    ],
)
def test_the_clock_on_the_wall_says_the_same_after_summer_time_begins_or_ends(zone, friday, monday):
    until = due_after(WorkingHours(zone=zone), _at(friday, zone), timedelta(hours=2))
    assert until.astimezone(zone).replace(tzinfo=None) == datetime.fromisoformat(monday)


def test_a_night_shift_over_the_change_counts_the_hours_that_there_were():
    watch = WorkingHours(frozenset(range(7)), time(0), time(8), zone=LONDON)
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    assert worked_between(watch, *watch.bounds(spring)) == timedelta(hours=7)
    assert worked_between(watch, *watch.bounds(autumn)) == timedelta(hours=9)


@pytest.mark.parametrize(
    ("now", "until", "said"),
    [
        ("2026-11-24T10:00", "2026-11-24T13:00", "in 3 working hours"),
        ("2026-11-24T16:40", "2026-11-24T17:00", "in 20 working minutes"),
        ("2026-11-27T16:00", "2026-11-30T10:00", "in 2 working hours"),
        ("2026-11-24T09:00", "2026-11-26T17:00", "in 3 working days"),
        ("2026-11-24T09:00", "2026-11-26T13:00", "in 2.5 working days"),
        ("2026-11-24T11:00", "2026-11-24T10:00", "1 working hour late"),
        ("2026-11-28T11:00", "2026-11-27T17:00", "late since work ended"),
        ("2026-11-24T11:00", "2026-11-24T11:00", "due now"),
    ],
)
def test_what_is_left_is_said_in_working_time(now, until, said):
    assert standing(OFFICE, _at(now), _at(until)) == said


def test_time_is_rounded_down_so_that_nobody_is_promised_what_is_not_there():
    assert lasting(OFFICE, timedelta(hours=2, minutes=59)) == "2 working hours"


# ---------------------------------------------------------------- the house's own rules


def test_the_house_s_table_makes_its_hours():
    table = HoursEntry.model_validate(
        {"days": ["tuesday", "saturday"], "start": "07:30", "end": "12:00", "holidays": ["2026-12-26", "12-29"]}
    )
    hours = WorkingHours.of(table, LONDON)
    assert [hours.is_working_day(date(2026, 12, day)) for day in (22, 26, 29)] == [True, False, False]
    assert due_after(hours, _at("2026-12-22T11:00"), timedelta(hours=2)) == _at("2027-01-02T08:30")


def test_what_is_written_most_narrowly_says_how_long_somebody_has():
    table = {"review": 3, "support": "4 hours", "changes": 1, "high": {"review": 1, "support": "1h"}}
    told = {
        (Step.REVIEW, Channel.BLOG, Risk.NORMAL): Allowance(3),
        (Step.REVIEW, Channel.SUPPORT, Risk.LOW): Allowance(4, is_hours=True),
        (Step.REVIEW, Channel.BLOG, Risk.HIGH): Allowance(1),
        (Step.REVIEW, Channel.SUPPORT, Risk.HIGH): Allowance(1, is_hours=True),
        (Step.CHANGES, Channel.SUPPORT, Risk.HIGH): Allowance(1),
    }
    assert {key: allowance(table, *key) for key in told} == told
    assert allowance({}, Step.CHANGES, Channel.WEB) == Allowance(2)


def test_a_time_of_four_hours_and_one_of_two_days_are_due_by_their_own_rule():
    start = _at("2026-11-27T15:00")
    assert due(OFFICE, start, Allowance(4, is_hours=True)) == _at("2026-11-30T11:00")
    assert due(OFFICE, start, Allowance(2)) == _at("2026-12-01T17:00")


# ---------------------------------------------------------------- long spans


def _day_by_day(hours, earlier, later):
    """The same as `worked_between`, the plain way."""
    total, day = timedelta(0), hours.local(earlier).date()
    while day <= hours.local(later).date():
        if hours.is_working_day(day):
            opens, closes = hours.bounds(day)
            total += max(timedelta(0), min(closes, later) - max(opens, earlier))
        day += timedelta(days=1)
    return total


@given(houses, moments, moments)
def test_whole_weeks_counted_at_once_come_to_the_same_as_day_by_day(hours, one, other):
    earlier, later = sorted((one, other))
    assert worked_between(hours, earlier, later) == _day_by_day(hours, earlier, later)


def test_a_year_of_delay_takes_a_thousand_pieces_no_longer_than_one_and_a_few_days_each(monkeypatch: pytest.MonkeyPatch):
    looked, plain = [], WorkingHours.bounds
    monkeypatch.setattr(WorkingHours, "bounds", lambda self, day: looked.append(day) or plain(self, day))
    now = _at("2026-11-24T11:00")
    for number in range(1000):
        standing(OFFICE, now, _at("2025-11-20T10:00") + timedelta(minutes=number))
    assert len(looked) <= 366 + 1000 * 14
