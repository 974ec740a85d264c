"""A statement that needs proof, what would prove it, and what people decided about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from studio.core.span import Span


class ClaimSeverity(StrEnum):
    """How badly a claim needs evidence, lightest first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    BLOCKER = "blocker"

    @property
    def rank(self) -> int:
        return _RANKS[self]

    @property
    def is_weighty(self) -> bool:
        """Whether a claim of this severity needs evidence before anybody may approve it."""
        return self.rank >= ClaimSeverity.HIGH.rank


_RANKS = {severity: rank for rank, severity in enumerate(ClaimSeverity)}

_SAID = {
    "statistic": "figure",
    "money_price": "price",
    "date_history": "date",
    "guarantee_absolute": "promise",
    "legal_compliance": "legal",
    "regulated": "health, money or environment",
    "entity_causal": "plain fact",
}


OPINION = "opinion"
"""Rule of a claim that only a model remarked; see `core.opinion`."""


def said(category: str) -> str:
    """How a category's id reads to people; an id that is a plain word already stays as it is."""
    return _SAID.get(category, category.replace("_", " "))


class ClaimStatus(StrEnum):
    """Where a claim stands. Only a person sets it; only a change of the text sets it back."""

    UNVERIFIED = "unverified"
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    OPINION = "opinion"
    REMOVED = "removed"
    STALE = "stale"


ANSWERED = (ClaimStatus.SUPPORTED, ClaimStatus.OPINION)
"""What a claim may be and ask nothing more of a person."""


class Standing(StrEnum):
    """How a claim stands to what the AI was given: the brief and the brand's facts.

    `given`: every statement of it stands there. `absent`: a figure, a name, a rank, a quotation or the like that they do not
    hold, so the AI may have made it up.
    """

    GIVEN = "given"
    ABSENT = "absent"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """What a detector says of a claim.

    Attributes:
        categories: ids such as `statistic`, `money_price`, `guarantee_absolute`; at least one.
        severity: the heaviest of the categories'.
        need: what evidence would do and why, one sentence.
        rule: id of the pattern that speaks for the leading category, such as `statistic.percent`; `model` where none does.
        reason: why it was taken for a claim, a few words: "a share in percent".
        standing: to the brief and the brand's facts; None where nobody wrote any.
        source: the sentence of the brief or the facts that gives it, or that it contradicts, or that holds a part of it where it
            is absent; else empty.
        source_name: `brief` or `brand's facts` where `source` is not empty.
        cited: the link that stands beside it in the text, else empty.
        model: the AI model that remarked it, "Larch (tiny-1)", where one was asked; it did so alone where `rule` is `opinion`.
    """

    categories: tuple[str, ...]
    severity: ClaimSeverity
    need: str
    rule: str = ""
    reason: str = ""
    standing: Standing | None = None
    source: str = ""
    source_name: str = ""
    cited: str = ""
    model: str = ""

    @property
    def is_opinion(self) -> bool:
        """Whether a model alone took it for a claim, and no rule did."""
        return self.rule == OPINION

    @property
    def needs_consent(self) -> bool:
        """Whether it speaks with a customer's voice or name, so that their consent is part of its evidence. What many of them
        are counted in, "rated 4.8 by 480 buyers", names nobody."""
        is_counted = "statistic" in self.categories and "quotation" not in self.categories
        return "testimonial" in self.categories and not is_counted


class Support(StrEnum):
    """What evidence says of a claim."""

    SUPPORTS = "supports"
    PARTLY = "partly"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Consent:
    """A customer's yes to being named or quoted: whose, the day it was given (ISO 8601), and for what."""

    who: str
    when: str
    scope: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What bears on a claim. Days are ISO 8601; an empty string means not known.

    Attributes:
        url: a link, a file's name, or "own record: " and which one.
        quote: the passage that says it.
        who, when: who attached it; UTC, ISO 8601.
        valid_until: its last day; empty where it does not run out.
        publisher: whose page or paper it is.
        accessed: the day on which somebody looked.
        support: whether it supports the claim, only partly, or contradicts it.
        consent: of the customer who is named or quoted.
        words: the claim's words it was attached to; evidence for one number is none for another.
    """

    url: str
    quote: str
    who: str = ""
    when: str = ""
    valid_until: str = ""
    note: str = ""
    publisher: str = ""
    accessed: str = ""
    support: Support = Support.SUPPORTS
    consent: Consent | None = None
    words: str = ""

    def holds(self, today: str) -> bool:
        """Whether it has not run out; `today` is ISO 8601."""
        return not self.valid_until or self.valid_until >= today


@dataclass(frozen=True, slots=True)
class Proposal:
    """Evidence that the program found and a person has yet to confirm.

    Attributes:
        origin: where it comes from, as people read it: `brief`, `brand's facts`, `link beside it`, or
            `approved claim in “Spring letter”`.
        evidence: what would be attached; without `who` and `when`. A link beside the claim comes without a passage.
        is_exact: whether every telling word of the claim is in what it comes from; where one is not, a person looks twice.
    """

    origin: str
    evidence: Evidence
    is_exact: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether one key confirms it; otherwise a person has to add the passage."""
        return bool(self.evidence.url and self.evidence.quote)


