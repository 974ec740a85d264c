"""A chart in the window: drawn in the colours of the theme, read week by week with the mouse or the arrow keys."""

from PySide6.QtCore import QByteArray, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.reports.charts import Chart, Colours, Drawing, describe, draw, figure
from studio.ui.theme import RADIUS, Theme, Tokens

HEIGHT = 148
_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def colours(tokens: Tokens) -> Colours:
    """The theme's tokens as a chart knows them; the first series is blue, and green and amber mean what they always mean."""
    return Colours(
        ground=tokens.panel,
        ink=tokens.ink,
        muted=tokens.muted,
        line=tokens.line,
        target=tokens.inserted,
        series=(tokens.blue, tokens.muted, tokens.ok, tokens.warning, tokens.claim),
        face="Pencil Sans",
    )


class ChartView(QWidget):
    """`picked` carries the number of the week that was clicked, or chosen with Return."""

    picked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chart: Chart | None = None
        self._drawing: Drawing | None = None
        self._renderer = QSvgRenderer(self)
        self.current = -1
        self._under = -1
        self.setMinimumWidth(200)
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    @property
    def chart(self) -> Chart | None:
        return self._chart

    def show_chart(self, chart: Chart) -> None:
        if chart != self._chart:
            self.current = -1
        self._chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(describe(chart))
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw()

    def center_of(self, label: int) -> QPointF:
        """The middle of a week's column."""
        assert self._drawing
        area = self._drawing.column(label)
        return QPointF(area.x + area.width / 2, area.y + area.height / 2)

    def _draw(self) -> None:
        if self._chart:
            self._drawing = draw(self._chart, colours(self._theme.tokens), float(self.width()), float(self.height()))
            self._renderer.load(QByteArray(self._drawing.svg.encode()))
        self.update()

    def _told(self, label: int) -> str:
        """A week and all its figures, for a tip."""
        chart = self._chart
        assert chart
        unit = f" {chart.unit}" if len(chart.unit) > 1 else ""
        lines = [f"Week of {chart.labels[label]}"]
        for row in chart.series:
            value = row.values[label]
            lines.append(f"{row.name}: {'not recorded' if value is None else figure(value, chart.unit) + unit}")
        return "\n".join(lines)

    def _label_at(self, place: QPointF) -> int:
        area = self._drawing.at(place.x(), place.y()) if self._drawing else None
        return area.label if area else -1

    # ------------------------------------------------------------ events

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        is_empty = self._chart is None or self._chart.is_empty
        for label, shade in ((self._under, "hover"), (self.current, "blue_tint")):
            if self._drawing and self._chart and 0 <= label < len(self._chart.labels) and not is_empty:
                area = self._drawing.column(label)
                painter.setBrush(tokens.color(shade))
                painter.drawRoundedRect(QRectF(area.x, area.y - 4, area.width, area.height + 4), RADIUS, RADIUS)
        self._renderer.render(painter, QRectF(self.rect()))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.color("blue"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._chart and self.current < 0 and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.current = len(self._chart.labels) - 1
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._chart.labels) - 1 if self._chart else -1
        key = Qt.Key(event.key())
        if last < 0:
            super().keyPressEvent(event)
        elif key in _KEYS:
            self._go(min(max(self.current + _KEYS[key], 0), last))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current >= 0:
            self.picked.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _go(self, label: int) -> None:
        self.current = label
        self.update()
        QToolTip.showText(self.mapToGlobal(self.center_of(label).toPoint()), self._told(label), self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self._label_at(event.position())
        if under != self._under:
            self._under = under
            can_pick = under >= 0 and self._chart is not None and not self._chart.is_empty
            self.setCursor(Qt.CursorShape.PointingHandCursor if can_pick else Qt.CursorShape.ArrowCursor)
            self.setToolTip(self._told(under) if can_pick else "")
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        label = self._label_at(event.position())
        if label >= 0:
            self.current = label
            self.update()
            self.picked.emit(label)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._under = -1
        self.update()
