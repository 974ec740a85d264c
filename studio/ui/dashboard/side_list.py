"""The list at the left of a tab: choosing a row, by mouse or arrow key, shows it at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import SMALL, Theme
from studio.ui.widgets import column

_WIDTH = 340


class SideList(QWidget):
    """`shown` carries the payload of the row that is current."""

    shown = Signal(object)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self.rows = RowList(theme, name, lines=2)
        self.rows.chosen.connect(self.shown)
        self.rows.opened.connect(self.shown)
        self.rows.view.selectionModel().currentChanged.connect(lambda now, _: self._on_current(now))
        self.setLayout(column(self.rows, margin=(0, SMALL, 0, 0), gap=0))

    def show_rows(self, rows: Sequence[Row], empty: str) -> None:
        self.rows.show_rows(rows, empty)

    def select(self, payload: object) -> None:
        self.rows.select(payload)

    def take_keys(self) -> None:
        self.rows.take_keys()

    def set_theme(self, theme: Theme) -> None:
        self.rows.set_theme(theme)

    def _on_current(self, index: object) -> None:
        found = index.data(Qt.ItemDataRole.UserRole) if hasattr(index, "data") else None
        if isinstance(found, Row) and found.payload is not None:
            self.shown.emit(found.payload)
