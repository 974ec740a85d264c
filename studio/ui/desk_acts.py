"""What a person can do beyond the text: open workspaces, take drafts in, hand on, approve, export, report."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_documents_path
from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer
from PySide6.QtGui import QActionGroup, QCursor, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from studio import __version__, formats, reports
from studio.app.export import edit_history_report, export_piece, write_report
from studio.app.intake import Inbox, Outcome, take_in
from studio.app.sample import open_sample
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.errors import KnownError, Refused
from studio.core.gate import GateId
from studio.core.piece import Person, Stage
from studio.formats import Draft
from studio.ui.dialogs import sheets
from studio.ui.tasks import Progress

if TYPE_CHECKING:
    from studio.ui.window import MainWindow

_INBOX_EVERY = 2000  # milliseconds; a file is taken in once it looked the same twice
_SURE = ("", "utf-8", "utf-16", "ascii")  # readings of a file that nobody needs to be asked about


class DeskActs(QObject):
    """The window's hands. Everything that can be refused goes through `guard`, which says so in the window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.workspace: Workspace | None = None
        self.person: Person | None = None
        self.found: set[str] | None = None
        self._inbox: Inbox | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self._look_into_inbox())
        self._rescan = QTimer(self)
        self._rescan.timeout.connect(self._look_into_inbox)

    # ------------------------------------------------------------ errors

    def guard(self, act: Callable[[], object]) -> None:
        """Do it; what a person can mend becomes a notice, a bug shows itself."""
        try:
            act()
        except KnownError as error:
            self._fail(error)

    def show_fault(self, text: str) -> None:
        """A bug: say so, with what a report of it needs. Nothing typed is lost by it."""
        self._window.welcome.ready()
        self._window.review.flush()
        box = QMessageBox(QMessageBox.Icon.Critical, "Blue Pencil", "Something in the program went wrong.", parent=self._window)
        box.setInformativeText("What you typed is saved. The details help whoever mends it.")
        box.setDetailedText(text)
        box.open()

    # ------------------------------------------------------------ workspaces

    def open_workspace(self, folder: Path) -> None:
        self.show_workspace(Workspace.open(folder))

    def show_workspace(self, workspace: Workspace, piece: str = "") -> None:
        """Bring a workspace to the desk, with the piece that lay there last."""
        self.close_workspace()
        self.workspace = workspace
        settings = self._window.settings
        name = settings.text(f"person/{workspace.root}")
        known = [person.name for person in workspace.policy.persons]
        self.person = workspace.person(name if name in known else "") if known else None
        settings.remember_workspace(workspace.root)
        self._inbox = Inbox(workspace.root / "inbox")
        if self._inbox.folder.is_dir():
            self._watcher.addPath(str(self._inbox.folder))
        self._rescan.start(_INBOX_EVERY)
        self.found = None
        pieces = [each.id for each in workspace.pieces()]
        last = piece or settings.text(f"piece/{workspace.root}")
        if self.person is None:
            raise KnownError("policy.toml names nobody.", "Add a [[people]] entry with your name, and open the workspace again.")
        if last in pieces or pieces:
            self.open_piece(last if last in pieces else pieces[0])
        self._window.refresh()
        if problems := workspace.guide_problems():
            text = f"{len(problems)} rules of your style guides do not run. {problems[0]}"
            self._window.notices.say(text, "Show all", self.show_guides)

    def close_workspace(self) -> None:
        """Write everything and let go of the workspace."""
        self._rescan.stop()
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._window.review.close()
        if self.workspace:
            self.workspace.close()
        self.workspace = self._inbox = None

    def choose_workspace(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, "Open a workspace")
        if folder:
            self.open_workspace(Path(folder))

    def new_workspace(self) -> None:
        def make(folder: Path, owner: str, brand: str) -> None:
            self.show_workspace(Workspace.create(folder, owner, brand))

        self._open_sheet(sheets.workspace_sheet(self._window.theme, self._window, make))

    def open_sample(self) -> None:
        """Make the sample beside the window, where it is not there yet, and open it."""
        folder = user_documents_path() / "Blue Pencil sample"

        def work(progress: Progress) -> Path:
            open_sample(folder).close()
            return folder

        self._window.jobs.run(
            "Making the sample workspace", work, lambda made: self.guard(lambda: self.open_workspace(made)), self._fail
        )

    # ------------------------------------------------------------ people

    def choose_person(self) -> None:
        """Who sits at the desk: a short list."""
        if not self.workspace:
            return
        menu = QMenu(self._window)
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
        self._window.settings.set_text(f"person/{self.workspace.root}", person.name)
        session = self._window.review.session
        if session:
            self.open_piece(session.piece.id)
        self._window.refresh()

    # ------------------------------------------------------------ pieces

    def open_piece(self, piece: str) -> None:
        if not self.workspace or not self.person:
            return
        session = self.workspace.session(piece, self.person)
        self._window.review.open(self.workspace, session)
        self._window.settings.set_text(f"piece/{self.workspace.root}", piece)
        self._window.refresh()

    def search(self, typed: str) -> None:
        """Leave over the pieces that hold what was typed."""
        if self.workspace:
            self.found = set(self.workspace.history.search(typed)) if typed.strip() else None
            self._window.refresh()

    # ------------------------------------------------------------ drafts in

    def choose_files(self) -> None:
        endings = " ".join(f"*{suffix}" for suffix in formats.suffixes())
        chosen, _ = QFileDialog.getOpenFileNames(self._window, "Import drafts", "", f"Drafts ({endings});;All files (*)")
        if chosen:
            self.take_in([Path(name) for name in chosen])

    def paste_draft(self) -> None:
        """A new piece from what lies in the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        html = mime.html() if mime.hasHtml() else None
        if not mime.text().strip() and not html:
            raise KnownError("The clipboard holds no text.", "Copy the draft first.")
        self._keep(formats.read_clipboard(html, mime.text()))

    def take_in(self, paths: Sequence[Path]) -> None:
        """Read files beside the window; each becomes a piece, or one sentence that says why not."""

        def read(progress: Progress) -> list[Draft | KnownError]:
            found: list[Draft | KnownError] = []
            for number, path in enumerate(paths):
                if progress.cancelled:
                    break
                progress.tell(number, len(paths))
                try:
                    found.append(formats.read(path))
                except KnownError as error:
                    found.append(error)
            return found

        title = f"Reading {paths[0].name}" if len(paths) == 1 else f"Reading {len(paths)} files"
        self._window.jobs.run(title, read, lambda found: self._keep_all(paths, found), self._fail)

    def _keep_all(self, paths: Sequence[Path], found: Sequence[Draft | KnownError]) -> None:
        outcome = Outcome()
        unsure: list[tuple[Path, Draft]] = []
        for path, each in zip(paths, found, strict=False):
            if isinstance(each, KnownError):
                outcome.refused.append(each)
            elif each.encoding.casefold().removesuffix("-sig") not in _SURE and each.encodings:
                unsure.append((path, each))
            elif self.workspace and self.person:
                try:
                    outcome.pieces.append(take_in(self.workspace, each, self.person))
                except KnownError as error:
                    outcome.refused.append(error)
        self._tell(outcome)
        for path, draft in unsure:
            self._ask_encoding(path, draft)

    def _keep(self, draft: Draft) -> None:
        if self.workspace and self.person:
            self._tell(Outcome([take_in(self.workspace, draft, self.person)]))

    def _ask_encoding(self, path: Path, draft: Draft) -> None:
        names = list(dict.fromkeys([draft.encoding, *draft.encodings]))
        self._open_sheet(
            sheets.encoding_sheet(
                self._window.theme,
                self._window,
                path.name,
                names,
                lambda name: formats.read(path, name).text,
                lambda name: self._keep(formats.read(path, name)),
            )
        )

    def _tell(self, outcome: Outcome) -> None:
        if outcome.pieces:
            self.open_piece(outcome.pieces[-1])
        many = len(outcome.pieces)
        if outcome.refused:
            more = f" {len(outcome.refused) - 1} more could not be read." if len(outcome.refused) > 1 else ""
            self._window.notices.error(f"{outcome.refused[0]}{more}")
        elif many:
            self._window.notices.say("Taken in." if many == 1 else f"{many} drafts taken in.")
        self._window.refresh()

    def _look_into_inbox(self) -> None:
        if self._inbox and self.workspace and self.person:
            outcome = self._inbox.collect(self.workspace, self.person)
            if outcome.refused:
                self._window.notices.error(f"In the inbox: {outcome.refused[0]}")
            elif outcome.pieces:
                many = len(outcome.pieces)
                text = "A draft came in through the inbox." if many == 1 else f"{many} drafts came in through the inbox."
                self._window.notices.say(text, "Open it", lambda: self.open_piece(outcome.pieces[-1]))
            if outcome.pieces or outcome.refused:
                self._window.refresh()

    # ------------------------------------------------------------ handing on

    def submit(self) -> None:
        session = self._session()
        assert self.workspace
        session.flush()
        policy = self.workspace.policy
        editors = [person.name for person in policy.editors if person.name != session.person.name]
        editors += [person.name for person in policy.editors if person.name == session.person.name]
        if session.piece.stage not in (Stage.DRAFTING, Stage.CHANGES_REQUESTED):
            raise Refused(f"The piece is “{session.piece.stage.label}” already.", "An editor approves it or sends it back.")
        if not editors:
            raise Refused("Nobody here may approve.", "Give somebody the role “editor” in policy.toml.")
        left = [item.phrase for item in session.gate().missing if item.id is not GateId.SECOND_PERSON]
        opened = f"Still open: {', '.join(left)}." if left else "Nothing is open."
        sheet = sheets.submit_sheet(
            self._window.theme, self._window, session.piece.title, opened, editors, session.suggested_due, session.submit
        )
        sheet.accepted.connect(lambda: self._window.notices.say(f"With {session.piece.assignee} for review."))
        self._open_sheet(sheet)

    def request_changes(self) -> None:
        session = self._session()
        session.must_be_reviewed_by_editor("send it back")
        self._open_sheet(sheets.changes_sheet(self._window.theme, self._window, session.piece.title, session.request_changes))

    def approve(self) -> None:
        session = self._session()
        session.flush()
        session.must_be_reviewed_by_editor("approve")
        gate = session.gate()
        if not gate.open:
            raise Refused(gate.sentence(), "Settle these first.")
        passed = [item.phrase for item in gate.items if not item.met]
        left = f" Passed over: {', '.join(passed)}." if passed else ""
        text = (
            f"You, {session.person.name}, say yes to revision {session.piece.revision} of “{session.piece.title}”, "
            f"exactly as it stands: {session.document.word_count} words.{left}"
        )
        sheet = sheets.approve_sheet(self._window.theme, self._window, text, session.approve)
        sheet.accepted.connect(lambda: self._window.notices.say("Approved. One changed letter would make this approval stale."))
        self._open_sheet(sheet)

    # ------------------------------------------------------------ out

    def export(self) -> None:
        session = self._session()
        kinds = {"Word with tracked changes (*.docx)": "docx", "Markdown (*.md)": "md", "Web page (*.html)": "html"}
        assert self.workspace
        start = self.workspace.root / "exports" / f"{session.piece.id}.docx"
        name, kind = QFileDialog.getSaveFileName(self._window, "Export this piece", str(start), ";;".join(kinds))
        if name:
            wanted = kinds.get(kind, "docx")
            path = Path(name) if Path(name).suffix else Path(f"{name}.{wanted}")
            self.export_to(path, path.suffix[1:] if path.suffix[1:] in kinds.values() else wanted)

    def export_to(self, path: Path, form: str) -> None:
        """Write the piece beside the window, from a second look at the same workspace."""
        session = self._session()
        session.flush()
        assert self.workspace
        root, piece, person = self.workspace.root, session.piece.id, session.person

        def work(progress: Progress) -> Path:
            with Workspace.open(root) as workspace:
                export_piece(workspace.session(piece, person), workspace, form, path)
            return path

        self._window.jobs.run("Exporting", work, self._written, self._fail)

    def _written(self, path: Path) -> None:
        self._window.notices.say(f"Written to {path}.")

    def _fail(self, error: KnownError) -> None:
        """Say it where it will be seen: on the welcome page there is no line for notices."""
        self._window.welcome.ready()
        self._window.notices.error(error)
        if self.workspace is None:
            QMessageBox.warning(self._window, "Blue Pencil", str(error))

    def report(self) -> None:
        session = self._window.review.session
        names = sorted(reports.formats(), key=lambda name: name != "html")
        title = session.piece.title if session else ""
        self._open_sheet(sheets.report_sheet(self._window.theme, self._window, title, names, self._choose_report_place))

    def _choose_report_place(self, form: str, is_whole: bool) -> None:
        assert self.workspace
        session = self._window.review.session
        piece = "" if is_whole or not session else session.piece.id
        start = self.workspace.root / "exports" / f"edit-history{'-' + piece if piece else ''}.{form}"
        name, _ = QFileDialog.getSaveFileName(self._window, "Edit-history report", str(start), f"{form.upper()} (*.{form})")
        if name:
            self.report_to(Path(name), form, piece)

    def report_to(self, path: Path, form: str, piece: str) -> None:
        """Write a report beside the window, from a second look at the same workspace."""
        assert self.workspace
        assert self.person
        self._window.review.flush()
        root, person = self.workspace.root, self.person

        def work(progress: Progress) -> Path:
            with Workspace.open(root) as workspace:
                write_report(edit_history_report(workspace, person, piece=piece), form, path)
            return path

        self._window.jobs.run("Writing the report", work, self._written, self._fail)

    # ------------------------------------------------------------ looking after the house

    def verify(self) -> None:
        """Check the whole history beside the window."""
        assert self.workspace
        self._window.review.flush()
        root = self.workspace.root

        def work(progress: Progress) -> object:
            with Workspace.open(root) as workspace:
                return workspace.verify()

        def done(found: object) -> None:
            panel = self._window.review.inspector.history
            panel.show_verification(found)  # type: ignore[arg-type]
            self._window.open_tab("History")

        self._window.jobs.run("Verifying the history", work, done, self._fail)

    def show_guides(self) -> None:
        """The rules in force, and those that do not run, each with its reason."""
        assert self.workspace
        rules, problems = self.workspace.rules(), self.workspace.guide_problems()
        self._open_sheet(sheets.guides_sheet(self._window.theme, self._window, rules, problems))

    def about(self) -> None:
        box = QMessageBox(self._window)
        box.setWindowTitle("About Blue Pencil")
        box.setText(f"Blue Pencil {__version__}")
        box.setInformativeText(
            "The desk where people review what AI drafts. Free software, GNU General Public License 3 or later. "
            f"Python {sys.version.split()[0]}. Faces: Literata and Inter, SIL Open Font License."
        )
        box.open()

    # ------------------------------------------------------------ within

    def _session(self) -> ReviewSession:
        session = self._window.review.session
        if session is None:
            raise KnownError("No piece is open.", "Choose one in the library.")
        return session

    def _open_sheet(self, sheet: sheets.Sheet) -> None:
        self.sheet = sheet
        sheet.open()
