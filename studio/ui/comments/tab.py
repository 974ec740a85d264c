"""The comments tab: what people and an AI say beside the text, thread by thread, in the order of the text."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.app import commenting
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.edit import Edit
from studio.core.span import Span
from studio.core.thread import Thread
from studio.ui.comments.begin import REASON, BeginForm
from studio.ui.comments.row import CommentHands, ThreadRow
from studio.ui.guides.fields import Segments
from studio.ui.panels.folding import FoldList
from studio.ui.panels.tab import InspectorTab
from studio.ui.theme import SMALL, WIDE, Theme
from studio.ui.widgets import button, column, label, line, row

OPEN, MINE, RESOLVED = "open", "mine", "resolved"
_EMPTY = {
    OPEN: "Nobody has said anything here. Select some words and press Ctrl+Alt+M to comment on them.",
    MINE: "You have no part in any thread here, and nobody has asked you.",
    RESOLVED: "No thread is resolved yet. R resolves the one you stand on.",
}


class CommentsTab(InspectorTab):
    """The threads of the piece on the desk. `went` carries a place of the text to go to.

    Args:
        leave: gives the keyboard back to the text.
        mine: opens the list of everything the person said or is asked, over all pieces.
    """

    title = "Comments"
    went = Signal(object)

    def __init__(self, theme: Theme, leave: Callable[[], object], mine: Callable[[], object]) -> None:
        super().__init__()
        self.theme = theme
        self._leave = leave
        self._session: ReviewSession | None = None
        self._whose: tuple[str, str] = ("", "")
        self._by_key: dict[Hashable, Thread] = {}
        self._drafts: dict[tuple[object, ...], str] = {}  # half written, by piece, person and thread
        self.filter = Segments("Threads", [(OPEN, "Open"), (MINE, "Mine"), (RESOLVED, "Resolved")])
        self.filter.changed.connect(lambda _: self._show())
        self._whole = button("On the whole…", lambda: self.begin(None), "small-link", "Comment on the piece as a whole")
        self._all = button("All of mine…", mine, "small-link", "Everything you said or are asked, over all pieces (Ctrl+Shift+M)")
        self.form = BeginForm(self._names, self._begin)
        self.form.done.connect(self._after)
        self.form.left.connect(leave)
        hands = CommentHands(self._reply, self._resolve, self._names, self._me, self._about, self._line_of)
        self._hands = hands
        self._empty = label("", "muted", wrap=True)
        self._empty.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.list = FoldList[ThreadRow](self._made, leave, self._go)
        self._foot = QWidget()
        hint = label("Enter answers · R resolves · Esc to the text", "faint")
        self._foot.setLayout(column(line(), row(hint, 1, self._all, margin=(WIDE, SMALL, WIDE, SMALL)), gap=0))
        head = row(self.filter, 1, self._whole, margin=(WIDE, SMALL, WIDE, SMALL))
        whole = column(head, line(), self.form, self._empty, self.list, self._foot, gap=0)
        for part in (self._empty, self.list):  # whichever is there keeps the foot at the foot
            whole.setStretchFactor(part, 1)
        self.setLayout(whole)
        self.clear()

    # ------------------------------------------------------------ what it shows

    def count(self, session: ReviewSession) -> str:
        waiting = sum(not each.is_resolved for each in commenting.threads(session))
        return str(waiting) if waiting else ""

    def show_session(self, session: ReviewSession, workspace: Workspace) -> None:
        whose = session.piece.id, session.person.name
        if session is not self._session or whose != self._whose:
            self._keep_drafts()
            self.list.clear()
            self._session, self._whose = session, whose
            self.form.field.setPlainText(self._drafts.pop((*whose, "new"), ""))
        self._show()

    def _show(self) -> None:
        threads = commenting.threads(self._session) if self._session else ()
        self._by_key = {each.number: each for each in threads}
        shown = [each.number for each in threads if self._fits(each)]
        self.list.lay([("", "", shown)])
        for key, made in self.list.rows.items():
            made.tell(self._by_key[key])
        many = sum(not each.is_resolved for each in threads)
        self.filter.button(OPEN).setText(f"Open {many}" if many else "Open")
        self._empty.setText(_EMPTY[self.filter.chosen] if self._session else "")
        self._empty.setVisible(not shown)
        self.list.setVisible(bool(shown))

    def _fits(self, thread: Thread) -> bool:
        if self.filter.chosen == MINE:
            return thread.involves(self._me())
        return thread.is_resolved == (self.filter.chosen == RESOLVED)

    def clear(self) -> None:
        self._keep_drafts()
        self._session, self._whose = None, ("", "")
        self.form.field.clear()
        self.form.hide()
        self.list.clear()
        self._show()

    def take_keys(self) -> None:
        if not self.form.isHidden():
            self.form.field.setFocus()
        elif self.list.rows:
            self.list.take_keys()
        else:
            self._whole.setFocus()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.list.set_theme(theme)

    # ------------------------------------------------------------ what one can do

    def begin(self, place: Span | None, about: str = "") -> None:
        """Ask for a comment on some words, or on the piece as a whole.

        Args:
            about: what else it is about; see `Comment.about`.
        """
        if self._session:
            words = place.of(self._session.text) if place is not None else ""
            said = "why was it changed?" if about == REASON else commenting.about_words(self._session, about)
            self.form.open(place, words, about, said)

    def follow(self, edit: Edit) -> None:
        """The text was edited while a comment on it is being written."""
        self.form.follow(edit)

    def show_thread(self, number: int) -> None:
        """Bring a thread in sight and give it the keyboard, whatever is filtered."""
        thread = self._by_key.get(number)
        if thread is None:
            return
        if not self._fits(thread):
            self.filter.choose(RESOLVED if thread.is_resolved else OPEN)
        self.list.go_to(number)

    def _made(self, key: Hashable) -> ThreadRow:
        made = ThreadRow(self._by_key[key], self.theme, self._hands, self._drafts.pop((*self._whose, key), ""))
        made.done.connect(self._show)
        return made

    def _begin(self, text: str, place: Span | None, about: str) -> None:
        commenting.comment(self._open, text, place, about)

    def _after(self) -> None:
        """A thread was begun: it is shown, and the keyboard goes back to the text."""
        self.filter.choose(OPEN)
        self._show()
        newest = max((number for number in self._by_key if isinstance(number, int)), default=None)
        self.list.mark(newest)
        self._leave()

    def _reply(self, thread: Thread, text: str) -> None:
        commenting.reply(self._open, thread.number, text)

    def _resolve(self, thread: Thread, again: bool) -> None:
        commenting.resolve(self._open, thread.number, again=again)

    def _go(self, key: Hashable) -> None:
        thread = self._by_key.get(key)
        if thread and thread.place is not None:
            self.went.emit(thread.place)

    # ------------------------------------------------------------ of the moment

    @property
    def _open(self) -> ReviewSession:
        assert self._session is not None, "without a piece there is no row and no form"
        return self._session

    def _names(self) -> Sequence[str]:
        if self._session is None:
            return ()
        brand, me = self._session.piece.brand, self._me()
        return [each.name for each in self._session.desk.policy.persons if each.works_on(brand) and each.name != me]

    def _me(self) -> str:
        return self._whose[1]

    def _about(self, thread: Thread) -> str:
        return commenting.about_words(self._session, thread.about) if self._session and thread.about else ""

    def _line_of(self, thread: Thread) -> int:
        return self._session.text.count("\n", 0, thread.place.start) + 1 if self._session and thread.place is not None else 0

    def _keep_drafts(self) -> None:
        """What is half written waits for its piece to come back: nothing typed is ever lost."""
        for key, made in self.list.rows.items():
            if made.field.text.strip():
                self._drafts[(*self._whose, key)] = made.field.text
        if self._session and self.form.field.text.strip():
            self._drafts[(*self._whose, "new")] = self.form.field.text
