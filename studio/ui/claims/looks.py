"""How a claim is painted, in the text, in the gutter and in the list: every state has a colour, a line and a shape."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from studio.core.claim import Claim, ClaimNote, ClaimStatus, Standing
from studio.ui.claims.groups import is_urgent
from studio.ui.theme import GAP, TINY, Theme, Tokens
from studio.ui.widgets import label, row


class ClaimLook(Enum):
    """What can be told at a glance; the value is what the legend says."""

    WEIGHTY = "open, needs proof"
    MINOR = "open, minor"
    AGAINST = "contradicted"
    MOVED = "changed since"
    SUPPORTED = "supported"
    OPINION = "opinion"
    GONE = "words gone"

    @property
    def is_open(self) -> bool:
        """Whether a person has to look at it; such claims have a tint under their words."""
        return self in _OPEN


_OPEN = (ClaimLook.WEIGHTY, ClaimLook.MINOR, ClaimLook.AGAINST, ClaimLook.MOVED)
_COLORS = {
    ClaimLook.WEIGHTY: "claim",
    ClaimLook.MINOR: "claim",
    ClaimLook.AGAINST: "error",
    ClaimLook.MOVED: "warning",
    ClaimLook.SUPPORTED: "ok",
    ClaimLook.OPINION: "muted",
    ClaimLook.GONE: "muted",
}
_LINES: dict[ClaimLook, tuple[float, list[float]]] = {  # width in pixels, and dash and gap in widths
    ClaimLook.WEIGHTY: (2.0, []),
    ClaimLook.MINOR: (1.6, [3.0, 2.0]),
    ClaimLook.AGAINST: (1.4, []),
    ClaimLook.MOVED: (2.0, [4.0, 1.5, 1.0, 1.5]),
    ClaimLook.SUPPORTED: (2.0, []),
    ClaimLook.OPINION: (1.4, [1.0, 2.0]),
    ClaimLook.GONE: (1.4, [1.0, 2.0]),
}
_APART = 2.6  # pixels between the two lines of a contradiction


def look_of(claim: Claim) -> ClaimLook:
    """How a row of the claims desk is to be seen."""
    if claim.span is None:
        return ClaimLook.GONE
    if claim.clashes or claim.status is ClaimStatus.CONTRADICTED:
        return ClaimLook.AGAINST
    if claim.is_open and claim.note.standing is Standing.CONTRADICTS:
        return ClaimLook.AGAINST
    if is_urgent(claim):
        return ClaimLook.MOVED
    if claim.is_open or claim.lacks_consent:
        return look_of_note(claim.note)
    return ClaimLook.SUPPORTED if claim.status is ClaimStatus.SUPPORTED else ClaimLook.OPINION


def look_of_note(note: ClaimNote) -> ClaimLook:
    """How a claim looks that no row of the desk is known for yet."""
    if note.standing is Standing.CONTRADICTS:
        return ClaimLook.AGAINST
    return ClaimLook.WEIGHTY if note.severity.is_weighty else ClaimLook.MINOR


def color(look: ClaimLook, tokens: Tokens) -> QColor:
    return tokens.color(_COLORS[look])


def underline(painter: QPainter, look: ClaimLook, tokens: Tokens, left: float, right: float, base: float) -> None:
    """Draw the line under a claim's words, from `left` to `right` at the height `base`, in pixels."""
    width, dashes = _LINES[look]
    pen = QPen(color(look, tokens), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        pen.setDashPattern(dashes)
    painter.setPen(pen)
    painter.drawLine(QPointF(left, base), QPointF(right, base))
    if look is ClaimLook.AGAINST:
        painter.drawLine(QPointF(left, base - _APART), QPointF(right, base - _APART))


def shape(painter: QPainter, look: ClaimLook, tokens: Tokens, at: QPointF, size: float = 5.0) -> None:
    """Draw a claim's shape around the point `at`; `size` is half its height, in pixels."""
    ink, x, y = color(look, tokens), at.x(), at.y()
    diamond = QPolygonF([QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)])
    pen = QPen(ink, 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    near = size * 0.7
    if look is ClaimLook.WEIGHTY:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(diamond)
    elif look is ClaimLook.MINOR:
        painter.drawPolygon(diamond)
    elif look is ClaimLook.MOVED:
        painter.drawPolygon(diamond)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([QPointF(x, y - size), QPointF(x, y + size), QPointF(x - size, y)]))
    elif look is ClaimLook.AGAINST:
        pen.setWidthF(2.2)
        painter.setPen(pen)
        painter.drawLine(QPointF(x - near, y - near), QPointF(x + near, y + near))
        painter.drawLine(QPointF(x - near, y + near), QPointF(x + near, y - near))
    elif look is ClaimLook.SUPPORTED:
        pen.setWidthF(2.0)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(x - near, y), QPointF(x - 1, y + near), QPointF(x + size, y - near)]))
    elif look is ClaimLook.OPINION:
        painter.drawEllipse(at, near, near)
    else:
        painter.drawLine(QPointF(x - near, y), QPointF(x + near, y))
    painter.restore()


def picture(look: ClaimLook, theme: Theme, ratio: float = 1.0) -> QPixmap:
    """The shape by itself, 14 pixels square."""
    made = QPixmap(round(14 * ratio), round(14 * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape(painter, look, theme.tokens, QRectF(0, 0, 14, 14).center(), 4.5)
    painter.end()
    return made


class Legend(QWidget):
    """What the shapes mean, in words."""

    _SHOWN = tuple(look for look in ClaimLook if look is not ClaimLook.GONE)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(TINY)
        self._pictures: list[QLabel] = []
        for number, look in enumerate(self._SHOWN):
            each = QLabel()
            self._pictures.append(each)
            cell = QWidget()
            cell.setLayout(row(each, label(look.value, "small"), 1, gap=TINY))
            grid.addWidget(cell, number // 3, number % 3)
        self.setAccessibleName("What the marks mean: " + ", ".join(look.value for look in self._SHOWN))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        for each, look in zip(self._pictures, self._SHOWN, strict=True):
            each.setPixmap(picture(look, theme, self.devicePixelRatioF()))
