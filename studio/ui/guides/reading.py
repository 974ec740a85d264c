"""A column that scrolls and is no wider than can be read: what a guide and a rule are shown in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QScrollArea, QWidget

from studio.ui.theme import GAP, HUGE, SMALL
from studio.ui.widgets import column, label, row

MOST_WIDE = 760
"""Pixels; longer lines are hard to read."""


class ReadingColumn(QScrollArea):
    """Empty until `lay_out`."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def lay_out(self, *parts: QWidget | QLayout) -> None:
        """Put the parts under one another, at the top."""
        inner = QWidget()
        inner.setMaximumWidth(MOST_WIDE)
        inner.setLayout(column(*parts, 1, gap=GAP + 2))
        holder = QWidget()
        wide = row(inner, 1, margin=(HUGE + SMALL, HUGE, HUGE + SMALL, HUGE), gap=0)
        wide.setStretch(0, 1000)
        holder.setLayout(wide)
        self.setWidget(holder)


def section(title: str) -> QLabel:
    return label(title, "strong")
