"""The figures of a voice as a table: the measure, the AI original, the text, and the range of the target. A measure that is
pressed says how it is counted and shows sentences."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.core.voice_profile import Example
from studio.core.voicing import Lie, Row
from studio.ui.theme import GAP, SMALL, TINY, WIDE
from studio.ui.widgets import button, clear, label, line

_LIES = {Lie.INSIDE: ("✓ inside", "small"), Lie.BELOW: ("↓ below", "strong"), Lie.ABOVE: ("↑ above", "strong")}
_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NONE = "–"
_SHOWN = 3


class FigureTable(QWidget):
    """`open_measure` unfolds one; which ones are unfolded is kept while the figures change."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._unfolded: set[str] = set()
        self.names: dict[str, QPushButton] = {}
        self.details: dict[str, QWidget] = {}

    def show_rows(self, rows: Sequence[Row], examples: Mapping[str, Sequence[Example]], has_piece: bool) -> None:
        """Show every measure anew.

        Args:
            has_piece: whether there is a piece whose figures stand beside the target.
        """
        clear(self._layout)
        self.names, self.details = {}, {}
        self._layout.addWidget(_grid(_head(has_piece)))
        for row in rows:
            name = button(
                row.measure.name, partial(self.open_measure, row.measure.id), "link", "How it is counted, and sentences"
            )
            self.names[row.measure.id] = name
            self._layout.addWidget(line())
            self._layout.addWidget(_grid([name, *_cells(row, has_piece)]))
            detail = _detail(row, examples.get(row.measure.id, ()))
            detail.setVisible(row.measure.id in self._unfolded)
            self.details[row.measure.id] = detail
            self._layout.addWidget(detail)

    def open_measure(self, measure: str) -> None:
        """Unfold a measure, or fold it again."""
        self._unfolded ^= {measure}
        self.details[measure].setVisible(measure in self._unfolded)


def _head(has_piece: bool) -> list[QWidget]:
    names = ["Measure", *(["AI original", "Now", ""] if has_piece else []), "Half of its texts", "All of them"]
    made: list[QWidget] = [label(name, "small") for name in names]
    return made


def _cells(row: Row, has_piece: bool) -> Iterator[QWidget]:
    if has_piece:
        for value in (row.original, row.edited):
            yield label(_NONE if value is None else row.measure.said(value))
        words, role = _LIES[row.edited_lies] if row.edited_lies else ("", "small")
        yield label(words, role)
    wanted = row.wanted
    if wanted is None:
        yield label(_NONE, "muted")
        yield label(_NONE, "muted")
    else:
        yield label(_range(row, wanted.low, wanted.high))
        yield label(_range(row, wanted.least, wanted.most), "muted")


def _range(row: Row, low: float, high: float) -> str:
    first, last = row.measure.said(low), row.measure.said(high)
    return first if first == last else f"{first} to {last}"


def _grid(cells: Sequence[QWidget]) -> QWidget:
    """One line of the table; every line has the same columns, so they stand under each other."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, TINY, 0, TINY)
    grid.setHorizontalSpacing(GAP)
    widths = (0, 72, 56, 64, 104, 104) if len(cells) == 6 else (0, 120, 120)
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        if width:
            cell.setFixedWidth(width)
        if number and isinstance(cell, QLabel):
            cell.setAlignment(_NUMBER)
        grid.addWidget(cell, 0, number, Qt.AlignmentFlag.AlignLeft if not number else Qt.AlignmentFlag(0))
    grid.setColumnStretch(0, 1)
    return made


def _detail(row: Row, examples: Sequence[Example]) -> QWidget:
    made = QWidget()
    inner = QVBoxLayout(made)
    inner.setContentsMargins(WIDE, 0, 0, SMALL)
    inner.setSpacing(TINY)
    source = f" After {row.measure.source.removeprefix('after ')}." if row.measure.source else ""
    inner.addWidget(label(f"Unit: {row.measure.unit}. {row.measure.how}{source}", "small", wrap=True))
    for each in examples[:_SHOWN]:
        inner.addWidget(label(f"“{each.sentence}”", wrap=True, selectable=True))
        inner.addWidget(label(each.text, "small"))
    if row.wanted is not None and not examples:
        inner.addWidget(label("No sentence of its texts shows it.", "small"))
    return made
