"""What it costs to say what changed in 10,000 words, beside Python's own difflib; and to take one keystroke in.

Run it: `python tests/bench/bench_diff.py`. Prints one line per measure: a ratio, what it means, the target. Every ratio is
of medians of rounds that take turns, and nothing is remembered from one full round to the next. Ours finds words, marks
and blanks, aligns the lines, makes the changes and counts the words that are kept. difflib (`autojunk=False`) is asked
twice: for words and marks alone, the easier question, on the whole text; and for exactly what ours finds, blanks too, on
2,000 words, because the whole text takes it 20 seconds.
"""

import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from studio.core import changes, lines, seams, sentences  # noqa: E402
from studio.core.document import Document, sentences_of  # noqa: E402
from studio.core.edit import Edit  # noqa: E402
from studio.core.span import Span  # noqa: E402

ROUNDS, WORDS = 7, 10_000
SWAPS = ("", " the ", " a ", " our ", " and ", " is ", " to ", " you ", " of ", " in ")


def text() -> str:
    """10,000 words of drafts without front matter; in every further round through them another small word is missing."""
    homes = [ROOT.parent / "shared" / "data" / "drafts", ROOT / "resources" / "sample" / "drafts"]
    drafts = [path.read_text(encoding="utf-8").split("\n---\n", 1)[-1] for home in homes for path in sorted(home.glob("*.md"))]
    once = "\n\n".join(drafts).split("\n\n")
    words = [block for swap in SWAPS for block in (once if not swap else [block.replace(swap, " ") for block in once])]
    kept, count = list[str](), 0
    for block in words:
        if count >= WORDS:
            break
        kept.append(block)
        count += len(block.split())
    return "\n\n".join(kept)


def reworked(original: str, share: float, dice: random.Random) -> str:
    """`original` with that share of its words dropped, swapped or joined by another one."""

    def word(match: re.Match[str]) -> str:
        if dice.random() >= share:
            return match[0]
        return dice.choice(["", f"{match[0]} indeed", match[0][::-1], "plainly"])

    return re.sub(r"\w+", word, original)


