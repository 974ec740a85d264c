"""How long texts are kept: what is due to be deleted, and deleting what an owner names."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.shell import HERE, AsFirst, Folder, Listing, app, out, out_json, remark, told, workspace_at
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.phrases import count
from studio.core.times import short

if TYPE_CHECKING:
    from studio.app.workspace import Workspace


@app.command()
@told
def retention(workspace: Folder = HERE, format: Listing = Listing.TEXT) -> None:
    """The pieces whose texts are due to be deleted, by the periods in policy.toml. Deletes nothing."""
    from studio.app.retention import briefs_due, due

    with workspace_at(workspace) as opened:
        found, briefs = due(opened), briefs_due(opened)
    if format is Listing.JSON:
        rows = [{"piece": one.piece.id, "title": one.piece.title, "due_since": one.since, "why": one.why} for one in found]
        out_json(rows)
        return
    for one in found:
        out(f"{one.piece.id}  due since {short(one.since)}  {one.piece.title}\n    {one.why}")
    if found:
        remark("nothing was deleted. `bluepencil purge --due --as OWNER --reason WHY` deletes these texts for good.")
    else:
        remark("nothing is due. The periods stand in policy.toml, under [retention].")
    if briefs:
        many = count(briefs, "unfinished brief")
        remark(
            f"{many} in the drafting form past their days: they go with the next deletion, or with `bluepencil purge --sweep`."
        )


@app.command()
@told
def purge(
    pieces: Annotated[list[str] | None, typer.Argument(metavar="[PIECE]...", help="Ids of pieces, or their beginnings.")] = None,
    workspace: Folder = HERE,
    person: AsFirst = "",
    reason: Annotated[str, typer.Option(help="Why; it stands in the history, so it should hold no word of the texts.")] = "",
    due: Annotated[bool, typer.Option("--due", help="All that `retention` lists.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask back.")] = False,
    sweep: Annotated[bool, typer.Option("--sweep", help="Only take away traces that an earlier deletion had to leave.")] = False,
) -> None:
    """Delete the texts of pieces for good; who decided what and when, and every hash, stay. For owners."""
    from studio.app import retention as keeping

    with workspace_at(workspace) as opened:
        if sweep:
            remarks = keeping.sweep(opened)
            out("No trace of what was deleted is left in the history and its backups.")
            for each in remarks:
                remark(each)
            return
        who = opened.person(person)
        keeping.may_delete(opened, who)
        named = _named(opened, pieces or [], due)
        if not reason.strip():
            raise BadInput("Deleting a text needs a reason.", "Say it with `--reason`.")
        if not yes:
            _ask_back(opened, named)
        done = keeping.delete(opened, named, who, reason)
    for piece in done.pieces:
        out(f"{piece}: text deleted, as {who.name}.")
    for each in done.remarks:
        remark(each)


def _named(workspace: "Workspace", pieces: list[str], due: bool) -> list[str]:
    from studio.app import retention as keeping

    named = [workspace.piece(piece).id for piece in pieces]
    if due:
        named += [one.piece.id for one in keeping.due(workspace)]
    if not named:
        what = "Nothing is due." if due else "No piece was named."
        raise NotFound(what, "Name pieces, or say `--due`; `bluepencil retention` lists what is due.")
    return list(dict.fromkeys(named))


def _ask_back(workspace: "Workspace", named: list[str]) -> None:
    """Raises: Refused, where nobody sits at the terminal to say yes, or somebody says no."""
    from studio.app import retention as keeping

    if not sys.stdin.isatty():
        raise Refused("Nothing was deleted: nobody is there to be asked.", "Say `--yes` if you are sure.")
    for id in named:
        typer.echo(f"{id}  {workspace.piece(id).title}", err=True)
    typer.echo(f"This goes, and cannot be brought back: {keeping.GOES}\nThis stays: {keeping.STAYS}\n{keeping.OUTSIDE}", err=True)
    many = f"these {len(named)} texts" if len(named) > 1 else "this text"
    if not typer.confirm(f"Delete {many} for good?", err=True):
        raise Refused("Nothing was deleted.", "")
