"""The signed entries of a history, read and checked: of one piece for its panel, of all for whoever verifies."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from studio.core.errors import HistoryError, Refused
from studio.core.events import Event, digest
from studio.history.log import Log, Row, event
from studio.history.signing import READ, Signatures
from studio.history.texts import Texts

_TITLE = "SELECT title FROM pieces WHERE id = ?"
_HOUSE = ""  # what the house decides for itself speaks of no piece; an index finds it at once


def of_history(log: Log, db: sqlite3.Connection, texts: Texts, piece: str = "") -> Signatures:
    """Every signature of a piece, or of the whole history, checked; and the lists of people either way."""

    def title_of(id: str) -> str:
        row = db.execute(_TITLE, (id,)).fetchone()
        return str(row[0]) if row else id

    found = Signatures(title_of, lambda id, number: digest(texts.at(id, number)))
    rows = sorted([*log.rows(piece, READ), *log.rows(_HOUSE, READ)]) if piece else log.rows(types=READ)
    found.check(_readable(rows))
    return found


def of_house(log: Log) -> Signatures:
    """The lists of people alone."""
    found = Signatures(lambda id: id, lambda id, number: "")
    found.check(_readable(log.rows(_HOUSE, READ)))
    return found


def next_list(log: Log, people: list[dict[str, Any]], after: int) -> dict[str, Any]:
    """The payload of the next list of people, inside the transaction that writes it.

    Args:
        after: number of the list in force when its owner looked at it.
    Raises:
        Refused: another was signed since, which this one would undo unseen.
    """
    now = of_house(log).roster
    if now.version != after:
        raise Refused(
            f"{now.who or 'Somebody'} signed list {now.version} of people while this one lay open.", "Look at the list again."
        )
    return {"version": after + 1, "people": people}


def _readable(rows: Iterator[Row] | list[Row]) -> Iterator[Event]:
    """The entries that can be read; one that somebody made unreadable is named by the check of the chain."""
    for row in rows:
        try:
            yield event(row)
        except HistoryError:
            continue
