"""The figures of the work: how fast, how often sent back, how much changed, what the checks found; in all and by week.

Each figure falls on a day of its own, which stands beside it: a turnaround on that of the approval, a flag on the day its
draft came in. `measured` says how each is counted; the shape of a figure in JSON stands in `figure_record`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from markupsafe import Markup

from studio.core.events import Head, Verification
from studio.core.feedback import Summed, summed
from studio.core.outcome import Tally
from studio.reports.charts import LIGHT, Chart, Form, Series, draw
from studio.reports.figure_record import COLUMNS, feedback_row, figure_rows, figures_record, how_record
from studio.reports.measured import BY_ID, FIGURES, Group, Week, by_week, said, spread, within
from studio.reports.page import render
from studio.reports.period import check
from studio.reports.report import Kind, Need, Report, Table

VERSION = 1
MOST_WEEKS = 26  # in a chart; half a year is as much as its width holds
ON_TOP = ("turnaround", "first_pass", "rework", "depth", "retained", "raised", "dismissed", "late")


@dataclass(frozen=True, slots=True)
class Kpi(Report):
    """The report.

    Attributes:
        group: what falls into the period; weeks: the same by week.
        feedback: what readers said on these days, put together.
    """

    kind: ClassVar[str] = "kpi"
    title: ClassVar[str] = "Figures"

    group: Group
    weeks: tuple[Week, ...]
    feedback: tuple[Summed, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.group.is_empty and not self.feedback

    def page(self) -> str:
        return render("kpi.html.jinja", report=self, figures=FIGURES, on_top=ON_TOP, by_id=BY_ID, tell=said, spread=spread)

    def table(self) -> Table:
        rows = [("all", "", "", *row) for row in figure_rows(self.group)]
        rows += [(week.label, week.monday, week.sunday, *row) for week in self.weeks for row in figure_rows(week.group)]
        rows += [("feedback", each.first, each.last, *feedback_row(each)) for each in self.feedback]
        return Table(("week", "from", "to", *COLUMNS), rows)

    def record(self) -> dict[str, Any]:
        weeks = [
            {"week": week.label, "from": week.monday, "to": week.sunday, "figures": figures_record(week.group)}
            for week in self.weeks
        ]
        said = {"feedback": [each.record() for each in self.feedback]}
        return self.opening(VERSION) | {"how_counted": how_record(), "figures": figures_record(self.group), "weeks": weeks} | said

    def remarks(self) -> tuple[tuple[str, str], ...]:
        counted = ((each.name, f"{each.how} A piece counts on {each.day}.") for each in FIGURES)
        return (
            ("Rows", "One per figure over all weeks, then one per figure and week. An empty value is not recorded."),
            *counted,
        )

    def charts(self) -> list[tuple[Chart, Markup]]:
        """The figures by week, where there is more than one."""
        shown = self.weeks[-MOST_WEEKS:]
        made = _charts(shown) if len(shown) > 1 else []
        return [(each, Markup(draw(each, LIGHT, 440, 200).svg)) for each in made if not each.is_empty]  # noqa: S704 - drawn here


def _charts(weeks: tuple[Week, ...]) -> list[Chart]:
    labels = tuple(week.label[5:] for week in weeks)

    def series(id: str, name: str = "") -> Series:
        return Series(name or BY_ID[id].name, tuple(BY_ID[id].of(week.group).value for week in weeks))

    def per_thousand(id: str, name: str) -> Series:
        return Series(name, tuple(_per_thousand(week.group, BY_ID[id].of) for week in weeks))

    flags = (per_thousand("fixed", "fixed"), per_thousand("dismissed", "dismissed"), per_thousand("open", "open"))
    return [
        Chart(
            *("Time", "Hours from draft to first approval, and in review, by week: the middle of the pieces.", "hours", labels),
            (series("turnaround", "to approval"), series("review", "in review")),
        ),
        Chart(
            *("First-pass approval", "Pieces approved without being sent back, of all approved, by week.", "%", labels),
            (series("first_pass", "first pass"),),
        ),
        Chart(
            *("How much people changed", "Edit depth and AI-retained share of the approved texts, by week.", "%", labels),
            (series("depth"), series("retained", "AI-retained")),
        ),
        Chart(
            *("Flags", "Flags per 1,000 words of the drafts that came in, by week, and what became of them.", "per 1,000 words"),
            *(labels, flags, Form.STACKED),
        ),
        Chart(
            *("Pieces", "Drafts that came in and pieces approved for the first time, by week.", "", labels),
            *((series("taken", "taken in"), series("approved", "approved")), Form.BAR),
        ),
        Chart(
            *("Late answers", "Handings on answered late, or due and unanswered, by the week they were due.", "", labels),
            *((series("late", "overdue"),), Form.BAR),
        ),
    ]


def _per_thousand(group: Group, of: Callable[[Group], Any]) -> float | None:
    """A part of the flags, in flags per 1,000 words."""
    raised, part = BY_ID["raised"].of(group).value, of(group).value
    return None if raised is None else raised * (part or 0) / 100


def build(
    tally: Tally,
    *,
    workspace: str,
    made: str,
    made_by: str,
    head: Head,
    verification: Verification,
    period: tuple[str, str],
) -> Kpi:
    """Gather the report.

    Args:
        tally: of the pieces in reach.
        period: each figure falls on a day of its own, see `measured`.
    Raises:
        BadInput: when the period is no period.
    """
    check(period)
    group = within(tally, period)
    return Kpi(workspace, made, made_by, period, head, verification, group, by_week(group), summed(tally.feedback))


KIND = Kind(
    name=Kpi.kind,
    title=Kpi.title,
    about="Turnaround by stage, first-pass approval, rework, how much people changed, flags, claims and what was late, by week.",
    build=build,
    needs=Need.FIGURES,
)
