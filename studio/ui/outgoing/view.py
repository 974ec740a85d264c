"""Texts as they would go out, to the letter, with placeholders marked and what each stands for on pointing at it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from studio.core.masking import Masks, placeholders_in
from studio.core.phrases import shortened
from studio.ui.editor.offsets import Offsets
from studio.ui.theme import Theme

_LONGEST = 120  # code points of a datum in a tip


class OutgoingView(QPlainTextEdit):
    """For reading and for marking; every text stands under a head of ours, which does not go out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._data: list[tuple[int, int, str]] = []  # Qt positions of placeholders, and what they stand for
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.viewport().setMouseTracking(True)
        self.setProperty("role", "file")
        self.setAccessibleName("What goes out")

    def show_texts(self, texts: Sequence[tuple[str, str]], masks: Masks, masked: Sequence[int] = ()) -> None:
        """Show texts, each under its head; the place that was read stays in sight.

        Args:
            masked: how many code points of each text were masked, from its beginning; all of them where nothing is said.
        """
        at = self.verticalScrollBar().value()
        whole, heads, bodies = "", list[tuple[int, int]](), list[tuple[int, int]]()
        for (head, text), many in zip(texts, masked or [len(text) for _, text in texts], strict=True):
            whole += "\n\n" if whole else ""
            heads.append((len(whole), len(whole) + len(head)))
            bodies.append((len(whole) + len(head) + 1, len(whole) + len(head) + 1 + many))
            whole += f"{head}\n{text}"
        self.setPlainText(whole)
        offsets = Offsets(whole)
        self._data = [
            (offsets.to_qt(start + first), offsets.to_qt(end + first), datum)
            for first, last in bodies
            for start, end, datum in placeholders_in(whole[first:last], masks)
        ]
        looks = [self._look((offsets.to_qt(start), offsets.to_qt(end)), self._head_look()) for start, end in heads]
        looks += [self._look((start, end), self._datum_look()) for start, end, _ in self._data]
        self.setExtraSelections(looks)
        self.verticalScrollBar().setValue(at)

    @property
    def marked(self) -> str:
        """What is selected; a placeholder that is only touched is meant whole."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        if start == end:
            return ""
        start, end = _widened(start, end, [(first, last) for first, last, _ in self._data])
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n")

    def stands_for(self, position: int) -> str:
        """What the placeholder at a Qt position stands for; empty where there is none."""
        return next((datum for start, end, datum in self._data if start <= position < end), "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        datum = self.stands_for(self.cursorForPosition(event.position().toPoint()).position())
        self.viewport().setToolTip(shortened(datum, _LONGEST) if datum else "")

    def _look(self, span: tuple[int, int], look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self.document())
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        made = QTextEdit.ExtraSelection()
        made.cursor, made.format = cursor, look
        return made

    def _head_look(self) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setForeground(QColor(self._theme.tokens.muted))
        look.setFontWeight(QFont.Weight.Bold)
        return look

    def _datum_look(self) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setBackground(QColor(self._theme.tokens.blue_tint))
        look.setForeground(QColor(self._theme.tokens.blue))
        return look


def _widened(start: int, end: int, places: Iterable[tuple[int, int]]) -> tuple[int, int]:
    for first, last in places:
        if first < end and start < last:
            start, end = min(start, first), max(end, last)
    return start, end
