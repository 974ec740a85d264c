"""The life of a piece as a line, with a mark wherever it changed hands."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSlider, QToolTip

from studio.app.replay import Mark
from studio.core.events import EventType
from studio.ui.theme import SMALL_PIXELS, Theme, interface_font

_EDGE = 12  # pixels left and right of the line, so that the handle is never cut
_NEAR = 7
_COLOURS = {EventType.SUBMITTED: "blue", EventType.CHANGES_REQUESTED: "warning", EventType.APPROVED: "ok"}


class Timeline(QSlider):
    """A slider over the moments. Marks have a shape each: a triangle for handing on, a diamond for sending back, a disc for a
    yes. A press goes straight to its place."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.theme = theme
        self._marks: Sequence[Mark] = ()
        self._anchor: int | None = None
        self.setFixedHeight(44)
        self.setAccessibleName("Moments of this piece")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(320, 44)

    def show_life(self, last: int, marks: Sequence[Mark]) -> None:
        """Moments 0 to `last`, and where the piece changed hands."""
        self._marks = marks
        self.setRange(0, last)
        self.update()

    def set_anchor(self, index: int | None) -> None:
        """Where the other text of a comparison stands; None without one."""
        self._anchor = index
        self.update()

    # ------------------------------------------------------------ places

    def _x(self, index: int) -> float:
        span = max(1, self.maximum() - self.minimum())
        return _EDGE + (self.width() - 2 * _EDGE) * (index - self.minimum()) / span

    def _index(self, x: float) -> int:
        part = (x - _EDGE) / max(1, self.width() - 2 * _EDGE)
        return round(self.minimum() + min(1.0, max(0.0, part)) * (self.maximum() - self.minimum()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            near = self._mark_at(event.position().x()) if event.position().y() < 18 else None
            self.setValue(near.index if near else self._index(event.position().x()))
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.setValue(self._index(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _mark_at(self, x: float) -> Mark | None:
        near = [mark for mark in self._marks if abs(self._x(mark.index) - x) <= _NEAR]
        return min(near, key=lambda mark: abs(self._x(mark.index) - x), default=None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            mark = self._mark_at(event.pos().x())
            QToolTip.showText(event.globalPos(), mark.label if mark else "", self)
            return True
        return super().event(event)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self.theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = 24.0
        here = self._x(self.value())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("line"))
        painter.drawRoundedRect(QRectF(_EDGE, middle - 1.5, self.width() - 2 * _EDGE, 3), 1.5, 1.5)
        painter.setBrush(tokens.color("blue"))
        painter.drawRoundedRect(QRectF(_EDGE, middle - 1.5, max(3.0, here - _EDGE), 3), 1.5, 1.5)
        self._paint_marks(painter)
        if self._anchor is not None:
            self._paint_anchor(painter, self._x(self._anchor), middle)
        painter.setPen(QPen(tokens.color("blue"), 2))
        painter.setBrush(tokens.color("blue" if self.hasFocus() else "panel"))
        painter.drawEllipse(QPointF(here, middle), 6, 6)

    def _paint_marks(self, painter: QPainter) -> None:
        tokens, font = self.theme.tokens, interface_font(SMALL_PIXELS)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        free = 0.0
        for mark in self._marks:
            x, y = self._x(mark.index), 10.0
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color(_COLOURS[mark.type]))
            if mark.type is EventType.SUBMITTED:
                painter.drawPolygon(QPolygonF([QPointF(x - 4, y - 4), QPointF(x + 5, y), QPointF(x - 4, y + 4)]))
            elif mark.type is EventType.CHANGES_REQUESTED:
                painter.drawPolygon(QPolygonF([QPointF(x, y - 5), QPointF(x + 5, y), QPointF(x, y + 5), QPointF(x - 5, y)]))
            else:
                painter.drawEllipse(QPointF(x, y), 4.5, 4.5)
            name = _short(mark)
            wide = metrics.horizontalAdvance(name)
            left = min(max(float(_EDGE), x - wide / 2), self.width() - _EDGE - wide)
            if name and left > free:  # names that would run into one another are left to the tip
                painter.setPen(tokens.color("muted"))
                painter.drawText(QRectF(left, 31, wide + 1, 13), Qt.AlignmentFlag.AlignCenter, name)
                free = left + wide + 6

    def _paint_anchor(self, painter: QPainter, x: float, middle: float) -> None:
        tokens = self.theme.tokens
        painter.setPen(QPen(tokens.color("ink"), 2))
        painter.drawLine(QPointF(x, middle - 8), QPointF(x, middle + 8))
        painter.setFont(interface_font(SMALL_PIXELS, bold=True))
        painter.drawText(QRectF(x + 4, middle - 16, 14, 13), Qt.AlignmentFlag.AlignLeft, "A")


def _short(mark: Mark) -> str:
    """The mark's name under the line."""
    if mark.type is EventType.APPROVED:
        return "approved"
    if mark.type is EventType.CHANGES_REQUESTED:
        return "sent back"
    return f"r{mark.revision}" if mark.revision else ""
