"""The disclosure tab in the window, and the sheets around it."""

from PySide6.QtCore import QObject

from studio.app import consents, disclosure, masking
from studio.app.consents import Row
from studio.app.masking import Outgoing
from studio.core.edit import Cause, minimal
from studio.core.flag import Flag
from studio.core.judgement import DisclosureLevel
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.dialogs.masking import masking_sheet
from studio.ui.disclosure.people import Hands, consent_sheet
from studio.ui.disclosure.tab import DisclosureHands, DisclosureTab


class DisclosureActs(QObject):
    """Puts the tab into the inspector, and does what its buttons say."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        people = Hands(
            go=lambda flag: shell.review.claim_desk.go(flag.span),
            mask=lambda flag: shell.review.answer.apply(flag, flag.fixes[0]),
            record=lambda flag: shell.guard(lambda: self.record(flag)),
            withdraw=lambda row: shell.guard(lambda: self.withdraw(row)),
        )
        hands = DisclosureHands(self.insert, self.decide, lambda: shell.guard(self.preview), people)
        self.tab = DisclosureTab(shell.theme(), hands)
        shell.review.add_tab(self.tab)

    def insert(self, line: str) -> None:
        """Put a paragraph at the end of the text, as an edit like any other.

        Raises:
            Refused: the text is shown for reading only.
        """
        session = self._desk.session()
        edit = minimal(session.text, disclosure.with_line(session.text, line), Cause.FIX, disclosure.DETAIL)
        if edit:
            self._shell.review.editor.working.perform([edit])
        self._shell.review.look_again()

    def decide(self, level: DisclosureLevel, wording: str, reason: str) -> None:
        """Record what readers are told."""
        disclosure.decide(self._desk.session(), level, wording, reason)
        self._shell.review.look_again()

    def record(self, flag: Flag | None) -> None:
        """Ask for a consent, of whom a flag is about where there is one."""
        session = self._desk.session()

        def act(subject: str, scope: str, given: str, until: str, proof: str) -> None:
            consents.record(session, subject, scope, given=given, until=until, proof=proof, flag=flag)
            self._shell.review.look_again()

        self._shell.open_sheet(consent_sheet(self._shell.theme(), self._shell.window, flag, session.desk.today, act))

    def withdraw(self, row: Row) -> None:
        consents.withdraw(self._desk.session(), row.subject)
        self._shell.review.look_again()

    def preview(self) -> None:
        """Show what an AI service would see of the piece on the desk; a long text is read beside the window."""
        session = self._desk.session()

        def show(sent: Outgoing) -> None:
            self._shell.open_sheet(masking_sheet(self._shell.theme(), self._shell.window, sent))

        self._shell.background.run("Looking for personal data", lambda _: masking.outgoing(session), show, self._shell.fail)
