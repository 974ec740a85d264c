"""Drafts in: files by dialog and by drop, the clipboard, the inbox."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from studio import formats
from studio.app import campaigns, templates, triage
from studio.app.intake import Inbox, Options, Outcome, came_before, take_in
from studio.app.pulling import is_export
from studio.app.triage import Look
from studio.app.workspace import Workspace
from studio.core.errors import KnownError
from studio.core.phrases import count
from studio.core.risk import Risk
from studio.formats import Draft
from studio.formats.exports import SUFFIXES
from studio.formats.sidecar import is_beside
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.dialogs import sheets
from studio.ui.dialogs.drafts import TemplateSheet, import_sheet, looks_sheet, refused_sheet
from studio.ui.tasks import Progress

_INBOX_EVERY = 2000  # milliseconds; a file is taken in once it looked the same twice
_SURE = ("", "utf-8", "utf-16", "ascii")  # readings of a file that nobody needs to be asked about


class DraftActs(QObject):
    """Reads beside the window, and makes a piece of everything that can be read."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self.pull: Callable[[Sequence[Path], Options | None], object] = lambda paths, options: None
        self._inbox: Inbox | None = None
        self._is_collecting = False
        self._left: set[Path] = set()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self._look_into_inbox())
        self._rescan = QTimer(self)
        self._rescan.timeout.connect(self._look_into_inbox)
        desk.opened.connect(self._watch)
        desk.closing.connect(self._stop_watching)

    def choose_files(self) -> None:
        endings = " ".join(f"*{suffix}" for suffix in (*formats.suffixes(), *SUFFIXES))
        chosen, _ = QFileDialog.getOpenFileNames(self._shell.window, "Import drafts", "", f"Drafts ({endings});;All files (*)")
        if chosen:
            self.ask_as_what([Path(name) for name in chosen])

    def ask_as_what(self, paths: Sequence[Path]) -> None:
        """Which content type they follow and which campaign they belong to, before they come in."""
        workspace, person = self._desk.at_desk()
        types, known = templates.templates(workspace), campaigns.campaigns(workspace, person)
        self._shell.open_sheet(
            import_sheet(
                *(self._shell.theme(), self._shell.window, len(paths), types, known),
                lambda options: self.take_in(paths, options),
            )
        )

    def from_template(self) -> None:
        """A new piece: its content type, its brief as a form, and its draft."""
        workspace, person = self._desk.at_desk()
        workspace.must_be_writable()
        types, known = templates.templates(workspace), campaigns.campaigns(workspace, person)

        def keep(text: str, file: Path | None, options: Options) -> None:
            self._keep(formats.read(file) if file else formats.read_clipboard(None, text), options)

        self._shell.open_sheet(TemplateSheet(self._shell.theme(), self._shell.window, types, known, keep))
        if problems := templates.problems(workspace):
            self._shell.notices.error(KnownError(problems[0]))

    def paste_draft(self) -> None:
        """A new piece from what lies in the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        html = mime.html() if mime.hasHtml() else None
        if not mime.text().strip() and not html:
            raise KnownError("The clipboard holds no text.", "Copy the draft first.")
        self._keep(formats.read_clipboard(html, mime.text()))

    def take_in(self, paths: Sequence[Path], options: Options | None = None) -> None:
        """Read files beside the window; each becomes a piece, or one sentence that says why not. Exports of other tools are asked
        about first, and what stands beside a draft comes with it."""
        if exported := [path for path in paths if is_export(path) and not is_beside(path)]:
            self.pull(exported, options)
        paths = [path for path in paths if not is_export(path)]
        if not paths:
            return

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
        self._shell.jobs.run(
            title, read, lambda found: self._keep_all(paths, found, options), self._shell.fail, can_be_cancelled=True
        )

    def _keep_all(self, paths: Sequence[Path], found: Sequence[Draft | KnownError], options: Options | None) -> None:
        workspace, person = self._desk.at_desk()
        outcome = Outcome()
        unsure: list[tuple[Path, Draft]] = []
        for path, each in zip(paths, found, strict=False):
            if isinstance(each, KnownError):
                outcome.refused.append(each)
            elif each.encoding.casefold().removesuffix("-sig") not in _SURE and each.encodings:
                unsure.append((path, each))
            else:
                try:
                    before = came_before(workspace, each)
                    outcome.add(take_in(workspace, each, person, options), before)
                except KnownError as error:
                    outcome.refused.append(error)
        self.tell(outcome)
        for path, draft in unsure:
            self._ask_encoding(path, draft, options)

    def _keep(self, draft: Draft, options: Options | None = None) -> None:
        workspace, person = self._desk.at_desk()
        outcome, before = Outcome(), came_before(workspace, draft)
        outcome.add(take_in(workspace, draft, person, options), before)
        self.tell(outcome)

    def _ask_encoding(self, path: Path, draft: Draft, options: Options | None) -> None:
        names = list(dict.fromkeys([draft.encoding, *draft.encodings]))
        self._shell.open_sheet(
            sheets.encoding_sheet(
                self._shell.theme(),
                self._shell.window,
                path.name,
                names,
                lambda name: formats.read(path, name).text,
                lambda name: self._keep(formats.read(path, name), options),
            )
        )

    def tell(self, outcome: Outcome) -> None:
        """What came of it: the last piece is opened, what stayed outside is said, and what came in is looked at."""
        if outcome.pieces:
            self._desk.open_piece(outcome.pieces[-1])
        many = len(outcome.pieces)
        if outcome.refused:
            more = f" {len(outcome.refused) - 1:,} more could not be read." if len(outcome.refused) > 1 else ""
            came = f"{count(many, 'draft')} taken in. " if many else ""
            see = "See all" if more else ""
            self._shell.notices.error(f"{came}{outcome.refused[0]}{more}", see, lambda: self._show_refused(outcome.refused))
        elif many:
            again = " The same file came in before." if outcome.repeated else ""
            before = f" {outcome.told_before}" if outcome.left_out else ""
            self._shell.notices.say(("Taken in." if many == 1 else f"{many:,} drafts taken in.") + again + before)
        elif outcome.left_out:
            self._shell.notices.say(outcome.told_before)
        self._shell.refresh()
        self._look_first(outcome.pieces)

    def _show_refused(self, refused: Sequence[KnownError]) -> None:
        self._shell.open_sheet(refused_sheet(self._shell.theme(), self._shell.window, "What stayed outside", refused))

    # ------------------------------------------------------------ triage

    def _look_first(self, pieces: Sequence[str]) -> None:
        """Check what came in beside the window, and say what needs a look first."""
        if not pieces or self._desk.workspace is None or self._desk.workspace.history.is_read_only:
            return
        _, person = self._desk.at_desk()
        root, file = self._desk.workspace.root, self._desk.workspace.history.path

        def work(progress: Progress) -> list[Look]:
            found: list[Look] = []
            with Workspace.open(root, read_only=True, file=file) as beside:  # looking writes nothing
                for each in pieces:
                    if progress.cancelled:
                        break
                    found += triage.triage(beside, [each], person)
            return triage.ranked(found)

        # One alone lies on the desk, where everything is to be seen; so only what is at stake is said of it.
        tell = self._desk.here(self._desk.workspace, self._tell_looks)
        self._shell.background.run("Looking at what came in", work, tell, self._shell.fail)

    def _tell_looks(self, looks: list[Look]) -> None:
        is_high = any(each.risk.level is Risk.HIGH for each in looks)
        said = triage.sentence(looks)
        if not said or (len(looks) == 1 and not is_high):
            return
        first = looks[0]
        to = f" Ask {first.to} to look at “{first.piece.title}”." if first.to else ""
        self._shell.notices.say(f"{said}{to}", "See why", lambda: self._show_looks(looks))

    def _show_looks(self, looks: Sequence[Look]) -> None:
        self._shell.open_sheet(looks_sheet(self._shell.theme(), self._shell.window, looks, self._desk.open_piece))

    # ------------------------------------------------------------ the inbox

    def _watch(self) -> None:
        workspace, _ = self._desk.at_desk()
        if workspace.history.is_read_only:
            return  # what comes in is for the window that may write
        self._inbox = Inbox(workspace.root / "inbox")
        if self._inbox.folder.is_dir():
            self._watcher.addPath(str(self._inbox.folder))
        self._rescan.start(_INBOX_EVERY)

    def _stop_watching(self) -> None:
        self._rescan.stop()
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._inbox = None
        self._left.clear()

    def _look_into_inbox(self) -> None:
        """Take in what has stopped growing, beside the window and through a second look at the same workspace."""
        if self._inbox is None or self._is_collecting:
            return
        inbox = self._inbox
        paths = [path for path in inbox.settled() if path not in self._left]
        if not paths:
            return
        workspace, person = self._desk.at_desk()
        root = workspace.root

        def work(progress: Progress) -> Outcome:
            with Workspace.open(root) as beside:
                return inbox.take(paths, beside, person)

        def done(outcome: Outcome) -> None:
            self._left.difference_update(paths)
            if self._inbox is inbox:
                self._collected(outcome)

        def failed(error: KnownError) -> None:
            self._left.difference_update(paths)
            self._desk.fail_here(workspace, self._shell.fail)(error)

        # What a bug keeps out comes here no second time: it would fail, and say so, every two seconds.
        self._left.update(paths)
        self._is_collecting = True
        self._shell.jobs.run("Reading the inbox", work, done, failed, self._collecting_over)

    def _collecting_over(self) -> None:
        self._is_collecting = False

    def _collected(self, outcome: Outcome) -> None:
        if outcome.refused:
            self._shell.notices.error(f"In the inbox: {outcome.refused[0]}")
        elif outcome.pieces:
            many = len(outcome.pieces)
            text = "A draft came in through the inbox." if many == 1 else f"{many} drafts came in through the inbox."
            self._shell.notices.say(text, "Open it", lambda: self._shell.guard(lambda: self._desk.open_piece(outcome.pieces[-1])))
        self._shell.refresh()
        self._look_first(outcome.pieces)
