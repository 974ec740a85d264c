"""How each origin looks in the text: a tint, and a line under it of its own shape, so that nobody has to tell colours apart."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QTextCharFormat
from PySide6.QtWidgets import QWidget

from studio.core.origins import OriginKind
from studio.ui.theme import Theme

_LINES = {
    OriginKind.TYPED: (QTextCharFormat.UnderlineStyle.SingleUnderline, Qt.PenStyle.SolidLine, "solid line"),
    OriginKind.PASTED: (QTextCharFormat.UnderlineStyle.DashUnderline, Qt.PenStyle.DashLine, "dashed line"),
    OriginKind.FIX: (QTextCharFormat.UnderlineStyle.DotLine, Qt.PenStyle.DotLine, "dotted line"),
    OriginKind.REWRITE: (QTextCharFormat.UnderlineStyle.DashDotLine, Qt.PenStyle.DashDotLine, "dashes and dots"),
}
_TINTS = {
    OriginKind.TYPED: ("inserted", "ok"),
    OriginKind.PASTED: ("pasted_tint", "warning"),
    OriginKind.FIX: ("blue_tint", "blue"),
    OriginKind.REWRITE: ("claim_tint", "claim"),
    OriginKind.IMPORT: ("hover", "muted"),
}


def shape(kind: OriginKind) -> str:
    """The line in words, for the tip of the legend."""
    return _LINES[kind][2] if kind in _LINES else "no line"


def look(kind: OriginKind, theme: Theme) -> QTextCharFormat:
    """What is laid over the text's own look; nothing for the AI's words, which are the ground the others stand on."""
    made = QTextCharFormat()
    if kind in _TINTS:
        tint, ink = _TINTS[kind]
        made.setBackground(theme.tokens.color(tint))
        if kind in _LINES:
            made.setUnderlineStyle(_LINES[kind][0])
            made.setUnderlineColor(theme.tokens.color(ink))
    return made


class Swatch(QWidget):
    """A small piece of tinted, underlined paper."""

    def __init__(self, kind: OriginKind, theme: Theme) -> None:
        super().__init__()
        self._kind, self.theme = kind, theme
        self.setFixedSize(QSize(22, 14))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self.theme.tokens
        area = self.rect().adjusted(0, 1, -1, -2)
        tint, ink = _TINTS.get(self._kind, ("panel", "line"))
        painter.fillRect(area, tokens.color(tint))
        if self._kind not in _LINES:
            painter.setPen(tokens.color("line"))
            painter.drawRect(area)
            return
        painter.setPen(QPen(tokens.color(ink), 1.5, _LINES[self._kind][1]))
        painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())
