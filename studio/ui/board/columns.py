"""A column of the board, and the list of cards inside it: chosen by arrow keys or mouse, carried to another column by either."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView, QVBoxLayout, QWidget

from studio.app.board import Card
from studio.core.piece import Stage
from studio.ui.board.cards import CardDelegate, Cards
from studio.ui.theme import SMALL, TINY, Theme
from studio.ui.widgets import Elided, column, label, line, row

LEAST, EMPTY = 188, 128
"""Width of a column in pixels: no less than this with cards in it, and just this without."""


class CardList(QListView):
    """Cards. Every wish leaves as a signal, so the page alone decides what is done.

    Signals:
        entered: Return, or a double click, on a piece.
        stepped: an arrow key leads to the column at the left (-1) or the right (1).
        carried: Shift and an arrow key carry the chosen piece that way.
        asked: somebody wants to choose where the chosen piece goes.
        lifted, dragged, dropped: a card is taken up, is over a place, is let go there; the place in global pixels.
    """

    entered = Signal(str)
    stepped = Signal(int)
    carried = Signal(int)
    asked = Signal()
    lifted = Signal(object)
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, name: str, *, can_carry: bool = True) -> None:
        super().__init__()
        self.cards = Cards(self)
        self.setModel(self.cards)
        self._can_carry = can_carry
        self._pressed: QPoint | None = None
        self.is_carrying = False
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.doubleClicked.connect(lambda index: self.entered.emit(index.data(Qt.ItemDataRole.UserRole).piece.id))

    @property
    def chosen(self) -> Card | None:
        index = self.currentIndex()
        return index.data(Qt.ItemDataRole.UserRole) if index.isValid() and self.selectionModel().isSelected(index) else None

    def choose(self, piece: str) -> bool:
        """Mark a piece's card and bring it into sight. Returns whether it is here."""
        index = self.cards.find(piece)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def choose_row(self, number: int) -> None:
        """Mark the card of that number, or the last one."""
        if self.cards.rowCount():
            self.setCurrentIndex(self.cards.index(min(max(number, 0), self.cards.rowCount() - 1)))

    def let_go(self) -> None:
        """Mark nothing."""
        self.clearSelection()
        self.selectionModel().clearCurrentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.is_carrying:
            return  # the page's own Esc puts the card back
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            (self.carried if shift and self._can_carry else self.stepped).emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.chosen:
            self.entered.emit(self.chosen.piece.id)
        elif key == Qt.Key.Key_M and not event.modifiers():
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        is_on_card = self.indexAt(event.position().toPoint()).isValid()
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if is_on_card and is_left and self._can_carry else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        here = event.position().toPoint()
        if not self.is_carrying and self.chosen:
            if (here - self._pressed).manhattanLength() < QApplication.startDragDistance():
                return
            self.is_carrying = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.lifted.emit(self.chosen)
        if self.is_carrying:
            self.dragged.emit(self.mapToGlobal(here))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_carrying = self.is_carrying
        self.end_carrying()
        if was_carrying:
            self.dropped.emit(self.mapToGlobal(event.position().toPoint()))
        else:
            super().mouseReleaseEvent(event)

    def end_carrying(self) -> None:
        """The card is let go, or put back."""
        self._pressed, self.is_carrying = None, False
        self.unsetCursor()


class Column(QFrame):
    """One stage: its name, how many, and the cards; while a card is in the air, what letting it go here would do."""

    def __init__(self, theme: Theme, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.setObjectName("column")
        self.list = CardList(stage.label)
        self.delegate = CardDelegate(theme, self.list)
        self.list.setItemDelegate(self.delegate)
        self._theme = theme
        self._title, self._count = label(stage.label, "group"), label("", "muted")
        self.act = Elided("small", 40)
        self._none = label("", "small", wrap=True)
        self._none.setContentsMargins(SMALL, TINY, SMALL, 0)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        head = QWidget()
        head.setLayout(column(row(self._title, self._count, 1), self.act, margin=(SMALL + TINY, SMALL, SMALL, TINY), gap=0))
        whole = column(head, line(), self._none, self.list, gap=TINY)
        whole.addStretch(0)  # what is left of an empty column lies under its words
        whole.setStretchFactor(self.list, 1)
        self.setLayout(whole)
        self.show_cards((), False)
        self.target()

    def show_cards(self, cards: Sequence[Card], is_filtered: bool) -> None:
        """Show these cards; where there is none it says so, and how a piece comes here."""
        self.list.cards.set_cards(cards)
        self._count.setText(str(len(cards)) if cards else "")
        self._none.setText(f"{_NONE_FITS if is_filtered else _NOTHING[self.stage]}" if not cards else "")
        self._none.setVisible(not cards)
        self.list.setVisible(bool(cards))
        spare = self.layout()
        assert isinstance(spare, QVBoxLayout)
        spare.setStretch(spare.count() - 1, 0 if cards else 1)
        self.setMinimumWidth(LEAST if cards else EMPTY)
        self.setMaximumWidth(16777215 if cards else EMPTY)

    def target(self, said: str = "", *, leads: bool = False, is_here: bool = False, is_carrying: bool = False) -> None:
        """While a card is in the air: what letting it go here does.

        Args:
            leads: letting it go here moves it.
            is_here: the card is over this column.
        """
        self.act.set_whole(said)
        tokens = self._theme.tokens
        wash = tokens.blue_tint if leads else tokens.background
        edge = tokens.blue if leads and is_here else wash
        self.setStyleSheet(f"QFrame#column {{ background: {wash}; border: 1px solid {edge}; border-radius: 6px; }}")
        self._title.setStyleSheet(f"color: {QColor(tokens.faint).name()};" if is_carrying and not leads else "")

    def set_theme(self, theme: Theme) -> None:
        self._theme = self.delegate.theme = theme
        self.target()
        self.list.viewport().update()


_NONE_FITS = "Nothing that fits."
_NOTHING = {
    Stage.DRAFTING: "Nothing. Import drafts with Ctrl+O.",
    Stage.CHANGES_REQUESTED: "Nothing was sent back.",
    Stage.IN_REVIEW: "Nobody waits for a review.",
    Stage.APPROVED: "Nothing waits to go out.",
    Stage.PUBLISHED: "Nothing is out yet.",
    Stage.ON_HOLD: "Nothing is on hold.",
    Stage.WITHDRAWN: "Nothing was withdrawn.",
}
