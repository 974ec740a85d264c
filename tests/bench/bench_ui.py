"""What our window costs beside Qt's bare one: keystrokes in a long flagged text, flags after a keystroke, and the start.

Run it: `python tests/bench/bench_ui.py [--profile]`. Prints one line per measure: a ratio or milliseconds, and the target.

Keystrokes: a key click and all the events it leads to, in our window with every check lane on, and in a QPlainTextEdit of
the same size, face and text, key by key in turn. Between two keys the events of both windows run for a while, as between
the keys of a person, so that answers of the checks arrive as they would. Start: fresh processes in turn, from launching
Python to the first paint that shows text; ours is the real command on the sample workspace. Medians are compared.
"""

import cProfile
import os
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtGui import QTextCursor  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit  # noqa: E402

from studio.app.intake import take_in  # noqa: E402
from studio.app.sample import open_sample  # noqa: E402
from studio.app.workspace import Workspace  # noqa: E402
from studio.core.check import Lane  # noqa: E402
from studio.formats import read_clipboard  # noqa: E402
from studio.ui.application import open_window, settle  # noqa: E402
from studio.ui.settings import Settings  # noqa: E402
from studio.ui.theme import HUGE, reading_font  # noqa: E402
from studio.ui.window import MainWindow  # noqa: E402

WORDS, FLAGS, ROUNDS, KEYS, STARTS = 10_000, 500, 9, 40, 9
BETWEEN = 0.06  # seconds from one key to the next; a quick typist takes twice as long
LETTERS = "the calm garden wakes up slowly "

BARE = """
import os, sys
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QPlainTextEdit, QWidget
class Text(QPlainTextEdit):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        os._exit(0)
app = QApplication([])
window, page = QMainWindow(), QWidget()
row = QHBoxLayout(page)
for _ in range(2):
    text = Text()
    text.setPlainText(open(sys.argv[1], encoding="utf-8").read())
    row.addWidget(text)
window.setCentralWidget(page)
window.resize(1440, 900)
window.show()
app.exec()
"""
OURS = """
import os, sys
sys.path.insert(0, sys.argv.pop(1))
from studio.ui.editor import view
painted = view.DraftView.paintEvent
def first(self, event):
    painted(self, event)
    if self.plain and not self.isReadOnly():
        print("painted", flush=True)
        os._exit(0)
view.DraftView.paintEvent = first
from studio.cli import main
main()
"""


def long_text() -> str:
    """Drafts as they come, so many words of them, and about one flag for twenty words."""
    homes = [ROOT.parent / "shared" / "data" / "drafts", ROOT / "resources" / "sample" / "drafts"]
    drafts = [path.read_text(encoding="utf-8").split("\n---\n", 1)[-1] for home in homes for path in sorted(home.glob("*.md"))]
    kept, count = ["# A long text", ""], 0
    while count < WORDS:
        for line in "\n\n".join(drafts).splitlines():
            if count >= WORDS:
                break
            kept.append(line)
            count += len(line.split())
    return "\n".join(kept)


def desk(folder: Path, text: str) -> MainWindow:
    """Our window with the text open, every lane answered."""
    workspace = Workspace.create(folder / "long", "Wren")
    take_in(workspace, read_clipboard(None, text), workspace.person())
    window = open_window(Settings(folder / "window.ini"), "light")
    window.resize(1440, 900)
    window.show()
    window.acts.show_workspace(workspace)
    settle(window)
    assert window.review.session
    return window


def bare_beside(window: MainWindow, text: str) -> QPlainTextEdit:
    ours = window.review.editor.working
    made = QPlainTextEdit()
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFont(reading_font())
    made.document().setDocumentMargin(HUGE)
    made.setPlainText(text)
    made.resize(ours.size())
    made.show()
    return made


def to_the_middle(view: QPlainTextEdit) -> None:
    """Behind the first words of the paragraph in the middle."""
    block = view.document().findBlockByNumber(view.document().blockCount() // 2)
    while len(block.text()) < 80 and block.isValid():
        block = block.next()
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + block.text().index(" "))
    view.setTextCursor(cursor)
    view.centerCursor()


