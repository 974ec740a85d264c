"""The sheet that asks for a rewrite: the passage, which grows by a key, what it is for, and whom to ask."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPlainTextEdit, QRadioButton, QWidget

from studio.core.document import count_words
from studio.core.errors import KnownError
from studio.core.phrases import count
from studio.core.proposal import Wish
from studio.core.span import Span
from studio.ui.dialogs.sheets import Sheet
from studio.ui.theme import SMALL, TINY, Theme
from studio.ui.widgets import button, column, label, row

_COLUMNS = 2
_PASSAGE, _SAID = 104, 60  # pixels


class RewriteSheet(Sheet):
    """What is asked. `act(place, wish, said)` once it is answered.

    Args:
        place: the passage that is proposed.
        words_of: the words of a passage; `wider` gives the next larger one.
        readers: whom the piece is for; empty where nobody said.
        service: a field to choose the service in; None where there is but one.
        last: what was asked for the last time.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        place: Span,
        words_of: Callable[[Span], str],
        wider: Callable[[Span], Span],
        readers: str,
        service: QWidget | None,
        last: Wish,
        act: Callable[[Span, Wish, str], object],
    ) -> None:
        said = "A model proposes other words, and you decide about them. The text stays as it is until then."
        super().__init__(theme, "Rewrite", said, parent)
        self.setMinimumWidth(520)
        self.place, self._words_of, self._wider, self._readers = place, words_of, wider, readers
        self.passage = QPlainTextEdit()
        self.passage.setProperty("role", "field")
        self.passage.setReadOnly(True)
        self.passage.setTabChangesFocus(True)
        self.passage.setFixedHeight(_PASSAGE)
        self._size = label("", "small")
        self._more = button("Take more (Alt+W)", self.widen, "small", "The sentence, the paragraph, the section, the whole text")
        QShortcut(QKeySequence("Alt+W"), self, self.widen)
        self.ask("Passage", self.passage)
        self.fields.addLayout(row(self._size, 1, self._more))
        self._wishes = QButtonGroup(self)
        grid = QGridLayout()
        grid.setContentsMargins(0, TINY, 0, 0)
        grid.setVerticalSpacing(TINY)
        rows = -(-len(Wish) // _COLUMNS)
        for number, wish in enumerate(Wish, 1):
            choice = QRadioButton(f"{number}  {wish.label}")
            self._wishes.addButton(choice, number)
            grid.addWidget(choice, (number - 1) % rows, (number - 1) // rows)
            QShortcut(QKeySequence(f"Alt+{number}"), self, choice.click)
        self.fields.addWidget(label("What it is for (Alt and the number)", "muted"))
        self.fields.addLayout(grid)
        self._asks = label("", "muted")
        self.said = QPlainTextEdit()
        self.said.setProperty("role", "field")
        self.said.setTabChangesFocus(True)
        self.said.setFixedHeight(_SAID)
        self._beside = QWidget()
        holder = QWidget()
        holder.setFixedHeight(_SAID)
        holder.setLayout(column(self.said))
        self._beside.setLayout(column(self._asks, holder, gap=TINY))
        self.fields.addWidget(self._beside)
        if service is not None:
            self.ask("Service", service)
        self.fields.setSpacing(SMALL)
        self.answer("Ask", lambda: act(self.place, self.wish, self.said.toPlainText()))
        self._wishes.idToggled.connect(lambda _, is_on: self._on_wish() if is_on else None)
        self.choose(last)
        self._show()
        if not self.wish.asks:
            self._wishes.button(self._wishes.checkedId()).setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def wish(self) -> Wish:
        return list(Wish)[self._wishes.checkedId() - 1]

    def choose(self, wish: Wish) -> None:
        self._wishes.button(list(Wish).index(wish) + 1).setChecked(True)

    @property
    def problem(self) -> str:
        """Why it was refused; empty while it was not."""
        return "" if self._problem.isHidden() else self._problem.text()

    def fail(self, error: KnownError) -> None:
        self._problem.setText(str(error))
        self._problem.show()
        self.yes.setEnabled(True)

    def widen(self) -> None:
        """Take the next larger passage."""
        self.place = self._wider(self.place)
        self._show()

    def _show(self) -> None:
        words = self._words_of(self.place)
        self.passage.setPlainText(words)
        self._size.setText(count(count_words(words), "word"))
        self._more.setEnabled(self._wider(self.place) != self.place)

    def _on_wish(self) -> None:
        asks = self.wish.asks
        self._asks.setText(asks)
        self.said.setAccessibleName(asks)
        self._beside.setVisible(bool(asks))
        if self.wish is Wish.AUDIENCE and not self.said.toPlainText().strip():
            self.said.setPlainText(self._readers)
        if asks:
            self.said.setFocus()
        self.adjustSize()
