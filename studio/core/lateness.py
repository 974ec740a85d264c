"""Until when somebody has to answer, and whether that time has passed: asked alike by Today, the board, the library, the alerts,
the handoff tab and what goes up by itself.

Late is what has passed its due time, by the clock, to the moment. Working hours set that time and say how much of it is left (see
`app.hours`), and do not move it: whoever was told “Friday, 16:00” is late at a minute past. A time counts while somebody has
the piece to review or to change, and in no other stage.
"""

from datetime import UTC, datetime
from typing import Protocol

from studio.core.piece import Stage
from studio.core.times import moment

YEARS = range(2000, 2100)
"""In which something can be due: in any other it is a slip of the keyboard."""
AWAITED = (Stage.IN_REVIEW, Stage.CHANGES_REQUESTED)
"""Stages in which somebody has a piece until a time."""
_FIRST, _LAST = (datetime(year, 1, 1, tzinfo=UTC) for year in (YEARS[0], YEARS[-1]))


class Awaited(Protocol):
    """A piece, or what is known of one."""

    @property
    def stage(self) -> Stage: ...
    @property
    def due(self) -> str: ...


def until(each: Awaited) -> datetime | None:
    """Until when somebody has to answer, UTC; None where nobody has to, or no time was named. A stored time of a year that no
    calendar here reaches is taken for the nearest that one does."""
    if each.stage not in AWAITED or not each.due:
        return None
    try:
        found = moment(each.due)
    except ValueError:
        return None
    return min(max(found, _FIRST), _LAST)


def is_late(each: Awaited, now: datetime) -> bool:
    """Whether an answer, or the changes asked for, are past their due time."""
    found = until(each)
    return found is not None and found < now
