"""How well and how fast claims are found, beside the goals of the specification. Run: python tests/bench/bench_claims.py

Five sets of marked drafts; `tests/claims/scoring.py` says what they are and how claims are counted.
"""

import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "claims")]

WORDS_A_SECOND = 20_000
PARAGRAPH_MS = 3.0


def quality() -> None:
    import scoring

    for which in ("dev", "a", "b", "c", "d"):
        if not (drafts := scoring.drafts(which)):
            print(f"{which}: skipped, for there are no drafts at {scoring.DATA if which == 'dev' else scoring.HERE / 'drafts'}")
            continue
        score = scoring.score(drafts)
        print(f"{which}: {score.marked} claims marked in {len(drafts)} drafts of {score.words} words, {score.found} flags")
        for name, value in score.figures().items():
            sign, goal = scoring.GOALS[name]
            report(f"{which}, {name}", value, sign, goal)


def speed() -> None:
    """Words a second over whole drafts, and how long the slow paragraphs take."""
    import scoring

    from studio.checks.claims import CHECK
    from studio.core.check import Context
    from studio.core.document import Document, sentences_of

    drafts = [draft.text for which in ("a", "b", "c") for draft in scoring.drafts(which)]
    documents = [Document.parse(text) for text in drafts]
    blocks = [placed.block for document in documents for placed in document.blocks]
    begin = time.perf_counter()
    list(CHECK.run(blocks[0], Context()))
    print(f"loading the patterns and checking a first heading took {1000 * (time.perf_counter() - begin):.0f} ms")
    for block in blocks:  # patterns are compiled when first needed, and sentences are cut once for all checks
        list(CHECK.run(block, Context()))
        sentences_of(block)
    rounds, each = list[float](), list[float]()
    for _ in range(3):
        begin = time.perf_counter()
        for block in blocks:
            start = time.perf_counter()
            list(CHECK.run(block, Context()))
            each.append(1000 * (time.perf_counter() - start))
        rounds.append(time.perf_counter() - begin)
    words = sum(document.word_count for document in documents)
    report("words a second", words / statistics.median(rounds), ">=", WORDS_A_SECOND)
    report("one edited paragraph, ms at the 95th percentile", sorted(each)[int(0.95 * len(each))], "<=", PARAGRAPH_MS)


def report(name: str, value: float, sign: str, goal: float) -> None:
    met = value >= goal if sign == ">=" else value <= goal
    print(f"{name:52} {value:12,.3f}  target {sign} {goal:<8g} {'met' if met else 'NOT MET'}")


if __name__ == "__main__":
    speed()
    quality()
