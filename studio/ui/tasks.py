"""The only threads: check lanes that keep up with typing, and longer jobs that report progress and can be cancelled.

Jobs go to Qt's pool as plain callables and answer through one long-lived object; a job that owns its own signals can be
collected while it still runs.
"""

import logging
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from studio.checks.runner import Cancelled
from studio.core.errors import KnownError

_LOG = logging.getLogger(__name__)
_SHOWN_AFTER = 0.5  # seconds a job may take before it is worth a progress bar


class Latest(QObject):
    """A lane of its own: works on the newest request and forgets those it overtook.

    Args:
        work: `work(request, is_overtaken)`; runs in the lane's thread, always the same one. Ask `is_overtaken()` between
            steps; what a run gives after that is thrown away.

    `done` carries what `work` returned, on the GUI thread.
    """

    done = Signal(object)
    _finished = Signal(object, object)

    def __init__(self, work: Callable[[Any, Callable[[], bool]], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._waiting: Any = None
        self._running = self._stopped = False
        self._finished.connect(self._on_finished)

    @property
    def is_busy(self) -> bool:
        return self._running

    def request(self, what: Any) -> None:
        """Work on `what` as soon as the lane is free."""
        self._waiting = what
        if not self._running:
            self._start()

    def stop(self) -> None:
        """Forget what waits, and wait for what runs."""
        self._waiting = None
        self._stopped = True
        self._pool.waitForDone(10_000)

    def _start(self) -> None:
        what, self._waiting = self._waiting, None
        self._running = True
        self._pool.start(lambda: self._run(what))

    def _run(self, what: Any) -> None:
        result: Any = None
        fault = ""
        try:
            result = self._work(what, lambda: self._waiting is not None or self._stopped)
        except Cancelled:
            pass
        except Exception:  # noqa: BLE001 - a fault in a lane is logged, and the program goes on
            fault = traceback.format_exc()
        if not self._stopped:
            self._finished.emit(result, fault)

    def _on_finished(self, result: Any, fault: str) -> None:
        self._running = False
        if fault:
            _LOG.error("A check lane failed:\n%s", fault)
        if self._waiting is not None and not self._stopped:
            self._start()
        if result is not None:
            self.done.emit(result)


@dataclass
class Progress:
    """Handed to a job: it tells how far it is, and asks whether it is still wanted."""

    tell: Callable[[int, int], None]
    cancelled: bool = False


@dataclass
class _Job:
    title: str
    progress: Progress
    done: Callable[[Any], None]
    failed: Callable[[KnownError], None]
    began: float


class Jobs(QObject):
    """Longer work beside the window.

    `showing(title, done, total)` once a job takes longer than half a second; `hidden()` when none is left; `fault(text)`
    with a traceback for anything that is not the person's to mend.
    """

    showing = Signal(str, int, int)
    hidden = Signal()
    fault = Signal(str)
    _answer = Signal(object, object, object, str)
    _told = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._jobs: list[_Job] = []
        self._answer.connect(self._on_answer)
        self._told.connect(self._on_told)
        self._ticker = self.startTimer(250)

    def run(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[KnownError], None],
    ) -> None:
        """Do `work` in a thread; then, on the GUI thread, `done(result)` or `failed(error)`. Cancelled work is silent."""
        progress = Progress(lambda at, of: None)
        job = _Job(title, progress, done, failed, time.monotonic())
        progress.tell = lambda at, of: self._told.emit(job, at, of)
        self._jobs.append(job)
        self._pool.start(lambda: self._work(job, work))

    def cancel(self) -> None:
        """Nobody waits for the running jobs any more."""
        for job in self._jobs:
            job.progress.cancelled = True

    def wait(self) -> None:
        self._pool.waitForDone(20_000)

    @property
    def is_busy(self) -> bool:
        return bool(self._jobs)

    def _work(self, job: _Job, work: Callable[[Progress], Any]) -> None:
        try:
            self._answer.emit(job, work(job.progress), None, "")
        except KnownError as error:
            self._answer.emit(job, None, error, "")
        except Exception:  # noqa: BLE001 - shown by whoever listens to `fault`
            self._answer.emit(job, None, None, traceback.format_exc())

    def _on_answer(self, job: _Job, result: Any, error: KnownError | None, fault: str) -> None:
        self._jobs.remove(job)
        if not self._jobs:
            self.hidden.emit()
        if fault:
            self.fault.emit(fault)
        elif job.progress.cancelled:
            return
        elif error:
            job.failed(error)
        else:
            job.done(result)

    def _on_told(self, job: _Job, at: int, of: int) -> None:
        if job in self._jobs and time.monotonic() - job.began > _SHOWN_AFTER:
            self.showing.emit(job.title, at, of)

    def timerEvent(self, event: object) -> None:
        for job in self._jobs:
            if time.monotonic() - job.began > _SHOWN_AFTER:
                self.showing.emit(job.title, 0, 0)
                return
