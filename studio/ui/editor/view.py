"""One text on the screen: the reading face, its margins, and the marks painted under and over its words."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QToolTip, QWidget

from studio.core.document import normalise
from studio.core.edit import Cause, Edit
from studio.core.errors import Refused
from studio.core.flag import Flag
from studio.core.span import Span
from studio.ui.claims import looks
from studio.ui.claims.looks import ClaimLook
from studio.ui.comments.looks import Noted, brackets, ground
from studio.ui.editor.highlighter import Highlighter
from studio.ui.editor.pasting import Copied, for_clipboard
from studio.ui.editor.recorder import Recorder
from studio.ui.theme import HUGE, Theme, reading_font

Mark = tuple[int, int, Flag]

READ_ONLY = ("This is open for reading only.", "Open the workspace for writing to change the text.")


class DraftView(QPlainTextEdit):
    """A text with its marks.

    Args:
        theme: colours.
        side: `original` (read only) or `working`.

    `pressed` carries the code point a person clicked on. `tip` says what is known of the words at a place, `pasted_from` where
    what is pasted comes from, `copied` what is copied from here. `why_read_only` is what is said to whoever tries to change it
    nevertheless: what hinders, and what to do. `offers` are added to the menu of the right mouse button.
    """

    pressed = Signal(int)

    def __init__(self, theme: Theme, side: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", side)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(reading_font())
        self.document().setDefaultFont(reading_font())
        self.document().setDocumentMargin(HUGE)
        self.setCursorWidth(2)
        self.setTabChangesFocus(True)
        self.setReadOnly(side == "original")
        self.why_read_only = READ_ONLY
        self.theme = theme
        self.marks: Callable[[], Sequence[Mark]] = lambda: ()
        self.claim_look: Callable[[Flag], ClaimLook] = lambda flag: ClaimLook.WEIGHTY
        self.noted: Callable[[], Sequence[Noted]] = lambda: ()
        self.focused: Span | None = None
        self.offers: Sequence[QAction] = ()
        self.tip: Callable[[int], str] = lambda place: ""
        self.pasted_from: Callable[[QMimeData], str] = lambda data: ""
        self.copied: Callable[[], Copied | None] = lambda: None
        self._waves: dict[tuple[str, float], QPixmap] = {}
        self.recorder = Recorder(self.document(), self)
        self.highlighter = Highlighter(self.document(), theme, side)
        self.setAccessibleName("AI original" if side == "original" else "Working text")

    # ------------------------------------------------------------ text

    @property
    def plain(self) -> str:
        return self.recorder.text

    def load(self, text: str) -> None:
        """Show a text; nothing of it is recorded."""
        self.recorder.load(text)
        self.highlighter.rehighlight()

    def perform(self, edits: Sequence[Edit]) -> None:
        """Make edits through the buffer, as one step of undo.

        Args:
            edits: none overlapping, the last place first, so that each counts on the text before all of them.
        Raises:
            Refused: the text is shown for reading only.
        """
        if not edits:
            return
        if self.isReadOnly():
            raise Refused(*self.why_read_only)
        assert all(later.span.start >= earlier.span.end for later, earlier in pairwise(edits)), "edits come last place first"
        cursor = QTextCursor(self.document())
        with self.recorder.performing(edits):
            cursor.beginEditBlock()
            for edit in edits:
                cursor.setPosition(self.recorder.offsets.to_qt(edit.span.start))
                cursor.setPosition(self.recorder.offsets.to_qt(edit.span.end), QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(edit.replacement)
            cursor.endEditBlock()
        self.setTextCursor(cursor)

    def undo_step(self) -> None:
        with self.recorder.because(Cause.UNDO):
            self.undo()

    def redo_step(self) -> None:
        with self.recorder.because(Cause.REDO):
            self.redo()

    def insertFromMimeData(self, source: QMimeData) -> None:
        # Word's soft line ends and the like become ours at the door; later the history and the buffer would differ.
        with self.recorder.because(Cause.PASTED, self.pasted_from(source)):
            self.textCursor().insertText(normalise(source.text()))
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        # Qt's own carries a fixed list of formats, to which nothing can be added; Markdown has no use for the others.
        made = for_clipboard(super().createMimeDataFromSelection().text())
        if label := self.copied():
            label.put_on(made)
        return made

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # Files dropped on the text are drafts for the window to take in, not paths to be typed.
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_step()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_step()
        elif event.matches(QKeySequence.StandardKey.InsertLineSeparator):
            self.textCursor().insertBlock()  # Qt's own soft line end is a character no Markdown knows
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ places

    def caret(self) -> int:
        """Where the cursor stands, in code points."""
        return self.recorder.offsets.from_qt(self.textCursor().position())

    def selection(self) -> Span:
        cursor = self.textCursor()
        to = self.recorder.offsets.from_qt
        return Span(to(cursor.selectionStart()), to(cursor.selectionEnd()))

    def go_to(self, span: Span, select: bool = False) -> None:
        """Bring a span into sight, with some text above it, and the cursor to its start."""
        cursor = self.textCursor()
        cursor.setPosition(self.recorder.offsets.to_qt(span.end if select else span.start))
        if select:
            cursor.setPosition(self.recorder.offsets.to_qt(span.start))
            cursor.setPosition(self.recorder.offsets.to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        rect = self.cursorRect()
        if rect.top() < HUGE or rect.bottom() > self.viewport().height() - 180:
            self.centerCursor()

    def rect_of(self, span: Span) -> QRect:
        """The first line of a span, in viewport pixels; empty when it is out of sight."""
        for rect in self._rects(span.start, span.end):
            return rect.toRect()
        return QRect()

    def visible_blocks(self) -> Iterator[tuple[QTextBlock, QRectF]]:
        """Each block in sight with its place in the viewport."""
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(offset)
            if place.top() > self.viewport().height():
                return
            if block.isVisible():
                yield block, place
            block = block.next()

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        # A keystroke repaints one line, so only what touches the repainted part is laid out, once for both passes.
        dirty = QRectF(event.rect()).adjusted(0, -4, 0, 4)
        placed = [(mark, rects) for mark in self._marks_in(dirty) if (rects := self._touching(mark, dirty))]
        said = self._noted_in(dirty)
        if placed or said:
            under = QPainter(self.viewport())
            for _, rects in said:
                ground(under, rects, self.theme.tokens)
            tint = self.theme.tokens.color("claim_tint")
            for mark, rects in placed:
                if mark[2].claim and self.claim_look(mark[2]).is_open:
                    for rect in rects:
                        under.fillRect(rect.adjusted(0, 1, 0, -1), tint)
            under.end()
        super().paintEvent(event)
        if placed or said:
            over = QPainter(self.viewport())
            over.setRenderHint(QPainter.RenderHint.Antialiasing)
            for each, rects in said:
                brackets(over, rects, self.theme.tokens, is_ai=each.is_ai)
            for (start, end, flag), rects in placed:
                is_focused = self.focused is not None and self.focused.start == start and self.focused.end == end
                for rect in rects:
                    self._underline(over, rect, flag, is_focused)
            over.end()

    def _underline(self, painter: QPainter, rect: QRectF, flag: Flag, is_focused: bool) -> None:
        tokens = self.theme.tokens
        base = rect.bottom() - 1.5
        if flag.claim:
            look = self.claim_look(flag)
            color = looks.color(look, tokens)
            looks.underline(painter, look, tokens, rect.left(), rect.right(), base)
        else:
            color = tokens.severity(flag.severity)
            ratio = self.devicePixelRatioF()
            key = (color.name(), ratio)
            if key not in self._waves:
                self._waves[key] = _wave(color, ratio)
            place = QRectF(round(rect.left()), round(base - _TALL / 2), rect.width(), _TALL)
            painter.drawTiledPixmap(place, self._waves[key], QPointF())
        if is_focused:
            veil = QColor(color)
            veil.setAlpha(38)
            painter.fillRect(rect, veil)

    def _marks_in(self, dirty: QRectF) -> list[Mark]:
        """The marks of the blocks that reach into a part of the viewport."""
        marks = self.marks()
        if not marks or self.highlighter.by_origin:  # two kinds of underlines at once would say neither
            return []
        blocks = [block for block, place in self.visible_blocks() if place.intersects(dirty)]
        if not blocks:
            return []
        to = self.recorder.offsets.from_qt
        first, last = to(blocks[0].position()), to(blocks[-1].position() + blocks[-1].length())
        stop = bisect_left(marks, last, key=_start)
        # Marks are in order of their starts; one that began long before may still reach in, but none is longer than this.
        begin = bisect_left(marks, first - _LONGEST, hi=stop, key=_start)
        return [mark for mark in marks[begin:stop] if mark[1] >= first]

    def _noted_in(self, dirty: QRectF) -> list[tuple[Noted, list[QRectF]]]:
        """The comments of the blocks that reach into a part of the viewport, with the lines of their words."""
        said = self.noted()
        blocks = [block for block, place in self.visible_blocks() if place.intersects(dirty)] if said else []
        if not blocks or self.highlighter.by_origin:
            return []
        to = self.recorder.offsets.from_qt
        first, last = to(blocks[0].position()), to(blocks[-1].position() + blocks[-1].length())
        return [(each, list(self._rects(each.start, each.end))) for each in said if each.end >= first and each.start <= last]

    def _touching(self, mark: Mark, dirty: QRectF) -> list[QRectF]:
        return [rect for rect in self._rects(mark[0], mark[1]) if rect.intersects(dirty)]

    def _rects(self, start: int, end: int) -> Iterator[QRectF]:
        """The words of a span, line by line, as far as they are in sight: from their top to just under the base line."""
        to = self.recorder.offsets.to_qt
        low, high = to(start), to(end)
        offset = self.contentOffset()
        block = self.document().findBlock(low)
        while block.isValid() and block.position() < max(high, low + 1):
            place = self.blockBoundingGeometry(block).translated(offset)
            if place.top() > self.viewport().height():
                return
            if place.bottom() >= 0:
                begin = block.position()
                layout = block.layout()
                for index in range(layout.lineCount()):
                    line = layout.lineAt(index)
                    left, right = max(low - begin, line.textStart()), min(high - begin, line.textStart() + line.textLength())
                    if left < right:
                        x1, x2 = _x(line.cursorToX(left)), _x(line.cursorToX(right))
                        top = place.top() + line.y()
                        height = line.ascent() + line.descent()
                        yield QRectF(place.left() + x1, top, max(2.0, x2 - x1), height)
            block = block.next()

    # ------------------------------------------------------------ the mouse

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            at = self.cursorForPosition(event.position().toPoint()).position()
            self.pressed.emit(self.recorder.offsets.from_qt(at))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            place = self.cursorForPosition(event.pos()).position()
            QToolTip.showText(event.globalPos(), self.tip(self.recorder.offsets.from_qt(place)), self.viewport())
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu(event.pos())
        for action in menu.actions():
            # Qt's own undo and redo would go past the recorder's causes.
            mine = {"edit-undo": self.undo_step, "edit-redo": self.redo_step}.get(action.objectName())
            if mine:
                action.triggered.disconnect()
                action.triggered.connect(mine)
        if self.offers:
            menu.addSeparator()
            menu.addActions(list(self.offers))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.highlighter.set_theme(theme)
        self.viewport().update()


_PERIOD, _TALL = 6, 6  # pixels of the wavy line
_LONGEST = 5_000  # code points; the longest flag is one sentence or one table cell


def _start(mark: Mark) -> int:
    return mark[0]


def _x(value: float | tuple[float, int] | object) -> float:
    """The bindings give `cursorToX` as a number or as a pair of it and the cursor, depending on the version."""
    return float(value[0]) if isinstance(value, tuple | list) else float(value)  # type: ignore[arg-type]


def _wave(color: QColor, ratio: float) -> QPixmap:
    """One period of the wavy line, to be laid in a row: stroking a path under every flag would cost ten times as much."""
    tile = QPixmap(round(_PERIOD * ratio), round(_TALL * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.5))
    half, middle = _PERIOD / 2, _TALL / 2
    path = QPainterPath(QPointF(-_PERIOD, middle))
    for number in range(6):  # begun and ended outside, so that the ends of neighbours meet
        x = -_PERIOD + number * half
        path.quadTo(QPointF(x + half / 2, middle + (2.4 if number % 2 else -2.4)), QPointF(x + half, middle))
    painter.drawPath(path)
    painter.end()
    return tile
