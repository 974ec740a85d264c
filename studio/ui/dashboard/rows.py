"""What the dashboard shows, as plain data."""

from dataclasses import dataclass

from studio.core.reach import EVERYTHING, Reach
from studio.reports.charts import Chart


@dataclass(frozen=True)
class Behind:
    """A piece behind a figure.

    Attributes:
        figure: what it adds, as people read it: `2.5 days`, `3 flags`.
        who: whose it is to do with: who approved it, or has it.
        day: ISO 8601.
    """

    piece: str
    title: str
    figure: str
    who: str
    day: str


@dataclass(frozen=True)
class Figure:
    """One figure over the weeks of the period.

    Attributes:
        key: what notes on it go by.
        said: the figure of the whole period, as people read it; `change` against the period before, a few words, empty where
            there is nothing to compare.
        meaning: what it is, one sentence.
        behind: the pieces of each week, in the chart's order; days: the first and the last day of each.
    """

    key: str
    title: str
    said: str
    change: str
    meaning: str
    chart: Chart
    behind: tuple[tuple[Behind, ...], ...]
    days: tuple[tuple[str, str], ...] = ()

    @property
    def everything(self) -> tuple[Behind, ...]:
        """The pieces of the whole period, the latest first."""
        return tuple(sorted((each for week in self.behind for each in week), key=lambda each: each.day, reverse=True))


@dataclass(frozen=True)
class SourceRow:
    """The figures of one source, in the order of the columns; `few` says it where they are made from few pieces."""

    name: str
    cells: tuple[str, ...]
    behind: tuple[Behind, ...]
    few: str = ""


SourceTable = tuple[str, tuple[str, ...], tuple[SourceRow, ...]]
"""A title, the names of the columns, and the lines."""


@dataclass(frozen=True)
class Need:
    """Something that waits for the owner.

    Attributes:
        dot: name of a colour token; `word` says the same without the colour.
        about, piece: what notes on it go by.
        facts: name and value of what was counted.
        where: the tab it stands on, empty for this one.
        is_mine: whether the person at the desk can see to it; seen: who has looked at it and when, empty for nobody.
    """

    title: str
    sentence: str
    dot: str
    word: str
    about: str = ""
    piece: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    pieces: tuple[Behind, ...] = ()
    where: str = ""
    is_mine: bool = True
    seen: str = ""


@dataclass(frozen=True)
class Subject:
    """What the panel at the right speaks of: a figure, a week of one, or an alert.

    Attributes:
        about, piece: what notes on it go by.
        said: a sentence or two.
        week: its Monday, ISO 8601, where it is of one week; reach: the pieces and days that were counted.
        nothing: what stands there where there are no pieces.
    """

    about: str
    title: str
    said: str
    facts: tuple[tuple[str, str], ...] = ()
    pieces: tuple[Behind, ...] = ()
    piece: str = ""
    week: str = ""
    reach: Reach = EVERYTHING
    nothing: str = "No piece stands behind it."


@dataclass(frozen=True)
class NoteRow:
    """A note somebody left on a figure or an alert."""

    about: str
    piece: str
    text: str
    who: str
    when: str
