"""The edit-history report as a table: one row per entry of the history, one per edit in an entry.

Columns: piece, title, number, time (UTC), type, who, actor (`person`, `ai`, `rule`), cause, detail, start (code
points, 0 first), removed, inserted, note, entry hash. `note` holds the rest of an entry in words.
"""

from collections.abc import Iterator, Mapping, Sequence

from studio.core.events import EventType
from studio.core.seal import Seal
from studio.reports.entries import EditLine, Entry
from studio.reports.piece_history import PieceHistory
from studio.reports.report import Table
from studio.reports.told import sealed, told

COLUMNS = (
    *("piece", "title", "number", "time", "type", "who", "actor"),
    *("cause", "detail", "start", "removed", "inserted", "note", "hash"),
)


def table(pieces: Sequence[PieceHistory]) -> Table:
    rows = [
        (history.piece.id, history.piece.title, *row)
        for history in pieces
        for entry in history.entries
        for row in _rows(entry, history.seals)
    ]
    return Table(COLUMNS, rows)


def _rows(entry: Entry, seals: Mapping[int, Seal]) -> Iterator[tuple[str, ...]]:
    about = (str(entry.number), entry.time, entry.type.value, entry.who, entry.actor_kind)
    if entry.type is EventType.EDITED and entry.edits:
        for line in entry.edits:
            yield (*about, *_edit(line), entry.hash)
    else:
        signed = f" {sealed(seals[entry.number])}" if entry.number in seals else ""
        yield (*about, "", "", "", "", "", told(entry) + signed, entry.hash)


def _edit(line: EditLine) -> tuple[str, ...]:
    note = "" if line.removed is not None else "The words removed are not known: earlier content was purged or altered."
    return (line.cause, line.detail, str(line.start), line.removed or "", line.inserted, note)
