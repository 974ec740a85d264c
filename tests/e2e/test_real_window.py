"""The program as people start it, on a screen of its own: typed at, drawn, and closed by a polite signal."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / ".artifacts"
PATIENCE = 90.0  # seconds; a busy machine is no failure
WORDS = "The kettle sings. "

pytestmark = pytest.mark.xvfb


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.1)


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """The environment of a screen of 1440 by 900 that nobody else uses."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    assert number, "Xvfb did not start"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WAYLAND")}
    yield environment | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    server.terminate()
    server.wait(20)


class Program:
    """The running program, and an X client's hands."""

    def __init__(self, folder: Path, environment: dict[str, str], log: Path) -> None:
        self.folder, self.environment, self.log = folder, environment, log
        with log.open("wb") as out:
            command = [sys.executable, "-m", "studio", "demo", "--dir", folder]
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)

    def x(self, *command: str) -> str:
        done = subprocess.run(["xdotool", *command], env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def window(self) -> str:
        """The number X knows the window by; empty until it is there."""
        assert self.process.poll() is None, self.log.read_text()
        return self.x("search", "--onlyvisible", "--name", "Blue Pencil").partition("\n")[0]

    def edits(self) -> list[tuple[str, str]]:
        """Words and cause of every edit of the piece edited last, as the history has them."""
        with closing(sqlite3.connect(f"{(self.folder / 'history.db').as_uri()}?mode=ro", uri=True)) as db:
            rows = db.execute("SELECT payload FROM events WHERE type = 'edited' ORDER BY number").fetchall()
        return [(edit[2], edit[3]) for (payload,) in rows for edit in json.loads(payload)["edits"]]

    def picture(self, name: str) -> QImage:
        """What is on the screen now; it is kept for people to look at."""
        PICTURES.mkdir(exist_ok=True)
        path = PICTURES / name
        subprocess.run(["import", "-window", "root", path], env=self.environment, check=True, timeout=60)
        return QImage(str(path))


@pytest.fixture
def program(screen, tmp_path) -> Iterator[Program]:
    made = Program(tmp_path / "sample", screen, tmp_path / "log.txt")
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.process.wait(20)


def colours(picture: QImage) -> int:
    seen = {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}
    return len(seen)


def test_typing_and_a_fix_on_a_real_screen_arrive_in_the_history_and_a_polite_kill_loses_nothing(program):
    until(lambda: program.window() != "", "the window to appear")
    program.x("windowmove", program.window(), "0", "0")
    program.x("windowsize", program.window(), "1440", "900")
    program.x("windowfocus", "--sync", program.window())
    before = len(program.edits())

    program.x("key", "ctrl+t", "ctrl+End")
    program.x("type", "--delay", "30", WORDS)
    until(lambda: WORDS.strip() in "".join(words for words, _ in program.edits()[before:]), "typed words in the history")

    def fixed() -> bool:
        program.x("key", "F8")
        time.sleep(0.4)
        program.x("key", "Return")
        time.sleep(2.5)
        return "fix" in {cause for _, cause in program.edits()[before:]}

    program.x("key", "ctrl+Home")
    until(fixed, "a fix in the history")
    program.x("key", "F8")
    time.sleep(1)
    picture = program.picture("real-window.png")
    assert (picture.width(), picture.height()) == (1440, 900)
    assert colours(picture) > 50, "the screen is empty"

    program.x("key", "Escape")
    program.x("key", "ctrl+End")
    program.x("type", "--delay", "20", "Last words.")
    time.sleep(0.3)
    program.process.send_signal(signal.SIGTERM)
    assert program.process.wait(60) == 0, program.log.read_text()
    assert "Last words." in "".join(words for words, cause in program.edits()[before:] if cause == "typed")
    assert not re.search(r"Traceback|Error", program.log.read_text()), program.log.read_text()
    told = subprocess.run(
        [sys.executable, "-m", "studio", "verify", "-w", program.folder], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout
