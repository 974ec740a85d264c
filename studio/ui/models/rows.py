"""Rows of a list: a title, a line of detail, a dot. One model and one delegate serve every list of the window."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.ui.theme import GAP, RADIUS, SMALL, SMALL_PIXELS, TINY, WIDE, Theme, interface_font

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


@dataclass(frozen=True)
class Row:
    """What one row shows.

    Attributes:
        title: up to two lines, bold where `strong`.
        detail: one muted line.
        dot: name of a colour token, or empty.
        count: a figure at the right end.
        is_header: a quiet heading that cannot be chosen.
        payload: what the row stands for.
        alarm: part of the detail to be set in the error colour; it stands first.
    """

    title: str
    detail: str = ""
    dot: str = ""
    count: str = ""
    is_header: bool = False
    strong: bool = True
    payload: object = None
    alarm: str = ""

    @property
    def looks(self) -> tuple[str, str, str, str, str]:
        """All that is to be seen of it."""
        return self.title, self.detail, self.dot, self.count, self.alarm


class Rows(QAbstractListModel):
    """A list of `Row`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; where nothing looks different nothing moves, so the reader's place is kept."""
        if [row.looks for row in rows] == [row.looks for row in self.rows]:
            self.rows = tuple(rows)  # what they stand for may have moved
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        shown = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown.title
        if role == Qt.ItemDataRole.UserRole:
            return shown
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (shown.title, shown.alarm, shown.detail, shown.count) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (shown.title, shown.detail) if part)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if index.isValid() and self.rows[index.row()].is_header:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def find(self, payload: object) -> QModelIndex:
        """The row that stands for `payload`; an invalid index where there is none."""
        for number, shown in enumerate(self.rows):
            if shown.payload == payload:
                return self.index(number)
        return QModelIndex()


class RowDelegate(QStyledItemDelegate):
    """Draws a row: lines, not boxes; the chosen one on a blue tint with a bar at its left."""

    def __init__(self, theme: Theme, parent: QWidget, lines: int = 2, ruled: bool = True) -> None:
        super().__init__(parent)
        self.theme = theme
        self._lines = lines
        self._ruled = ruled

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        width = option.rect.width() or 240
        if row.is_header:
            return QSize(width, 32)
        if not row.detail and not row.alarm:
            return QSize(width, 30)
        return QSize(width, 2 * GAP - TINY + self._title_rect(row, width).height() + TINY + 14)

    def _fonts(self, row: Row) -> tuple[QFont, QFont]:
        return interface_font(bold=row.strong), interface_font(SMALL_PIXELS)

    def _title_rect(self, row: Row, width: int) -> QRect:
        title, _ = self._fonts(row)
        metrics = QFontMetrics(title)
        room = width - 2 * WIDE - (30 if row.count else 0)
        bounds = metrics.boundingRect(QRect(0, 0, room, 1000), Qt.TextFlag.TextWordWrap, row.title)
        return QRect(0, 0, room, min(bounds.height(), metrics.lineSpacing() * self._lines))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        tokens, rect = self.theme.tokens, option.rect
        title, small = self._fonts(row)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.is_header:
            painter.setFont(small)
            painter.setPen(tokens.color("muted"))
            painter.drawText(rect.adjusted(WIDE, GAP - 2, -WIDE, 0), Qt.AlignmentFlag.AlignVCenter, row.title)
            painter.restore()
            return
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("blue_tint"))
            painter.drawRoundedRect(rect.adjusted(SMALL, 1, -SMALL, -1), RADIUS, RADIUS)
            painter.setBrush(tokens.color("blue"))
            painter.drawRect(rect.left() + SMALL, rect.top() + RADIUS, 2, rect.height() - 2 * RADIUS)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("hover"))
            painter.drawRoundedRect(rect.adjusted(SMALL, 1, -SMALL, -1), RADIUS, RADIUS)
        self._text(painter, row, rect, title, small)
        if self._ruled and row.detail:
            painter.fillRect(rect.left() + WIDE, rect.bottom(), rect.width() - 2 * WIDE, 1, tokens.color("line"))
        painter.restore()

    def _text(self, painter: QPainter, row: Row, rect: QRect, title: QFont, small: QFont) -> None:
        tokens = self.theme.tokens
        painter.setFont(title)
        painter.setPen(tokens.color("ink"))
        wanted = self._title_rect(row, rect.width())
        if not row.detail and not row.alarm:
            place = rect.adjusted(WIDE, 0, -WIDE, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, row.title)
        else:
            place = wanted.translated(rect.left() + WIDE, rect.top() + GAP - TINY)
            painter.drawText(place, Qt.TextFlag.TextWordWrap, clamped(row.title, title, place.width(), self._lines))
        if row.count:
            painter.setFont(interface_font())
            painter.setPen(tokens.color("muted"))
            painter.drawText(
                rect.adjusted(0, 0, -WIDE, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.count
            )
        if not row.detail and not row.alarm:
            return
        left = place.left()
        base = QRect(left, place.bottom() + TINY, rect.right() - WIDE - left, 16)
        if row.dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color(row.dot))
            painter.drawEllipse(base.left(), base.center().y() - 3, 7, 7)
            base.setLeft(base.left() + 14)
        painter.setFont(small)
        metrics = QFontMetrics(small)
        if row.alarm:
            painter.setPen(tokens.color("error"))
            painter.drawText(base, Qt.AlignmentFlag.AlignVCenter, row.alarm)
            base.setLeft(base.left() + metrics.horizontalAdvance(row.alarm + " "))
        painter.setPen(tokens.color("muted"))
        said = f"· {row.detail}" if row.alarm and row.detail else row.detail
        shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, base.width())
        painter.drawText(base, Qt.AlignmentFlag.AlignVCenter, shown)


def clamped(text: str, font: QFont, width: int, lines: int) -> str:
    """As much of `text` as fits into so many lines, ending in … where something is left out."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    shown: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        if len(shown) == lines - 1:
            rest = QFontMetrics(font).elidedText(text[start:], Qt.TextElideMode.ElideRight, width)
            shown.append(rest)
            break
        shown.append(text[start : start + length].rstrip())
    layout.endLayout()
    return "\n".join(shown)
