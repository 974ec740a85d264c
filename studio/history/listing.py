"""Pieces as they stand now, read from the table that follows from the events."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from studio.core.errors import NotFound
from studio.core.piece import Channel, Piece, Stage

_FIELDS = [field.name for field in fields(Piece)]
_CHANNEL, _STAGE = _FIELDS.index("channel"), _FIELDS.index("stage")
_PIECES = f"SELECT {', '.join(_FIELDS)} FROM pieces ORDER BY last_event DESC"  # noqa: S608 - our own words
_PIECE = "SELECT * FROM pieces WHERE id = :piece"
_SIBLINGS = """
    SELECT * FROM pieces WHERE id <> :piece AND brief <> ''
       AND (brand, brief) = (SELECT brand, brief FROM pieces WHERE id = :piece) ORDER BY first_event
"""


def pieces(db: sqlite3.Connection) -> list[Piece]:
    """All of them, the one something happened to last first."""
    return [_listed(row) for row in db.execute(_PIECES)]


def piece(db: sqlite3.Connection, id: str) -> Piece:
    """Raises: NotFound."""
    return _piece(row(db, id))


def siblings(db: sqlite3.Connection, id: str) -> list[Piece]:
    """The other drafts of the same brief and brand, the oldest first."""
    return [_piece(each) for each in _rows(db, _SIBLINGS, {"piece": id})]


def is_there(db: sqlite3.Connection, id: str) -> bool:
    return next(_rows(db, _PIECE, {"piece": id}), None) is not None


def is_source(db: sqlite3.Connection, sha256: str) -> bool:
    return next(_rows(db, "SELECT 1 FROM pieces WHERE source_hash = :hash LIMIT 1", {"hash": sha256}), None) is not None


def row(db: sqlite3.Connection, id: str) -> sqlite3.Row:
    """The row of a piece. Raises: NotFound."""
    found = next(_rows(db, _PIECE, {"piece": id}), None)
    if found is None:
        raise NotFound(f"There is no piece “{id}”.", "`bluepencil pieces` lists them.")
    return found


def _rows(db: sqlite3.Connection, query: str, values: dict[str, str]) -> Iterator[sqlite3.Row]:
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return iter(cursor.execute(query, values))


def _listed(row: Sequence[Any]) -> Piece:
    """A piece from its columns in the order of its fields."""
    values = list(row)
    values[_CHANNEL], values[_STAGE] = Channel(values[_CHANNEL] or Channel.BLOG), Stage(values[_STAGE])
    return Piece(*values)


def _piece(row: sqlite3.Row) -> Piece:
    values = {name: row[name] for name in _FIELDS}
    return Piece(**values | {"channel": Channel(row["channel"] or Channel.BLOG), "stage": Stage(row["stage"])})
