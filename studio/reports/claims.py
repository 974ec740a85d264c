"""The claims report: every statement that needs proof, its proof, who answered for it, and what is open.

For a stranger: a client, a lawyer, an auditor. `build` turns records into plain data; the ways out write it down and add
nothing, so every figure can be counted again over the claims. The columns of its table are told in `claims_table`, the shape
of its JSON in `claims_record`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from studio.core.claim import ClaimSeverity, ClaimStatus, Standing
from studio.core.events import Head, Verification
from studio.core.record import PieceRecord
from studio.reports import claim_words
from studio.reports.claims_record import VERSION, piece_record
from studio.reports.claims_table import table
from studio.reports.page import render
from studio.reports.period import check
from studio.reports.piece_claims import ListedClaim, PieceClaims, piece_claims
from studio.reports.report import Kind, Need, Report, Table

SOON = 30  # days from the report's own: what runs out by then is told on top
NOTICE = "Not legal advice."


@dataclass(frozen=True, slots=True)
class ClaimTotals:
    """Counts over the claims of the report.

    Attributes:
        pieces: in the report, those without a claim included.
        open: claims a person still has to answer; `blocking` those of them that stop an approval.
        running_out: supported claims whose evidence runs out within 30 days.
        without_consent: supported ones that lack the consent of the customer they name or quote.
        clashing: claims that another draft says otherwise.
        waiting: open claims with a question that nobody has answered.
        evidence: pieces of evidence.
        status, severity: how many stand at each, every one named.
    """

    pieces: int
    claims: int
    open: int
    blocking: int
    running_out: int
    without_consent: int
    clashing: int
    waiting: int
    evidence: int
    status: Mapping[str, int]
    severity: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Claims(Report):
    """The report."""

    kind: ClassVar[str] = "claims"
    title: ClassVar[str] = "Claims"

    totals: ClaimTotals
    pieces: tuple[PieceClaims, ...]

    @property
    def is_empty(self) -> bool:
        return not self.pieces

    @property
    def today(self) -> str:
        return self.made[:10]

    @property
    def soon(self) -> str:
        """The last of the days within which running out is told on top."""
        return _soon(self.made)

    @property
    def listed(self) -> list[ListedClaim]:
        return [listed for piece in self.pieces for listed in piece.claims]

    @property
    def open_blocking(self) -> list[ListedClaim]:
        """What stops an approval: the heaviest first, of those what the AI may have made up, else in the order of the pieces."""
        return sorted((one for one in self.listed if one.blocks), key=_urgency)

    @property
    def running_out(self) -> list[ListedClaim]:
        """What runs out soon, the next first."""
        return sorted(_running_out(self.listed, self.made), key=lambda one: one.runs_out)

    @property
    def waiting(self) -> list[ListedClaim]:
        return [one for one in self.listed if one.waits_for]

    def cautions(self) -> tuple[str, ...]:
        unseen = ((each.piece.title or each.piece.id, each.not_looked) for each in self.pieces if each.not_looked)
        return tuple(f"Nobody could look for claims in “{name}” ({why}), so some may be missing." for name, why in unseen)

    def page(self) -> str:
        titles = {piece.piece.id: piece.piece.title or piece.piece.id for piece in self.pieces}
        return render("claims.html.jinja", report=self, words=claim_words, titles=titles, notice=NOTICE)

    def table(self) -> Table:
        return table(self.pieces, self.head.hash)

    def record(self) -> dict[str, Any]:
        return self.opening(VERSION) | {
            "notice": NOTICE,
            "totals": asdict(self.totals),
            "open_blocking": [_name(one) for one in self.open_blocking],
            "runs_out": [_name(one) | {"last_day": one.runs_out} for one in self.running_out],
            "pieces": [piece_record(piece) for piece in self.pieces],
        }

    def remarks(self) -> tuple[tuple[str, str], ...]:
        totals = self.totals
        return (
            *(("Not whole", caution) for caution in self.cautions()),
            ("Pieces", f"{totals.pieces:,}"),
            ("Claims", f"{totals.claims:,}"),
            *((name, f"{totals.status[status]:,}") for status, name in claim_words.STATUS.items()),
            ("Open", f"{totals.open:,}"),
            ("Open and blocking approval", f"{totals.blocking:,}"),
            (f"Running out by {self.soon}", f"{totals.running_out:,}"),
            ("Without a customer’s consent", f"{totals.without_consent:,}"),
            ("Said otherwise in another draft", f"{totals.clashing:,}"),
            ("Questions waiting", f"{totals.waiting:,}"),
            ("Pieces of evidence", f"{totals.evidence:,}"),
            ("Rows", "One per claim and piece of evidence, and one for a claim that has none."),
            ("Mind", NOTICE),
        )


def build(
    records: Sequence[PieceRecord],
    *,
    workspace: str,
    made: str,
    made_by: str,
    head: Head,
    verification: Verification,
    period: tuple[str, str],
) -> Claims:
    """Gather the report.

    Args:
        records: the pieces with their working texts, in the order they are to stand in.
        made: now, UTC, ISO 8601.
        period: first and last day (ISO 8601, a time of day may follow), both included; an empty string leaves that end
            open. What belongs to it, see `piece_claims`.
    Raises:
        BadInput: when the period is no period.
    """
    check(period)
    pieces = tuple(found for record in records if (found := piece_claims(record, period)))
    return Claims(workspace, made, made_by, period, head, verification, _totals(pieces, made), pieces)


def _totals(pieces: Sequence[PieceClaims], made: str) -> ClaimTotals:
    every = [listed for piece in pieces for listed in piece.claims]
    status = Counter(listed.claim.status for listed in every)
    severity = Counter(listed.claim.note.severity for listed in every)
    return ClaimTotals(
        pieces=len(pieces),
        claims=len(every),
        open=sum(listed.claim.is_open for listed in every),
        blocking=sum(listed.blocks for listed in every),
        running_out=len(_running_out(every, made)),
        without_consent=sum(listed.claim.lacks_consent for listed in every),
        clashing=sum(bool(listed.claim.clashes) for listed in every),
        waiting=sum(bool(listed.waits_for) for listed in every),
        evidence=sum(len(listed.claim.evidence) for listed in every),
        status={each.value: status[each] for each in ClaimStatus},
        severity={each.value: severity[each] for each in ClaimSeverity},
    )


def _running_out(every: Iterable[ListedClaim], made: str) -> list[ListedClaim]:
    return [listed for listed in every if made[:10] <= listed.runs_out <= _soon(made)]


def _soon(made: str) -> str:
    return (date.fromisoformat(made[:10]) + timedelta(days=SOON)).isoformat()


def _urgency(listed: ListedClaim) -> tuple[int, int]:
    note = listed.claim.note
    return -note.severity.rank, {Standing.CONTRADICTS: 0, Standing.ABSENT: 1}.get(note.standing or Standing.GIVEN, 2)


def _name(listed: ListedClaim) -> dict[str, str]:
    return {"piece": listed.piece.id, "claim": listed.claim.key}


KIND = Kind(
    name=Claims.kind,
    title=Claims.title,
    about="Every claim with its status, its evidence, who answered for it and when, and what is still open.",
    build=build,
    needs=Need.DESK,
)
