"""A statement that needs proof, what would prove it, and what people decided about it."""

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
        return list(ClaimSeverity).index(self)

    @property
    def is_weighty(self) -> bool:
        """Whether a claim of this severity needs evidence before anybody may approve it."""
        return self.rank >= ClaimSeverity.HIGH.rank


_SAID = {
    "statistic": "figure",
    "money_price": "price",
    "date_history": "date",
    "guarantee_absolute": "promise",
    "legal_compliance": "legal",
    "regulated": "health, money or environment",
    "entity_causal": "plain fact",
}


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


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """What a detector says of a claim.

    Attributes:
        categories: ids such as `statistic`, `money_price`, `guarantee_absolute`; at least one.
        severity: the heaviest of the categories'.
        need: what evidence would do, one sentence.
    """

    categories: tuple[str, ...]
    severity: ClaimSeverity
    need: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What supports a claim: a link or a file, the passage that says so, who attached it, and until when it holds."""

    url: str
    quote: str
    who: str
    when: str
    valid_until: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of the claims desk.

    `key` is made from the claim's own words, so a changed number, name or negation is another claim, unverified, while
    a change of formatting or of the sentence next to it leaves the row as it is.

    Attributes:
        span: where it stands in the working text; None once its words are gone.
    """

    key: str
    text: str
    note: ClaimNote
    span: Span | None
    status: ClaimStatus = ClaimStatus.UNVERIFIED
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    decided_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether a person still has to answer it."""
        return self.span is not None and self.status not in ANSWERED


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """What people last said of the claim that goes by `key`, as the history has it."""

    key: str
    text: str
    categories: tuple[str, ...]
    severity: ClaimSeverity
    status: ClaimStatus
    reason: str
    who: str
    when: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def note(self) -> ClaimNote:
        return ClaimNote(self.categories, self.severity, "")
