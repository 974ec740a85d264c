"""Working time: when something is due that may take so many working hours or days, and how much of it is left.

Whole weeks are counted at once, so a year takes no longer than a week. Pure. Days and hours are those on the clock of the house,
so a night, a weekend, a holiday and the hour that summer time adds or takes are all left out or counted as people live them; what
is added up is real time, so that sums are exact.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property

from studio.app.tables.audits import WEEKDAYS
from studio.app.tables.due import Allowance
from studio.app.tables.hours import HoursEntry
from studio.core.lateness import Awaited, until

_NONE = timedelta(0)
_WEEK = 7  # days
_MANY_DAYS = 2  # working days; from so much time on, days are told and no longer hours


@dataclass(frozen=True)
class WorkingHours:
    """When people work.

    Attributes:
        days: days of the week, 0 for Monday.
        holidays: single days; `yearly`: those of every year, as `MM-DD`.
        zone: of the house's clock; None for the computer's own.
    """

    days: frozenset[int] = frozenset(range(5))
    start: time = time(9)
    end: time = time(17)
    holidays: frozenset[date] = frozenset()
    yearly: frozenset[str] = frozenset()
    zone: tzinfo | None = None

    @classmethod
    def of(cls, table: HoursEntry, zone: tzinfo | None = None) -> "WorkingHours":
        """As the house's policy has them."""
        yearly = frozenset(day for day in table.holidays if isinstance(day, str))
        once = frozenset(day for day in table.holidays if isinstance(day, date))
        return cls(frozenset(map(WEEKDAYS.index, table.days)), table.start, table.end, once, yearly, zone)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() in self.days and day not in self.holidays and day.strftime("%m-%d") not in self.yearly

    def local(self, moment: datetime) -> datetime:
        """A time on the clock of the house."""
        return moment.astimezone(self.zone)

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """When work begins and ends on a working day, UTC."""
        return self.at(day, self.start), self.at(day, self.end)

    def at(self, day: date, clock: time) -> datetime:
        """A time of the house's clock in UTC; one that summer time leaves out is taken as an hour later."""
        naive = datetime.combine(day, clock)
        return (naive.replace(tzinfo=self.zone) if self.zone else naive.astimezone()).astimezone(UTC)

    def days_from(self, moment: datetime) -> Iterator[date]:
        """The working days from the day of `moment` on."""
        day = self.local(moment).date()
        while True:
            if self.is_working_day(day):
                yield day
            day += timedelta(days=1)

    def worked_in_week(self, monday: date) -> timedelta:
        """Working time of the week that begins on that day; each week is counted once, however often it is asked for."""
        if monday not in self._weeks:
            days = (monday + timedelta(days=ahead) for ahead in range(_WEEK))
            spans = (self.bounds(day) for day in days if self.is_working_day(day))
            self._weeks[monday] = sum((max(_NONE, closes - opens) for opens, closes in spans), _NONE)
        return self._weeks[monday]

    @cached_property
    def _weeks(self) -> dict[date, timedelta]:
        return {}

    def holds(self, moment: datetime) -> bool:
        """Whether people work at that time; the end of the day is part of it."""
        day = self.local(moment).date()
        if not self.is_working_day(day):
            return False
        start, end = self.bounds(day)
        return start <= moment <= end


def due_after(hours: WorkingHours, start: datetime, worked: timedelta) -> datetime:
    """When so much working time has passed since `start`, UTC. It lies within working hours, the end of a day included.

    Args:
        start: with a zone.
        worked: 0 or more; none at all gives the first working moment from `start` on.
    """
    left = worked
    for day in hours.days_from(start):
        opens, closes = hours.bounds(day)
        begin = max(opens, start.astimezone(UTC))
        if begin > closes or (begin == closes and left > _NONE):
            continue
        if left <= closes - begin:
            return begin + left
        left -= closes - begin
    raise AssertionError("days do not end")


def due_in_days(hours: WorkingHours, start: datetime, days: int) -> datetime:
    """The end of the working day so many working days after `start`, UTC; 0 is today, or the next one where work is over."""
    today = hours.local(start).date()
    left = days
    for day in hours.days_from(start):
        end = hours.bounds(day)[1]
        if day == today and end < start and not days:
            continue
        if day == today:
            if not left:
                return end
            continue
        left -= 1
        if left <= 0:
            return end
    raise AssertionError("days do not end")


def due(hours: WorkingHours, start: datetime, allowed: Allowance) -> datetime:
    """When something is due that is begun at `start` and may take so long."""
    if allowed.is_hours:
        return due_after(hours, start, timedelta(hours=allowed.amount))
    return due_in_days(hours, start, allowed.amount)


def worked_between(hours: WorkingHours, earlier: datetime, later: datetime) -> timedelta:
    """Working time from one moment to another; none where the second comes first."""
    total = _NONE
    if later <= earlier:
        return total
    day, last = hours.local(earlier).date(), hours.local(later).date()
    while day <= last:
        if day.weekday() == 0 and day > hours.local(earlier).date() and last - day >= timedelta(days=_WEEK):
            total += hours.worked_in_week(day)
            day += timedelta(days=_WEEK)
            continue
        if hours.is_working_day(day):
            opens, closes = hours.bounds(day)
            total += max(_NONE, min(closes, later.astimezone(UTC)) - max(opens, earlier.astimezone(UTC)))
        day += timedelta(days=1)
    return total


def standing(hours: WorkingHours, now: datetime, due: datetime) -> str:
    """How much time is left, or has gone over: `in 3 working hours`, `2 working days late`, `due now`."""
    is_late = due < now
    worked = worked_between(hours, *((due, now) if is_late else (now, due)))
    if is_late and worked < timedelta(minutes=1):
        return "due now" if now - due < timedelta(minutes=1) else "late since work ended"
    told = lasting(hours, worked)
    return f"{told} late" if is_late else f"in {told}" if worked >= timedelta(minutes=1) else "due now"


def left(hours: WorkingHours, now: datetime, each: Awaited) -> str:
    """How much time somebody has left to answer, or has gone over, as `standing` says it; empty where nobody has to answer."""
    found = until(each)
    return standing(hours, now, found) if found else ""


def lateness(hours: WorkingHours, now: datetime, each: Awaited) -> str:
    """By how much it is late, the same words wherever it is told: `3 working hours late`; empty where it is not."""
    found = until(each)
    return standing(hours, now, found) if found and found < now else ""


def lasting(hours: WorkingHours, worked: timedelta) -> str:
    """`45 working minutes`, `3 working hours`, `2.5 working days`; rounded down, so that nobody is promised what is not there."""
    minutes = int(worked.total_seconds()) // 60
    if minutes < 60:
        return _many(minutes, "minute")
    day = (datetime.combine(date.min, hours.end) - datetime.combine(date.min, hours.start)).total_seconds() / 60
    if minutes < _MANY_DAYS * day:
        return _many(minutes // 60, "hour")
    halves = int(2 * minutes / day)
    return _many(halves // 2, "day") if halves % 2 == 0 else f"{halves / 2:.1f} working days"


def _many(number: int, unit: str) -> str:
    return f"{number} working {unit}{'' if number == 1 else 's'}"
