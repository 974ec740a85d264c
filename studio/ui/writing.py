"""What is typed on its way into the history: written every few moments, at once where somebody looks away, and never lost."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.session import ReviewSession
from studio.core.errors import HistoryError
from studio.ui.attending import Attending
from studio.ui.panels.notices import Notices

NOT_WRITTEN = "What you typed is kept here, and typing goes on."
SAVE_ELSEWHERE = "Save the text elsewhere…"
_LOOK_ROUND = 4  # beats from one look for another program's changes to the next
_BEAT = 400  # milliseconds; how often to ask whether typed text waits too long


class Writing(QObject):
    """Writes what the session at the desk holds.

    `elsewhere` says that another program has changed the piece's text, and whether everything typed here is written.

    Args:
        at_desk: the session of the moment; None where no piece is open.
        attending: how long it was read; told to the session at every beat.
        save_elsewhere: offered where it cannot be written.
        show_saved: told whether everything is written.
    """

    elsewhere = Signal(bool)

    def __init__(
        self,
        at_desk: Callable[[], ReviewSession | None],
        attending: Attending,
        notices: Notices,
        save_elsewhere: Callable[[], object],
        show_saved: Callable[[bool], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._at_desk, self._attending, self._notices = at_desk, attending, notices
        self._save_elsewhere, self._show_saved = save_elsewhere, show_saved
        self._beats = 0
        self._is_stuck = False
        self.kept_elsewhere: str | None = None
        """The text that a person has saved in another place because it could not be written here."""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.beat)

    def begin(self) -> None:
        """A piece comes to the desk."""
        self.kept_elsewhere, self._is_stuck = None, False
        self._attending.begin()
        self._timer.start(_BEAT)

    def end(self) -> None:
        """The piece has left it."""
        self._timer.stop()

    def beat(self) -> None:
        """Look whether something typed waits too long, and now and then whether another program wrote."""
        if session := self._at_desk():
            session.attend(self._attending.beat())
            self._beats += 1
            if self._beats % _LOOK_ROUND == 0 and session.changed_elsewhere():
                self.elsewhere.emit(session.is_saved)
                return
            self._keep_writing(session, lambda: session.flush_due(2 * _BEAT / 1000))

    def flush(self) -> None:
        """Write now, whatever its age."""
        if session := self._at_desk():
            self._keep_writing(session, session.flush)

    def _keep_writing(self, session: ReviewSession, write: Callable[[], object]) -> None:
        """Write what was typed. Where there is no room for it, it stays here, a better place is offered, and typing goes on."""
        try:
            write()
        except HistoryError as error:
            if not self._is_stuck:  # said once; it is tried again every two seconds
                self._notices.error(f"{error} {NOT_WRITTEN}", SAVE_ELSEWHERE, self._save_elsewhere)
            self._is_stuck = True
        else:
            if self._is_stuck and session.is_saved:
                self._is_stuck = False
                self._notices.say("It can be written again: everything that you typed is saved.")
        self._show_saved(session.is_saved)

    def flush_or_raise(self, *, leaving: bool = False) -> None:
        """Write now; the error goes to the caller, who needs all of it in the history.

        Args:
            leaving: the text is about to leave the desk, and may go unwritten where somebody has put this very text in another
                place. Until it has left (see `Review.close`) it stays here, and is still to be written.
        """
        if session := self._at_desk():
            try:
                session.flush()
            except HistoryError:
                if not leaving or self.kept_elsewhere != session.text:
                    raise
