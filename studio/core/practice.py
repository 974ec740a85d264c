"""Practice: what a person found of the faults that were planted in a draft, and what they flagged that was right.

A fault counts as found when an edit took it away, or when somebody remarked on its words. An edit takes it away when its heart is
gone, or at least half of its words where its key names no heart; or when the checks that see it for what it is looked at the text
as it was left and no longer do. A word changed beside it, or put in, leaves it where it was.

A trap is wording that looks wrong and is right; whoever changes or remarks on it flagged wrongly, and so does whoever rewrites a
passage in which nothing is wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from studio.core.changes import Change, compare, word_spans
from studio.core.sentences import split
from studio.core.span import Span

LARGE = 6
"""Words of the draft replaced in a sentence without a fault, from which on it is an edit that nothing asked for."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A planted fault.

    Attributes:
        words: exactly as they stand in the draft, once.
        kind: in a word or two: "invented detail".
        why: why it is one.
        good: what a good correction does.
        rules: how the names of rules begin that flag it for what it is; empty where no check sees it.
        by_eye: whether only a person can see it.
        heart: the words within `words` that must go, where a word or two put it right; empty for at least half of all of them.
    """

    words: str
    kind: str
    why: str
    good: str
    rules: tuple[str, ...] = ()
    by_eye: bool = False
    heart: str = ""


@dataclass(frozen=True, slots=True)
class Trap:
    """Words that look wrong and are right, and why they are."""

    words: str
    why: str


class Verdict(StrEnum):
    """What becomes of the piece in the end."""

    NONE = ""
    APPROVE = "approve"
    SEND_BACK = "send back"


@dataclass(frozen=True, slots=True)
class Key:
    """The answers to one practice draft.

    Attributes:
        verdict: what is right in the end; NONE where the piece is not decided on.
        verdict_why: why.
    """

    faults: tuple[Fault, ...]
    traps: tuple[Trap, ...]
    verdict: Verdict = Verdict.NONE
    verdict_why: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said about words of the draft.

    Attributes:
        span: code points of the draft.
        passed: whether it says that the words may stand: a flag dismissed, a claim taken for supported.
    """

    span: Span
    passed: bool = False


