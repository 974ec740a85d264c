"""A session's changes as Qt signals. Late listeners miss nothing: signals say what to look at again, never what it is."""

from PySide6.QtCore import QObject, Signal

from studio.app.session import ReviewSession


class Bridge(QObject):
    """As the session names them."""

    text = Signal()
    flags = Signal()
    decisions = Signal()
    saved = Signal()
    stage = Signal()
    guides = Signal()
    elsewhere = Signal()
    put_back = Signal()

    def attach(self, session: ReviewSession) -> None:
        """Listen to this session from now on."""
        session.changed = self._on_change

    def _on_change(self, kind: str) -> None:
        getattr(self, kind).emit()
