"""How well claims are found in twenty drafts that two readers marked, each alone."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from studio.checks.claims import CHECK
from studio.checks.runner import Runner
from studio.core.check import Context, Lane
from studio.core.document import Document

WORD = re.compile(r"\w+")
SERIOUS = ("high", "blocker")


def words(text: str, start: int, end: int) -> set[int]:
    return {found.start() for found in WORD.finditer(text, start, end)}


@dataclass
class Score:
    """Counts over all drafts; see the README beside the labels for how a claim counts as found."""

    labelled: int = 0
    hit: int = 0
    serious: int = 0
    serious_hit: int = 0
    right_kind: int = 0
    found: int = 0
    alarms: int = 0
    words: int = 0
    both: int = 0
    ours: int = 0
    theirs: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, text: str, labels: dict) -> None:
        document = Document.parse(text)
        flags = Runner([CHECK]).run(document, Context(), Lane.FAST).flags
        ours = set().union(*(words(text, flag.span.start, flag.span.end) for flag in flags))
        for claim in labels["claims"]:
            self._claim(text, claim, flags, ours)
        known = [(claim["start"], claim["end"]) for claim in labels["claims"]]
        disputed = [(claim["start"], claim["end"]) for claim in labels["disputed"]]
        theirs = set().union(*(words(text, *span) for span in known))
        self.both += len(ours & theirs)
        self.ours += len(ours - set().union(*(words(text, *span) for span in disputed)))
        self.theirs += len(theirs)
        self.found += len(flags)
        self.words += document.word_count
        self.alarms += sum(
            not any(start < flag.span.end and flag.span.start < end for start, end in known + disputed) for flag in flags
        )

    def _claim(self, text: str, claim: dict, flags, ours: set[int]) -> None:
        its = words(text, claim["start"], claim["end"])
        hit = 2 * len(its & ours) >= len(its)
        self.labelled += 1
        self.hit += hit
        if claim["severity"] in SERIOUS:
            self.serious += 1
            self.serious_hit += hit
        if not hit:
            self.missed.append(claim["text"])
            return
        kinds = {
            kind
            for flag in flags
            if flag.span.start < claim["end"] and claim["start"] < flag.span.end
            for kind in flag.claim.categories
        }
        self.right_kind += bool(kinds & set(claim["categories"]))

    def figures(self) -> dict[str, float]:
        return {
            "recall": self.hit / self.labelled,
            "recall, high and blocker": self.serious_hit / self.serious,
            "precision": 1 - self.alarms / self.found,
            "false alarms per 500 words": 500 * self.alarms / self.words,
            "right category": self.right_kind / self.hit,
            "token F1": 2 * self.both / (self.ours + self.theirs),
        }


@pytest.fixture(scope="module")
def figures(data: Path) -> dict[str, float]:
    score = Score()
    for line in (data / "claims" / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        labels = json.loads(line)
        (draft,) = (data / "drafts").glob(f"{labels['id']}-*.md")
        score.add(draft.read_text(encoding="utf-8"), labels)
    made = score.figures()
    print("\n" + "\n".join(f"{name:28} {value:.3f}" for name, value in made.items()))
    print("missed:", *score.missed, sep="\n  ")
    return made


@pytest.mark.parametrize(
    ("name", "least"),
    [("recall", 0.90), ("recall, high and blocker", 0.97), ("precision", 0.93), ("right category", 0.93), ("token F1", 0.85)],
)
def test_a_writer_is_shown_nearly_all_claims_and_little_else(figures: dict[str, float], name: str, least: float):
    assert figures[name] >= least


def test_false_alarms_stay_rare(figures: dict[str, float]):
    assert figures["false alarms per 500 words"] <= 1.5
