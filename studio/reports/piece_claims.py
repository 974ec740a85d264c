"""One piece in the claims report: those of its claims that belong in it, and where in its text they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from studio.core.claim import Claim, ClaimStatus, Support
from studio.core.piece import Approval, Piece
from studio.core.record import PieceRecord
from studio.reports.period import holds


@dataclass(frozen=True, slots=True)
class ListedClaim:
    """A claim and where it stands.

    Attributes:
        lines: of the working text, from 1, each once; empty once its words are gone.
    """

    claim: Claim
    piece: Piece
    lines: tuple[int, ...]

    @property
    def blocks(self) -> bool:
        """Whether nobody may approve the piece before somebody has answered it."""
        return self.claim.is_open and self.claim.note.severity.is_weighty

    @property
    def runs_out(self) -> str:
        """The last day on which it is supported, ISO 8601; empty where it is not, or for as long as nobody says otherwise."""
        if self.claim.span is None or self.claim.status is not ClaimStatus.SUPPORTED:
            return ""
        days = [each.valid_until for each in self.claim.evidence if each.support is Support.SUPPORTS]
        return max(days) if days and all(days) else ""

    @property
    def waits_for(self) -> str:
        """Who owes an answer to a question about it; nobody does once the claim itself is answered."""
        return self.claim.asked if self.claim.is_open else ""


@dataclass(frozen=True, slots=True)
class PieceClaims:
    """A piece with its claims: in reading order, then those whose words are gone.

    Attributes:
        approval: the yes that holds for the text as it stands, None where there is none.
        not_looked: why nobody could look for claims in it; empty where that was done. Claims may then be missing here.
    """

    piece: Piece
    approval: Approval | None
    claims: tuple[ListedClaim, ...]
    not_looked: str

    @property
    def opened(self) -> int:
        """How many a person still has to answer."""
        return sum(listed.claim.is_open for listed in self.claims)


def piece_claims(record: PieceRecord, period: tuple[str, str]) -> PieceClaims | None:
    """The claims of a piece that belong to the period; None where the piece itself does not.

    A claim belongs to the period in which it was decided, got evidence or was asked about. The open claims of a piece in
    which anything happened in the period belong to it too: nobody has answered them, and somebody could have.
    """
    chosen = tuple(ListedClaim(claim, record.piece, _lines(record.text, claim)) for claim in record.claims)
    if period != ("", ""):
        is_worked_on = any(holds(period, event.time) for event in record.events)
        chosen = tuple(one for one in chosen if _falls_in(one.claim, period) or (is_worked_on and one.claim.is_open))
        if not chosen and not is_worked_on:
            return None
    return PieceClaims(record.piece, record.approval, chosen, record.missing.get("claims", ""))


def _falls_in(claim: Claim, period: tuple[str, str]) -> bool:
    return any(holds(period, time) for time in _times(claim))


def _times(claim: Claim) -> Iterator[str]:
    yield claim.decided_at
    yield from (each.when for each in (*claim.evidence, *claim.earlier))
    yield from (each.when for each in claim.questions)


def _lines(text: str, claim: Claim) -> tuple[int, ...]:
    places = claim.places or ((claim.span,) if claim.span else ())
    return tuple(dict.fromkeys(text.count("\n", 0, place.start) + 1 for place in places))
