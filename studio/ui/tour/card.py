"""The card of the tour, and the veil over everything it does not speak of."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from studio.app.touring import Step
from studio.core.piece import Role
from studio.ui.theme import DARK, GAP, RADIUS, SMALL, TINY, Theme
from studio.ui.widgets import button, clear, column, label, reveal, row

WIDTH = 340
_DIM = 110  # of 255


class Veil(QWidget):
    """Dims all but one part. It takes neither the mouse nor the keyboard."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.theme = theme
        self.hole = QRect()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, hole = QPainterPath(), QPainterPath()
        whole.addRect(self.rect())
        hole.addRoundedRect(self.hole, RADIUS, RADIUS)
        shade = QColor(DARK.background)
        shade.setAlpha(_DIM)
        painter.fillPath(whole.subtracted(hole), shade)
        if self.hole.isEmpty():
            return
        painter.setPen(QPen(self.theme.tokens.color("blue"), 2))
        painter.drawRoundedRect(self.hole.adjusted(1, 1, -1, -1), RADIUS, RADIUS)


class TourCard(QFrame):
    """Holds the keyboard until one types: Enter and → go on, ← goes back, Esc ends. Anything else typed goes to the text.

    `moved` carries 1 or -1, `left` says that the tour is over, `asked` carries the role that was chosen, and `typed` a key event
    that belongs to the text.
    """

    moved = Signal(int)
    left = Signal()
    asked = Signal(object)
    typed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour-card")
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(WIDTH)
        self._body = column(margin=GAP + 2, gap=SMALL)
        self.setLayout(self._body)
        self._keys: dict[int, Callable[[], object]] = {}
        self.hide()

    def ask(self) -> None:
        """Whose tour it is to be."""
        clear(self._body)
        self._body.addWidget(label("A short look round?", "strong"))
        self._body.addWidget(
            label("Two minutes, with this sample. Nothing can go wrong here. What will you do most?", "muted", wrap=True)
        )
        self._keys = {Qt.Key.Key_Escape: self.left.emit}
        made = []
        for number, role in enumerate(Role, 1):
            choose = self._chooser(role)
            self._keys[Qt.Key.Key_0 + number] = choose
            made.append(button(f"{number}  {_DOES[role]}", choose, "fix"))
        for each in made:
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._body.addWidget(each)
        later = button("Not now", self.left.emit, "small")
        later.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body.addLayout(row(label("1 to 3 chooses · Esc: not now", "faint"), 1, later))
        self._finish()

    def _chooser(self, role: Role) -> Callable[[], object]:
        return lambda: self.asked.emit(role)

    def show_step(self, step: Step, at: int, of: int) -> None:
        """One step; `at` counts from 0."""
        clear(self._body)
        is_last = at == of - 1
        head = row(label(step.title, "strong", wrap=True), label(f"{at + 1} of {of}", "small"), gap=SMALL)
        head.setStretch(0, 1)
        self._body.addLayout(head)
        self._body.addWidget(label(step.text, wrap=True))
        on = button("Done" if is_last else "Next", lambda: self.moved.emit(1), "fix")
        back = button("Back", lambda: self.moved.emit(-1), "small")
        back.setVisible(at > 0)
        back.setEnabled(at > 0)
        end = button("End the tour", self.left.emit, "small")
        for each in (on, back, end):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        parts: list[QWidget | int] = [on, *([back] if at else []), 1, *([] if is_last else [end])]
        self._body.addLayout(row(*parts, gap=TINY + 2))
        self._body.addWidget(label("Enter or → next · ← back · Esc ends · typing goes to the text", "faint", wrap=True))
        self._keys = {
            **dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right), lambda: self.moved.emit(1)),
            Qt.Key.Key_Left: lambda: self.moved.emit(-1),
            Qt.Key.Key_Escape: self.left.emit,
        }
        self._finish()

    def _finish(self) -> None:
        self.ensurePolished()
        reveal(self._body)
        self._body.invalidate()
        self._body.activate()
        frame = self.contentsMargins()  # its border takes a pixel on each side
        inner = WIDTH - frame.left() - frame.right()
        high = self._body.heightForWidth(inner) if self._body.hasHeightForWidth() else self._body.sizeHint().height()
        self.resize(WIDTH, high + frame.top() + frame.bottom())

    def place(self, hole: QRect, room: QRect) -> None:
        """Beside the part it speaks of where there is room, else over its lower corner; always whole inside `room`."""
        inside = room.adjusted(SMALL, SMALL, -SMALL, -SMALL)
        wide, high = self.width(), self.height()
        top = min(max(inside.top(), hole.top() + GAP), inside.bottom() - high)
        middle = min(max(inside.left(), hole.left() + GAP), inside.right() - wide)
        if hole.right() + GAP + wide <= inside.right():
            at = QPoint(hole.right() + GAP, top)
        elif hole.left() - GAP - wide >= inside.left():
            at = QPoint(hole.left() - GAP - wide, top)
        elif hole.bottom() + GAP + high <= inside.bottom():
            at = QPoint(middle, hole.bottom() + GAP)
        elif hole.top() - GAP - high >= inside.top():
            at = QPoint(middle, hole.top() - GAP - high)
        else:
            at = QPoint(min(hole.right(), inside.right()) - wide - GAP, min(hole.bottom(), inside.bottom()) - high - GAP)
        self.move(max(at.x(), inside.left()), max(at.y(), inside.top()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(event.key())
        if act and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            act()
        elif event.text() and event.text().isprintable():
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)


_DOES = {
    Role.WRITER: "I edit what the AI wrote",
    Role.EDITOR: "I approve it, or send it back",
    Role.OWNER: "I answer for what is published",
}
