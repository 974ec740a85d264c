"""A piece whose text was deleted, gathered for a report: its decisions stand, and a dash stands for every word."""

from dataclasses import replace

from studio.app.workspace import Workspace
from studio.core.changes import compare
from studio.core.claim import Claim, ClaimDecision
from studio.core.piece import Piece
from studio.core.record import PieceRecord

WORDS = "(words deleted)"


def as_it_remains(workspace: Workspace, piece: Piece) -> PieceRecord:
    """All that is left of the piece. None of its claims stands in a text any more, so none of them is open."""
    history = workspace.history
    return PieceRecord(
        piece=piece,
        original="",
        text="",
        comparison=compare("", ""),
        attributions=(),
        claims=tuple(map(_claim, history.decisions(piece.id).values())),
        dismissals=tuple(history.dismissals(piece.id)),
        approvals=tuple(history.approvals(piece.id)),
        approval=None,
        notes=(),
        events=tuple(history.events(piece.id)),
    )


def _claim(decided: ClaimDecision) -> Claim:
    return Claim(
        key=decided.key,
        text=WORDS,
        note=decided.note,
        span=None,
        status=decided.status,
        evidence=tuple(replace(each, url=WORDS, quote=WORDS, words="") for each in decided.evidence),
        decided_by=decided.who,
        decided_at=decided.when,
        second=decided.agrees_with,
    )
