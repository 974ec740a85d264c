"""The checklist tab in the window, and the sheet that changes its questions."""

from PySide6.QtCore import QObject

from studio.app import checklists, questions
from studio.core.checklist import Round
from studio.core.piece import Channel, Stage
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.checklist.editor import QuestionSheet
from studio.ui.checklist.tab import ChecklistTab


class ChecklistActs(QObject):
    """Puts the tab into the inspector, and opens the sheet."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self.tab = ChecklistTab(shell.theme(), shell.review.editor.working.setFocus, lambda: shell.guard(self.change))
        shell.review.add_tab(self.tab)

    def change(self) -> None:
        """Show the questions of every list, beginning with that of the piece on the desk."""
        workspace, person = self._desk.at_desk()
        session = self._shell.review.session
        channel = session.piece.channel if session else Channel.BLOG
        round = Round.DRAFTING if session and session.piece.stage is Stage.DRAFTING else Round.IN_REVIEW
        sheet = QuestionSheet(
            self._shell.theme(),
            self._shell.window,
            checklists.all_lists(workspace.root),
            questions.house_list,
            f"{channel.value}.{round.value}",
            save=lambda name, asked: checklists.save(workspace, person, name, asked),
            restore=lambda name: checklists.restore(workspace, person, name),
        )
        sheet.accepted.connect(self._shell.review.look_again)
        self._shell.open_sheet(sheet)
