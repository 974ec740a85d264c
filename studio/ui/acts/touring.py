"""The guided tour through the window, for writers, editors or owners."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.touring import Step, steps
from studio.core.piece import Role
from studio.ui.acts.shell import Shell
from studio.ui.tour.card import TourCard, Veil

SEEN = "toured"
"""Setting: whether the tour was offered once."""
_MOVES = {QEvent.Type.Resize, QEvent.Type.Move}
_REARRANGES = {QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest}
"""After these, parts have their places once Qt has laid them out."""


class TourActs(QObject):
    """The hands of the tour.

    Args:
        ground: the widget that the tour lies over.
        parts: the parts of the window by the names that the steps use; each a function, for some come and go.
    """

    def __init__(self, shell: Shell, ground: QWidget, parts: Mapping[str, Callable[[], QWidget]]) -> None:
        super().__init__(shell.window)
        self._shell, self._ground, self._parts = shell, ground, parts
        self._steps: Sequence[Step] = ()
        self._at = 0
        self.veil = Veil(shell.theme(), ground)
        self.card = TourCard(ground)
        self.card.moved.connect(self._move)
        self.card.left.connect(self.end)
        self.card.asked.connect(self._on_asked)
        self.card.typed.connect(self._on_typed)
        self._followed: list[QWidget] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._place_if_on)

    @property
    def is_on(self) -> bool:
        return not self.card.isHidden()

    def offer(self) -> None:
        """Once, and never again by itself: ask whether somebody wants to be shown round."""
        if not self._shell.settings.flag(SEEN, default=False):
            self._shell.settings.set_flag(SEEN, True)
            self.ask()

    def ask(self) -> None:
        """Whose tour it is to be."""
        self._steps = ()
        self._shell.pages.close_page()
        self._shell.review.card.hide()
        self.card.ask()
        self._show()

    def begin(self, role: Role) -> None:
        self._steps, self._at = steps(role), 0
        self._shell.pages.close_page()
        self._shell.review.card.hide()
        self._step()

    def end(self) -> None:
        """Away with it, and the keyboard back to the text."""
        self.card.hide()
        self.veil.hide()
        self._steps = ()
        self._follow([])
        self._shell.review.editor.working.setFocus()

    def _on_asked(self, role: object) -> None:
        if isinstance(role, Role):
            self.begin(role)

    def _move(self, by: int) -> None:
        at = self._at + by
        if at >= len(self._steps):
            self.end()
        elif at >= 0:
            self._at = at
            self._step()

    def _step(self) -> None:
        step = self._steps[self._at]
        inspector = self._shell.review.inspector
        if step.tab and not (inspector.isVisible() and inspector.current == step.tab):
            self._shell.open_tab(step.tab)
        self.card.show_step(step, self._at, len(self._steps))
        self._show()

    def _show(self) -> None:
        self.veil.theme = self._shell.theme()
        self._place()
        for part in (self.veil, self.card):
            part.show()
            part.raise_()
        self.veil.update()
        self.card.setFocus()

    def _place(self) -> None:
        room = self._ground.rect()
        self.veil.setGeometry(room)
        part = self._parts[self._steps[self._at].anchor]() if self._steps else None
        self._follow(self._chain(part))
        self.veil.hole = self._place_of(part) if part else QRect()
        self.veil.update()
        if self._steps:
            self.card.place(self.veil.hole, room)
        else:
            self.card.move(room.center() - QPoint(self.card.width() // 2, self.card.height() // 2))

    def _place_if_on(self) -> None:
        if self.is_on:
            self._place()

    def _place_of(self, part: QWidget) -> QRect:
        if not part.isVisible():
            return QRect()
        return QRect(part.mapTo(self._ground, QPoint(0, 0)), part.size()).intersected(self._ground.rect())

    def _chain(self, part: QWidget | None) -> list[QWidget]:
        """Everything whose changes can move this part: the part, and what it stands in."""
        chain = [self._ground]
        while part is not None and part is not self._ground:
            chain.append(part)
            part = part.parentWidget()
        return chain

    def _follow(self, chain: list[QWidget]) -> None:
        if chain != self._followed:
            for each in self._followed:
                each.removeEventFilter(self)
            for each in chain:
                each.installEventFilter(self)
            self._followed = chain

    def _on_typed(self, event: object) -> None:
        """Whoever types means the text; the card stays, without the keyboard."""
        view = self._shell.review.editor.working
        view.setFocus()
        if isinstance(event, QKeyEvent):
            QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers(), event.text()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and self.is_on:
            self._place()
        elif event.type() in _REARRANGES and self.is_on:
            self._soon.start(0)
        return False
