"""Walking through the life of the piece on the desk, and bringing passages back from it."""

from PySide6.QtCore import QObject

from studio.app.replay import Replay
from studio.core.errors import KnownError, Refused
from studio.core.origins import entry_of
from studio.core.span import Span
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.replay.page import ReplayHands, ReplayPage

PAGE = "replay"


class ReplayActs(QObject):
    """The hands of the replay page."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self._life: Replay | None = None
        self._entry = 0
        self.page = ReplayPage(shell.theme(), ReplayHands(bring_back=self._bring_back, say=shell.notices.say))
        shell.pages.add(PAGE, self.page, lambda: self.page.texts)
        shell.pages.turned.connect(self._on_turned)
        self.page.left.connect(self._leave)
        desk.closing.connect(self.close)
        shell.review.changed.connect(self._follow_desk)

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
        self._life, self._entry = life, entry
        self._shell.review.card.hide()
        self._shell.pages.open(PAGE)
        self.page.show_life(life, index)

    def close(self) -> None:
        """Back to the desk."""
        if self._shell.pages.close_page(PAGE):
            self._shell.review.editor.working.setFocus()

    def _on_turned(self, name: str) -> None:
        if name != PAGE and self._life is not None:
            self._life = None
            self.page.forget()

    def _leave(self) -> None:
        """Back to where one came from: the text, or the entry of the History tab at which one began."""
        entry, history = self._entry, self._shell.review.inspector.history
        self.close()
        if entry and history.isVisible():
            history.rows.select(entry)
            history.rows.take_keys()

    def _follow_desk(self) -> None:
        """Another piece lies on the desk, or the words of this one were deleted: its life is not shown any longer."""
        session = self._shell.review.session
        if self._life and (session is None or session.piece.purged or session.piece.id != self._life.piece.id):
            self.close()

    def _bring_back(self, index: int, span: Span) -> None:
        """Put a passage into the working text, through the buffer like everything that changes it, and show it there."""
        life = self._life
        if life is None:
            return
        try:
            session = self._desk.session()
            if session.piece.id != life.piece.id:
                raise Refused(f"“{life.piece.title}” does not lie on the desk.", "Open it there first.")
            edit = life.bring_back(index, span, session.text)
        except Refused as error:
            self._shell.notices.say(str(error))
            return
        except KnownError as error:
            self._shell.notices.error(error)
            return
        self.close()
        working = self._shell.review.editor.working
        working.perform([edit])
        working.go_to(edit.after, select=True)
        entry = entry_of(edit.detail)
        self._shell.notices.say(f"Brought back from entry {entry[0] if entry else ''}. Ctrl+Z takes it out again.")
