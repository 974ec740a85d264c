"""Giving files out: a piece as Markdown, HTML or Word, and the owner's reports."""

import os
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from studio import formats, reports
from studio.app import gathering
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.errors import KnownError, Refused
from studio.core.events import Actor, EventType
from studio.core.piece import Person
from studio.reports import edit_history


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


def edit_history_report(
    workspace: Workspace, person: Person, *, piece: str = "", brand: str = "", since: str = "", until: str = ""
) -> edit_history.EditHistory:
    """The owner's edit-history report over all pieces, or one piece, brand or period.

    A broken history is reported as far as it can be read: that is when a report matters most, and it says so itself.

    Args:
        since, until: ISO dates, inclusive; a piece is in when one of its events falls into the period.
    Raises:
        NotFound: no such piece.
        BadInput: the period is none.
    """
    verification = workspace.verify()
    chosen = [workspace.piece(piece)] if piece else list(workspace.pieces())
    wanted = [each for each in chosen if not brand or each.brand.casefold() == brand.casefold()]
    gather = gathering.as_approved if verification.whole else gathering.as_far_as_readable
    return edit_history.build(
        [gather(workspace, each, person) for each in wanted],
        workspace=workspace.name,
        made=workspace.now().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        made_by=person.name,
        head=workspace.history.head(),
        verification=verification,
        period=(since, until),
    )


def write_report(report: edit_history.EditHistory, format: str, target: Path) -> None:
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
