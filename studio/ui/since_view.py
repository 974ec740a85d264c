"""What changed since one last looked: beside the working text stands the text one let go last, not the AI original."""

from studio.app.looked import Look, last_look
from studio.app.session import ReviewSession
from studio.core.changes import Comparison
from studio.core.piece import Stage
from studio.history import History
from studio.ui.editor.pair import PairedEditor
from studio.ui.panels.notices import Notices
from studio.ui.times import clock

_BACK = (Stage.IN_REVIEW, Stage.CHANGES_REQUESTED)


class SinceView:
    """Chooses which text stands at the left; whoever a piece comes back to sees first what changed since.

    Attributes:
        comparison: of what is shown; None until its lane has answered.
    """

    def __init__(self, editor: PairedEditor, notices: Notices) -> None:
        self._editor, self._notices = editor, notices
        self._look: Look | None = None
        self.is_on = False
        self.comparison: Comparison | None = None

    def open(self, session: ReviewSession, history: History) -> None:
        """A piece comes to the desk."""
        self._look = last_look(history, session.piece.id, session.person.name)
        differs = self._look is not None and self._look.text != session.text
        self._show(session, differs and session.piece.stage in _BACK)

    def toggle(self, session: ReviewSession) -> bool:
        """The other of the two. Returns whether anything changed."""
        if self._look is None:
            self._notices.say("You have neither handed this piece on nor decided on it yet, so there is no last look.")
            return False
        self._show(session, not self.is_on)
        return True

    def _show(self, session: ReviewSession, is_on: bool) -> None:
        self.is_on, self.comparison = is_on, None
        look = self._look if is_on else None
        session.compare_with(look.text if look else None, look.number if look else 0)
        self._editor.original.load(self._look.text if self._look and is_on else session.original)
        self._editor.original_head.name("When you last looked" if is_on else "AI original")
        self.show_head()

    def show_head(self) -> None:
        """Say when that was, above the text."""
        head = self._editor.original_head.details
        on = self._look if self.is_on else None
        head.setToolTip("Ctrl+Alt+S shows the AI original." if on else "")
        if on:
            head.setText(f"{clock(on.when)}, you {on.did}")
