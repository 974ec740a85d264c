"""The forms of one row: at most one is to be seen, the others wait as they were put away."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.ui.claims.forms import EvidenceForm, Form
from studio.ui.claims.keys import ClaimAct
from studio.ui.widgets import column, reveal


class Forms(QWidget):
    """Holds them by what they are for.

    `answering`, `refused` and `left` are those of the form; `done` carries what the form was for, which the listener drops
    once the keyboard is elsewhere, or Qt would give it to whoever comes next.
    """

    answering = Signal()
    done = Signal(object)
    refused = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._held: dict[ClaimAct, Form] = {}
        self.shown: Form | None = None
        self._column = column(gap=0)
        self.setLayout(self._column)
        self.hide()

    @property
    def is_filled(self) -> bool:
        """Whether something typed into one of them was not taken yet."""
        return any(form.is_filled for form in self._held.values())

    def open(self, act: ClaimAct, make: Callable[[], Form]) -> Form:
        """Show a form; one that was put away half filled comes back as it was."""
        form = self._held.get(act)
        if form is None or not form.is_filled:
            self.drop(act)
            form = self._hold(act, make())
        self.shown = form
        self.show()
        form.show()
        reveal(self._column)
        for each in self._held.values():
            each.setVisible(each is form)
        return form

    def take(self, other: "Forms", make: Callable[[], EvidenceForm]) -> None:
        """Carry on with the evidence that was being typed elsewhere."""
        theirs = other._held.get(ClaimAct.EVIDENCE)
        if isinstance(theirs, EvidenceForm):
            mine = make()
            mine.fill(theirs)
            self._hold(ClaimAct.EVIDENCE, mine)
            if other.shown is theirs:
                self.shown = mine

    def put_away(self) -> None:
        """Out of sight, with what was typed in it."""
        if self.shown:
            self.shown.hide()
            self.shown = None
        self.hide()

    def drop(self, act: ClaimAct) -> None:
        """Let a form go."""
        form = self._held.pop(act, None)
        if form is None:
            return
        form.hide()
        self._column.removeWidget(form)
        form.deleteLater()
        if self.shown is form:
            self.put_away()

    def _hold(self, act: ClaimAct, form: Form) -> Form:
        self._held[act] = form
        self._column.addWidget(form)
        form.answering.connect(self.answering)
        form.done.connect(lambda: self.done.emit(act))
        form.refused.connect(self.refused)
        form.left.connect(self.left)
        return form
