"""How the reports speak: dates, counts and lists of names in plain British English, whatever the computer's language."""

from collections.abc import Sequence
from datetime import UTC, datetime

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(time: str) -> str:
    """`2026-11-14T09:30:00Z` as `14 November 2026`; what is no time is given back as it is."""
    moment = _moment(time)
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}" if moment else time


def short(time: str) -> str:
    """`2026-11-14T09:30:12Z` as `14 Nov 2026`; what is no time is given back as it is."""
    moment = _moment(time)
    return f"{moment.day} {_MONTHS[moment.month - 1][:3]} {moment.year}" if moment else time


def minute(time: str) -> str:
    """`2026-11-14T09:30:12Z` as `14 Nov 2026, 09:30`, always UTC; what is no time is given back as it is."""
    moment = _moment(time)
    return f"{short(time)}, {moment:%H:%M}" if moment else time


def _moment(time: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 place`, `14 places`, `12,400 words`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
