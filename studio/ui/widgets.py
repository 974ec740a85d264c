"""Small pieces every panel is built of, so that they look the same everywhere."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from studio.ui.theme import SMALL


def label(text: str = "", role: str = "", wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label; `role` names its look in the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)  # drafts and names are data, never markup
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class Elided(QLabel):
    """A label of one line that ends in … where there is no room, and says the rest in its tip."""

    def __init__(self, role: str = "", least: int = 60) -> None:
        super().__init__()
        self._whole, self._least = "", least
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def set_whole(self, text: str) -> None:
        """Show `text`, or as much of it as fits."""
        self._whole = text
        self.setToolTip(text)
        self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._least, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


def button(text: str, on_press: Callable[[], object], role: str = "", tip: str = "") -> QPushButton:
    """A button. It takes the focus by Tab, and Return presses it."""
    made = QPushButton(text)
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(True)
    made.clicked.connect(lambda: on_press())
    return made


class CalmCombo(QComboBox):
    """A choice that the wheel never changes: it scrolls the page it stands in."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CalmSpin(QSpinBox):
    """A number that the wheel never changes; the arrow keys do."""

    def __init__(self) -> None:
        super().__init__()
        self.lineEdit().setTextMargins(SMALL, 0, SMALL, 0)  # a style sheet's padding does not reach it

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def well(inner: QWidget) -> QFrame:
    """A frame around something that scrolls or is typed into."""
    made = QFrame()
    made.setProperty("role", "well")
    made.setLayout(column(inner, margin=1, gap=0))
    return made


def line(vertical: bool = False) -> QFrame:
    """A one-pixel separator."""
    made = QFrame()
    made.setProperty("role", "line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def column(*parts: QWidget | QLayout | int, margin: int | tuple[int, int, int, int] = 0, gap: int = SMALL) -> QVBoxLayout:
    """Parts one under the other; a number is a stretch."""
    made = QVBoxLayout()
    _fill(made, parts, margin, gap)
    return made


def row(*parts: QWidget | QLayout | int, margin: int | tuple[int, int, int, int] = 0, gap: int = SMALL) -> QHBoxLayout:
    """Parts side by side; a number is a stretch."""
    made = QHBoxLayout()
    _fill(made, parts, margin, gap)
    return made


def _fill(
    layout: QVBoxLayout | QHBoxLayout,
    parts: tuple[QWidget | QLayout | int, ...],
    margin: int | tuple[int, int, int, int],
    gap: int,
) -> None:
    layout.setContentsMargins(*(margin if isinstance(margin, tuple) else (margin,) * 4))
    layout.setSpacing(gap)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        elif isinstance(part, int):
            layout.addStretch(part)
        else:
            layout.addLayout(part)


def restyle(widget: QWidget, role: str) -> None:
    """Give a widget another role; Qt reads the style sheet again only when told."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while item := layout.takeAt(0):
        inner = item.widget()
        if inner:
            inner.hide()
            inner.deleteLater()
        elif sub := item.layout():
            clear(sub)


def reveal(layout: QLayout) -> None:
    """Show what was just added to the layout of a widget in sight; Qt would only do so later, and measure it as nothing."""
    for index in range(layout.count()):
        item = layout.itemAt(index)
        inner = item.widget() if item else None
        sub = item.layout() if item else None
        if inner:
            inner.ensurePolished()  # else it is measured in a face it will not have
            inner.show()
        elif sub:
            reveal(sub)
