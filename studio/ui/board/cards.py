"""How a card looks, in a column and as a line of the list, and the model that both read."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.app.board import Card
from studio.core.lateness import AWAITED
from studio.core.piece import Stage
from studio.ui.models.rows import clamped
from studio.ui.theme import GAP, RADIUS, SMALL, SMALL_PIXELS, TINY, WIDE, Theme, interface_font
from studio.ui.times import date, day_and_time

CARD, LINE = 104, 34
"""Height of a card and of a line, in pixels; all are alike, so thousands of them are laid out at once."""

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class Cards(QAbstractListModel):
    """A list of `Card`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: Sequence[Card] = ()

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show these; where nothing is other than before nothing moves, so the reader's place is kept."""
        if list(cards) != list(self.cards):
            self.beginResetModel()
            self.cards = tuple(cards)
            self.endResetModel()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.cards):
            return None
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.piece.title
        if role == Qt.ItemDataRole.UserRole:
            return card
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            told = (card.piece.title, kind_of(card), who_of(card), card.late, due_of(card), open_of(card), risk_of(card))
            return (", " if role == Qt.ItemDataRole.AccessibleTextRole else "\n").join(filter(None, told))
        return None

    def find(self, piece: str) -> QModelIndex:
        """The card of a piece; an invalid index where there is none."""
        for number, card in enumerate(self.cards):
            if card.piece.id == piece:
                return self.index(number)
        return QModelIndex()


# ---------------------------------------------------------------- what a card says


def kind_of(card: Card) -> str:
    """Channel, brand where there are several, and campaign where it belongs to one."""
    return " · ".join(filter(None, (card.piece.channel.value.capitalize(), card.brand, card.campaign)))


def who_of(card: Card) -> str:
    """Who has it on the desk."""
    return card.piece.assignee or card.piece.accountable or "Nobody has it"


def due_of(card: Card) -> str:
    """When it is due, or until when it is on hold."""
    piece = card.piece
    if piece.stage is Stage.ON_HOLD:
        return f"until {date(piece.held_until)}" if piece.held_until else "until somebody says so"
    return f"due {day_and_time(piece.due)}" if piece.due and piece.stage in AWAITED and not card.late else ""


def open_of(card: Card) -> str:
    """What was open when the checks looked last; on hold, why."""
    if card.piece.stage is Stage.ON_HOLD and card.piece.held_why:
        return f"“{card.piece.held_why}”"
    if card.flags is None and card.claims is None:
        return "not checked yet"
    told = [_count(card.flags, "flag"), _count(card.claims, "claim")]
    return ", ".join(filter(None, told)) or "nothing open"


def _count(many: int | None, noun: str) -> str:
    return f"{many} {noun}{'s' * (many != 1)}" if many else ""


def risk_of(card: Card) -> str:
    """Why it is marked as of high risk, and by what that was read; the line below the texts goes by the claims, too."""
    return f"High risk by its words, channel or content type: {', '.join(card.risk)}" if card.risk else ""


# ---------------------------------------------------------------- drawing


class CardDelegate(QStyledItemDelegate):
    """A card of a column: title, what it is, who has it and by when, what is open."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, CARD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        card: Card = index.data(Qt.ItemDataRole.UserRole)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_under = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        self.draw(painter, option.rect, card, is_chosen, is_under)
        painter.restore()

    def draw(self, painter: QPainter, rect: QRect, card: Card, is_chosen: bool, is_under: bool = False) -> None:
        tokens = self.theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = rect.adjusted(SMALL, TINY, -SMALL, -TINY)
        painter.setPen(QPen(tokens.color("blue" if is_chosen else "line"), 1))
        painter.setBrush(tokens.color("blue_tint" if is_chosen else "hover" if is_under else "panel"))
        painter.drawRoundedRect(frame.adjusted(0, 0, -1, -1), RADIUS, RADIUS)
        inner = frame.adjusted(GAP, SMALL, -GAP, -SMALL)
        title, small = interface_font(bold=True), interface_font(SMALL_PIXELS)
        painter.setFont(title)
        painter.setPen(tokens.color("ink"))
        head = QRect(inner.left(), inner.top(), inner.width(), 2 * QFontMetrics(title).lineSpacing())
        painter.drawText(head, Qt.TextFlag.TextWordWrap, clamped(card.piece.title, title, head.width(), 2))
        painter.setFont(small)
        high = QFontMetrics(small).lineSpacing() + 1
        top = inner.bottom() - 3 * high + 2
        for parts in (((kind_of(card), "muted"),), self._whose(card), self._open(card)):
            _line(painter, small, QRect(inner.left(), top, inner.width(), high), parts, self.theme)
            top += high

    def _whose(self, card: Card) -> tuple[tuple[str, str], ...]:
        return (
            ((card.late, "error"), (who_of(card), "muted")) if card.late else ((who_of(card), "muted"), (due_of(card), "muted"))
        )

    def _open(self, card: Card) -> tuple[tuple[str, str], ...]:
        return ((("high risk", "warning"),) if card.risk else ()) + ((open_of(card), "muted"),)


_SHARES = (0.36, 0.13, 0.21, 0.16, 0.14)
"""How a line of the list is shared out: title, stage, channel and brand, who and due, open."""


class LineDelegate(QStyledItemDelegate):
    """The same card as one line of the list."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, LINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        card: Card = index.data(Qt.ItemDataRole.UserRole)
        tokens, rect = self.theme.tokens, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("blue_tint" if is_chosen else "hover"))
            painter.drawRoundedRect(rect.adjusted(SMALL, 1, -SMALL, -1), RADIUS, RADIUS)
        left, room = rect.left() + WIDE, rect.width() - 2 * WIDE
        due = (card.late, "error") if card.late else (due_of(card), "muted")
        cells = (
            ((card.piece.title, "ink"),),
            ((card.piece.stage.label, "muted"),),
            ((kind_of(card), "muted"),),
            ((who_of(card), "muted"), due),
            ((("high risk", "warning"),) if card.risk else ()) + ((open_of(card), "muted"),),
        )
        for share, parts in zip(_SHARES, cells, strict=True):
            wide = int(room * share)
            font = interface_font(bold=True) if parts[0][1] == "ink" else interface_font(SMALL_PIXELS)
            _line(painter, font, QRect(left, rect.top(), wide - GAP, rect.height()), parts, self.theme)
            left += wide
        painter.fillRect(rect.left() + WIDE, rect.bottom(), rect.width() - 2 * WIDE, 1, tokens.color("line"))
        painter.restore()


def _line(painter: QPainter, font: QFont, rect: QRect, parts: Sequence[tuple[str, str]], theme: Theme) -> None:
    """Words one after the other, each in its colour, the last one cut off where there is no room."""
    metrics = QFontMetrics(font)
    painter.setFont(font)
    left, told = rect.left(), [part for part in parts if part[0]]
    for number, (words, shade) in enumerate(told):
        text = words if number == 0 else f" · {words}"
        room = rect.right() - left
        if room < metrics.horizontalAdvance("…"):
            return
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setPen(theme.tokens.color(shade))
        painter.drawText(QRect(left, rect.top(), room, rect.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        left += metrics.horizontalAdvance(shown)
