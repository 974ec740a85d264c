"""AI use in the window: the record, its report, and the public statement."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from studio.app import ai_statement, ai_use
from studio.app.export import within_brands
from studio.core.reach import EVERYTHING, Reach
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.outgoing.register import Hands, RegisterSheet


class AIUseActs(QObject):
    """Opens the register.

    Args:
        report: asks for a report of a kind.
    """

    def __init__(self, shell: Shell, desk: DeskActs, report: Callable[[str, Reach], object]) -> None:
        super().__init__(shell.window)
        self._shell, self._desk, self._report = shell, desk, report

    def open(self) -> None:
        """What was asked of AI services, as far as it concerns whoever sits there."""
        workspace, person = self._desk.at_desk()
        calls = ai_use.calls(workspace, within_brands(workspace, person, EVERYTHING))
        made = ai_statement.statement(workspace, person)
        hands = Hands(report=lambda: self._shell.guard(lambda: self._report("ai-use", EVERYTHING)), export=self._export)
        self._shell.open_sheet(RegisterSheet(self._shell.theme(), self._shell.window, calls, made, hands))

    def _export(self) -> Path | None:
        """Where the statement was written; None where nobody chose a place."""
        workspace, _ = self._desk.at_desk()
        start = workspace.root / "exports" / "how-we-use-ai.md"
        parent = self._shell.sheet or self._shell.window
        name, _ = QFileDialog.getSaveFileName(parent, "Write the statement", str(start), "Markdown (*.md);;HTML (*.html)")
        return self.export_to(Path(name)) if name else None

    def export_to(self, target: Path) -> Path:
        """Raises: KnownError, where it cannot be written, or noted."""
        workspace, person = self._desk.at_desk()
        ai_statement.export(workspace, person, ai_statement.statement(workspace, person), target)
        return target
