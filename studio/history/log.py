"""The log: the one table that is the truth, written at its end and read from its beginning."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from studio.core.errors import BadInput, HistoryError
from studio.core.events import Actor, ActorKind, Event, EventType, Head, canonical, digest
from studio.core.purged import kept_in, revived
from studio.history.chain import GENESIS, Link, bind, milliseconds, seal, written
from studio.history.signing import Signer, signed
from studio.history.unfit import UNREADABLE

Row = tuple[Any, ...]
ALTERED = "`bluepencil verify` tells what was changed; a backup made before has it as it was."

_COLUMNS = """
    SELECT e.number, d.name, e.sequence, p.name, e.type, e.actor_kind, a.name, e.time, e.payload,
           e.payload_hash, e.previous, e.hash
    FROM events e LEFT JOIN names d ON d.id = e.device LEFT JOIN names p ON p.id = e.piece LEFT JOIN names a ON a.id = e.actor
"""
_SOME = " WHERE e.number > :since AND (:types IS NULL OR e.type IN (SELECT value FROM json_each(:types))) ORDER BY e.number"
_ALL = _COLUMNS + _SOME
_OF_PIECE = _ALL.replace(" WHERE ", " WHERE e.piece = (SELECT id FROM names WHERE name = :piece) AND ")
# An edit whose words were deleted changes nothing any more; one that is empty for no such reason shows as altered.
# A deletion that is no JSON deletes nothing.
_DELTAS = """
    SELECT payload FROM events e WHERE piece = (SELECT id FROM names WHERE name = ?) AND type = 'edited'
    AND number > ? AND number <= ? AND (payload IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM events p
        WHERE p.piece = e.piece AND p.type = 'text.purged' AND p.number > e.number
        AND CASE WHEN json_valid(p.payload) THEN json_extract(p.payload, '$.upto') END >= e.number))
    ORDER BY number
"""
_AUTHORS = """
    SELECT e.number, CASE WHEN e.actor_kind = 'person' THEN a.name ELSE '' END
    FROM events e JOIN names a ON a.id = e.actor
    WHERE e.piece = (SELECT id FROM names WHERE name = ?) AND e.type = 'edited' ORDER BY e.number
"""
_PURGED = """
    SELECT n.name, e.number, e.payload FROM events e JOIN names n ON n.id = e.piece
    WHERE e.type = 'text.purged' AND e.payload IS NOT NULL
    AND (:piece IS NULL OR e.piece = (SELECT id FROM names WHERE name = :piece)) ORDER BY e.number
