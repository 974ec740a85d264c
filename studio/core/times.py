"""Times and days: how the program reads, holds against each other and says them, whatever the computer's clock and language.

A time is ISO 8601. The program writes them all in UTC, ending in `Z`; one without a zone, as its first versions wrote when a
review was due, is read as UTC.
"""

from datetime import UTC, date, datetime

from studio.core.errors import BadInput

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def stamp(moment: datetime, exact: str = "seconds") -> str:
    """`2026-11-14T09:30:12Z`.

    Args:
        exact: how exact, as `datetime.isoformat` takes it: minutes, seconds, milliseconds.
    """
    return moment.astimezone(UTC).isoformat(timespec=exact).replace("+00:00", "Z")


def moment(time: str) -> datetime:
    """Raises: ValueError, where it is no time."""
    found = datetime.fromisoformat(time)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def typed_day(text: str) -> str:
    """A day as a person wrote it, as `2026-11-14`; empty where nothing is written. Raises: BadInput, where it is no day."""
    plain = text.strip()
    try:
        return date.fromisoformat(plain).isoformat() if plain else ""
    except ValueError:
        raise BadInput(f"“{plain}” is not a day.", "Write it like 2027-11-30.") from None


def between(earlier: str, later: str) -> int:
    """Whole seconds from one time to another, 0 where clocks disagree about which came first."""
    return max(0, round((moment(later) - moment(earlier)).total_seconds()))


def day(time: str | date) -> str:
    """`2026-11-14T09:30:00Z` as `14 November 2026`, the day in UTC; what is no time is given back as it is."""
    return _day(time, len("September"))


def short(time: str | date) -> str:
    """`2026-11-14T09:30:12Z` as `14 Nov 2026`, the day in UTC; what is no time is given back as it is."""
    return _day(time, len("Nov"))


def minute(time: str) -> str:
    """`2026-11-14T09:30:12Z` as `14 Nov 2026, 09:30`, always UTC; what is no time is given back as it is."""
    found = _read(time)
    return f"{short(found)}, {found.astimezone(UTC):%H:%M}" if isinstance(found, datetime) else time


def _day(time: str | date, letters: int) -> str:
    found = _read(time)
    if isinstance(found, str):
        return found
    if isinstance(found, datetime):
        found = found.astimezone(UTC)
    return f"{found.day} {_MONTHS[found.month - 1][:letters]} {found.year}"


def _read(time: str | date) -> str | date:
    """What is no time comes back as it is."""
    if not isinstance(time, str):
        return time
    try:
        return moment(time)
    except ValueError:
        return time
