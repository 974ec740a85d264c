"""A piece in a sentence or two that a stranger understands."""

from collections import Counter
from collections.abc import Sequence

from studio.core.events import EventType
from studio.core.phrases import count, listed
from studio.core.piece import Stage
from studio.core.provenance import Retained
from studio.core.record import PieceRecord
from studio.core.times import day
from studio.reports.entries import Entry


def summary(record: PieceRecord, told: Sequence[Entry], share: Retained, current: Entry | None) -> str:
    """Who changed how much, who approved it and when, and how much stands as the AI wrote it.

    Args:
        told: the entries of the record's events.
        current: the entry of the approval that holds for the working text, None where none does.
    """
    if record.piece.purged:
        return f"The text was deleted on {day(record.piece.purged)}; {_decided(told)}."
    if not share.words:
        return f"The text is empty; {_standing(record, told, current)}."
    kept = f"{share.percent} of the words stand as the AI wrote them"
    return f"{_changed(record)}; {_standing(record, told, current)}; {kept}."


def _changed(record: PieceRecord) -> str:
    places = Counter(mark.who for mark in record.attributions)
    unknown = places.pop("", 0)
    if not record.comparison.changes:
        return "Nobody changed a word"
    (first, most), *others = places.most_common() or [("", 0)]
    parts = [f"{first} changed {count(most, 'place')}"] if most else []
    parts += [f"{who} {number:,}" for who, number in others]
    if unknown:
        parts.append(f"{count(unknown, 'place')} changed with nobody on record")
    return listed(parts)


def _decided(told: Sequence[Entry]) -> str:
    """The last word on a text that is no more."""
    approved = _latest(told, EventType.APPROVED)
    return f"{approved.who} had approved it on {day(approved.time)}" if approved else "nobody had approved it"


def _standing(record: PieceRecord, told: Sequence[Entry], current: Entry | None) -> str:
    stage = record.piece.stage
    if stage is Stage.WITHDRAWN and (gone := _latest(told, EventType.WITHDRAWN)):
        return f"{gone.who} withdrew it on {day(gone.time)}"
    waits = " and it is on hold" if stage is Stage.ON_HOLD else ""
    if current:
        out = " and it is published" if stage is Stage.PUBLISHED else waits
        return f"{current.who} approved it on {day(current.time)}{out}"
    if waits:
        return "nobody has approved it as it stands and it is on hold"
    approved, again = _latest(told, EventType.APPROVED), _latest(told, EventType.REOPENED)
    if approved and again and again.number > approved.number and stage is Stage.DRAFTING:
        return f"{approved.who} approved it on {day(approved.time)}, and {again.who} reopened it to correct it"
    if approved:
        return f"{approved.who} approved it on {day(approved.time)}, but it was edited since and that approval no longer holds"
    asked = _latest(told, EventType.CHANGES_REQUESTED)
    if record.piece.stage is Stage.CHANGES_REQUESTED and asked:
        return f"{asked.who} asked for changes on {day(asked.time)}"
    if record.piece.stage is Stage.IN_REVIEW:
        return f"it waits for {record.piece.assignee or 'an editor'} and nobody has approved it yet"
    return "nobody has approved it yet"


def _latest(told: Sequence[Entry], kind: EventType) -> Entry | None:
    return next((entry for entry in reversed(told) if entry.type is kind), None)
