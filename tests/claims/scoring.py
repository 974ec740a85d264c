"""How well claims are found in drafts that readers marked: the reading of marks and labels, and the counting.

Five sets: `dev`, twenty drafts marked by two readers each alone, which stand beside the repository; `a` to `d` in `drafts/`,
written and marked for this project by others than the makers of the patterns. By now all were looked at. What a set told of
texts nobody saw is what it gave before: `b` recall .89 and .91 (high and blocker), precision .88; `c`, after `b` had been
learnt from, .93 and .95, .84; `d`, after `c`, .93 and .96, .79, with 7 false alarms in 500 words.

A claim is found when the found spans cover at least half of its words; a found span is a false alarm when it touches no
claim and no disputed one; a category is right when one agrees. What is disputed counts neither for nor against.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from studio.checks.claims import CHECK
from studio.checks.runner import Runner
from studio.core.check import Context, Lane
from studio.core.document import Document
from studio.core.flag import Flag

HERE = Path(__file__).parent
DATA = HERE.parents[2] / "shared" / "data"
GOALS = {
    "recall": (">=", 0.90),
    "recall, high and blocker": (">=", 0.95),
    "precision": (">=", 0.75),
    "right category": (">=", 0.85),
    "token F1": (">=", 0.80),
    "false alarms per 500 words": ("<=", 2.0),
}
"""What `specs/claims.md` §6 asks for."""

_WORD = re.compile(r"\w+")
_MARK = re.compile(r"⟦(?P<words>[^⟦⟧]*)⟧\{(?P<note>[^{}]*)\}")
_WEIGHTY = ("high", "blocker")


@dataclass(frozen=True)
class Marked:
    """What a reader marked: code points `start` to `end` of the draft; a disputed one has neither categories nor severity."""

    start: int
    end: int
    categories: frozenset[str] = frozenset()
    severity: str = ""
    brief: str = ""

    @property
    def disputed(self) -> bool:
        return not self.severity


@dataclass(frozen=True)
class Draft:
    """A draft without its marks, and the marks."""

    name: str
    text: str
    marks: tuple[Marked, ...]


def read_marked(path: Path) -> Draft:
    """Read a draft with `⟦words⟧{categories; severity; brief}` or `⟦words⟧{?}` in it.

    Raises:
        ValueError: for a mark that cannot be read, with the file and the words.
    """
    source, text, marks, at = path.read_text(encoding="utf-8"), "", list[Marked](), 0
    for found in _MARK.finditer(source):
        text += source[at : found.start()]
        at, start = found.end(), len(text)
        text += found["words"]
        if found["note"].strip() == "?":
            marks.append(Marked(start, len(text)))
            continue
        parts = [part.strip() for part in found["note"].split(";")]
        if len(parts) != 3 or not all(parts):
            raise ValueError(f"{path.name}: {found['words']!r} has a mark that cannot be read: {found['note']!r}")
        categories = frozenset(name.strip() for name in parts[0].split(","))
        marks.append(Marked(start, len(text), categories, parts[1], parts[2]))
    text += source[at:]
    if "⟦" in text or "⟧" in text:
        raise ValueError(f"{path.name}: a mark is not closed, or has nothing in braces behind it")
    return Draft(path.stem, text, tuple(marks))


def read_labelled(folder: Path) -> Iterator[Draft]:
    """The drafts of `dev` with what both readers marked."""
    for line in (folder / "claims" / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        (path,) = (folder / "drafts").glob(f"{row['id']}-*.md")
        marks = [
            Marked(each["start"], each["end"], frozenset(each["categories"]), each["severity"], each["brief"] or "")
            for each in row["claims"]
        ]
        marks += [Marked(each["start"], each["end"]) for each in row["disputed"]]
        yield Draft(path.stem, path.read_text(encoding="utf-8"), tuple(marks))


def drafts(which: str) -> tuple[Draft, ...]:
    """The drafts of `dev`, `a`, `b` or `c`; none where they are absent."""
    if which == "dev":
        return tuple(read_labelled(DATA)) if (DATA / "claims" / "labels.jsonl").is_file() else ()
    return tuple(read_marked(path) for path in sorted((HERE / "drafts").glob(f"{which}[0-9]*.md")))


@dataclass
class Score:
    """Counts over all drafts that were added, and what went wrong in them, in words."""

    marked: int = 0
    hit: int = 0
    weighty: int = 0
    weighty_hit: int = 0
    right_kind: int = 0
    found: int = 0
    alarms: int = 0
    words: int = 0
    both: int = 0
    ours: int = 0
    theirs: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, draft: Draft) -> None:
        document = Document.parse(draft.text)
        report = Runner([CHECK]).run(document, Context(), Lane.FAST)
        if report.missing:
            raise RuntimeError(f"{draft.name}: {report.missing}")
        flags = report.flags
        ours = _all_words(draft.text, ((flag.span.start, flag.span.end) for flag in flags))
        claims = [mark for mark in draft.marks if not mark.disputed]
        for claim in claims:
            self._claim(draft, claim, flags, ours)
        theirs = _all_words(draft.text, ((claim.start, claim.end) for claim in claims))
        doubtful = _all_words(draft.text, ((mark.start, mark.end) for mark in draft.marks if mark.disputed))
        self.both += len(ours & theirs)
        self.ours += len(ours - doubtful)
        self.theirs += len(theirs)
        self.found += len(flags)
        self.words += document.word_count
        for flag in flags:
            if not any(_touches(flag, mark) for mark in draft.marks):
                self.alarms += 1
                self.false.append(f"{draft.name}: {flag.text}  [{flag.claim.rule} {flag.claim.severity}]")

    def _claim(self, draft: Draft, claim: Marked, flags: Iterable[Flag], ours: set[int]) -> None:
        its = _all_words(draft.text, [(claim.start, claim.end)])
        hit = 2 * len(its & ours) >= len(its)
        self.marked += 1
        self.hit += hit
        if claim.severity in _WEIGHTY:
            self.weighty += 1
            self.weighty_hit += hit
        said = f"{draft.name}: {draft.text[claim.start : claim.end]}  [{', '.join(sorted(claim.categories))}; {claim.severity}]"
        if not hit:
            self.missed.append(said)
            return
        kinds = {kind for flag in flags if _touches(flag, claim) for kind in flag.claim.categories}
        if kinds & claim.categories:
            self.right_kind += 1
        else:
            self.wrong.append(f"{said} found as {', '.join(sorted(kinds))}")

    def figures(self) -> dict[str, float]:
        """Shares from 0 to 1, false alarms per 500 words; in the order of `GOALS`."""
        return {
            "recall": self.hit / self.marked,
            "recall, high and blocker": self.weighty_hit / self.weighty,
            "precision": 1 - self.alarms / self.found,
            "right category": self.right_kind / self.hit,
            "token F1": 2 * self.both / (self.ours + self.theirs),
            "false alarms per 500 words": 500 * self.alarms / self.words,
        }


def score(which: Iterable[Draft]) -> Score:
    """Run the claims check over drafts and count."""
    made = Score()
    for draft in which:
        made.add(draft)
    return made


def _all_words(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {found.start() for start, end in spans for found in _WORD.finditer(text, start, end)}


def _touches(flag: Flag, mark: Marked) -> bool:
    return mark.start < flag.span.end and flag.span.start < mark.end
