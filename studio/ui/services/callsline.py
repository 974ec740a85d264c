"""The line at the foot of the window: the calls to AI services that run, and that everything stays on this computer."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from studio.core.document import count_words
from studio.core.phrases import count
from studio.ui.calls import Calls, Running
from studio.ui.theme import GAP, WIDE
from studio.ui.widgets import Elided, button, column, line, row

HEIGHT = 30
_PACE = 100  # milliseconds between two looks at how many words have come


class CallsLine(QWidget):
    """There only while it has something to say.

    Args:
        calls: those of the window.
        open_services: what a click on the sign of local only does.
    """

    def __init__(self, calls: Calls, open_services: Callable[[], object]) -> None:
        super().__init__()
        self._calls = calls
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.said = Elided("muted")
        self.stop = button("Cancel", self._cancel, "link")
        self.local = button(
            "Local only", open_services, "link", "Nothing goes to AI services that run elsewhere; click to change"
        )
        self.menu: QMenu | None = None
        """With each of several calls; the one that was opened last."""
        inner = QWidget()  # as tall as is left; a bare row would be as tall as its links, with the line in the air
        inner.setLayout(row(self.said, self.stop, 1, self.local, margin=(WIDE, 0, WIDE, 0), gap=GAP))
        whole = column(line(), inner, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFixedHeight(HEIGHT)
        self.local.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PACE)
        self._soon.timeout.connect(self._show)
        self._shown: tuple[Running, ...] = ()
        calls.changed.connect(self._look)
        self._show()

    def show_local(self, is_on: bool) -> None:
        """Whether everything stays on this computer."""
        self.local.setVisible(is_on)
        self._show()

    def _look(self) -> None:
        """Which calls there are is shown at once, and how far they are a few times a second."""
        if self._calls.running != self._shown:
            self._show()
        elif not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        self._shown = running = self._calls.running
        self.said.set_whole(told(running))
        self.said.setVisible(bool(running))
        self.stop.setText("Cancel" if len(running) < 2 else "Cancel…")
        self.stop.setVisible(bool(running))
        self.setVisible(bool(running) or not self.local.isHidden())

    def _cancel(self) -> None:
        running = self._calls.running
        if len(running) == 1:
            self._calls.cancel(running[0])
            return
        self.menu = QMenu(self)
        for each in running:
            self.menu.addAction(told((each,))).triggered.connect(partial(self._cancel_one, each))
        self.menu.addSeparator()
        self.menu.addAction("All of them").triggered.connect(self._cancel_all)
        self.menu.popup(self.stop.mapToGlobal(QPoint(0, -self.menu.sizeHint().height())))

    def _cancel_one(self, running: Running, _: bool = False) -> None:
        self._calls.cancel(running)

    def _cancel_all(self) -> None:
        self._calls.cancel_all()


def told(running: Sequence[Running]) -> str:
    """What runs, as one line: who does what, and how far it is."""
    if not running:
        return ""
    first = running[0]
    words = sum(count_words(each.text) for each in running)
    far = f" {count(words, 'word')}" if words else ""
    if len(running) == 1:
        return first.waiting or f"{first.call.service.name} {first.call.request.purpose.does} …{far}"
    names = list(dict.fromkeys(each.call.service.name for each in running))
    return f"{count(len(running), 'call')} to {' and '.join(names)} …{far}"
