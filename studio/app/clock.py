"""Times on record, told on the clock of this computer: what a person reads in a window or a terminal.

The history keeps UTC. A report is read elsewhere and says that its times are UTC (`core.times`); everything else says days and
times through here, or through `ui.times`, which says the same in the language of the desktop.
"""

from datetime import UTC, date, datetime, timezone

from studio.core import times


def here(time: str) -> datetime | date | str:
    """A time on this computer's clock. A plain day is that day everywhere, and what is no time comes back as it is."""
    try:
        return times.moment(time).astimezone() if "T" in time else date.fromisoformat(time)
    except (ValueError, OverflowError):
        return time


def day(time: str) -> str:
    """`2026-11-14T23:30:00Z` as `14 Nov 2026`, or `15 Nov 2026` where it was past midnight."""
    found = here(time)
    return found if isinstance(found, str) else times.short(found.date() if isinstance(found, datetime) else found)


def long_day(time: str) -> str:
    """The same with the month in full."""
    found = here(time)
    return found if isinstance(found, str) else times.day(found.date() if isinstance(found, datetime) else found)


def minute(time: str) -> str:
    """`15 Nov 2026, 00:30 UTC+01:00`: with how far the clock is from UTC, so that it can be read anywhere."""
    found = here(time)
    if not isinstance(found, datetime):
        return day(time)
    zone = timezone(found.utcoffset() or UTC.utcoffset(None))
    return f"{times.short(found.date())}, {found:%H:%M} {zone}"
