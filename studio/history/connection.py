"""Opening the file and nothing but our file, transactions, and SQLite's complaints in plain words."""

import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from studio.core.errors import Damaged, DiskFull, HistoryError

BUSY = 30.0  # seconds to wait for another program's write lock: SQLite gives it to whoever asks next, not who asked first
SMALL = 16 << 20  # bytes
"""A file up to this size is looked through page by page when it is opened, which takes some hundredths of a second. Of a
larger one that takes longer than a person should wait: opening looks at its header, its length and the root of every table,
and whoever opened it looks at the rest beside the window; see `look_through`. Nothing is lost by that: SQLite itself
notices a broken page when it comes to it, and refuses.
"""

_File = tuple[int, int]
_open = Counter[_File]()
_guard = Lock()
"""Over `_open`, the files that this process has open as databases, by device and inode.

POSIX takes every lock of a process off a file as soon as that process closes the file anywhere. So a history that is open
here is never read past SQLite: another program would take it for free, and clear away what is not in it yet.
"""


class _Counted(sqlite3.Connection):
    """Counts in `_open` until it is closed. A connection that nobody closes stays counted, which is the safe side."""

    _file: _File | None = None

    def count(self, path: Path) -> None:
        self._file = _file_of(path)
        _open[self._file] += 1

    def close(self) -> None:
        with _guard:
            super().close()
            if self._file:
                _open[self._file] -= 1
                self._file = None


def _file_of(path: Path) -> _File:
    stat = path.stat()
    return stat.st_dev, stat.st_ino


def is_open_here(path: Path) -> bool:
    """Whether this process has the file open as a database already."""
    with _guard:
        return bool(_open[_file_of(path)])


@contextmanager
def transaction(db: sqlite3.Connection, mode: str = "IMMEDIATE") -> Iterator[None]:
    """All or nothing. Inside another transaction it is part of that one.

    Args:
        mode: `IMMEDIATE` takes the write lock at once, so that what is read is still true when it is written;
            `DEFERRED` gives several reads one unmoving view.
    """
    if db.in_transaction:
        yield
        return
    db.execute(f"BEGIN {mode}")
    try:
        yield
        db.commit()
    except BaseException:
        db.rollback()
        raise


@contextmanager
def plain_words(path: Path) -> Iterator[None]:
    """Turn what a person can mend into a `HistoryError`; every other complaint of SQLite is a bug and passes."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith("SQLITE_IOERR") and _is_full(path):  # the files beside it found no room, which has no name of its own
            name = "SQLITE_FULL"
        for code, (what, remedy) in _COMPLAINTS.items():
            if name.startswith(code):
                raise _KINDS.get(code, HistoryError)(what.format(path), remedy) from error
        if "decode to UTF-8" in str(error):  # the module's own complaint; SQLite has no name for it
            raise Damaged(f"{path} holds an entry that is no text any more.", _RESTORE) from error
        raise


def _is_full(path: Path) -> bool:
    with suppress(OSError):
        return shutil.disk_usage(path.parent).free < _ROOM
    return False


_ROOM = 64 << 10  # bytes; SQLite asks for half of it at once, to share memory with other programs
_RESTORE = (
    "Restore it from a backup with `bluepencil restore`, or save the texts that can be read with `bluepencil rescue`; "
    "the damaged file was left as it is."
)
_COMPLAINTS = {
    "SQLITE_FULL": ("The disk is full, so {} could not be written.", "Free some space and try again."),
    "SQLITE_BUSY": ("Another program is writing to {} and does not finish.", "Close it, or try again in a moment."),
    "SQLITE_READONLY": ("{} may only be read.", "Open it for writing, or ask its owner for the right to change it."),
    "SQLITE_IOERR": ("The disk failed while reading or writing {}.", "Check the disk or the network folder, then try again."),
    "SQLITE_CORRUPT": ("{} is damaged.", _RESTORE),
    "SQLITE_NOTADB": ("{} is damaged or is not a history.", _RESTORE),
    "SQLITE_CANTOPEN": ("{} cannot be opened.", "Check that the folder exists and that you may read and write in it."),
}
_KINDS: dict[str, type[HistoryError]] = {"SQLITE_FULL": DiskFull, "SQLITE_CORRUPT": Damaged, "SQLITE_NOTADB": Damaged}


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection set up for us: WAL, every commit on the disk before it returns, foreign keys on."""
    mode = "ro" if read_only else "rw"
    if read_only and not os.access(path.parent, os.W_OK) and not _beside(path, "-wal").exists():
        mode = "ro&immutable=1"  # on a disc or a locked folder SQLite could not make the files it shares memory through
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    with _guard:
        db = sqlite3.connect(uri, uri=True, timeout=BUSY, isolation_level=None, factory=_Counted)
        db.count(path)
    try:
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA fullfsync = ON")  # macOS only: there a plain fsync stops at the disk's own cache
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA recursive_triggers = ON")
        db.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        db.close()
        raise
    return db


