"""What the chain does not speak of: the shape of the tables, their indexes, this machine's name, and the search index.

Verification looks here first. A file whose shape is not ours would make every later question fail in a way nobody could read.
"""

import re
import sqlite3
from collections.abc import Iterator

from studio.history import schema

_DEVICE = re.compile(r"device of [0-9a-f]{16}")
_NAME = re.compile(r"[0-9a-f]{12}")
_Shape = dict[str, dict[str, tuple[str, int, int]]]


def problem(db: sqlite3.Connection) -> str:
    """The first thing wrong, in a sentence; empty where nothing is. Reads every page."""
    try:
        return next((told for look in (_pages, _shape, _meta, _search) for told in look(db)), "")
    except sqlite3.DatabaseError as error:
        return f"The file is damaged: {error}."


def _pages(db: sqlite3.Connection) -> Iterator[str]:
    """`integrity_check` and not `quick_check`: it holds every index against its table."""
    answer = str(db.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if answer != "ok":
        yield f"The file is damaged: {answer.splitlines()[-1]}."


def _shape(db: sqlite3.Connection) -> Iterator[str]:
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        schema.migrate(fresh)
        expected, present = _columns(fresh), _columns(db)
        for table in expected:
            if present.get(table) != expected[table]:
                yield f"The table {table} is not as this program made it."
        indexes = _indexes(db)
        for index, columns in _indexes(fresh).items():
            if indexes.get(index) != columns:
                yield f"The index {index} is not as this program made it."
    finally:
        fresh.close()


def _columns(db: sqlite3.Connection) -> _Shape:
    """Of each table the columns by name, with type, whether they must be filled, and place in the key."""
    query = """
        SELECT t.name, c.name, c.type, c."notnull", c.pk FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite@_%' ESCAPE '@'
    """
    found: _Shape = {}
    for table, column, *rest in db.execute(query):
        found.setdefault(table, {})[column] = tuple(rest)
    return found


def _indexes(db: sqlite3.Connection) -> dict[str, list[str]]:
    query = """
        SELECT i.name, c.name FROM sqlite_schema i JOIN pragma_index_info(i.name) c
        WHERE i.type = 'index' AND i.sql IS NOT NULL ORDER BY i.name, c.seqno
    """
    found: dict[str, list[str]] = {}
    for index, column in db.execute(query):
        found.setdefault(index, []).append(column)
    return found


def _meta(db: sqlite3.Connection) -> Iterator[str]:
    """The machines that write here are named once, and by nothing else."""
    known = {key: value for key, value in db.execute("SELECT key, value FROM meta") if str(key).startswith("device")}
    for key, value in known.items():
        if not (_DEVICE.fullmatch(str(key)) and _NAME.fullmatch(str(value))):
            yield "The name of a machine in the table meta was changed."
    if known:
        for (device,) in db.execute("SELECT device FROM heads"):
            if _NAME.fullmatch(device) and device not in known.values():
                yield f"The table meta no longer names the machine {device}, which has written entries."


def _search(db: sqlite3.Connection) -> Iterator[str]:
    """The search index against the words it was made of. SQLite does it in a write that writes nothing, so where nothing may be
    written, or somebody else is writing, it is left out: the index is no record, and is made anew from the texts."""
    try:
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return
    try:
        db.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        if not str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_READONLY"):
            yield f"The search index is damaged: {error}."
    finally:
        db.rollback()
