"""Keeping the history safe from the window: backups while one works, restoring, rescue, and text the disk has no room for."""

import atexit
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QComboBox, QFileDialog

from studio.app import safekeeping
from studio.app.export import write_file
from studio.app.rescue import Outlook, Saved, outlook, save
from studio.app.workspace import Workspace
from studio.core.errors import Damaged, KnownError, Occupied
from studio.core.phrases import count
from studio.history import backup
from studio.history.backup import Backup
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.dialogs.sheets import Sheet
from studio.ui.locking import WindowLock
from studio.ui.rescue import RescuePage, Ways, when

_FIRST_LOOK, _LOOK = 20_000, 600_000  # milliseconds; opening is for writing, so a backup is not the first thing it does
_MENDING = "What can be done…"


class SafetyActs(QObject):
    """`page` is the rescue page, `is_shown` whether it stands in the place of the desk."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self._outlook: Outlook | None = None
        self._held = ExitStack()  # a copy of an older backup, for as long as somebody may look at it
        atexit.register(self._held.close)
        self.page = RescuePage(
            Ways(
                look=lambda: shell.guard(self.look),
                restore=lambda: shell.guard(self._restore_last),
                save=lambda: shell.guard(self.choose_rescue_folder),
                another=lambda: shell.guard(desk.choose_workspace),
                back=self.leave,
            )
        )
        shell.answers[Damaged] = self._on_damaged
        shell.answers[Occupied] = self._on_occupied
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: shell.guard(self._look_round))
        desk.opened.connect(self._on_opened)
        desk.closing.connect(self._timer.stop)

    @property
    def is_shown(self) -> bool:
        return self._outlook is not None

    # ------------------------------------------------------------ opening

    def _on_opened(self) -> None:
        if self.is_shown:
            self.leave()
        workspace, _ = self._desk.at_desk()
        if workspace.history.is_read_only:
            self._shell.notices.say("For reading only: nothing can be written here.")
            return
        self._timer.start(_FIRST_LOOK)
        if workspace.regress:
            self._shell.notices.error(workspace.regress, "Verify the history", self._shell.verify)
        if safekeeping.is_large(workspace.root):  # a small one was looked through before it was opened
            root = workspace.root
            fail = self._desk.fail_here(workspace, self._shell.fail)
            self._shell.background.run(
                "Looking through the history", lambda _: safekeeping.look_through(root), lambda _: None, fail
            )

    def _on_damaged(self, error: KnownError) -> bool:
        """A history that does not open gets a page; one that breaks while it is open, a way to that page."""
        if not isinstance(error, Damaged) or not error.folder:
            return False
        root = Path(error.folder)
        if self._desk.workspace and self._desk.workspace.root == root:
            told = _without_commands(error)
            self._shell.notices.error(told, _MENDING, lambda: self.show_page(root, told))
        else:
            self.show_page(root, _without_commands(error))
        return True

    def show_page(self, root: Path, problem: str) -> None:
        """Show the rescue page for a workspace."""
        self._outlook = outlook(root, problem)
        self.page.show_outlook(self._outlook, can_go_back=self._desk.workspace is not None)
        self._shell.refresh()

    def leave(self) -> None:
        """Back to whatever lies behind the page."""
        self._outlook = None
        self._shell.refresh()

    def _on_occupied(self, error: KnownError) -> bool:
        """Somebody else has the workspace open: offer to look at it, or leave it."""
        if not isinstance(error, Occupied) or not error.folder:
            return False
        root = Path(error.folder)
        sheet = Sheet(self._shell.theme(), "Open in another window", str(error), self._shell.window)
        sheet.answer("Look at it, for reading only", lambda: self._desk.open_workspace(root, read_only=True))
        sheet.no.setText("Leave it")
        self._shell.open_sheet(sheet)
        return True

    # ------------------------------------------------------------ backups

    def back_up(self) -> None:
        """Now, whatever the age of the last one."""
        workspace, _ = self._desk.at_desk()
        workspace.must_be_writable()
        self._shell.review.writing.flush_or_raise()
        self._run_backup(workspace, tell=True)

    def _look_round(self) -> None:
        workspace = self._desk.workspace
        age = safekeeping.DAILY if self._timer.interval() == _FIRST_LOOK else safekeeping.WORKING
        self._timer.setInterval(_LOOK)
        if workspace and safekeeping.is_due(workspace, age):
            self._run_backup(workspace, tell=False)

    def _run_backup(self, workspace: Workspace, *, tell: bool) -> None:
        root = workspace.root

        def done(made: Backup) -> None:
            if tell:
                entries = count(made.head.count, "entry", "entries")
                self._shell.notices.say(f"Backed up: {made.name}, {entries}, in the folder {backup.FOLDER}.")

        work = lambda _: safekeeping.back_up(root, datetime.now(UTC))  # noqa: E731 - handed on as it is
        queue = self._shell.jobs if tell else self._shell.background
        fail = self._desk.fail_here(workspace, self._shell.fail)
        queue.run("Backing up the history", work, self._desk.here(workspace, done), fail)

    def choose_backup(self) -> None:
        """Ask which backup takes the history's place."""
        workspace, _ = self._desk.at_desk()
        self._ask_which(workspace.root, backup.listed(workspace.root))

    def _restore_last(self) -> None:
        if self._outlook:
            self._ask_which(self._outlook.root, backup.listed(self._outlook.root), self._outlook.backup)

    def _ask_which(self, root: Path, known: list[Backup], first: Backup | None = None) -> None:
        if not known:
            raise KnownError("There is no backup of this workspace yet.", "Tools > Back up now makes one.")
        explained = (
            "The backup is checked first. What stands in its place now is kept beside it as history-replaced-….db, "
            "and the restore is told from then on whenever the history is verified."
        )
        sheet = Sheet(self._shell.theme(), "Restore a backup", explained, self._shell.window)
        choice = QComboBox()
        for each in known:
            choice.addItem(f"{when(each)}  ·  {count(each.head.count, 'entry', 'entries')}", each.name)
        choice.setCurrentIndex(known.index(first) if first in known else 0)
        sheet.ask("Backup", choice)
        sheet.answer("Restore", lambda: self.restore_from(root, str(choice.currentData())))
        self._shell.open_sheet(sheet)

    def restore_from(self, root: Path, name: str) -> None:
        """Put a backup in its place beside the window, then open the workspace again."""
        by = self._desk.person.name if self._desk.person else ""
        if self._desk.workspace and self._desk.workspace.root == root:
            self._desk.close_workspace()
        lock = WindowLock(root)
        lock.take()
        self._shell.refresh()
        told: list[str] = []

        def reopen() -> None:
            lock.release()
            if told:
                self._shell.guard(lambda: self._desk.open_workspace(root))
                self._shell.notices.say(told[0])
            elif self._desk.workspace is None and not self.is_shown:
                self._shell.guard(lambda: self._desk.open_workspace(root))

        self._shell.jobs.run(
            "Restoring the backup",
            lambda _: safekeeping.restore(root, name, by),
            lambda done: told.append(done.told()),
            self._shell.fail,
            reopen,
        )

    # ------------------------------------------------------------ a damaged history

    def look(self) -> None:
        """Open the last good backup, for reading only."""
        if self._outlook and self._outlook.backup:
            held = self._held.enter_context(backup.readable(self._outlook.backup))
            self._desk.open_workspace(self._outlook.root, read_only=True, file=held)

    def choose_rescue_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._shell.window, "An empty folder for the texts")
        if folder:
            self.rescue_to(Path(folder))

    def rescue_to(self, folder: Path) -> None:
        """Save the readable texts beside the window."""
        if self._outlook is None:
            return
        root = self._outlook.root

        def done(saved: Saved) -> None:
            self._shell.notices.say(saved.told())

        self._shell.jobs.run("Reading what can be read", lambda _: save(root, folder), done, self._shell.fail)

    # ------------------------------------------------------------ no room on the disk

    def save_elsewhere(self) -> None:
        """Ask for a file, and write the text on the desk there."""
        session = self._desk.session()
        start = str(Path.home() / f"{session.piece.id}.md")
        name, _ = QFileDialog.getSaveFileName(self._shell.window, "Save the text elsewhere", start, "Markdown (*.md)")
        if name:
            self.save_text_to(Path(name))

    def save_text_to(self, path: Path) -> None:
        """Raises: KnownError, where that place has no room either."""
        session = self._desk.session()
        write_file(path, session.text.encode("utf-8"))
        self._shell.review.writing.kept_elsewhere = session.text
        self._shell.notices.say(f"The text stands in {path}. It stays here too, and is written as soon as there is room.")


def _without_commands(error: KnownError) -> str:
    """What happened; what to do is on the page as buttons, and commands are for whoever works without a window."""
    return error.what if "`bluepencil " in error.remedy else str(error)