def refuse_strangers(path: Path, application_id: int, version: int) -> None:
    """Look at the first hundred bytes, so that a file that is not ours is never even opened as a database.

    One that is open here already is one of ours, and is left alone; see `_open`.

    Raises:
        Damaged: missing, empty, cut short, not SQLite, another program's database, or made by a newer program.
    Source:
        sqlite.org/fileformat2.html, section 1.3: the user version stands at byte 60, the application id at byte 68.
    """
    try:
        with _guard:
            if _open[_file_of(path)]:
                return
            with path.open("rb") as file:
                header = file.read(100)
    except FileNotFoundError as error:
        remedy = "Check the folder, or make a workspace with: bluepencil init DIR --owner NAME"
        raise Damaged(f"There is no history at {path}.", remedy) from error
    except OSError as error:
        raise HistoryError(f"{path} cannot be read.", "Check that it is a file and that you may read it.") from error
    if not header:
        raise Damaged(f"{path} is empty.", _RESTORE)
    if not header.startswith(b"SQLite format 3\0") or len(header) < 100:
        raise Damaged(f"{path} is damaged or is not a history.", _RESTORE)
    if int.from_bytes(header[68:72], "big") != application_id:
        raise Damaged(f"{path} is a database of another program.", "Choose the history.db of a workspace.")
    if int.from_bytes(header[60:64], "big") > version:
        raise newer(path)
    if not any(header[60:64]):  # a history has a schema from the start
        raise Damaged(f"{path} is damaged.", _RESTORE)
    _refuse_cut(path, header)


def _refuse_cut(path: Path, header: bytes) -> None:
    """The header says how many pages there are: a file that was cut, by a full disk or a broken copy, is known at once.

    With a write-ahead log beside it the file may rightly be shorter than it is going to be.
    """
    log = _beside(path, "-wal")
    if header[24:28] != header[92:96] or (log.exists() and log.stat().st_size):
        return  # the number of pages counts only where the program that wrote last has written it
    page = int.from_bytes(header[16:18], "big")
    if path.stat().st_size < int.from_bytes(header[28:32], "big") * (65536 if page == 1 else page):
        raise Damaged(f"{path} is damaged: its end is missing.", _RESTORE)


def newer(path: Path) -> Damaged:
    return Damaged(f"{path} was made by a newer Blue Pencil.", "Update this program, then open it again.")


def refuse_damage(db: sqlite3.Connection, path: Path) -> None:
    """Look for damage before anything is read or written: through all of a small file, at the roots of a large one.

    Raises:
        Damaged: where the file's structure is broken. Altered contents are for `verify` to find.
    """
    with _any_damage(path):
        if path.stat().st_size <= SMALL:
            look_through(db, path)
            return
        db.execute("PRAGMA freelist_count").fetchone()
        for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").fetchall():
            quoted = table.replace('"', '""')
            db.execute(f'SELECT * FROM "{quoted}" LIMIT 1').fetchone()  # noqa: S608 - its own name
        db.execute("SELECT * FROM events ORDER BY number DESC LIMIT 1").fetchone()


def refuse_missing(db: sqlite3.Connection, path: Path, tables: Iterable[str]) -> None:
    """Raises: Damaged, where a table is gone that every history of this schema has."""
    present = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    lost = sorted(set(tables) - present)
    if lost:
        raise Damaged(f"{path} is damaged: its table {lost[0]} is gone.", _RESTORE)


def look_through(db: sqlite3.Connection, path: Path) -> None:
    """Read every page. Raises: Damaged."""
    with _any_damage(path):
        answer = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
    if answer != "ok":
        raise Damaged(f"{path} is damaged.", _RESTORE)


@contextmanager
def _any_damage(path: Path) -> Iterator[None]:
    """Here nothing of ours is asked yet, so that SQLite's plain "error" means a schema that cannot be read."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_ERROR", "SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise Damaged(f"{path} is damaged.", _RESTORE) from error
        raise


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
