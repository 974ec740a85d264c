"""Deciding on a piece in review: request changes, approve. The session refuses; this asks for what it needs."""

from studio.app.approving import left_over
from studio.app.signers import KeyState
from studio.core.acts import Act
from studio.core.errors import Refused
from studio.core.gate import GateId
from studio.core.judgement import Part
from studio.core.phrases import count
from studio.core.piece import Person
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.keys import KeyActs
from studio.ui.acts.shell import Shell
from studio.ui.dialogs import sheets
from studio.ui.dialogs.approving import ApproveSheet, Asked


class HandingOnActs:
    """Opens the sheet for each step, unless the step is refused beforehand."""

    def __init__(self, shell: Shell, desk: DeskActs, keys: KeyActs) -> None:
        self._shell, self._desk, self._keys = shell, desk, keys

    def request_changes(self) -> None:
        session = self._desk.session()
        self._desk.at_desk()[0].must_be_writable()
        session.must(Act.REQUEST_CHANGES)
        self._keys.before_decision("Send back", self._ask_for_changes)

    def _ask_for_changes(self) -> None:
        session = self._desk.session()
        title, due = session.piece.title, session.suggested_return
        self._shell.open_sheet(sheets.changes_sheet(self._shell.theme(), self._shell.window, title, due, session.request_changes))

    def approve(self) -> None:
        session = self._desk.session()
        self._desk.at_desk()[0].must_be_writable()
        session.flush()
        session.must(Act.APPROVE)
        left = [item.id for item in session.gate().before_a_part]
        if set(left) <= {GateId.SIGNED}:
            self._keys.before_decision("Approve", self._ask_for_yes)
        else:
            self._ask_for_yes()

    def _ask_for_yes(self) -> None:
        session = self._desk.session()
        gate = session.gate()
        if gate.before_a_part:
            raise Refused(gate.sentence_of_a_part(), "Settle these first.")
        passed = [item.phrase for item in gate.items if not item.met and not item.blocks]
        told = {GateId.ERRORS: "error", GateId.WARNINGS: "warning"}
        named = {told[item.id] for item in gate.items if not item.met and item.id in told}
        if more := sum(flag.severity not in named for flag in session.flags):
            passed.append(count(more, "open flag"))
        text = (
            f"You, {session.person.name}, say yes to revision {session.piece.revision} of “{session.piece.title}”, "
            f"exactly as it stands: {session.document.word_count} words.{self._signed(session.person)}"
        )
        workspace, _ = self._desk.at_desk()
        asked = Asked(
            text,
            passed,
            lambda parts: session.gate(parts=parts),
            [(part, each.who) for each in session.agreements for part in each.parts],
            [person.name for person in workspace.policy.persons],
            session.piece.accountable or session.person.name,
        )
        self._shell.open_sheet(ApproveSheet(self._shell.theme(), self._shell.window, asked, self._say_yes))

    def _say_yes(self, parts: tuple[Part, ...], note: str, rating: int, responsible: str) -> None:
        session = self._desk.session()
        if session.agree(parts, note, rating, responsible):
            self._shell.notices.say("Approved. One changed letter would make this approval stale.")
        else:
            said = " and its ".join(part.value for part in parts)
            self._shell.notices.say(f"You said yes to its {said}. {left_over(session)}")

    def _signed(self, person: Person) -> str:
        """Whether the yes will carry a signature, as the end of what is said."""
        workspace, _ = self._desk.at_desk()
        is_ready = workspace.signers.state(person.name) is KeyState.READY
        return " It is signed with your key." if is_ready else ""