"""
_LATEST = "SELECT sequence, hash FROM events WHERE device = ? ORDER BY sequence DESC LIMIT 1"
_INSERT = """
    INSERT INTO events (device, sequence, piece, type, actor_kind, actor, time, payload, payload_hash, previous, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_DEVICES = "SELECT n.id, n.name FROM heads h JOIN names n ON n.name = h.device"
# The latest of a machine, which may have been silent for a million entries of others.
_LAST = "SELECT sequence, hash, number FROM events WHERE device = ? ORDER BY sequence DESC LIMIT 1"
# The plus keeps SQLite on the table's own order, in which a device's latest event is found at once.
_END = "SELECT sequence, hash FROM events WHERE number <= ? AND +device = ? ORDER BY number DESC LIMIT 1"


class Log:
    """Events of one database. Whoever appends holds the write lock (see `connection.transaction`)."""

    def __init__(self, db: sqlite3.Connection, device: str, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._device = device
        self._clock = clock
        self._names: dict[str, int] = {}

    def forget(self) -> None:
        """Drop what was learnt inside a transaction that has been rolled back."""
        self._names.clear()

    def append(self, type_: EventType, piece: str, actor: Actor, payload: dict[str, Any], signer: Signer | None = None) -> Event:
        """Add one event at the end of this device's chain.

        Args:
            signer: signs it, which has to happen here: what is signed names the time and the event before.
        Raises:
            BadInput: the words hold half a surrogate pair, which no file can store.
        """
        device = self._name(self._device)
        sequence, before = self._db.execute(_LATEST, (device,)).fetchone() or (0, bytes.fromhex(GENESIS))
        sequence, previous, moment = sequence + 1, before.hex(), milliseconds(self._clock())
        time = written(moment)
        try:
            if signer:
                payload = signed(signer, type_, piece, payload, who=actor.name, time=time, previous=previous)
            text = canonical(payload)
            payload_hash = digest(text)
            own = seal(self._device, sequence, piece, type_, actor.kind, actor.name, time, payload_hash, previous)
        except UnicodeEncodeError as error:
            raise BadInput("The text holds half a character that cannot be stored.", "Take it out and try again.") from error
        number = self._db.execute(
            _INSERT,
            (
                *(device, sequence, self._name(piece), type_.value, actor.kind.value, self._name(actor.name), moment, text),
                *(bytes.fromhex(payload_hash), before, bytes.fromhex(own)),
            ),
        ).lastrowid
        assert number is not None
        stored = json.loads(text)
        return Event(number, self._device, sequence, piece, type_, actor, time, stored, payload_hash, previous, own)

    def _name(self, name: str) -> int:
        known = self._names.get(name)
        if known is None:
            row = self._db.execute("SELECT id FROM names WHERE name = ?", (name,)).fetchone()
            known = row[0] if row else self._db.execute("INSERT INTO names (name) VALUES (?)", (name,)).lastrowid
            assert known is not None
            self._names[name] = known
        return known

    def rows(self, piece: str | None = None, types: Iterable[EventType] | None = None, since: int = 0) -> Iterator[Row]:
        """Events as they are stored, oldest first, nothing about them taken for granted."""
        wanted = None if types is None else json.dumps([type_.value for type_ in types])
        query = _ALL if piece is None else _OF_PIECE
        return self._db.execute(query, {"piece": piece, "types": wanted, "since": since})

    def read(self, piece: str | None = None, types: Iterable[EventType] | None = None, since: int = 0) -> Iterator[Event]:
        return map(event, self.rows(piece, types, since))

    def left(self, of: str | None = None) -> dict[int, tuple[str, Mapping[str, Any]]]:
        """What deletions left of the events they cover, of one piece or of all, by number: the piece and its payload without
        words. The first deletion that says something of an event is the one that counts."""
        found: dict[int, tuple[str, Mapping[str, Any]]] = {}
        for piece, own, payload in self._db.execute(_PURGED, {"piece": of}):
            with suppress(*UNREADABLE, AttributeError):  # an altered one covers nothing
                kept = kept_in(json.loads(payload), own)
                found = {number: (piece, left) for number, left in kept.items()} | found
        return found

    def replayed(self, piece: str | None = None) -> Iterator[Event]:
        """Events to derive tables from: those whose words were deleted come with what is left of them."""
        left = self.left(piece)
        return (whole(each, left) for each in self.read(piece))

    def deltas(self, piece: str, after: int, upto: int) -> Iterator[list[list[Any]]]:
        """The edits of every `edited` event of the piece with `after < number <= upto`, oldest first.

        Raises:
            HistoryError: somebody altered one, so that it cannot be read.
        """
        for (payload,) in self._db.execute(_DELTAS, (piece, after, upto)):
            try:
                yield json.loads(payload)["edits"]
            except (*UNREADABLE, KeyError) as error:
                raise HistoryError(f"An edit of “{piece}” cannot be read.", ALTERED) from error

    def authors(self, piece: str) -> Iterator[tuple[int, str]]:
        """The number of every `edited` event of the piece, oldest first, and the person; empty where it was none."""
        return self._db.execute(_AUTHORS, (piece,))

    def head(self, count: int | None = None) -> Head:
        """The end of the chain, or its end when it had `count` events."""
        row = self._db.execute(
            "SELECT number, time FROM events WHERE number <= ? ORDER BY number DESC LIMIT 1", (_most(count),)
        ).fetchone()
        if row is None:
            return bind([], 0, "")
        return bind(self._links(row[0]), row[0], written(row[1]))

    def _links(self, number: int) -> list[Link]:
        links = []
        for device, name in self._db.execute(_DEVICES).fetchall():
            end = self._db.execute(_LAST, (device,)).fetchone()
            if end and end[2] > number:
                end = self._db.execute(_END, (number, device)).fetchone()
            if end:
                links.append(Link(name, end[0], end[1].hex()))
        return links


def event(row: Row) -> Event:
    """An event from a row of `Log.rows`.

    Raises:
        HistoryError: somebody altered it, so that it cannot be read.
    """
    number, device, sequence, piece, type_, kind, actor, time, payload, payload_hash, previous, own = row
    try:
        stored = None if payload is None else dict(json.loads(payload))
        return Event(
            *(number, device, sequence, piece, EventType(type_), Actor(ActorKind(kind), actor), written(time)),
            *(stored, payload_hash.hex(), previous.hex(), own.hex()),
        )
    except UNREADABLE as error:
        raise HistoryError(f"Event {number} cannot be read.", ALTERED) from error


def whole(found: Event, left: Mapping[int, tuple[str, Mapping[str, Any]]]) -> Event:
    """The event with a payload to derive tables from; as it is where nobody deleted its words. See `Log.left`."""
    piece, rest = left.get(found.number, ("", {}))
    if found.payload is not None or piece != found.piece or not piece:
        return found
    return replace(found, payload=revived(found.type, rest))


def _most(count: int | None) -> int:
    return 2**62 if count is None else count
