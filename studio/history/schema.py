"""The tables: what is in them, what guards them, and how an older file is brought up to date.

Two tables are the truth and only ever grow: `events`, and `names`, which spells out the devices, pieces and actors that
events point at by number (it saves a third of the file). The others are projections. `meta` holds this machine's device id.

Migrations are our own ten lines and not sqlite-utils' because the number of the schema must stand in the file's header,
where it can be read before anything is opened, and because two programs may migrate at once: each step takes the write lock.
"""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from studio.core.errors import HistoryError
from studio.core.events import digest
from studio.history.connection import transaction
from studio.history.flagging import create_flagged
from studio.history.judging import TABLES as JUDGED
from studio.history.judging import create_judged
from studio.history.outcomes import create_outcomes

if TYPE_CHECKING:
    from studio.history.texts import Texts

APPLICATION_ID = 0x4250656E  # "BPen"

PROJECTIONS = {  # table: the columns that name a row
    "pieces": "id",
    "snapshots": "piece, number",
    "dismissals": "number",
    "decisions": "piece, key",
    "evidence": "number",
    "questions": "number",
    "approvals": "number",
    "outcomes": "piece",
    "rounds": "number",
    "flagged": "piece, key",
    "raised": "piece, rule",
    **JUDGED,
    "heads": "device",
}
TABLES = (*PROJECTIONS, "events", "names", "meta", "indexed", "search")
FROM_THE_START = tuple(sorted({*TABLES} - {"questions", "outcomes", "rounds", "flagged", "raised", *JUDGED}))
"""Tables that a history of any schema has."""


def wrap(db: sqlite3.Connection) -> Any:
    """The connection as a sqlite-utils database. Its plug-ins stay out: they are other people's code, found by import."""
    import sqlite_utils

    return sqlite_utils.Database(db, execute_plugins=False)


def migrate(db: sqlite3.Connection) -> None:
    """Bring the file to this program's schema, one transaction per step; nothing to do costs one read."""
    while schema_version(db) < VERSION:
        with transaction(db):
            # Read again under the lock: another program may have taken the step meanwhile.
            version = schema_version(db)
            if version < VERSION:
                _MIGRATIONS[version](wrap(db))
                db.execute(f"PRAGMA user_version = {version + 1}")


def schema_version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def guards() -> dict[str, str]:
    """The triggers that keep the truth append-only, name to SQL. REPLACE needs one of its own: on a plain connection it
    deletes without firing the delete trigger."""
    found = {}
    for table, taken in _KEYS.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} are only ever added'); END"
        found[f"{table}_stay"] = f"CREATE TRIGGER {table}_stay BEFORE DELETE ON {table} {refuse}"
        unless = f" WHEN NOT ({_EMPTIED})" if table == "events" else ""
        found[f"{table}_unchanged"] = f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table}{unless} {refuse}"
        found[f"{table}_once"] = f"CREATE TRIGGER {table}_once BEFORE INSERT ON {table} WHEN {taken} {refuse}"
    return found


_EMPTIED = (
    "NEW.payload IS NULL AND OLD.type <> 'text.purged'"
    " AND (NEW.number, NEW.device, NEW.sequence, NEW.piece, NEW.type, NEW.actor_kind, NEW.actor, NEW.time,"
    " NEW.payload_hash, NEW.previous, NEW.hash)"
    " IS (OLD.number, OLD.device, OLD.sequence, OLD.piece, OLD.type, OLD.actor_kind, OLD.actor, OLD.time,"
    " OLD.payload_hash, OLD.previous, OLD.hash)"
    " AND EXISTS (SELECT 1 FROM events p WHERE p.piece = OLD.piece AND p.type = 'text.purged' AND p.number > OLD.number)"
)
"""The one thing that may ever be done to an event: its contents go, once a later event of the same piece says so. What that one
says it took, verification holds against what is gone: SQLite has no way to read that in a trigger that any program may fire."""

_KEYS = {
    "events": (
        "EXISTS (SELECT 1 FROM events WHERE number = NEW.number)"
        " OR EXISTS (SELECT 1 FROM events WHERE device = NEW.device AND sequence = NEW.sequence)"
    ),
    "names": ("EXISTS (SELECT 1 FROM names WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM names WHERE name = NEW.name)"),
}


def _first(db: Any) -> None:
    _table(db, "meta", {"key": str, "value": str}, "key")
    _table(db, "names", {"id": int, "name": str}, "id")
    db["names"].create_index(["name"], unique=True)
    _events(db)
    create_projections(db)
    _table(db, "indexed", {"piece": int, "number": int}, "piece")
    db.execute(SEARCH_TABLE)


