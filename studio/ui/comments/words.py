"""A field for a comment: Return sends it, Shift+Return begins a line, and @ offers the people there are."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit, QWidget

_LINES = 2, 6  # the fewest and the most that are to be seen
_AT = re.compile(r"(?<![\w.@/])@([\w'’ -]{0,40})$")
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class CommentField(QPlainTextEdit):
    """Grows with what is typed.

    Args:
        names: whom one can speak to.

    `sent` says that Return was pressed, `left` that Escape was.
    """

    sent = Signal()
    left = Signal()

    def __init__(self, name: str, names: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setAccessibleName(name)
        self.setPlaceholderText(f"{name}; @ and a name asks somebody")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._names = names
        self._known = QStringListModel(self)
        self.popup = QListView()
        self.people = QCompleter(self._known, self)
        self.people.setPopup(self.popup)
        self.people.setWidget(self)
        self.people.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.people.activated.connect(self._complete)
        self.textChanged.connect(self._fit)
        self._fit()

    @property
    def text(self) -> str:
        return self.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup, key = self.popup, event.key()
        if popup.isVisible() and key in _TAKES:
            chosen = popup.currentIndex().data() or self.people.currentCompletion()
            popup.hide()
            self._complete(str(chosen))
        elif popup.isVisible() and key in (Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the list of names has them
            if key == Qt.Key.Key_Escape:
                popup.hide()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.sent.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            self._offer()

    def _typed(self) -> str | None:
        """The beginning of a name behind an @ at the cursor; None where there is none."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = _AT.search(before)
        return found[1] if found else None

    def _offer(self) -> None:
        typed = self._typed()
        names = list(self._names())
        fitting = [name for name in names if typed is not None and name.casefold().startswith(typed.casefold())]
        if typed is None or not fitting or typed in names:
            self.popup.hide()
            return
        self._known.setStringList(fitting)
        self.people.setCompletionPrefix(typed)
        popup = self.popup
        popup.setCurrentIndex(self.people.completionModel().index(0, 0))
        place = self.cursorRect()
        place.setWidth(popup.sizeHintForColumn(0) + 2 * popup.frameWidth() + 32)
        self.people.complete(place)

    def _complete(self, name: str) -> None:
        typed = self._typed()
        if typed is None or not name:
            return
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, len(typed))
        cursor.insertText(name)
        self.setTextCursor(cursor)

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        lines = min(max(int(self.document().size().height()), _LINES[0]), _LINES[1])
        self.setFixedHeight(lines * metrics.lineSpacing() + 2 * int(self.document().documentMargin()) + 8)
