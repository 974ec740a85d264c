"""The lanes beside the window, and when each of them runs: what a keystroke sets off, and in which order.

First the fast checks, almost at once, because flags belong to the letter just typed; then the comparison; then, in a
pause, the slow checks, and the program outside that a house may have read its drafts; last the figures, which nobody watches
change. Each lane works on the newest text only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from studio.app.ledger import read_ahead
from studio.app.session import ReviewSession, Snapshot
from studio.checks.readability import LONG, Figures, figures
from studio.checks.runner import Runner
from studio.core.changes import Comparison, compare
from studio.core.check import CheckReport, Lane
from studio.core.document import Document
from studio.core.errors import KnownError
from studio.ui.tasks import Latest

# Milliseconds after the latest keystroke.
_FAST = 4
_COMPARE = 40
_SLOW = 150
_OUTSIDE = 300
_COUNT = 400

_Work = Callable[[Any, Callable[[], bool]], Any]
_Act = Callable[[], None]


@dataclass(frozen=True)
class Reported:
    """What a lane of checks found, for the session it was asked for."""

    session: ReviewSession
    lane: Lane
    report: CheckReport


@dataclass(frozen=True)
class Compared:
    """The comparison of a session's original with one state of its text, and of what is shown beside it with that: `basis`,
    which is None for the original."""

    session: ReviewSession
    revision: int
    comparison: Comparison
    basis: str | None
    shown: Comparison


@dataclass(frozen=True)
class Counted:
    """The figures of a session's text."""

    session: ReviewSession
    figures: Figures


class Lanes(QObject):
    """Keeps up with one session at a time.

    `reported` carries a `Reported`, `compared` a `Compared`, `counted` a `Counted`; `paused` says that the writer
    has paused, so lists may be laid out anew. `failed` carries what a lane could not do: the `KnownError`, or else the text
    of a traceback. The same failure is told once, until that lane answers again or another session is followed; what the
    lane should have found is missing meanwhile, and the session says so.
    """

    reported = Signal(object)
    compared = Signal(object)
    counted = Signal(object)
    paused = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._session: ReviewSession | None = None
        self._runner: Runner | None = None
        self._told: dict[str, str] = {}
        # In this order they are asked when a session comes to the desk.
        lanes: tuple[tuple[str, int, _Work, _Act, SignalInstance], ...] = (
            (Lane.FAST, _FAST, _check, self._ask_fast, self.reported),
            ("compare", _COMPARE, _compare, self._ask_compared, self.compared),
            (Lane.SLOW, _SLOW, _check, self._ask_slow, self.reported),
            (Lane.OUTSIDE, _OUTSIDE, _check, self._ask_outside, self.reported),
            ("count", _COUNT, _count, self._ask_counted, self.counted),
        )
        self._lanes: dict[str, Latest] = {}
        self._timers: dict[str, tuple[int, QTimer]] = {}
        for name, after, work, act, answer in lanes:
            lane = Latest(work, self)
            lane.done.connect(answer)
            lane.done.connect(partial(self._on_done, name))
            lane.failed.connect(partial(self._on_failed, name))
            self._lanes[name] = lane
            self._timers[name] = after, _single_shot(self, act)

    def follow(self, session: ReviewSession | None, runner: Runner | None) -> None:
        """Work for this session from now on, at once; None rests."""
        self._session, self._runner = session, runner
        self._told.clear()
        for _, timer in self._timers.values():
            timer.stop()
            if session:
                timer.start(0)

    def look(self) -> None:
        """The text has changed."""
        for after, timer in self._timers.values():
            timer.start(after)

    def look_at_once(self) -> None:
        """The text is the same, and what it is checked with is not."""
        for _, timer in self._timers.values():
            timer.start(0)

    @property
    def is_writing(self) -> bool:
        """Whether the writer has not paused yet."""
        return self._timers[Lane.SLOW][1].isActive()

    @property
    def is_settled(self) -> bool:
        """Whether nothing runs and nothing waits to."""
        return not any(lane.is_busy for lane in self._lanes.values()) and not any(t.isActive() for _, t in self._timers.values())

    def stop(self) -> None:
        """End every lane; nothing runs after this."""
        self.follow(None, None)
        for lane in self._lanes.values():
            lane.stop()

    def _ask_fast(self) -> None:
        self._request(Lane.FAST)

    def _ask_slow(self) -> None:
        if self._session and not self._session.is_current(Lane.SLOW):
            self._request(Lane.SLOW)
        self.paused.emit()

    def _ask_outside(self) -> None:
        if self._session and not self._session.is_current(Lane.OUTSIDE):
            self._request(Lane.OUTSIDE)

    def _request(self, lane: Lane) -> None:
        if self._session and self._runner:
            self._lanes[lane].request((self._session, self._session.snapshot(lane), self._runner))

    def _ask_compared(self) -> None:
        if self._session:
            self._lanes["compare"].request((self._session, self._session.document))

    def _ask_counted(self) -> None:
        if self._session:
            self._lanes["count"].request((self._session, self._session.document))

    def _on_done(self, name: str, _: object) -> None:
        self._told.pop(name, None)

    def _on_failed(self, name: str, what: KnownError | str) -> None:
        """Tell it once: what fails at one letter fails at the next, and in the other lane too."""
        is_new = str(what) not in self._told.values()
        self._told[name] = str(what)
        if is_new and self._session:
            self.failed.emit(what)


def _check(asked: tuple[ReviewSession, Snapshot, Runner], is_overtaken: Callable[[], bool]) -> Reported:
    session, snapshot, runner = asked
    report = runner.run(snapshot.document, snapshot.context, snapshot.lane, cancelled=is_overtaken)
    read_ahead(report.flags)
    return Reported(session, snapshot.lane, report)


def _compare(asked: tuple[ReviewSession, Document], is_overtaken: Callable[[], bool]) -> Compared:
    session, document = asked
    basis = session.basis
    comparison = compare(session.original, document.text)
    shown = comparison if basis is None else compare(basis, document.text)
    return Compared(session, document.revision, comparison, basis, shown)


def _count(asked: tuple[ReviewSession, Document], is_overtaken: Callable[[], bool]) -> Counted:
    session, document = asked
    return Counted(session, figures(document, session.context.limit("sentence_words", LONG)))


def _single_shot(parent: QObject, act: Callable[[], None]) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.timeout.connect(act)
    return made