def _events(db: Any) -> None:
    columns = {
        "number": int,
        "device": int,
        "sequence": int,
        "piece": int,
        "type": str,
        "actor_kind": str,
        "actor": int,
        "time": int,
        "payload": str,
        "payload_hash": bytes,
        "previous": bytes,
        "hash": bytes,
    }
    names = [(column, "names", "id") for column in ("device", "piece", "actor")]
    # A payload may be purged one day and leave its hash behind.
    filled = set(columns) - {"number", "payload"}
    db.create_table("events", columns, pk="number", not_null=filled, foreign_keys=names, strict=True)
    db["events"].create_index(["device", "sequence"], unique=True)
    db["events"].create_index(["piece"])
    db.execute(_PURGES)
    for trigger in guards().values():
        db.execute(trigger)


_PURGES = "CREATE INDEX purges ON events (piece) WHERE type = 'text.purged'"


def create_projections(db: Any) -> None:
    """The tables that replay fills; verification makes them once more, in memory."""
    _pieces(db)
    _table(db, "snapshots", {"piece": str, "number": int, "text": bytes}, ("piece", "number"))
    said = {"number": int, "piece": str, "who": str, "at": str, "note": str}
    flag = {"brand": str, "key": str, "rule": str, "scope": str, "reason": str, "text": str, "message": str}
    _table(db, "dismissals", {**said, **flag, "until": str}, "number")
    db["dismissals"].create_index(["piece"])
    db["dismissals"].create_index(["brand", "scope"])
    claim = {"piece": str, "key": str, "text": str, "categories": str, "severity": str}
    decided = {"status": str, "reason": str, "who": str, "at": str, "number": int, "anchor": str, "agrees_with": str}
    _table(db, "decisions", {**claim, **decided}, ("piece", "key"))
    db["decisions"].create_index(["status"])
    proof = {"key": str, "url": str, "quote": str, "valid_until": str}
    more = {"publisher": str, "accessed": str, "support": str, "consent": str, "words": str}
    _table(db, "evidence", {**said, **proof, **more}, "number")
    db["evidence"].create_index(["piece"])
    _questions(db)
    held = {"text_hash": str, "guide_version": str, "claims_hash": str, "ran": str, "missing": str, "revision": int}
    _table(db, "approvals", {**said, **held}, "number")
    db["approvals"].create_index(["piece"])
    create_outcomes(db)
    create_flagged(db)
    create_judged(db)
    _table(db, "heads", {"device": str, "sequence": int, "number": int, "hash": str}, "device")


def _pieces(db: Any) -> None:
    words = "id title channel brand audience brief model generated source_name source_hash accountable assignee due stage note"
    moves = "last_editor created updated approved_hash purged"
    columns: dict[str, type] = dict.fromkeys((*words.split(), *moves.split(), *_PLACED), str)
    columns |= dict.fromkeys(["revision", "first_event", "last_event", "text_event", "edits"], int)
    _table(db, "pieces", columns, "id")


_PLACED = ("content_type", "campaign", "locale", "handed_by", "held_from", "held_until", "held_why", "audience_checked")
"""Where a piece belongs, and where it is held."""


def _questions(db: Any) -> None:
    asked = {"number": int, "piece": str, "key": str, "who": str, "at": str, "to_whom": str, "question": str}
    _table(db, "questions", asked, "number")
    db["questions"].create_index(["piece"])
    db["questions"].create_index(["to_whom"])


def _table(db: Any, name: str, columns: dict[str, type], key: str | tuple[str, ...]) -> None:
    db.create_table(name, columns, pk=key, not_null=set(columns) - {key}, strict=True)


# unicode61, because a stemmer makes prefix search miss; the two short prefix indexes are what typing into a search box asks.
SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE search USING fts5"
    "(piece UNINDEXED, title, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
)


def _dismissals_end(db: Any) -> None:
    """A dismissal may have a last day."""
    if "until" not in db["dismissals"].columns_dict:  # a new file has it from the first step
        db.execute("ALTER TABLE dismissals ADD COLUMN until TEXT NOT NULL DEFAULT ''")


