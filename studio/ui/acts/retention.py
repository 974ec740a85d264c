"""Texts that have been kept for long enough: shown, and deleted beside the window once an owner has said yes."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from studio.app import retention
from studio.app.retention import Deleted
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.dialogs.retention import delete_sheet, due_sheet


class RetentionActs(QObject):
    """Opens the two sheets, and deletes."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk

    def show_due(self) -> None:
        """What is due by the house's own periods."""
        workspace, person = self._desk.at_desk()
        due = retention.due(workspace)
        if due:
            retention.may_delete(workspace, person)
        periods = "The periods stand in policy.toml, under [retention]; 0 days is never."
        self._shell.open_sheet(due_sheet(self._shell.theme(), self._shell.window, due, periods, self.delete))

    def delete_this(self) -> None:
        """The piece on the desk."""
        workspace, person = self._desk.at_desk()
        piece = self._desk.session().piece
        retention.may_delete(workspace, person, [piece])
        outside = retention.left_outside(workspace, [piece])
        self._shell.open_sheet(delete_sheet(self._shell.theme(), self._shell.window, piece, outside, self.delete))

    def delete(self, pieces: Sequence[str], reason: str) -> None:
        """Delete these texts beside the window, from a second look at the same workspace."""
        workspace, person = self._desk.at_desk()
        retention.may_delete(workspace, person)
        self._shell.review.writing.flush_or_raise()
        self._desk.beside("Deleting for good", lambda beside, _: retention.delete(beside, pieces, person, reason), self._done)

    def _done(self, done: Deleted) -> None:
        session = self._shell.review.session
        if session and session.piece.id in done.pieces:
            self._desk.put_again()
        self._shell.refresh()
        many = len(done.pieces)
        said = "One text was deleted for good." if many == 1 else f"{many} texts were deleted for good."
        self._shell.notices.say(" ".join([said, *done.remarks]))
