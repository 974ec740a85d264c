"""A list of rows that fold: one is unfolded at a time, the arrow keys go from row to row, and what is typed in a row stays."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from studio.ui.theme import GAP, SMALL, TINY, WIDE, Theme
from studio.ui.widgets import column, label, line, row

_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
_HEADING = 40  # pixels; so that a group's heading is seen above its first row


class FoldRow(QFrame):
    """One row; what stands in it is laid into `body`.

    `chosen` says that the keyboard or the mouse came to it; `moved` carries a key that leads to another row; `left` says that
    Escape was pressed.
    """

    chosen = Signal()
    moved = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.is_open = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.body = column(margin=(WIDE, GAP, WIDE, GAP), gap=TINY + 1)
        self._ground = QWidget()
        self._ground.setObjectName("ground")
        self._ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ground.setLayout(self.body)
        self.setLayout(column(self._ground, line(), gap=0))

    def unfold(self, is_open: bool) -> None:
        """Show all of it, or the first lines."""
        if is_open != self.is_open:
            self.is_open = is_open
            self.draw()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.draw()

    def draw(self) -> None:
        """Show everything as it is now. Whoever builds on this shows its own parts first."""
        tint = self.theme.tokens.blue_tint if self.is_open else "transparent"
        self._ground.setStyleSheet(f"#ground {{ background: {tint}; }}")

    def press(self, key: int) -> bool:
        """Do what a plain key stands for; False where it stands for nothing."""
        return False

    @property
    def has_keys_within(self) -> bool:
        """Whether the keyboard is in a field or on a button of it."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.has_keys_within:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in _PASSING:
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, is_plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape and self.hasFocus():
            self.left.emit()
        elif key in _MOVES and is_plain and self.hasFocus():
            self.moved.emit(key)
        elif not (is_plain and self.hasFocus() and self.press(key)):
            super().keyPressEvent(event)


R = TypeVar("R", bound=FoldRow)


class FoldList(QWidget, Generic[R]):
    """The rows, each under a key, with headings between them.

    Args:
        make: makes the row of a key.
        leave: gives the keyboard back to the text.
        chosen: told of the key that is unfolded now.
    """

    def __init__(
        self, make: Callable[[Hashable], R], leave: Callable[[], object], chosen: Callable[[Hashable], object] = lambda key: None
    ) -> None:
        super().__init__()
        self._make, self._leave, self._chosen = make, leave, chosen
        self.rows: dict[Hashable, R] = {}
        self.current: Hashable = None
        self._order: tuple[object, ...] = ()
        self._headings: list[QWidget] = []
        self._inner = QWidget()
        self._list = QVBoxLayout(self._inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(self._inner)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(self._area, gap=0))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._bring_into_sight)

    def lay(self, groups: Sequence[tuple[str, str, Sequence[Hashable]]]) -> None:
        """Put the rows in their order; a row that was there is never made again.

        Args:
            groups: heading, a hint beside it, and the keys under it; a group without a heading has none drawn.
        """
        order = tuple((heading, hint, tuple(keys)) for heading, hint, keys in groups)
        if order == self._order:
            return
        had_keys = self.has_keys
        self._order = order
        wanted = [key for _, _, keys in groups for key in keys]
        old, self.rows = self.rows, {}
        for key in wanted:
            self.rows[key] = old.pop(key, None) or self._made(key)
        for gone in old.values():
            self._let_go(gone)
        for heading in self._headings:
            self._let_go(heading)
        self._headings = []
        place = 0
        for words, hint, keys in groups:
            parts: list[QWidget] = [self.rows[key] for key in keys]
            if words and keys:
                self._headings.append(_heading(words, hint))
                parts.insert(0, self._headings[-1])
            for part in parts:
                self._list.removeWidget(part)
                self._list.insertWidget(place, part)
                part.show()
                place += 1
        for key, made in self.rows.items():
            made.unfold(key == self.current)
        if had_keys and not self.has_keys:
            self.take_keys()

    def clear(self) -> None:
        """Another piece, or none: no row stays."""
        self.lay(())
        self.current = None

    def set_theme(self, theme: Theme) -> None:
        for made in self.rows.values():
            made.set_theme(theme)

    def mark(self, key: Hashable) -> None:
        """Unfold this row and fold the others."""
        self.current = key
        for each, made in self.rows.items():
            made.unfold(each == key)
        self._later.start(0)  # once the rows have the height they will have

    def go_to(self, key: Hashable) -> None:
        """Choose a row and give it the keyboard, even while the window is not the active one: a sheet may lie over it still."""
        made = self.rows.get(key)
        if made:
            self.mark(key)
            made.setFocus()
            self._chosen(key)

    @property
    def has_keys(self) -> bool:
        """Whether the keyboard is in the list."""
        focus = QApplication.focusWidget()
        return focus is not None and self._inner.isAncestorOf(focus)

    def take_keys(self, first: Hashable = None) -> None:
        """Give the keyboard to the row that is unfolded, else to `first`, else to the first of all."""
        made = self.rows.get(self.current) or self.rows.get(first) or next(iter(self.rows.values()), None)
        if made:
            made.setFocus()

    def _made(self, key: Hashable) -> R:
        made = self._make(key)
        made.chosen.connect(lambda: self._choose(key))
        made.moved.connect(lambda pressed: self._step(key, pressed))
        made.left.connect(lambda: self._leave())
        made.draw()
        return made

    def _choose(self, key: Hashable) -> None:
        is_new = key != self.current
        self.mark(key)
        if is_new:
            self._chosen(key)

    def _step(self, key: Hashable, pressed: int) -> None:
        keys = list(self.rows)
        index = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(keys) - 1}.get(Qt.Key(pressed))
        if index is None:
            index = keys.index(key) + (1 if pressed == Qt.Key.Key_Down else -1)
        if 0 <= index < len(keys):
            self.rows[keys[index]].setFocus()

    def _let_go(self, part: QWidget) -> None:
        if part.isAncestorOf(QApplication.focusWidget() or self) or part.hasFocus():
            self.setFocus()  # or Qt gives the keyboard to whoever comes next
        self._list.removeWidget(part)
        part.hide()
        part.deleteLater()

    def _bring_into_sight(self) -> None:
        made = self.rows.get(self.current)
        if made:
            self._area.ensureWidgetVisible(made, 0, min(_HEADING, self._area.height() // 4))


def _heading(words: str, hint: str) -> QWidget:
    made = QWidget()
    made.setLayout(row(label(words, "group"), label(hint, "small"), 1, margin=(WIDE, GAP, WIDE, TINY), gap=SMALL))
    return made
