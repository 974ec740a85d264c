"""How much of a text stands as the AI wrote it, and how that is counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from studio.core.changes import Change, Comparison, words_of
from studio.core.edit import Edit, shift
from studio.core.origins import Origin, OriginKind, OriginRun
from studio.core.record import Attribution
from studio.core.span import Span

HOW_COUNTED = (
    "Words of the text that stand unchanged and in the same order in the AI original, divided by all its words. "
    "Words are runs of letters and digits; punctuation and spacing do not count."
)

HOW_DEPTH_IS_COUNTED = (
    "Words that were taken out, put in or replaced since the AI original, divided by the words of the AI original. "
    "A replaced word counts once, a word that was moved twice; more than 100% means that more was written than was there. "
    "Punctuation and spacing do not count."
)


@dataclass(frozen=True, slots=True)
class Retained:
    """The AI-retained share of a text."""

    kept: int
    words: int

    @property
    def share(self) -> float:
        """0 to 1; 0 for a text without words."""
        return self.kept / self.words if self.words else 0.0

    @property
    def percent(self) -> str:
        return f"{round(100 * self.share)}%"


def retained(comparison: Comparison) -> Retained:
    return Retained(comparison.kept, comparison.words)


@dataclass(frozen=True, slots=True)
class Depth:
    """How much people changed a text."""

    changed: int
    original_words: int

    @property
    def share(self) -> float:
        """0 where nobody changed a word; above 1 where more was written than had been there; 0 without any words to change."""
        return self.changed / self.original_words if self.original_words else 0.0

    @property
    def percent(self) -> str:
        return f"{round(100 * self.share)}%"


def edit_depth(comparison: Comparison) -> Depth:
    return Depth(changed_words(comparison), original_words(comparison))


def changed_words(comparison: Comparison) -> int:
    """The fewest words that had to be taken out, put in or replaced; a replaced word counts once."""
    return sum(Levenshtein.distance(words_of(one.before_text), words_of(one.after_text)) for one in comparison.changes)


def original_words(comparison: Comparison) -> int:
    """How many words the AI original has: those that stand, and those inside what was changed."""
    return comparison.kept + sum(len(words_of(change.before_text)) for change in comparison.changes)


def attribute(changes: Sequence[Change], edits: Iterable[tuple[Edit, str, str]]) -> tuple[Attribution, ...]:
    """Who last touched each change, and when.

    Args:
        changes: of the text that all the edits lead to.
        edits: every edit since the AI original, oldest first, with who made it and when.
    Returns:
        One attribution per change. Every edit leaves a mark where its replacement stands; marks move with later edits,
        and the latest one that touches a change names its author. Where a word went out of a row of equal ones, the
        change may be shown one further on than it was made; then the nearest mark speaks for it.
    """
    marks: list[tuple[Span, str, str]] = []
    for edit, who, when in edits:
        moved = ((_follow(span, edit), by, at) for span, by, at in marks)
        marks = [mark for mark in moved if not (edit.after.start <= mark[0].start and mark[0].end <= edit.after.end)]
        marks.append((edit.after, who, when))
    found = []
    for change in changes:
        mark = min(reversed(marks), key=lambda m: _apart(m[0], change.after), default=None)
        found.append(Attribution(change.id, mark[1] if mark else "", mark[2] if mark else ""))
    return tuple(found)


def origins_by_comparison(
    text: str, changes: Iterable[Change], first: Origin, marks: Iterable[Attribution]
) -> tuple[OriginRun, ...]:
    """The origins of a text whose edits cannot be followed: what stands comes from `first`, the rest was typed by whoever is
    on record for the change."""
    found, at = list[OriginRun](), 0
    for change, mark in zip(changes, marks, strict=True):
        found.append(OriginRun(Span(at, change.after.start), first))
        found.append(OriginRun(change.after, Origin(OriginKind.TYPED, "", mark.who, mark.when)))
        at = change.after.end
    found.append(OriginRun(Span(at, len(text)), first))
    return tuple(run for run in found if len(run.span))


def _follow(span: Span, edit: Edit) -> Span:
    """Like `shift`, but a mark whose characters are gone stays behind as a place: a deletion too was made by somebody."""
    return shift(span, edit) or Span(edit.after.end, edit.after.end)


def _apart(one: Span, other: Span) -> int:
    """Characters between the two, 0 where they touch."""
    return max(0, other.start - one.end, one.start - other.end)
