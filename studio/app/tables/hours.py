"""`[hours]`: when people work here."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

_LEAST = timedelta(minutes=30)  # of work on a day; with less, a few hours would take years
_MOST_YEARLY = 60  # days that come every year; with more, a weekday could be left without any working day for years

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
EveryYear = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class HoursEntry(BaseModel):
    """The `[hours]` table, on the clock of the house: the computer's own.

    Attributes:
        days: the days of the week on which people work.
        start, end: when the working day begins and ends.
        holidays: days on which nobody works: `2026-12-24` once, `12-25` every year.
    """

    REMEDY: ClassVar[str] = (
        'Write days = ["monday", "friday"], start = "09:00", an end at least half an hour later, '
        'and holidays = ["2026-12-24", "12-25"].'
    )

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: Annotated[tuple[Weekday, ...], Field(min_length=1)] = ("monday", "tuesday", "wednesday", "thursday", "friday")
    start: time = time(9)
    end: time = time(17)
    holidays: tuple[date | EveryYear, ...] = ()

    @model_validator(mode="after")
    def _is_a_day(self) -> "HoursEntry":
        if self.start.tzinfo or self.end.tzinfo:
            raise ValueError("the clock is that of the house")
        if datetime.combine(date.min, self.end) - datetime.combine(date.min, self.start) < _LEAST:
            raise ValueError("a working day ends after it begins")
        if sum(isinstance(day, str) for day in self.holidays) > _MOST_YEARLY:
            raise ValueError("nobody would work any more")
        return self
