"""The sheet that finds a story or a snippet, shows it whole, and puts it in at the cursor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from studio.app.library import Shelved
from studio.app.library_files import EntryKind
from studio.core.errors import KnownError
from studio.core.phrases import count
from studio.ui.dialogs.sheets import Sheet
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import GAP, SMALL, Theme
from studio.ui.times import date
from studio.ui.widgets import button, column, label, row, well

_NOTHING = (
    "Nothing is in the library yet. An editor saves what may be used again: true stories of customers with their consent, and "
    "snippets. Begin with “New…”, or select words in a text."
)
_NOT_FOUND = "No entry has all of these words."


@dataclass(frozen=True)
class LibraryHands:
    """What the sheet asks for.

    Attributes:
        find: entries that have all of some words.
        put_in: puts an entry into the text; None where no text can take one now.
        edit: opens the form, for an entry or a new one.
        remove: takes an entry out.
        may_not: why the person may not change the library, a sentence; empty where they may.
    """

    find: Callable[[str], Sequence[Shelved]]
    put_in: Callable[[Shelved], object] | None
    edit: Callable[[Shelved | None], object]
    remove: Callable[[Shelved], object]
    may_not: str = ""


class LibrarySheet(Sheet):
    """`hands` does what is asked; a refusal is shown in place."""

    def __init__(self, theme: Theme, parent: QWidget, hands: LibraryHands, problems: Sequence[str] = ()) -> None:
        told = "What is approved can go into a text as it stands; the history says then where the words are from."
        super().__init__(theme, "Stories and snippets", told, parent)
        self.setMinimumWidth(820)
        self._hands = hands
        self._found: dict[str, Shelved] = {}
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search titles, words, tags and sources")
        self.search.setAccessibleName("Search the library")
        self.search.setClearButtonEnabled(True)
        self.rows = RowList(theme, "Stories and snippets", lines=2)
        self.rows.setMinimumWidth(300)
        self.about = label("", "small", wrap=True)
        self.state = label("", "small", wrap=True)
        self.words = QPlainTextEdit()
        self.words.setProperty("role", "field")
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("Its words")
        self.words.setPlaceholderText("Choose one to read it here.")
        self.new = button("New…", lambda: self._go(lambda: hands.edit(None)), "link")
        self.change = button("Change…", lambda: self._with_chosen(hands.edit), "link")
        self.remove = button("Take it out", lambda: self._with_chosen(hands.remove), "link")
        for each in (self.new, self.change, self.remove):
            each.setVisible(not hands.may_not)
        beside = column(self.words, self.about, self.state, gap=SMALL)
        beside.setStretch(0, 1)
        both = row(well(self.rows), beside, gap=GAP)
        both.setStretch(0, 2)
        both.setStretch(1, 3)
        self.body = QWidget()
        self.body.setFixedHeight(340)
        self.body.setLayout(both)
        self.fields.addWidget(self.search)
        self.fields.addWidget(self.body)
        self.fields.addLayout(row(self.new, self.change, self.remove, 1, gap=GAP))
        if hands.may_not:
            self.fields.addWidget(label(hands.may_not, "small", wrap=True))
        if problems:
            self.fields.addWidget(label(problems[0], "small", wrap=True))
        self.no.setText("Close")
        self.answer("Put it in", self._put_in)
        self.yes.setVisible(hands.put_in is not None)
        self.search.textChanged.connect(lambda _: self.look())
        self.search.installEventFilter(self)
        self.rows.view.selectionModel().currentChanged.connect(lambda *_: self._show())
        self.rows.opened.connect(lambda _: self.yes.click())
        self.look()
        self.search.setFocus()

    @property
    def chosen(self) -> Shelved | None:
        index = self.rows.view.currentIndex()
        found = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        return self._found.get(str(found.payload)) if isinstance(found, Row) else None

    def look(self) -> None:
        """Search anew; the first one is chosen where none is."""
        words = self.search.text()
        found = self._hands.find(words)
        self._found = {each.entry.id: each for each in found}
        self.rows.show_rows([_row(each) for each in found], _NOT_FOUND if words.strip() else _NOTHING)
        if self.chosen is None and found:
            self.rows.view.setCurrentIndex(self.rows.model.index(0))
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down walk through the list while one searches."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step and self.rows.model.rowCount():
                at = max(0, min(self.rows.view.currentIndex().row() + step, self.rows.model.rowCount() - 1))
                self.rows.view.setCurrentIndex(self.rows.model.index(at))
                return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        chosen = self.chosen
        self.words.setPlainText(chosen.entry.text if chosen else "")
        self.about.setText(_about(chosen) if chosen else "")
        state = (chosen.why_not or chosen.caution) if chosen else ""
        self.state.setText(state)
        self.state.setVisible(bool(state))
        tokens = self._theme.tokens
        self.state.setStyleSheet(f"color: {tokens.error if chosen and chosen.why_not else tokens.warning};")
        self.yes.setEnabled(chosen is not None and not chosen.why_not)
        for each in (self.change, self.remove):
            each.setVisible(chosen is not None and not self._hands.may_not)

    def _put_in(self) -> None:
        if (chosen := self.chosen) and self._hands.put_in:
            self._hands.put_in(chosen)

    def _with_chosen(self, act: Callable[[Shelved], object]) -> None:
        if chosen := self.chosen:
            self._go(lambda: act(chosen))

    def _go(self, act: Callable[[], object]) -> None:
        try:
            act()
        except KnownError as error:
            self._problem.setText(str(error))
            self._problem.show()
        else:
            self.reject()


def _row(each: Shelved) -> Row:
    kind = "Story" if each.entry.kind is EntryKind.STORY else "Snippet"
    used = f"used {count(each.uses, 'time')}" if each.uses else "not used yet"
    detail = " · ".join(filter(None, (kind, ", ".join(each.entry.channels), used)))
    return Row(each.entry.title, detail, payload=each.entry.id, alarm="Not now" if each.why_not else "")


def _about(each: Shelved) -> str:
    found = each.entry
    parts = [f"{found.brand}."]
    if found.source:
        parts.append(f"Source: {found.source.rstrip('.')}.")
    if found.has_consent:
        parts.append(f"Consent of {found.who}, {date(found.given)}, for {found.scope.rstrip('.')}.")
    if found.until:
        parts.append(f"Until {date(found.until)}.")
    if each.approved_by:
        parts.append(f"Approved by {each.approved_by}, {date(each.approved_at)}.")
    return " ".join(parts)
