"""Walking through the life of the piece on the desk, and bringing passages back from it."""

from PySide6.QtCore import QObject, Signal

from studio.app.replay import Replay
from studio.core.errors import KnownError
from studio.core.origins import entry_of
from studio.core.span import Span
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.replay.page import ReplayHands, ReplayPage


class ReplayActs(QObject):
    """The hands of the replay page. `shown` says whether the page is to be seen, or else the desk."""

    shown = Signal(bool)

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self._life: Replay | None = None
        self.page = ReplayPage(shell.theme(), ReplayHands(bring_back=self._bring_back, say=shell.notices.say))
        self.page.left.connect(self.close)
        desk.closing.connect(self.close)

    @property
    def is_shown(self) -> bool:
        return self._life is not None

    def open(self, entry: int = 0) -> None:
        """Walk through the piece on the desk.

        Args:
            entry: number of the entry to begin at; 0 for the latest.
        Raises:
            KnownError: no piece is open, or its history cannot be read.
        """
        session = self._desk.session()
        session.flush()
        workspace, _ = self._desk.at_desk()
        life = Replay.of(workspace.history, workspace.history.piece(session.piece.id))
        index = life.at_entry(entry) if entry else life.last
        self._life = life
        self._shell.review.card.hide()
        self.shown.emit(True)
        self.page.show_life(life, index)

    def close(self) -> None:
        """Back to the desk."""
        if self._life is None:
            return
        self._life = None
        self.page.forget()
        self.shown.emit(False)
        self._shell.review.editor.working.setFocus()

    def _bring_back(self, index: int, span: Span) -> None:
        """Put a passage into the working text, through the buffer like everything that changes it, and show it there."""
        life = self._life
        if life is None:
            return
        try:
            session = self._desk.session()
            edit = life.bring_back(index, span, session.text)
        except KnownError as error:
            self._shell.notices.error(error)
            return
        self.close()
        working = self._shell.review.editor.working
        working.perform([edit])
        working.go_to(edit.after, select=True)
        entry = entry_of(edit.detail)
        self._shell.notices.say(f"Brought back from entry {entry[0] if entry else ''}. Ctrl+Z takes it out again.")
