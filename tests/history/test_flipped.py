"""One byte of the file flipped, anywhere: it is found and named, or nothing that anybody can read is another than before."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.errors import HistoryError
from studio.history import History
from tests.history.conftest import Desk

INNER = ("search", "sqlite_", "indexed")  # tables of the search, which is asked instead


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> tuple[bytes, dict[str, object]]:
    """A closed history with everything in it: the file's bytes, and all that can be read of it."""
    desk = Desk(tmp_path_factory.mktemp("whole") / "history.db")
    pieces = desk.live(events=160)
    for n in range(230):  # a second snapshot
        desk.edit(pieces[0], (0, 0, f"{n} "))
    desk.history.search("tea")
    desk.history.close()
    with History.open(desk.path) as history:
        assert history.verify().whole
    return desk.path.read_bytes(), readable(desk.path)


def readable(path: Path) -> dict[str, object]:
    """Every row of every table, every text at every moment, and what searching finds."""
    found: dict[str, object] = {}
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for name in names:
            if not name.startswith((*INNER, "snapshots", "meta")):
                found[name] = sorted(map(repr, db.execute(f'SELECT * FROM "{name}"')))
    with History.open(path) as history:
        for piece in history.pieces():
            numbers = [event.number for event in history.events(piece.id)]
            texts = [history.text_at(piece.id, number) for number in (numbers[0], numbers[len(numbers) // 2], numbers[-1])]
            found[piece.id] = (history.original(piece.id), history.working(piece.id), *texts)
        for word in ("tea", "best", "town", "picked", "taste", "spring", "summer", "bread", "hand"):
            found[f"search for {word}"] = sorted(history.search(word))
    return found


def outcome(path: Path) -> str:
    """What the program says of the file; empty where it is content."""
    try:
        with History.open(path) as history:
            return history.verify().problem
    except HistoryError as error:
        return str(error)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_fifty_flipped_bytes_are_each_found_and_named_or_change_nothing_that_can_be_read(whole, tmp_path, place, flip):
    data, before = whole
    at = int(place * len(data))
    hurt(tmp_path, data, at, flip)
    said = outcome(tmp_path / "history.db")
    if not said:
        assert readable(tmp_path / "history.db") == before, f"byte {at} of {len(data)}, flipped by {flip}, was not found"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(at=st.integers(0, 99), flip=st.integers(1, 255))
def test_a_flipped_byte_of_the_header_is_found_and_named_or_changes_nothing(whole, tmp_path, at, flip):
    data, before = whole
    hurt(tmp_path, data, at, flip)
    said = outcome(tmp_path / "history.db")
    if not said:
        assert readable(tmp_path / "history.db") == before


@pytest.mark.parametrize("step", range(12))
def test_a_flipped_byte_in_the_description_of_the_tables_is_named(whole, tmp_path, step):
    data, before = whole
    at = data.index(b'CREATE TABLE "events"') + 9 + 23 * step
    hurt(tmp_path, data, at, 0x11)
    said = outcome(tmp_path / "history.db")
    if not said:
        assert readable(tmp_path / "history.db") == before


def hurt(folder: Path, data: bytes, at: int, flip: int) -> None:
    for beside in folder.glob("history.db*"):
        beside.unlink()
    (folder / "history.db").write_bytes(data[:at] + bytes([data[at] ^ flip]) + data[at + 1 :])
