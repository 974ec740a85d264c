"""Comments in the window: the tab, their marks in the text, and the list of everything of a person."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from studio.app import commenting
from studio.core.changes import Change
from studio.core.flag import Flag
from studio.core.span import Span
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.comments.begin import REASON
from studio.ui.comments.looks import Noted, noted
from studio.ui.comments.sheet import MineSheet
from studio.ui.comments.tab import CommentsTab


class CommentActs(QObject):
    """Puts the tab into the inspector, and shows in the text where something is said."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self._marks: tuple[object, list[Noted]] = (None, [])
        editor = shell.review.editor
        self.tab = CommentsTab(shell.theme(), editor.working.setFocus, lambda: shell.guard(self.mine))
        self.tab.went.connect(self._go)
        shell.review.add_tab(self.tab)
        editor.working.noted = self.noted
        editor.working.recorder.edited.connect(self.tab.follow)
        editor.gutter.noted_chosen.connect(self.show_at)
        shell.review.card.comment = lambda found: shell.guard(lambda: self.comment_on(found))

    def noted(self) -> Sequence[Noted]:
        """What is marked in the text; asked with every stroke, so it is made anew only where threads or text are other ones."""
        session = self._shell.review.session
        if session is None:
            return ()
        threads = commenting.threads(session)
        if threads is not self._marks[0]:
            self._marks = threads, noted(threads)
        return self._marks[1]

    def comment_here(self) -> None:
        """Comment on what is selected; without a selection, on the word at the cursor."""
        session = self._desk.session()
        view = self._shell.review.editor.working
        place = view.selection()
        if not len(place):
            place = word_at(session.text, place.start)
        self._show_tab()
        self.tab.begin(place if len(place) else None)

    def comment_on(self, found: Flag | Change) -> None:
        """Ask for a comment on a flag or a claim, or why something was changed."""
        session = self._desk.session()
        if isinstance(found, Change):
            place, about = found.after, REASON
        else:
            claim = session.claim_at(found)
            place, about = found.span, f"claim:{claim.key}" if claim else f"flag:{found.key}"
        if not place.of(session.text).strip():  # words that were only taken out: the one beside them stands for the place
            place = word_at(session.text, place.start)
        self._show_tab()
        self.tab.begin(place if len(place) else None, about)

    def show_at(self, place: int) -> None:
        """Show the thread whose words stand at a place of the text."""
        session = self._shell.review.session
        found = [each for each in commenting.threads(session) if not each.is_resolved and each.place] if session else []
        here = [each for each in found if each.place and each.place.start <= place <= each.place.end]
        if here:
            self._show_tab()
            self.tab.show_thread(min(here, key=lambda each: len(each.place or ())).number)

    def mine(self) -> None:
        """Everything the person at the desk said or is asked."""
        workspace, person = self._desk.at_desk()
        found = commenting.conversations(workspace, person)
        self._shell.open_sheet(MineSheet(self._shell.theme(), self._shell.window, person.name, found, self.open_thread))

    def open_thread(self, piece: str, number: int) -> None:
        """Open a piece at a thread's words."""
        session = self._shell.review.session
        self._shell.pages.close_page()
        if session is None or session.piece.id != piece:
            self._desk.open_piece(piece)
        self._show_tab()
        self.tab.show_thread(number)

    def _show_tab(self) -> None:
        """Asked for a second time, the window would close a tab where it is a drawer."""
        self._shell.review.card.hide()  # it would lie over the form in a narrow window
        inspector = self._shell.review.inspector
        if not (inspector.isVisible() and inspector.current == self.tab.title):
            self._shell.open_tab(self.tab.title)
        self._shell.review.look_again()

    def _go(self, place: object) -> None:
        if isinstance(place, Span):
            self._shell.review.claim_desk.go(place)


def word_at(text: str, at: int) -> Span:
    """The word a place stands in or at the edge of; empty between blanks."""
    start = end = at
    while start and (text[start - 1].isalnum() or text[start - 1] in "'’-"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "'’-"):
        end += 1
    return Span(start, end)
