"""The workspace, the person and the piece on the desk."""

import sys
from pathlib import Path

from platformdirs import user_documents_path
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QActionGroup, QCursor
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from studio import __version__
from studio.app.sample import open_sample
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.errors import KnownError
from studio.core.piece import Person
from studio.ui.acts.shell import Shell
from studio.ui.dialogs import sheets
from studio.ui.tasks import Progress

_LATER = 800  # milliseconds


class DeskActs(QObject):
    """Opens and closes; `workspace` and `person` are None while nothing is open.

    `opened` and `closing` tell others that work with the workspace of the moment.
    """

    opened = Signal()
    closing = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self.workspace: Workspace | None = None
        self.person: Person | None = None
        self.found: set[str] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._tell_problems)
        shell.review.elsewhere.connect(self._show_elsewhere)

    def at_desk(self) -> tuple[Workspace, Person]:
        """The open workspace and who sits there.

        Raises:
            KnownError: nothing is open.
        """
        if self.workspace is None or self.person is None:
            raise KnownError("No workspace is open.", "Open one, or the sample.")
        return self.workspace, self.person

    def session(self) -> ReviewSession:
        """The piece on the desk.

        Raises:
            KnownError: there is none.
        """
        if self._shell.review.session is None:
            raise KnownError("No piece is open.", "Choose one in the library.")
        return self._shell.review.session

    # ------------------------------------------------------------ workspaces

    def open_workspace(self, folder: Path) -> None:
        self.show_workspace(Workspace.open(folder))

    def show_workspace(self, workspace: Workspace, piece: str = "") -> None:
        """Bring a workspace to the desk, with the piece that lay there last."""
        self.close_workspace()
        self.workspace = workspace
        settings = self._shell.settings
        name = settings.text(f"person/{workspace.root}")
        known = [person.name for person in workspace.policy.persons]
        self.person = workspace.person(name if name in known else "") if known else None
        settings.remember_workspace(workspace.root)
        self.found = None
        pieces = [each.id for each in workspace.pieces()]
        last = piece or settings.text(f"piece/{workspace.root}")
        if self.person is None:
            raise KnownError("policy.toml names nobody.", "Add a [[people]] entry with your name, and open the workspace again.")
        if last in pieces or pieces:
            self.open_piece(last if last in pieces else pieces[0])
        self._shell.refresh()
        self.opened.emit()
        self._later.start(_LATER)

    def _tell_problems(self) -> None:
        """What is wrong in the style guides; said once the text is on the screen, because reading them takes a while."""
        if self.workspace and (problems := self.workspace.guide_problems()):
            text = f"{len(problems)} rules of your style guides do not run. {problems[0]}"
            self._shell.notices.say(text, "Show all", self.show_guides)

    def close_workspace(self) -> None:
        """Write everything and let go of the workspace."""
        self._later.stop()
        self.closing.emit()
        self._shell.review.close()
        if self.workspace:
            self.workspace.close()
        self.workspace = None

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
        self._shell.jobs.run("Making the sample workspace", work, self._open_made, self._shell.fail)

    def _open_made(self, folder: Path) -> None:
        self._shell.welcome.ready()
        self._shell.guard(lambda: self.open_workspace(folder))

    # ------------------------------------------------------------ people

    def choose_person(self) -> None:
        """Who sits at the desk: a short list."""
        if not self.workspace:
            return
        menu = QMenu(self._shell.window)
        group = QActionGroup(menu)
        for person in self.workspace.policy.persons:
            action = menu.addAction(f"{person.name} ({', '.join(role.value for role in person.roles)})")
            action.setCheckable(True)
            action.setChecked(person == self.person)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, who=person: self.sit_down(who))
        menu.popup(QCursor.pos())

    def sit_down(self, person: Person) -> None:
        """From now on `person` is at the desk."""
        if not self.workspace:
            return
        self.person = person
        self._shell.settings.set_text(f"person/{self.workspace.root}", person.name)
        session = self._shell.review.session
        if session:
            self.open_piece(session.piece.id)
        self._shell.refresh()

    # ------------------------------------------------------------ pieces

    def open_piece(self, piece: str) -> None:
        if not self.workspace or not self.person:
            return
        session = self.workspace.session(piece, self.person)
        self._shell.notices.clear()  # it spoke of the piece before
        self._shell.review.open(self.workspace, session)
        self._shell.settings.set_text(f"piece/{self.workspace.root}", piece)
        self._shell.refresh()

    def _show_elsewhere(self, is_saved: bool) -> None:
        """Another program changed the piece on the desk. Nothing typed is ever lost: what is not written yet is written first."""
        session = self.session()
        if not is_saved:
            session.flush()
        self.open_piece(session.piece.id)
        kept = "here it is as it stands now" if is_saved else "your text stands, and theirs is in the History tab"
        self._shell.notices.say(f"This piece was changed outside this window; {kept}.")

    def search(self, typed: str) -> None:
        """Leave over the pieces that hold what was typed."""
        if self.workspace:
            self.found = set(self.workspace.history.search(typed)) if typed.strip() else None
            self._shell.refresh()

    # ------------------------------------------------------------ looking after the house

    def show_guides(self) -> None:
        """The rules in force, and those that do not run, each with its reason."""
        workspace, _ = self.at_desk()
        rules, problems = workspace.rules(), workspace.guide_problems()
        self._shell.open_sheet(sheets.guides_sheet(self._shell.theme(), self._shell.window, rules, problems))

    def about(self) -> None:
        box = QMessageBox(self._shell.window)
        box.setWindowTitle("About Blue Pencil")
        box.setText(f"Blue Pencil {__version__}")
        box.setInformativeText(
            "The desk where people review what AI drafts. Free software, GNU General Public License 3 or later. "
            f"Python {sys.version.split()[0]}. Faces: Literata and Inter, SIL Open Font License."
        )
        box.open()

    def show_fault(self, text: str) -> None:
        """A bug: say so, with what a report of it needs. Nothing typed is lost by it."""
        self._shell.welcome.ready()
        self._shell.review.flush()
        box = QMessageBox(
            QMessageBox.Icon.Critical, "Blue Pencil", "Something in the program went wrong.", parent=self._shell.window
        )
        box.setInformativeText("What you typed is saved. The details help whoever mends it.")
        box.setDetailedText(text)
        box.open()
