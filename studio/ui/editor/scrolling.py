"""Keeps the two texts level: when one side scrolls, the paragraph that belongs beside comes to the same height."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock

from studio.core.changes import Row
from studio.ui.editor.view import DraftView


class LevelScrolling(QObject):
    """Ties the scroll bars of two views by their aligned lines; a line of the text is a block of the view."""

    def __init__(self, original: DraftView, working: DraftView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views = (original, working)
        self._pairs: tuple[list[int], list[int]] = ([], [])
        self._busy = False
        original.verticalScrollBar().valueChanged.connect(lambda: self._follow(0))
        working.verticalScrollBar().valueChanged.connect(lambda: self._follow(1))

    def set_rows(self, rows: Sequence[Row]) -> None:
        paired = [(row.before, row.after) for row in rows if row.before is not None and row.after is not None]
        self._pairs = ([before for before, _ in paired], [after for _, after in paired])

    def _follow(self, side: int) -> None:
        if self._busy or not self._pairs[0]:
            return
        leader, follower = self._views[side], self._views[1 - side]
        if not follower.isVisible():
            return
        bar = leader.verticalScrollBar()
        self._busy = True
        try:
            if bar.value() == bar.minimum():
                follower.verticalScrollBar().setValue(0)
            elif bar.value() == bar.maximum():
                follower.verticalScrollBar().setValue(follower.verticalScrollBar().maximum())
            else:
                self._match(leader, follower, side)
        finally:
            self._busy = False

    def _match(self, leader: DraftView, follower: DraftView, side: int) -> None:
        target = leader.viewport().height() / 3  # where the eye rests
        anchor, top = _anchor(leader, target)
        if anchor is None:
            return
        index = max(0, bisect_right(self._pairs[side], anchor.blockNumber()) - 1)
        paired = follower.document().findBlockByNumber(self._pairs[1 - side][index])
        behind = leader.document().findBlockByNumber(self._pairs[side][index])
        if behind != anchor:  # the anchor has no counterpart: take the pair above it, at the height it has
            top = leader.blockBoundingGeometry(behind).translated(leader.contentOffset()).top()
        follower.verticalScrollBar().setValue(_line_at_top(follower, paired, top))


def _anchor(view: DraftView, height: float) -> tuple[QTextBlock | None, float]:
    found, top = None, 0.0
    for block, place in view.visible_blocks():
        if place.top() > height and found is not None:
            break
        found, top = block, place.top()
    return found, top


def _line_at_top(view: DraftView, block: QTextBlock, height: float) -> int:
    """The scroll value, a count of lines, that puts the top of `block` at `height` pixels."""
    value, left = block.firstLineNumber(), height
    above = block.previous()
    while left > 0 and above.isValid():
        tall = view.blockBoundingRect(above).height()
        lines = max(1, above.lineCount())
        if tall <= left:
            value, left = above.firstLineNumber(), left - tall
        else:
            value -= round(left / (tall / lines))
            break
        above = above.previous()
    if left < 0:
        lines = max(1, block.lineCount())
        value += round(-left / (view.blockBoundingRect(block).height() / lines))
    return max(0, value)
