"""Backups while one works, and putting one back so that the history says who did it and what is missing."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from studio.app.heads import Heads, Restore, absent, identity, place_of, stamp
from studio.app.policy import Policy
from studio.app.workspace import HISTORY, POLICY, Workspace
from studio.core.errors import Damaged, KnownError, Refused
from studio.core.events import EventType, Verification
from studio.core.phrases import count, listed
from studio.history import History, backup
from studio.history.backup import Backup
from studio.history.connection import SMALL

DAILY = timedelta(days=1)
WORKING = timedelta(hours=2)
"""How old the newest backup may be when a workspace is opened, and while somebody works in it."""


def back_up(root: Path, now: datetime) -> Backup:
    """Make a backup of the workspace's history, then delete those that nobody needs any more.

    Raises:
        HistoryError: it cannot be read, or the copy cannot be written.
    """
    made = backup.make(root, root / HISTORY, now)
    backup.rotate(root, now)
    return made


def is_due(workspace: Workspace, age: timedelta) -> bool:
    """Whether something has happened since the newest backup, and that one is older than `age`."""
    head = workspace.history.head()
    known = backup.listed(workspace.root)[:1]
    return bool(head.count) and not any(each.head == head or workspace.now() - each.moment < age for each in known)


def is_large(root: Path) -> bool:
    """Whether the history is too large to be looked through before it is opened; see `history.connection`."""
    with suppress(OSError):
        return (root / HISTORY).stat().st_size > SMALL
    return False


def look_through(root: Path) -> None:
    """Read every page of a large history, beside whoever works with it. Raises: Damaged, which names the workspace."""
    try:
        History.look_through(root / HISTORY)
    except Damaged as error:
        error.folder = str(root)
        raise


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of a restore.

    Attributes:
        replaced: where the file is that stood there; None where there was none.
        lost: the last entry that was known before; the backup's own last one where nothing is missing.
        undeleted: ids of the pieces whose texts had been deleted, and are there again.
    """

    backup: Backup
    replaced: Path | None
    lost: int
    verification: Verification
    undeleted: tuple[str, ...] = ()

    def told(self) -> str:
        """As a sentence or two."""
        kept = self.backup.head.count
        missing = f"; {absent(kept, self.lost)}" if self.lost > kept else ""
        text = f"Restored from {self.backup.name}: {count(kept, 'entry', 'entries')}{missing}."
        text += f" What stood there before is kept as {self.replaced.name}." if self.replaced else ""
        if self.undeleted:
            text += f" Texts that had been deleted are there again: {listed(self.undeleted)}. Delete them anew."
        return text


def restore(
    root: Path,
    name: str = "",
    by: str = "",
    *,
    undelete: bool = False,
    heads: Heads | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Restored:
    """Put a backup in the history's place, and note it with the heads kept outside: it is told as a restore from then on.

    Args:
        name: of the backup; the newest where it is empty.
        by: who does it; the first person of the policy where nobody is named.
        undelete: whether texts that were deleted since may come back with it.
    Raises:
        NotFound: no such backup.
        Refused: such texts would come back, and nobody said that they may.
        HistoryError: it is no good, or another program has the history open; then nothing was changed.
    """
    heads = heads or Heads.own()
    chosen = backup.named(root, name)
    history = root / HISTORY
    with backup.readable(chosen) as path, History.open(path, read_only=True) as copy:
        known = identity(copy)
    back = _deleted_since(root, known, chosen)
    if back and not undelete:
        raise Refused(
            f"{chosen.name} was made before texts were deleted for good, and would bring them back: {listed(back)}.",
            "Choose a later backup; or restore it with `bluepencil restore --yes`, then delete them anew.",
        )
    lost = max([_last_entry(history, known), *(each.head.count for each in heads.witnesses(known, place_of(history)))])
    replaced = backup.put_back(chosen, history, now())
    if lost > chosen.head.count:
        who = by or _first_person(root)
        held = Restore(stamp(now()), who, chosen.name, chosen.head.count, lost, replaced.name if replaced else "")
        heads.restored(known, place_of(history), held)
    with History.open(history) as opened:
        found = opened.verify()
    return Restored(chosen, replaced, max(lost, chosen.head.count), found, back)


def _deleted_since(root: Path, known: str, chosen: Backup) -> tuple[str, ...]:
    """The pieces whose texts the backup holds and the history, or a later backup of it, says were deleted; as far as these can
    be read."""
    gone = set[str]()
    later = [each for each in backup.listed(root) if each.head.count > chosen.head.count]
    for path in (root / HISTORY, *(each.path for each in later)):
        with suppress(KnownError), History.open(path, read_only=True) as opened:
            if identity(opened) == known:
                gone |= {event.piece for event in opened.events(types=[EventType.TEXT_PURGED])}
    with suppress(KnownError), backup.readable(chosen) as path, History.open(path, read_only=True) as copy:
        return tuple(piece.id for piece in copy.pieces() if piece.id in gone and not piece.purged)
    return ()


def _last_entry(history: Path, known: str) -> int:
    """Of the file that is there, where it is the same history and can be read; else 0."""
    with suppress(KnownError), History.open(history, read_only=True) as opened:
        return opened.head().count if identity(opened) == known else 0
    return 0


def _first_person(root: Path) -> str:
    with suppress(KnownError, IndexError):
        return Policy.read(root / POLICY).persons[0].name
    return "somebody"