def key(view: QPlainTextEdit, letter: str) -> float:
    """Seconds from the key to the painted letter."""
    start = time.perf_counter()
    QTest.keyClick(view, letter)
    QApplication.processEvents()
    return time.perf_counter() - start


def rest(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.001)


def p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def keystrokes(window: MainWindow, bare: QPlainTextEdit) -> None:
    ours = window.review.editor.working
    for view in (ours, bare):
        to_the_middle(view)
    medians: list[tuple[float, float]] = []
    tails: list[tuple[float, float]] = []
    for number in range(ROUNDS + 2):
        times: tuple[list[float], list[float]] = ([], [])
        for count in range(KEYS):
            letter = LETTERS[count % len(LETTERS)]
            for side in (0, 1) if count % 2 else (1, 0):
                times[side].append(key((ours, bare)[side], letter))
                rest(BETWEEN / 2)
        if number >= 2:  # the first rounds warm caches on both sides
            medians.append((statistics.median(times[0]), statistics.median(times[1])))
            tails.append((p95(times[0]), p95(times[1])))
    _tell("keystroke, median, beside a bare QPlainTextEdit", medians, 1.5)
    _tell("keystroke, p95, beside a bare QPlainTextEdit", tails, 2.0)


def _tell(name: str, pairs: Sequence[tuple[float, float]], target: float) -> None:
    ours, theirs = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    print(f"{name}  {ours / theirs:.2f}x target <= {target} ({ours * 1000:.2f} ms against {theirs * 1000:.2f} ms)")


def flags_after_a_key(window: MainWindow) -> None:
    session, view = window.review.session, window.review.editor.working
    assert session
    to_the_middle(view)
    times = []
    for count in range(200):
        start = time.perf_counter()
        QTest.keyClick(view, LETTERS[count % len(LETTERS)])
        while not session.is_current(Lane.FAST):
            QApplication.processEvents()
        times.append(time.perf_counter() - start)
        rest(BETWEEN)
    print(f"keystroke to style flags, ms, p95 of {len(times)}  {p95(times) * 1000:.1f} target <= 16", end=" ")
    print(f"(median {statistics.median(times) * 1000:.1f} ms)")


def first_paint(folder: Path) -> None:
    sample = folder / "sample"
    open_sample(sample).close()
    text = folder / "text.txt"
    text.write_text(next((ROOT / "resources" / "sample" / "drafts").glob("*.md")).read_text(encoding="utf-8"), encoding="utf-8")
    home = os.environ | {"XDG_CONFIG_HOME": str(folder)}

    def start(*command: str | Path) -> float:
        begun = time.perf_counter()
        with subprocess.Popen([sys.executable, "-c", *command], cwd=ROOT, env=home, stdout=subprocess.PIPE, text=True) as run:
            assert run.stdout
            line = run.stdout.readline()
            seconds = time.perf_counter() - begun
        assert line == "painted\n", line
        return seconds

    pairs = [(start(OURS, ROOT, "-w", sample), start(BARE, text)) for _ in range(STARTS + 1)][1:]
    _tell("start to first paint of the sample, beside a bare window of two texts", pairs, 1.5)


def profiled(act: Callable[[], None]) -> None:
    """Where the time of the GUI thread goes."""
    with cProfile.Profile() as profile:
        act()
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-ui-") as name:
        folder = Path(name)
        text = long_text()
        window = desk(folder, text)
        assert window.review.session
        assert len(window.review.session.marks) >= FLAGS, "the checks have not answered; nothing worth measuring"
        print(f"{len(text.split()):,} words, {len(window.review.session.marks)} flags and claims painted and moved along")
        bare = bare_beside(window, text)
        if "--profile" in sys.argv:
            profiled(lambda: keystrokes(window, bare))
            return
        keystrokes(window, bare)
        bare.close()
        flags_after_a_key(window)
        window.close()
        first_paint(folder)


if __name__ == "__main__":
    main()
