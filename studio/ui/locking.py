"""One window at a time has a workspace open. The command line may read and append beside it.

The lock is a small file in the workspace that names the program, the computer and the process. One that a killed program left
behind is taken over; one from another computer cannot be told from a forgotten one, so there a person decides.
"""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QLockFile

from studio.core.errors import Occupied
from studio.ui.times import clock

LOCK = ".window.lock"


class WindowLock:
    """Held while a window has the workspace open. Taking it again, or letting go twice, does no harm."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()  # by a link or from another folder, it is the same workspace
        self._path = self.root / LOCK
        self._lock = QLockFile(str(self._path))
        self._lock.setStaleLockTime(0)  # a window may stay open for weeks: only a dead process makes it stale

    def take(self) -> None:
        """Raises: Occupied, naming who has it. Where no lock can be written, on a read-only disc say, nobody needs one."""
        if self._lock.isLocked() or self._lock.tryLock(0):
            return
        if self._lock.error() is QLockFile.LockError.LockFailedError:
            error = Occupied(f"{self.root} is open in another window: {self._holder()}.", self._remedy())
            error.folder = str(self.root)
            raise error

    def release(self) -> None:
        if self._lock.isLocked():
            self._lock.unlock()

    def _holder(self) -> str:
        process, computer, program = self._info()
        since = ""
        if self._path.exists():
            since = datetime.fromtimestamp(self._path.stat().st_mtime, UTC).isoformat()
        where = f" on {computer}" if computer else ""
        return f"{program or 'a program'} (process {process}){where}{f', since {clock(since)}' if since else ''}"

    def _remedy(self) -> str:
        return f"Close it there. If no program has it open any more, delete {self._path.name} in that folder."

    def _info(self) -> tuple[int, str, str]:
        found = self._lock.getLockInfo()
        return (int(found[0]), str(found[1]), str(found[2])) if len(found) == 3 else (0, "", "")


def refuse_window(root: Path) -> None:
    """Raises: Occupied, where a window has the workspace open."""
    lock = WindowLock(root)
    lock.take()
    lock.release()
