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

from studio.core.events import digest
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
        "approval": asdict(record.approval) if record.approval else None,
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


WRITER = Writer("json", "JSON, with where every word comes from", ".json", _write)
