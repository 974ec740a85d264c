"""The edit-history report: what the AI wrote, who changed it, who checked which claim, and who said yes.

`build` turns records into plain data; the ways out write it down and add nothing. So every figure stands in one place
and can be counted again over the events. The columns of its table are told in `edit_history_table`, the shape of its JSON
in `edit_history_record`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from studio.core.claim import ClaimStatus
from studio.core.events import EventType, Head, Verification
from studio.core.provenance import HOW_COUNTED
from studio.core.record import PieceRecord
from studio.reports.edit_history_record import VERSION, piece_record
from studio.reports.edit_history_table import table
from studio.reports.page import render
from studio.reports.period import check, holds
from studio.reports.piece_history import HANDING_ON, PieceHistory, piece_history
from studio.reports.report import Kind, Need, Report, Table


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over the pieces of the report.

    Attributes:
        events, dismissals, handoffs, approvals, exports: entries of the history of that type.
        edits: single edits; one `edited` entry may hold several.
        purged: entries whose content is gone; edits and words in them are not counted.
        words, kept: words of the texts, and those that stand as the AI wrote them.
        changes: places that differ from the AI originals.
        approved: pieces whose working text is approved as it stands.
        claims: how many stand at each status, every status named.
    """

    pieces: int
    approved: int
    events: int
    purged: int
    edits: int
    changes: int
    words: int
    kept: int
    dismissals: int
    taken_back: int
    handoffs: int
    approvals: int
    exports: int
    claims: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class EditHistory(Report):
    """The report.

    Attributes:
        how_counted: how the AI-retained share is counted, in words.
    """

    kind: ClassVar[str] = "edit-history"
    title: ClassVar[str] = "Edit history"

    how_counted: str
    totals: Totals
    pieces: tuple[PieceHistory, ...]

    @property
    def is_empty(self) -> bool:
        return not self.pieces

    def page(self) -> str:
        return render("edit_history.html.jinja", report=self)

    def table(self) -> Table:
        return table(self.pieces)

    def record(self) -> dict[str, Any]:
        pieces = [piece_record(history) for history in self.pieces]
        return self.opening(VERSION) | {"how_counted": self.how_counted, "totals": asdict(self.totals), "pieces": pieces}

    def remarks(self) -> tuple[tuple[str, str], ...]:
        figures = (
            (name.capitalize().replace("_", " "), f"{value:,}") for name, value in asdict(self.totals).items() if name != "claims"
        )
        return (*figures, ("How the AI’s share is counted", self.how_counted))


def build(
    records: Sequence[PieceRecord],
    *,
    workspace: str,
    made: str,
    made_by: str,
    head: Head,
    verification: Verification,
    period: tuple[str, str],
) -> EditHistory:
    """Gather the report.

    Args:
        records: the pieces, in the order they are to stand in. Each brings all of its events, however old.
        made: now, UTC, ISO 8601.
        period: first and last day (ISO 8601, a time of day may follow), both included; an empty string leaves that end
            open. A piece belongs to the report when anything happened to it then, and is told from its beginning:
            half a story would mislead.
    Raises:
        BadInput: when the period is no period.
    """
    check(period)
    told = tuple(piece_history(record) for record in records if _falls_in(record, period))
    return EditHistory(workspace, made, made_by, period, head, verification, HOW_COUNTED, _totals(told), told)


def _falls_in(record: PieceRecord, period: tuple[str, str]) -> bool:
    return period == ("", "") or any(holds(period, event.time) for event in record.events)


def _totals(told: Sequence[PieceHistory]) -> Totals:
    every = [entry for history in told for entry in history.entries]
    types = Counter(entry.type for entry in every)
    claims = Counter(claim.status for history in told for claim in history.claims)
    return Totals(
        pieces=len(told),
        approved=sum(any(approval.current for approval in history.approvals) for history in told),
        events=len(every),
        purged=sum(entry.purged for entry in every),
        edits=sum(len(entry.edits) for entry in every),
        changes=sum(len(history.changes) for history in told),
        words=sum(history.retained.words for history in told),
        kept=sum(history.retained.kept for history in told),
        dismissals=types[EventType.FLAG_DISMISSED],
        taken_back=sum(bool(dismissal.taken_back) for history in told for dismissal in history.dismissals),
        handoffs=sum(types[kind] for kind in HANDING_ON),
        approvals=types[EventType.APPROVED],
        exports=types[EventType.EXPORTED],
        claims={status.value: claims[status] for status in ClaimStatus},
    )


KIND = Kind(
    name=EditHistory.kind,
    title=EditHistory.title,
    about="Who changed what, which flags were dismissed and why, which claims have evidence, and who approved.",
    build=build,
    needs=Need.APPROVED,
)
