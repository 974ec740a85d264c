"""Giving files out: a piece as Markdown, HTML or Word, and the owner's reports."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from studio import formats, reports
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.changes import compare
from studio.core.check import Lane
from studio.core.edit import Cause, Edit
from studio.core.errors import KnownError
from studio.core.events import Actor, Event, EventType
from studio.core.piece import Person
from studio.core.provenance import attribute
from studio.core.record import Note, PieceRecord
from studio.core.span import Span
from studio.reports import edit_history


def edits_of(events: Sequence[Event]) -> Iterator[tuple[Edit, Event]]:
    """Every edit the history holds of a piece, oldest first, each with the event it stands in."""
    for event in events:
        if event.type is EventType.EDITED and event.payload:
            for start, end, replacement, cause, detail in event.payload["edits"]:
                yield Edit(Span(start, end), replacement, Cause(cause), detail), event


def record(session: ReviewSession, workspace: Workspace) -> PieceRecord:
    """All that is known of the piece on the desk, for reports and exports. Checks what was not checked yet."""
    session.flush()
    if session.pending:
        session.check_now(lane for lane in Lane if not session.is_current(lane))
    events = tuple(workspace.history.events(session.piece.id))
    comparison = compare(session.original, session.text)
    edits = ((edit, event.actor.name, event.time) for edit, event in edits_of(events))
    created = next((e.payload for e in events if e.type is EventType.PIECE_CREATED and e.payload), {})
    return PieceRecord(
        piece=session.piece,
        original=session.original,
        text=session.text,
        comparison=comparison,
        attributions=attribute(comparison.changes, edits),
        claims=session.claims,
        dismissals=tuple(session.dismissals),
        approvals=tuple(workspace.history.approvals(session.piece.id)),
        approval=session.approval,
        notes=tuple(Note(n["author"], n["text"], n["quote"]) for n in created.get("notes", ())),
        events=events,
    )


def export_piece(session: ReviewSession, workspace: Workspace, format: str, target: Path) -> None:
    """Write the piece to `target` and note in the history that, and what, went out."""
    data = formats.write(format, record(session, workspace))
    write_file(target, data)
    payload = {"format": format, "name": target.name, "sha256": sha256(data).hexdigest()}
    actor = Actor.person(session.person.name)
    workspace.history.append(EventType.EXPORTED, session.piece.id, actor, payload)


def edit_history_report(
    workspace: Workspace, person: Person, *, piece: str = "", brand: str = "", since: str = "", until: str = ""
) -> edit_history.EditHistory:
    """The owner's edit-history report over all pieces, or one piece, brand or period.

    Args:
        since, until: ISO dates, inclusive; a piece is in when one of its events falls into the period.
    """
    chosen = [workspace.piece(piece)] if piece else list(workspace.pieces())
    records = []
    for each in chosen:
        if brand and each.brand.casefold() != brand.casefold():
            continue
        made = record(workspace.session(each.id, person), workspace)
        if any((not since or event.time[:10] >= since) and (not until or event.time[:10] <= until) for event in made.events):
            records.append(made)
    return edit_history.build(
        records,
        workspace=workspace.name,
        made=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        made_by=person.name,
        head=workspace.history.head(),
        verification=workspace.verify(),
        period=(since, until),
    )


def write_report(report: edit_history.EditHistory, format: str, target: Path) -> None:
    write_file(target, reports.write(report, format))


def write_file(target: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        KnownError: naming the file, when the place cannot be written to.
    """
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).chmod(0o644)
        Path(file.name).replace(target)
    except OSError as error:
        raise KnownError(f"{target} could not be written: {error.strerror}.", "Choose another place.") from None
