"""The page of what a person has to see to, kind by kind, each thing a line that opens its place."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QScrollArea, QSizePolicy, QWidget

from studio.app.today import CALM, PLACES, TITLES, Item, Kind, summary
from studio.ui.theme import GAP, HUGE, SMALL, TINY, WIDE, Theme
from studio.ui.times import day_and_time
from studio.ui.widgets import Elided, button, clear, column, label, line, reveal, row

_WIDTH = 860  # pixels; longer lines are hard to follow
_HEIGHT = 46


class ItemLine(QPushButton):
    """One thing; pressing it opens its place."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item
        self.setProperty("role", "row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.setAccessibleName(f"{TITLES[item.kind]}: {item.title}. {item.sentence}")
        title, said = Elided("strong", 160), Elided("small", 160)
        title.set_whole(item.title)
        said.set_whole(item.sentence)
        due = label(f"due {day_and_time(item.due)}" if item.due else "", "bad-word" if item.is_late else "small")
        for part in (title, said, due):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for part in (title, said):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inner = row(column(title, said, gap=2), due, margin=(SMALL, TINY, SMALL, TINY), gap=GAP)
        inner.setStretch(0, 1)
        self.setLayout(inner)
        self.setFixedHeight(_HEIGHT)
        if not item.piece and item.tab not in PLACES:
            self.setEnabled(False)  # a day is no place


class TodayPage(QWidget):
    """`left` says that the desk is wanted back, `picked` carries an `Item`, `telling` whether news are to be shown outside."""

    left = Signal()
    picked = Signal(object)
    telling = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._items: Sequence[Item] | None = None
        self.back = button("← Back to the desk", self.left.emit, "link", "The desk as it was (Esc)")
        self._whose = label("", "strong")
        self.summary = label("", "muted")
        self.tells = QCheckBox("Desktop notices")
        self.tells.setToolTip("Your desktop tells you when something new waits for you, while this window is in the background")
        self.tells.toggled.connect(self.telling)
        self._rows = column(gap=2)
        inner = QWidget()
        inner.setProperty("role", "panel")
        inner.setMaximumWidth(_WIDTH)
        inner.setLayout(column(self._rows, 1, margin=(WIDE, GAP, WIDE, HUGE)))
        ground = QWidget()
        ground.setProperty("role", "panel")
        middle = row(inner)
        ground.setLayout(middle)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(ground)
        head = row(self.back, self._whose, self.summary, 1, self.tells, margin=(WIDE, SMALL + 2, WIDE, SMALL + 2), gap=WIDE)
        self.setLayout(column(head, line(), self._scroll, gap=0))
        QShortcut(QKeySequence("Esc"), self, self.left.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.forget()

    def show_items(self, who: str, items: Sequence[Item]) -> None:
        """What the person has to see to; the line with the keyboard keeps it where it is still there."""
        self._whose.setText(f"Today for {who}")
        self.summary.setText(summary(items).rstrip("."))
        if items == self._items:
            return
        focus = self.focusWidget()
        had = focus.item.key if isinstance(focus, ItemLine) else ""
        self._items = tuple(items)
        clear(self._rows)
        if not items:
            self._rows.addWidget(label(CALM, "muted", wrap=True))
        for kind in Kind:
            of_kind = [item for item in items if item.kind is kind]
            if of_kind:
                heading = label(f"{TITLES[kind]}  {len(of_kind)}", "group")
                heading.setContentsMargins(SMALL, GAP, 0, TINY)
                self._rows.addWidget(heading)
            for item in of_kind:
                made = ItemLine(item)
                made.clicked.connect(partial(self.picked.emit, item))
                self._rows.addWidget(made)
        reveal(self._rows)
        if had:
            next((each for each in self.lines if each.item.key == had), self.back).setFocus()

    def forget(self) -> None:
        """Another workspace: nothing of the one before may be seen."""
        self._items = None
        self._whose.setText("Today")
        self.summary.setText("")
        clear(self._rows)

    @property
    def lines(self) -> list[ItemLine]:
        return [each for each in self.findChildren(ItemLine) if not each.isHidden()]

    def take_keys(self) -> None:
        first = next((each for each in self.lines if each.isEnabled()), None)
        (first or self.back).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._step(1 if event.key() == Qt.Key.Key_Down else -1):
            return
        super().keyPressEvent(event)

    def _step(self, by: int) -> bool:
        lines = [each for each in self.lines if each.isEnabled()]
        focus = self.focusWidget()
        at = lines.index(focus) + by if isinstance(focus, ItemLine) and focus in lines else 0
        if 0 <= at < len(lines):
            lines[at].setFocus()
            self._scroll.ensureWidgetVisible(lines[at])
            return True
        return False

    def set_theme(self, theme: Theme) -> None:
        """Its colours are those of the style sheet."""
