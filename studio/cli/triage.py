"""A first look at drafts that came in."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.shell import HERE, AsFirst, Folder, Listing, app, out, out_json, remark, told, workspace_at

if TYPE_CHECKING:
    from studio.app.workspace import Workspace
    from studio.core.piece import Person


@app.command()
@told
def triage(
    pieces: Annotated[list[str], typer.Argument(metavar="PIECE...", help="Ids of pieces, or how they begin.")],
    workspace: Folder = HERE,
    format: Listing = Listing.TEXT,
    person: AsFirst = "",
) -> None:
    """Check pieces and put first what needs a look first: much at stake, or something nobody said. Exit status 1 if any does."""
    with workspace_at(workspace) as opened:
        ids = [opened.piece(each).id for each in pieces]
        needs = tell_looks(opened, ids, opened.person(person), format)
    if needs:
        raise typer.Exit(1)


def tell_looks(workspace: "Workspace", pieces: Sequence[str], person: "Person", format: Listing = Listing.TEXT) -> bool:
    """Print a line for each piece, exceptions first. Returns whether there are any."""
    from studio.app import triage as first

    looks = first.triage(workspace, pieces, person)
    if format is Listing.JSON:
        out_json([asdict(each) | {"piece": each.piece.id, "title": each.piece.title} for each in looks])
    else:
        for each in looks:
            found = f"{each.errors} errors, {each.warnings} warnings, {each.claims} open claims"
            lacks = f"; {', '.join(each.lacks)}" if each.lacks else ""
            out(f"{each.piece.id}  {'LOOK FIRST: ' + each.detail if each.is_exception else 'ready'} ({found}{lacks})")
        if said := first.sentence(looks):
            remark(said)
    return any(each.is_exception for each in looks)
