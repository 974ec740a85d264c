"""What came of a piece, in figures: the roll-up that every report of figures is made from.

The history keeps one `Outcome` per piece, one `Raised` per piece and rule and one `Round` per handing on up to date with
every event, so a report over ten thousand pieces reads ten thousand rows and not a million events. A figure that nobody
recorded is None, never 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from studio.core.feedback import Feedback
from studio.core.piece import Channel, Stage
from studio.core.seal import Seal
from studio.core.times import between, moment


@dataclass(frozen=True, slots=True)
class Outcome:
    """One piece. Times are UTC, ISO 8601, empty for "not yet"; durations are seconds.

    Attributes:
        model, template: what wrote the AI original, and from which template; empty where nobody said.
        approver: who gave the latest approval.
        edits: entries of edits; one may hold several.
        submissions, returns, approvals: how often it was handed on, sent back, approved.
        submitted, reviewed, approved: when that happened first; `reviewed` is the first decision of an editor.
        latest: when it was approved last.
        returned_before_approval: how often it was sent back before the first yes.
        drafting, review, rework: time from its making to the first handing on; time with editors, all rounds; time from
            being sent back to being handed on again, all rounds, 0 where an editor sent nothing back. Those of a stage that
            still runs are not in it.
        since: when it came to its present stage.
        late: handings-on that were answered after they were due; `due` is that of a review still waiting.
        words, kept, original_words, changed_words: of the text approved last: its words, those that stand as the AI wrote them,
            the words of the AI original, and how many words people took out, put in or replaced (a replaced word counts once).
        read_seconds: how long the approver had the text before the latest yes, None where nobody measured.
        flags, fixed, dismissed, open: flags that were raised, and of these: no longer found, dismissed, still open, as of the
            latest look of the checks (see the event `piece.checked`); None where they never looked. A flag that its rule
            still raises after the sentence was reworded is the same flag; a dismissed one stays dismissed.
        checked_words: words of the text at the first look, which mostly is the AI original: what "per 1,000 words" divides by.
        claims, claims_open: of the latest look.
    """

    piece: str
    title: str
    brand: str
    channel: Channel
    audience: str
    model: str
    template: str
    accountable: str
    assignee: str
    last_editor: str
    approver: str
    stage: Stage
    created: str
    edits: int = 0
    submissions: int = 0
    returns: int = 0
    approvals: int = 0
    submitted: str = ""
    reviewed: str = ""
    approved: str = ""
    latest: str = ""
    returned_before_approval: int = 0
    drafting: int | None = None
    review: int | None = None
    rework: int | None = None
    since: str = ""
    due: str = ""
    late: int = 0
    words: int | None = None
    kept: int | None = None
    original_words: int | None = None
    changed_words: int | None = None
    read_seconds: int | None = None
    flags: int | None = None
    fixed: int | None = None
    dismissed: int | None = None
    open: int | None = None
    checked_words: int | None = None
    claims: int | None = None
    claims_open: int | None = None

    @property
    def is_first_pass(self) -> bool | None:
        """Whether the first yes came without being sent back before; None before any yes."""
        return self.returned_before_approval == 0 if self.approved else None

    @property
    def turnaround(self) -> int | None:
        """Seconds from its making to its first approval."""
        if not (self.created and self.approved):
            return None
        return between(self.created, self.approved)

    @property
    def retained_share(self) -> float | None:
        """0 to 1: words of the approved text that stand as the AI wrote them; see `provenance.HOW_COUNTED`."""
        return None if self.kept is None or not self.words else self.kept / self.words

    @property
    def edit_depth(self) -> float | None:
        """Words changed per word of the AI original, 0 where nobody changed any; see `provenance.HOW_DEPTH_IS_COUNTED`."""
        return None if self.changed_words is None or not self.original_words else self.changed_words / self.original_words


@dataclass(frozen=True, slots=True)
class Raised:
    """What became of one rule's flags in one piece.

    Attributes:
        when: when the first of them was raised, UTC, ISO 8601.
        reasons: how often each reason was given for a dismissal, as (reason, times).
    """

    piece: str
    rule: str
    severity: str
    when: str
    raised: int
    fixed: int
    dismissed: int
    open: int
    reasons: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """One handing on and what came of it.

    Attributes:
        number: of the event that handed it on.
        at, due: when that was, and until when an answer was asked for, empty where nobody said.
        answered: number of the event that answered, None while it waits; `answered_at` when, empty meanwhile.
        answer: `approved` or `returned`, by `who`, or `recalled` or `withdrawn` before anybody answered; empty while it waits.
    """

    piece: str
    number: int
    by: str
    to: str
    at: str
    due: str
    answered: int | None = None
    answered_at: str = ""
    answer: str = ""
    who: str = ""

    @property
    def seconds(self) -> int | None:
        """From the handing on to the answer, None while it waits."""
        return between(self.at, self.answered_at) if self.answered_at else None

    def is_late(self, now: str) -> bool:
        """Whether the answer came after it was due, or is due and has not come by `now`."""
        return bool(self.due) and moment(self.answered_at or now) > moment(self.due)


@dataclass(frozen=True, slots=True)
class Reopening:
    """A correction begun after a yes.

    Attributes:
        was: the stage it was taken out of; `note`: what had to be corrected, empty once the text was deleted.
        again, again_by: when and by whom it was approved again; empty while nobody has.
    """

    number: int
    who: str
    when: str
    note: str
    was: str
    again: str = ""
    again_by: str = ""


@dataclass(frozen=True, slots=True)
class Yes:
    """One approval, with what is known of it beside its text.

    Attributes:
        outcome: what came of its piece until now.
        number: of the event; `nth`: the how-manieth yes of its piece, from 1: a later one is a correction.
        text_hash, guide_version, policy_version: what was approved, and by which rules; empty where an older program wrote none.
        ran, missing: check ids that ran on that text, and those that should have and did not.
        words, kept, original_words, changed_words, read_seconds: as in `Outcome`, of this very text.
        round: the handing on that it answered, None where there was none.
        seal: whether it is signed; None where nobody looked.
        signs: what speaks for a rubber stamp, a clause each.
        beside: what else the decision says, as in the payload of `approved`: parts, agreed, risk, rating, responsible,
            disclosure, separation.
        reopened: the corrections that were begun after it and before the next yes.
    """

    outcome: Outcome
    number: int
    nth: int
    who: str
    when: str
    revision: int
    note: str
    text_hash: str
    guide_version: str
    policy_version: str
    ran: tuple[str, ...]
    missing: tuple[str, ...]
    words: int | None
    kept: int | None
    original_words: int | None
    changed_words: int | None
    read_seconds: int | None
    round: Round | None = None
    seal: Seal | None = None
    signs: tuple[str, ...] = ()
    beside: Mapping[str, Any] = field(default_factory=dict)
    reopened: tuple[Reopening, ...] = ()

    @property
    def turnaround(self) -> int:
        """Seconds from the making of its piece to this yes."""
        return between(self.outcome.created, self.when)


@dataclass(frozen=True, slots=True)
class Tally:
    """All the figures of the pieces in reach: what a report of figures, the dashboard and the alerts are made from.

    Attributes:
        outcomes: one per piece, whatever its days: each figure falls on a day of its own (a turnaround on that of the approval).
        raised: one per piece and rule.
        now: when the figures were taken, UTC, ISO 8601: what is overdue, and for how long, follows from it.
        rounds: every handing on, the oldest first.
        feedback: what readers said of these pieces, on the days that are asked about; only reports ask for it.
    """

    outcomes: tuple[Outcome, ...]
    raised: tuple[Raised, ...]
    now: str
    rounds: tuple[Round, ...] = ()
    feedback: tuple[Feedback, ...] = ()
