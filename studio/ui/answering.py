"""What a person does about flags and changes: a fix made, a flag dismissed, the AI's words brought back."""

from collections.abc import Callable, Sequence

from studio.app.fixing import FixPlan, PlannedFix
from studio.app.session import ReviewSession
from studio.core.changes import Change
from studio.core.errors import Refused
from studio.core.flag import Fix, Flag, Reason, Scope
from studio.ui.editor.card import Card
from studio.ui.editor.pair import PairedEditor
from studio.ui.panels.notices import Notices
from studio.ui.walking import Walker


class Answering:
    """Answers for the piece on the desk.

    Args:
        session: what lies there. Raises: KnownError, where nothing does.
        guard: does something; a refusal becomes a notice.
    """

    def __init__(
        self,
        session: Callable[[], ReviewSession],
        editor: PairedEditor,
        card: Card,
        walk: Walker,
        notices: Notices,
        guard: Callable[[Callable[[], object]], object],
    ) -> None:
        self._session, self._editor, self._card, self._walk = session, editor, card, walk
        self._notices, self._guard = notices, guard

    def apply(self, flag: Flag, fix: Fix) -> None:
        """Put a fix in place through the buffer, and stay where it is."""
        self._guard(lambda: self._editor.working.perform(self._session().fix_edits(flag, fix)))

    def fix_here(self) -> None:
        """Apply the first fix of the flag at the cursor."""
        flag = self._walk.flag_here()
        if flag and flag.fixes:
            self._card.hide()
            self.apply(flag, flag.fixes[0])
        else:
            self._notices.say("No flag with a fix stands at the cursor. F8 goes to the next one.")

    def apply_planned(self, plan: FixPlan, wanted: Sequence[PlannedFix]) -> None:
        """Put the wanted fixes in place, as one step of undo; each is an edit of its own in the history.

        Raises:
            Refused: the text has changed since the plan was made.
        """
        if plan != self._session().fix_plan():
            raise Refused("The text has changed meanwhile.", "Close this and look again.")
        self._editor.working.perform(plan.edits(wanted))
        many = len(wanted)
        self._notices.say(f"{many} fix{'es' * (many != 1)} made. Ctrl+Z takes {'them' if many != 1 else 'it'} back.")

    def dismiss_here(self) -> None:
        """Ask why the flag at the cursor should be dismissed."""
        flag = self._walk.flag_here()
        if flag:
            self._walk.show_flag(flag)
            self._card.ask_reason()
        else:
            self._notices.say("No flag stands at the cursor. F8 goes to the next one.")

    def dismiss(self, flag: Flag, reason: Reason, scope: Scope, note: str, until: str) -> None:
        self._guard(lambda: self._session().dismiss(flag, reason, scope, note, until))

    def restore(self, change: Change) -> None:
        self._guard(lambda: self._editor.working.perform([self._session().restore_edit(change)]))

    def restore_here(self) -> None:
        """Bring the AI's words back for the change at the cursor."""
        change = self._walk.change_here()
        if change:
            self.restore(change)
        else:
            self._notices.say("No change stands at the cursor. F7 goes to the next one.")

    def undo(self) -> None:
        if not self._editor.working.isReadOnly():
            self._editor.working.undo_step()

    def redo(self) -> None:
        if not self._editor.working.isReadOnly():
            self._editor.working.redo_step()
