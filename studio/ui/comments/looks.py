"""How a comment is marked in the text and beside it: a grey ground between two brackets, and a speech bubble.

Grey, because colour belongs to flags, claims and changes; brackets and a bubble, because no flag and no claim has them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from studio.core.thread import Thread, Voice
from studio.ui.theme import Tokens

_WEIGHT = 1.3  # pixels of the brackets
_FOOT = 3.0  # pixels


@dataclass(frozen=True, slots=True)
class Noted:
    """Words with an open comment: code points of the working text, and whether only an AI speaks there."""

    start: int
    end: int
    is_ai: bool


def noted(threads: Sequence[Thread]) -> list[Noted]:
    """What is marked in the text: open threads whose words still stand, in the order of the text."""
    found = [
        Noted(each.place.start, each.place.end, each.voice is Voice.AI and not each.is_waiting)
        for each in threads
        if each.place is not None and not each.is_resolved
    ]
    return sorted(found, key=lambda each: (each.start, each.end))


def ground(painter: QPainter, rects: Sequence[QRectF], tokens: Tokens) -> None:
    """The grey under the words, line by line."""
    tint = QColor(tokens.faint)
    tint.setAlpha(46)
    for rect in rects:
        painter.fillRect(rect.adjusted(0, 1, 0, 1), tint)


def brackets(painter: QPainter, rects: Sequence[QRectF], tokens: Tokens, *, is_ai: bool) -> None:
    """One before the first word and one after the last; those of an AI are dashed."""
    if not rects:
        return
    pen = QPen(tokens.color("muted"), _WEIGHT)
    if is_ai:
        pen.setDashPattern([2.0, 1.6])
    painter.save()
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for rect, side in ((rects[0], 1), (rects[-1], -1)):
        x = rect.left() + 0.5 if side == 1 else rect.right() - 0.5
        top, bottom = rect.top() + 1, rect.bottom() + 1
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        for y in (top, bottom):
            painter.drawLine(QPointF(x, y), QPointF(x + side * _FOOT, y))
    painter.restore()


def bubble(painter: QPainter, at: QPointF, tokens: Tokens, *, is_ai: bool = False, size: float = 4.5) -> None:
    """A speech bubble around `at`: full for a person's word, an outline for an AI's."""
    x, y = at.x(), at.y()
    box = QRectF(x - size, y - size, 2 * size, 1.5 * size)
    path = QPainterPath()
    path.addRoundedRect(box, 2, 2)
    tail = QPainterPath(QPointF(x - size * 0.45, box.bottom() - 0.5))
    tail.lineTo(x - size * 0.45, y + size)
    tail.lineTo(x + size * 0.35, box.bottom() - 0.5)
    tail.closeSubpath()
    painter.save()
    painter.setPen(QPen(tokens.color("muted"), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush if is_ai else tokens.color("muted"))
    painter.drawPath(path.united(tail))
    painter.restore()
