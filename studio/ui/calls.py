"""Calls to AI services beside the window: each with its progress, and a Cancel that takes effect at once.

The network has its own thread (`services.ai.Line`); a pool's threads wait for it, and everything that is shown or written down
happens on the GUI thread, for the history belongs to it. Every call is noted, also one that failed or was cancelled.
"""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool, Signal

from studio.app.asking import Asks, Call, Received, crashed, received
from studio.core.asking import Answer, Heard
from studio.core.errors import Cancelled, KnownError, ServiceTrouble

_AT_ONCE = 4

Note = Callable[[Call, Answer | ServiceTrouble | Cancelled], object]


@dataclass(eq=False)
class Running:
    """A call that is under way.

    Attributes:
        note: writes it into the history that was open when it began, as allowed by whoever sat there.
        text: what came of the answer so far, with everything personal in it again.
        waiting: why nothing comes, a sentence; empty while words come.
    """

    call: Call
    note: Note
    heard: Callable[["Running"], object]
    done: Callable[[Received], object]
    failed: Callable[[KnownError], object]
    finished: Callable[[], object]
    text: str = ""
    waiting: str = ""
    is_cancelled: bool = False
    _raw: str = ""

    def take(self, heard: Heard) -> None:
        self._raw += heard.words
        self.text = self.call.outgoing.restored(self._raw)
        self.waiting = heard.waiting


class Calls(QObject):
    """The calls of one window.

    `changed` whenever one begins, moves on or ends; `fault(text)` with a traceback for anything that is not the person's to mend.

    Args:
        line: carries them.
        notes: asked when a call begins; gives what will write it into the history, on the GUI thread.
    """

    changed = Signal()
    fault = Signal(str)
    _told = Signal(object, object)
    _ended = Signal(object, object, str)

    def __init__(self, line: Asks, notes: Callable[[], Note], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self._notes = notes
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_AT_ONCE)
        self._running: list[Running] = []
        self._told.connect(self._on_told)
        self._ended.connect(self._on_ended)

    def ask(
        self,
        call: Call,
        key: Callable[[], str],
        *,
        done: Callable[[Received], object],
        failed: Callable[[KnownError], object],
        heard: Callable[[Running], object] = lambda running: None,
        finished: Callable[[], object] = lambda: None,
    ) -> Running:
        """Send a call that a person allowed.

        Args:
            key: gives the service's key; called in the call's own thread, for a keyring may take its time.
            done: gets the answer. A call that was cancelled calls neither it nor `failed`.
            heard: called as words come.
            finished: called last, however it ended.
        """
        running = Running(call, self._notes(), heard, done, failed, finished)
        self._running.append(running)
        self._pool.start(lambda: self._work(running, key))
        self.changed.emit()
        return running

    def cancel(self, running: Running) -> None:
        running.is_cancelled = True
        self.changed.emit()

    def cancel_all(self) -> None:
        for running in self._running:
            running.is_cancelled = True
        self.changed.emit()

    @property
    def running(self) -> tuple[Running, ...]:
        """Those that are still wanted, the oldest first."""
        return tuple(each for each in self._running if not each.is_cancelled)

    @property
    def is_busy(self) -> bool:
        return bool(self._running)

    def take_in(self) -> None:
        """Take in every answer that is here already and waits for its turn."""
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def drop(self) -> None:
        """For the end of a workspace: drop what runs, and write down that it was dropped.

        An answer that is here already is taken in first, see `take_in`.
        """
        self.take_in()
        left, self._running = self._running, []
        for running in left:
            running.is_cancelled = True
            running.note(running.call, Cancelled())
            running.finished()
        self.changed.emit()

    def stop(self) -> None:
        """For the end of the window: as `drop`, and wait until every thread has let go."""
        self.drop()
        self._pool.waitForDone(5_000)

    def _work(self, running: Running, key: Callable[[], str]) -> None:
        outcome: Any = None
        fault, is_under_way = "", False
        try:
            if running.is_cancelled:  # while it waited for its turn
                raise Cancelled
            call, secret = running.call, key()
            is_under_way = True
            outcome = self._line.ask(
                call.service, secret, call.request, lambda heard: self._told.emit(running, heard), lambda: running.is_cancelled
            )
        except (KnownError, Cancelled) as error:
            outcome = error
        except Exception:  # noqa: BLE001 - shown by whoever listens to `fault`
            fault = traceback.format_exc()
            outcome = crashed(running.call.service) if is_under_way else None
        self._ended.emit(running, outcome, fault)

    def _on_told(self, running: Running, heard: Heard) -> None:
        if running.is_cancelled:
            return
        running.take(heard)
        running.heard(running)
        self.changed.emit()

    def _on_ended(self, running: Running, outcome: Any, fault: str) -> None:
        if running not in self._running:  # the window has ended it
            return
        self._running.remove(running)
        try:
            self._settle(running, outcome, fault)
        finally:
            running.finished()
            self.changed.emit()

    def _settle(self, running: Running, outcome: Any, fault: str) -> None:
        if fault:
            self.fault.emit(fault)
        # An answer that came in the moment it was cancelled was paid for all the same, and is told as what it was.
        if isinstance(outcome, Answer | ServiceTrouble | Cancelled):
            running.note(running.call, outcome)
        if fault or running.is_cancelled:
            return
        try:
            if isinstance(outcome, Answer):
                running.done(received(running.call, outcome))
            elif isinstance(outcome, KnownError):
                running.failed(outcome)
        except KnownError as refused:
            running.failed(refused)
