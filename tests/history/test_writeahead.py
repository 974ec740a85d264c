"""A write-ahead log is read as SQLite reads it, and what SQLite passes over in silence is said."""

import sqlite3
from contextlib import closing

import pytest

from studio.history import writeahead


@pytest.fixture
def log(desk) -> bytes:
    """The log of a history in use."""
    piece = desk.create()
    for n in range(6):
        desk.edit(piece, (0, 0, f"{n} "))
    return writeahead.beside(desk.path)


def size(log: bytes) -> int:
    return 24 + int.from_bytes(log[8:12], "big")


def test_what_is_read_of_a_log_is_what_sqlite_takes_of_it(desk, log, tmp_path):
    found = list(writeahead.frames(log))
    assert found
    assert found[-1].commits
    assert writeahead.fault(log) == ""
    data = bytearray(desk.path.read_bytes())
    for frame in found:  # a checkpoint, by hand
        data[(frame.page - 1) * 4096 : frame.page * 4096] = frame.data
    (tmp_path / "by hand.db").write_bytes(bytes(data))
    with closing(sqlite3.connect(tmp_path / "by hand.db")) as db:
        assert db.execute("SELECT max(number) FROM events").fetchone()[0] == desk.history.head().count
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_log_cut_anywhere_inside_a_frame_is_named_with_the_frame(log):
    whole = (len(log) - 32) // size(log)
    for cut in range(40, len(log), 3001):
        if (cut - 32) % size(log):
            frame = (cut - 32) // size(log) + 1
            assert frame <= whole
            assert writeahead.fault(log[:cut]).endswith(f"is cut off in the middle of its frame {frame}.")


def test_a_log_cut_between_two_frames_of_one_entry_is_named(log):
    frames = list(writeahead.frames(log))
    inside = next(number for number, frame in enumerate(frames, 1) if not frame.commits)
    assert "ends before its last entry does" in writeahead.fault(log[: 32 + inside * size(log)])
    after = next(number for number, frame in enumerate(frames, 1) if frame.commits)
    assert writeahead.fault(log[: 32 + after * size(log)]) == ""  # whole in itself: only a head kept outside tells


def test_a_flipped_byte_ends_what_is_whole_and_is_named(log):
    at = 32 + size(log) + 200
    hurt = log[:at] + bytes([log[at] ^ 4]) + log[at + 1 :]
    assert len(list(writeahead.frames(hurt))) == 1
    assert "is damaged from its frame 2 on" in writeahead.fault(hurt)
    assert "at its beginning" in writeahead.fault(b"\xff" + log[1:])
    assert "at its beginning" in writeahead.fault(log[:20])


def test_no_log_is_no_fault(tmp_path):
    assert writeahead.beside(tmp_path / "history.db") == b""
    assert writeahead.fault(b"") == ""
