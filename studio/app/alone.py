"""One program at a time, for the moment that it takes to read a small file, change it and put it back.

The lock is the operating system's: it ends with the program that holds it, however that ends, so none is ever left behind.
"""

import errno
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PATIENCE = 2.0  # seconds; nobody holds it for more than a few milliseconds
_PAUSE = 0.005  # seconds
_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold `lock`, an empty file that is made where there is none and stays. Where the file system knows no locks, go on without.

    Raises:
        OSError: the file cannot be made, or another program holds it for longer than `PATIENCE`.
    """
    with lock.open("ab") as file:
        ends = time.monotonic() + PATIENCE
        while True:
            try:
                _take(file)
                break
            except OSError as error:
                if error.errno not in _TAKEN:
                    break
                if time.monotonic() > ends:
                    raise
            time.sleep(_PAUSE)
        yield
