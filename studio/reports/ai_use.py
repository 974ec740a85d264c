"""The register of AI use: which service was asked for what, by whom, how much went out, what was masked, and what it cost.

It is made from the history's own entries and holds none of the words that went out or came back: size and hash stand for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from studio.core.ai_use import Called, Use, amount, by_service, costs, masked_by_kind, summed
from studio.core.events import Head, Verification
from studio.reports import ai_use_record as told
from studio.reports.page import render
from studio.reports.period import check, holds
from studio.reports.report import Kind, Need, Report, Table

VERSION = 1


@dataclass(frozen=True, slots=True)
class AIUse(Report):
    """The report.

    Attributes:
        total: over all calls of the period, but for their cost; `costs` has that, by currency.
        uses: the same per service and month.
        masked: how many data of each kind had a placeholder.
    """

    kind: ClassVar[str] = "ai-use"
    title: ClassVar[str] = "AI use"

    calls: tuple[Called, ...]
    total: Use
    costs: dict[str, float]
    uses: tuple[Use, ...]
    masked: dict[str, int]

    @property
    def is_empty(self) -> bool:
        return not self.calls

    @property
    def services(self) -> int:
        return len({use.service for use in self.uses})

    def page(self) -> str:
        return render("ai_use.html.jinja", report=self, told=told)

    def table(self) -> Table:
        return Table(told.COLUMNS, tuple(told.table_rows(self.calls, self.head.hash)))

    def record(self) -> dict[str, Any]:
        return self.opening(VERSION) | {
            "total": told.total_record(self.total) | {"costs": self.costs},
            "masked": self.masked,
            "by_service": [told.use_record(use) for use in self.uses],
            "calls": [told.call_record(each) for each in self.calls],
        }

    def remarks(self) -> tuple[tuple[str, str], ...]:
        total = self.total
        months = (
            (
                f"{use.month}, {use.service}",
                f"{use.calls:,} calls, {use.size:,} characters, tokens {told.tokens(use) or 'none'},"
                f" cost {amount(use.cost)} {use.currency}".rstrip(),
            )
            for use in self.uses
        )
        return (
            ("Calls", f"{total.calls:,}: {total.answered:,} answered, {total.failed:,} failed, {total.cancelled:,} cancelled"),
            ("Characters that were to go out", f"{total.size:,}"),
            ("Personal data masked", f"{total.masked:,}"),
            ("Tokens", told.tokens(total) or "none"),
            ("Cost", told.money(self.costs)),
            *months,
            ("Rows", "One per call. Costs follow from the prices that the house wrote down; 0 where it wrote none."),
        )


def build(
    calls: Sequence[Called],
    *,
    workspace: str,
    made: str,
    made_by: str,
    head: Head,
    verification: Verification,
    period: tuple[str, str],
) -> AIUse:
    """Gather the report.

    Args:
        calls: in reach, the oldest first.
        period: a call belongs to the day on which it ended, UTC.
    Raises:
        BadInput: when the period is no period.
    """
    check(period)
    found = tuple(each for each in calls if holds(period, each.when))
    sums = (summed(found), costs(found), by_service(found), masked_by_kind(found))
    return AIUse(workspace, made, made_by, period, head, verification, found, *sums)


KIND = Kind(
    name=AIUse.kind,
    title=AIUse.title,
    about="Every call to an AI service: who allowed it, for what, how much went out, what was masked, tokens and cost by month.",
    build=build,
    needs=Need.AI_USE,
)
