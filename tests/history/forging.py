"""What somebody can do who has the file, SQLite and this program's source: change entries, and make the chain whole again.

The forger takes the guards off, rewrites entries, computes every hash anew, derives every table anew and puts the guards back.
What is left for anybody to see is what signatures, and heads kept elsewhere, still say.
"""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from studio.core.events import canonical, digest
from studio.history import History, chain, schema

Entry = dict[str, Any]
_ROWS = """
    SELECT d.name AS device, e.sequence, p.name AS piece, e.type, e.actor_kind, a.name AS actor, e.time, e.payload, e.payload_hash
    FROM events e JOIN names d ON d.id = e.device JOIN names p ON p.id = e.piece JOIN names a ON a.id = e.actor
    ORDER BY e.number
"""


def forge(path: Path, deed: Callable[[list[Entry]], object]) -> None:
    """Let `deed` change the list of entries as it likes, and write it back as a whole history.

    An entry is {device, sequence, piece, type, actor_kind, actor, time (milliseconds), payload (a dict; None where it was
    deleted)}; hashes, sequences and everything derived follow from what `deed` leaves.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        entries = [dict(row) | {"payload": json.loads(row["payload"] or "null")} for row in db.execute(_ROWS)]
        deed(entries)
        for name in schema.guards():
            db.execute(f"DROP TRIGGER {name}")
        db.execute("DELETE FROM events")
        ends: dict[str, tuple[int, str]] = {}
        for number, entry in enumerate(entries, 1):
            sequence, previous = ends.get(entry["device"], (0, chain.GENESIS))
            ends[entry["device"]] = sequence + 1, _write(db, number, sequence + 1, previous, entry)
        for trigger in schema.guards().values():
            db.execute(trigger)
    with History.open(path, device="forger") as history:
        history.rebuild()


def put_sealed(path: Path, type_: str, piece: str, payload: str) -> int:
    """Add one entry that is sealed as it should be, whatever it says; `payload` is JSON as it will stand in the file.

    Returns:
        Its number.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        device, sequence, number, previous = db.execute("SELECT device, sequence, number, hash FROM heads").fetchone()
        (moment,) = db.execute("SELECT time FROM events WHERE number = ?", (number,)).fetchone()
        link = sequence + 1, digest(payload), previous
        own = chain.seal(device, link[0], piece, type_, "person", "Mallory", chain.written(moment), *link[1:])
        hashes = [bytes.fromhex(each) for each in (*link[1:], own)]
        names = [_name(db, each) for each in (device, piece, "Mallory")]
        row = (number + 1, names[0], link[0], names[1], type_, "person", names[2], moment, payload, *hashes)
        db.execute(f"INSERT INTO events VALUES ({', '.join('?' * 12)})", row)
        db.execute("UPDATE heads SET sequence = ?, number = ?, hash = ?", (link[0], number + 1, own))
    return number + 1


def _write(db: sqlite3.Connection, number: int, sequence: int, previous: str, entry: Entry) -> str:
    payload = None if entry["payload"] is None else canonical(entry["payload"])
    payload_hash = entry["payload_hash"].hex() if payload is None else digest(payload)
    names = [_name(db, entry[part]) for part in ("device", "piece", "actor")]
    sealed = (entry["piece"], entry["type"], entry["actor_kind"], entry["actor"], chain.written(entry["time"]))
    own = chain.seal(entry["device"], sequence, *sealed, payload_hash, previous)
    hashes = [bytes.fromhex(each) for each in (payload_hash, previous, own)]
    row = (number, names[0], sequence, names[1], entry["type"], entry["actor_kind"], names[2], entry["time"], payload, *hashes)
    db.execute(f"INSERT INTO events VALUES ({', '.join('?' * 12)})", row)
    return own


def _name(db: sqlite3.Connection, name: str) -> int:
    query = "SELECT id FROM names WHERE name = ?"
    if db.execute(query, (name,)).fetchone() is None:
        db.execute("INSERT INTO names (name) VALUES (?)", (name,))
    return int(db.execute(query, (name,)).fetchone()[0])


def latest(entries: list[Entry], type_: str) -> Entry:
    """The last entry of a type."""
    return next(entry for entry in reversed(entries) if entry["type"] == type_)
