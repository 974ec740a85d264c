"""The bias report as rows for a spreadsheet and as plain JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from studio.core.measures import Measure
from studio.reports.figure_record import number

if TYPE_CHECKING:
    from studio.reports.bias import Segment, Side

COLUMNS = (
    *("Audience", "Pieces", "Words", "Tone, AI original", "Tone, edited", "Grade, AI original", "Grade, edited"),
    *("Inclusive flags per 1,000 words, AI original", "Inclusive flags per 1,000 words, edited", "Rules"),
)


def table_row(segment: "Segment", measures: Sequence[Measure]) -> tuple[str, ...]:
    """One audience; `measures` are tone, grade and inclusive flags, in the order of the columns."""

    def said(side: "Side", measure: Measure) -> str:
        value = side.value(measure.id)
        return number(None if value is None else round(value, measure.places))  # a sheet reads no “−”

    figures = (said(side, measure) for measure in measures for side in (segment.original, segment.edited))
    rules = "; ".join(f"{rule} {flags}" for rule, flags in segment.edited.rules.items())
    return (segment.name, str(len(segment.pieces)), str(segment.edited.words), *figures, rules)


def segment_record(segment: "Segment", *, compared: bool) -> dict[str, Any]:
    """An audience as plain JSON, its pieces included; `compared` whether it was held against the others."""
    return {
        "audience": segment.audience,
        "original": _side_record(segment.original),
        "edited": _side_record(segment.edited),
        "compared": compared,
        "pieces": [
            {
                "id": heard.piece.id,
                "title": heard.piece.title,
                "when": heard.when,
                "tone": heard.edited.figures.get("tone"),
                "grade": heard.edited.figures.get("grade"),
                "inclusive": dict(heard.inclusive),
                "inclusive_original": dict(heard.inclusive_original),
            }
            for heard in segment.pieces
        ],
    }


def _side_record(side: "Side") -> dict[str, Any]:
    return {
        "words": side.words,
        "tone": asdict(side.tone) if side.tone else None,
        "grade": asdict(side.grade) if side.grade else None,
        "inclusive_per_1000_words": side.inclusive,
        "inclusive_rules": dict(side.rules),
    }
