"""What the style check costs: beside write-good and proselint on the same 2,000 words, after an edit, and at the start.

Run it: `python tests/bench/bench_style.py`. Prints one line per measure: a ratio or a time, what it means, the target.

On our side a round is everything from the text on, the way the program goes: Markdown, blocks, rules, sentences, messages,
fixes, the places in the source and what only the whole text shows. Nothing is known of the text: whatever is remembered
of texts is thrown away before each round; only what is made of rules stays. On theirs it is the bare call on the same
text, in process, warmed up. Rounds alternate; medians are compared. write-good is fetched by npm into the user's cache
folder once; a peer that cannot be had is said to be missing.
"""

import gc
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from studio import checks  # noqa: E402
from studio.app.house_guides import load_guides  # noqa: E402
from studio.app.workspace import Workspace  # noqa: E402
from studio.checks.runner import Runner  # noqa: E402
from studio.core import sentences  # noqa: E402
from studio.core.check import Context, Lane  # noqa: E402
from studio.core.document import Document  # noqa: E402
from studio.core.edit import Edit  # noqa: E402
from studio.core.piece import Channel  # noqa: E402
from studio.core.span import Span  # noqa: E402
from studio.guides import Guides, exact, exceptions, load  # noqa: E402
from studio.guides.kinds import _measures  # noqa: E402

ROUNDS, WORDS, TARGET = 11, 2_000, 5.0
LONG, EDITS, KEYSTROKE = 10_000, 200, 16.0
STARTS = 5
OWN = [ROOT / "styleguides", ROOT / "resources" / "sample" / "styleguides"]
PACKAGES = ROOT.parent / "shared" / "vale-packages"
SIX = ("Microsoft", "Google", "write-good", "alex", "Joblint", "proselint")
DRAFTS = (ROOT.parent / "shared" / "data" / "drafts", ROOT / "resources" / "sample" / "drafts")
STYLE = tuple(check for check in checks.find() if check.id == "style")
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


def bodies() -> list[str]:
    """The drafts without their front matter."""
    return [path.read_text(encoding="utf-8").split("\n---\n", 1)[-1] for home in DRAFTS for path in sorted(home.glob("*.md"))]


def text() -> str:
    """2,000 words of drafts."""
    kept, count = [], 0
    for line in "\n\n".join(bodies()).splitlines():
        if count >= WORDS:
            break
        kept.append(line)
        count += len(line.split())
    return "\n".join(kept)


def long_text() -> str:
    """10,000 words: the drafts, and the same with words changed, so that no paragraph of any length comes twice."""
    blocks: list[str] = []
    count = 0
    for old, new in (("", ""), (" the ", " this "), (" a ", " one "), (" our ", " their "), (" and ", " or "), (" is ", " was ")):
        for block in "\n\n".join(bodies()).split("\n\n"):
            blocks.append(block.replace(old, new) if old else block)
            count += len(block.split())
            if count >= LONG:
                return "\n\n".join(blocks) + "\n"
    return "\n\n".join(blocks) + "\n"


def forget_texts() -> None:
    """Throw away whatever is remembered of texts."""
    sentences.split.cache_clear()
    exact.laid_out.cache_clear()
    exceptions._spans.cache_clear()
    _measures.counted.cache_clear()


def run_once(guides: Guides, document: Document, runner: Runner) -> int:
    report = runner.run(document, Context(style=guides, version=guides.version), Lane.FAST)
    assert not report.missing
    return len(report.flags)


def ours(guides: Guides, words: str) -> Timed:
    def timed() -> tuple[float, int]:
        forget_texts()
        runner = Runner(STYLE)
        start = time.perf_counter()
        found = run_once(guides, Document.parse(words), runner)
        return time.perf_counter() - start, found

    return timed


def rules_alone(guides: Guides, words: str) -> Timed:
    """The same without reading the Markdown, placing the flags and looking at the whole: what the rules themselves cost."""
    blocks = [placed.block for placed in Document.parse(words).blocks]

    def timed() -> tuple[float, int]:
        forget_texts()
        start = time.perf_counter()
        found = sum(len(guides.check_block(block)) for block in blocks)
        return time.perf_counter() - start, found

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


def in_turn(timed: Sequence[Timed]) -> list[tuple[float, int]]:
    """Median seconds of each and what each found; alternated, the first three rounds of all thrown away."""
    rounds = [[each() for each in timed] for _ in range(ROUNDS + 3)][3:]
    return [(statistics.median(row[index][0] for row in rounds), rounds[0][index][1]) for index in range(len(timed))]


