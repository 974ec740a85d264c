"""Handing on, in the window: the tab, the sheet with its card, and what goes up to a named person and comes back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from studio.app import escalation, handoff
from studio.app.handoff_card import Gathered, card_of
from studio.app.hours import standing
from studio.core.acts import Act, may
from studio.core.errors import Refused
from studio.core.flag import Flag
from studio.core.gate import GateId
from studio.core.handoff import Card
from studio.core.judgement import Escalation
from studio.core.times import moment
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.handoff.sheets import HandoffSheet, dispute_sheet, escalate_sheet, settle_sheet
from studio.ui.handoff.tab import HandoffHands, HandoffTab

_NOT_YET = frozenset({GateId.SECOND_PERSON, GateId.SIGNED, GateId.PARTS, GateId.SECOND_APPROVAL})
"""What the gate asks of whoever says yes, and of nobody who hands on."""


class HandoffActs(QObject):
    """Puts the tab into the inspector, and opens the sheets.

    Args:
        submit: does the action of that name.
    """

    def __init__(self, shell: Shell, desk: DeskActs, submit: Callable[[], object]) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        hands = HandoffHands(
            make=self._make,
            submit=submit,
            escalate=lambda: shell.guard(self.escalate),
            settle=lambda each: shell.guard(lambda: self.settle(each)),
            copy=self._copy,
        )
        self.tab = HandoffTab(shell.theme(), hands)
        shell.review.add_tab(self.tab)
        shell.review.card.escalate = lambda flag: shell.guard(lambda: self.escalate(flag))
        shell.review.card.dispute = lambda flag: shell.guard(lambda: self.dispute(flag))

    def _make(self, found: Gathered, done: Callable[[Card], None]) -> None:
        """Make a card beside the window: the words of a long text are compared and read."""
        self._shell.background.run("Making the handoff card", lambda _: card_of(found), done, self._shell.fail)

    def _copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self._shell.notices.say("The card is on the clipboard.")

    # ------------------------------------------------------------ handing on

    def hand_on(self) -> None:
        """Ask to whom, by when and with which question; the card is made meanwhile."""
        session = self._desk.session()
        workspace, _ = self._desk.at_desk()
        workspace.must_be_writable()
        session.flush()
        policy = workspace.policy
        able = [person.name for person in policy.editors if person.works_on(session.piece.brand)]
        editors = sorted(able, key=lambda name: name == session.person.name)  # oneself last
        session.must(Act.SUBMIT)
        if not editors:
            raise Refused("Nobody here may approve.", "Give somebody the role “editor” in policy.toml.")
        left = [item.phrase for item in session.gate().missing if item.id not in _NOT_YET]
        sheet = HandoffSheet(
            self._shell.theme(),
            self._shell.window,
            session.piece.title,
            f"Still open: {', '.join(left)}." if left else "Nothing is open.",
            editors,
            session.suggested_due,
            lambda due: standing(session.desk.hours, session.desk.now(), moment(due)),
            policy.handoff.question,
            session.submit,
        )
        sheet.accepted.connect(lambda: self._shell.notices.say(f"With {session.piece.assignee} for review."))
        self._shell.open_sheet(sheet)

        def show(card: Card) -> None:
            if self._shell.sheet is sheet:
                sheet.show_card(card)

        self._make(handoff.gather(session), show)

    # ------------------------------------------------------------ up, and back

    def escalate(self, flag: Flag | None = None) -> None:
        """Ask to whom the piece goes up, or the flag or claim: the one named, else the one at the cursor, else the piece."""
        session = self._desk.session()
        workspace, person = self._desk.at_desk()
        workspace.must_be_writable()
        session.must(Act.ESCALATE)
        policy, brand = workspace.policy, session.piece.brand
        able = [each for each in policy.persons if may(Act.SETTLE, each) and each.works_on(brand) and each.name != person.name]
        if not able:
            raise Refused("Nobody else here could settle it.", "Give somebody the role “editor” or “owner” in policy.toml.")
        first = escalation.person_for(policy, brand, person.name)
        people = sorted((each.name for each in able), key=lambda name: name != first)
        at = flag or self._shell.review.walk.flag_here()
        claim = session.claim_at(at) if at else None
        about, what = "", f"the piece “{session.piece.title}”"
        if claim:
            about, what = f"claim:{claim.key}", f"the claim “{claim.text}”"
        elif at:
            about, what = f"flag:{at.key}", f"the flag {at.rule} on “{at.text}”"
        act = partial(self._escalate, about)
        self._shell.open_sheet(escalate_sheet(self._shell.theme(), self._shell.window, what, people, act))

    def _escalate(self, about: str, to: str, note: str) -> None:
        escalation.escalate(self._desk.session(), to, note, about)
        self._said(f"It went up to {to}, who has to answer.")

    def dispute(self, flag: Flag) -> None:
        """Ask why a flag, or its rule, is held to be wrong."""
        session = self._desk.session()
        workspace, _ = self._desk.at_desk()
        workspace.must_be_writable()
        session.must(Act.ESCALATE)
        owner = escalation.answers_disputes(workspace.policy, session.piece.brand).name

        def act(whole: bool, note: str) -> None:
            escalation.dispute(self._desk.session(), flag, note, rule=flag.rule if whole else "")
            self._said(f"{owner} has to answer that.")

        what = f"{flag.rule} on “{flag.text}”"
        self._shell.open_sheet(dispute_sheet(self._shell.theme(), self._shell.window, what, owner, flag.rule, act))

    def settle(self, each: Escalation) -> None:
        """Ask for the answer to what went up."""
        workspace, person = self._desk.at_desk()
        workspace.must_be_writable()

        def act(answer: str) -> None:
            escalation.settle(workspace, person, each.number, answer)
            self._said("Settled; the answer stands in the history.")

        self._shell.open_sheet(settle_sheet(self._shell.theme(), self._shell.window, escalation.sentence(each), act))

    def _said(self, what: str) -> None:
        self._shell.notices.say(what)
        self._shell.review.look_again()
        self._shell.review.changed.emit()
