"""A passage with what would go and what would come, in which a person chooses change by change."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit

from studio.core.changes import Change
from studio.core.phrases import shortened
from studio.ui.theme import SMALL, Theme, reading_font

_LEAST, _MOST = 52, 220  # pixels
_PIXELS = 14
_SAID = 60  # code points of what a screen reader is told


class DifferenceView(QTextEdit):
    """Words that would go are struck through, those that would come underlined; a change that is left out is shown faint.

    Whatever a model wrote is put in as letters, never as markup. `turned` says that another change is chosen or left out.
    """

    turned = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._text, self._changes = "", tuple[Change, ...]()
        self._places: list[tuple[int, int]] = []  # of each change, as Qt counts
        self.left_out = set[int]()
        self.current = 0
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("difference")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.document().setDefaultFont(reading_font(_PIXELS))
        self.document().setDocumentMargin(SMALL)
        self.setAccessibleName("Proposed changes")

    # ------------------------------------------------------------ what it shows

    def show_changes(self, text: str, changes: Sequence[Change]) -> None:
        """Args: text: the passage as it stands; changes: what would become of it, spans counted in it."""
        self._text, self._changes = text, tuple(changes)
        self.left_out.clear()
        self.current = 0
        self._draw()

    @property
    def chosen(self) -> list[int]:
        """Which changes are to be made, from 0."""
        return [number for number in range(len(self._changes)) if number not in self.left_out]

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._draw()

    def _draw(self) -> None:
        tokens = self.theme.tokens
        self.setStyleSheet(
            f"#difference {{ background: {tokens.background}; color: {tokens.ink}; border: 1px solid {tokens.line};"
            f" border-radius: 6px; font-family: 'Pencil Serif'; font-size: {_PIXELS}px; }}"
        )
        self.clear()
        cursor, at = QTextCursor(self.document()), 0
        self._places = []
        for number, change in enumerate(self._changes):
            cursor.insertText(self._text[at : change.before.start], self._look("ink"))
            start, is_out = cursor.position(), number in self.left_out
            gone = self._look("ink") if is_out else self._look("deleted_ink", "deleted", strikes=True)
            come = self._look("faint", strikes=True) if is_out else self._look("inserted_ink", "inserted", underlines=True)
            if number == self.current and self.hasFocus():
                for look in (gone, come):
                    look.setBackground(tokens.color("blue_tint"))
            cursor.insertText(_seen(change.before_text), gone)
            cursor.insertText(_seen(change.after_text), come)
            self._places.append((start, cursor.position()))
            at = change.before.end
        cursor.insertText(self._text[at:], self._look("ink"))
        self._fit()
        self.setAccessibleDescription(self._said())

    def _look(self, ink: str, ground: str = "", *, strikes: bool = False, underlines: bool = False) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self.theme.tokens.color(ink))
        if ground:
            made.setBackground(self.theme.tokens.color(ground))
        made.setFontStrikeOut(strikes)
        made.setFontUnderline(underlines)
        return made

    def fit(self, width: int) -> None:
        """As high as its words are in so many pixels, within reason."""
        self.setFixedWidth(width)
        self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(max(1, self.width() - 2))
        self.setFixedHeight(int(min(_MOST, max(_LEAST, self.document().size().height() + 4))))

    def _said(self) -> str:
        if not self._changes:
            return "No change."
        change = self._changes[self.current]
        gone, come = (shortened(text, _SAID) or "nothing" for text in (change.before_text, change.after_text))
        state = "left out" if self.current in self.left_out else "chosen"
        return f"Change {self.current + 1} of {len(self._changes)}: “{gone}” becomes “{come}”; {state}."

    # ------------------------------------------------------------ choosing

    def turn(self, number: int) -> None:
        """Leave a change out, or take it in again."""
        if 0 <= number < len(self._changes):
            self.current = number
            self.left_out ^= {number}
            self._draw()
            self.turned.emit()

    def step(self, by: int) -> None:
        """Go to the next change or the one before."""
        if self._changes:
            self.current = min(len(self._changes) - 1, max(0, self.current + by))
            self._draw()
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._places[self.current][0])
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = self.cursorForPosition(event.position().toPoint()).position()
        number = next((each for each, (start, end) in enumerate(self._places) if start <= at <= end), -1)
        self.turn(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() == Qt.Key.Key_Space:
            self.turn(self.current)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
        else:
            event.ignore()  # the card's keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._draw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._draw()


def _seen(text: str) -> str:
    """Line ends on their own would be seen as nothing."""
    return text if text.strip() else text.replace("\n", "¶\n")