def beside_peers(sets: dict[str, Guides], words: str, public: Collection[str]) -> None:
    count = len(words.split())
    peers = {"write-good 1.0.8": write_good(words), "proselint 0.16": proselint(words)}
    here = {name: timed for name, timed in peers.items() if timed is not None}
    for name in peers.keys() - here.keys():
        print(f"{name} is not here: not compared")
    for name, guides in sets.items():
        rules = sum(rule.runs for rule in guides.rules)
        first, _ = ours(guides, words)()
        print(f"{name}: {rules} rules, {count} words; the first round, nothing compiled yet, took {first * 1000:.0f} ms")
        mine, alone, parse, *theirs = in_turn([ours(guides, words), rules_alone(guides, words), reading(words), *here.values()])
        for peer, (seconds, found) in zip(here, theirs, strict=True):
            aim = f"(target >= {TARGET:.0f}x)" if name in public else "with our own guides"
            print(
                f"  {seconds / mine[0]:6.1f}x the words per second of {peer}, {name}, {rules} rules {aim}: "
                f"{count / mine[0]:,.0f} against {count / seconds:,.0f}; flags {mine[1]} against {found}"
            )
        print(
            f"  of {mine[0] * 1000:.1f} ms the rules on blocks take {alone[0] * 1000:.1f} and the Markdown {parse[0] * 1000:.1f}"
        )


def reading(words: str) -> Timed:
    def timed() -> tuple[float, int]:
        start = time.perf_counter()
        found = len(Document.parse(words).blocks)
        return time.perf_counter() - start, found

    return timed


def after_edits(sets: dict[str, Guides]) -> None:
    """What one keystroke costs in a long piece: the edit, its document, the flags of all of the piece."""
    words = long_text()
    for name, guides in sets.items():
        runner, document = Runner(STYLE), Document.parse(words)
        found = run_once(guides, document, runner)
        paragraphs = [placed.span.start for placed in document.blocks if len(placed.block.text.split()) > 20]
        taken = []
        for number in range(EDITS + 5):
            # Not twice in the same paragraph running, and every time with words that were not there before.
            at = paragraphs[(number * 37) % len(paragraphs)]
            edit = Edit(Span(at, at), f"Basically, {number} in order to ")
            gc.collect(1)
            gc.disable()  # as in the program, where the window's thread sweeps when it has nothing better to do
            start = time.perf_counter()
            document = document.apply(edit)
            found = run_once(guides, document, runner)
            taken.append((time.perf_counter() - start) * 1000)
            gc.enable()
            paragraphs = [place + edit.delta if place > at else place for place in paragraphs]
        assert found == run_once(guides, Document.parse(document.text), Runner(STYLE)), "not the flags of a full check"
        taken = sorted(taken[5:])
        p95 = taken[int(len(taken) * 0.95)]
        rules = sum(rule.runs for rule in guides.rules)
        print(
            f"one edited paragraph, 95th percentile in ms, {name}, {rules} rules   {p95:.1f}  target <= {KEYSTROKE:.0f}   "
            f"median {statistics.median(taken):.1f}; {len(words.split())} words, {len(document.blocks)} blocks, {found} flags"
        )


LOADING = """
import json, sys, time
from pathlib import Path
from studio.guides import load
start = time.perf_counter()
guides = load(None, [Path(path) for path in sys.argv[1:]])
loaded = time.perf_counter()
guides.without_selection(), guides._running.select
print(json.dumps([loaded - start, time.perf_counter() - loaded, len(guides.rules)]))
"""


def starts(folders: Sequence[Path]) -> None:
    """What it costs to open all rules, in a process of its own: nothing kept from before, and everything kept."""
    cold, kept = [], []
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"XDG_CACHE_HOME": home, "PYTHONPATH": str(ROOT)}
        for _ in range(STARTS):
            shutil.rmtree(Path(home, "bluepencil"), ignore_errors=True)
            for taken in (cold, kept):
                command = [sys.executable, "-c", LOADING, *map(str, folders)]
                said = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=ROOT).stdout
                taken.append(json.loads(said))
    (load_cold, _, rules), (load_kept, select, _) = (
        [statistics.median(row[index] for row in rows) for index in range(3)] for rows in (cold, kept)
    )
    print(
        f"opening {rules:.0f} rules, nothing kept / as read kept on disk   {load_cold / load_kept:.2f}  target >= 2   "
        f"{load_cold * 1000:.0f} against {load_kept * 1000:.0f} ms; what chooses among them takes {select * 1000:.0f} more"
    )


def of_a_new_workspace() -> dict[str, Guides]:
    """What people work with who have changed nothing: the general guides, on a piece for the blog."""
    with tempfile.TemporaryDirectory() as home:
        Workspace.create(Path(home, "w"), "Ann").close()
        return {"our guides on a blog piece": load_guides(Path(home, "w", ".vale.ini"), Channel.BLOG, "piece")}


def run() -> None:
    public: dict[str, Guides] = {}
    folders = [*OWN]
    if PACKAGES.is_dir():
        with tempfile.TemporaryDirectory() as home:
            for name in SIX:
                shutil.copytree(PACKAGES / name, Path(home, name))
            public[f"six public packages ({', '.join(SIX)})"] = load(None, [Path(home)])
        folders.append(PACKAGES)
        long = {"all seven packages": load(None, [PACKAGES]), **of_a_new_workspace()}
    else:
        print("the public packages are not here (../shared/vale-packages): measured without them")
        long = of_a_new_workspace()
    beside_peers(public | of_a_new_workspace(), text(), public)
    after_edits(long)
    starts(folders)


if __name__ == "__main__":
    run()
