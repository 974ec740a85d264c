"""Giving files out: a piece as Markdown, HTML or Word, and the owner's reports."""

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from studio import formats, reports
from studio.app import ai_use, feedback, figures, gathering, redacting
from studio.app.deleted import as_it_remains
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.acts import Act
from studio.core.errors import HistoryError, KnownError, Refused
from studio.core.events import Actor, EventType, Verification
from studio.core.outcome import Tally
from studio.core.piece import Person, Piece
from studio.core.purged import gone
from studio.core.reach import EVERYTHING, Reach
from studio.core.record import PieceRecord
from studio.core.times import stamp
from studio.core.voicing import Hearing
from studio.reports import claims, edit_history, period
from studio.reports.claims import Claims
from studio.reports.edit_history import EditHistory
from studio.reports.report import Need, Report

CHECKED_UP_TO = 20_000
"""Entries of a history that is checked before every report of figures. These are counted in an instant, and checking takes
a few seconds for so many, and minutes for a million."""

_COUNTED = frozenset({Need.FIGURES, Need.APPROVALS, Need.RULES})
"""Made from figures that are kept up to date; other reports read the entries themselves, which takes long enough already."""
_WORDLESS = frozenset({Need.FIGURES, Need.AI_USE})
"""They quote nothing but the titles of pieces."""


def export_piece(session: ReviewSession, workspace: Workspace, format: str, target: Path) -> None:
    """Write the piece as it lies on the desk to `target`, and note in the history that, and what, went out.

    Raises:
        BadInput: there is no such format.
        Refused: its text was deleted or changed elsewhere, the piece is on hold or withdrawn, or the history is open for reading
            only, where nothing can be noted.
        KnownError: the place cannot be written to.
    """
    workspace.must_be_writable()
    if session.piece.purged:
        raise gone(session.piece)
    session.flush()
    session.must(Act.EXPORT)
    data = formats.write(format, gathering.on_the_desk(session, workspace))
    payload = {"format": format, "name": target.name, "sha256": sha256(data).hexdigest()}

    def entries() -> list[tuple[EventType, str, Actor, dict[str, Any]]]:
        """Goes out while nobody else can write: what is held or withdrawn meanwhile stays, and the note tells what went."""
        session.must_be_as_it_is(Act.EXPORT)
        write_file(target, data)
        return [(EventType.EXPORTED, session.piece.id, Actor.person(session.person.name), payload)]

    workspace.history.append_all(entries)


def caution(session: ReviewSession) -> str:
    """What whoever takes the text out now should know of it, in a sentence; empty where it stands as somebody approved it.

    The working text may be given out at every stage, for people read it over elsewhere. What never happens is that it passes for
    the approved one: a yes that does not hold any more, for whatever reason, counts as none here, and the sentence says so.
    """
    if session.approval:
        return ""
    if stale := session.stale_approval:
        return f"this text is not approved; the yes of {stale.who} does not hold any more: {session.why_stale}."
    return "this is the working text; nobody has approved it."


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
    workspace: Workspace,
    kind: str,
    person: Person,
    reach: Reach = EVERYTHING,
    *,
    redacted: bool = False,
    verify: bool = False,
) -> Report:
    """A report over the pieces and days in reach.

    A broken history is reported as far as it can be read: that is when a report matters most, and it says so itself. For a
    report of figures a long history is not checked, and the report says that too.

    Args:
        kind: its name, see `reports.kinds`.
        redacted: for outsiders, without personal data; see `redacting`.
        verify: check the history however long it is.
    Raises:
        NotFound: no such piece.
        BadInput: no such kind, or the period is none.
        Refused: it would tell of a brand that the person does not work for.
    """
    wanted = reports.kind(kind)
    period.check(reach.period)  # before the long work
    reach = within_brands(workspace, person, reach)
    verification = _verified(workspace, wanted.needs, in_any_case=verify)
    material = _MATERIAL[wanted.needs](workspace, reach, person, verification)
    if redacted and isinstance(material, Tally | Hearing):
        material = replace(material, feedback=feedback.without_sources(material.feedback))
    made = wanted.build(
        material,
        workspace=workspace.name,
        made=stamp(workspace.now()),
        made_by=person.name,
        head=workspace.history.head(),
        verification=verification,
        period=reach.period,
    )
    if not redacted:
        return made
    return redacting.redacted(workspace, made, _pieces(workspace, reach), has_words=wanted.needs not in _WORDLESS)