@dataclass(frozen=True, slots=True)
class Question:
    """A remark about a claim, addressed to a named colleague. `when` is UTC, ISO 8601."""

    who: str
    to: str
    text: str
    when: str


def unanswered(questions: Iterable[Question]) -> Question | None:
    """The question that still waits, of those about one claim, oldest first: one put back to whoever asked is the answer."""
    waiting: Question | None = None
    for each in questions:
        answers = waiting is not None and (each.who, each.to) == (waiting.to, waiting.who)
        waiting = None if answers else each
    return waiting


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of the claims desk.

    Attributes:
        key: what the row goes by for as long as it lives, whatever is edited inside it.
        text: its words as they stand now; as they stood last, once they are gone.
        span: where it stands in the working text first; None once its words are gone.
        places: every place in the text that says it, `span` the first.
        status: where it stands now: what a person decided, set back by what has happened since.
        evidence: for these words; `earlier` is for words that stood here before.
        decided_by, decided_at: who gave it its last status; UTC, ISO 8601.
        decided_in: the piece, by its id, in which that happened, where it was another draft of the same brief.
        changed: what moved on since, one sentence: "The number changed from 43% to 34%."
        proposal: evidence that waits for one key.
        clashes: who says it with another number, one phrase each: "34% in “Spring email”".
        second: who called it an opinion first, where a second person has to agree, or has.
        questions: asked about it, oldest first.
    """

    key: str
    text: str
    note: ClaimNote
    span: Span | None
    status: ClaimStatus = ClaimStatus.UNVERIFIED
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    decided_by: str = ""
    decided_at: str = ""
    decided_in: str = ""
    places: tuple[Span, ...] = ()
    changed: str = ""
    proposal: Proposal | None = None
    clashes: tuple[str, ...] = ()
    second: str = ""
    questions: tuple[Question, ...] = ()
    earlier: tuple[Evidence, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a person still has to answer it."""
        return self.span is not None and self.status not in ANSWERED

    @property
    def lacks_consent(self) -> bool:
        """Whether it is answered and the consent of the customer it names or quotes is missing."""
        standing = self.span is not None and self.status in ANSWERED
        given = any(each.consent and each.support is not Support.CONTRADICTS for each in self.evidence)
        return standing and self.note.needs_consent and not given

    @property
    def asked(self) -> str:
        """Who owes an answer to a question about it, empty when nobody does."""
        waiting = unanswered(self.questions)
        return waiting.to if waiting else ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a claim stood in the working text when it was decided, by which it is found again after any edit.

    Attributes:
        number: of the event that decided; edits with higher numbers have moved it since.
        span: code points of the text at that event.
        text: the exact source under it, markup included.
        before, after: up to 32 code points around it.
    """

    number: int
    span: Span
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """What people last said of the claim that goes by `key`, as the history has it.

    Attributes:
        text: the claim's words at that time.
        anchor: None on decisions from before anchors were kept.
        agrees_with: who had called it an opinion before `who` did.
        piece: in which piece it was decided, its id.
    """

    key: str
    text: str
    categories: tuple[str, ...]
    severity: ClaimSeverity
    status: ClaimStatus
    reason: str
    who: str
    when: str
    evidence: tuple[Evidence, ...] = ()
    anchor: Anchor | None = None
    agrees_with: str = ""
    piece: str = ""

    @property
    def note(self) -> ClaimNote:
        return ClaimNote(self.categories, self.severity, "")


@dataclass(frozen=True, slots=True)
class ApprovedClaim:
    """A claim that a person found supported in some piece of the brand, with its evidence: fit to be used again."""

    decision: ClaimDecision
    piece_title: str
    brand: str

    @property
    def runs_out(self) -> str:
        """The last day on which any of its evidence holds, ISO 8601; empty where some never runs out."""
        days = [each.valid_until for each in self.decision.evidence if each.support is Support.SUPPORTS]
        return max(days) if days and all(days) else ""
