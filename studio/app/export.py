"""Giving files out: a piece as Markdown, HTML or Word, and the owner's reports."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from studio import formats, reports
from studio.app import gathering
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.errors import HistoryError, KnownError, Refused
from studio.core.events import Actor, EventType, Verification
from studio.core.piece import Person, Piece
from studio.core.record import PieceRecord
from studio.reports import claims, edit_history, period
from studio.reports.claims import Claims
from studio.reports.edit_history import EditHistory
from studio.reports.report import Kind, Report


def export_piece(session: ReviewSession, workspace: Workspace, format: str, target: Path) -> None:
    """Write the piece as it lies on the desk to `target`, and note in the history that, and what, went out.

    Raises:
        BadInput: there is no such format.
        KnownError: the place cannot be written to.
    """
    session.flush()
    data = formats.write(format, gathering.on_the_desk(session, workspace))
    write_file(target, data)
    payload = {"format": format, "name": target.name, "sha256": sha256(data).hexdigest()}
    actor = Actor.person(session.person.name)
    workspace.history.append(EventType.EXPORTED, session.piece.id, actor, payload)


def caution(session: ReviewSession) -> str:
    """What whoever takes the text out now should know of it, in a sentence; empty where it stands as somebody approved it."""
    return "" if session.approval else "this is the working text; nobody has approved it."


def must_be_free(target: Path, remedy: str) -> None:
    """Whether a file may be written to `target` without replacing anything.

    Args:
        remedy: what to do instead, one sentence; it depends on where one is asked.
    Raises:
        Refused: something is there.
    """
    if target.exists():
        raise Refused(f"{target} is there already.", remedy)


def make_report(
    workspace: Workspace, kind: str, person: Person, *, piece: str = "", brand: str = "", since: str = "", until: str = ""
) -> Report:
    """A report over all pieces, or one piece, brand or period.

    A broken history is reported as far as it can be read: that is when a report matters most, and it says so itself.

    Args:
        kind: its name, see `reports.kinds`.
        since, until: ISO dates, inclusive; what falls into the period, the kind of report says.
    Raises:
        NotFound: no such piece.
        BadInput: no such kind, or the period is none.
    """
    wanted = reports.kind(kind)
    period.check((since, until))  # before the long work
    verification = workspace.verify()
    chosen = [workspace.piece(piece)] if piece else list(workspace.pieces())
    of_brand = [each for each in chosen if not brand or each.brand.casefold() == brand.casefold()]
    gather = _gathering(wanted, verification)
    return wanted.build(
        [gather(workspace, each, person) for each in of_brand],
        workspace=workspace.name,
        made=workspace.now().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        made_by=person.name,
        head=workspace.history.head(),
        verification=verification,
        period=(since, until),
    )


def _gathering(kind: Kind, verification: Verification) -> Callable[[Workspace, Piece, Person], PieceRecord]:
    """How the records are gathered that this kind of report is made from."""
    if not verification.whole:
        return gathering.as_far_as_readable if kind.shows_approved else _at_the_desk_if_readable
    return gathering.as_approved if kind.shows_approved else _at_the_desk


def _at_the_desk(workspace: Workspace, piece: Piece, person: Person) -> PieceRecord:
    return gathering.on_the_desk(workspace.session(piece.id, person), workspace)


def _at_the_desk_if_readable(workspace: Workspace, piece: Piece, person: Person) -> PieceRecord:
    try:
        return _at_the_desk(workspace, piece, person)
    except HistoryError:
        record = gathering.as_far_as_readable(workspace, piece, person)
        return replace(record, missing={"claims": "its history cannot be read"})


def edit_history_report(workspace: Workspace, person: Person, **reach: str) -> EditHistory:
    """The owner's edit-history report; `reach` and what may be raised as in `make_report`."""
    made = make_report(workspace, edit_history.KIND.name, person, **reach)
    assert isinstance(made, EditHistory)
    return made


def claims_report(workspace: Workspace, person: Person, **reach: str) -> Claims:
    """Every claim of the working texts, its evidence and its answers; `reach` and what may be raised as in `make_report`."""
    made = make_report(workspace, claims.KIND.name, person, **reach)
    assert isinstance(made, Claims)
    return made


def write_report(report: Report, format: str, target: Path) -> None:
    """Raises: BadInput, where there is no such format; KnownError, where the place cannot be written to."""
    write_file(target, reports.write(report, format))


def write_file(target: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        KnownError: naming the file, when the place cannot be written to.
    """
    beside = None
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            beside = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o644)
        beside.replace(target)
    except OSError as error:
        if beside:
            beside.unlink(missing_ok=True)
        raise KnownError(f"{target} could not be written: {error.strerror}.", "Choose another place.") from None