def _claims_are_followed(db: Any) -> None:
    """Decisions know their event and their place in the text, evidence says more, and colleagues can be asked."""
    if "questions" in db.table_names():  # a new file has all of it from the first step
        return
    db.execute("ALTER TABLE decisions ADD COLUMN number INTEGER NOT NULL DEFAULT 0")
    for column in ("anchor", "agrees_with"):
        db.execute(f"ALTER TABLE decisions ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    for column in ("publisher", "accessed", "support", "consent", "words"):
        db.execute(f"ALTER TABLE evidence ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    db["decisions"].create_index(["status"])
    _questions(db)
    db.execute(_DECIDED_BY)
    db.execute(
        "UPDATE evidence SET support = 'supports', words = coalesce((SELECT json_extract(e.payload, '$.text')"
        " FROM events e WHERE e.number = evidence.number), '')"
    )


_DECIDED_BY = """
    UPDATE decisions SET number = coalesce((
        SELECT max(e.number) FROM events e JOIN names n ON n.id = e.piece
        WHERE n.name = decisions.piece AND e.type IN ('claim.decided', 'claim.evidence')
          AND json_extract(e.payload, '$.key') = decisions.key), 0)
"""


_FIGURES = ("outcomes", "rounds", "flagged", "raised")


def _pieces_have_outcomes(db: Any) -> None:
    """Figures are kept up with the events; those of an older file are counted at the last step, once."""
    if "outcomes" in db.table_names():  # a new file has it from the first step
        return
    create_outcomes(db)
    create_flagged(db)


def _texts_can_be_deleted(db: Any) -> None:
    """Contents may go where an event says so; until now the guard let nothing through."""
    if "purged" in db["pieces"].columns_dict:  # a new file has it from the first step
        return
    db.execute("ALTER TABLE pieces ADD COLUMN purged TEXT NOT NULL DEFAULT ''")
    db.execute(_PURGES)
    db.execute(
        "DROP TRIGGER IF EXISTS events_unchanged"
    )  # taken away by hand, it is put back: the chain still tells what was done
    db.execute(guards()["events_unchanged"])


def _figures_stay(db: Any) -> None:
    """Figures of approved pieces no longer change with what is said elsewhere: those of an older file are counted anew."""
    from studio.history.replay import fill

    if not db.execute("SELECT 1 FROM events LIMIT 1").fetchone():
        return
    for table in _FIGURES:
        db[table].delete_where()
    fill(db, _FIGURES)


def _pieces_are_judged(db: Any) -> None:
    """Pieces belong to a type and a campaign and can be held; what people say of them beside flags and claims has tables."""
    if "comments" in db.table_names():  # a new file has all of it from the first step
        return
    create_judged(db)
    for column in _PLACED:
        db.execute(f"ALTER TABLE pieces ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE pieces SET content_type = coalesce((SELECT template FROM outcomes o WHERE o.piece = pieces.id), '')")
    db.execute(_HANDED_BY)
    db.execute(_RETURNED_WITHOUT_DUE)


def _yeses_end_in_time(db: Any) -> None:
    """Withdrawing ends a yes; what was published, held and then written on comes back as a draft; and typing that was taken back
    makes nobody the last editor."""
    db.execute("UPDATE pieces SET approved_hash = '' WHERE stage = 'withdrawn'")
    texts = _texts(db)
    held = "SELECT id, text_event, approved_hash FROM pieces WHERE stage = 'on_hold' AND held_from = 'published' AND purged = ''"
    for piece, number, approved in db.execute(held).fetchall():
        with suppress(HistoryError, ValueError, TypeError):
            if approved and digest(texts.at(piece, number)) != approved:
                db.execute("UPDATE pieces SET held_from = 'drafting' WHERE id = ?", (piece,))
    _name_last_editors(db)


def _name_last_editors(db: Any) -> None:
    """Somebody who typed and took it back is no last editor any more. An altered text is passed over: a file that cannot be
    opened tells nobody what is wrong with it."""
    hands = _texts(db).hands
    edited = "SELECT id, text_event, last_editor FROM pieces WHERE edits > 0 AND purged = ''"
    for piece, number, known in db.execute(edited).fetchall():
        with suppress(HistoryError, ValueError, TypeError):
            if (found := hands.last_editor(piece, number)) != known:
                db.execute("UPDATE pieces SET last_editor = ? WHERE id = ?", (found, piece))


def _texts(db: Any) -> "Texts":
    from studio.history import log as stored
    from studio.history.texts import Texts

    log = stored.Log(db.conn, "", datetime.now)
    return Texts(db.conn, log.deltas, log.authors)


# Being sent back gives the writer a time of their own now; a return from before had none, and the editor's had run out with it.
_RETURNED_WITHOUT_DUE = """
    UPDATE pieces SET due = '' WHERE 'changes_requested' = (
        SELECT e.type FROM events e JOIN names n ON n.id = e.piece
        WHERE n.name = pieces.id AND e.type IN ('submitted', 'changes_requested') ORDER BY e.number DESC LIMIT 1)
"""
_HANDED_BY = """
    UPDATE pieces SET handed_by = coalesce((
        SELECT by_whom FROM rounds r WHERE r.piece = pieces.id ORDER BY number DESC LIMIT 1), '')
"""


_MIGRATIONS: list[Callable[[Any], None]] = [
    _first,
    _dismissals_end,
    _claims_are_followed,
    _pieces_have_outcomes,
    _texts_can_be_deleted,
    _figures_stay,
    _pieces_are_judged,
    _yeses_end_in_time,
]
VERSION = len(_MIGRATIONS)
