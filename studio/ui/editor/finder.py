"""Find and replace in the working text."""

import regex
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from studio.core.edit import Cause, Edit
from studio.core.span import Span
from studio.ui.editor.view import DraftView
from studio.ui.theme import SMALL, WIDE
from studio.ui.widgets import button, column, label, row


class Finder(QWidget):
    """The bar above the working text. Return finds the next place, Shift+Return the one before, Escape closes."""

    closed = Signal()

    def __init__(self, view: DraftView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.what = QLineEdit()
        self.what.setPlaceholderText("Find")
        self.what.setAccessibleName("Find")
        self.other = QLineEdit()
        self.other.setPlaceholderText("Replace with")
        self.other.setAccessibleName("Replace with")
        self.case = QCheckBox("Aa")
        self.case.setToolTip("Match case")
        self.count = label("", "small")
        self.count.setMinimumWidth(56)
        self._replace = button("Replace", self.replace, "small")
        self._replace_all = button("All", self.replace_all, "small", "Replace every place, as one step of undo")
        finding = row(
            self.what,
            self.count,
            self.case,
            button("Previous", self.previous, "small"),
            button("Next", self.next, "small"),
        )
        changing = row(self.other, self._replace, self._replace_all, button("Close", self.close_bar, "small"))
        self.setLayout(column(finding, changing, margin=(WIDE, SMALL, WIDE, SMALL)))
        self.what.textChanged.connect(lambda: self._tell())
        self.case.toggled.connect(lambda: self._tell())
        self.other.returnPressed.connect(self.replace)
        self.hide()

    def open_bar(self) -> None:
        """Show the bar with what is selected."""
        chosen = self._view.selection().of(self._view.plain)
        if chosen and "\n" not in chosen:
            self.what.setText(chosen)
        self.show()
        self.what.setFocus()
        self.what.selectAll()
        self._tell()

    def close_bar(self) -> None:
        self.hide()
        self.closed.emit()

    def places(self) -> list[Span]:
        """Every place the words stand at, in order, never overlapping."""
        what = self.what.text()
        if not what:
            return []
        flags = 0 if self.case.isChecked() else regex.IGNORECASE
        return [Span(*m.span()) for m in regex.finditer(regex.escape(what), self._view.plain, flags)]

    def next(self) -> None:
        self._step(forward=True)

    def previous(self) -> None:
        self._step(forward=False)

    def _step(self, forward: bool) -> None:
        found = self.places()
        if found:
            here = self._view.selection()
            if forward:
                target = next((p for p in found if p.start >= here.end), found[0])
            else:
                target = next((p for p in reversed(found) if p.end <= here.start), found[-1])
            self._view.go_to(target, select=True)
        self._tell()

    def replace(self) -> None:
        """Replace the place that is selected, then find the next one."""
        here = self._view.selection()
        if here in self.places():
            self._view.perform([Edit(here, self.other.text(), Cause.TYPED, "replace")])
        self.next()

    def replace_all(self) -> None:
        edits = [Edit(place, self.other.text(), Cause.TYPED, "replace") for place in reversed(self.places())]
        self._view.perform(edits)
        self.count.setText(f"{len(edits)} replaced")

    def _tell(self) -> None:
        found = self.places()
        here = self._view.selection()
        number = found.index(here) + 1 if here in found else 0
        nothing = "none" if self.what.text() else ""
        self.count.setText((f"{number} of {len(found)}" if number else f"{len(found)}") if found else nothing)
        self._replace.setEnabled(bool(found))
        self._replace_all.setEnabled(bool(found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.what.hasFocus():
            self._step(forward=not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        else:
            super().keyPressEvent(event)
