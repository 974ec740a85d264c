"""What an event costs beside the plainest thing SQLite can do, and what the history takes on the disk.

Run it: `python tests/bench/bench_history.py`. Prints one line per measure: a ratio, what it means, the target.
"""

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from studio.app.replay import Replay
from studio.app.tracing import edits_of, first_origin
from studio.core.events import Actor, EventType, canonical
from studio.core.origins import followed
from studio.history import History

ROUNDS, EACH = 9, 120
WORDS = ["tea", "garden", "morning", "letter", "customer", "honest", "quick", "clearly", "although", "number", "reader", "brand"]
MARA = Actor.person("Mara Lindt")


def run() -> list[tuple[str, float, str, str]]:
    """Returns: name, value, what it means, target."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_commits(Path(folder)), *_sizes(Path(folder)), *_states(Path(folder))]


def _draft(history: History, dice: random.Random, words: int) -> tuple[str, str]:
    text = " ".join(dice.choice(WORDS) + dice.choice(["", ",", ".", "s", "ly"]) for _ in range(words))
    piece = history.new_piece_id("Bench")
    history.append(EventType.PIECE_CREATED, piece, MARA, {"title": "Bench", "channel": "blog", "text": text})
    return piece, text


def _edit(dice: random.Random, length: int) -> list[object]:
    start = dice.randrange(length - 10)
    if dice.random() < 0.3:
        return [start, start + dice.randint(1, 9), "", "typed", ""]
    return [start, start, f"{dice.choice(WORDS)} {dice.choice(WORDS)} ", "typed", ""]


def _commits(folder: Path) -> list[tuple[str, float, str, str]]:
    """An edit event against one raw INSERT of as many bytes, WAL and FULL both, in turns: A B B A A B ..."""
    dice = random.Random(1)
    raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("CREATE TABLE events (number INTEGER PRIMARY KEY, payload TEXT, hashes BLOB)")
    with History.create(folder / "commits.db") as history:
        piece, text = _draft(history, dice, 2000)

        def ours(payload: dict[str, list[list[object]]]) -> None:
            history.append(EventType.EDITED, piece, MARA, payload)

        def theirs(payload: dict[str, list[list[object]]]) -> None:
            raw.execute("INSERT INTO events (payload, hashes) VALUES (?, ?)", (canonical(payload), b"\x5a" * 130))

        medians: dict[Callable[..., None], list[float]] = {ours: [], theirs: []}
        everything: list[float] = []
        for round_ in range(ROUNDS + 1):
            payloads = [{"edits": [_edit(dice, len(text) // 2)]} for _ in range(EACH)]
            for act in (ours, theirs) if round_ % 2 else (theirs, ours):
                times = [_timed(act, payload) for payload in payloads]
                if round_:  # the first is for warming up
                    medians[act].append(statistics.median(times))
                    everything += times if act is ours else []
    raw.close()
    ratio = statistics.median(a / b for a, b in zip(medians[ours], medians[theirs], strict=True))
    own = statistics.median(everything) * 1000
    late = statistics.quantiles(everything, n=20)[-1] * 1000
    meaning = (
        f"an edit event's commit against a raw INSERT, WAL FULL, {ROUNDS} rounds of {EACH}; ours {own:.3f} ms, p95 {late:.3f} ms"
    )
    return [("history.commit", ratio, meaning, "<= 1.5")]


def _timed(act: Callable[..., None], payload: object) -> float:
    begun = time.perf_counter()
    act(payload)
    return time.perf_counter() - begun


def _sizes(folder: Path) -> list[tuple[str, float, str, str]]:
    dice = random.Random(2)
    path = folder / "sizes.db"
    with History.create(path) as history:
        piece, text = _draft(history, dice, 2000)
    before, full = path.stat().st_size, 0
    with History.open(path) as history:
        for _ in range(500):
            edit = _edit(dice, len(text))
            history.append(EventType.EDITED, piece, MARA, {"edits": [edit]})
            text = text[: edit[0]] + edit[2] + text[edit[1] :]  # type: ignore[index,operator]
            full += len(text.encode())
    grown = path.stat().st_size - before
    return [
        ("history.bytes", grown / 500, "bytes on the disk per edit event, 500 edits of 2,000 words, all included", "<= 250"),
        ("history.size", full / grown, "times smaller than keeping the full text of each state", ">= 60"),
    ]


def _states(folder: Path) -> list[tuple[str, float, str, str]]:
    """Any of 500 edits rebuilt: from the file, as the command line does, and stepped in memory, as the replay page does.

    In processor time, best of three: what other programs do at the same moment is no cost of ours.
    """
    with History.open(folder / "sizes.db", read_only=True) as history:
        piece = history.pieces()[0]
        stored = max(_own(partial(history.text_at, piece.id, number)) for number in range(1, 502)) * 1000
        life = Replay.of(history, piece)
        stepped = max(_own(partial(life._text, index)) for index in range(len(life))) * 1000
        events, original = history.events(piece.id), history.original(piece.id)
    made = [(edit, event.actor.name, event.time, event.number) for edit, event in edits_of(events)]
    traced = _own(lambda: followed(original, first_origin(events), made)) / len(made) * 1000
    return [
        ("history.state", stored / 10, f"slowest of 501 states of a text, {stored:.2f} ms, against 10 ms", "<= 1"),
        ("replay.state", stepped / 10, f"slowest of {len(life)} moments of a replay, {stepped:.2f} ms, against 10 ms", "<= 1"),
        ("origins.edit", traced, f"following where words come from, per edit, {traced:.3f} ms, against 1 ms", "<= 1"),
    ]


def _own(act: Callable[[], object]) -> float:
    """Seconds of the processor's time, the best of three."""
    found = []
    for _ in range(3):
        begun = time.process_time()
        act()
        found.append(time.process_time() - begun)
    return min(found)


if __name__ == "__main__":
    for name, value, meaning, target in run():
        print(f"{name:16} {value:8.2f}  target {target:8} {meaning}")
