"""Opens the real window on a workspace and types for ever, fifty keys a second. Somebody else ends it."""

import itertools
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.app.workspace import Workspace
from studio.ui.application import open_window
from studio.ui.settings import Settings


def type_in_window(root: Path, settings: Path, piece: str, words: str, say: Callable[[str], object]) -> None:
    """Say a line per key, before it is pressed: the moment, by the clock that every process of this machine shares."""
    window = open_window(Settings(settings), "light")
    window.show()
    window.acts.show_workspace(Workspace.open(root), piece)
    text = window.review.editor.working
    QTest.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    for letter in itertools.cycle(words):
        say(f"{time.monotonic()}\n")
        QTest.keyClick(text, letter)
        QTest.qWait(20)
