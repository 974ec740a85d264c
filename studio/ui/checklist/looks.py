"""How an answer is to be seen: a shape and a word for each, and never a colour alone."""

from enum import Enum

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from studio.core.checklist import Standing
from studio.core.judgement import Answer
from studio.ui.theme import Theme

_SIZE = 14  # pixels


class Look(Enum):
    """The value is the word for it."""

    OPEN = "Not answered"
    YES = "Yes"
    NO = "No"
    NOT_APPLICABLE = "Not applicable"
    STALE = "To be answered again"


def look_of(standing: Standing) -> Look:
    if standing.answer is None:
        return Look.OPEN
    if standing.stale:
        return Look.STALE
    return {Answer.YES: Look.YES, Answer.NO: Look.NO}.get(standing.answer.answer, Look.NOT_APPLICABLE)


def picture(look: Look, theme: Theme, ratio: float = 1.0) -> QPixmap:
    """A tick, a cross, a dash, a ring, or a ring half filled, 14 pixels square."""
    made = QPixmap(round(_SIZE * ratio), round(_SIZE * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    name = {Look.YES: "ok", Look.NO: "error", Look.STALE: "warning"}.get(look, "muted")
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.tokens.color(name), 2.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if look is Look.YES:
        painter.drawPolyline(QPolygonF([QPointF(3, 7.5), QPointF(6, 10.5), QPointF(11.5, 4)]))
    elif look is Look.NO:
        painter.drawLine(QPointF(3.5, 3.5), QPointF(10.5, 10.5))
        painter.drawLine(QPointF(3.5, 10.5), QPointF(10.5, 3.5))
    elif look is Look.NOT_APPLICABLE:
        painter.drawLine(QPointF(3, 7), QPointF(11, 7))
    else:
        pen.setWidthF(1.6)
        painter.setPen(pen)
        painter.drawEllipse(QPointF(7, 7), 4.5, 4.5)
        if look is Look.STALE:
            painter.setBrush(theme.tokens.color(name))
            painter.drawPie(3, 3, 9, 9, 90 * 16, 180 * 16)
    painter.end()
    return made
