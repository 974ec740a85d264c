"""In which order claims are worked through: the dangerous ones first, what the brief gives at one key each, the answered last."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from studio.app.answers import is_quick
from studio.core.claim import ANSWERED, Claim, ClaimSeverity, ClaimStatus, Standing
from studio.core.gate import Gate, GateId


class Group(StrEnum):
    """The headings of the tab, in their order."""

    AGAINST = "Contradicts the brief"
    DISPROVED = "Contradicted by its evidence"
    ABSENT = "Not in the brief"
    NEEDS = "Needs evidence"
    GIVEN = "Given in the brief"
    ANSWERED = "Answered"
    GONE = "Words gone"


HINTS = {Group.AGAINST: "one of the two is wrong", Group.ABSENT: "may be made up"}
"""What a heading says more, for whoever sees it the first time."""

_STANDINGS = {Standing.CONTRADICTS: Group.AGAINST, Standing.ABSENT: Group.ABSENT, Standing.GIVEN: Group.GIVEN}


def asks(claim: Claim) -> bool:
    """Whether a person still has something to do about it."""
    return claim.is_open or claim.lacks_consent or (claim.span is not None and bool(claim.clashes))


def group_of(claim: Claim) -> Group:
    if claim.span is None:
        return Group.GONE
    if claim.status in ANSWERED and not asks(claim):
        return Group.ANSWERED
    if claim.note.standing is Standing.CONTRADICTS:
        return Group.AGAINST
    if claim.status is ClaimStatus.CONTRADICTED:
        return Group.DISPROVED
    return _STANDINGS.get(claim.note.standing, Group.NEEDS) if claim.note.standing else Group.NEEDS


def is_urgent(claim: Claim) -> bool:
    """Whether it stands at the top of its group: somebody says it otherwise, or it moved on since it was decided."""
    moved = bool(claim.changed) or claim.status is ClaimStatus.STALE
    return bool(claim.clashes) or (moved and claim.span is not None)


def grouped(claims: Sequence[Claim]) -> tuple[tuple[Group, tuple[Claim, ...]], ...]:
    """The groups that hold any, each with its claims: urgent ones first, then the weighty, then as they came."""
    by_group: dict[Group, list[Claim]] = {group: [] for group in Group}
    for claim in claims:
        by_group[group_of(claim)].append(claim)
    for found in by_group.values():
        found.sort(key=_weight)  # sorting keeps the reading order among equals
    return tuple((group, tuple(found)) for group, found in by_group.items() if found)


def in_order(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims as the tab shows them, from the top."""
    return tuple(claim for _, found in grouped(claims) for claim in found)


def next_open(order: Sequence[Claim], key: str, forward: bool = True) -> Claim | None:
    """The next claim that asks for something, from the one that goes by `key`, and round at the end; None where no other does."""
    keys = [claim.key for claim in order]
    at = keys.index(key) if key in keys else (-1 if forward else len(keys))
    ahead = [*order[at + 1 :], *order[: max(0, at)]] if forward else [*reversed(order[:at]), *reversed(order[at + 1 :])]
    return next((claim for claim in ahead if asks(claim)), None)


def can_confirm(claim: Claim) -> bool:
    """Whether one key gives it its answer."""
    return claim.is_open and claim.proposal is not None and claim.proposal.is_whole


def can_confirm_with_others(claim: Claim) -> bool:
    """Whether it may be confirmed in a row with others: an ordinary claim that nobody says otherwise and that has not moved."""
    return is_quick(claim) and not is_urgent(claim)


GATE_CLAIMS: Mapping[GateId, Callable[[Claim], bool]] = {
    GateId.CLAIMS: lambda claim: claim.is_open and claim.note.severity.is_weighty,
    GateId.CLAIMS_MINOR: lambda claim: claim.is_open and not claim.note.severity.is_weighty,
    GateId.CONSENT: lambda claim: claim.lacks_consent,
}
"""Which claims a condition of the gate counts."""


def stopping(claims: Sequence[Claim], gate: Gate) -> int:
    """How many claims stand between the text and a yes."""
    counts = [GATE_CLAIMS[item.id] for item in gate.missing if item.id in GATE_CLAIMS]
    return sum(any(is_counted(claim) for is_counted in counts) for claim in claims)


def _weight(claim: Claim) -> tuple[bool, int]:
    weight = claim.note.severity
    return not is_urgent(claim), -max(weight.rank, ClaimSeverity.MEDIUM.rank)
