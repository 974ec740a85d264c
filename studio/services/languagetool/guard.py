"""Runs a program, and ends it once whoever started this one is gone: `python guard.py PROGRAM ARGUMENTS…`.

Its standard input is a pipe from whoever wants the program. When that closes, for the other end was closed or its process was
killed, the program is ended and so is this. A file that stands alone: it is run by its path and loads nothing of ours.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading

_GRACE = 3.0  # seconds to end by itself
_DIES_WITH_PARENT = 1  # Linux: PR_SET_PDEATHSIG


def main(command: list[str]) -> int:
    # This process has one thread while it starts the program, so what is said to Linux before holds for it.
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=_die_with_parent if os.name == "posix" else None)  # noqa: S603

    def end_with_the_pipe() -> None:
        with contextlib.suppress(OSError):
            while os.read(0, 4096):
                pass
        _end(program)

    threading.Thread(target=end_with_the_pipe, daemon=True).start()
    for name in ("SIGTERM", "SIGINT"):
        signal.signal(getattr(signal, name), lambda *_: program.terminate())
    return program.wait()


def _die_with_parent() -> None:
    """Where the system can, the program ends with this process even if that is killed."""
    if sys.platform.startswith("linux"):
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)


def _end(program: "subprocess.Popen[bytes]") -> None:
    program.terminate()
    try:
        program.wait(_GRACE)
    except subprocess.TimeoutExpired:
        program.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
