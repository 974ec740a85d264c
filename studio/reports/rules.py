"""By rule: how many flags it raised, what became of them, why they were dismissed, and what was proposed and decided.

A rule whose flags are mostly dismissed costs more than it gives; the reasons say whether it is wrong or out of place.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from studio.core.events import Event, Head, Verification
from studio.core.flag import Severity
from studio.core.outcome import Raised, Tally
from studio.reports.measured import FEW
from studio.reports.page import render
from studio.reports.period import check, holds
from studio.reports.report import Kind, Need, Report, Table

VERSION = 1
HOW = (
    "A flag counts on the day its piece’s checks, or whoever dismissed it, first told of it. Fixed: no longer found at the "
    "latest look, whether it was mended, written away or its rule was switched off. Dismissed: answered with a no and a "
    "reason; it stays so when its words go later. Open: still there. The dismiss rate is dismissed of raised. A flag whose "
    "sentence was only reworded is the same flag."
)
UNLOOKED = (
    "Of pieces that the checks never looked at on record, only what people dismissed is known. It is not in the other figures."
)


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """One rule.

    Attributes:
        pieces: in how many it raised a flag.
        reasons: how often each was given, the most frequent first.
        unlooked: dismissed in pieces that were never looked at on record; in none of the other counts but `reasons`.
    """

    rule: str
    severity: str
    pieces: int
    raised: int
    fixed: int
    dismissed: int
    open: int
    unlooked: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def dismiss_rate(self) -> float | None:
        """0 to 1; None where it raised nothing that was counted."""
        return self.dismissed / self.raised if self.raised else None

    @property
    def is_few(self) -> bool:
        return self.pieces < FEW


@dataclass(frozen=True, slots=True)
class Decided:
    """A proposal that somebody accepted or refused."""

    kind: str
    what: str
    decision: str
    reason: str
    places: int
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the rules."""

    rules: int
    raised: int
    fixed: int
    dismissed: int
    open: int
    unlooked: int
    accepted: int
    refused: int


@dataclass(frozen=True, slots=True)
class Rules(Report):
    """The report; the rule that raised most comes first."""

    kind: ClassVar[str] = "rules"
    title: ClassVar[str] = "Rules"

    totals: Totals
    rules: tuple[RuleFigures, ...]
    proposals: tuple[Decided, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.rules or self.proposals)

    @property
    def doubted(self) -> list[RuleFigures]:
        """Rules whose flags are dismissed more often than not, over pieces enough to say so; the worst first."""
        found = [each for each in self.rules if not each.is_few and (each.dismiss_rate or 0) > 0.5]
        return sorted(found, key=lambda each: (-(each.dismiss_rate or 0), -each.raised, each.rule))

    def page(self) -> str:
        return render("rules.html.jinja", report=self, how=HOW, unlooked=UNLOOKED)

    def table(self) -> Table:
        return Table(_COLUMNS, [*(_row(each) for each in self.rules), *(_decided_row(each) for each in self.proposals)])

    def record(self) -> dict[str, Any]:
        return self.opening(VERSION) | {
            "how_counted": HOW,
            "totals": asdict(self.totals),
            "rules": [asdict(each) | {"dismiss_rate": each.dismiss_rate, "reasons": dict(each.reasons)} for each in self.rules],
            "proposals": [asdict(each) for each in self.proposals],
        }

    def remarks(self) -> tuple[tuple[str, str], ...]:
        sums = ((name.capitalize(), f"{value:,}") for name, value in asdict(self.totals).items() if name != "unlooked")
        return (
            *sums,
            ("Rows", "One per rule, then one per decided proposal."),
            ("How it is counted", HOW),
            ("Dismissed, never looked at", UNLOOKED),
        )


_COLUMNS = (
    *("what", "rule", "severity", "pieces", "raised", "fixed", "dismissed", "open", "dismiss rate", "reasons"),
    *("dismissed, never looked at", "decision", "who", "when", "places", "note"),
)


