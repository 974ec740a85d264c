"""How fast checking is, as ratios against Harper alone on the same text. Run: python tests/bench/bench_checks.py

Absolute times move with the machine; each figure is a ratio of two medians taken in turn on one machine in one run.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
PLACES = (ROOT.parent / "shared" / "data" / "drafts", ROOT / "resources" / "sample")
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)


def piece(words: int) -> str:
    """A Markdown text of about that many words from the drafts; a second round changes words, so no sentence comes twice."""
    drafts = next((found for place in PLACES if (found := sorted(place.rglob("*.md")))), None)
    if not drafts:
        sys.exit(f"No drafts to measure on, neither in {PLACES[0]} nor in {PLACES[1]}.")
    bodies = [FRONT_MATTER.sub("", path.read_text(encoding="utf-8")).strip() for path in drafts]
    blocks: list[str] = []
    swaps = [("", ""), (" the ", " this "), (" a ", " one "), (" our ", " their "), (" and ", " or "), (" is ", " was ")]
    for old, new in swaps:
        for body in bodies:
            for block in body.split("\n\n"):
                blocks.append(block.replace(old, new) if old else block)
                if len(" ".join(blocks).split()) >= words:
                    return "\n\n".join(blocks) + "\n"
    return "\n\n".join(blocks) + "\n"


def context() -> object:
    from studio.core.check import Context

    return Context(version="bench")


def cold(which: str, words: int) -> float:
    """Seconds for the first check of a text in this process; engines are warmed up first, with another sentence."""
    import harper

    text = piece(words)
    if which == "harper":
        linter = harper.Linter(harper.Dialect.BRITISH)
        linter.lint("This is an qwertyzz of a hour.")
        begin = time.perf_counter()
        linter.lint(text)
        return time.perf_counter() - begin
    from studio import checks
    from studio.checks import grammar
    from studio.checks.runner import Runner
    from studio.core.check import Lane
    from studio.core.document import Document

    found = checks.find()
    grammar.warm_up()
    Runner(found).run(Document.parse("One sentence. Another one.\n"), context(), Lane.FAST)
    begin = time.perf_counter()
    runner, document = Runner(found), Document.parse(text)

    def run(lane: Lane) -> None:
        assert not runner.run(document, context(), lane).missing

    lanes = [threading.Thread(target=run, args=(lane,)) for lane in Lane]
    for lane in lanes:  # the window runs the two lanes side by side; in turn, each ends before the next begins
        lane.start()
        if which == "in turn":
            lane.join()
    for lane in lanes:
        lane.join()
    return time.perf_counter() - begin


def cold_ratio(rounds: int) -> None:
    times: dict[str, list[float]] = {"harper": [], "in turn": [], "side by side": []}
    for _ in range(rounds):
        for which, taken in times.items():
            command = [sys.executable, __file__, "--cold", which]
            out = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ).stdout
            taken.append(json.loads(out))
    harper = statistics.median(times["harper"])
    for which in ("side by side", "in turn"):
        full = statistics.median(times[which])
        report(f"full cold check, lanes {which} / Harper", full / harper, 1.15, full, harper, at_most=True)


def edited_ratio(rounds: int) -> None:
    import harper

    from studio import checks
    from studio.checks.runner import Runner
    from studio.core.check import Lane
    from studio.core.document import Document
    from studio.core.edit import Edit
    from studio.core.span import Span

    text = piece(10_000)
    found = checks.find()

    def whole_check(text: str) -> None:
        fresh, document = Runner(found), Document.parse(text)
        for lane in Lane:
            fresh.run(document, context(), lane)

    runner, document = Runner(found), Document.parse(text)
    linter = harper.Linter(harper.Dialect.BRITISH)
    linter.lint(text)
    for lane in Lane:
        runner.run(document, context(), lane)
    paragraphs = [placed for placed in document.blocks if len(placed.block.text.split()) > 30]
    ours: list[float] = []
    fast: list[float] = []
    theirs: list[float] = []
    whole: list[float] = []
    for number in range(rounds):
        at = paragraphs[(number + 1) * len(paragraphs) // (rounds + 1)].span.start
        edit = Edit(Span(at, at), f"Number{number} ")
        begin = time.perf_counter()
        document = document.apply(edit)
        runner.run(document, context(), Lane.FAST)
        middle = time.perf_counter()
        runner.run(document, context(), Lane.SLOW)
        end = time.perf_counter()
        fast.append(middle - begin)
        ours.append(end - begin)
        theirs.append(timed(partial(linter.lint, document.text)))
        if number < 3:
            whole.append(timed(partial(whole_check, document.text)))
    paragraph, harper_whole = statistics.median(ours), statistics.median(theirs)
    print(f"10,000-word piece: {document.word_count} words, {len(document.blocks)} blocks")
    report("whole Harper / re-check after one edit", harper_whole / paragraph, 100, harper_whole, paragraph)
    again = statistics.median(whole)
    report("whole re-check / re-check after one edit", again / paragraph, 100, again, paragraph)
    report(
        "whole Harper / fast lane after one edit",
        harper_whole / statistics.median(fast),
        100,
        harper_whole,
        statistics.median(fast),
    )


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def report(name: str, ratio: float, target: float, one: float, other: float, at_most: bool = False) -> None:
    met = ratio <= target if at_most else ratio >= target
    sign = "<=" if at_most else ">="
    print(f"{name:48} {ratio:10.2f}  target {sign} {target:<8g} {'met' if met else 'NOT MET':8} ({one:.4f} / {other:.4f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument(
        "--cold", choices=("harper", "in turn", "side by side"), help="one cold run in this process; prints seconds"
    )
    options = parser.parse_args()
    if options.cold:
        print(json.dumps(cold(options.cold, 2_000)))
        return
    edited_ratio(options.rounds)
    cold_ratio(options.rounds)


if __name__ == "__main__":
    main()
