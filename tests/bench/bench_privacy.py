"""How much personal data is found, how often something harmless is taken for it, and what looking costs.

Run: python tests/bench/bench_privacy.py. `tests/privacy/scoring.py` says what the texts are and how is counted.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "privacy")]

TIMES_OF_WORDS = 100.0
"""How many times as long as counting its words the check may take; a paragraph then costs less than a millisecond."""


def quality() -> None:
    import scoring

    for name in scoring.SETS:
        found = scoring.score(name)
        print(
            f"{name}: {found.found} of {found.data} data, {found.false} false alarms in {found.texts} texts, {found.words} words"
        )
        report(f"{name}, recall", found.recall, ">=", scoring.LEAST_RECALL)
        report(f"{name}, false alarms per 1,000 words", found.false_per_thousand, "<=", scoring.MOST_FALSE)
    for name, (data, there, false, words) in scoring.FIRST_LOOK.items():
        print(f"{name} at its first look: {data} of {there} ({data / there:.3f}), {1000 * false / words:.2f} per 1,000 words")


def speed() -> None:
    """Checking every block of the texts anew, held against cutting them into words."""
    import scoring

    from studio.checks.privacy import CHECK
    from studio.core.check import Context
    from studio.core.document import Document, count_words
    from studio.core.personal import candidates, finder

    blocks = [
        placed.block for name in scoring.SETS for text in scoring.texts(name) for placed in Document.parse(text.words).blocks
    ]

    def look() -> None:
        candidates.found_in.cache_clear()
        finder.personal_in.cache_clear()
        for block in blocks:
            list(CHECK.run(block, Context()))

    look()  # patterns are compiled and the telephone library is loaded once
    words = seconds(lambda: [count_words(block.text) for block in blocks])
    report("privacy, times as long as counting words", seconds(look) / words, "<=", TIMES_OF_WORDS)


def seconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(5):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def report(name: str, value: float, sign: str, goal: float) -> None:
    met = value >= goal if sign == ">=" else value <= goal
    print(f"{name:52} {value:12,.3f}  target {sign} {goal:<8g} {'met' if met else 'NOT MET'}")


if __name__ == "__main__":
    speed()
    quality()
