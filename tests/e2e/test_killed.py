"""A program that is killed in the middle of typing loses two seconds at most, and its workspace opens again whole."""

import itertools
import random
import subprocess
import sys
import time
from pathlib import Path

from studio.app.intake import take_in_files
from studio.app.workspace import Workspace

TYPIST = Path(__file__).with_name("typist.py")
WORDS = "the kettle sings and the garden wakes up slowly, cup by cup. "
ROUNDS = 20
HELD = 2.0  # seconds: what is promised


def type_and_kill(house: Path, settings: Path, after: float) -> list[float]:
    """Let the program type for `after` seconds, kill it without a word; returns each key's age at that moment, in seconds."""
    typist = subprocess.Popen([sys.executable, TYPIST, house, settings], stdout=subprocess.PIPE, text=True)
    assert typist.stdout is not None
    first = typist.stdout.readline()
    assert first, "the program ended before it typed anything"
    time.sleep(after)
    killed = time.monotonic()
    typist.kill()
    rest = typist.communicate()[0]
    assert typist.returncode == -9
    lines = [line.split() for line in (first + rest).splitlines() if line.count(" ") == 1]
    return [killed - float(moment) for _, moment in lines]


def test_kill_9_while_typing_loses_two_seconds_at_most_in_twenty_rounds(house, word_file, tmp_path):
    with Workspace.open(house) as workspace:
        piece = take_in_files(workspace, [word_file], workspace.person("Wren")).pieces[0]
        text = workspace.history.working(piece)
    dice = random.Random(20)
    saved = 0
    for number in range(ROUNDS):
        ages = type_and_kill(house, tmp_path / "window.ini", dice.uniform(0.3, 4))
        with Workspace.open(house) as workspace:
            found = workspace.verify()
            assert found.whole, found.problem
            after = workspace.history.working(piece)
        assert after.startswith(text), f"round {number}: what was there before is damaged"
        came = after[len(text) :]
        typed = "".join(itertools.islice(itertools.cycle(WORDS), len(ages)))
        assert typed.startswith(came), f"round {number}: {came[-40:]!r} is not what was typed"
        promised = sum(age > HELD for age in ages)
        assert len(came) >= promised, f"round {number}: {promised - len(came)} of {len(ages)} keys older than {HELD} s are gone"
        saved += len(came)
        text = after
    assert saved > 0, "no round lasted long enough for anything to be written"