class Outcome(StrEnum):
    FOUND = "found"
    MISSED = "missed"
    WRONG = "wrongly flagged"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a score.

    Attributes:
        kind: of the fault; "trap" or "nothing wrong" where something was flagged wrongly.
        words: of the draft; `span` where they stand there.
        here: where they, or what took their place, stand in the text as it was left.
        why: why it is a fault, or why it is right as it was.
        good: what a good correction does; empty where nothing had to be corrected.
    """

    outcome: Outcome
    kind: str
    words: str
    span: Span
    here: Span
    why: str
    good: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """What came of it; rows in reading order.

    Attributes:
        verdict: a sentence about the decision, empty where none was asked for.
        decided_rightly: None where none was asked for.
    """

    rows: tuple[Row, ...]
    verdict: str = ""
    decided_rightly: bool | None = None

    def of(self, outcome: Outcome) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.outcome is outcome)

    @property
    def found(self) -> int:
        return len(self.of(Outcome.FOUND))

    @property
    def planted(self) -> int:
        return self.found + len(self.of(Outcome.MISSED))

    @property
    def wrong(self) -> int:
        return len(self.of(Outcome.WRONG))

    @property
    def sentence(self) -> str:
        """The score in words: "7 of 9 found, 1 wrongly flagged"."""
        flagged = f"{self.wrong} wrongly flagged" if self.wrong else "nothing wrongly flagged"
        return f"{self.found} of {self.planted} found, {flagged}"


def place_of(words: str, draft: str) -> Span:
    """Where the words of a key stand in its draft.

    Raises:
        ValueError: they stand there not once.
    """
    start = draft.find(words)
    if start < 0 or draft.find(words, start + 1) >= 0:
        raise ValueError(f"“{words}” stands {draft.count(words)} times in the draft, and should stand there once")
    return Span(start, start + len(words))


def score(
    key: Key,
    draft: str,
    text: str,
    remarks: Sequence[Remark] = (),
    verdict: Verdict = Verdict.NONE,
    flags: Sequence[tuple[str, Span]] | None = None,
) -> Score:
    """Hold what a person did to a draft against its key.

    Args:
        draft: as it was given out; `text`: as it was left.
        remarks: what was said about words of the draft, in any order.
        verdict: what was decided.
        flags: rules and places of what the checks see in `text`; None where they have not looked at just this text.
    """
    changes = compare(draft, text).changes
    faults = [(fault, place_of(fault.words, draft)) for fault in key.faults]
    traps = [(trap, place_of(trap.words, draft)) for trap in key.traps]
    marked = [remark.span for remark in remarks if not remark.passed]
    # A remark on a fault may well reach over a trap beside it, and is meant for the fault.
    elsewhere = [span for span in marked if not any(span.overlaps(place) for _, place in faults)]
    rows = []
    for fault, span in faults:
        is_found = _is_gone(fault, span, draft, changes, flags) or any(span.overlaps(each) for each in marked)
        passed = any(remark.passed and span.overlaps(remark.span) for remark in remarks)
        why = fault.why if is_found or not passed else f"{fault.why} You said that it may stand."
        outcome = Outcome.FOUND if is_found else Outcome.MISSED
        rows.append(Row(outcome, fault.kind, fault.words, span, _here(span, changes), why, fault.good))
    for trap, span in traps:
        if any(span.overlaps(each) for each in elsewhere) or any(change.before.overlaps(span) for change in changes):
            rows.append(Row(Outcome.WRONG, "trap", trap.words, span, _here(span, changes), trap.why))
    known = [span for _, span in (*faults, *traps)]
    rows += _needless(draft, changes, known)
    rows += _idle_remarks(draft, changes, known, elsewhere)
    told, rightly = _on_verdict(key, verdict)
    return Score(tuple(sorted(rows, key=lambda row: (row.span.start, row.span.end))), told, rightly)


def _is_gone(fault: Fault, span: Span, draft: str, changes: Sequence[Change], flags: Sequence[tuple[str, Span]] | None) -> bool:
    """Whether an edit took the fault away; see above."""
    if not any(_meets(change, span) for change in changes):
        return False
    if fault.heart:
        start = span.start + fault.words.index(fault.heart)
        return any(change.before.overlaps(Span(start, start + len(fault.heart))) for change in changes)
    words = [word.moved(span.start) for word in word_spans(fault.words)] or [span]
    gone = sum(any(change.before.overlaps(word) for change in changes) for word in words)
    if 2 * gone >= len(words):
        return True
    here = _here(span, changes)
    return (
        bool(fault.rules)
        and flags is not None
        and not any(rule.startswith(fault.rules) and place.overlaps(here) for rule, place in flags)
    )


def _meets(change: Change, span: Span) -> bool:
    """Whether a change touches the words: something in them went, or something came within or right at them."""
    if len(change.before):
        return change.before.overlaps(span)
    return span.start <= change.before.start <= span.end


def _here(span: Span, changes: Sequence[Change]) -> Span:
    """Where words of the draft, or what stands for them, are in the text as it was left."""
    start, end = _start_after(span.start, changes), _end_after(span.end, changes)
    return Span(start, max(start, end))


def _start_after(place: int, changes: Sequence[Change]) -> int:
    """Where words that began at `place` begin now; what came in just there belongs to them."""
    shift = 0
    for change in changes:
        if change.before.start >= place:
            break
        if change.before.end > place:
            return change.after.start
        shift = change.after.end - change.before.end
    return place + shift


def _end_after(place: int, changes: Sequence[Change]) -> int:
    shift = 0
    for change in changes:
        if change.before.end <= place:
            shift = change.after.end - change.before.end
        elif change.before.start < place:
            return change.after.end
        else:
            break
    return place + shift


def _sentences(draft: str) -> Iterator[Span]:
    start = 0
    for line in draft.splitlines(keepends=True):
        for begin, end in split(line.rstrip("\n")):
            yield Span(start + begin, start + end)
        start += len(line)


def _needless(draft: str, changes: Sequence[Change], known: Sequence[Span]) -> Iterator[Row]:
    """Sentences in which nothing was wrong and much was changed."""
    for sentence in _sentences(draft):
        if any(sentence.overlaps(span) for span in known):
            continue
        words = [word.moved(sentence.start) for word in word_spans(sentence.of(draft))]
        gone = sum(any(change.before.overlaps(word) for change in changes) for word in words)
        if gone >= LARGE:
            text = sentence.of(draft)
            why = f"{gone} of its {len(words)} words were changed, and nothing was wrong here."
            yield Row(Outcome.WRONG, "nothing wrong", text, sentence, _here(sentence, changes), why)


def _idle_remarks(draft: str, changes: Sequence[Change], known: Sequence[Span], spans: Sequence[Span]) -> Iterator[Row]:
    """Remarks on words in which nothing was wrong; several on the same words count once."""
    for span in sorted(set(spans)):
        if not any(span.overlaps(each) for each in known):
            why = "You remarked on these words, and nothing is wrong with them."
            yield Row(Outcome.WRONG, "nothing wrong", span.of(draft), span, _here(span, changes), why)


def _on_verdict(key: Key, verdict: Verdict) -> tuple[str, bool | None]:
    if key.verdict is Verdict.NONE:
        return "", None
    right = {Verdict.SEND_BACK: "Sending it back is right", Verdict.APPROVE: "A yes is right"}[key.verdict]
    if verdict is key.verdict:
        return f"{right}, and so you decided. {key.verdict_why}", True
    yours = {Verdict.NONE: "you did not decide", Verdict.APPROVE: "you said yes", Verdict.SEND_BACK: "you sent it back"}[verdict]
    return f"{right}; {yours}. {key.verdict_why}", False
