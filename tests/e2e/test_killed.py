"""Programs that are killed in the middle of writing: what was acknowledged stands, typing loses two seconds, nothing is broken.

A hundred rounds with two writers at once. What a window does to a history while somebody types is done by its session and its
buffer, so most rounds kill a process that has those and no window: it is there in a moment. The others kill the real window.
"""

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.app.intake import take_in_files
from studio.app.workspace import Workspace

HERE = Path(__file__).parent
WORDS = "the kettle sings and the garden wakes up slowly, cup by cup. "
QUICK, REAL = 95, 5  # rounds: of sessions without a window, and of the real window
HELD = 2.0  # seconds: what is promised


class Nursery:
    """Processes that are started by forking one that has loaded the program already; see `nursery`."""

    def __init__(self, *loaded: str) -> None:
        command = [sys.executable, HERE / "nursery.py", *loaded]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._ask(None) == "ready"

    def _ask(self, command: list[str] | None) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if command is not None:
            self._process.stdin.write(json.dumps(command) + "\n")
            self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def start(self, kind: str, house: Path, piece: str, said: Path) -> int:
        said.unlink(missing_ok=True)
        return int(self._ask([kind, str(house), piece, str(said)]))

    def kill(self, process: int) -> None:
        os.kill(process, signal.SIGKILL)
        assert self._ask([]) == str(-signal.SIGKILL), "the writer had ended by itself"

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture
def nursery(request: pytest.FixtureRequest) -> Iterator[Nursery]:
    made = Nursery(*getattr(request, "param", ()))
    yield made
    made.close()


class Desk:
    """A workspace with a piece that is typed in and one that is written to from the command line, and what must be in it."""

    def __init__(self, house: Path, draft: Path) -> None:
        self.house = house
        other = draft.with_name("other.md")
        other.write_text("Start.")
        with Workspace.open(house) as workspace:
            self.typed, self.appended = take_in_files(workspace, [draft, other], workspace.person("Wren")).pieces
            self.text = workspace.history.working(self.typed)
        self.acknowledged = self.saved = 0
        self._seen = 0

    def hold(self, appender: Path, moments: list[float], *, thoroughly: bool) -> None:
        """After a kill: everything acknowledged is there, and of the keys all but those of the last two seconds of typing.

        Args:
            moments: when each key was typed. They are held against the last of them and not against the kill: a machine that is
                busy elsewhere lets nobody type, and takes nothing from what was typed.
        """
        with Workspace.open(self.house) as workspace:
            assert workspace.regress == ""
            kept = {event.number: event.hash for event in workspace.history.events(since=self._seen)}
            after = workspace.history.working(self.typed)
            if thoroughly:
                found = workspace.verify()
                assert found.whole, found.problems
        whole = [line for line in appender.read_text().splitlines(keepends=True) if line.endswith("\n")]
        told = {int(number): hash for number, hash in map(str.split, whole)}
        lost = told.items() - kept.items()
        assert not lost, f"{len(lost)} of {len(told)} acknowledged entries are gone"
        assert list(kept) == list(range(self._seen + 1, self._seen + len(kept) + 1))
        self._seen += len(kept)
        self.acknowledged += len(told)
        assert after.startswith(self.text), "what was there before is damaged"
        came = after[len(self.text) :]
        typed = "".join(itertools.islice(itertools.cycle(WORDS), len(moments)))
        assert typed.startswith(came), f"{came[-40:]!r} is not what was typed"
        promised = sum(moments[-1] - moment > HELD for moment in moments)
        assert len(came) >= promised, f"{promised - len(came)} of {len(moments)} keys older than {HELD} s are gone"
        self.saved += len(came)
        self.text = after


@pytest.fixture
def desk(house: Path, word_file: Path) -> Desk:
    return Desk(house, word_file)


def wait_for(file: Path, lines: int = 1) -> None:
    """Until a writer has said so much."""
    end = time.monotonic() + 120
    while not (file.exists() and file.read_bytes().count(b"\n") >= lines):
        assert time.monotonic() < end, f"nothing was written to {file.name}"
        time.sleep(0.005)


def moments_in(keys: Path) -> list[float]:
    return [float(line) for line in keys.read_text().splitlines(keepends=True) if line.endswith("\n")]


def test_kill_9_with_two_writers_loses_no_acknowledged_entry_and_two_seconds_of_typing_in_ninety_five_rounds_of_sessions(
    desk, nursery, tmp_path
):
    dice = random.Random(92)
    keys, entries = tmp_path / "keys", tmp_path / "entries"
    for number in range(QUICK):
        typist = nursery.start("typist", desk.house, desk.typed, keys)
        appender = nursery.start("appender", desk.house, desk.appended, entries)
        wait_for(keys)
        wait_for(entries)
        time.sleep(dice.uniform(0.2, 0.6))  # which are two to six seconds to the typist
        for process in dice.sample([typist, appender], 2):
            nursery.kill(process)
        desk.hold(entries, moments_in(keys), thoroughly=number % 12 == 0 or number == QUICK - 1)
    assert desk.acknowledged > QUICK
    assert desk.saved > QUICK


@pytest.mark.parametrize("nursery", [["window"]], indirect=True, ids=["window"])
def test_kill_9_of_the_real_window_beside_a_second_writer_loses_no_more_in_five_rounds(desk, nursery, tmp_path):
    dice = random.Random(8)
    keys, entries = tmp_path / "keys", tmp_path / "entries"
    for _ in range(REAL):
        window = nursery.start("window", desk.house, desk.typed, keys)
        wait_for(keys, 10)  # once keys flow, the window has come up
        appender = nursery.start("appender", desk.house, desk.appended, entries)
        wait_for(entries)
        time.sleep(dice.uniform(1.5, 3.5))
        nursery.kill(window)
        nursery.kill(appender)
        desk.hold(entries, moments_in(keys), thoroughly=True)
    assert desk.acknowledged > REAL
    assert desk.saved > REAL
