"""The lanes beside the window, and when each of them runs: what a keystroke sets off, and in which order.

First the fast checks, almost at once, because flags belong to the letter just typed; then the comparison; then, in a
pause, the slow checks; last the figures, which nobody watches change. Each lane works on the newest text only.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.session import ReviewSession, Snapshot
from studio.checks.readability import Figures, figures
from studio.checks.runner import Runner
from studio.core.changes import Comparison, compare
from studio.core.check import CheckReport, Lane
from studio.core.document import Document
from studio.ui.tasks import Latest

# Milliseconds after the latest keystroke.
_FAST = 4
_COMPARE = 40
_SLOW = 150
_COUNT = 400


@dataclass(frozen=True)
class Reported:
    """What a lane of checks found, for the session it was asked for."""

    session: ReviewSession
    lane: Lane
    report: CheckReport


@dataclass(frozen=True)
class Compared:
    """The comparison of a session's original with one state of its text."""

    session: ReviewSession
    revision: int
    comparison: Comparison


class Lanes(QObject):
    """Keeps up with one session at a time.

    `reported` carries a `Reported`, `compared` a `Compared`, `counted` the `Figures`; `paused` says that the writer
    has paused, so lists may be laid out anew.
    """

    reported = Signal(object)
    compared = Signal(object)
    counted = Signal(object)
    paused = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._session: ReviewSession | None = None
        self._runner: Runner | None = None
        self._lanes = {
            "fast": Latest(_check, self),
            "compare": Latest(_compare, self),
            "slow": Latest(_check, self),
            "count": Latest(_count, self),
        }
        self._lanes["fast"].done.connect(self.reported)
        self._lanes["slow"].done.connect(self.reported)
        self._lanes["compare"].done.connect(self.compared)
        self._lanes["count"].done.connect(self.counted)
        waits = {
            "fast": (_FAST, self._fast),
            "compare": (_COMPARE, self._compare),
            "slow": (_SLOW, self._slow),
            "count": (_COUNT, self._count),
        }
        self._timers = {name: (after, _single_shot(self, act)) for name, (after, act) in waits.items()}

    def follow(self, session: ReviewSession | None, runner: Runner | None) -> None:
        """Work for this session from now on, at once; None rests."""
        self._session, self._runner = session, runner
        for _, timer in self._timers.values():
            timer.stop()
            if session:
                timer.start(0)

    def look(self) -> None:
        """The text has changed."""
        for after, timer in self._timers.values():
            timer.start(after)

    @property
    def is_writing(self) -> bool:
        """Whether the writer has not paused yet."""
        return self._timers["slow"][1].isActive()

    @property
    def is_settled(self) -> bool:
        """Whether nothing runs and nothing waits to."""
        return not any(lane.is_busy for lane in self._lanes.values()) and not any(t.isActive() for _, t in self._timers.values())

    def stop(self) -> None:
        """End every lane; nothing runs after this."""
        self.follow(None, None)
        for lane in self._lanes.values():
            lane.stop()

    def _fast(self) -> None:
        self._request("fast", Lane.FAST)

    def _slow(self) -> None:
        if self._session and not self._session.is_current(Lane.SLOW):
            self._request("slow", Lane.SLOW)
        self.paused.emit()

    def _request(self, name: str, lane: Lane) -> None:
        if self._session and self._runner:
            self._lanes[name].request((self._session, self._session.snapshot(lane), self._runner))

    def _compare(self) -> None:
        if self._session:
            self._lanes["compare"].request((self._session, self._session.document))

    def _count(self) -> None:
        if self._session:
            self._lanes["count"].request(self._session.document)


def _check(asked: tuple[ReviewSession, Snapshot, Runner], is_overtaken: Callable[[], bool]) -> Reported:
    session, snapshot, runner = asked
    report = runner.run(snapshot.document, snapshot.context, snapshot.lane, cancelled=is_overtaken)
    return Reported(session, snapshot.lane, report)


def _compare(asked: tuple[ReviewSession, Document], is_overtaken: Callable[[], bool]) -> Compared:
    session, document = asked
    return Compared(session, document.revision, compare(session.original, document.text))


def _count(document: Document, is_overtaken: Callable[[], bool]) -> Figures:
    return figures(document)


def _single_shot(parent: QObject, act: Callable[[], None]) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.timeout.connect(act)
    return made
