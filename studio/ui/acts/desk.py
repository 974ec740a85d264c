"""The workspace, the person and the piece on the desk."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from platformdirs import user_documents_path
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from studio import __version__
from studio.app.sample import open_sample
from studio.app.session import ReviewSession
from studio.app.workspace import HISTORY, Workspace
from studio.core.errors import KnownError
from studio.core.piece import Person
from studio.core.purged import gone
from studio.ui.acts.shell import Shell
from studio.ui.dialogs import sheets
from studio.ui.dialogs.fixes import fixes_sheet
from studio.ui.locking import WindowLock
from studio.ui.tasks import Jobs, Progress

_LATER = 800  # milliseconds
_WAIT = 5.0  # seconds; while it waits for another program's write, the window stands still


class DeskActs(QObject):
    """Opens and closes; `workspace` and `person` are None while nothing is open.

    `opened` and `closing` tell others that work with the workspace of the moment, `sample_opened` that it is the sample;
    `problems_asked`, that somebody wants to see what is wrong in the style guides. Each of `holds` raises a `KnownError` while
    something is under way that would be lost with the workspace. `prove` asks for the passphrase of a person who has one, and
    calls the first of two once it was right, the second where nobody gave it; it returns whether there is anything to ask for.
    `at_door` does so for whoever is found sitting there when a workspace is opened, and finds somebody else where they cannot.
    """

    opened = Signal()
    closing = Signal()
    sample_opened = Signal()
    problems_asked = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self.workspace: Workspace | None = None
        self.is_passing = False  # whether it is not one to come back to
        self._sits: Person | None = None
        self.found: set[str] | None = None
        self._lock: WindowLock | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(lambda: shell.guard(self._tell_problems))
        self.holds: list[Callable[[], object]] = []
        self.prove: Callable[[Person, Callable[[], object], Callable[[], object]], bool] = lambda person, then, otherwise: False
        self.at_door: Callable[[Person, Callable[[], object]], bool] = lambda person, come_in: False
        shell.at_desk = self.at_desk
        shell.review.writing.elsewhere.connect(lambda is_saved: shell.guard(lambda: self._show_elsewhere(is_saved)))

    @property
    def person(self) -> Person | None:
        """Who sits here, with the roles and brands of today."""
        return self.workspace.policy.as_now(self._sits) if self.workspace and self._sits else self._sits

    @person.setter
    def person(self, person: Person | None) -> None:
        self._sits = person

    def at_desk(self) -> tuple[Workspace, Person]:
        """The open workspace and who sits there.

        Raises:
            KnownError: nothing is open.
        """
        person = self.person
        if self.workspace is None or person is None:
            raise KnownError("No workspace is open.", "Open one, or the sample.")
        return self.workspace, person

    def session(self) -> ReviewSession:
        """The piece on the desk.

        Raises:
            KnownError: there is none, or its text was deleted, so that nothing can be done with it.
        """
        session = self._shell.review.session
        if session is None:
            raise KnownError("No piece is open.", "Choose one in the library.")
        if session.piece.purged:
            raise gone(session.piece)
        return session

    # ------------------------------------------------------------ work beside the window

    def beside(
        self,
        title: str,
        work: Callable[[Workspace, Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[KnownError], object] | None = None,
        finished: Callable[[], object] = lambda: None,
        jobs: Jobs | None = None,
    ) -> None:
        """Run a job with a second look at the workspace on the desk: at the same file, and for reading only where the desk's is.

        Args:
            done, failed: see `Jobs.run`, and `here`; an error is told at once where `failed` is None.
            jobs: the queue; that of work somebody asked for where it is None.
        """
        workspace, _ = self.at_desk()
        path = workspace.history.path
        file = path if path != workspace.root / HISTORY else None
        look = partial(Workspace.open, workspace.root, read_only=workspace.history.is_read_only, file=file)

        def run(progress: Progress) -> Any:
            with look() as second:
                return work(second, progress)

        fail = self.fail_here(workspace, failed or self._shell.fail)
        (jobs or self._shell.jobs).run(title, run, self.here(workspace, done), fail, finished)

    def here(self, workspace: Workspace, act: Callable[[Any], object]) -> Callable[[Any], None]:
        """`act` for as long as this workspace is on the desk, and nothing once another one is."""

        def answer(what: Any) -> None:
            if self._is_at_desk(workspace):
                act(what)

        return answer

    def fail_here(self, workspace: Workspace, fail: Callable[[KnownError], object]) -> Callable[[KnownError], None]:
        """`fail` for as long as this workspace is on the desk; later it is only said, with the name of the workspace."""

        def answer(error: KnownError) -> None:
            if self._is_at_desk(workspace):
                fail(error)
            else:
                self._shell.notices.error(f"In {workspace.root.name}: {error}")

        return answer

    def _is_at_desk(self, workspace: Workspace) -> bool:
        now = self.workspace
        return now is not None and (now.root, now.history.path) == (workspace.root, workspace.history.path)

    # ------------------------------------------------------------ workspaces

    def open_workspace(self, folder: Path, *, read_only: bool = False, file: Path | None = None) -> None:
        """Open a workspace; `file` is another history than its own, a backup say."""
        self.show_workspace(Workspace.open(folder, read_only=read_only, file=file))

    def show_workspace(self, workspace: Workspace, piece: str = "", *, passing: bool = False) -> None:
        """Bring a workspace to the desk, with the piece that lay there last; it belongs to the desk from now on.

        Args:
            passing: whether it is not one to come back to, a practice say.
        Raises:
            KnownError: what was typed before cannot be written, or nobody works in the workspace. The one that was open
                stays on the desk then, and this one is closed.
            Occupied: another window has it open.
        """
        workspace.signers.keys = self._shell.keys
        lock = None
        try:
            lock = self._locked(workspace)
            self._hold_back()
            self._shell.review.writing.flush_or_raise(leaving=True)  # before anything is read: it may be the same folder
            person, session = self._first_look(workspace, piece)
            self.close_workspace()
        except BaseException:
            if lock and lock is not self._lock:
                lock.release()
            workspace.close()
            raise
        self._lock = lock
        workspace.history.wait_at_most(_WAIT)
        if lock:  # closing the same folder let it go
            lock.take()
        self.workspace, self.person, self.found, self.is_passing = workspace, person, None, passing
        if not passing:
            self._shell.settings.remember_workspace(workspace.root)

        def come_in() -> None:
            if session and self.workspace is workspace:
                self._put(workspace, session)
                self._shell.refresh()

        is_asked = not passing and self.at_door(person, come_in)
        if session and not is_asked:
            self._put(workspace, session)
        self._shell.refresh()
        self.opened.emit()
        self._later.start(_LATER)

    def sit_first(self, workspace: Workspace, person: Person) -> None:
        """Somebody sits down at a desk where nobody sits yet; nothing where another workspace lies there by now."""
        if self.workspace is not workspace:
            return
        self.person = person
        self._shell.settings.set_text(f"person/{workspace.root}", person.name)
        pieces = [each.id for each in workspace.pieces_for(person)]
        last = self._shell.settings.text(f"piece/{workspace.root}")
        if pieces:
            self._put(workspace, workspace.session(last if last in pieces else pieces[0], person))
        self._shell.refresh()

    def _locked(self, workspace: Workspace) -> WindowLock | None:
        """The lock of a workspace that is going to be written to. Raises: Occupied."""
        if workspace.history.is_read_only:
            return None
        if self._lock and self._lock.root == workspace.root.resolve():
            return self._lock
        lock = WindowLock(workspace.root)
        lock.take()
        return lock

    def _first_look(self, workspace: Workspace, piece: str) -> tuple[Person, ReviewSession | None]:
        """Who sat there last, and what lay there; without either, the first that there is."""
        settings, known = self._shell.settings, [person.name for person in workspace.policy.persons]
        if not known:
            raise KnownError("policy.toml names nobody.", "Add a [[people]] entry with your name, and open the workspace again.")
        name = settings.text(f"person/{workspace.root}")
        person = workspace.person(name if name in known else "")
        pieces = [each.id for each in workspace.pieces_for(person)]
        last = piece or settings.text(f"piece/{workspace.root}")
        return person, workspace.session(last if last in pieces else pieces[0], person) if pieces else None

    def _tell_problems(self) -> None:
        """What is wrong in the style guides; read beside the window, because every channel's rules are looked at."""
        workspace = self.workspace
        if workspace is None:
            return

        def tell(problems: Sequence[str]) -> None:
            if problems and self.workspace is workspace:
                text = f"{sheets.need_a_look(len(problems), 'in your style guides')} {problems[0]}"
                self._shell.notices.say(text, "Show them", self.problems_asked.emit)

        fail = self.fail_here(workspace, self._shell.fail)
        self._shell.background.run("Looking for mistakes", lambda _: workspace.guides.problems(), tell, fail)

    def close_workspace(self) -> None:
        """Write everything and let go of the workspace. What cannot be written is raised, and then all stays as it is."""
        self._hold_back()
        self._shell.review.writing.flush_or_raise(leaving=True)
        self._shell.review.close()
        self._later.stop()
        self.closing.emit()
        self._lock_key()
        if self.workspace:
            self.workspace.close()
        self.workspace = None
        if self._lock:
            self._lock.release()
            self._lock = None

    def _hold_back(self) -> None:
        for hold in self.holds:
            hold()

    def choose_workspace(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._shell.window, "Open a workspace")
        if folder:
            self.open_workspace(Path(folder))

    def new_workspace(self) -> None:
        def make(folder: Path, owner: str, brand: str) -> None:
            self.show_workspace(Workspace.create(folder, owner, brand))

        self._shell.open_sheet(sheets.workspace_sheet(self._shell.theme(), self._shell.window, make))

    def open_sample(self) -> None:
        """Make the sample beside the window, where it is not there yet, and open it."""
        folder = user_documents_path() / "Blue Pencil sample"

        def work(progress: Progress) -> Path:
            open_sample(folder).close()
            return folder

        self._shell.welcome.wait("Making the sample…")
        ready = self._shell.welcome.ready

        def show(made: Path) -> None:
            self.open_workspace(made)
            self.sample_opened.emit()

        self._shell.jobs.run("Making the sample workspace", work, show, self._shell.fail, ready)

    # ------------------------------------------------------------ people

    def _lock_key(self) -> None:
        """Nobody signs with the key of somebody who has left the desk."""
        if self.person:
            self._shell.keys.lock(self.person.name)

    def sit_down(self, person: Person) -> None:
        """From now on `person` is at the desk, once they have said their passphrase where they have one."""
        workspace = self.workspace
        if workspace is None or person == self.person:
            return

        def sit() -> None:
            if self.workspace is workspace:
                self._sit(person)

        def stay() -> None:
            if self.person:
                self._shell.notices.say(f"{self.person.name} still sits here.")

        if not self.prove(person, sit, stay):
            sit()

    def _sit(self, person: Person) -> None:
        workspace, before = self.at_desk()
        if person == before:
            return
        open_now = self._shell.review.session
        pieces = workspace.pieces_for(person)
        here = open_now.piece if open_now else None
        shown = here if here is None or person.works_on(here.brand) else pieces[0] if pieces else None
        session = self._read(workspace, shown.id, person) if shown else None
        if open_now and session is None:  # what lies here is none of theirs
            self._shell.review.close()
        self._lock_key()
        self.person = person
        self._shell.settings.set_text(f"person/{workspace.root}", person.name)
        if session:
            self._put(workspace, session)
        self._shell.refresh()

    # ------------------------------------------------------------ pieces

    def open_piece(self, piece: str) -> None:
        """Put a piece on the desk; one that lies there already stays as it is.

        Raises:
            KnownError: there is no such piece, or what was typed in the one before cannot be written.
        """
        if not self.workspace or not self.person:
            return
        session = self._shell.review.session
        if session and (session.piece.id, session.person) == (piece, self.person):
            self._shell.review.editor.working.setFocus()
        else:
            self._put(self.workspace, self._read(self.workspace, piece, self.person))
            self._shell.refresh()

    def put_again(self) -> None:
        """Put the piece on the desk there anew, as the history has it now."""
        workspace, person = self.at_desk()
        if here := self._shell.review.session:
            self._put(workspace, self._read(workspace, here.piece.id, person))
            self._shell.refresh()

    def _read(self, workspace: Workspace, piece: str, person: Person) -> ReviewSession:
        """The piece as the history has it, once the history has everything that was typed. The same piece once more takes no text
        kept elsewhere for written: what lies on the desk would be put back by what stands in the history."""
        here = self._shell.review.session
        self._shell.review.writing.flush_or_raise(leaving=here is not None and here.piece.id != piece)
        return workspace.session(piece, person)

    def _put(self, workspace: Workspace, session: ReviewSession) -> None:
        self._shell.notices.clear()  # it spoke of the piece before
        self._shell.review.open(workspace, session)
        self._shell.settings.set_text(f"piece/{workspace.root}", session.piece.id)

    def _show_elsewhere(self, is_saved: bool) -> None:
        """Another program changed the piece on the desk. Nothing typed is ever lost: what is not written yet is written first."""
        session = self.session()
        workspace, person = self.at_desk()
        self._put(workspace, self._read(workspace, session.piece.id, person))
        self._shell.refresh()
        kept = "here it is as it stands now" if is_saved else "your text stands, and theirs is in the History tab"
        self._shell.notices.say(f"This piece was changed outside this window; {kept}.")

    def search(self, typed: str) -> None:
        """Leave over the pieces that hold what was typed."""

        def look() -> None:
            if self.workspace:
                self.found = set(self.workspace.history.search(typed)) if typed.strip() else None
                self._shell.refresh()

        self._shell.guard(look)

    # ------------------------------------------------------------ looking after the house

    def fix_all(self) -> None:
        """Show what all safe fixes would change, and make those that are wanted."""
        session, review = self.session(), self._shell.review
        plan = session.fix_plan()
        if not plan.fixes:
            left = f" {len(plan.skipped)} of the flags have several wordings or overlap." if plan.skipped else ""
            self._shell.notices.say(f"No flag has a single fix that can be made at once.{left}")
            return
        make = partial(review.answer.apply_planned, plan)
        self._shell.open_sheet(fixes_sheet(self._shell.theme(), self._shell.window, plan, make))

    def about(self) -> None:
        box = QMessageBox(self._shell.window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("About Blue Pencil")
        box.setText(f"Blue Pencil {__version__}")
        box.setInformativeText(
            "The desk where people review what AI drafts. Free software, GNU General Public License 3 or later. "
            f"Python {sys.version.split()[0]}. Faces: Literata and Inter, SIL Open Font License."
        )
        box.open()
