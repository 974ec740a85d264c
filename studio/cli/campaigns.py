"""Content types and campaigns."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.shell import (
    HERE,
    AsFirst,
    Folder,
    Listing,
    Note,
    app,
    complain,
    out,
    out_json,
    reader_at,
    remark,
    told,
    workspace_at,
)

if TYPE_CHECKING:
    from studio.core.judgement import Campaign

campaign = typer.Typer(
    help="Pieces that belong together: their facts, dates and owner, and a yes to the set.", no_args_is_help=True
)
app.add_typer(campaign, name="campaign")

Which = Annotated[str, typer.Argument(metavar="CAMPAIGN", help="Its id or name, or how either begins.")]
Pieces = Annotated[list[str], typer.Argument(metavar="PIECE...", help="Ids of pieces, or how they begin.")]
Owner = Annotated[str, typer.Option(help="Who answers for all of it; else whoever makes it.")]
Starts = Annotated[str, typer.Option("--from", help="First day, such as 2026-12-01.")]
Ends = Annotated[str, typer.Option("--to", help="Last day.")]
Facts = Annotated[Path | None, typer.Option(help="File with what is true for every piece of it, one fact a line.")]
Brand = Annotated[str, typer.Option(help="Whose campaign it is; empty for several brands.")]


@app.command()
@told
def templates(
    name: Annotated[
        str, typer.Argument(help="One of them: its questions, ready to be answered in a file that `draft --brief` takes.")
    ] = "",
    workspace: Folder = HERE,
    format: Listing = Listing.TEXT,
) -> None:
    """List the content types: those of the workspace's folder templates, and those that come along."""
    from studio.app import templates as types
    from studio.core.prompting import plain

    with workspace_at(workspace) as opened:
        found = (types.template(opened, name),) if name else types.templates(opened)
        problems = () if name else types.problems(opened)
    if format is Listing.JSON:
        out_json([asdict(each) for each in found])
    elif name:
        for question in found[0].questions:
            out(f"{plain(question)}\n")
        remark(f"answer below each question, then `bluepencil draft --brief FILE --template {found[0].name}`.")
    else:
        width = max((len(each.name) for each in found), default=0)
        for each in found:
            led = each.routing.replace("_", "-") or "as the policy says"
            whose = "" if each.is_bundled else ", your own"
            out(f"{each.name:<{width}}  {each.channel or 'any':<8} {each.title} ({led}, version {each.version[:6]}{whose})")
    for problem in problems:
        complain(problem)
    if problems:
        raise typer.Exit(1)


@campaign.command(name="list")
@told
def list_(workspace: Folder = HERE, format: Listing = Listing.TEXT, person: AsFirst = "") -> None:
    """List the campaigns of somebody's brands, the one that was changed last first."""
    from studio.app.campaigns import campaigns, standing

    with workspace_at(workspace) as opened:
        found = [(each, standing(opened, each)) for each in campaigns(opened, reader_at(opened, person))]
    if format is Listing.JSON:
        out_json([asdict(each) | {"pieces": len(now.members), "is_approved": now.is_approved} for each, now in found])
        return
    width = max((len(each.id) for each, _ in found), default=0)
    for each, now in found:
        out(f"{each.id:<{width}}  {each.name}, answered for by {each.owner}. {now.sentence()}")


@campaign.command()
@told
def make(
    name: Annotated[str, typer.Argument(help="What people call it.")],
    workspace: Folder = HERE,
    brand: Brand = "",
    owner: Owner = "",
    starts: Starts = "",
    ends: Ends = "",
    facts: Facts = None,
    note: Note = "",
    person: AsFirst = "",
) -> None:
    """Make a campaign; prints its id."""
    from studio.app.campaigns import save

    said = _facts(facts)
    with workspace_at(workspace) as opened:
        who = opened.person(person)
        made = save(opened, who, name, brand=brand, owner=owner, starts=starts, ends=ends, facts=said, note=note)
    out(made.id)


