"""The strip between the two texts: where something changed, and where something is flagged."""

from bisect import bisect_left
from collections.abc import Container, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from studio.core.changes import Change
from studio.core.flag import Severity
from studio.core.span import Span
from studio.ui.claims import looks
from studio.ui.claims.looks import ClaimLook
from studio.ui.comments.looks import bubble
from studio.ui.editor.view import DraftView, Mark

WIDTH = 26
_SOON = 60  # milliseconds
_BELOW = 10  # pixels from the shape of a flag down to the bubble on the same line
_LEGEND = """On these lines:
bar: changed
square, triangle, disc: error, warning, suggestion
full diamond: claim that needs proof; empty diamond: minor claim
cross: contradicted claim; half diamond: claim that changed since
tick: supported claim; ring: opinion
speech bubble: comment; an outline where an AI speaks"""


class Gutter(QWidget):
    """Marks level with the working text. Every kind has a colour and a shape: a bar for changes, a square for errors, a
    triangle for warnings, a disc for suggestions, and for claims what `claims.looks` draws: a diamond while they are open.

    A comment has a speech bubble, under the shape of a flag on the same line.

    `chosen` carries the span a person clicked on, `noted_chosen` the place of the words of a comment.
    """

    chosen = Signal(object)
    noted_chosen = Signal(int)

    def __init__(self, view: DraftView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._changes: Sequence[Change] = ()
        self._places: list[tuple[QRectF, Span]] = []
        self._bubbles: list[tuple[QRectF, int]] = []
        self._down = 0
        self.setFixedWidth(WIDTH)
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(_LEGEND)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.update)
        view.updateRequest.connect(self._follow)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 100)

    def set_changes(self, changes: Sequence[Change]) -> None:
        self._changes = changes
        self.update()

    def _follow(self, rect: QRect, dy: int) -> None:
        """Keep level: at once when the text scrolls, a little later when it is typed in, so that typing waits for nothing."""
        if dy:
            self.update()
        elif not self._soon.isActive():
            self._soon.start(_SOON)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._view.theme.tokens.color("line"))
        painter.drawLine(0, 0, 0, self.height())
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.setPen(Qt.PenStyle.NoPen)
        self._places, self._bubbles = [], []
        # The strip reaches up beside the heading of the text, so the text's own top lies some way down.
        self._down = self.mapFromGlobal(self._view.viewport().mapToGlobal(QPoint(0, 0))).y()
        painter.translate(0, self._down)
        blocks = list(self._view.visible_blocks())
        if not blocks:
            return
        to = self._view.recorder.offsets.from_qt
        first = to(blocks[0][0].position())
        last = to(blocks[-1][0].position() + blocks[-1][0].length())
        self._paint_changes(painter, first, last)
        self._paint_marks(painter, first, last)

    def _paint_changes(self, painter: QPainter, first: int, last: int) -> None:
        painter.setBrush(self._view.theme.tokens.color("ok"))
        bars: list[tuple[QRectF, Span]] = []
        for change in self._changes:
            if change.after.end < first or change.after.start > last:
                continue
            top, bottom = self._lines(change.after)
            if top is None or bottom is None:
                continue
            bar = QRectF(5, top, 5, max(8.0, bottom - top))
            if bars and bars[-1][0].bottom() >= bar.top() - 1:  # neighbours grow together
                bar = bars[-1][0].united(bar)
                bars[-1] = (bar, bars[-1][1])
            else:
                bars.append((bar, change.after))
        for bar, span in bars:
            painter.drawRoundedRect(bar, 2.5, 2.5)
            self._places.append((bar.adjusted(-5, -2, 2, 2), span))

    def _lines(self, span: Span) -> tuple[float | None, float | None]:
        """Top and bottom of the lines a span touches; an empty one has the line it stands on."""
        view = self._view
        to = view.recorder.offsets.to_qt
        low, high = to(span.start), to(span.end)
        block = view.document().findBlock(low)
        top = bottom = None
        offset = view.contentOffset()
        while block.isValid() and block.position() <= high:
            place = view.blockBoundingGeometry(block).translated(offset)
            if place.top() > view.height():
                break
            layout, begin = block.layout(), block.position()
            for index in range(layout.lineCount()):
                line = layout.lineAt(index)
                if line.textStart() + line.textLength() >= low - begin and line.textStart() <= high - begin:
                    y = place.top() + line.y()
                    top = y + 3 if top is None else top
                    bottom = y + line.ascent() + line.descent() - 1
            block = block.next()
        return top, bottom

    def _paint_marks(self, painter: QPainter, first: int, last: int) -> None:
        marks = self._view.marks()
        stop = bisect_left(marks, last, key=lambda mark: mark[0])
        taken: dict[int, int] = {}
        for mark in sorted((m for m in marks[:stop] if m[0] >= first), key=self._weight):
            rect = self._view.rect_of(Span(mark[0], mark[1]))
            if rect.isEmpty():
                continue
            line = rect.center().y()
            if taken.get(line, 0):  # one shape per line; the heaviest came first
                continue
            taken[line] = 1
            self._shape(painter, mark, QPointF(18, line))
            self._places.append((QRectF(12, line - 7, 14, 14), Span(mark[0], mark[1])))
        self._paint_bubbles(painter, first, last, taken)

    def _paint_bubbles(self, painter: QPainter, first: int, last: int, taken: Container[int]) -> None:
        """One bubble per line, where the shape of a flag leaves it room."""
        said_on = set[int]()
        for each in self._view.noted():
            if each.end < first or each.start > last:
                continue
            rect = self._view.rect_of(Span(each.start, each.end))
            line = rect.center().y()
            if rect.isEmpty() or line in said_on:
                continue
            said_on.add(line)
            at, size = (QPointF(18, line + _BELOW), 3.5) if line in taken else (QPointF(18, line), 4.5)
            bubble(painter, at, self._view.theme.tokens, is_ai=each.is_ai, size=size)
            self._bubbles.append((QRectF(at.x() - 7, at.y() - 5, 14, 11), each.start))

    def _shape(self, painter: QPainter, mark: Mark, at: QPointF) -> None:
        flag, tokens = mark[2], self._view.theme.tokens
        x, y = at.x(), at.y()
        if flag.claim:
            looks.shape(painter, self._view.claim_look(flag), tokens, at)
            return
        painter.setBrush(tokens.severity(flag.severity))
        if flag.severity is Severity.ERROR:
            painter.drawRoundedRect(QRectF(x - 4, y - 4, 8, 8), 1, 1)
        elif flag.severity is Severity.WARNING:
            painter.drawPolygon(QPolygonF([QPointF(x, y - 5), QPointF(x + 5, y + 4), QPointF(x - 5, y + 4)]))
        else:
            painter.drawEllipse(at, 3.5, 3.5)

    def _weight(self, mark: Mark) -> tuple[int, int]:
        """The heaviest first; a claim that has its answer gives way to everything."""
        flag = mark[2]
        if flag.claim:
            return -_WEIGHTS.get(self._view.claim_look(flag), -1), mark[0]
        return -_SEVERITIES.get(flag.severity or Severity.SUGGESTION, 0), mark[0]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position() - QPointF(0, self._down)
        for place, start in self._bubbles:
            if place.contains(at):
                self.noted_chosen.emit(start)
                return
        for place, span in reversed(self._places):
            if place.contains(at):
                self.chosen.emit(span)
                return


_WEIGHTS = {ClaimLook.AGAINST: 5, ClaimLook.MOVED: 3, ClaimLook.WEIGHTY: 3, ClaimLook.MINOR: 1}
_SEVERITIES = {Severity.ERROR: 4, Severity.WARNING: 2}
