"""What looking for recurring replacements costs. Run: python tests/bench/bench_learning.py

A workspace of 400 pieces of about 600 words, each with twelve words replaced. Looking again, after one of them was edited,
is held against the first look; finding the changes line by line against comparing whole texts.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

PIECES, WORDS, CHANGED = 400, 600, 12


def texts(chance: random.Random) -> tuple[str, str, list[list[object]]]:
    """An AI original, the working text, and the edits that lead from one to the other."""
    known = [f"{first}{last}" for first in ("bar", "lin", "mor", "tas", "wen") for last in ("den", "low", "sig", "tle", "vor")]
    lines = [" ".join(chance.choices(known, k=60)).capitalize() + "." for _ in range(WORDS // 60)]
    original = working = "# Piece\n\n" + "\n\n".join(lines) + "\n"
    edits: list[list[object]] = []
    for _ in range(CHANGED):
        word = chance.choice(known)
        at = working.find(f" {word} ", chance.randrange(len(working) // 2))
        if at >= 0:
            edits.append([at + 1, at + 1 + len(word), chance.choice(("stir", "fold")), "typed", ""])
            working = f"{working[: at + 1]}{edits[-1][2]}{working[at + 1 + len(word) :]}"
    return original, working, edits


def main() -> None:
    from studio.app.learning import Learning
    from studio.app.replacements import changed_words
    from studio.app.workspace import Workspace
    from studio.core.changes import compare
    from studio.core.events import Actor, EventType

    chance, ann = random.Random(5), Actor.person("Ann")
    made = [texts(chance) for _ in range(PIECES)]
    whole = seconds(lambda: [list(compare(original, working).changes) for original, working, _ in made])
    by_line = seconds(lambda: [list(changed_words(original, working)) for original, working, _ in made])
    print(f"changes line by line {whole / by_line:8.2f} target >= 1   whole texts {1000 * whole / PIECES:.2f} ms a piece")
    with tempfile.TemporaryDirectory() as folder, Workspace.create(Path(folder, "house"), "Ann", "House") as workspace:
        for number, (original, _, edits) in enumerate(made):
            facts = {"title": "Piece", "channel": "blog", "brand": "House", "accountable": "Ann", "text": original}
            blank = dict.fromkeys(("audience", "brief", "model", "generated", "source_name", "source_hash"), "")
            id = f"piece-{number}"
            entries = [(EventType.PIECE_CREATED, id, ann, facts | blank), (EventType.EDITED, id, ann, {"edits": edits})]
            workspace.history.append_all(entries)
        learning = Learning(workspace)
        first = seconds(learning.proposals)
        workspace.history.append(EventType.EDITED, "piece-0", ann, {"edits": [[0, 0, "x", "typed", ""]]})
        again = seconds(learning.proposals)
        print(f"{PIECES} pieces: first look {first:.2f} s, a later one {again:.2f} s")
        print(f"looking again {first / again:8.2f} target >= 2   after one of {PIECES} pieces was edited")


def seconds(act: Callable[[], object]) -> float:
    begin = time.process_time()
    act()
    return time.process_time() - begin


if __name__ == "__main__":
    main()
