"""`[[audits]]`: reviews that come round."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from studio.app.tables.numbers import Name

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_OF_MONTH = "Write a number from 1 to 31; a month that is shorter ends earlier."
DAYS = {
    "daily": "A daily audit falls on every working day; leave `day` out.",
    "weekly": f"Write one of: {', '.join(WEEKDAYS)}.",
    "monthly": _DAY_OF_MONTH,
    "quarterly": f"{_DAY_OF_MONTH} It is a day of the quarter’s first month.",
}


class AuditEntry(BaseModel):
    """One `[[audits]]` table; see `audits` for when it falls due."""

    REMEDY: ClassVar[str] = (
        'Write name = "Review" and every = "daily", "weekly", "monthly" or "quarterly", and lists for looks_at and who.'
    )

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: Name
    every: Literal["daily", "weekly", "monthly", "quarterly"]
    looks_at: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    who: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    day: str | Annotated[int, Field(strict=True, ge=1, le=31)] = ""
