"""The line at the bottom: what the gate says of the piece on the desk, and where each of its conditions is seen to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.acts import Act, may
from studio.core.gate import GateId, GateItem, Place
from studio.core.piece import Approval
from studio.core.purged import gone
from studio.core.seal import Seal
from studio.ui.claims.groups import GATE_CLAIMS
from studio.ui.editor.pair import PairedEditor
from studio.ui.panels.gateline import GateLine
from studio.ui.panels.gateplaces import GATE_TABS, flags_of
from studio.ui.panels.notices import Notices
from studio.ui.panels.standing import standing
from studio.ui.walking import Walker

_ACTS: Mapping[GateId | Place, str] = {
    GateId.HOLD: "resume",
    GateId.DATES: "hold",  # until the date is over
    Place.DESCRIPTION: "describe",
    Place.YES: "approve",
    Place.KEY: "key",
}
"""What is pressed for somebody who presses a condition."""
_TOLD = (Place.PIECE, Place.DESCRIPTION)
"""Conditions that are said as well, for the sheet that opens does not say them."""


@dataclass(frozen=True)
class Ways:
    """Where the desk can be led.

    Attributes:
        acts: what can be done, by its id.
        open_tab: shows a tab of the inspector.
        refresh: shows what the open tab has to show.
    """

    acts: Mapping[str, Callable[[], object]]
    open_tab: Callable[[str], object]
    refresh: Callable[[], object]
    walk: Walker
    editor: PairedEditor
    notices: Notices


class Gating:
    """Fills the line and follows its conditions."""

    def __init__(self, line: GateLine, ways: Ways) -> None:
        self._line, self._ways = line, ways
        self._sealed: tuple[tuple[str, str], Sequence[Seal]] | None = None

    def show(self, session: ReviewSession, workspace: Workspace) -> None:
        """What stands between the piece and a yes, or how it stands where there is no gate to pass any more."""
        if session.piece.purged:
            self._line.show_gone(gone(session.piece).what)
            return
        if how := standing(session.piece, session.person, workspace.today):
            self._line.show_standing(how)
        else:
            person, approval = session.person, session.approval
            editors = [each.name for each in workspace.policy.editors if each.name != person.name]
            seal = self._seal_of(session, workspace, approval) if approval else None
            stale, may_review = session.stale_approval, may(Act.APPROVE, person)
            gate, why = session.gate(), session.why_stale
            self._line.show_gate(gate, session.piece.stage, approval, stale, editors, may_review, seal, why)
        self._line.show_saved(session.is_saved)

    def forget(self) -> None:
        """Look at the signatures anew the next time."""
        self._sealed = None

    def seals_of(self, session: ReviewSession, workspace: Workspace) -> Sequence[Seal]:
        """Which decisions about the piece are signed; read anew when anything happened to it."""
        state = session.piece.id, session.piece.updated
        if self._sealed is None or self._sealed[0] != state:
            self._sealed = state, workspace.history.seals(session.piece.id)
        return self._sealed[1]

    def _seal_of(self, session: ReviewSession, workspace: Workspace, approval: Approval) -> Seal | None:
        wanted = approval.who, approval.when
        return next((seal for seal in reversed(self.seals_of(session, workspace)) if (seal.who, seal.when) == wanted), None)

    def lead(self, item: GateItem, session: ReviewSession) -> None:
        """A phrase of the gate leads to the place where it can be seen to."""
        ways = self._ways
        if item.place in _TOLD:
            ways.notices.say(f"{item.phrase[:1].upper()}{item.phrase[1:]}.")
        if item.id in GATE_CLAIMS:
            ways.open_tab("Claims")
            ways.refresh()
            ways.walk.to_first_claim(GATE_CLAIMS[item.id])
        elif item.place is Place.FLAGS:
            ways.open_tab("Flags")
            ways.walk.step_flags(flags_of(item.id, session.flags), True, "No flags of that kind.")
        elif item.place in GATE_TABS:
            ways.open_tab(GATE_TABS[item.place])
        elif item.place is Place.TEXT:
            ways.editor.working.setFocus()
        elif item.place is Place.CHECKS:
            missing = "; ".join(f"{name}: {why}" for name, why in session.missing.items())
            ways.notices.say(checked_with(session) + (f" Not checked with {missing}." if missing else ""))
        elif act := _ACTS.get(item.id) or _ACTS.get(item.place):
            ways.acts[act]()


def checked_with(session: ReviewSession) -> str:
    """Which checks have looked at the text, as a sentence."""
    if session.pending:
        return "Still checking…"
    return f"Checked with {', '.join(session.ran)}." if session.ran else "Not checked yet."
