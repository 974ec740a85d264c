"""The parts a form is made of: a choice of a few, a table of words, a file to read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from studio.ui.theme import SMALL, SMALL_PIXELS, TINY
from studio.ui.widgets import button, column, label, row


class Segments(QWidget):
    """A choice of one among a few, side by side; the arrow keys move. `changed` carries the name chosen."""

    changed = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], tips: Sequence[str] = ()) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._made: dict[str, QPushButton] = {}
        for number, (value, text) in enumerate(choices):
            each = QPushButton(text)
            each.setProperty("role", "segment")
            each.setCheckable(True)
            each.setAutoDefault(False)
            each.setAccessibleName(f"{name}: {text}")
            each.setToolTip(tips[number] if number < len(tips) else "")
            each.setCursor(Qt.CursorShape.PointingHandCursor)
            self._group.addButton(each, number)
            self._made[value] = each
        self.setLayout(row(*self._made.values(), 1, gap=TINY))
        self._group.idToggled.connect(self._on_toggle)
        for number, each in enumerate(self._made.values()):
            each.setChecked(number == 0)
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == 0 else Qt.FocusPolicy.ClickFocus)

    @property
    def chosen(self) -> str:
        return list(self._made)[max(0, self._group.checkedId())]

    def choose(self, value: str) -> None:
        """Choose by name; one that is not offered leaves things as they are."""
        if value in self._made:
            self._made[value].setChecked(True)

    def button(self, value: str) -> QPushButton:
        return self._made[value]

    def _on_toggle(self, number: int, is_on: bool) -> None:
        # Tab comes to what is chosen; the arrow keys go on from there.
        self._group.button(number).setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_on else Qt.FocusPolicy.ClickFocus)
        if is_on:
            self.changed.emit(list(self._made)[number])


class _Cell(QLineEdit):
    """One cell: Return goes on, and several lines pasted at once are offered to the table."""

    pasted = Signal(object)
    passed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            lines = [each.strip() for each in QGuiApplication.clipboard().text().splitlines() if each.strip()]
            if len(lines) > 1:
                self.pasted.emit(lines)
                return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.passed.emit()
            return
        super().keyPressEvent(event)


class _Line(QWidget):
    """One row of the table."""

    def __init__(self, table: "WordTable") -> None:
        super().__init__()
        self.first, self.second = _Cell(), _Cell()
        self.remove = QToolButton()
        self.remove.setProperty("role", "flat")
        self.remove.setText("×")
        self.remove.setToolTip("Take this line out")
        self.remove.setAccessibleName("Take this line out")
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.clicked.connect(lambda: table.take_out(self))
        self.arrow = label("→", "muted")
        for cell in (self.first, self.second):
            cell.textEdited.connect(lambda _: table.on_edit())
            cell.passed.connect(lambda here=cell: table.on_pass(self, here))
        self.first.pasted.connect(lambda lines: table.on_paste(self, lines))
        inner = row(self.first, self.arrow, self.second, self.remove, gap=SMALL)
        inner.setStretch(0, 1)
        inner.setStretch(2, 1)
        self.setLayout(inner)

    @property
    def entry(self) -> tuple[str, str]:
        return self.first.text().strip(), self.second.text().strip()

    @property
    def is_empty(self) -> bool:
        return not any(self.entry)


class WordTable(QWidget):
    """Words, and what to write instead of them. There is always one empty line to go on with.

    `changed` is emitted when the words differ. A list pasted into a cell becomes one line each; a tab or `->` in such a
    line parts the two columns.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Line] = []
        self._first_name, self._second_name = label("Words", "small"), label("Write instead", "small")
        self._heads = row(self._first_name, self._second_name, gap=SMALL)
        self._heads.setStretch(0, 1)
        self._heads.setStretch(1, 1)
        self._heads.setContentsMargins(0, 0, 34, 0)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(TINY)
        self._is_paired = True
        self._following: QWidget | None = None
        self._examples, self._arrow = ("", ""), "→"
        self.setLayout(column(self._heads, self._rows, gap=TINY))
        self._grow()

    @property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """The lines that are filled in; the second word is empty where there is one column only."""
        pairs = [line.entry for line in self._lines if line.entry[0] or (self._is_paired and line.entry[1])]
        return tuple((first, second if self._is_paired else "") for first, second in pairs)

    def set_columns(self, first: str, second: str, examples: tuple[str, str] = ("", ""), arrow: str = "→") -> None:
        """Name the columns; an empty second name leaves one column."""
        self._arrow = arrow
        self._first_name.setText(first)
        self._second_name.setText(second)
        self._is_paired, self._examples = bool(second), examples
        self._second_name.setVisible(self._is_paired)
        for line in self._lines:
            self._dress(line)

    def set_entries(self, entries: Sequence[tuple[str, str]]) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        for first, second in entries:
            line = self._grow()
            line.first.setText(first)
            line.second.setText(second)
        self._grow()

    def take_keys(self) -> None:
        """Give the keyboard to the first cell that is still to be filled in."""
        open_ = next((each for each in self._lines if self._is_paired and each.entry[0] and not each.entry[1]), None)
        (open_.second if open_ else self._lines[-1].first).setFocus()

    def follow_by(self, widget: QWidget) -> None:
        """Let Tab go on to `widget` after the last cell, however many lines there come to be."""
        self._following = widget

    def cell(self, number: int, column_: int = 0) -> QLineEdit:
        """The cell of a line, `column_` 0 or 1."""
        line = self._lines[number]
        return line.second if column_ else line.first

    # ------------------------------------------------------------ from the lines

    def on_edit(self) -> None:
        if not self._lines[-1].is_empty:
            self._grow()
        self.changed.emit()

    def on_pass(self, line: _Line, here: QLineEdit) -> None:
        """Return: to the second column, then to the next line."""
        if here is line.first and self._is_paired:
            line.second.setFocus()
        else:
            number = self._lines.index(line) + 1
            (self._lines[number] if number < len(self._lines) else self._grow()).first.setFocus()

    def on_paste(self, line: _Line, pasted: list[str]) -> None:
        for text in pasted:
            parts = next((text.split(mark) for mark in ("\t", "->", "→") if mark in text), [text])
            line.first.setText(parts[0].strip())
            if len(parts) > 1:
                line.second.setText(parts[1].strip())
            number = self._lines.index(line) + 1
            line = self._lines[number] if number < len(self._lines) else self._grow()
        line.first.setFocus()
        self.changed.emit()

    def take_out(self, line: _Line) -> None:
        if line is self._lines[-1]:
            return
        number = self._lines.index(line)
        self._lines.remove(line)
        line.hide()
        line.deleteLater()
        self._lines[min(number, len(self._lines) - 1)].first.setFocus()
        self._show_removes()
        self.changed.emit()

    def _grow(self) -> _Line:
        before = self._lines[-1] if self._lines else None
        line = _Line(self)
        self._lines.append(line)
        self._rows.addWidget(line)
        self._dress(line)
        if before:  # Tab goes on where the eye does
            QWidget.setTabOrder(before.second, line.first)
        QWidget.setTabOrder(line.first, line.second)
        if self._following:
            QWidget.setTabOrder(line.second, self._following)
        self._show_removes()
        return line

    def _dress(self, line: _Line) -> None:
        line.second.setVisible(self._is_paired)
        line.arrow.setVisible(self._is_paired)
        line.arrow.setText(self._arrow)
        line.first.setAccessibleName(self._first_name.text())
        line.second.setAccessibleName(self._second_name.text() or "Write instead")
        is_first = self._lines and line is self._lines[0]
        line.first.setPlaceholderText(self._examples[0] if is_first else "")
        line.second.setPlaceholderText(self._examples[1] if is_first else "")

    def _show_removes(self) -> None:
        for line in self._lines:
            line.remove.setEnabled(line is not self._lines[-1])
            line.remove.setText("×" if line is not self._lines[-1] else "")


class FileView(QWidget):
    """A rule's file as a Vale user would have written it: to read and to copy, never to edit here."""

    def __init__(self) -> None:
        super().__init__()
        self.text = QPlainTextEdit()
        self.text.setProperty("role", "file")
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("The rule's file")
        face = QFont("monospace")
        face.setStyleHint(QFont.StyleHint.Monospace)
        face.setPixelSize(SMALL_PIXELS + 1)
        self.text.setFont(face)
        self._where = label("", "small", wrap=True, selectable=True)
        copy = button("Copy", self._copy, "small", "Copy the file's text")
        head = row(self._where, copy, gap=SMALL)
        head.setStretch(0, 1)
        self.setLayout(column(head, self.text, gap=SMALL))

    def show_file(self, text: str, where: str) -> None:
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)
        self._where.setText(where)

    def fit(self, most: int = 420) -> None:
        """As high as its text, within reason."""
        lines = self.text.document().blockCount()
        self.text.setFixedHeight(min(most, 24 + lines * (self.text.fontMetrics().lineSpacing() + 1)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
