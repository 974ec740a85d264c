"""The command palette: everything one can do, and every piece, by typing a few letters of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from rapidfuzz import fuzz, process

from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import SMALL, Theme
from studio.ui.widgets import column, line


@dataclass(frozen=True)
class Command:
    """One line of the palette."""

    title: str
    hint: str
    run: Callable[[], object]


class Palette(QDialog):
    """Return runs what is marked, the arrows move, Escape closes."""

    def __init__(self, theme: Theme, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._commands = commands
        self.setProperty("role", "popup")
        self.setFixedSize(520, 380)
        self.input = QLineEdit()
        self.input.setPlaceholderText("Type what you want to do, or a piece's title")
        self.input.setAccessibleName("Command")
        self.input.setMinimumHeight(28)
        self.rows = RowList(theme, "Commands", lines=1, ruled=False)
        self.rows.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.opened.connect(self._run)
        self.rows.chosen.connect(self._run)
        self.setLayout(column(column(self.input, margin=SMALL), line(), self.rows, margin=1, gap=0))
        self.input.textChanged.connect(self._filter)
        self.input.installEventFilter(self)
        self._filter("")

    def open_over(self, window: QWidget) -> None:
        corner = window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 64))
        self.move(corner)
        self.show()
        self.input.setFocus()

    def _filter(self, typed: str) -> None:
        titles = [command.title for command in self._commands]
        order = list(range(len(titles)))
        if typed.strip():
            found = process.extract(
                typed, titles, scorer=fuzz.WRatio, processor=lambda text: text.casefold(), limit=30, score_cutoff=55
            )
            starts = typed.casefold()
            order = sorted(
                (n for _, _, n in found), key=lambda n: not any(w.startswith(starts) for w in titles[n].casefold().split())
            )
        rows = [Row(titles[n], count=self._commands[n].hint, strong=False, payload=n) for n in order]
        self.rows.show_rows(rows, "Nothing by that name. Try other words.")
        if rows:
            self.rows.select(rows[0].payload)

    def _run(self, number: object) -> None:
        self.close()
        if isinstance(number, int):
            self._commands[number].run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            view = self.rows.view
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                count = self.rows.model.rowCount()
                if count:
                    view.setCurrentIndex(self.rows.model.index((view.currentIndex().row() + step) % count))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                index = view.currentIndex()
                self._run(index.data(Qt.ItemDataRole.UserRole).payload if index.isValid() else None)
                return True
        return super().eventFilter(watched, event)
