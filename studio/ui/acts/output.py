"""What goes out: a piece as a file, the owner's report, and the word on whether the history is whole.

Each is made beside the window, from a second look at the same workspace, so that writing goes on meanwhile.
"""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from studio import reports
from studio.app.export import caution, export_piece, make_report, write_report
from studio.app.workspace import Workspace, slug_of
from studio.core.acts import Act
from studio.core.events import Verification
from studio.core.reach import EVERYTHING, Reach
from studio.reports import edit_history
from studio.reports.report import Kind
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.dialogs.report_sheet import Asked, report_sheet
from studio.ui.panels.history import told
from studio.ui.tasks import Progress


class OutputActs:
    """Asks where to, and writes."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        self._shell, self._desk = shell, desk

    def export(self) -> None:
        session = self._desk.session()
        session.must(Act.EXPORT)  # before somebody chooses a place for it
        kinds = {
            "Word with tracked changes (*.docx)": "docx",
            "Markdown (*.md)": "md",
            "Web page (*.html)": "html",
            "JSON with origins (*.json)": "json",
        }
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
        session.must(Act.EXPORT)
        _, person = self._desk.at_desk()
        piece = session.piece.id

        def work(beside: Workspace, progress: Progress) -> Path:
            export_piece(beside.session(piece, person), beside, form, path)
            return path

        note = caution(session)
        self._desk.beside("Exporting", work, lambda made: self._written(made, note))

    def _written(self, path: Path, note: str = "") -> None:
        self._shell.notices.say(f"Written to {path}." + (f" Mind: {note}" if note else ""))

    def report(self) -> None:
        self._ask_which(edit_history.KIND)

    def report_of(self, kind: str, reach: Reach) -> None:
        """Ask for a report of what somebody looks at; any kind can still be chosen.

        Raises:
            BadInput: no such kind.
        """
        self._ask_which(reports.kind(kind), reach)

    def _ask_which(self, usual: Kind, reach: Reach = EVERYTHING) -> None:
        """Open the sheet with this kind of report chosen, and with these pieces and days."""
        workspace, _ = self._desk.at_desk()
        session = self._shell.review.session
        piece = (session.piece.id, session.piece.title) if session else ("", "")
        kinds = sorted(reports.kinds().values(), key=lambda kind: kind.name != usual.name)
        names = sorted(reports.formats(), key=lambda name: name != "html")
        brands = sorted({each.brand for each in workspace.pieces() if each.brand}, key=str.casefold)
        theme, window = self._shell.theme(), self._shell.window
        people = [person.name for person in workspace.policy.persons]
        sheet = report_sheet(theme, window, kinds, names, piece, brands, self._choose_report_place, reach, people)
        self._shell.open_sheet(sheet)

    def _choose_report_place(self, asked: Asked) -> None:
        workspace, _ = self._desk.at_desk()
        start = workspace.root / "exports" / _file_name(asked)
        form = asked.format
        name, _ = QFileDialog.getSaveFileName(self._shell.window, "Write the report", str(start), f"{form.upper()} (*.{form})")
        if name:
            self.report_to(Path(name), asked)

    def report_to(self, path: Path, asked: Asked) -> None:
        """Write a report beside the window, from a second look at the same workspace."""
        _, person = self._desk.at_desk()
        self._shell.review.writing.flush()

        def work(beside: Workspace, progress: Progress) -> tuple[Path, str]:
            made = make_report(beside, asked.kind, person, asked.reach, redacted=asked.redacted)
            write_report(made, asked.format, path)
            why = "nothing falls into this period" if any(asked.reach.period) else "there is nothing to tell yet"
            empty = f"it is empty: {why}." if made.is_empty else ""
            unchecked = ["the history was not checked for it; Tools, Verify the history, does that."] if made.unchecked else []
            return path, " ".join((*unchecked, *made.cautions(), *made.redacted[2:])) or empty

        self._desk.beside("Writing the report", work, lambda made: self._written(*made))

    def verify(self) -> None:
        """Check the whole history beside the window."""
        self._shell.review.writing.flush()

        def done(found: Verification) -> None:
            self._shell.review.inspector.history.show_verification(found)
            notices = self._shell.notices
            if self._shell.review.editor.isVisible():
                self._shell.open_tab("History")
            elif found.whole:  # another page is in front, and nobody is led away from it
                notices.say(told(found))
            else:
                notices.error(told(found))

        self._desk.beside("Verifying the history", lambda beside, _: beside.verify(), done)


def _file_name(asked: Asked) -> str:
    """A name that says what is in it: `claims-larkspur-from-2026-11-01-to-2026-11-30.pdf`."""
    reach = asked.reach
    of = [
        reach.piece or slug_of(reach.brand) * bool(reach.brand),
        slug_of(reach.person) * bool(reach.person),
        reach.channel or "",
    ]
    period = [f"from-{reach.since}"] * bool(reach.since) + [f"to-{reach.until}"] * bool(reach.until)
    redacted = ["redacted"] * asked.redacted
    return "-".join(filter(None, [asked.kind, *of, *period, *redacted])).replace(":", "") + f".{asked.format}"
