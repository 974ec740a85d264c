"""Everything that is derived, derived again."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from studio.core.errors import HistoryError
from studio.core.events import Event
from studio.history import log as stored
from studio.history.connection import transaction
from studio.history.projections import Projections
from studio.history.schema import PROJECTIONS, create_projections, wrap
from studio.history.texts import Texts
from studio.history.unfit import UNFIT


def rebuild(db: sqlite3.Connection, texts: Texts, projections: Projections, events: Iterable[Event]) -> None:
    """Throw the projections away and replay `events` into them, inside the transaction that is open.

    Raises:
        HistoryError: an event says what cannot have happened.
    """
    tables = wrap(db)
    for table in (*PROJECTIONS, "indexed", "search"):
        tables[table].delete_where()
    texts.forget()
    for event in events:
        try:
            projections.project(event)
        except UNFIT as error:
            raise HistoryError(f"Event {event.number} cannot have happened: {error}", stored.ALTERED) from error


def fill(db: Any, tables: Iterable[str]) -> None:
    """Derive new tables of an older file from its events, as far as these can be read: what was altered is passed over, for
    a file that cannot be opened tells nobody what is wrong with it.

    Args:
        db: a sqlite-utils database, in the transaction that makes the tables.
    """
    log = stored.Log(db.conn, "", datetime.now)
    with _beside() as fresh:
        projections, left = Projections(fresh, Texts(fresh, log.deltas, log.authors)), log.left()
        for row in log.rows():
            with suppress(*UNFIT), transaction(fresh):
                projections.project(stored.whole(stored.event(row), left))
        for table in tables:
            db[table].insert_all(wrap(fresh)[table].rows)


@contextmanager
def _beside() -> Iterator[sqlite3.Connection]:
    """A database in memory with every projection in it, empty."""
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        create_projections(wrap(fresh))
        yield fresh
    finally:
        fresh.close()
