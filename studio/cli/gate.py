"""What stands between a piece and a yes, how much is at stake with it, and the yes itself, whole or in its two parts."""

from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.people import PassphraseFile, unlock_if_any
from studio.cli.shell import (
    HERE,
    As,
    Folder,
    Listing,
    Note,
    PieceId,
    app,
    choice,
    out,
    out_json,
    remark,
    session_at,
    told,
    workspace_at,
)
from studio.core.piece import Stage

if TYPE_CHECKING:
    from studio.app.workspace import Workspace

Who = Annotated[str, typer.Option("--as", help="Who says yes.")]
Rating = Annotated[int, typer.Option(help="How much it sounds like the brand: 1 not at all, 5 could be nobody else.")]
Responsible = Annotated[str, typer.Option(help="Who carries editorial responsibility; without it whoever answers for the piece.")]


@app.command()
@told
def gate(
    piece: PieceId,
    workspace: Folder = HERE,
    format: Listing = Listing.TEXT,
    person: Annotated[str, typer.Option("--as", help="Who would approve; without it the editor who is asked, or could be.")] = "",
) -> None:
    """Every condition for approval, and why an earlier yes is stale; exit status 0 if approval is possible, 1 if not."""
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person or _approver(opened, piece))
        session.check_now()
        found, asked = session.gate(), session.person.name
        given, stale, why = session.approval, session.stale_approval, session.why_stale
    if format is Listing.JSON:
        items = [
            {"id": item.id.value, "level": item.level.value, "met": item.met, "why": item.phrase, "place": item.place.value}
            for item in found.items
        ]
        risk = {"level": found.risk.level.value, "why": list(found.risk.why)}
        yes = given or stale
        said = {"approval": {"who": yes.who, "when": yes.when, "stale": why} if yes else None}
        out_json({"open": found.open, "sentence": found.sentence(), "person": asked, **said, "risk": risk, "items": items})
    else:
        for item in found.items:
            out(f"{'met' if item.met else 'NOT'}  {item.level.value:<12} {item.id.value:<16} {item.phrase}")
        out(_risk(found.risk.level.value, found.risk.why))
        if given:
            out(f"Approved by {given.who}. It is a yes to exactly this text.")
        elif stale:
            out(f"The approval of {stale.who} is stale: {why}.")
        out(found.sentence())
    raise typer.Exit(0 if found.open else 1)


@app.command()
@told
def risk(piece: PieceId, workspace: Folder = HERE, format: Listing = Listing.TEXT, person: As = "") -> None:
    """How much is at stake with a piece, and what makes it so."""
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        session.check_now()
        found = session.risk
    if format is Listing.JSON:
        out_json({"level": found.level.value, "why": list(found.why), "subjects": list(found.subjects)})
        return
    out(_risk(found.level.value, found.why))
    if found.subjects:
        out(f"It speaks of: {', '.join(found.subjects)}.")


@app.command()
@told
def agree(
    piece: PieceId,
    person: Who,
    part: Annotated[list[str] | None, typer.Option(help="voice or accuracy; give it twice for both, or leave it out.")] = None,
    rating: Rating = 0,
    responsible: Responsible = "",
    note: Note = "",
    workspace: Folder = HERE,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say yes to a part of exactly this text, or to both; the yes that brings the last thing missing approves it."""
    from studio.app.approving import left_over
    from studio.core.judgement import Part

    parts = tuple(choice(Part, each) for each in part) if part else tuple(Part)
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        unsigned = unlock_if_any(opened, session.person, passphrase_file)
        session.check_now()
        is_approved = session.agree(parts, note, rating, responsible)
        left = "" if is_approved else left_over(session)
        if unsigned:
            remark(f"not signed: {unsigned}.")
        said = " and its ".join(each.value for each in Part if each in parts)
        what = f"revision {session.piece.revision}, text {session.text_hash[:12]}"
        if is_approved:
            out(f"Approved: {what}, as {session.person.name}, who said yes to its {said}.")
        else:
            out(f"Yes to its {said}: {what}, as {session.person.name}. {left}")


@app.command()
@told
def approve(
    piece: PieceId,
    person: Who,
    rating: Rating = 0,
    responsible: Responsible = "",
    note: Note = "",
    workspace: Folder = HERE,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say yes to exactly this text, voice and accuracy, signed with your own key where you have one."""
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        unsigned = unlock_if_any(opened, session.person, passphrase_file)
        session.check_now()
        session.approve(note, rating, responsible)
        if unsigned:
            remark(f"not signed: {unsigned}.")
        out(f"Approved: revision {session.piece.revision}, text {session.text_hash[:12]}, as {session.person.name}.")


def _risk(level: str, why: tuple[str, ...]) -> str:
    return f"Risk: {level} ({', '.join(why)})." if why else f"Risk: {level}."


def _approver(workspace: "Workspace", piece: str) -> str:
    """Who would say yes: whoever was asked to, else the first editor who did not edit last."""
    found, editors = workspace.piece(piece), [person.name for person in workspace.policy.editors]
    if found.stage is Stage.IN_REVIEW and found.assignee in editors:
        return found.assignee
    return next((name for name in editors if name != found.last_editor), editors[0] if editors else "")
