"""What the style check costs beside write-good and proselint, on the same 2,000 words, side by side.

Run it: `python tests/bench/bench_style.py`. Prints one line per measure: a ratio, what it means, the target.

On our side a round is everything from the text on: Markdown, blocks, rules, messages, fixes, and cutting sentences
anew. On theirs it is the bare call on the same text, in process, warmed up. Rounds alternate; medians are compared.
write-good is fetched by npm into the user's cache folder once; a peer that cannot be had is said to be missing.
"""

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from studio.core import sentences  # noqa: E402
from studio.core.document import Document  # noqa: E402
from studio.core.edit import Edit  # noqa: E402
from studio.core.span import Span  # noqa: E402
from studio.guides import Guides, load  # noqa: E402

ROUNDS, WORDS, TARGET = 11, 2_000, 5.0
NODE = """
const writeGood = require('write-good');
const text = require('fs').readFileSync(process.argv[1], 'utf8');
require('readline').createInterface({input: process.stdin}).on('line', () => {
  const start = process.hrtime.bigint();
  const found = writeGood(text).length;
  console.log(Number(process.hrtime.bigint() - start) / 1e9 + ' ' + found);
});
"""

Timed = Callable[[], tuple[float, int]]
"""One round: seconds, and how much was found."""


def text() -> str:
    """2,000 words of drafts without their front matter."""
    homes = [ROOT.parent / "shared" / "data" / "drafts", ROOT / "resources" / "sample" / "drafts"]
    drafts = [path.read_text(encoding="utf-8").split("\n---\n", 1)[-1] for home in homes for path in sorted(home.glob("*.md"))]
    kept, count = [], 0
    for line in "\n\n".join(drafts).splitlines():
        if count >= WORDS:
            break
        kept.append(line)
        count += len(line.split())
    return "\n".join(kept)


def ours(guides: Guides, words: str) -> Timed:
    def timed() -> tuple[float, int]:
        sentences.split.cache_clear()
        start = time.perf_counter()
        found = sum(len(guides.check_block(placed.block)) for placed in Document.parse(words).blocks)
        return time.perf_counter() - start, found

    return timed


def rules_alone(guides: Guides, words: str) -> Timed:
    """The same without reading the Markdown: what the rules themselves cost."""
    blocks = [placed.block for placed in Document.parse(words).blocks]

    def timed() -> tuple[float, int]:
        sentences.split.cache_clear()
        start = time.perf_counter()
        found = sum(len(guides.check_block(block)) for block in blocks)
        return time.perf_counter() - start, found

    return timed


def one_edit(guides: Guides, words: str) -> Timed:
    """What a keystroke costs: the edit, its chunk read again, its blocks checked; the peers read the whole text again."""
    document = Document.parse(words)
    middle = document.blocks[len(document.blocks) // 2]
    state = {"document": document, "turn": 0}

    def timed() -> tuple[float, int]:
        before: Document = state["document"]
        state["turn"] += 1
        edit = Edit(Span(middle.span.start, middle.span.start), "in order to " if state["turn"] % 2 else "basically ")
        known = {id(placed.block) for placed in before.blocks}
        sentences.split.cache_clear()
        start = time.perf_counter()
        after = before.apply(edit)
        found = sum(len(guides.check_block(p.block)) for p in after.blocks if id(p.block) not in known)
        seconds = time.perf_counter() - start
        return seconds, found

    return timed


def proselint(words: str) -> Timed | None:
    try:
        from proselint.checks import __register__
        from proselint.registry import CheckRegistry
        from proselint.tools import LintFile
    except ImportError:
        return None
    CheckRegistry().register_many(__register__)

    def timed() -> tuple[float, int]:
        start = time.perf_counter()
        found = len(LintFile("text.md", content=words).lint())
        return time.perf_counter() - start, found

    return timed


def write_good(words: str) -> Timed | None:
    npm, node = shutil.which("npm"), shutil.which("node")
    home = Path.home() / ".cache" / "bluepencil-bench"
    if not npm or not node:
        return None
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "node_modules" / "write-good").is_dir():
        got = subprocess.run([npm, "install", "--silent", "--no-fund", "--no-audit", "write-good@1.0.8"], cwd=home, check=False)
        if got.returncode:
            return None
    (home / "text.md").write_text(words, encoding="utf-8")
    peer = subprocess.Popen(
        [node, "-e", NODE, "text.md"], cwd=home, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )

    def timed() -> tuple[float, int]:
        assert peer.stdin
        assert peer.stdout
        peer.stdin.write("go\n")
        peer.stdin.flush()
        seconds, found = peer.stdout.readline().split()
        return float(seconds), int(found)

    return timed


def compare(one: Timed, other: Timed) -> tuple[float, float, int, int]:
    """Median seconds of each and what each found; alternated, the first three rounds of both thrown away."""
    rounds = [(one(), other()) for _ in range(ROUNDS + 3)][3:]
    found = rounds[0][0][1], rounds[0][1][1]
    return statistics.median(a[0] for a, _ in rounds), statistics.median(b[0] for _, b in rounds), *found


def run() -> None:
    words = text()
    count = len(words.split())
    own = [ROOT / "styleguides", ROOT / "resources" / "sample" / "styleguides"]
    packages = ROOT.parent / "shared" / "vale-packages"
    sets = {"our guides": load(None, own)}
    if packages.is_dir():
        sets["our guides and seven public packages"] = load(None, [*own, packages])
    else:
        print("the public packages are not here (../shared/vale-packages): measured without them")
    peers = {"write-good 1.0.8": write_good(words), "proselint 0.16": proselint(words)}
    for name, guides in sets.items():
        rules = sum(rule.runs for rule in guides.rules)
        first, _ = ours(guides, words)()
        print(f"{name}: {rules} rules, {count} words; the first round, nothing compiled yet, took {first * 1000:.0f} ms")
        for peer, timed in peers.items():
            if timed is None:
                print(f"  {peer} is not here: not compared")
                continue
            mine, theirs, found, found_there = compare(ours(guides, words), timed)
            alone, beside, _, _ = compare(rules_alone(guides, words), timed)
            edit, whole, _, _ = compare(one_edit(guides, words), timed)
            print(
                f"  {theirs / mine:6.1f}x the words per second of {peer} (target >= {TARGET:.0f}x): "
                f"{count / mine:,.0f} against {count / theirs:,.0f}; flags {found} against {found_there}"
            )
            print(f"  {beside / alone:6.1f}x of the same without reading the Markdown: what the rules themselves cost")
            print(f"  {whole / edit:6.1f}x faster after one edit, where {peer} reads the whole text again")


if __name__ == "__main__":
    run()
