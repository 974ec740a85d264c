"""One LanguageTool for all programs that a person runs on this computer: who runs it says where, and the others ask there.

A command of the command line need not start its own beside an open window. The server itself knows no passwords; it listens to
this computer alone, and where it listens is written into a folder that nobody else can write to. A lock of the system says that
whoever wrote it still runs: it goes with its process, however that ends. Where a system has no such lock, each runs its own.
"""

import contextlib
import json
import os
import sys
import threading
import time
from pathlib import Path

if sys.platform != "win32":
    import fcntl

from studio.services.languagetool.finding import Installed

_LOOK = 0.1
_LOOKERS = 20  # times that it is tried again while others look


class Sharing:
    """What one program tells, or learns from another. Any thread may use it.

    Args:
        folder: the person's own; made where it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self._lock_file, self._file = folder / "running.lock", folder / "running.json"
        self._held: int | None = None
        self._classpath = ""
        self._guard, self._over = threading.Lock(), threading.Event()

    def hold(self, found: Installed) -> bool:
        """Take over running it. False where another program runs one already, of whatever LanguageTool."""
        self._over.clear()
        with self._guard:
            if self._held is not None:
                return True
            self._held = self._taken()
            if self._held is None:
                return False
            self._classpath = found.classpath
        self.tell("")
        return True

    def tell(self, address: str) -> None:
        """Where the server that this program runs listens now; empty while it does not. Of no effect where another runs one."""
        with self._guard:
            if self._held is None:
                return
            told = json.dumps({"classpath": self._classpath, "address": address})
            part = self._file.with_suffix(".part")
            with contextlib.suppress(OSError):  # then the others start their own
                part.write_text(told, encoding="utf-8")
                part.replace(self._file)

    def let_go(self) -> None:
        """It is run no more, and nobody here waits for another's."""
        self._over.set()
        self.tell("")
        with self._guard:
            if self._held is not None:
                os.close(self._held)
                self._held = None

    def address(self, found: Installed) -> str:
        """Where another program's server of this very LanguageTool listens; empty where none does just now."""
        return self._told(found) or ""

    def lent(self, found: Installed, within: float) -> str:
        """The same, and one that starts is waited for, so many seconds, or until `let_go`."""
        last = time.monotonic() + within
        while (told := self._told(found)) == "" and time.monotonic() < last and not self._over.wait(_LOOK):
            pass
        return told or ""

    def has_left(self, found: Installed, address: str, within: float = 2.0) -> bool:
        """Whether it is lent there no more. One that has just died is noticed a moment later, so this waits that moment."""
        last = time.monotonic() + within
        while self.address(found) == address and time.monotonic() < last and not self._over.wait(_LOOK):
            pass
        return self.address(found) != address

    def _told(self, found: Installed) -> str | None:
        """None where nobody else runs this LanguageTool; empty where its server does not answer yet, or not any more."""
        if self._held is not None or not self._lock_file.exists():
            return None
        if (free := self._locked(is_a_look=True)) is not None:
            os.close(free)
            return None
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
            address = told["address"] if told["classpath"] == found.classpath else None
        except (OSError, ValueError, KeyError, TypeError):
            return ""
        return address if address is None or str(address).startswith("http://127.0.0.1:") else None

    def _taken(self) -> int | None:
        """The lock; None where another program has it. One that only looks whether it is free lets go in a moment."""
        for _ in range(_LOOKERS):
            if (taken := self._locked()) is not None:
                return taken
            if (seen := self._locked(is_a_look=True)) is None:
                return None
            os.close(seen)
            time.sleep(_LOOK / 10)
        return None

    def _locked(self, is_a_look: bool = False) -> int | None:
        """The lock, open for as long as it is held; None where another holds it, or there is no such thing. Several may look."""
        if sys.platform == "win32":
            return None
        try:
            self._lock_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            opened = os.open(self._lock_file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return None
        try:
            fcntl.flock(opened, (fcntl.LOCK_SH if is_a_look else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            os.close(opened)
            return None
        return opened
