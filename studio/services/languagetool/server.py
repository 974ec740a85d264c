"""One LanguageTool server in a process of its own: started, watched, started anew when it dies, and ended with the program.

It listens to this computer alone, on a port that is free, and its memory is capped. Between it and us stands `guard`, which
ends it when our end of a pipe closes: so it is left behind by no crash and no kill. What it prints is kept for as long as it
starts, to tell why it did not, and thrown away afterwards, for it may hold words of a draft.
"""

import contextlib
import logging
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from studio.core.errors import ServiceTrouble, Trouble
from studio.services.languagetool import guard
from studio.services.languagetool.finding import MAIN, Installed

_LOG = logging.getLogger(__name__)
MEMORY = 1024  # megabytes that Java may use for a text and its rules
_STARTS = 90.0  # seconds until it must answer; a busy or slow computer takes its time
_ENDS = 5.0
_LOOK = 0.1
_WAITS = (0.5, 2.0, 10.0, 30.0, 60.0)  # seconds before each new start; the last one from then on
_SETTLED = 60.0  # seconds after which an end counts as the first again
_GIVES_UP = 5  # ends in a row before it has ever answered
_FIRST_WORDS = "The shop opens at nine."
_WORDS = 20  # last lines kept while it starts
_QUICK = ("-XX:+IgnoreUnrecognizedVMOptions", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""What Java is told so that it starts in less than half the time and with less memory: polishing its own code pays for days of
work, and not for the paragraphs of a morning."""
_CONFIG = {
    "maxTextLength": "60000",
    "maxCheckTimeMillis": "60000",
    "maxCheckThreads": "2",
    "pipelineCaching": "true",
    "maxPipelinePoolSize": "10",
    "pipelineExpireTimeInSeconds": "3600",
}


class State(StrEnum):
    """`waiting` is between an end and the next start; `failed` is for good, until somebody starts it again."""

    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True)
class _Run:
    """One process, and where it listens."""

    process: "subprocess.Popen[str]"
    address: str


class Server:
    """Keeps one server running between `start` and `stop`. Any thread may use it.

    Attributes:
        java: path of the Java it runs on.
        found: the LanguageTool it runs.

    Args:
        java: path of a Java that is new enough.
        found: the LanguageTool to run.
        memory: cap in megabytes.
        language: whose rules it loads before it counts as running.
        changed: called after each change of state, in a thread of the server's own; it must be quick.
    """

    def __init__(
        self,
        java: str,
        found: Installed,
        *,
        memory: int = MEMORY,
        language: str = "en-GB",
        changed: Callable[[State], object] = lambda state: None,
    ) -> None:
        self.java, self.found = java, found
        self._memory, self._language, self._changed = memory, language, changed
        self._state = State.STOPPED
        self._why = ""
        self._run: _Run | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._wanted = threading.Event()
        self._stop = threading.Event()

    @property
    def state(self) -> State:
        return self._state

    @property
    def why(self) -> str:
        """Why it does not run, as a phrase; empty where it does, and where nobody started it."""
        return self._why

    @property
    def address(self) -> str:
        """Where it listens, as `http://127.0.0.1:PORT`; empty while it does not answer."""
        run = self._run
        return run.address if run and self._state is State.RUNNING else ""

    @property
    def pid(self) -> int:
        """Of the process we started, which ends with ours; 0 where there is none."""
        run = self._run
        return run.process.pid if run else 0

    def start(self) -> None:
        """See that it runs; returns at once. One that failed is tried again."""
        with self._lock:
            if self._thread and self._thread.is_alive():
                return
            self._stop = threading.Event()
            self._thread = threading.Thread(target=self._keep, args=(self._stop,), name="LanguageTool", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        with self._lock:
            thread, self._thread = self._thread, None
            self._stop.set()
        if thread and thread is not threading.current_thread():
            thread.join(_ENDS * 2)

    def ready(self, within: float = _STARTS) -> str:
        """Wait until it answers, and give its address.

        Args:
            within: seconds.
        Raises:
            ServiceTrouble: it does not run, or does not answer in time.
        """
        waited = 0.0
        while not (address := self.address):
            if self._state in (State.STOPPED, State.FAILED) and not self._is_kept():
                raise ServiceTrouble(Trouble.BROKEN, f"LanguageTool does not run{': ' + self._why if self._why else ''}.")
            if waited >= within:
                raise ServiceTrouble(Trouble.TIMEOUT, "LanguageTool did not start in time.", "Try again in a minute.")
            self._stop.wait(_LOOK)
            waited += _LOOK
        return address

    def has_left(self, address: str, within: float = 2.0) -> bool:
        """Whether it listens there no more. One that has just died is noticed a moment later, so this waits that moment."""
        waited = 0.0
        while self.address == address and waited < within and not self._stop.wait(_LOOK):
            waited += _LOOK
        return self.address != address

    # ------------------------------------------------------------ in the thread of its own

    def _is_kept(self) -> bool:
        thread = self._thread
        return thread is not None and thread.is_alive()

    def _keep(self, stop: threading.Event) -> None:
        """Start it, and start it anew whenever it ends, more slowly each time."""
        ends = 0
        try:
            while not stop.is_set():
                began = time.monotonic()
                self._tell(State.STARTING)
                answered = self._one_life(stop)
                if stop.is_set():
                    break
                ends = 1 if answered and time.monotonic() - began > _SETTLED else ends + 1
                if not answered and ends >= _GIVES_UP:
                    self._tell(State.FAILED, self._why)
                    return
                self._tell(State.WAITING, self._why)
                stop.wait(_WAITS[min(ends, len(_WAITS)) - 1])
        finally:
            if stop.is_set():
                self._tell(State.STOPPED)

    def _one_life(self, stop: threading.Event) -> bool:
        """From its start to its end; whether it ever answered."""
        with tempfile.TemporaryDirectory(prefix="languagetool-") as folder:
            config = Path(folder, "server.properties")
            config.write_text("".join(f"{name}={value}\n" for name, value in _CONFIG.items()), encoding="utf-8")
            port = _free_port()
            try:
                process = self._launch(port, config)
            except OSError as error:
                self._why = f"it could not be started: {error.strerror}"
                return False
            run = self._run = _Run(process, f"http://127.0.0.1:{port}")
            words: deque[str] = deque(maxlen=_WORDS)
            starting = threading.Event()
            reader = threading.Thread(target=_read, args=(process, words, starting), daemon=True)
            reader.start()
            try:
                answered = self._wait_for_answer(run, stop)
                starting.set()
                if answered:
                    self._tell(State.RUNNING)
                    while process.poll() is None and not stop.wait(_LOOK):
                        pass
                    self._why = "" if stop.is_set() else "it ended by itself"
                elif not stop.is_set():
                    self._why = _reason(words) or "it did not answer"
                return answered
            finally:
                self._run = None
                _end(process)
                reader.join(1)
                words.clear()

    def _launch(self, port: int, config: Path) -> "subprocess.Popen[str]":
        command = [sys.executable, "-I", guard.__file__, self.java, f"-Xmx{self._memory}m", *_QUICK, "-Dfile.encoding=UTF-8"]
        command += ["-cp", self.found.classpath, MAIN, "--port", str(port), "--config", str(config)]
        return subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # Ctrl+C in the terminal is for us, and we end it
        )

    def _wait_for_answer(self, run: _Run, stop: threading.Event) -> bool:
        waited = 0.0
        while waited < _STARTS and run.process.poll() is None:
            if _answers(run.address):
                self._warm_up(run.address)
                return run.process.poll() is None
            if stop.wait(_LOOK):
                return False
            waited += _LOOK
        return False

    def _warm_up(self, address: str) -> None:
        """Have it load its rules, which takes as long as a hundred texts afterwards; whether that works is seen later."""
        asked = urllib.parse.urlencode({"language": self._language, "text": _FIRST_WORDS}).encode()
        with contextlib.suppress(OSError, ValueError), _opener().open(f"{address}/v2/check", asked, timeout=_STARTS) as answer:
            answer.read()

    def _tell(self, state: State, why: str = "") -> None:
        self._state, self._why = state, why
        self._changed(state)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        with _opener().open(f"{address}/v2/healthcheck", timeout=2) as answer:
            return bool(answer.read(16) == b"OK")
    except (OSError, ValueError):
        return False


def _opener() -> urllib.request.OpenerDirector:
    """No proxy stands between us and this computer, whatever the surroundings say."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _read(process: "subprocess.Popen[str]", words: deque[str], starting: threading.Event) -> None:
    """Take what it prints, so that it never waits for us; kept until it has started."""
    assert process.stdout
    with contextlib.suppress(ValueError, OSError):
        for line in process.stdout:
            if not starting.is_set():
                words.append(line.strip())


def _reason(words: deque[str]) -> str:
    """The line that says most of why it did not start."""
    telling = [line for line in words if line.startswith(("Caused by:", "Error:", "Exception in")) or "OutOfMemory" in line]
    return (telling or [line for line in words if line] or [""])[-1][:200]


def _end(process: "subprocess.Popen[str]") -> None:
    """Close the pipe, by which the guard ends it; and the guard too, where that is not enough."""
    if process.stdin:
        with contextlib.suppress(OSError):
            process.stdin.close()
    try:
        process.wait(_ENDS)
    except subprocess.TimeoutExpired:
        _LOG.warning("LanguageTool did not end by itself")
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()
