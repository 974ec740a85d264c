"""Teaches the model of the claims check: `make claims-model`.

Fits a logistic regression on what `studio.checks.claiming.signs` reads off the sentences of `training/`, writes
`resources/claims/model.json`, and says how well it does: on every part by a model that has not seen the file in question,
and on the clauses of the marked drafts in which no rule sees a claim; those drafts are never learnt from. The same sentences
and the same rules give the same bytes. Needs scikit-learn; the program and its tests do not.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

import lessons  # noqa: E402
import scoring  # noqa: E402

from studio.checks.claiming import detector, model, signs  # noqa: E402
from studio.checks.runner import Runner  # noqa: E402
from studio.core.check import Context, Lane  # noqa: E402
from studio.core.claim import ClaimSeverity  # noqa: E402
from studio.core.document import Document, sentences_of  # noqa: E402
from studio.core.span import Span  # noqa: E402

MODEL = HERE.parents[1].joinpath(*model.FILE)
STRENGTHS = (0.1, 0.3, 1.0, 3.0)
"""How freely weights may grow; the one that does best on parts it has not seen is taken."""
RARE = 3
"""A word or a pair in fewer sentences than this is left out."""
WORD = 0.5
"""How much a word counts beside a sign while weights are sought: signs hold in any text, words perhaps in ours only."""
SHARE = 0.3
"""How many sentences of a text are taken to be claims; ours hold more, and a model taught with them would cry wolf elsewhere."""
PLACES = 3
"""Decimal places of a weight; one that rounds to nothing is dropped."""

Name = tuple[str, str]
"""`sign` or `word`, and which."""


class Sheet:
    """The sentences as rows of a table, one column for each sign and word."""

    def __init__(self, taught: Sequence[lessons.Lesson]) -> None:
        self.taught = taught
        self.wanted = np.array([lesson.label == "claim" for lesson in taught])
        self.files = np.array([lesson.file for lesson in taught])
        self.parts = np.array([lesson.part for lesson in taught])
        self.rules = [by_rule(lesson.text) for lesson in taught]
        self._names: list[list[Name]] = []
        for lesson, heaviest in zip(taught, self.rules, strict=True):
            its_signs, its_words = signs.of(lesson.text, heaviest)
            self._names.append([*(("sign", sign) for sign in its_signs), *(("word", word) for word in its_words)])
        self._invented = invented(lesson.text for lesson in taught)

    def columns(self, rows: Iterable[int]) -> dict[Name, int]:
        counts = Counter(name for row in rows for name in self._names[row])
        kept = (name for name, count in counts.items() if count >= RARE and self._invented.isdisjoint(name[1].split()))
        return {name: number for number, name in enumerate(sorted(kept))}

    def table(self, rows: Sequence[int], columns: dict[Name, int]) -> csr_matrix:
        cells = [
            (at, columns[name], 1.0 if name[0] == "sign" else WORD)
            for at, row in enumerate(rows)
            for name in sorted(self._names[row])
            if name in columns
        ]
        at, column, value = zip(*cells, strict=True)
        return csr_matrix((value, (at, column)), shape=(len(rows), len(columns)))

    def fit(self, rows: Sequence[int], strength: float) -> tuple[dict[Name, int], LogisticRegression]:
        columns, wanted = self.columns(rows), self.wanted[rows]
        fitting = LogisticRegression(C=strength, max_iter=10_000, tol=1e-8).fit(self.table(rows, columns), wanted)
        fitting.intercept_ += odds(SHARE) - odds(wanted.mean())
        return columns, fitting

    def unseen(self, strength: float, groups: np.ndarray) -> np.ndarray:
        """How sure a model is of each sentence that has seen no sentence of its group."""
        chances = np.zeros(len(self.taught))
        for seen, held in GroupKFold(n_splits=len(set(groups))).split(self.wanted, self.wanted, groups):
            columns, fitting = self.fit(seen, strength)
            chances[held] = fitting.predict_proba(self.table(held, columns))[:, 1]
        return chances


def odds(share: float) -> float:
    """A share as log-odds."""
    return float(np.log(share / (1 - share)))


def by_rule(text: str) -> ClaimSeverity | None:
    """The severity of the heaviest claim that the rules alone find in a sentence."""
    found = [pattern.severity for placed in Document.parse(text).blocks for _, found in detector.readings(placed.block)
             for pattern in found.values()]  # fmt: skip
    return max(found, key=lambda severity: severity.rank, default=None)


def invented(texts: Iterable[str]) -> set[str]:
    """Words that always have a capital inside our sentences: our own names, which no other text will hold."""
    inside = [word.strip(".,;:!?'\"") for text in texts for word in text.split()[1:]]
    return {word.lower() for word in inside if word[:1].isupper()} - {word for word in inside if word.islower()}


def loss(chances: np.ndarray, wanted: np.ndarray) -> float:
    """Mean log loss: what surprises cost; smaller is better."""
    return float(-np.mean(np.log(np.where(wanted, chances, 1 - chances))))


def f1(chosen: np.ndarray, wanted: np.ndarray) -> str:
    """Precision, recall and F1 of the claims, in words."""
    both = int((chosen & wanted).sum())
    precision, recall = both / max(1, chosen.sum()), both / max(1, wanted.sum())
    return f"precision {precision:.2f}  recall {recall:.2f}  F1 {2 * both / max(1, chosen.sum() + wanted.sum()):.3f}"


def ranking(chances: np.ndarray, wanted: np.ndarray) -> float:
    """Average precision: 1 where every claim stands above all else."""
    ordered = wanted[np.argsort(-chances, kind="stable")]
    return float((np.cumsum(ordered) / np.arange(1, len(ordered) + 1))[ordered].mean())


def write(sheet: Sheet, strength: float) -> model.Model:
    """Teach it everything and write it down."""
    columns, fitting = sheet.fit(range(len(sheet.taught)), strength)
    weights: dict[str, dict[str, float]] = {"sign": {}, "word": {}}
    for (kind, name), column in columns.items():
        weight = round(float(fitting.coef_[0][column]) * (1.0 if kind == "sign" else WORD), PLACES)
        if weight:
            weights[kind][name] = weight
    made = model.Model(lessons.digest(), round(float(fitting.intercept_[0]), PLACES), weights["sign"], weights["word"])
    rows = {"digest": made.digest, "bias": made.bias, "signs": made.signs, "words": made.words}
    MODEL.write_text(json.dumps(rows, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return made


def say_of_drafts(
    which: str, drafts: Sequence[scoring.Draft], alone: Callable[..., object], whole: Callable[..., object]
) -> None:
    """How a set of marked drafts is judged sentence by sentence, and what the model adds to the rules.

    Args:
        alone, whole: `detector.unread` without and with the model.
    """
    chances, wanted, added = list[float](), list[bool](), Counter[str]()
    for draft in drafts:
        document = Document.parse(draft.text)
        detector.unread = alone
        flags = Runner([scoring.CHECK]).run(document, Context(), Lane.FAST).flags
        for span, text in sentences_in(document):
            marks = [mark for mark in draft.marks if mark.start < span.end and span.start < mark.end]
            if marks and all(mark.disputed for mark in marks):
                continue
            severities = [flag.claim.severity for flag in flags if flag.claim and flag.span.overlaps(span)]
            chances.append(model.score(text, max(severities, key=lambda severity: severity.rank, default=None)))
            wanted.append(bool(marks))
        detector.unread = whole
        for flag in Runner([scoring.CHECK]).run(document, Context(), Lane.FAST).flags:
            if flag.claim and flag.claim.rule == "model":
                marks = [mark for mark in draft.marks if mark.start < flag.span.end and flag.span.start < mark.end]
                added["claims" if any(not m.disputed for m in marks) else "disputed" if marks else "false alarms"] += 1
    sure, right = np.array(chances), np.array(wanted)
    print(f"\ndrafts {which}: {len(right)} sentences, {right.mean():.0%} with a claim")
    print("  model                        ", f1(sure >= 0.5, right), f" ranking {ranking(sure, right):.3f}")
    print(f"  clauses added to the rules' at {model.SURE}:", dict(added) or "none")


def sentences_in(document: Document) -> Iterator[tuple[Span, str]]:
    """Every sentence of a draft that readers see, with its place in the source."""
    for placed in document.blocks:
        if placed.block.is_visible:
            for sentence in sentences_of(placed.block):
                yield placed.source(sentence.span), sentence.text


def main() -> None:
    whole, alone, doubt = detector.unread, lambda *_: {}, model.DOUBT
    detector.unread, model.DOUBT = alone, 0.0  # it is taught beside the rules alone, or it would learn from what it knew before
    sheet = Sheet(tuple(lessons.read()))
    losses = {strength: loss(sheet.unseen(strength, sheet.parts), sheet.wanted) for strength in STRENGTHS}
    strength = min(losses, key=lambda each: losses[each])
    print(f"{len(sheet.taught)} sentences; strength {strength} of", {each: round(value, 4) for each, value in losses.items()})
    chances = sheet.unseen(strength, sheet.files)
    apart = sheet.unseen(strength, sheet.parts)
    ranks = np.array([severity.rank if severity else -1 for severity in sheet.rules])
    for part in sorted(set(sheet.parts)):
        rows = sheet.parts == part
        wanted = sheet.wanted[rows]
        print(f"\n{part}: {rows.sum()} sentences, {wanted.mean():.0%} claims")
        print("  rules alone                  ", f1(ranks[rows] >= 0, wanted))
        for said, sure in (("other files seen", chances), ("other parts seen", apart)):
            print(f"  model, {said:20}", f1(sure[rows] >= 0.5, wanted), f" ranking {ranking(sure[rows], wanted):.3f}")
    made = write(sheet, strength)
    model.load.cache_clear()
    print(f"\n{len(made.signs)} signs, {len(made.words)} words, {MODEL.stat().st_size / 1000:.0f} kB")
    model.DOUBT = doubt
    for which in ("dev", "a", "b", "c", "d"):
        if drafts := scoring.drafts(which):
            say_of_drafts(which, drafts, alone, whole)


if __name__ == "__main__":
    main()
