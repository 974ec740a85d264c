"""Starting the window, and drawing it into a picture where nobody looks."""

import logging
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from studio.app.sample import is_sample
from studio.app.workspace import Workspace
from studio.core.errors import KnownError
from studio.ui.settings import Settings
from studio.ui.theme import Theme, preferred
from studio.ui.window import MainWindow

_LOG = logging.getLogger(__name__)
_SIZE = (1440, 900)
_PATIENCE = 120.0  # seconds a drawing waits for the checks; the grammar engine's first start is the slowest part


def application() -> QApplication:
    """The one application object, made on first use."""
    made = QApplication.instance()
    if isinstance(made, QApplication):
        return made
    # A check running beside the window gives way to a keystroke ten times sooner than Python's own five milliseconds.
    sys.setswitchinterval(0.0005)
    app = QApplication([sys.argv[0]])
    app.setApplicationName("Blue Pencil")
    app.setDesktopFileName("bluepencil")
    return app


def open_window(settings: Settings, theme: str = "") -> MainWindow:
    """Make the main window in the size and the theme it had last."""
    app = application()
    chosen = Theme(theme or settings.text("theme") or preferred())
    chosen.use(app)
    window = MainWindow(chosen, settings)
    window.resize(*_SIZE)
    if not settings.geometry.isEmpty():
        window.restoreGeometry(settings.geometry)
    return window


def run(workspace: Workspace | Path | None, settings: Settings | None = None) -> int:
    """Open the window and stay until it is closed.

    Args:
        workspace: what to bring to the desk, or its folder where it does not open and needs help; None for the last one, or the
            welcome.
    Returns:
        The exit status.
    """
    settings = settings or Settings()
    app = application()
    window = open_window(settings)
    _show_faults(window)
    _close_on_signals(window)
    window.show()
    if isinstance(workspace, Path) or (workspace is None and settings.recent):
        folder = workspace or settings.recent[0]
        window.shell.guard(lambda: window.acts.open_workspace(folder))
    elif workspace is not None:
        shown = workspace
        window.shell.guard(lambda: window.acts.show_workspace(shown))
        if is_sample(shown.root):
            window.tour.offer()
    return app.exec()


def draw(workspace: Workspace, target: Path, theme: str = "light", size: tuple[int, int] = _SIZE, piece: str = "") -> None:
    """Draw the main window with a piece open and checked, and write it as a PNG.

    Raises:
        KnownError: when the picture cannot be written.
    """
    app = application()
    settings = Settings(workspace.root / ".window.ini")
    window = open_window(settings, theme)
    window.resize(*size)
    window.show()
    window.acts.show_workspace(workspace, piece)
    settle(window)
    window.review.walk.step_flag(True)
    for _ in range(5):
        app.processEvents()
    if not window.grab().save(str(target), "PNG"):
        raise KnownError(f"{target} could not be written.", "Choose another place.")
    window.close()
    (workspace.root / ".window.ini").unlink(missing_ok=True)


def settle(window: MainWindow, patience: float = _PATIENCE) -> None:
    """Wait until every check has answered for the text on the desk."""
    end = time.monotonic() + patience
    while not window.review.is_settled and time.monotonic() < end:
        QGuiApplication.processEvents()
        time.sleep(0.01)


def has_display() -> bool:
    """Whether a window could be seen here."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM"))


def _show_faults(window: MainWindow) -> None:
    """A bug shows itself with its traceback, and the program goes on."""

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        _LOG.error("%s", text)
        if isinstance(error, KnownError):
            window.notices.error(error)
        else:
            window.faults.show(text)

    sys.excepthook = show


def _close_on_signals(window: MainWindow) -> None:
    """Ctrl+C in the terminal and a polite `kill` close the window as its button would, so that nothing is lost."""

    def close(*_: object) -> None:
        window.shell.calls.cancel_all()  # nobody is there to be asked whether to wait for them
        window.close()

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, close)
    # Python looks at signals only between its own steps; Qt's loop has to give it some.
    ticker = QTimer(window)
    ticker.timeout.connect(lambda: None)
    ticker.start(200)
