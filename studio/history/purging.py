"""Deleting the words of a piece for good: out of the events, out of the tables, and out of the file.

`purge` belongs into one transaction: it appends `text.purged`, empties the payloads it covers, and brings the tables to what
follows from the rest. `wash` comes after it: SQLite leaves what was deleted lying about, in free pages, in the write-ahead
log and in the index of the search.
"""

import sqlite3
import time
from collections.abc import Iterator
from typing import Any

from studio.core.errors import HistoryError, Lingering
from studio.core.events import ENDS_A_YES, Actor, ActorKind, Event, EventType, digest
from studio.core.purged import EDITOR, STANDS, gone_since, remains
from studio.history.hands import Hands
from studio.history.judging import OF_A_PIECE
from studio.history.log import ALTERED, Log, Row, event
from studio.history.projections import Projections
from studio.history.schema import PROJECTIONS, create_projections, wrap
from studio.history.texts import Texts, apply

WORDY = {  # tables that hold words of a piece: the column that names it
    "pieces": "id",
    "snapshots": "piece",
    "dismissals": "piece",
    "decisions": "piece",
    "evidence": "piece",
    "questions": "piece",
    "approvals": "piece",
    **OF_A_PIECE,
}
_EMPTY = """
    UPDATE events SET payload = NULL
    WHERE piece = (SELECT id FROM names WHERE name = ?) AND number <= ? AND payload IS NOT NULL AND type <> 'text.purged'
"""
# The row that a piece has in the search is that of its first event.
_UNFOUND = "DELETE FROM search WHERE rowid = (SELECT first_event FROM pieces WHERE id = ?)"
_UNINDEXED = "DELETE FROM indexed WHERE piece = (SELECT first_event FROM pieces WHERE id = ?)"
_PAUSE = 0.05  # seconds


def refuse_gone(db: sqlite3.Connection, piece: str) -> None:
    """Raises: Refused, where the text of the piece was deleted: nothing may come back into it."""
    row = db.execute("SELECT purged FROM pieces WHERE id = ?", (piece,)).fetchone() if piece else None
    if row and row[0]:
        raise gone_since(row[0])


def refuse_unfit(db: sqlite3.Connection, log: Log, piece: str) -> list[Row]:
    """The events of the piece as they are stored.

    Raises:
        Refused: its text was deleted before.
        HistoryError: somebody altered one of them; without its words nobody could prove that any more.
    """
    refuse_gone(db, piece)
    rows = list(log.rows(piece))
    for row in rows:
        _refuse_altered(row)
    return rows


def purge(db: sqlite3.Connection, log: Log, projections: Projections, piece: str, actor: Actor, reason: str) -> Event:
    """Delete the words of one piece, inside the transaction that is open.

    Raises:
        What `refuse_unfit` raises.
    """
    rows = refuse_unfit(db, log, piece)
    upto = max((row[0] for row in rows), default=0)
    left = {str(number): rest for number, rest in _left(rows)}
    done = log.append(EventType.TEXT_PURGED, piece, actor, {"upto": upto, "reason": reason, "kept": left})
    projections.project(done)
    db.execute(_EMPTY, (piece, upto))
    _derive_again(db, log, piece)
    db.execute(_UNFOUND, (piece,))
    db.execute(_UNINDEXED, (piece,))
    return done


def _refuse_altered(row: Row) -> None:
    payload, payload_hash = row[8], row[9]
    if payload is None:  # of a piece whose text was not deleted, so no deletion took them
        raise HistoryError(f"The contents of event {row[0]} are gone, so its text is not deleted.", ALTERED)
    if digest(payload) != payload_hash.hex():
        raise HistoryError(f"The contents of event {row[0]} were changed, so its text is not deleted.", ALTERED)


def _left(rows: list[Row]) -> Iterator[tuple[int, dict[str, Any]]]:
    """What remains of each event of one piece, by its number."""
    text, approved, given, was, hands = "", "", "", 0, Hands(lambda piece, number: "", lambda piece: ())
    for each in map(event, rows):
        payload = each.payload or {}
        left = remains(each.type, payload)
        if each.type is EventType.PIECE_CREATED:
            text = payload["text"]
            hands.begin(each.piece, each.number, text)
            was = each.number
        elif each.type is EventType.EDITED:
            before, text = text, apply(text, payload["edits"])
            who = each.actor.name if each.actor.kind is ActorKind.PERSON else ""
            editor, was = hands.moved(each.piece, was, each.number, who, (before, text)), each.number
            if who and editor != who:
                left[EDITOR] = editor
            if approved:
                left[STANDS] = digest(text) == approved
        elif each.type in ENDS_A_YES:
            approved = ""
        elif each.type is EventType.APPROVED:
            approved = given = payload["text_hash"]
        elif "stands" in payload:
            approved = given if payload["stands"] else ""
        yield each.number, left


def _derive_again(db: sqlite3.Connection, log: Log, piece: str) -> None:
    """Bring the rows of the piece to what follows from its events now.

    Only rows that are there are written over: another piece of the brand may have taken a dismissal of the piece back, which
    its own events do not tell.
    """
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        create_projections(wrap(fresh))
        projections = Projections(fresh, Texts(fresh, log.deltas, log.authors))
        for each in log.replayed(piece):
            projections.project(each)
        for table, column in WORDY.items():
            keys = PROJECTIONS[table].split(", ")
            derived = {tuple(row[key] for key in keys): row for row in _rows(fresh, table, column, piece)}
            for row in _rows(db, table, column, piece):
                name = tuple(row[key] for key in keys)
                _put(db, table, keys, name, derived.get(name))
    finally:
        fresh.close()


def _rows(db: sqlite3.Connection, table: str, column: str, piece: str) -> list[dict[str, Any]]:
    return list(wrap(db)[table].rows_where(f"{column} = ?", (piece,)))


def _put(db: sqlite3.Connection, table: str, keys: list[str], name: tuple[Any, ...], row: dict[str, Any] | None) -> None:
    where = " AND ".join(f"{key} = ?" for key in keys)
    if row is None:
        db.execute(f"DELETE FROM {table} WHERE {where}", name)  # noqa: S608 - our own tables
    else:
        columns = ", ".join(f"{column} = ?" for column in row)
        db.execute(f"UPDATE {table} SET {columns} WHERE {where}", (*row.values(), *name))  # noqa: S608


def wash(db: sqlite3.Connection) -> None:
    """Leave nothing of what was deleted in the file or beside it, outside any transaction. It writes the whole file anew.

    Raises:
        Lingering: another program is reading or writing; what was deleted may lie in the write-ahead log until it ends.
    """
    db.execute("PRAGMA secure_delete = ON")
    db.execute("INSERT INTO search (search) VALUES ('rebuild')")  # its index remembers deleted words until it is made anew
    _empty_log(db)
    db.execute("VACUUM")
    _empty_log(db)


def _empty_log(db: sqlite3.Connection) -> None:
    """Write everything in the write-ahead log into the file, and cut the log to nothing."""
    ends = time.monotonic() + _PATIENCE
    while db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() > ends:
            raise Lingering(
                "The text is deleted, but another program holds the history open, so traces may lie beside it.", _CLOSE
            )
        time.sleep(_PAUSE)


_PATIENCE = 5.0  # seconds
_CLOSE = "Close every other Blue Pencil on this workspace, then run: bluepencil purge --sweep"
