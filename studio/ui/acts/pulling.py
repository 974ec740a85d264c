"""Exports of other tools at the desk: asked about one by one, read and taken in beside the window."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from studio.app import pulling
from studio.app.intake import Options, Outcome
from studio.app.workspace import Workspace
from studio.core.errors import BadInput
from studio.formats.exports import Export, Places
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.drafts import DraftActs
from studio.ui.acts.shell import Shell
from studio.ui.dialogs import sheets
from studio.ui.dialogs.pulling import PullSheet
from studio.ui.tasks import Progress


class PullActs(QObject):
    """What `DraftActs` hands on: files that hold records."""

    def __init__(self, shell: Shell, desk: DeskActs, drafts: DraftActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk, self._drafts = shell, desk, drafts
        drafts.pull = self.ask

    def ask(self, paths: Sequence[Path], options: Options | None = None) -> None:
        """Ask how each of these is read, one after the other, and take in what they hold.

        Args:
            options: hold for all that comes in, and win over what the records say.
        """
        workspace, _ = self._desk.at_desk()
        workspace.must_be_writable()
        left = list(paths)
        if not left:
            return
        path = left.pop(0)
        self._open(path, None, options, left)

    def _open(self, path: Path, encoding: str | None, options: Options | None, left: Sequence[Path]) -> None:
        workspace, _ = self._desk.at_desk()
        root = workspace.root

        def read(_: Progress) -> tuple[Export, Places, tuple[Places, ...]]:
            export = pulling.opened(path, encoding)
            return export, pulling.fitting(root, export), pulling.mappings(root)

        def show(found: tuple[Export, Places, tuple[Places, ...]]) -> None:
            export, first, known = found
            sheet = PullSheet(
                *(self._shell.theme(), self._shell.window, export, known, first),
                lambda places, name: self._take(export, places, name, options),
            )
            sheet.finished.connect(lambda _: self._shell.guard(lambda: self.ask(left, options)) if left else None)
            self._shell.open_sheet(sheet)

        def failed(error: Exception) -> None:
            if encoding is None and isinstance(error, BadInput) and "UTF-8" in error.what:
                self._ask_encoding(path, options, left)
            else:
                self._shell.notices.error(str(error))
                self._shell.guard(lambda: self.ask(left, options))

        here, fail = self._desk.here(workspace, show), self._desk.fail_here(workspace, failed)
        self._shell.jobs.run(f"Reading {path.name}", read, here, fail, can_be_cancelled=True)

    def _ask_encoding(self, path: Path, options: Options | None, left: Sequence[Path]) -> None:
        def peek(encoding: str) -> str:
            export = pulling.opened(path, encoding)
            return str(export.whole if not export.records else export.records[0].data)

        names = ["windows-1252", "iso-8859-15", "windows-1250", "windows-1251", "macintosh"]
        self._shell.open_sheet(
            sheets.encoding_sheet(
                *(self._shell.theme(), self._shell.window, path.name, names, peek),
                lambda encoding: self._open(path, encoding, options, left),
            )
        )

    def _take(self, export: Export, places: Places, name: str, options: Options | None) -> None:
        """Keep the mapping where it has a name, then make a piece of every record, through a second look at the workspace."""
        workspace, person = self._desk.at_desk()
        workspace.must_be_writable()
        if name:
            places = pulling.save(workspace, places, name)
        root = workspace.root

        def work(progress: Progress) -> Outcome:
            pulled = pulling.pull(export, places)
            with Workspace.open(root) as beside:
                return pulling.take_in_all(
                    *(beside, pulled, person, options), tell=progress.tell, is_cancelled=lambda: progress.cancelled
                )

        title = f"Taking in {export.name}"
        done = self._desk.here(workspace, self._drafts.tell)
        self._shell.jobs.run(title, work, done, self._desk.fail_here(workspace, self._shell.fail))
