"""Practising: a draft with planted faults on the desk, its score, and back to where one was."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.app.practice import Exercise, Practice, exercises, scored
from studio.app.workspace import HISTORY, Workspace
from studio.core.errors import KnownError
from studio.core.piece import Role
from studio.core.practice import Row
from studio.core.span import Span
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.locking import WindowLock, refuse_window
from studio.ui.practice.band import PracticeBand, ScorePanel
from studio.ui.practice.page import PracticePage
from studio.ui.tasks import Progress
from studio.ui.widgets import line

PAGE = "practice"


@dataclass(frozen=True)
class Place:
    """Where somebody was: workspace, piece, and the place in its text.

    Attributes:
        file: another history than the workspace's own; None for its own.
        caret: code points; `top` of the text in sight, as its scroll bar counts.
    """

    root: Path
    file: Path | None
    read_only: bool
    piece: str
    caret: int
    top: int
    tab: str


class PracticeActs(QObject):
    """The hands of the practice. `turned` says that the score beside the texts came or went."""

    turned = Signal()

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self.room = Practice.own()
        self.now: Exercise | None = None
        self._help = True
        self._kept = False
        self._back: Place | None = None
        self._lock: WindowLock | None = None
        self.page = PracticePage(shell.theme(), lambda each, help: shell.guard(lambda: self.begin(each, help)))
        self.page.left.connect(self.close_page)
        self.band = PracticeBand(self.show_brief, lambda: shell.guard(self.score), lambda: shell.guard(self.leave))
        self.panel = ScorePanel()
        self.rule = line(vertical=True)
        self.rule.hide()
        self.panel.chosen.connect(self._show_words)
        self.panel.left.connect(self._close_panel)
        shell.pages.add(PAGE, self.page)
        desk.closing.connect(self._on_closing)

    @property
    def width(self) -> int:
        """Pixels that the score takes from the window."""
        return 0 if self.panel.isHidden() else self.panel.width()

    # ------------------------------------------------------------ the page

    def open(self) -> None:
        """Show the drafts; those of the person's own role first."""
        _, person = self._desk.at_desk()
        self._shell.review.writing.flush()
        self._shell.review.card.hide()
        role = next((role for role in Role if role in person.roles), Role.WRITER)
        self.page.show_practices(exercises(), self.room.results(person.name), self.now.role if self.now else role)
        self._shell.pages.open(PAGE)
        self.page.take_keys()

    def close_page(self) -> None:
        if self._shell.pages.close_page(PAGE):
            self._shell.review.editor.working.setFocus()

    # ------------------------------------------------------------ going there and back

    def begin(self, chosen: Exercise, help: bool = True) -> None:
        """Make the practice beside the window, and put it on the desk.

        Raises:
            KnownError: what was typed cannot be written, or another window practises.
        """
        if self.now:
            self.leave()
        _, person = self._desk.at_desk()
        self._shell.review.writing.flush_or_raise()
        if self.room.desk.is_dir():
            refuse_window(self.room.desk)

        def make(progress: Progress) -> str:
            return self.room.make(chosen, person.name, help=help)

        def show(piece: str) -> None:
            self._shell.guard(lambda: self._show(chosen, piece, help))

        self._shell.jobs.run("Making the practice", make, show, self._shell.fail)

    def _show(self, chosen: Exercise, piece: str, help: bool) -> None:
        back = self._place()
        self._desk.show_workspace(self.room.open(help=help), piece, passing=True)
        if not back.read_only:  # nobody else takes it meanwhile
            self._lock = WindowLock(back.root)
            self._lock.take()
        self._back, self.now, self._help, self._kept = back, chosen, help, False
        self.band.title.set_whole(f"{chosen.title} · {chosen.trains}")
        self.band.show()
        self._shell.pages.close_page()
        self._shell.review.inspector.open_tab("Flags" if chosen.role is Role.WRITER else "Comments")
        self.show_brief()
        self._shell.review.editor.working.setFocus()

    def _place(self) -> Place:
        workspace, _ = self._desk.at_desk()
        review, path = self._shell.review, workspace.history.path
        view = review.editor.working
        return Place(
            workspace.root,
            path if path != workspace.root / HISTORY else None,
            workspace.history.is_read_only,
            review.session.piece.id if review.session else "",
            view.caret() if review.session else 0,
            view.verticalScrollBar().value(),
            review.inspector.current,
        )

    def leave(self) -> None:
        """Back to the desk as it was.

        Raises:
            KnownError: it cannot be opened any more; the practice stays on the desk.
        """
        back = self._back
        if back is None:
            return
        lock, self._lock = self._lock, None
        if lock:
            lock.release()
        try:
            self._desk.show_workspace(Workspace.open(back.root, read_only=back.read_only, file=back.file), back.piece)
        except KnownError:
            self._lock = lock
            if lock:
                lock.take()
            raise
        view, session = self._shell.review.editor.working, self._shell.review.session
        if session and session.piece.id == back.piece:
            caret = min(back.caret, len(session.text))
            view.go_to(Span(caret, caret))
            view.verticalScrollBar().setValue(back.top)
            self._shell.review.inspector.open_tab(back.tab)
        self._shell.pages.close_page(PAGE)
        view.setFocus()

    def _on_closing(self) -> None:
        """Whatever takes the place of the practice, the band goes with it."""
        workspace = self._desk.workspace
        if self.now and workspace and self.room.is_here(workspace.root):
            self.now, self._back = None, None
            if self._lock:
                self._lock.release()
                self._lock = None
            self.band.hide()
            self._close_panel()

    # ------------------------------------------------------------ what came of it

    def score(self) -> None:
        """Hold the text against its key. The first score of a practice is kept: after it the answers are known."""
        workspace, person = self._desk.at_desk()
        session = self._desk.session()
        if not self.now:
            return
        self._shell.review.writing.flush()
        found = scored(self.now, session, workspace)
        if not self._kept:
            self.room.keep(self.now, person.name, found, help=self._help)
            self._kept = True
        self.panel.show_score(found)
        self._open_panel()

    def show_brief(self) -> None:
        if self.now:
            self.panel.show_brief(self.now.brief)
            self._open_panel()

    def _show_words(self, row: object) -> None:
        session = self._shell.review.session
        if isinstance(row, Row) and session:
            end = min(row.here.end, len(session.text))
            view = self._shell.review.editor.working
            view.go_to(Span(min(row.here.start, end), end), select=True)
            view.setFocus()

    def _open_panel(self) -> None:
        self.panel.show()
        self.rule.show()
        self.turned.emit()

    def _close_panel(self) -> None:
        self.panel.hide()
        self.rule.hide()
        self.turned.emit()
