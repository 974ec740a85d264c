"""The same figures by what wrote the drafts: AI model and template together, and which of them costs the team most.

A source's cost is told in two figures: rework, the hours that its pieces waited between being sent back and being handed on
again, over all its approved pieces; and edit depth. `measured` says how each figure is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from studio.core.events import Head, Verification
from studio.core.feedback import Summed, summed
from studio.core.outcome import Outcome, Tally
from studio.core.phrases import count
from studio.reports.figure_record import COLUMNS, feedback_row, figure_rows, figures_record, how_record, number
from studio.reports.measured import BY_ID, FEW, FIGURES, Group, Value, said, share, spread, within
from studio.reports.page import render
from studio.reports.period import check
from studio.reports.report import Kind, Need, Report, Table

VERSION = 1
HOW_COST = (
    "Hours of rework of all its approved pieces, divided by their number. Here a mean and no middle: most pieces are never sent "
    "back, and what the few that were cost the team is just what is asked."
)


@dataclass(frozen=True, slots=True)
class Source:
    """What one model made of one template; either is empty where nobody said. `feedback`: what readers said, put together."""

    model: str
    template: str
    group: Group
    feedback: tuple[Summed, ...] = ()

    @property
    def name(self) -> str:
        model = self.model or "Model not recorded"
        return f"{model}, template {self.template}" if self.template else model

    @property
    def cost(self) -> Value:
        """Hours of rework per approved piece."""
        return share(((each.rework, 3600) for each in self.group.approved), of=1)

    @property
    def depth(self) -> Value:
        return BY_ID["depth"].of(self.group)

    @property
    def is_few(self) -> bool:
        return len(self.group.approved) < FEW


@dataclass(frozen=True, slots=True)
class Sources(Report):
    """The report; the source that costs most comes first, those with few approved pieces last."""

    kind: ClassVar[str] = "sources"
    title: ClassVar[str] = "AI sources"

    sources: tuple[Source, ...]

    @property
    def is_empty(self) -> bool:
        return not self.sources

    @property
    def verdict(self) -> str:
        """Which one costs most, in a sentence that says by what."""
        return verdict(self.sources)

    def page(self) -> str:
        known = {"figures": FIGURES, "by_id": BY_ID, "tell": said, "spread": spread, "how_cost": HOW_COST}
        return render("sources.html.jinja", report=self, **known)

    def table(self) -> Table:
        rows = []
        for source in self.sources:
            cost = source.cost
            told = ("Rework per approved piece", number(cost.value), "hours", "", "", "", "", str(cost.over), "")
            said = tuple(feedback_row(each) for each in source.feedback)
            rows += [(source.model, source.template, *row) for row in (told, *figure_rows(source.group), *said)]
        return Table(("model", "template", *COLUMNS), rows)

    def record(self) -> dict[str, Any]:
        return self.opening(VERSION) | {
            "how_counted": how_record()
            | {"cost": {"name": "Rework per approved piece", "how": HOW_COST, "day": BY_ID["rework"].day}},
            "verdict": self.verdict,
            "sources": [
                {
                    "model": source.model,
                    "template": source.template,
                    "rework_seconds": sum(each.rework or 0 for each in source.group.approved),
                    "rework_hours_per_piece": None if source.cost.value is None else round(source.cost.value, 4),
                    "figures": figures_record(source.group),
                    "feedback": [each.record() for each in source.feedback],
                }
                for source in self.sources
            ],
        }

    def remarks(self) -> tuple[tuple[str, str], ...]:
        counted = ((each.name, f"{each.how} A piece counts on {each.day}.") for each in FIGURES)
        rows = "One per source and figure, the source that costs most first. An empty value is not recorded."
        return (("In a sentence", self.verdict), ("Rows", rows), ("Rework per approved piece", HOW_COST), *counted)


def verdict(sources: Sequence[Source]) -> str:
    """Which of them costs the team most, in a sentence that says by what; they stand in the order of `gather`."""
    known = [source for source in sources if not source.is_few]
    if not known:
        return f"No source has {FEW} approved pieces yet, so none can be said to cost more than another."
    if len(known) == 1:
        alone = f"Only {known[0].name} has {FEW} approved pieces or more, so there is nothing to hold it against:"
        return f"{alone} {_told(known[0])}"
    return f"{known[0].name} costs the team most: {_told(known[0])} The least: {known[-1].name}, {_told(known[-1])}"


def _told(source: Source) -> str:
    depth = said(source.depth.value, "%")
    cost = source.cost.value
    rework = "no record of rework" if cost is None else f"{said(cost, 'hours')} of rework per approved piece"
    return f"{rework} and an edit depth of {depth}, over {count(len(source.group.approved), 'piece')}."


def build(
    tally: Tally,
    *,
    workspace: str,
    made: str,
    made_by: str,
    head: Head,
    verification: Verification,
    period: tuple[str, str],
) -> Sources:
    """Gather the report.

    Args:
        tally: of the pieces in reach.
        period: each figure falls on a day of its own, see `measured`.
    Raises:
        BadInput: when the period is no period.
    """
    check(period)
    return Sources(workspace, made, made_by, period, head, verification, gather(tally, period))


def gather(tally: Tally, period: tuple[str, str]) -> tuple[Source, ...]:
    """What each model made of each template in the period, the one that costs most first, those with few pieces last."""
    groups: dict[tuple[str, str], list[Outcome]] = {}
    for each in tally.outcomes:
        groups.setdefault((each.model, each.template), []).append(each)
    found = [Source(*key, within(_of(tally, pieces), period), _said(tally, pieces)) for key, pieces in groups.items()]
    return tuple(sorted((source for source in found if not source.group.is_empty), key=_order))


def _of(tally: Tally, pieces: list[Outcome]) -> Tally:
    ids = {each.piece for each in pieces}
    return Tally(tuple(pieces), (), tally.now, tuple(each for each in tally.rounds if each.piece in ids))


def _said(tally: Tally, pieces: list[Outcome]) -> tuple[Summed, ...]:
    ids = {each.piece for each in pieces}
    return summed(each for each in tally.feedback if each.piece.id in ids)


def _order(source: Source) -> tuple[object, ...]:
    return (source.is_few, -(source.cost.value or 0), -(source.depth.value or 0), source.model, source.template)


KIND = Kind(
    name=Sources.kind,
    title=Sources.title,
    about="The figures by AI model and template, the one that costs the team most first.",
    build=build,
    needs=Need.FIGURES,
)
