"""Does the history still say what was written? Every event against the one before it, and every projection against replay."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from studio.core.events import EventType, Head, Verification, digest
from studio.core.purged import kept_in
from studio.core.seal import Seal
from studio.history import signed_entries
from studio.history.chain import GENESIS, Link, bind, seal, written
from studio.history.connection import transaction
from studio.history.log import Log, Row, event, whole
from studio.history.projections import Projections
from studio.history.schema import PROJECTIONS, create_projections, guards, wrap
from studio.history.texts import Texts, unpack
from studio.history.unfit import UNFIT, UNREADABLE


@dataclass
class Chain:
    """Follows the chains of all devices at once, row by row.

    Attributes:
        left: what deletions left, see `Log.left`: an event that none of them covers must have its contents.
        gone: how many events have lost theirs to a deletion.
        deleted: pieces whose text was deleted; nothing can be added to them.
        pieces: of each piece its entries so far, how many, the last one, and the last one that has its contents; 0 for none.
    """

    count: int = 0
    time: str = ""
    links: dict[str, Link] = field(default_factory=dict)
    left: Mapping[int, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    gone: int = 0
    deleted: set[str] = field(default_factory=set)
    pieces: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def follow(self, row: Row) -> str:
        """Take the next row in.

        Returns:
            One sentence that says what is wrong with it; empty where it holds.
        """
        number, device, sequence, piece, type_, kind, actor, moment, payload, payload_hash, previous, own = row
        if number != self.count + 1:
            return f"Event {self.count + 1} is missing: event {number} stands in its place."
        if None in (device, piece, actor):
            return f"Event {number} points at a device, piece or person whose name is gone."
        last = self.links.get(device, Link(device, 0, GENESIS))
        if sequence != last.sequence + 1:
            return f"Event {number} is out of order: its device's entry {last.sequence + 1} should stand there."
        if previous.hex() != last.hash:
            return f"Event {number} does not follow from the event before it on the same device."
        is_gone = payload is None
        if is_gone and self.left.get(number, ("",))[0] != piece:
            return f"The contents of event {number} are gone, and no deletion that is on record took them."
        if not is_gone and digest(payload) != payload_hash.hex():
            return f"The contents of event {number} were changed."
        hashes = (payload_hash.hex(), previous.hex())
        if seal(device, sequence, piece, type_, kind, actor, _time(moment), *hashes) != own.hex():
            return f"Event {number} was changed: its hash does not fit what it says."
        if piece in self.deleted:
            return f"Event {number} was added to a piece whose text had been deleted, and nothing can be."
        many, latest, worded = self.pieces.get(piece, (0, 0, 0))
        if type_ == EventType.TEXT_PURGED:
            self.deleted.add(piece)
            if told := _fault_of_deletion(number, piece, payload, many, latest):
                return told
            if worded:
                return f"Event {number} says that a text was deleted, and event {worded} of it still has its contents."
        self.pieces[piece] = many + 1, number, worded if is_gone else number
        self.count, self.time, self.gone = number, _time(moment), self.gone + is_gone
        self.links[device] = Link(device, sequence, own.hex())
        return ""

    @property
    def head(self) -> Head:
        return bind(list(self.links.values()), self.count, self.time)


def _fault_of_deletion(number: int, piece: str, payload: str, many: int, latest: int) -> str:
    """What cannot be in what a deletion says of itself; empty where nothing is wrong.

    Args:
        many, latest: the entries of the piece before it, and the number of the last of them.
    """
    if not piece:
        return f"Event {number} says that it deleted the text of no piece."
    said: object = None
    with suppress(*UNREADABLE):
        said = json.loads(payload)
    upto, kept = (said.get("upto"), said.get("kept")) if isinstance(said, dict) else (None, None)
    if not isinstance(upto, int) or isinstance(upto, bool) or not isinstance(kept, dict):
        return f"Event {number} cannot have happened: it does not say what it deleted."
    if upto >= number:
        return f"Event {number} says that it deleted what came after it."
    if upto != latest or len(kept) != many or len(kept_in({"upto": upto, "kept": kept}, number)) != many:
        return f"Event {number} cannot have happened: what it says it deleted is not what stood there before it."
    return ""


def _time(moment: int) -> str:
    try:
        return written(moment)
    except OverflowError:  # a forged number of milliseconds that no calendar reaches
        return ""


def verify(db: sqlite3.Connection, log: Log, texts: Texts) -> Verification:
    """Check the chain, then that every projection follows from it, then that the guards of the log are in place; and, whatever
    came of that, every signature that can still be read."""
    chain, seals = Chain(), list[Seal]()
    with transaction(db, "DEFERRED"), any_bytes(db):
        try:
            chain.left = log.left()
            broken, problem = _examine(db, log, chain)
            seals = signed_entries.of_history(log, db, texts).seals
        except sqlite3.DatabaseError as error:
            if not str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_CORRUPT"):
                raise
            broken, problem = chain.count + 1, f"The file is damaged where event {chain.count + 1} should stand."
    return Verification(chain.count, chain.head, broken, problem, tuple(seals), gone=chain.gone)


def _examine(db: sqlite3.Connection, log: Log, chain: Chain) -> tuple[int, str]:
    problem = follow_all(log, chain)
    if problem:
        return chain.count + 1, problem
    for broken, problem in (_ends(db, chain), _derived(db, log), _guarded(db)):
        if problem:
            return broken, problem
    return 0, ""


def follow_all(log: Log, chain: Chain) -> str:
    """The first thing wrong with the chain, in a sentence; empty where it is whole."""
    return next((problem for problem in map(chain.follow, log.rows()) if problem), "")


def _ends(db: sqlite3.Connection, chain: Chain) -> tuple[int, str]:
    """Rows cut off the end, or put there by another program, leave a chain that is whole in itself."""
    known = {device: (sequence, number, own) for device, sequence, number, own in db.execute("SELECT * FROM heads")}
    last = max((number for _, number, _ in known.values()), default=0)
    if last > chain.count:
        return chain.count + 1, f"Event {chain.count + 1} is missing, and with it the end up to event {last}."
    if last < chain.count:
        return last + 1, f"Event {last + 1} was added by something other than this program."
    for device, link in chain.links.items():
        sequence, number, own = known.get(device, (0, 0, ""))
        if (sequence, own) != (link.sequence, link.hash):
            return number, f"Event {number} is not the one that was written there last."
    return 0, ""


def _derived(db: sqlite3.Connection, log: Log) -> tuple[int, str]:
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        create_projections(wrap(fresh))
        projections, left = Projections(fresh, Texts(fresh, log.deltas, log.authors)), log.left()
        for row in log.rows():
            try:
                projections.project(whole(event(row), left))
            except UNFIT as error:
                return row[0], f"Event {row[0]} cannot have happened: {error}"
        for table, key in PROJECTIONS.items():
            for ours, replayed in zip_longest(_contents(db, table, key), _contents(fresh, table, key)):
                if ours != replayed:
                    return 0, f"The table {table} does not follow from the events: {_difference(ours, replayed)}."
    finally:
        fresh.close()
    return 0, ""


def _contents(db: sqlite3.Connection, table: str, key: str) -> Iterator[dict[str, Any]]:
    rows = wrap(db)[table].rows_where(order_by=key)
    return _unpacked(rows) if table == "snapshots" else rows


def _unpacked(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Snapshots as texts: another zlib may pack the same text into other bytes."""
    piece, original = None, ""
    for row in rows:
        first = row["piece"] != piece
        try:
            text = unpack(row["text"], "" if first else original)
        except (ValueError, zlib.error):
            text = "(unreadable)"
        piece, original = row["piece"], text if first else original
        yield row | {"text": text}


def _difference(ours: dict[str, Any] | None, replayed: dict[str, Any] | None) -> str:
    if ours is None or replayed is None:
        row = ours or replayed or {}
        return f"the row {_name(row)} is {'missing' if ours is None else 'one too many'}"
    columns = ", ".join(column for column in ours if ours[column] != replayed.get(column))
    return f"in the row {_name(replayed)} the columns {columns} differ"


def _name(row: dict[str, Any]) -> str:
    return str(next(iter(row.values()), ""))


def _guarded(db: sqlite3.Connection) -> tuple[int, str]:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('events', 'names')"
    present, expected = dict(db.execute(query).fetchall()), guards()
    for name in sorted(present.keys() | expected.keys()):
        if present.get(name) != expected.get(name):
            return 0, f"The guard {name}, which keeps events from being changed, was taken away, changed or added."
    return 0, ""


@contextmanager
def any_bytes(db: sqlite3.Connection) -> Iterator[None]:
    """Let bytes that are no UTF-8 be read, so that they show up as a changed event and not as an error."""
    before: Callable[[bytes], Any] = db.text_factory
    db.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        yield
    finally:
        db.text_factory = before
