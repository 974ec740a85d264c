"""Events are only ever added, whoever opens the file."""

import sqlite3

import pytest

from studio.history import schema

STATEMENTS = [
    "UPDATE events SET payload = '{}' WHERE number = 2",
    "UPDATE OR REPLACE events SET number = 1 WHERE number = 2",
    "DELETE FROM events WHERE number = 2",
    "DELETE FROM events",
    "REPLACE INTO events SELECT * FROM events WHERE number = 2",
    "INSERT OR REPLACE INTO events SELECT * FROM events WHERE number = 2",
    "INSERT OR REPLACE INTO events SELECT 99, device, sequence, piece, type, actor_kind, actor, time, payload,"
    " payload_hash, previous, hash FROM events WHERE number = 2",
    "UPDATE names SET name = 'Somebody else' WHERE id = 1",
    "DELETE FROM names",
    "REPLACE INTO names (id, name) VALUES (1, 'Somebody else')",
    "REPLACE INTO names (id, name) SELECT 99, name FROM names WHERE id = 1",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_changing_or_taking_away_an_event_is_refused_from_any_program(desk, statement):
    desk.live(events=10)
    before = desk.history.events()
    plain = sqlite3.connect(desk.path)
    assert plain.execute("PRAGMA recursive_triggers").fetchone()[0] == 0
    for db in (plain, desk.history._db):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            db.execute(statement)
        db.rollback()
    plain.close()
    assert desk.history.events() == before
    assert desk.history.verify().whole


@pytest.mark.parametrize("act", ["update", "delete", "replace", "upsert"])
def test_changing_an_event_is_refused_through_the_library_too(desk, act):
    desk.create()
    table = schema.wrap(desk.history._db)["events"]
    row = next(iter(table.rows))
    acts = {
        "update": lambda: table.update(1, {"payload": "{}"}),
        "delete": lambda: table.delete(1),
        "replace": lambda: table.insert(row, replace=True),
        "upsert": lambda: table.upsert(row | {"payload": "{}"}, pk="number"),
    }
    with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
        acts[act]()
    assert desk.history.verify().whole


def test_the_columns_take_only_what_they_are_made_for(desk):
    desk.create()
    with pytest.raises(sqlite3.IntegrityError, match="TEXT value in INTEGER column"):
        desk.history._db.execute("UPDATE pieces SET revision = 'many'")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        desk.history._db.execute(
            "INSERT INTO events SELECT 9, 7, 9, 7, type, actor_kind, 7, time, payload, payload_hash, previous, hash FROM events"
        )
