"""The tab of sources: the same figures by AI model and template, and the pieces behind each."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from studio.core.reach import EVERYTHING, Reach
from studio.ui.dashboard.behind import BehindHands, BehindPanel
from studio.ui.dashboard.rows import NoteRow, SourceRow, SourceTable, Subject
from studio.ui.theme import HUGE, SMALL, WIDE, Theme
from studio.ui.widgets import button, clear, column, label, line, reveal, row


class SourcesView(QWidget):
    """The table, and the panel of what is behind a line."""

    def __init__(self, theme: Theme, hands: BehindHands) -> None:
        super().__init__()
        self.said = label("", "muted", wrap=True)
        self.behind = BehindPanel(theme, hands, "Choose a source: its pieces stand here.")
        self.rows: list[SourceRow] = []
        self._reach = EVERYTHING
        self._presses: list[QPushButton] = []
        self._tables = QVBoxLayout()
        self._tables.setContentsMargins(0, 0, 0, 0)
        self._tables.setSpacing(HUGE)
        inner = QWidget()
        margin = (HUGE + SMALL, WIDE, HUGE + SMALL, HUGE)
        inner.setLayout(column(self.said, self._tables, 1, margin=margin, gap=WIDE))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        both = row(scroll, line(vertical=True), self.behind, gap=0)
        both.setStretch(0, 1)
        self.setLayout(both)
        self.forget()

    def forget(self) -> None:
        self._clear()
        self.said.setText("Counting…")
        self.behind.forget()

    def show_sources(self, said: str, tables: Sequence[SourceTable], reach: Reach) -> None:
        """Show tables under a sentence on them, counted of `reach`."""
        self._reach = reach
        self.said.setText(said)
        self._clear()
        for title, columns, rows in tables:
            self._tables.addLayout(column(label(title, "group"), self._table(title, columns, rows), gap=SMALL))
        reveal(self._tables)
        self._follow()

    def _follow(self) -> None:
        """The source that the panel speaks of may have other pieces now, or none."""
        if subject := self.behind.subject:
            found = next((each for each in self.rows if f"source: {each.name}" == subject.about), None)
            if found:
                self.behind.show_subject(replace(subject, pieces=found.behind, reach=self._reach))
            else:
                self.behind.leave()

    def show_notes(self, notes: Sequence[NoteRow]) -> None:
        self.behind.show_notes(notes)

    def set_theme(self, theme: Theme) -> None:
        self.behind.set_theme(theme)

    def take_keys(self) -> None:
        if self._presses:
            self._presses[0].setFocus()

    def press(self, name: str) -> None:
        """Show the pieces of a source."""
        self._presses[[row.name for row in self.rows].index(name)].click()

    def _clear(self) -> None:
        clear(self._tables)
        self.rows, self._presses = [], []

    def _table(self, title: str, columns: Sequence[str], rows: Sequence[SourceRow]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(WIDE)
        grid.setVerticalSpacing(SMALL)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        for number, name in enumerate(columns):
            head = label(name, "small", wrap=number > 0)
            if number:
                head.setAlignment(right)
                head.ensurePolished()  # or its letters would be measured in another size
                head.setMinimumWidth(max(map(head.fontMetrics().horizontalAdvance, name.split())))
            grid.addWidget(head, 0, number)
            grid.setColumnStretch(number, 1 if number else 0)
        for at, each in enumerate(rows):
            grid.addWidget(line(), 2 * at + 1, 0, 1, len(columns))
            model, _, template = each.name.partition(", ")
            press = button(model, partial(self._pick, title, each), "link", "The pieces behind it")
            press.setAccessibleName(each.name)
            self.rows.append(each)
            self._presses.append(press)
            below = [label(words, "small") for words in (template, each.few) if words]
            grid.addLayout(column(press, *below, gap=0), 2 * at + 2, 0)
            for number, cell in enumerate(each.cells, 1):
                grid.addWidget(label(cell), 2 * at + 2, number, right)
        return grid

    def _pick(self, title: str, each: SourceRow) -> None:
        self.behind.show_subject(Subject(f"source: {each.name}", each.name, title, pieces=each.behind, reach=self._reach))
        self.behind.take_keys()
