"""The working text coloured by where its words come from, and what is said of them elsewhere in the window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.session import ReviewSession
from studio.app.tracing import Trace
from studio.core.changes import Change, Comparison
from studio.core.origins import Origin, OriginKind, origin_at
from studio.core.traced import Traced, traced
from studio.history import History
from studio.ui.editor.pair import PairedEditor
from studio.ui.editor.pasting import Copied, source_of
from studio.ui.theme import Theme
from studio.ui.times import clock

_SOON = 60  # milliseconds after a keystroke; until then the tints move along with the text
_AT_ONCE = 40  # edits followed in one go, some milliseconds; the keys wait no longer than that for a long history


class OriginView(QObject):
    """Switched on and off by `toggle`; while it is off nothing is followed unless somebody asks. `ready` says that a long
    history, which was followed a little at a time, can be told of now."""

    ready = Signal()

    def __init__(self, editor: PairedEditor, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self._session: ReviewSession | None = None
        self._trace: Trace | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        self._going_on = QTimer(self)
        self._going_on.setSingleShot(True)
        self._going_on.timeout.connect(self._go_on)
        working = editor.working
        working.tip = self.tip
        working.pasted_from = lambda data: (
            source_of(data, self._session.piece.id, self._session.original) if self._session else ""
        )
        working.copied = lambda: self._copied("working")
        editor.original.copied = lambda: self._copied("original")
        working.cursorPositionChanged.connect(self._say_here)

    @property
    def is_on(self) -> bool:
        return self._editor.working.highlighter.by_origin

    def open(self, session: ReviewSession, history: History) -> None:
        """Another piece lies on the desk; colours stay on if they were."""
        self._session, self._trace = session, Trace(session, history)
        self.look()

    def close(self) -> None:
        self._soon.stop()
        self._going_on.stop()
        self._session = self._trace = None

    def toggle(self) -> None:
        self._editor.working.highlighter.show_origins(not self.is_on)
        self._editor.working.viewport().update()
        self._editor.origin_bar.setVisible(self.is_on)
        self.refresh()

    def look(self) -> None:
        """The text has changed, or was written down."""
        if self.is_on:
            self._soon.start(_SOON)

    def refresh(self) -> None:
        """Colour the text as it stands."""
        if not (self.is_on and self._session and self._trace and self._is_ready()):
            return
        to = self._editor.working.recorder.offsets.to_qt
        runs = self._trace.runs()
        self._editor.working.highlighter.set_origins(
            [(to(r.span.start), to(r.span.end), r.origin.kind.value) for r in runs if r.origin.kind is not OriginKind.AI]
        )
        self._editor.origin_bar.show_shares(traced(self._session.text, runs, self._session.comparison))
        self._say_here()

    def _is_ready(self) -> bool:
        """Whether origins can be told at once; where they cannot, they are followed from now on, until `ready`."""
        if self._trace is None:
            return False
        if self._going_on.isActive() or not self._trace.go_on(_AT_ONCE):
            self._going_on.start(0)
            return False
        return True

    def _go_on(self) -> None:
        if self._is_ready():
            self.refresh()
            self.ready.emit()

    def traced(self, comparison: Comparison) -> Traced | None:
        """The working text with its origins and figures; None where they are still being followed.

        Args:
            comparison: of the AI original with it; while one types, of what it was a moment ago.
        """
        assert self._session is not None
        if not self._trace or not self._is_ready():
            return None
        return traced(self._session.text, self._trace.runs(), comparison)

    def tip(self, place: int) -> str:
        """What is said of the words at `place`, code points; empty while colours are off."""
        origin = origin_at(self._trace.runs(), place) if self.is_on and self._trace and self._is_ready() else None
        return told(origin) if origin else ""

    def of_change(self, change: Change) -> str:
        """What is said of the words that a change brought; empty where it only took some out, or is not known yet."""
        is_known = self._trace and len(change.after) and self._is_ready()
        found = origin_at(self._trace.runs(), change.after.start) if self._trace and is_known else None
        return told(found) if found else ""

    def _say_here(self) -> None:
        if self.is_on and self._session:
            self._editor.origin_bar.here.set_whole(self.tip(self._editor.working.caret()))

    def _copied(self, side: str) -> Copied | None:
        session = self._session
        if session is None or (side == "original" and session.basis is not None):  # at the left stands no AI original then
            return None
        return Copied(session.piece.id, session.piece.title, side)


def told(origin: Origin, when: Callable[[str], str] = clock) -> str:
    """`Typed by Wren on 14 Nov, 10:32`."""
    if not origin.when:
        return f"{origin.sentence}, just now" if not origin.event else origin.sentence
    if origin.kind is OriginKind.AI:
        return f"{origin.sentence}, taken in on {when(origin.when)}"
    return f"{origin.sentence} on {when(origin.when)}"
