"""What goes out: a piece as a file, the owner's report, and the word on whether the history is whole.

Each is made beside the window, from a second look at the same workspace, so that writing goes on meanwhile.
"""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from studio import reports
from studio.app.export import caution, edit_history_report, export_piece, write_report
from studio.app.workspace import Workspace
from studio.core.events import Verification
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.dialogs import sheets
from studio.ui.tasks import Progress


class OutputActs:
    """Asks where to, and writes."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        self._shell, self._desk = shell, desk

    def export(self) -> None:
        session = self._desk.session()
        kinds = {"Word with tracked changes (*.docx)": "docx", "Markdown (*.md)": "md", "Web page (*.html)": "html"}
        workspace, _ = self._desk.at_desk()
        start = workspace.root / "exports" / f"{session.piece.id}.docx"
        if session.approval:  # what goes out to customers carries no trace of what was struck out
            kinds = dict(sorted(kinds.items(), key=lambda pair: pair[1] == "docx"))
            start = start.with_suffix(".md")
        name, kind = QFileDialog.getSaveFileName(self._shell.window, "Export this piece", str(start), ";;".join(kinds))
        if name:
            wanted = kinds.get(kind, "docx")
            path = Path(name) if Path(name).suffix else Path(f"{name}.{wanted}")
            self.export_to(path, path.suffix[1:] if path.suffix[1:] in kinds.values() else wanted)

    def export_to(self, path: Path, form: str) -> None:
        """Write the piece beside the window, from a second look at the same workspace."""
        session = self._desk.session()
        session.flush()
        workspace, person = self._desk.at_desk()
        root, piece = workspace.root, session.piece.id

        def work(progress: Progress) -> Path:
            with Workspace.open(root) as beside:
                export_piece(beside.session(piece, person), beside, form, path)
            return path

        note = caution(session)
        self._shell.jobs.run("Exporting", work, lambda made: self._written(made, note), self._shell.fail)

    def _written(self, path: Path, note: str = "") -> None:
        self._shell.notices.say(f"Written to {path}." + (f" Mind: {note}" if note else ""))

    def report(self) -> None:
        session = self._shell.review.session
        names = sorted(reports.formats(), key=lambda name: name != "html")
        title = session.piece.title if session else ""
        self._shell.open_sheet(
            sheets.report_sheet(self._shell.theme(), self._shell.window, title, names, self._choose_report_place)
        )

    def _choose_report_place(self, form: str, is_whole: bool) -> None:
        workspace, _ = self._desk.at_desk()
        session = self._shell.review.session
        piece = "" if is_whole or not session else session.piece.id
        start = workspace.root / "exports" / f"edit-history{'-' + piece if piece else ''}.{form}"
        name, _ = QFileDialog.getSaveFileName(self._shell.window, "Edit-history report", str(start), f"{form.upper()} (*.{form})")
        if name:
            self.report_to(Path(name), form, piece)

    def report_to(self, path: Path, form: str, piece: str) -> None:
        """Write a report beside the window, from a second look at the same workspace."""
        workspace, person = self._desk.at_desk()
        self._shell.review.flush()
        root = workspace.root

        def work(progress: Progress) -> Path:
            with Workspace.open(root) as beside:
                write_report(edit_history_report(beside, person, piece=piece), form, path)
            return path

        self._shell.jobs.run("Writing the report", work, self._written, self._shell.fail)

    def verify(self) -> None:
        """Check the whole history beside the window."""
        workspace, _ = self._desk.at_desk()
        self._shell.review.flush()
        root = workspace.root

        def work(progress: Progress) -> Verification:
            with Workspace.open(root) as beside:
                return beside.verify()

        def done(found: Verification) -> None:
            self._shell.review.inspector.history.show_verification(found)
            self._shell.open_tab("History")

        self._shell.jobs.run("Verifying the history", work, done, self._shell.fail)
