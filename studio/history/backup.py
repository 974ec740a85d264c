"""Backups: whole copies of the history made while it is in use, which of them are kept, and putting one back.

A backup is `history-<UTC>.db` in the workspace's `backups` folder, one file that needs no other, and `history-<UTC>.json` beside
it: {"made", "head": {"hash", "count", "time"}, "sha256", "bytes"}. SQLite's own backup copies it, from a connection of its own,
so that nobody has to stop writing; a file that is read past SQLite would let go of its locks, see `connection`.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory

from studio.core.errors import Damaged, DiskFull, HistoryError, NotFound, Occupied
from studio.core.events import Head, Verification
from studio.core.times import stamp
from studio.history import schema
from studio.history.connection import connect, look_through, plain_words, refuse_strangers
from studio.history.store import History

FOLDER = "backups"
LATEST, DAYS, WEEKS = 5, 7, 5
"""How many are kept: the latest, one per day of so many days, one per week of so many weeks."""

_STAMP = "%Y-%m-%dT%H-%M-%SZ"  # without colons, which some systems refuse in names
_TRUST = "Choose another backup: `bluepencil backups` lists them."


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup.

    Attributes:
        path: the database.
        made: when, UTC, ISO 8601.
        head: the end of the chain in it.
        sha256: of the file's bytes.
    """

    path: Path
    made: str
    head: Head
    sha256: str

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made)


def make(root: Path, history: Path, now: datetime) -> Backup:
    """Copy the history, and check that the copy can be read.

    Args:
        root: the workspace.
        history: the database, which may be open, here and elsewhere.
    Raises:
        HistoryError: it cannot be read, or the copy cannot be written.
    """
    folder = root / FOLDER
    target = folder / f"history-{now.astimezone(UTC).strftime(_STAMP)}.db"
    draft = target.with_suffix(".part")
    try:
        refuse_strangers(history, schema.APPLICATION_ID, schema.VERSION)
        folder.mkdir(exist_ok=True)
        draft.unlink(missing_ok=True)
        _copy(history, draft)
        with _readable(draft) as path, History.open(path, read_only=True) as copy:
            head = copy.head()
        with draft.open("rb+") as file:
            digest = file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        made = Backup(target, stamp(now), head, digest)
        draft.replace(target)
        note = {"made": made.made, "head": asdict(head), "sha256": digest, "bytes": target.stat().st_size}
        beside = target.with_suffix(".note")
        beside.write_text(json.dumps(note, indent=1), encoding="utf-8")
        beside.replace(target.with_suffix(".json"))
    except OSError as error:
        raise HistoryError(f"No backup could be made in {folder}: {error.strerror}.", "Check the disk and the folder.") from error
    except DiskFull as error:
        raise DiskFull(f"The disk is full, so no backup could be made in {folder}.", "Free some space and try again.") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return made


def _copy(source: Path, target: Path) -> None:
    with (
        plain_words(source),
        closing(connect(source, read_only=True)) as reading,
        plain_words(target),
        closing(sqlite3.connect(target, isolation_level=None)) as writing,
    ):
        reading.backup(writing)
        look_through(writing, source)  # a backup of a damaged history would one day take a good one's place
        # One file that needs no other, and that can be opened on a disc nobody may write to.
        writing.execute("PRAGMA journal_mode = DELETE")


def listed(root: Path) -> list[Backup]:
    """The backups of a workspace, the newest first; what is no backup, or lost its file, is left out."""
    found = []
    for note in (root / FOLDER).glob("history-*.json"):
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads(note.read_text(encoding="utf-8"))
            head = Head(str(told["head"]["hash"]), int(told["head"]["count"]), str(told["head"]["time"]))
            made = Backup(note.with_suffix(".db"), str(told["made"]), head, str(told["sha256"]))
            if made.path.exists() and made.moment.tzinfo:
                found.append(made)
    return sorted(found, key=lambda each: (each.moment, each.name), reverse=True)


def named(root: Path, name: str = "") -> Backup:
    """The backup of that name, with or without its ending; without a name the newest.

    Raises:
        NotFound: there is none.
    """
    wanted = Path(name).name.removesuffix(".db").removesuffix(".json")
    for each in listed(root):
        if not wanted or each.path.stem == wanted:
            return each
    what = f"There is no backup “{name}” of this workspace." if name else "There is no backup of this workspace yet."
    raise NotFound(what, "`bluepencil backups` lists them, and `bluepencil backup` makes one.")


def is_sound(each: Backup) -> bool:
    """Whether the file's bytes are still those that were written."""
    try:
        with each.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == each.sha256
    except OSError:
        return False


