"""Claims by the dozen: confirming what is given, and the brand's approved claims."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from studio.core.claim import Claim
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.claims.groups import can_confirm_with_others, in_order
from studio.ui.dialogs.claims import LibrarySheet, confirm_sheet


class ClaimActs(QObject):
    """Opens the two sheets."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        shell.review.confirming.connect(lambda claims: shell.guard(lambda: self.confirm(claims)))

    def confirm_all(self) -> None:
        """Every ordinary claim of the piece whose evidence waits for a yes."""
        self.confirm([claim for claim in in_order(self._desk.session().claims) if can_confirm_with_others(claim)])

    def confirm(self, claims: Sequence[Claim]) -> None:
        """Show these claims beside their evidence, and confirm those that stay ticked."""
        if not claims:
            self._shell.notices.say("No ordinary claim waits for a yes. F9 goes to the next open one.")
            return
        hands = self._shell.review.claim_desk
        self._shell.open_sheet(confirm_sheet(self._shell.theme(), self._shell.window, claims, hands.confirm_all))

    def library(self) -> None:
        """What the brand on the desk has found supported; without a piece, what all brands of the person have."""
        workspace, person = self._desk.at_desk()
        session = self._shell.review.session
        brand = session.piece.brand if session else ""
        approved = workspace.approved_claims(brand, person)
        window, theme = self._shell.window, self._shell.theme()
        self._shell.open_sheet(LibrarySheet(theme, window, approved, workspace.runs_out_within, self._desk.open_piece))
