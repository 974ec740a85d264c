"""The collaborators a review session works with, gathered once by the workspace and passed in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from studio.app.policy import Policy
from studio.checks.runner import Runner
from studio.core.check import Context, StyleGuides
from studio.core.claim import Claim, ClaimDecision, ClaimStatus
from studio.core.events import canonical, digest
from studio.core.flag import Flag, fingerprint
from studio.core.piece import Channel, Piece
from studio.history import EditBuffer, History


class GuidesFor(Protocol):
    """Finds the compiled guides of a piece's channel and the terms that are never misspelt."""

    def __call__(self, channel: Channel, slug: str) -> tuple[StyleGuides, tuple[str, ...]]: ...


@dataclass(frozen=True)
class Desk:
    """What every session of one workspace shares.

    Attributes:
        now: the wall clock, with a zone.
        monotonic: seconds that never jump, for the two-second flush.
    """

    history: History
    policy: Policy
    runner: Runner
    guides_for: GuidesFor
    now: Callable[[], datetime]
    monotonic: Callable[[], float]

    def context(self, piece: Piece) -> Context:
        """What the checks may know beside the text of `piece`."""
        style, words = self.guides_for(piece.channel, piece.id)
        limits = self.policy.limits_for(piece.channel)
        version = digest(canonical([style.version, limits, words, piece.channel.value]))[:16]
        return Context(piece.channel, style, limits, words, version)

    def edit_buffer(self) -> EditBuffer:
        return EditBuffer()

    def due(self, channel: Channel) -> str:
        """When a review handed on now is due: the end of the working day so many days on, UTC, ISO 8601."""
        day = self.now().astimezone().date() + timedelta(days=self.policy.due_days(channel))
        return datetime.combine(day, time(17, 0)).astimezone().astimezone(UTC).isoformat(timespec="minutes")


def claims_of(flags: Iterable[Flag], decisions: Mapping[str, ClaimDecision]) -> tuple[Claim, ...]:
    """The claims desk: one row per claim in the text, then one per decision on words that are gone.

    The same words twice in a text are one claim, shown where they stand first. A claim that was marked `removed` and
    is back in the text is unverified again.
    """
    rows: dict[str, Claim] = {}
    for flag in flags:
        key = fingerprint(flag.text)
        if flag.claim is None or key in rows:
            continue
        decision = decisions.get(key)
        if decision is None:
            rows[key] = Claim(key, flag.text, flag.claim, flag.span)
            continue
        back = decision.status is ClaimStatus.REMOVED
        status = ClaimStatus.UNVERIFIED if back else decision.status
        rows[key] = Claim(key, flag.text, flag.claim, flag.span, status, decision.evidence, decision.reason, decision.who)
    for key, decision in decisions.items():
        if key not in rows:
            gone = ClaimStatus.REMOVED
            rows[key] = Claim(key, decision.text, decision.note, None, gone, decision.evidence, decision.reason, decision.who)
    return tuple(rows.values())
