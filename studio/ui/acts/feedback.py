"""Feedback at the desk: looked at, noted by hand, taken in from a table, and laid beside proposals as evidence."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from studio.app import feedback, feedback_files
from studio.app.feedback import FeedbackKind, Plan
from studio.app.feedback_files import Columns, Table
from studio.app.feedback_voice import in_words, measured
from studio.core.errors import KnownError
from studio.core.phrases import count
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.feedback.sheets import FeedbackHands, FeedbackSheet, NoteForm, TableSheet
from studio.ui.tasks import Progress


class FeedbackActs(QObject):
    """What may be noted, `app.feedback` says; here it is asked for."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk

    def open(self) -> None:
        """What was said of the piece on the desk; of every piece where none lies there."""
        workspace, person = self._desk.at_desk()
        session = self._shell.review.session
        piece = session.piece if session else None
        found = feedback.feedback(workspace, person, pieces=(piece.id,) if piece else ())
        why_not = ""
        if piece:
            try:
                workspace.must_be_writable()
                feedback.must_be_read(workspace, person, piece)
            except KnownError as error:
                why_not = str(error)
        note = self._ask if piece and not why_not else None
        hands = FeedbackHands(note=note, table=self._choose, why_not=why_not)
        voice = in_words(measured(workspace, piece)) if piece and found else ""
        title = piece.title if piece else ""
        self._shell.open_sheet(FeedbackSheet(self._shell.theme(), self._shell.window, title, found, hands, voice))

    def _ask(self) -> None:
        workspace, person = self._desk.at_desk()
        piece = self._desk.session().piece

        def keep(kind: FeedbackKind, **said: object) -> None:
            feedback.note(workspace, person, piece.id, kind, **said)  # type: ignore[arg-type]
            self._shell.notices.say("Noted.")

        form = NoteForm(self._shell.theme(), self._shell.window, piece.title, keep)
        form.accepted.connect(lambda: QTimer.singleShot(0, lambda: self._shell.guard(self.open)))
        QTimer.singleShot(0, lambda: self._shell.open_sheet(form))  # once the sheet before it is closed

    def _choose(self) -> None:
        workspace, _ = self._desk.at_desk()
        workspace.must_be_writable()
        kinds = "Tables (*.csv *.tsv *.txt);;All files (*)"
        chosen, _ = QFileDialog.getOpenFileName(self._shell.window, "A table of feedback", "", kinds)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read a table beside the window, then ask which column is what."""
        workspace, _ = self._desk.at_desk()
        workspace.must_be_writable()
        show = self._desk.here(workspace, self._show)

        def work(_: Progress) -> Table:
            return feedback_files.table(path)

        fail = self._desk.fail_here(workspace, self._shell.fail)
        self._shell.jobs.run(f"Reading {path.name}", work, show, fail, can_be_cancelled=True)

    def _show(self, table: Table) -> None:
        workspace, person = self._desk.at_desk()
        known = feedback_files.known(workspace.root)
        heads = {head.casefold() for head in table.heads}
        fitting = (each for each in known if {each.piece.casefold(), each.when.casefold()} <= heads)

        def plan(columns: Columns) -> Plan:
            return feedback.plan(workspace, person, table.name, feedback_files.lines(table, columns))

        def take(columns: Columns, planned: Plan, leaving_out: bool, name: str) -> None:
            if name:
                feedback_files.save(workspace, columns, name)
            many = feedback.take_in(workspace, person, planned, leaving_out=leaving_out)
            outside = f" {count(len(planned.faults), 'row')} stayed outside." if planned.faults else ""
            self._shell.notices.say(f"{count(many, 'entry', 'entries')} taken in.{outside}")

        first = next(fitting, None) or feedback_files.guess(table)
        self._shell.open_sheet(TableSheet(self._shell.theme(), self._shell.window, table, known, first, plan, take))