def _row(each: RuleFigures) -> tuple[str, ...]:
    rate = "" if each.dismiss_rate is None else f"{each.dismiss_rate:.4f}".rstrip("0").rstrip(".")
    counts = map(str, (each.pieces, each.raised, each.fixed, each.dismissed, each.open))
    reasons = "; ".join(f"{reason or 'no reason on record'}: {times}" for reason, times in each.reasons)
    note = "fewer than 3 pieces" if each.is_few else ""
    return ("rule", each.rule, each.severity, *counts, rate, reasons, str(each.unlooked), "", "", "", "", note)


def _decided_row(each: Decided) -> tuple[str, ...]:
    empty = ("",) * 8
    return (f"proposal ({each.kind})", each.what, *empty, "", each.decision, each.who, each.when, str(each.places), each.reason)


def build(
    material: tuple[Tally, Sequence[Event]],
    *,
    workspace: str,
    made: str,
    made_by: str,
    head: Head,
    verification: Verification,
    period: tuple[str, str],
) -> Rules:
    """Gather the report.

    Args:
        material: the figures of the pieces in reach, and every decision on a proposal, which speaks of the whole house.
        period: a flag falls on the day it was first told of, a decision on its own.
    Raises:
        BadInput: when the period is no period.
    """
    check(period)
    tally, events = material
    looked = {each.piece for each in tally.outcomes if each.flags is not None}
    by_rule: dict[str, list[Raised]] = {}
    for each in tally.raised:
        if holds(period, each.when):
            by_rule.setdefault(each.rule, []).append(each)
    rules = sorted((_rule(name, found, looked) for name, found in by_rule.items()), key=lambda one: (-one.raised, one.rule))
    decided = tuple(_decided(event for event in events if holds(period, event.time)))
    return Rules(workspace, made, made_by, period, head, verification, _totals(rules, decided), tuple(rules), decided)


def _rule(name: str, found: Sequence[Raised], looked: set[str]) -> RuleFigures:
    counted = [each for each in found if each.piece in looked]
    reasons = Counter[str]()
    for each in found:
        reasons.update(dict(each.reasons))
    return RuleFigures(
        name,
        max((each.severity for each in found), key=_weight),
        pieces=len(counted),
        raised=sum(each.raised for each in counted),
        fixed=sum(each.fixed for each in counted),
        dismissed=sum(each.dismissed for each in counted),
        open=sum(each.open for each in counted),
        unlooked=sum(each.dismissed for each in found if each.piece not in looked),
        reasons=tuple(sorted(reasons.items(), key=lambda one: (-one[1], one[0]))),
    )


def _weight(severity: str) -> int:
    return list(Severity).index(Severity(severity)) if severity in set(Severity) else -1


def _decided(events: Iterable[Event]) -> Iterator[Decided]:
    for event in events:
        said = event.payload or {}
        kind, what, decision, reason = (str(said.get(name) or "") for name in ("kind", "what", "decision", "reason"))
        places = said.get("places")
        many = len(places) if isinstance(places, list) else int(places or 0)
        yield Decided(kind, what, decision, reason, many, event.actor.name, event.time)


def _totals(rules: Sequence[RuleFigures], decided: Sequence[Decided]) -> Totals:
    return Totals(
        rules=len(rules),
        raised=sum(each.raised for each in rules),
        fixed=sum(each.fixed for each in rules),
        dismissed=sum(each.dismissed for each in rules),
        open=sum(each.open for each in rules),
        unlooked=sum(each.unlooked for each in rules),
        accepted=sum(each.decision == "accepted" for each in decided),
        refused=sum(each.decision == "refused" for each in decided),
    )


KIND = Kind(
    name=Rules.kind,
    title=Rules.title,
    about="By rule: flags raised, fixed, dismissed with reasons and open, and what was proposed and decided.",
    build=build,
    needs=Need.RULES,
)
