"""All that is known of a piece, gathered into one record: what reports and exports are made from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from studio.app.deleted import as_it_remains
from studio.app.ledger import CLASH
from studio.app.session import ReviewSession
from studio.app.tracing import edits_of, origins_of
from studio.app.workspace import Workspace
from studio.core.changes import Comparison, compare
from studio.core.check import Lane
from studio.core.claim import Claim
from studio.core.document import Document
from studio.core.errors import HistoryError
from studio.core.events import Event, EventType
from studio.core.flag import Flag
from studio.core.origins import OriginRun
from studio.core.piece import Approval, Person, Piece
from studio.core.provenance import attribute
from studio.core.record import Attribution, Note, PieceRecord


def on_the_desk(session: ReviewSession, workspace: Workspace) -> PieceRecord:
    """The piece with its working text. Looks for claims where that was not done yet.

    Args:
        session: with every edit flushed.
    """
    events = tuple(workspace.history.events(session.piece.id))
    found = _edited(session.original, session.text, events)
    if all(session.is_current(lane) for lane in _claim_lanes(workspace)):
        claims, missing = session.claims, session.missing
    else:  # with the two checks that claims take, and not with the grammar beside them
        claims, missing = _claims(workspace, session, session.text, anchored=True)
    return replace(_record(workspace, session.piece, events, found, claims, session.approval), missing=missing)


def as_approved(workspace: Workspace, piece: Piece, person: Person) -> PieceRecord:
    """The piece with the text that was approved last, where one was; else with its working text."""
    if piece.purged:
        return as_it_remains(workspace, piece)
    session = workspace.session(piece.id, person)
    approvals = workspace.history.approvals(piece.id)
    if not approvals or approvals[-1].text_hash == session.text_hash:
        return on_the_desk(session, workspace)
    text = workspace.approved_text(piece.id)
    events = tuple(workspace.history.events(piece.id))
    last = max(number for number, event in enumerate(events, 1) if event.type is EventType.APPROVED)
    found = _edited(session.original, text, events[:last])  # edits made since belong to another text
    claims, missing = _claims(workspace, session, text, anchored=False)
    return replace(_record(workspace, session.piece, events, found, claims, approvals[-1]), missing=missing)


def as_far_as_readable(workspace: Workspace, piece: Piece, person: Person) -> PieceRecord:
    """The same of a piece whose history was altered, as far as it can be told."""
    try:
        return as_approved(workspace, piece, person)
    except HistoryError:
        events = tuple(workspace.history.readable(piece.id))
        original = _original(workspace, piece, events)
        return _record(workspace, piece, events, _edited(original, _replayed(original, events), events), (), None)


@dataclass(frozen=True)
class _Edited:
    """A text, what it was made from, who made each of the changes between the two, and where its words come from."""

    original: str
    text: str
    comparison: Comparison
    attributions: tuple[Attribution, ...]
    origins: tuple[OriginRun, ...]


def _edited(original: str, text: str, events: Sequence[Event]) -> _Edited:
    """Hold `text` against its original; `events` are those that led from one to the other."""
    comparison = compare(original, text)
    edits = ((edit, event.actor.name, event.time) for edit, event in edits_of(events))
    marks = attribute(comparison.changes, edits)
    return _Edited(original, text, comparison, marks, origins_of(original, text, events, comparison, marks))


def _record(
    workspace: Workspace,
    piece: Piece,
    events: tuple[Event, ...],
    found: _Edited,
    claims: tuple[Claim, ...],
    approval: Approval | None,
) -> PieceRecord:
    return PieceRecord(
        piece=piece,
        original=found.original,
        text=found.text,
        comparison=found.comparison,
        attributions=found.attributions,
        claims=claims,
        dismissals=tuple(workspace.history.dismissals(piece.id)),
        approvals=tuple(workspace.history.approvals(piece.id)),
        approval=approval,
        notes=notes_of(events),
        events=events,
        origins=found.origins,
        seals=tuple(workspace.history.seals(piece.id)),
    )


_ABOUT_CLAIMS = frozenset({"claims", CLASH})


def _claim_lanes(workspace: Workspace) -> set[Lane]:
    return {check.lane for check in workspace.runner.checks if check.id in _ABOUT_CLAIMS}


def _claims(
    workspace: Workspace, session: ReviewSession, text: str, *, anchored: bool
) -> tuple[tuple[Claim, ...], dict[str, str]]:
    """The claims desk as it stands over a text of the piece, and which of its checks could not look, with the reason.

    Args:
        anchored: whether it is the text on the desk, so that the places of claims count.
    """
    document, flags, missing = Document.parse(text), list[Flag](), dict[str, str]()
    for lane in _claim_lanes(workspace):
        report = workspace.runner.run(document, session.context, lane, set(_ABOUT_CLAIMS))
        flags += report.flags
        missing |= report.missing
    flags.sort(key=lambda flag: flag.span)
    return session.claims_over(flags, anchored=anchored), missing


def notes_of(events: Sequence[Event]) -> tuple[Note, ...]:
    """The remarks that came with the piece's file; what does not read like one is passed over."""
    return tuple(_notes(events))


def _notes(events: Sequence[Event]) -> Iterator[Note]:
    for note in _created(events).get("notes") or ():
        match note:
            case {"author": str(author), "text": str(text), "quote": str(quote)}:
                yield Note(author, text, quote)


def _created(events: Sequence[Event]) -> dict[str, Any]:
    return next((e.payload for e in events if e.type is EventType.PIECE_CREATED and e.payload), {})


def _original(workspace: Workspace, piece: Piece, events: Sequence[Event]) -> str:
    """The AI original from the snapshots, else from the event that brought it in, else nothing."""
    try:
        return workspace.history.original(piece.id)
    except HistoryError:
        return str(_created(events).get("text", ""))


def _replayed(text: str, events: Sequence[Event]) -> str:
    """The text that the edits lead to, as far as they fit."""
    for edit, _ in edits_of(events):
        if edit.span.end > len(text):
            break
        text = edit.apply(text)
    return text