def split(text: str) -> str:
    """`text` with every third paragraph cut in two, and every one behind it joined to the next."""
    blocks = text.split("\n\n")
    for number in range(0, len(blocks) - 2, 3):
        words = blocks[number].split(" ")
        if len(words) > 12:
            blocks[number] = " ".join(words[: len(words) // 2]) + "\n\n" + " ".join(words[len(words) // 2 :])
            blocks[number + 1 : number + 3] = [" ".join(blocks[number + 1 : number + 3]), ""]
    return "\n\n".join(block for block in blocks if block)


def forget() -> None:
    for room in (changes, lines, seams):
        for kept in vars(room).values():
            if hasattr(kept, "cache_clear"):
                kept.cache_clear()


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def in_turn(one: Callable[[], float], other: Callable[[], float], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median seconds of each, in turns: A B B A A B ..."""
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for which in ((0, 1), (1, 0))[number % 2]:
            taken[which].append((one, other)[which]())
    return statistics.median(taken[0]), statistics.median(taken[1])


def report(name: str, ratio: float, target: str, meaning: str) -> None:
    print(f"{name:46} {ratio:8.1f}  target {target:8} {meaning}", flush=True)


def comparing(name: str, original: str, working: str, tokens: str) -> float:
    """Compare against difflib over what the pattern `tokens` finds; returns our seconds."""
    ours, theirs = re.findall(tokens, original), re.findall(tokens, working)

    def full() -> float:
        forget()
        return seconds(lambda: changes.compare(original, working))

    def difflib() -> float:
        return seconds(lambda: SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes())

    fast, slow = in_turn(full, difflib)
    found = changes.compare(original, working)
    print(f"{len(original.split()):,} words, {len(found.changes):,} changes, {found.kept / found.words:.0%} of the words kept")
    report(name, slow / fast, ">= 50", f"{fast * 1000:.1f} ms against {slow * 1000:,.0f} ms")
    return fast


def typing(name: str, original: str, working: str) -> None:
    """One more letter in the middle, many times over, against comparing with nothing remembered."""
    state, middle = {"typed": ""}, len(working) // 2

    def keystroke() -> float:
        state["typed"] += "x"
        now = working[:middle] + state["typed"] + working[middle:]
        return seconds(lambda: changes.compare(original, now))

    def full() -> float:
        forget()
        spent = seconds(lambda: changes.compare(original, working))
        keystroke()  # what was forgotten is learnt again before the next keystroke counts
        return spent

    again, fresh = in_turn(lambda: statistics.median(keystroke() for _ in range(5)), full, 9)
    count = len(changes.compare(original, working).changes)
    report(f"{name} against a full compare", fresh / again, ">= 5", f"{again * 1000:.2f} ms against {fresh * 1000:.1f} ms")
    report(f"{name}, ms", again * 1000, "<= 2", f"one letter among {count:,} changes")


def splitting(name: str, original: str, working: str) -> None:
    """The same words with other paragraphs, against the paragraphs as they were."""
    cut = split(working)

    def full(now: str) -> float:
        forget()
        return seconds(lambda: changes.compare(original, now))

    apart, whole = in_turn(lambda: full(cut), lambda: full(working))
    found, known = changes.compare(original, cut), changes.compare(original, working)
    report(f"{name}, ms", apart * 1000, "<= 60", f"{whole * 1000:.1f} ms with the paragraphs as they were")
    report(
        f"{name}, % kept", 100 * found.kept / known.kept, ">= 97", f"{found.kept:,} of the {known.kept:,} words kept otherwise"
    )


def editing(words: str) -> None:
    document, middle = Document.parse(words), len(words) // 2
    edit = Edit(Span(middle, middle), "x")
    applied, parsed = in_turn(
        lambda: statistics.median(seconds(lambda: document.apply(edit).blocks) for _ in range(5)),
        lambda: seconds(lambda: Document.parse(words).blocks),
        21,
    )
    report("an edit against reading afresh", parsed / applied, ">= 20", f"{applied * 1000:.2f} ms against {parsed * 1000:.1f} ms")
    report("an edit, ms", applied * 1000, "<= 1", "one letter in 10,000 words")


def cutting(words: str) -> None:
    """Sentences of the whole text, against pysbd's own segmenter on the same blocks."""
    import pysbd

    blocks, segmenter = [placed.block for placed in Document.parse(words).blocks], pysbd.Segmenter(language="en", clean=False)

    def ours() -> float:
        sentences.split.cache_clear()
        return seconds(lambda: [sentences_of(block) for block in blocks])

    fast, slow = in_turn(ours, lambda: seconds(lambda: [segmenter.segment(block.text) for block in blocks]))
    report("sentences against pysbd alone", slow / fast, ">= 5", f"{fast * 1000:.1f} ms against {slow * 1000:.0f} ms")


def run() -> None:
    original = text()
    part = original[: len(original) // 5]
    comparing(
        "compare against difflib, same tokens", part, reworked(part, 0.15, random.Random(1)), r"\w+(?:['’\-]\w+)*|\s+|[^\w\s]"
    )
    full = comparing("full compare against difflib, words", original, reworked(original, 0.15, random.Random(1)), r"\w+|[^\w\s]")
    report("full compare, ms", full * 1000, "<= 60", "with nothing remembered")
    typing("a keystroke, 15% reworked", original, reworked(original, 0.15, random.Random(1)))
    typing("a keystroke, 1% reworked", original, reworked(original, 0.01, random.Random(2)))
    splitting("split and joined", original, original)
    splitting("split and joined, 15% reworked", original, reworked(original, 0.15, random.Random(1)))
    typing("a keystroke, split and joined", original, split(original))
    editing(original)
    cutting(original)


if __name__ == "__main__":
    run()