@contextmanager
def readable(each: Backup) -> Iterator[Path]:
    """A file with the backup in it that this program can read: the backup, or a copy of an older program's that was brought up
    to date. A copy is gone again afterwards; the backup itself is never written to."""
    with _readable(each.path) as path:
        yield path


@contextmanager
def _readable(path: Path) -> Iterator[Path]:
    with path.open("rb") as file:
        version = int.from_bytes(file.read(64)[60:], "big")
    if version >= schema.VERSION:
        yield path
        return
    with TemporaryDirectory(prefix="backup-") as folder:
        copy = Path(folder, path.name)
        shutil.copyfile(path, copy)
        History.open(copy).close()
        yield copy


def check(each: Backup) -> Verification:
    """Look through a backup: its bytes, its head and its chain. A signature in doubt does not keep it from being put back.

    Raises:
        Damaged: it is not what was written, or its chain is broken.
    """
    if not is_sound(each):
        raise Damaged(f"The backup {each.name} is not the file that was written on that day.", _TRUST)
    with readable(each) as path, History.open(path, read_only=True) as copy:
        found = copy.verify()
    if found.problem:
        raise Damaged(f"The backup {each.name} is broken: {found.problem}", _TRUST)
    if found.head != each.head:
        raise Damaged(f"The backup {each.name} does not end where the note beside it says.", _TRUST)
    return found


def last_good(root: Path) -> Backup | None:
    """The newest backup whose bytes are those that were written."""
    return next((each for each in listed(root) if is_sound(each)), None)


# ---------------------------------------------------------------- which are kept


def kept(moments: Sequence[datetime], now: datetime) -> set[datetime]:
    """Of the times of all backups, those of the backups that stay.

    The last of a day stands for its day, the last of a week for its week; days and weeks are UTC.
    """
    newest = sorted(moments, reverse=True)
    stay = set(newest[:LATEST])
    by_day: dict[object, datetime] = {}
    by_week: dict[object, datetime] = {}
    for moment in newest:
        if now - moment < timedelta(days=DAYS):
            by_day.setdefault(moment.date(), moment)
        if now - moment < timedelta(weeks=WEEKS):
            by_week.setdefault(moment.isocalendar()[:2], moment)
    return stay | set(by_day.values()) | set(by_week.values())


def rotate(root: Path, now: datetime) -> list[Backup]:
    """Delete the backups that nobody needs any more; returns those that are gone."""
    known = listed(root)
    stay = kept([each.moment for each in known], now)
    gone = [each for each in known if each.moment not in stay]
    for each in gone:
        with suppress(OSError):
            each.path.with_suffix(".json").unlink(missing_ok=True)
            each.path.unlink(missing_ok=True)
    return gone


# ---------------------------------------------------------------- putting one back


def put_back(each: Backup, history: Path, now: datetime) -> Path | None:
    """Put a backup in the history's place. It is checked first; what stood there is kept beside it.

    Returns:
        Where the replaced file is now, `history-replaced-….db`; None where there was none.
    Raises:
        HistoryError: the backup is no good, or another program has the history open; then nothing was changed.
    """
    check(each)
    _refuse_open(history)
    replaced = history.with_name(f"history-replaced-{now.astimezone(UTC).strftime(_STAMP)}.db")
    draft = history.with_name(".history-restored.part")
    try:
        shutil.copyfile(each.path, draft)
        with plain_words(draft), closing(sqlite3.connect(draft, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = WAL")
        with History.open(draft) as copy:  # brings it up to date where an older program made it
            problem = copy.verify().problem
        if problem:
            raise Damaged(f"The copy of {each.name} is broken: {problem}", "Check the disk, then try again.")
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        was_there = history.exists()
        if was_there:
            _set_aside(history, replaced)
        draft.replace(history)
    except OSError as error:
        raise HistoryError(f"{history} could not be put back: {error.strerror}.", "Check the disk and the folder.") from error
    finally:
        for path in (draft, *_beside(draft)):
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return replaced if was_there else None


def _refuse_open(history: Path) -> None:
    """Whether somebody else has it open shows when we close it: SQLite takes the log away with the last program that leaves."""
    try:
        with History.open(history):
            pass
    except HistoryError:
        return  # damaged, or gone: that is why one restores
    if any(path.exists() for path in _beside(history)):
        raise Occupied(f"Another program has {history} open.", "Close it, then try again.")


def _set_aside(history: Path, replaced: Path) -> None:
    """Give the old file another name, its log with it; at no moment is the place empty where the disk knows links."""
    for path in _beside(history):
        if path.exists():
            path.replace(replaced.with_name(path.name.replace(history.name, replaced.name)))
    try:
        os.link(history, replaced)
    except OSError:
        history.replace(replaced)


def _beside(path: Path) -> Iterable[Path]:
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm")]
