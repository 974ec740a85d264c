"""All that is known of one piece, gathered: what reports and exports are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from studio.core.changes import Comparison
from studio.core.claim import Claim
from studio.core.events import Event
from studio.core.flag import Dismissal
from studio.core.origins import OriginRun
from studio.core.piece import Approval, Piece
from studio.core.seal import Seal


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who last touched a change, and when; empty strings where nobody is on record."""

    change_id: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that belongs to a passage: a comment of a Word file, say. `quote` is the passage, empty for the whole."""

    author: str
    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class PieceRecord:
    """A piece with its texts, its changes and everything people decided about it.

    Attributes:
        text: the approved text where there is one, else the working text.
        approval: the approval that holds for exactly this text, else None.
        events: every event of the piece, oldest first.
        attributions: one per change of `comparison`, same order.
        origins: where every character of `text` comes from, in order, without gap; empty where nobody asked.
        missing: checks that could not look at this text, with the reason: what they would have found is not known.
        seals: what became of the signature of every decision, oldest first.
    """

    piece: Piece
    original: str
    text: str
    comparison: Comparison
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    dismissals: tuple[Dismissal, ...]
    approvals: tuple[Approval, ...]
    approval: Approval | None
    notes: tuple[Note, ...]
    events: tuple[Event, ...]
    missing: Mapping[str, str] = field(default_factory=dict)
    origins: tuple[OriginRun, ...] = ()
    seals: tuple[Seal, ...] = ()
