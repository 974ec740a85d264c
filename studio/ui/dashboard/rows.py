"""What the dashboard shows, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass

from studio.app.needs import Behind as Behind
from studio.app.needs import Need as Need
from studio.app.noting import FigureNote
from studio.core.reach import EVERYTHING, Reach
from studio.reports.charts import Chart


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


def note_rows(notes: Sequence[FigureNote]) -> tuple[NoteRow, ...]:
    return tuple(NoteRow(each.about, each.reach.piece, each.text, each.who, each.when) for each in notes)
