"""A list of rows with an empty state: what every list panel is made of."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from studio.ui.models.rows import Row, RowDelegate, Rows
from studio.ui.theme import WIDE, Theme
from studio.ui.widgets import label


class RowList(QWidget):
    """Shows rows; `chosen` carries a row's payload on click, `opened` on Return or double click."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, name: str, lines: int = 2, ruled: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = Rows()
        self.view = _List()
        self.view.setModel(self.model)
        self.delegate = RowDelegate(theme, self.view, lines, ruled)
        self.view.setItemDelegate(self.delegate)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(False)
        self.view.setAccessibleName(name)
        self._empty = label("", "muted", wrap=True)
        self._empty.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._empty)
        layout.addWidget(self.view, 1)
        self.view.clicked.connect(self._on_click)
        self.view.activated.connect(lambda index: self.opened.emit(self._payload(index)))
        self.show_rows((), "")

    def show_rows(self, rows: Sequence[Row], empty: str) -> None:
        """Show rows; `empty` says what to do where there are none."""
        chosen = self._payload(self.view.currentIndex())
        self.model.set_rows(rows)
        if chosen is not None:
            self.select(chosen)
        self._empty.setText(empty)
        self._empty.setVisible(not rows and bool(empty))
        self.view.setVisible(bool(rows))

    def take_keys(self) -> None:
        """Give the keyboard to the list, with a row marked."""
        self.view.setFocus()
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0))

    def select(self, payload: object) -> None:
        """Mark the row that stands for `payload`, without any signal."""
        index = self.model.find(payload)
        if index.isValid():
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        else:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())

    def set_theme(self, theme: Theme) -> None:
        self.delegate.theme = theme
        self.view.viewport().update()

    def _on_click(self, index: QModelIndex) -> None:
        self.chosen.emit(self._payload(index))

    def _payload(self, index: QModelIndex) -> object:
        row = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        return row.payload if isinstance(row, Row) else None


class _List(QListView):
    """A list whose Return key opens a row on every platform, and whose rows wrap anew when it gets wider."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
