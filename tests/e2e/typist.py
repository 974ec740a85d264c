"""Opens the window on a workspace and types for ever, fifty keys a second: `python typist.py WORKSPACE SETTINGS [PIECE]`.

Prints one line per key, before it is pressed: how many came before it, and the moment by the clock that every process
of this machine shares. Somebody else ends it.
"""

import itertools
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.app.workspace import Workspace
from studio.ui.application import open_window
from studio.ui.settings import Settings

WORDS = "the kettle sings and the garden wakes up slowly, cup by cup. "


def main(folder: Path, settings: Path, piece: str = "") -> None:
    window = open_window(Settings(settings), "light")
    window.show()
    window.acts.show_workspace(Workspace.open(folder), piece)
    text = window.review.editor.working
    QTest.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    for count, letter in enumerate(itertools.cycle(WORDS)):
        print(count, time.monotonic(), flush=True)
        QTest.keyClick(text, letter)
        QTest.qWait(20)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
