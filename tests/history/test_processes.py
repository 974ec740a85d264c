"""What the history keeps when several programs write at once, and when one is killed in the middle of a word."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from studio.core.events import EventType
from studio.history import History

WRITER = """
import sys
from pathlib import Path
from studio.core.events import Actor, EventType
from studio.history import History

path, piece, name, count = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
with History.open(path) as history:
    for n in range(count):
        event = history.append(EventType.EDITED, piece, Actor.person(name), {"edits": [[0, 0, f"{name}{n} ", "typed", ""]]})
        print(event.number, event.hash, flush=True)
"""
ROOT = Path(__file__).parents[2]


def writer(path: Path, piece: str, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), piece, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})


def test_two_programs_write_three_hundred_events_each_into_one_whole_chain(desk):
    piece = desk.create(text="")
    programs = [writer(desk.path, piece, name, 300) for name in ("Mara", "Ed")]
    told = []
    for program in programs:
        output, _ = program.communicate(timeout=120)
        assert program.returncode == 0
        told.append([tuple(line.split()) for line in output.splitlines()])
    events = desk.history.events(piece, [EventType.EDITED])
    assert [event.number for event in events] == list(range(2, 602))
    for name, acknowledged in zip(("Mara", "Ed"), told, strict=True):
        own = [event for event in events if event.actor.name == name]
        assert [(str(event.number), event.hash) for event in own] == acknowledged
        assert [event.payload["edits"][0][2] for event in own] == [f"{name}{n} " for n in range(300)]
    assert desk.history.working(piece) == "".join(event.payload["edits"][0][2] for event in reversed(events))
    assert desk.history.verify().whole


def test_a_program_killed_while_writing_loses_nothing_it_had_acknowledged(desk):
    piece = desk.create(text="")
    desk.history.close()
    acknowledged: dict[str, str] = {}
    for round_ in range(20):
        program = writer(desk.path, piece, "Mara", 1_000_000)
        assert program.stdout is not None
        lines = [program.stdout.readline() for _ in range(1 + 3 * round_)]
        program.send_signal(signal.SIGKILL)
        # The last line may be cut in two by the kill: what was not said in full was not acknowledged.
        lines += [line for line in program.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
        program.stdout.close()
        assert program.wait() == -signal.SIGKILL
        acknowledged.update(line.split() for line in lines)
        with History.open(desk.path) as history:
            kept = {str(event.number): event.hash for event in history.events()}
            assert kept.items() >= acknowledged.items()
            assert history.verify().whole
    assert len(acknowledged) >= 20 + 3 * sum(range(20))


READER = """
import sys
from pathlib import Path
from studio.history import History

with History.open(Path(sys.argv[1])) as history:
    print(history.working(sys.argv[2]))
"""


def read_elsewhere(path: Path, piece: str) -> str:
    command = [sys.executable, "-c", READER, str(path), piece]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.rstrip("\n")


def test_a_second_look_at_an_open_history_takes_nothing_of_what_is_written_after_it(desk):
    piece = desk.create(text="")
    desk.edit(piece, (0, 0, "before "))
    History.open(desk.path, read_only=True).close()  # a look from a job of the same program
    assert read_elsewhere(desk.path, piece) == "before "  # another program comes and goes
    desk.edit(piece, (0, 0, "after "))
    assert read_elsewhere(desk.path, piece) == "after before "
    assert desk.history.verify().whole
