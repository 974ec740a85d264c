"""The checklist tab: what only a person can judge about the piece on the desk, question by question."""

from collections.abc import Callable, Hashable

from PySide6.QtWidgets import QWidget

from studio.app import checklists
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.checklist import Round, Standing, Standings
from studio.core.judgement import Answer
from studio.ui.checklist.row import QuestionRow
from studio.ui.panels.folding import FoldList
from studio.ui.panels.tab import InspectorTab
from studio.ui.theme import SMALL, WIDE, Theme
from studio.ui.widgets import button, column, label, line, row

_NOTHING = Standings(())


class ChecklistTab(InspectorTab):
    """The questions of both rounds, in the order in which they are asked.

    Args:
        leave: gives the keyboard back to the text.
        change: opens the sheet in which the questions are changed.
    """

    title = "Checklist"

    def __init__(self, theme: Theme, leave: Callable[[], object], change: Callable[[], object]) -> None:
        super().__init__()
        self.theme = theme
        self._session: ReviewSession | None = None
        self._whose: tuple[str, str] = ("", "")
        self._standings = _NOTHING
        self._by_key: dict[Hashable, Standing] = {}
        self._drafts: dict[tuple[object, ...], str] = {}  # notes half typed, by piece, person and question
        self._summary = label("", "small", wrap=True)
        self._done = label("Nothing is open.", "good-word")
        self._change = button("Change the questions…", change, "small-link", "Add, reword, order or take out questions")
        self._problem = label("", "problem", wrap=True)
        self._problem.setContentsMargins(WIDE, SMALL, WIDE, SMALL)
        self._empty = label("", "muted", wrap=True)
        self._empty.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self.list = FoldList[QuestionRow](self._made, leave)
        self._hint = label("Y yes · N no, with a note · A not applicable", "faint")
        self._foot = QWidget()
        self._foot.setLayout(column(line(), row(self._hint, 1, margin=(WIDE, SMALL, WIDE, SMALL)), gap=0))
        head = row(self._summary, self._done, self._change, margin=(WIDE, SMALL + 2, WIDE, SMALL))
        head.setStretch(0, 1)
        self.setLayout(column(head, line(), self._problem, self._empty, self.list, self._foot, gap=0))
        self.clear()

    # ------------------------------------------------------------ what it shows

    def count(self, session: ReviewSession) -> str:
        found = checklists.standing(session)
        return f"{found.answered}/{len(found.rows)}" if found.rows else ""

    def show_session(self, session: ReviewSession, workspace: Workspace) -> None:
        whose = session.piece.id, session.person.name
        if session is not self._session or whose != self._whose:
            self._keep_drafts()
            self.list.clear()
            self._session, self._whose = session, whose
        self._standings = checklists.standing(session)
        self._by_key = {(each.list, each.question.id): each for each in self._standings.rows}
        self.list.lay(
            [
                (each.words, found.said, [(one.list, one.question.id) for one in found.rows])
                for each in Round
                if (found := self._standings.of(each)).rows
            ]
        )
        for key, made in self.list.rows.items():
            made.tell(self._by_key[key])
        self._say()

    def _say(self) -> None:
        rows, still = self._standings.rows, len(self._standings.open)
        self._summary.setText(f"{self._standings.said} answered" + (f" · {still} required to go" if still else ""))
        self._summary.setVisible(bool(rows))
        self._done.setVisible(bool(rows) and not still)
        self._problem.setText(self._standings.problem)
        self._problem.setVisible(bool(self._standings.problem))
        self._empty.setText("This piece is asked nothing. “Change the questions…” adds some.")
        self._empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self._foot.setVisible(bool(rows))

    def clear(self) -> None:
        self._keep_drafts()
        self._session, self._whose, self._standings = None, ("", ""), _NOTHING
        self.list.clear()
        self._say()

    def take_keys(self) -> None:
        first = next(iter(self._standings.open), None)
        if self.list.rows:
            self.list.take_keys((first.list, first.question.id) if first else None)
        else:
            self._change.setFocus()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.list.set_theme(theme)

    # ------------------------------------------------------------ answering

    def _made(self, key: Hashable) -> QuestionRow:
        made = QuestionRow(self._by_key[key], self.theme, self._answer, self._drafts.pop((*self._whose, key), ""))
        made.answered.connect(lambda: self._go_on(key))
        return made

    def _answer(self, standing: Standing, answer: Answer, note: str) -> None:
        if self._session:
            checklists.answer(self._session, standing.list, standing.question.id, answer, note)

    def _go_on(self, key: Hashable) -> None:
        """To the next question that is still open, from this one on."""
        keys = list(self.list.rows)
        after = [*keys[keys.index(key) + 1 :], *keys[: keys.index(key)]]
        following = next((each for each in after if self._by_key[each].is_open), None)
        if following is not None:
            self.list.rows[following].setFocus()

    def _keep_drafts(self) -> None:
        """A note half typed waits for its piece to come back: nothing typed is ever lost."""
        for key, made in self.list.rows.items():
            if made.note.text().strip():
                self._drafts[(*self._whose, key)] = made.note.text()
