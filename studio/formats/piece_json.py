"""A piece as JSON: its text, where every run of it comes from, how much of it is the AI's, and who approved it.

The shape, stable within a `format` number:

    format          1
    piece           the fields of `core.piece.Piece`
    text, original  as they are; positions are code points, half open
    text_hash       SHA-256 of the text
    source_type     of the whole text, in the IPTC's words; see `core.source_types`; empty where none holds
    runs            [{start, end, text, origin, detail, who, when, event, source_type}]    cover the text without gap
    shares          {words, by_origin: {origin: {words, share}}, how_counted}
    retained        {kept, words, share, how_counted}
    edit_depth      {changed, original_words, share, how_counted}
    approval        the approval that holds for exactly this text, or null; `beside` is what else it says, as in the payload of
                    `approved`: parts, agreed, risk, rating, responsible, disclosure, separation
    moves           [{event, type, who, when, fields}]    every change of stage, oldest first; `fields` as in `core.events`
"""

import json
from dataclasses import asdict
from typing import Any

from studio.core.events import Event, EventType, digest
from studio.core.record import PieceRecord
from studio.core.traced import traced
from studio.formats.kinds import Writer

VERSION = 1


def _write(record: PieceRecord) -> bytes:
    told = {
        "format": VERSION,
        "piece": asdict(record.piece),
        "text": record.text,
        "original": record.original,
        "text_hash": digest(record.text),
        **traced(record.text, record.origins, record.comparison).record(),
        "approval": _approval(record),
        "moves": [_move(event) for event in record.events if event.type in _MOVES],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


_BESIDE = ("parts", "agreed", "risk", "rating", "responsible", "disclosure", "separation")
_MOVES = frozenset(
    {
        *(EventType.SUBMITTED, EventType.CHANGES_REQUESTED, EventType.AGREED, EventType.APPROVED, EventType.RECALLED),
        *(EventType.REOPENED, EventType.PUBLISHED, EventType.HELD, EventType.RESUMED, EventType.WITHDRAWN),
        EventType.BROUGHT_BACK,
    }
)
_LONG = frozenset({"signature", "card", "gate", "claims_hash"})
"""What the edit-history report tells in full."""


def _approval(record: PieceRecord) -> dict[str, Any] | None:
    held = record.approval
    if held is None:
        return None
    given = (e.payload or {} for e in reversed(record.events) if e.type is EventType.APPROVED and e.time == held.when)
    said = next(given, {})
    return asdict(held) | {"beside": {name: said[name] for name in _BESIDE if said.get(name)}}


def _move(event: Event) -> dict[str, Any]:
    fields = {name: value for name, value in (event.payload or {}).items() if name not in _LONG}
    return {"event": event.number, "type": event.type.value, "who": event.actor.name, "when": event.time, "fields": fields}


WRITER = Writer("json", "JSON, with where every word comes from", ".json", _write)
