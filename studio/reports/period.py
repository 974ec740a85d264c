"""From a day to a day, both included; an empty string leaves that end open. A time of day may follow the day."""

import re
from datetime import datetime

from studio.core.errors import BadInput

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def check(period: tuple[str, str]) -> None:
    """Raises: BadInput, when the period is no period."""
    for end in filter(None, period):
        if not _is_time(end):
            raise BadInput(f"“{end}” is not a date.", "Write it as 2026-11-24.")
    first, last = period
    if first and last and first[: len(last)] > last:
        raise BadInput(f"The period ends ({last}) before it begins ({first}).", "Swap the two dates.")


def holds(period: tuple[str, str], time: str) -> bool:
    """Whether `time` (UTC, ISO 8601) falls into the period. What has no time falls into none."""
    first, last = period
    # Cut to the length of the bound, so that a last day includes all of that day.
    return bool(time) and first <= time and (not last or time[: len(last)] <= last)


def _is_time(text: str) -> bool:
    """Whether it is ISO 8601 in the one way of writing that can be held against other times letter by letter."""
    if not _DAY.match(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
