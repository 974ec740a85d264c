"""Quiet messages above the gate line: what happened and, where there is something, what to do. Nothing modal."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressBar, QPushButton, QToolButton, QWidget

from studio.core.errors import KnownError
from studio.ui.theme import GAP, SMALL, WIDE, Theme
from studio.ui.widgets import label, row

_SECONDS = 7


class Notices(QWidget):
    """One message at a time. News go by themselves; an error stays until it is closed.

    What was said over another page than the first one, the desk, goes with that page, unless it offers something to do.
    """

    def __init__(self, theme: Theme, cancel: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = label("", wrap=True, selectable=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._act = QPushButton()
        self._act.setProperty("role", "link")
        self._act.clicked.connect(self._press)
        self._do: Callable[[], object] = lambda: None
        self._cancel = cancel
        self._close = QToolButton()
        self._close.setProperty("role", "flat")
        self._close.setAccessibleName("Close")
        self._close.clicked.connect(self._dismiss)
        self._desk: QWidget | None = None
        self._said_over: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._is_progress = self._is_error = self._can_be_cancelled = False
        bar = row(self.text, self._bar, self._act, self._close, margin=(WIDE, SMALL, WIDE, SMALL), gap=GAP)
        bar.setStretch(0, 1)
        self.setLayout(bar)
        self.hide()

    def lie_over(self, part: QWidget) -> None:
        """Lie over this part of the window from now on, with what is said and still counts there."""
        self._desk = self._desk or part
        if part is not self.parentWidget():
            is_of_page = self._said_over not in (None, self._desk) and not self._is_progress and not self._act.text()
            is_shown = not self.isHidden() and not is_of_page
            self.setParent(part)
            self.setVisible(is_shown)
            self.place()

    def place(self) -> None:
        """Along the lower edge of whatever it lies over."""
        below = self.parentWidget()
        if below:
            self.resize(below.width(), 10)
            beside = sum(part.sizeHint().width() + GAP for part in (self._bar, self._act, self._close) if not part.isHidden())
            height = max(36, self.text.heightForWidth(max(200, below.width() - 2 * WIDE - beside)) + 2 * SMALL)
            self.setGeometry(0, below.height() - height, below.width(), height)
            self.raise_()

    def clear(self) -> None:
        """What was said is over."""
        if not self._is_progress:
            self.hide()

    def say(self, text: str, action: str = "", do: Callable[[], object] = lambda: None) -> None:
        """News: goes by itself."""
        self._show(text, self.theme.tokens.ink, action, do)
        self._timer.start(_SECONDS * 1000)

    def error(self, error: KnownError | str, action: str = "", do: Callable[[], object] = lambda: None) -> None:
        """Something the person should know about: stays."""
        self._timer.stop()
        self._show(str(error), self.theme.tokens.error, action, do)
        self._is_error = True

    def progress(self, title: str, done: int, total: int, can_be_cancelled: bool = True) -> None:
        """Show how far a job is, with a way to cancel where there is one; `total` 0 means that nobody knows.

        An error that nobody has closed yet is not covered by it, nor are news that nobody can have read yet.
        """
        if not self.isHidden() and (self._is_error or self._timer.isActive()):
            return
        self._timer.stop()
        self._show(title, self.theme.tokens.ink, "Cancel" if can_be_cancelled else "", self._cancel)
        self._is_progress, self._can_be_cancelled = True, can_be_cancelled
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.show()
        self.place()

    def end_progress(self) -> None:
        if self._is_progress:
            self._is_progress = False
            self.hide()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme

    def put_icons(self) -> None:
        self._close.setIcon(self.theme.icon("x"))

    def _show(self, text: str, color: str, action: str, do: Callable[[], object]) -> None:
        self._is_progress = self._is_error = False
        self._said_over = self.parentWidget()
        self.text.setText(text)
        self.text.setStyleSheet(f"color: {color};")
        self._act.setText(action)
        self._act.setVisible(bool(action))
        self._do = do
        self._bar.hide()
        self.show()
        self.place()

    def _press(self) -> None:
        self.hide()
        self._do()

    def _dismiss(self) -> None:
        if self._is_progress and self._can_be_cancelled:
            self._cancel()
        self.hide()
