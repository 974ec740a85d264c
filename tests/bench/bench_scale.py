"""What a large house costs: the owner's figures, one piece's history, a search, and opening.

Run it: `python tests/bench/bench_scale.py [FOLDER]`, with a folder that `make_history.py` made, of a million events say; without
one a house of 100,000 events is made for the while. Prints one line per measure: a ratio, what it means, the target.

What has a goal in milliseconds is told in processor time, for a shared machine's clock tells mostly who else is on it; the time
by the clock stands beside it.
"""

import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

from make_history import COMMON, make

from studio.app import figures
from studio.app.today import today
from studio.app.workspace import Workspace
from studio.core.events import EventType, Verification
from studio.core.lateness import AWAITED
from studio.core.outcome import Outcome, Round, Tally
from studio.core.piece import Channel, Person, Role, Stage
from studio.reports import kpi
from studio.reports.kpi import Kpi

TYPES = (EventType.PIECE_CREATED, EventType.SUBMITTED, EventType.CHANGES_REQUESTED, EventType.APPROVED, EventType.PIECE_CHECKED)
ROUNDS, PIECES, SEARCHES = 7, 200, 200

Line = tuple[str, float, str, str]


def run(folder: Path) -> Iterator[Line]:
    """Yields: name, value, what it means, target."""
    times = [_timed(lambda: _open(folder)) for _ in range(ROUNDS)]
    yield (
        "scale.open",
        _middle(times) / 1000,
        f"opening the workspace and listing its pieces: {_told(times)}, against 1 s",
        "<= 1",
    )
    with Workspace.open(folder, read_only=True) as workspace:
        count = workspace.history.head().count
        tally = figures.tally(workspace)
        print(f"{count:,} events, {len(tally.outcomes):,} pieces, {len(tally.rounds):,} rounds")
        yield from _kpi(workspace)
        yield from _one_piece(workspace)
        yield from _search(workspace)
        yield from _today(workspace)


