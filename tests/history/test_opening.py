"""A file that is not a sound history is refused in a sentence and left as it was, byte for byte."""

import sqlite3
from types import SimpleNamespace

import pytest

from studio.core.errors import Damaged, DiskFull, HistoryError
from studio.history import History, connection, schema


def refused(path, match):
    before = path.read_bytes() if path.exists() else None
    for read_only in (False, True):
        with pytest.raises(HistoryError, match=match) as caught:
            History.open(path, read_only=read_only)
        assert caught.value.remedy
        assert str(path) in caught.value.what
    assert (path.read_bytes() if path.exists() else None) == before


def closed(desk):
    desk.live()
    desk.history.close()
    return desk.path


def test_a_missing_file_is_not_made(tmp_path):
    refused(tmp_path / "history.db", "no history")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_files_place_is_refused(tmp_path):
    (tmp_path / "history.db").mkdir()
    with pytest.raises(HistoryError, match="cannot be read"):
        History.open(tmp_path / "history.db")


def test_an_empty_file_is_not_turned_into_a_new_history(tmp_path):
    (tmp_path / "history.db").touch()
    refused(tmp_path / "history.db", "empty")


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "history.db").write_text("Dear diary, " * 100)
    refused(tmp_path / "history.db", "not a history")
    (tmp_path / "history.db").write_bytes(b"SQLite format 3\0")
    refused(tmp_path / "history.db", "not a history")


def test_another_programs_database_is_refused(tmp_path):
    db = sqlite3.connect(tmp_path / "history.db")
    db.execute("CREATE TABLE events (number INTEGER PRIMARY KEY)")
    db.commit()
    db.close()
    refused(tmp_path / "history.db", "another program")


@pytest.mark.parametrize("table", ["events", "pieces", "names", "heads", "outcomes", "search"])
def test_a_history_that_lost_a_table_is_refused_and_the_table_named(desk, table):
    path = closed(desk)
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute(f"DROP TABLE {table}")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    refused(path, f"is damaged: its table {table} is gone")


def test_a_newer_programs_history_is_refused(desk):
    path = closed(desk)
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()
    refused(path, "newer")


def test_a_history_cut_in_half_is_refused(desk):
    path = closed(desk)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 8192 * 4096])
    refused(path, "damaged")


def test_a_history_with_a_page_of_noise_is_refused(desk):
    path = closed(desk)
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 4] = b"\xa5" * 4096
    path.write_bytes(bytes(data))
    refused(path, "damaged")


def test_a_large_history_is_not_read_through_before_it_opens_but_beside_whoever_works_with_it(desk, monkeypatch):
    path = closed(desk)
    monkeypatch.setattr(connection, "SMALL", 0)
    with History.open(path):
        History.look_through(path)
    data = bytearray(path.read_bytes())
    page = next(at for at in range(len(data) - 4096, 4096, -4096) if data[at] == 0x0D)  # a leaf of a table, far from the roots
    data[page + 100 : page + 4096] = b"\xa5" * 3996
    path.write_bytes(bytes(data))
    with pytest.raises(Damaged, match="damaged"):
        History.look_through(path)
    path.write_bytes(bytes(data[: len(data) // 8192 * 4096]))
    refused(path, "its end is missing")
    path.write_bytes(b"SQLite format 3\0" + b"\0" * 4080 + bytes(data[4096:]))
    refused(path, "another program|damaged")


def test_a_program_that_fails_to_open_a_damaged_file_lets_go_of_it(desk):
    path = closed(desk)
    data = path.read_bytes()
    path.write_bytes(data[:100] + b"\xa5" * 3996 + data[4096:])
    refused(path, "damaged")
    assert not connection.is_open_here(path)


def test_a_history_is_never_made_over_something(tmp_path, desk):
    (tmp_path / "notes.txt").write_text("mine")
    for path in (tmp_path / "notes.txt", desk.path, tmp_path):
        with pytest.raises(HistoryError, match="already something"):
            History.create(path)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    with pytest.raises(HistoryError, match="cannot be made"):
        History.create(tmp_path / "nowhere" / "history.db")


def test_a_path_with_odd_signs_is_taken_as_it_is(tmp_path):
    folder = tmp_path / "what? 50% #1 & ünï"
    folder.mkdir()
    History.create(folder / "my history?.db").close()
    with History.open(folder / "my history?.db") as history:
        assert history.verify().whole
    assert (folder / "my history?.db").stat().st_size > 4096


def test_every_commit_is_on_the_disk_before_it_counts(desk):
    settings = {
        name: desk.history._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode", "foreign_keys")
    }
    assert settings == {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1}


def test_an_older_schema_is_brought_up_to_date_step_by_step_and_a_failing_step_leaves_no_trace(desk, monkeypatch):
    path = closed(desk)

    def second(db):
        db.create_table("second", {"id": int}, pk="id", strict=True)

    def third(db):
        db.create_table("third", {"id": int}, pk="id", strict=True)
        raise RuntimeError("power cut")

    monkeypatch.setattr(schema, "_MIGRATIONS", [*schema._MIGRATIONS, second, third])
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 2)
    with pytest.raises(HistoryError, match="older"):
        History.open(path, read_only=True)
    with pytest.raises(RuntimeError, match="power cut"):
        History.open(path)
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION - 1
    assert {"second"} == {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE name IN ('second', 'third')")}
    db.close()


def test_decisions_from_before_claims_were_followed_are_brought_up_to_date(desk):
    piece = desk.create()
    desk.decide(piece, "contradicted")
    desk.prove(piece, "https://example.org/a")
    path = desk.path
    desk.history.close()
    with sqlite3.connect(path) as db:
        db.execute("DROP INDEX idx_decisions_status")
        for table, columns in (
            ("decisions", ("number", "anchor", "agrees_with")),
            ("evidence", ("publisher", "accessed", "support", "consent", "words")),
        ):
            for column in columns:
                db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        db.execute("DROP TABLE questions")
        db.execute("PRAGMA user_version = 2")
    db.close()
    with History.open(path) as history:
        assert history.verify().problem == ""
        (proof,) = history.decisions(piece)["c1"].evidence
        assert proof.words == "best in town"


@pytest.mark.parametrize(("free", "kind"), [(4096, DiskFull), (1 << 30, HistoryError)])
def test_a_disk_without_room_for_the_files_beside_it_is_called_full_and_not_broken(tmp_path, monkeypatch, free, kind):
    monkeypatch.setattr(connection.shutil, "disk_usage", lambda folder: SimpleNamespace(free=free))
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
    with pytest.raises(HistoryError) as caught, connection.plain_words(tmp_path / "history.db"):
        raise error
    assert type(caught.value) is kind
