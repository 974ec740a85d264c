"""The library at the desk: finding a story or a snippet, putting it in at the cursor, and keeping selected words."""

from PySide6.QtCore import QObject, QTimer

from studio.app import library, moving
from studio.app.library import Shelved
from studio.app.library_files import Entry, EntryKind
from studio.app.session import ReviewSession
from studio.core.acts import Act, allowed, refusal
from studio.core.errors import KnownError
from studio.core.piece import Piece
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.library.form import EntryForm
from studio.ui.library.sheet import LibraryHands, LibrarySheet


class LibraryActs(QObject):
    """What may be done, `app.library` says; here it is asked for."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        shell.open_library = lambda: shell.guard(self.open)

    def open(self) -> None:
        """Look for a story or a snippet; with a piece on the desk one of its own brand."""
        workspace, person = self._desk.at_desk()
        session = self._shell.review.session
        brand = session.piece.brand if session else ""
        may_not = refusal(Act.LIBRARY, person, Piece("", "", brand=brand) if session else None, workspace.policy.persons)
        if workspace.history.is_read_only:
            may_not = ("The workspace is open for reading only.", "")
        every = library.entries(workspace, person, brand)
        hands = LibraryHands(
            find=lambda words: library.matching(every, words),
            put_in=self._put_in if session and self._can_take(session) else None,
            edit=self._edit,
            remove=self._remove,
            may_not=" ".join(may_not or ()),
        )
        problems = library.problems(workspace.root)
        self._shell.open_sheet(LibrarySheet(self._shell.theme(), self._shell.window, hands, problems))

    def keep(self) -> None:
        """The form, with the words that are selected in the text."""
        workspace, _ = self._desk.at_desk()
        workspace.must_be_writable()
        session, view = self._desk.session(), self._shell.review.editor.working
        words = view.selection().of(session.text).strip()
        if not words:
            raise KnownError("No words are selected.", "Select what should be used again, then choose this.")
        self._form(Entry(EntryKind.SNIPPET, "", words, session.piece.brand or workspace.policy.brand), None)

    def _can_take(self, session: ReviewSession) -> bool:
        return not self._shell.review.editor.working.isReadOnly() and allowed(Act.WRITE, session.person, session.piece)

    def _put_in(self, shelved: Shelved) -> None:
        session, view = self._desk.session(), self._shell.review.editor.working
        view.perform([library.edit_for(session, shelved, view.selection())])
        library.note_use(session, shelved)
        self._shell.notices.say(f"“{shelved.entry.title}” is in the text. Ctrl+Z takes it out. {shelved.caution}".rstrip())
        QTimer.singleShot(0, view.setFocus)

    def _edit(self, shelved: Shelved | None) -> None:
        workspace, _ = self._desk.at_desk()
        workspace.must_be_writable()
        session = self._shell.review.session
        brand = (session.piece.brand if session else "") or workspace.policy.brand
        self._form(shelved.entry if shelved else Entry(EntryKind.SNIPPET, "", "", brand), shelved.entry if shelved else None)

    def _form(self, begins: Entry, was: Entry | None) -> None:
        workspace, person = self._desk.at_desk()
        about = Piece("", begins.title, brand=begins.brand)
        if refused := refusal(Act.LIBRARY, person, about, workspace.policy.persons):
            raise KnownError(*refused)
        brands = moving.brands_known(workspace, person)

        def save(entry: Entry) -> None:
            saved = library.save(workspace, person, entry, was)
            self._shell.notices.say(f"“{saved.title}” is in the library. Ctrl+Alt+I finds it.")

        form = EntryForm(self._shell.theme(), self._shell.window, begins, brands, save)
        # The sheet before it is still closing; two of them at once would each keep the other from being seen.
        QTimer.singleShot(0, lambda: self._shell.open_sheet(form))

    def _remove(self, shelved: Shelved) -> None:
        workspace, person = self._desk.at_desk()
        library.remove(workspace, person, shelved.entry)
        self._shell.notices.say(f"“{shelved.entry.title}” is out of the library; texts keep what went into them.")
