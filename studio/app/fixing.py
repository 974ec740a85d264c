"""From a fix to the edits that put it in place, and which fixes may be put in place all at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studio.core.document import Document, Placed
from studio.core.edit import Cause, Edit
from studio.core.errors import Refused
from studio.core.flag import Fix, Flag, Safety
from studio.core.span import Span


@dataclass(frozen=True, slots=True)
class PlannedFix:
    """The one fix of a flag, and the edits that put it in place, last one first."""

    flag: Flag
    fix: Fix
    edits: tuple[Edit, ...]

    @property
    def is_safe(self) -> bool:
        """Whether the sentence around it stays whole; the others want a look before they are made."""
        return self.fix.safety is Safety.SAFE

    @property
    def span(self) -> Span:
        return Span(self.edits[-1].span.start, self.edits[0].span.end)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A flag that is left to a person, and why, as a sentence."""

    flag: Flag
    why: str


@dataclass(frozen=True, slots=True)
class FixPlan:
    """What one round of fixes could do; both in reading order. A flag without any fix is in neither."""

    fixes: tuple[PlannedFix, ...]
    skipped: tuple[Skipped, ...]

    @property
    def safe(self) -> tuple[PlannedFix, ...]:
        """What is made unless a person says otherwise."""
        return tuple(each for each in self.fixes if each.is_safe)

    def edits(self, wanted: Iterable[PlannedFix]) -> tuple[Edit, ...]:
        """The edits of the wanted fixes, last place first, as the buffer takes them."""
        chosen = sorted(wanted, key=lambda each: each.span.start, reverse=True)
        return tuple(edit for each in chosen for edit in each.edits)


SEVERAL = "It has several wordings to choose from."
MOVED = "The words under it have changed."
OVERLAPS = "It overlaps another fix."


def plan(document: Document, flags: Sequence[Flag]) -> FixPlan:
    """Which of `flags` can be fixed at once: those with exactly one fix whose words still stand there.

    The same edit asked for by two flags is made once. Where fixes overlap, none of them is made: guessing which one is
    meant is a person's business.

    Args:
        document: the text as it stands.
        flags: of this text, in reading order, spans in the source.
    """
    ready, skipped = dict[tuple[Edit, ...], PlannedFix](), list[Skipped]()
    for flag in flags:
        if not flag.fixes:
            continue
        if len(flag.fixes) > 1:
            skipped.append(Skipped(flag, SEVERAL))
        else:
            try:
                edits = edits_for(document, flag, flag.fixes[0])
            except Refused:
                skipped.append(Skipped(flag, MOVED))
                continue
            same = tuple(Edit(edit.span, edit.replacement) for edit in edits)
            ready.setdefault(same, PlannedFix(flag, flag.fixes[0], edits))
    clashing = _clashing(list(ready.values()))
    skipped += [Skipped(each.flag, OVERLAPS) for each in clashing]
    fixes = tuple(each for each in ready.values() if each not in clashing)
    return FixPlan(
        tuple(sorted(fixes, key=lambda each: each.span.start)), tuple(sorted(skipped, key=lambda each: each.flag.span.start))
    )


def _clashing(fixes: Sequence[PlannedFix]) -> list[PlannedFix]:
    """Every fix whose place another one touches too."""
    found: dict[int, PlannedFix] = {}
    ordered = sorted(fixes, key=lambda each: (each.span.start, each.span.end))
    reach: PlannedFix | None = None
    for each in ordered:
        if reach is not None and each.span.start < reach.span.end:
            found[id(reach)], found[id(each)] = reach, each
        if reach is None or each.span.end > reach.span.end:
            reach = each
    return list(found.values())


def edits_for(document: Document, flag: Flag, fix: Fix) -> tuple[Edit, ...]:
    """The edits that put `fix` in place, last one first, leaving markup inside the flagged words standing.

    Args:
        flag: of this very text, its span in the source.
    Raises:
        Refused: the words under the flag are no longer those it was raised for.
    """
    if flag.span.of(document.text) == flag.text:
        return (Edit(flag.span, fix.text, Cause.FIX, flag.rule),)
    placed = document.block_at(flag.span.start)
    words = _words(placed, flag) if placed else None
    if placed is None or words is None:
        raise Refused("The words under this flag have changed.", "Wait for the check to look again.")
    pieces = placed.block.pieces(words)
    texts = [fix.text, *[""] * (len(pieces) - 1)]
    edits = [Edit(piece.moved(placed.offset), text, Cause.FIX, flag.rule) for piece, text in zip(pieces, texts, strict=True)]
    return tuple(reversed(edits))


def _words(placed: Placed, flag: Flag) -> Span | None:
    """Where the flagged words stand in the block's prose, whose markup is gone; None where they do not."""
    at = placed.block.text.find(flag.text)
    while at >= 0:
        words = Span(at, at + len(flag.text))
        if placed.source(words) == flag.span:
            return words
        at = placed.block.text.find(flag.text, at + 1)
    return None
