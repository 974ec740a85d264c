"""Making the file of a history and opening one that exists."""

import sqlite3
from pathlib import Path

from studio.core.errors import HistoryError
from studio.history import naming, schema, writeahead
from studio.history.connection import (
    connect,
    is_open_here,
    newer,
    plain_words,
    refuse_damage,
    refuse_missing,
    refuse_strangers,
    transaction,
)


def opened(path: Path, *, read_only: bool) -> tuple[sqlite3.Connection, bytes]:
    """The file of a history, brought up to date where it may be written to.

    Returns:
        Also the write-ahead log as it lay beside it; empty where there was none.
    Raises:
        HistoryError: missing, empty, not a history, made by a newer program, or damaged. The file is left as it is.
    """
    refuse_strangers(path, schema.APPLICATION_ID, schema.VERSION)
    log = b"" if is_open_here(path) else writeahead.beside(path)  # before SQLite takes of it what it can use
    with plain_words(path):
        db = connect(path, read_only=read_only)
        try:
            if schema.schema_version(db) > schema.VERSION:
                raise newer(path)
            refuse_damage(db, path)
            refuse_missing(db, path, schema.FROM_THE_START)  # what is derived anew may be missing of an older file alone
            if not read_only:
                schema.migrate(db)
            elif schema.schema_version(db) < schema.VERSION:
                raise HistoryError(
                    f"{path} was made by an older Blue Pencil.", "Open it once for writing to bring it up to date."
                )
            refuse_missing(db, path, schema.TABLES)
        except BaseException:
            db.close()
            raise
    return db, log


def furnished(path: Path) -> sqlite3.Connection:
    """A new, empty history in a file that is there and empty."""
    with plain_words(path):
        db = connect(path, read_only=False)
        # Before WAL, so that what a look at the header tells is in the file itself from the start.
        db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        schema.migrate(db)
        db.execute("PRAGMA journal_mode = WAL")
    return db


def device(db: sqlite3.Connection) -> str:
    """This machine's name in this file, made at its first visit: a copied file must not carry on another machine's chain."""
    key = f"device of {naming.this_machine()}"
    query = "SELECT value FROM meta WHERE key = ?"
    row = db.execute(query, (key,)).fetchone()
    if row is None:
        with transaction(db):
            db.execute("INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)", (key, naming.new_device()))
        row = db.execute(query, (key,)).fetchone()
    return str(row[0])
