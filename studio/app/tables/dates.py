"""`[[dates]]`: days on which a message can be wrong."""

import re
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from studio.app.tables.numbers import Name

_EVERY_YEAR = re.compile(r"(\d\d)-(\d\d)")
AHEAD = 3  # days; what is approved now goes out about then


def _day(text: str, year: int) -> date:
    """The day that `text` names, in `year` where it comes every year; 29 February falls on the 28th in most of them.

    Raises:
        ValueError: it is no day.
    """
    if every := _EVERY_YEAR.fullmatch(text):
        month, day = int(every[1]), int(every[2])
        if (month, day) == (2, 29):
            return date(year, 3, 1) - timedelta(days=1)
        return date(year, month, day)
    return date.fromisoformat(text)


def _written(value: object) -> object:
    """TOML has days of its own: `from = 2026-11-11` without quotes is as good."""
    return value.isoformat() if isinstance(value, date) else value


class DateEntry(BaseModel):
    """One `[[dates]]` table.

    Attributes:
        start, end: `from` and `to` in the file: days, ISO 8601, or `MM-DD`, which comes every year; one day where `to` is
            left out. A span such as 12-24 to 01-02 goes over the end of the year.
        brands, channels, topics: of the pieces it is for; empty for all. Topics are subjects as `[risk]` knows them.
        note: what to think of, shown with it.
    """

    REMEDY: ClassVar[str] = (
        'Write name = "Remembrance Day" and from = "11-11" (every year) or from = "2026-11-11"; `to` likewise.'
    )

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, populate_by_name=True)

    name: Name
    start: str = Field(alias="from")
    end: str = Field(default="", alias="to")
    brands: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    channels: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    topics: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _plain_days(cls, raw: Any) -> Any:
        return (
            {key: _written(value) if key in ("from", "to") else value for key, value in raw.items()}
            if isinstance(raw, dict)
            else raw
        )

    @property
    def comes_every_year(self) -> bool:
        return bool(_EVERY_YEAR.fullmatch(self.start))

    def fault(self) -> str:
        """What is wrong with its days, as a clause; empty for nothing."""
        for text in filter(None, (self.start, self.end)):
            try:
                _day(text, 2024)
            except ValueError:
                return f"“{text}” is no day"
        if self.end and bool(_EVERY_YEAR.fullmatch(self.end)) != self.comes_every_year:
            return "one day comes every year and the other does not"
        if self.end and not self.comes_every_year and self.end < self.start:
            return "it ends before it begins"
        return ""

    def near(self, today: date) -> tuple[date, date] | None:
        """First and last day, where it is on at `today` or begins within `AHEAD` days; None otherwise."""
        for year in (today.year - 1, today.year, today.year + 1) if self.comes_every_year else (today.year,):
            first = _day(self.start, year)
            last = _day(self.end or self.start, year)
            if last < first:
                last = _day(self.end, year + 1)
            if first - timedelta(days=AHEAD) <= today <= last:
                return first, last
        return None

    def is_for(self, brand: str, channel: str, topics: tuple[str, ...]) -> bool:
        """Whether a piece of that brand and channel, which speaks of these subjects, is one that it is about."""
        brands = {each.casefold() for each in self.brands}
        on_topic = not self.topics or bool({each.casefold() for each in self.topics} & {each.casefold() for each in topics})
        return (not brands or brand.casefold() in brands) and (not self.channels or channel in self.channels) and on_topic
