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
    approval        the approval that holds for exactly this text, or null
"""

import json
from dataclasses import asdict
from typing import Any

from studio.core import provenance
from studio.core.events import digest
from studio.core.origins import HOW_ORIGINS_ARE_COUNTED, OriginRun, shares
from studio.core.record import PieceRecord
from studio.core.source_types import source_type, source_type_of_all
from studio.formats.kinds import Writer

VERSION = 1


def origins_told(text: str, runs: tuple[OriginRun, ...]) -> dict[str, Any]:
    """The keys `source_type`, `runs` and `shares`."""
    counted = shares(text, runs)
    return {
        "source_type": source_type_of_all(text, runs),
        "runs": [_run(text, run) for run in runs],
        "shares": {
            "words": counted.words,
            "by_origin": {
                kind.value: {"words": words, "share": round(counted.share(kind), 4)} for kind, words in counted.by_kind.items()
            },
            "how_counted": HOW_ORIGINS_ARE_COUNTED,
        },
    }


def _run(text: str, run: OriginRun) -> dict[str, Any]:
    origin = run.origin
    return {
        "start": run.span.start,
        "end": run.span.end,
        "text": run.span.of(text),
        "origin": origin.kind.value,
        "detail": origin.detail,
        "who": origin.who,
        "when": origin.when,
        "event": origin.event,
        "source_type": source_type(origin),
    }


def _write(record: PieceRecord) -> bytes:
    kept, depth = provenance.retained(record.comparison), provenance.edit_depth(record.comparison)
    told = {
        "format": VERSION,
        "piece": asdict(record.piece),
        "text": record.text,
        "original": record.original,
        "text_hash": digest(record.text),
        **origins_told(record.text, record.origins),
        "retained": {
            "kept": kept.kept,
            "words": kept.words,
            "share": round(kept.share, 4),
            "how_counted": provenance.HOW_COUNTED,
        },
        "edit_depth": {
            "changed": depth.changed,
            "original_words": depth.original_words,
            "share": round(depth.share, 4),
            "how_counted": provenance.HOW_DEPTH_IS_COUNTED,
        },
        "approval": asdict(record.approval) if record.approval else None,
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


WRITER = Writer("json", "JSON, with where every word comes from", ".json", _write)