def _open(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.pieces()


def _kpi(workspace: Workspace) -> Iterator[Line]:
    """The report from the roll-ups beside the same one from the events, in turns."""
    now = figures.tally(workspace).now
    rolled, plain = list[Timed](), list[Timed]()
    for _ in range(3):
        rolled.append(_timed(lambda: _report(workspace, workspace.history.tally(now=now, rules=False))))
        plain.append(_timed(lambda: _report(workspace, from_events(workspace, now))))
        if rolled[-1].found.record()["figures"] != plain[-1].found.record()["figures"]:
            raise SystemExit("The two ways give other figures.")
    yield "scale.kpi", _middle(rolled) / 1000, f"the kpi report with its page and charts: {_told(rolled)}, against 1 s", "<= 1"
    ratio = _middle(plain) / _middle(rolled)
    yield "scale.rolled", ratio, f"times faster than the same from the events: {_told(plain)}", ">= 5"


def _report(workspace: Workspace, tally: Tally) -> Kpi:
    head = workspace.history.head()
    about: dict[str, Any] = {"workspace": workspace.name, "made": tally.now, "made_by": "Bench", "period": ("", "")}
    made = kpi.build(tally, head=head, verification=Verification(head.count, head), **about)
    made.page()
    return made


def from_events(workspace: Workspace, now: str) -> Tally:
    """The figures without roll-ups: every event of the kinds they are made from, piece by piece."""
    pieces: dict[str, dict[str, Any]] = {}
    rounds: list[dict[str, Any]] = []
    for event in workspace.history.events(types=TYPES):
        told = event.payload or {}
        if event.type is EventType.PIECE_CREATED:
            pieces[event.piece] = {
                **{name: told.get(name, "") for name in ("title", "brand", "audience", "model", "template", "accountable")},
                **{
                    "channel": Channel(told["channel"]),
                    "created": event.time,
                    "stage": Stage.DRAFTING,
                    "looks": [],
                    "piece": event.piece,
                },
                **dict.fromkeys(("assignee", "last_editor", "approver"), ""),
            }
            continue
        one = pieces[event.piece]
        if event.type is EventType.PIECE_CHECKED:
            one["looks"].append(told)
        elif event.type is EventType.SUBMITTED:
            if "submitted" not in one:
                one |= {"submitted": event.time, "drafting": _between(one["created"], event.time)}
            if "back" in one:
                one["rework"] = one.get("rework", 0) + _between(one.pop("back"), event.time)
            one |= {"handed": event.time, "submissions": one.get("submissions", 0) + 1}
            rounds.append({"piece": event.piece, "number": event.number, "at": event.time, "due": told["due"]})
            one["round"] = rounds[-1]
        else:
            one["review"] = one.get("review", 0) + _between(one["handed"], event.time)
            one["rework"] = one.get("rework", 0)
            one["round"] |= {"answered": event.number, "answered_at": event.time}
            if event.type is EventType.APPROVED:
                one |= {name: told.get(name) for name in ("words", "kept", "original_words", "changed_words", "read_seconds")}
                one |= {"approved": one.get("approved", event.time), "latest": event.time}
            else:
                one |= {"back": event.time, "returns": one.get("returns", 0) + 1}
                one["returned_before_approval"] = one.get("returned_before_approval", 0) + ("approved" not in one)
    return Tally(
        tuple(_outcome(one) for one in pieces.values()), (), now, tuple(Round(by="", to="", **found) for found in rounds)
    )


def _outcome(one: dict[str, Any]) -> Outcome:
    looks = one.pop("looks")
    if looks:
        first, last = ({key for rule in look["flags"].values() for key in rule["open"]} for look in (looks[0], looks[-1]))
        one |= {"flags": len(first), "fixed": len(first - last), "dismissed": 0, "open": len(first & last)}
        one |= {
            "checked_words": looks[0]["words"],
            "claims": looks[-1]["claims"]["total"],
            "claims_open": looks[-1]["claims"]["open"],
        }
    for name in ("handed", "back", "round"):
        one.pop(name, None)
    return Outcome(**one)


def _between(earlier: str, later: str) -> int:
    return round((datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds())


def _one_piece(workspace: Workspace) -> Iterator[Line]:
    dice = random.Random(3)
    ids = [piece.id for piece in dice.choices(list(workspace.pieces()), k=PIECES)]
    times = [_timed(lambda id=id: workspace.history.events(id)) for id in ids]  # type: ignore[misc]
    yield "scale.piece", _middle(times) / 5, f"the history of one piece: {_told(times)}, against 5 ms", "<= 1"


def _search(workspace: Workspace) -> Iterator[Line]:
    """Words out of the texts themselves, their beginnings, two at once, and the commonest there are."""
    dice = random.Random(4)
    words = [word for piece in dice.sample(list(workspace.pieces()), 40) for word in workspace.history.working(piece.id).split()]
    rare = [word for word in words if word not in COMMON]
    asked = dice.sample(rare, SEARCHES // 4) + [word[:2] for word in dice.sample(rare, SEARCHES // 4)]
    asked += [" ".join(dice.sample(words, 2)) for _ in range(SEARCHES // 4)]
    asked += [dice.choice(COMMON) for _ in range(SEARCHES // 4)]
    workspace.history.search("warm")
    times = [_timed(lambda text=text: workspace.history.search(text)) for text in asked]  # type: ignore[misc]
    late = statistics.quantiles([each.own for each in times], n=20)[-1]
    yield "scale.search", late / 50, f"a search over all texts, p95 {late:.1f} ms: {_told(times)}, against 50 ms", "<= 1"


def _today(workspace: Workspace) -> Iterator[Line]:
    """What stands on the Today of whoever has most to see to; the window asks it after every decision."""
    has = Counter(piece.assignee for piece in workspace.pieces() if piece.stage in AWAITED)
    person = Person(has.most_common(1)[0][0], (Role.EDITOR,))
    times = [_timed(lambda: today(workspace, person)) for _ in range(ROUNDS)]
    many = len(today(workspace, person))
    yield "scale.today", _middle(times) / 100, f"Today with {many} things on it: {_told(times)}, against 100 ms", "<= 1"


@dataclass(frozen=True)
class Timed:
    """Milliseconds of the processor and by the clock, and what came of it."""

    own: float
    clock: float
    found: Any


def _timed(act: Callable[[], Any]) -> Timed:
    begun, own = time.perf_counter(), time.process_time()
    found = act()
    return Timed((time.process_time() - own) * 1000, (time.perf_counter() - begun) * 1000, found)


def _middle(times: list[Timed]) -> float:
    return statistics.median(each.own for each in times)


def _told(times: list[Timed]) -> str:
    return f"median {_middle(times):,.1f} ms, by the clock {statistics.median(each.clock for each in times):,.1f} ms"


@contextmanager
def _house() -> Iterator[Path]:
    if len(sys.argv) > 1:
        yield Path(sys.argv[1])
        return
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder) / "house", 100_000, 1_000)
        yield Path(folder) / "house"


if __name__ == "__main__":
    with _house() as house:
        for name, value, meaning, target in run(house):
            print(f"{name:16} {value:8.2f}  target {target:8} {meaning}", flush=True)