def within_brands(workspace: Workspace, person: Person, reach: Reach) -> Reach:
    """As much of the reach as concerns somebody: whoever works for some brands alone asks of no other.

    Raises:
        NotFound: a piece was asked for, and there is no such one.
        Refused: it is about another brand; it says who works for that.
    """
    if not person.brands:
        return reach
    if not reach.piece and not reach.brand:
        return replace(reach, brand=person.brands[0]) if len(person.brands) == 1 else replace(reach, brands=person.brands)
    workspace.must_work_on(person, workspace.piece(reach.piece).brand if reach.piece else reach.brand)
    return reach


def _verified(workspace: Workspace, needs: Need, *, in_any_case: bool) -> Verification:
    """What checking the history found, or that nobody checked it."""
    head = workspace.history.head()
    if in_any_case or needs not in _COUNTED or head.count <= CHECKED_UP_TO:
        return workspace.verify()
    return Verification(head.count, head, checked=False)


def _pieces(workspace: Workspace, reach: Reach) -> list[Piece]:
    """The pieces in reach, the one something happened to last first.

    Raises:
        NotFound: a piece was asked for, and there is no such one.
    """
    if reach.piece:
        reach = replace(reach, piece=workspace.piece(reach.piece).id)
    return [piece for piece in workspace.pieces() if reach.holds(piece, _approver(workspace, piece, reach))]


def _approver(workspace: Workspace, piece: Piece, reach: Reach) -> str:
    approvals = workspace.history.approvals(piece.id) if reach.person else ()
    return approvals[-1].who if approvals else ""


def _approved(workspace: Workspace, reach: Reach, person: Person, found: Verification) -> list[PieceRecord]:
    gather = gathering.as_far_as_readable if found.problem else gathering.as_approved
    return [gather(workspace, piece, person) for piece in _pieces(workspace, reach)]


def _desk(workspace: Workspace, reach: Reach, person: Person, found: Verification) -> list[PieceRecord]:
    gather = _at_the_desk_if_readable if found.problem else _at_the_desk
    return [gather(workspace, piece, person) for piece in _pieces(workspace, reach)]


def _at_the_desk(workspace: Workspace, piece: Piece, person: Person) -> PieceRecord:
    if piece.purged:
        return as_it_remains(workspace, piece)
    return gathering.on_the_desk(workspace.session(piece.id, person), workspace)


def _at_the_desk_if_readable(workspace: Workspace, piece: Piece, person: Person) -> PieceRecord:
    try:
        return _at_the_desk(workspace, piece, person)
    except HistoryError:
        record = gathering.as_far_as_readable(workspace, piece, person)
        return replace(record, missing={"claims": "its history cannot be read"})


def _voice(workspace: Workspace, reach: Reach, person: Person, found: Verification, *, inclusive: bool = False) -> Hearing:
    from studio.app.voices import gather  # it compiles rules, and only two reports need any

    heard = gather(workspace, _pieces(workspace, reach), period=reach.period, inclusive=inclusive)
    ids = tuple(each.piece.id for each in heard.pieces)
    return replace(heard, feedback=feedback.of_pieces(workspace, ids, reach.period))


def _figures(workspace: Workspace, reach: Reach, person: Person, found: Verification) -> Tally:
    """The figures, and what readers said beside them."""
    made = figures.tally(workspace, reach, rules=False)
    ids = tuple(each.piece for each in made.outcomes)
    return replace(made, feedback=feedback.of_pieces(workspace, ids, reach.period))


_MATERIAL: dict[Need, Callable[[Workspace, Reach, Person, Verification], Any]] = {
    Need.APPROVED: _approved,
    Need.DESK: _desk,
    Need.FIGURES: _figures,
    Need.RULES: lambda workspace, reach, person, found: (figures.tally(workspace, reach), figures.proposals(workspace)),
    Need.APPROVALS: lambda workspace, reach, person, found: figures.yeses(
        workspace, reach, found.seals if found.checked else None
    ),
    Need.VOICE: _voice,
    Need.BIAS: partial(_voice, inclusive=True),
    Need.AI_USE: lambda workspace, reach, person, found: ai_use.calls(workspace, reach, as_far_as_readable=bool(found.problem)),
}


def edit_history_report(workspace: Workspace, person: Person, reach: Reach = EVERYTHING) -> EditHistory:
    """The owner's edit-history report; what may be raised as in `make_report`."""
    made = make_report(workspace, edit_history.KIND.name, person, reach)
    assert isinstance(made, EditHistory)
    return made


def claims_report(workspace: Workspace, person: Person, reach: Reach = EVERYTHING) -> Claims:
    """Every claim of the working texts, its evidence and its answers; what may be raised as in `make_report`."""
    made = make_report(workspace, claims.KIND.name, person, reach)
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
