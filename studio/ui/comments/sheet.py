"""Everything one person said or is asked, over all pieces."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.app.commenting import Conversation
from studio.core.errors import KnownError
from studio.core.thread import signed
from studio.ui.dialogs.sheets import Sheet
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import HUGE, Theme
from studio.ui.times import day_and_time
from studio.ui.widgets import label

_WIDTH, _TALL = 620, 360  # pixels


class MineSheet(Sheet):
    """The threads a person has a part in: those that ask for a word first, then open ones, then resolved ones.

    Args:
        act: opens the piece at the thread's words, by piece and number.
    """

    def __init__(
        self, theme: Theme, parent: QWidget, name: str, found: Sequence[Conversation], act: Callable[[str, int], object]
    ) -> None:
        super().__init__(
            theme,
            f"Comments of {name}",
            "Every thread you began, answered or are mentioned in, over all pieces. Enter opens the piece at the words.",
            parent,
        )
        self.setMinimumWidth(_WIDTH + 2 * HUGE)
        self._found = found
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter by words, person or piece")
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName("Filter")
        self.filter.textChanged.connect(lambda _: self._show())
        self.count = label("", "small")
        self.rows = RowList(theme, "Threads")
        self.rows.setMinimumHeight(_TALL)
        for part in (self.filter, self.count, self.rows):
            self.fields.addWidget(part)
        self.answer("Open the piece", lambda: self._open(act))
        self.no.setText("Close")
        self.rows.opened.connect(lambda _: self.yes.click())
        self._show()
        if found:
            self.rows.take_keys()
        else:
            self.filter.setFocus()

    @property
    def chosen(self) -> Conversation | None:
        found = self.rows.view.currentIndex().data(Qt.ItemDataRole.UserRole)
        return found.payload if isinstance(found, Row) and isinstance(found.payload, Conversation) else None

    def _show(self) -> None:
        typed = self.filter.text().casefold().split()
        shown = [each for each in self._found if all(word in _searched(each) for word in typed)]
        asking, still = sum(each.asks for each in shown), sum(not each.is_resolved for each in shown)
        waits = f" · {asking} ask{'s' * (asking == 1)} for a word of yours" if asking else ""
        self.count.setText(f"{len(shown)} thread{'s' * (len(shown) != 1)} · {still} open{waits}")
        self.count.setVisible(bool(self._found))
        nothing = "Nothing found under these letters." if self._found else "Nobody has asked you yet, and you have said nothing."
        self.rows.show_rows([_row(each) for each in shown], nothing)
        if shown:
            self.rows.view.setCurrentIndex(self.rows.model.index(0))
        self.yes.setEnabled(bool(shown))

    def _open(self, act: Callable[[str, int], object]) -> None:
        chosen = self.chosen
        if chosen is None:
            raise KnownError("No thread is chosen.", "Choose one in the list.")
        act(chosen.piece, chosen.number)


def _row(each: Conversation) -> Row:
    latest = each.latest
    words = " ".join(each.words.split())
    where = f"“{words[:60].rstrip()}{'…' * (len(words) > 60)}”" if words else "the whole piece"
    state = "" if each.asks else "resolved" if each.is_resolved else "open"
    parts = (state, f"“{each.title}”", where, day_and_time(latest.when))
    text = " ".join(latest.text.split())
    return Row(
        f"{signed(latest)}: {text[:180]}",
        " · ".join(part for part in parts if part),
        strong=not each.is_resolved,
        payload=each,
        alarm="asks you" if each.asks else "",
    )


def _searched(each: Conversation) -> str:
    said = (f"{one.by.name} {one.text}" for one in each.comments)
    return " ".join((each.title, each.words, *said)).casefold()
