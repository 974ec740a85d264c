"""The voice report as rows for a spreadsheet and as plain JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from studio.reports.figure_record import number

if TYPE_CHECKING:
    from studio.core.voicing import Row
    from studio.reports.voice import BrandVoice

COLUMNS = (
    *("Brand", "Channel", "From", "Pieces", "Measure", "Unit", "AI original", "Edited"),
    *("Target from", "Target middle", "Target to", "AI original lies", "Edited lies", "How it is counted", "Target made of"),
)


def table_rows(groups: "Iterable[BrandVoice]") -> Iterator[tuple[str, ...]]:
    """One row per measure over all pieces of a group, then one per week or month."""
    for group in groups:
        origin = group.target.origin if group.target else ""
        for since, pieces, rows in (
            ("", len(group.pieces), group.rows),
            *((each.since, each.pieces, each.rows) for each in group.stretches if each.pieces),
        ):
            for row in rows:
                wanted = row.wanted
                yield (
                    group.brand,
                    group.channel,
                    since or "all",
                    str(pieces),
                    row.measure.name,
                    row.measure.unit,
                    *(_cell(row, value) for value in (row.original, row.edited)),
                    *(_cell(row, value) for value in ((wanted.low, wanted.middle, wanted.high) if wanted else (None,) * 3)),
                    *(lie.value if lie else "" for lie in (row.original_lies, row.edited_lies)),
                    row.measure.how,
                    origin,
                )


def _cell(row: "Row", value: float | None) -> str:
    """As many places as people read, in signs that a sheet reads as a number."""
    return number(None if value is None else round(value, row.measure.places))


def group_record(group: "BrandVoice") -> dict[str, Any]:
    """A brand on a channel as plain JSON, its pieces included."""
    return {
        "brand": group.brand,
        "channel": group.channel,
        "summary": group.summary,
        "target": {"made_of": group.target.origin, "texts": list(group.target.texts)} if group.target else None,
        "figures": [_row_record(row) for row in group.rows],
        "reasons": {reason.value: number for reason, number in group.reasons.items()},
        "ratings": {str(rating): number for rating, number in sorted(group.ratings.items())},
        "feedback": [each.record() for each in group.feedback],
        "step": group.step,
        "stretches": [
            {"from": each.since, "pieces": each.pieces, "figures": [_row_record(row) for row in each.rows]}
            for each in group.stretches
        ],
        "pieces": [
            {
                "id": heard.piece.id,
                "title": heard.piece.title,
                "when": heard.when,
                "approved": heard.approved,
                "original": dict(heard.original.figures),
                "edited": dict(heard.edited.figures),
                "reasons": {reason.value: number for reason, number in heard.reasons.items()},
                "rating": heard.rated.rating if heard.rated else None,
            }
            for heard in group.pieces
        ],
    }


def _row_record(row: "Row") -> dict[str, Any]:
    return {
        "measure": row.measure.id,
        "original": row.original,
        "edited": row.edited,
        "originals": row.originals,
        "editeds": row.editeds,
        "target": asdict(row.wanted) if row.wanted else None,
        "original_lies": row.original_lies.value if row.original_lies else None,
        "edited_lies": row.edited_lies.value if row.edited_lies else None,
    }
