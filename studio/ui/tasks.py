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

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from studio.core.errors import Cancelled, KnownError

_LOG = logging.getLogger(__name__)
_SHOWN_AFTER = 0.5  # seconds a job may take before it is worth a progress bar
_TICK = 250  # milliseconds


class Latest(QObject):
    """A lane of its own: works on the newest request and forgets those it overtook.

    Args:
        work: `work(request, is_overtaken)`; runs in the lane's thread, always the same one. Ask `is_overtaken()` between
            steps; what a run gives after that is thrown away.

    On the GUI thread, `done` carries what `work` returned and `failed` what it raised: the `KnownError`, or else the
    text of the traceback. A failure that a newer request has overtaken is not told: the newer one tells it, if it lasts.
    """

    done = Signal(object)
    failed = Signal(object)
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
        fault: KnownError | str = ""
        try:
            result = self._work(what, lambda: self._waiting is not None or self._stopped)
        except Cancelled:
            pass
        except KnownError as error:
            fault = error
        except Exception:  # noqa: BLE001 - shown by whoever listens to `failed`, and the lane goes on
            fault = traceback.format_exc()
        if not self._stopped:
            self._finished.emit(result, fault)

    def _on_finished(self, result: Any, fault: KnownError | str) -> None:
        self._running = False
        if fault:
            _LOG.error("A check lane failed:\n%s", fault)
        is_overtaken = self._waiting is not None
        if is_overtaken and not self._stopped:
            self._start()
        if result is not None:
            self.done.emit(result)
        elif fault and not is_overtaken:
            self.failed.emit(fault)


@dataclass
class Progress:
    """Handed to a job: it tells how far it is, and asks whether it is still wanted."""

    tell: Callable[[int, int], None]
    cancelled: bool = False


@dataclass(eq=False)
class _Job:
    title: str
    progress: Progress
    done: Callable[[Any], object]
    failed: Callable[[KnownError], object]
    finished: Callable[[], object]
    can_be_cancelled: bool
    began: float
    at: int = 0
    of: int = 0


class Jobs(QObject):
    """Longer work beside the window, one job after the other.

    `showing(title, at, of, can_be_cancelled)` once a job takes longer than half a second, `of` 0 while nobody knows how
    much it is; `hidden()` when none is left; `fault(text)` with a traceback for anything that is not the person's to mend.
    """

    showing = Signal(str, int, int, bool)
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
        self._ticker = QTimer(self)
        self._ticker.setInterval(_TICK)
        self._ticker.timeout.connect(self._show)

    def run(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[KnownError], object],
        finished: Callable[[], object] = lambda: None,
        can_be_cancelled: bool = False,
    ) -> None:
        """Do `work` in a thread; then answer on the GUI thread.

        Args:
            done: gets what `work` returned; a `KnownError` it raises goes to `failed`.
            failed: gets the `KnownError` that `work` raised. Work that was cancelled calls neither, nor does a bug. It may
                end itself then by raising `Cancelled`.
            finished: called last, however the job ended.
            can_be_cancelled: whether `work` leaves nothing half done, and nothing done behind the person's back, once
                `progress.cancelled` is set; the person is offered to cancel it then.
        """
        progress = Progress(lambda at, of: None)
        job = _Job(title, progress, done, failed, finished, can_be_cancelled, time.monotonic())
        progress.tell = lambda at, of: self._told.emit(job, at, of)
        self._jobs.append(job)
        self._ticker.start()
        self._pool.start(lambda: self._work(job, work))

    def cancel(self) -> None:
        """Nobody waits any more for the job that is shown, if it can be cancelled; those behind it go on."""
        job = self._shown
        if job and job.can_be_cancelled:
            job.progress.cancelled = True

    def wait(self) -> None:
        """For the end: nobody waits for any answer any more, and what is to be written is written first."""
        for job in self._jobs:
            job.progress.cancelled = True
        self._pool.waitForDone(20_000)

    @property
    def is_busy(self) -> bool:
        return bool(self._jobs)

    @property
    def _shown(self) -> _Job | None:
        """The one at work: there is one thread, and it takes them in their order."""
        return self._jobs[0] if self._jobs else None

    def _work(self, job: _Job, work: Callable[[Progress], Any]) -> None:
        try:
            self._answer.emit(job, work(job.progress), None, "")
        except Cancelled:
            self._answer.emit(job, None, None, "")
        except KnownError as error:
            self._answer.emit(job, None, error, "")
        except Exception:  # noqa: BLE001 - shown by whoever listens to `fault`
            self._answer.emit(job, None, None, traceback.format_exc())

    def _on_answer(self, job: _Job, result: Any, error: KnownError | None, fault: str) -> None:
        self._jobs.remove(job)
        if not self._jobs:
            self._ticker.stop()
            self.hidden.emit()
        try:
            self._tell(job, result, error, fault)
        finally:
            job.finished()

    def _tell(self, job: _Job, result: Any, error: KnownError | None, fault: str) -> None:
        if fault:
            self.fault.emit(fault)
        elif job.progress.cancelled:
            return
        elif error:
            job.failed(error)
        else:
            try:
                job.done(result)
            except KnownError as refused:
                job.failed(refused)

    def _on_told(self, job: _Job, at: int, of: int) -> None:
        job.at, job.of = at, of
        if job is self._shown:
            self._show()

    def _show(self) -> None:
        job = self._shown
        if job and time.monotonic() - job.began > _SHOWN_AFTER and not job.progress.cancelled:
            self.showing.emit(job.title, job.at, job.of, job.can_be_cancelled)
