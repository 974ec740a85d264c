"""One text of the past, or two side by side."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.app.replay import passage_near
from studio.core.changes import Comparison
from studio.core.span import Span
from studio.ui.editor.pair import Header
from studio.ui.editor.scrolling import LevelScrolling
from studio.ui.editor.view import DraftView
from studio.ui.theme import Theme
from studio.ui.widgets import column, line

_WIDEST = 860  # pixels of a text that stands alone: longer lines are hard to read


class PastView(DraftView):
    """A text to be read and copied from. `gone_at` is where words went out and none came; None for no such place."""

    def __init__(self, theme: Theme, side: str, name: str) -> None:
        super().__init__(theme, side)
        self.setReadOnly(True)
        self.document().setUndoRedoEnabled(False)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags)
        self.setAccessibleName(name)
        self.gone_at: int | None = None

    def show_text(self, text: str, came: Span | None) -> None:
        """Show a text and what its moment did; what stays where it was is not painted anew. The cursor goes to a passage."""
        is_first = not self.plain
        self.highlighter.set_changes(())
        self.recorder.become(text)
        self.gone_at = came.start if came is not None and not len(came) else None
        if came is not None and len(came):
            self.highlighter.set_changes(self._ranges([came]))
        if came is not None or is_first:
            self.go_to(came if came else Span(at := passage_near(text, came.start if came is not None else 0), at))
        self.viewport().update()

    def tint(self, spans: Sequence[Span]) -> None:
        self.highlighter.set_changes(self._ranges(spans))

    def _ranges(self, spans: Sequence[Span]) -> list[tuple[int, int]]:
        to = self.recorder.offsets.to_qt
        return [(to(span.start), to(span.end)) for span in spans if len(span)]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.gone_at is None:
            return
        cursor = self.textCursor()
        cursor.setPosition(self.recorder.offsets.to_qt(min(self.gone_at, len(self.plain))))
        place = self.cursorRect(cursor)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.tokens.color("error"))
        x, top, bottom = float(place.left()), float(place.top()), float(place.bottom())
        painter.drawRect(int(x) - 1, int(top), 2, int(bottom - top))
        painter.drawPolygon(QPolygonF([QPointF(x - 5, top - 1), QPointF(x + 5, top - 1), QPointF(x, top + 6)]))
        painter.end()


class PastTexts(QWidget):
    """`one` stands at the left while two are compared; `other` is the text of the moment. `pressed_key` is asked about every
    key that one of them gets, and says whether it took it."""

    turned = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.one = PastView(theme, "original", "Text A")
        self.other = PastView(theme, "working", "Text of the moment")
        self.one_head, self.other_head = Header("A"), Header("B")
        self.pressed_key: Callable[[QKeyEvent], bool] = lambda event: False
        self._scrolling = LevelScrolling(self.one, self.other, self)
        self._left, self._right, self._rule = QWidget(), QWidget(), line(vertical=True)
        self._below_head = line()
        self._left.setLayout(column(self.one_head, line(), self.one, gap=0))
        self._right.setLayout(column(self.other_head, self._below_head, self.other, gap=0))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        for part in (self._left, self._rule, self._right):
            self._row.addWidget(part, 0 if part is self._rule else 1)
        for view in (self.one, self.other):
            view.installEventFilter(self)
        self.compare(False)

    def compare(self, is_on: bool) -> None:
        """Two texts, or the one of the moment alone, in lines that can be read."""
        self._left.setVisible(is_on)
        self._rule.setVisible(is_on)
        self.other_head.setVisible(is_on)
        self._below_head.setVisible(is_on)
        self._right.setMaximumWidth(16_777_215 if is_on else _WIDEST)
        self._row.setAlignment(self._right, Qt.AlignmentFlag(0) if is_on else Qt.AlignmentFlag.AlignHCenter)
        if not is_on:
            self._right.setMinimumWidth(min(_WIDEST, max(320, self.width())))
        else:
            self._right.setMinimumWidth(0)

    @property
    def is_comparing(self) -> bool:
        return not self._left.isHidden()

    def show_comparison(self, comparison: Comparison) -> None:
        """Tint what differs on both sides, and level their scrolling."""
        self.other.gone_at = None
        self.one.tint([change.before for change in comparison.changes])
        self.other.tint([change.after for change in comparison.changes])
        self._scrolling.set_rows(comparison.rows)

    @property
    def current(self) -> PastView:
        """The one with the keyboard, else that of the moment."""
        return self.one if self.is_comparing and self.one.hasFocus() else self.other

    def resizeEvent(self, event: object) -> None:
        if not self.is_comparing:
            self._right.setMinimumWidth(min(_WIDEST, max(320, self.width())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self.pressed_key(event):
            return True
        return super().eventFilter(watched, event)

    def set_theme(self, theme: Theme) -> None:
        self.one.set_theme(theme)
        self.other.set_theme(theme)