@campaign.command()
@told
def change(
    which: Which,
    workspace: Folder = HERE,
    name: Annotated[str, typer.Option(help="Call it something else.")] = "",
    brand: Annotated[str | None, typer.Option(help="Whose campaign it is; empty for several brands.")] = None,
    owner: Owner = "",
    starts: Annotated[str | None, typer.Option("--from", help="First day; empty for none.")] = None,
    ends: Annotated[str | None, typer.Option("--to", help="Last day; empty for none.")] = None,
    facts: Facts = None,
    note: Annotated[str | None, typer.Option(help="A remark that stands beside it.")] = None,
    person: AsFirst = "",
) -> None:
    """Change a campaign; what is not said stays as it is."""
    from studio.app.campaigns import campaign as find
    from studio.app.campaigns import save

    said = _facts(facts) if facts else None
    with workspace_at(workspace) as opened:
        who = opened.person(person)
        found = find(opened, which, who)
        save(
            *(opened, who, name or found.name),
            id=found.id,
            brand=_or(brand, found.brand),
            owner=owner or found.owner,
            starts=_or(starts, found.starts),
            ends=_or(ends, found.ends),
            facts=_or(said, found.facts),
            note=_or(note, found.note),
        )
    out(found.id)


@campaign.command()
@told
def show(which: Which, workspace: Folder = HERE, format: Listing = Listing.TEXT, person: AsFirst = "") -> None:
    """Say how a campaign stands: each piece, its stage, and what is open. Exit status 1 while a yes to the set is missing."""
    from studio.app.campaigns import campaign as find
    from studio.app.campaigns import standing

    with workspace_at(workspace) as opened:
        now = standing(opened, find(opened, which, reader_at(opened, person)))
    if format is Listing.JSON:
        pieces = [
            {
                "id": each.piece.id,
                "title": each.piece.title,
                "stage": each.piece.stage,
                "open": each.open,
                "text_hash": each.text_hash,
            }
            for each in now.members
        ]
        out_json(asdict(now.campaign) | {"pieces": pieces, "stale": now.stale, "is_approved": now.is_approved})
    else:
        _tell(now.campaign)
        width = max((len(each.piece.id) for each in now.members), default=0)
        for each in now.members:
            open = f" ({each.open})" if each.open else ""
            out(f"  {each.piece.id:<{width}}  {each.piece.stage.label:<18} {each.piece.title}{open}")
        out(now.sentence())
    if not now.is_approved:
        raise typer.Exit(1)


@campaign.command()
@told
def add(which: Which, pieces: Pieces, workspace: Folder = HERE, person: AsFirst = "") -> None:
    """Make pieces belong to a campaign."""
    from studio.app.campaigns import campaign as find
    from studio.app.campaigns import join

    with workspace_at(workspace) as opened:
        who = opened.person(person)
        found = find(opened, which, who)
        many = join(opened, who, found, pieces)
    out(f"{many} joined “{found.name}”.")


@campaign.command()
@told
def remove(pieces: Pieces, workspace: Folder = HERE, person: AsFirst = "") -> None:
    """Take pieces out of the campaign they belong to."""
    from studio.app.campaigns import leave

    with workspace_at(workspace) as opened:
        many = leave(opened, opened.person(person), pieces)
    out(f"{many} left.")


@campaign.command()
@told
def approve(
    which: Which,
    workspace: Folder = HERE,
    note: Note = "",
    responsible: Annotated[str, typer.Option(help="Who carries editorial responsibility for the set; else its owner.")] = "",
    person: AsFirst = "",
) -> None:
    """Say yes to the set, exactly as its texts stand; every piece needs a yes of its own first."""
    from studio.app.campaigns import approve as say_yes
    from studio.app.campaigns import campaign as find

    with workspace_at(workspace) as opened:
        who = opened.person(person)
        found = find(opened, which, who)
        say_yes(opened, who, found, note, responsible)
    out(f"“{found.name}” is approved as a set, by {who.name}.")


def _tell(found: "Campaign") -> None:
    days = " to ".join(filter(None, (found.starts, found.ends)))
    out(", ".join(filter(None, (found.name, found.brand, days))) + f". {found.owner} answers for it.")
    for line in (*found.facts.splitlines(), *found.note.splitlines()):
        out(f"  - {line}")


def _facts(path: Path | None) -> str:
    from studio import formats

    return formats.read(path).text if path else ""


def _or(said: str | None, before: str) -> str:
    return before if said is None else said
