"""Everything that is derived, derived again."""

import sqlite3
from collections.abc import Iterable

from studio.core.events import Event
from studio.history.projections import Projections
from studio.history.schema import PROJECTIONS, wrap
from studio.history.texts import Texts


def rebuild(db: sqlite3.Connection, texts: Texts, projections: Projections, events: Iterable[Event]) -> None:
    """Throw the projections away and replay `events` into them, inside the transaction that is open."""
    tables = wrap(db)
    for table in (*PROJECTIONS, "indexed", "search"):
        tables[table].delete_where()
    texts.forget()
    for event in events:
        projections.project(event)
