"""A piece's other stages: taken back, reopened, published, on hold, withdrawn; what it is; and who may do what."""

from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.shell import HERE, As, Folder, Listing, Note, PieceId, app, out, out_json, remark, session_at, told, workspace_at
from studio.core.acts import ROLES, Act
from studio.core.errors import BadInput
from studio.core.piece import Role

if TYPE_CHECKING:
    from studio.app.moving import Reached
    from studio.app.workspace import Workspace

SomePiece = Annotated[
    str, typer.Argument(metavar="[PIECE]", help="A piece's id, or its beginning; none with --brand or --campaign.")
]
Brand = Annotated[str, typer.Option(help="Everything of this brand.")]
Campaign = Annotated[str, typer.Option(help="Everything of this campaign.")]
Somebody = Annotated[str, typer.Option("--as", help="Who does it; else whoever has it on the desk, or the first of policy.toml.")]


@app.command()
@told
def recall(piece: PieceId, note: Note = "", workspace: Folder = HERE, person: As = "") -> None:
    """Take a piece back from review."""
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        session.recall(note)
    out(f"Back in drafting, as {session.person.name}.")


@app.command()
@told
def reopen(
    piece: PieceId,
    note: Annotated[str, typer.Option(help="What has to be corrected.")],
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Correct what was approved or published: it is drafted again, and takes another yes."""
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        session.reopen(note)
    out(f"Reopened, as {session.person.name}. It is with {session.piece.assignee or session.piece.accountable}.")


@app.command()
@told
def publish(
    piece: PieceId,
    where: Annotated[str, typer.Option(help="Where readers find it: an address, or the name of a page or a mailing.")],
    note: Note = "",
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Say that the approved text is published, and where. Nothing is sent anywhere."""
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        session.publish(where, note)
    out(f"Published, as {session.person.name}: text {session.text_hash[:12]}.")


@app.command()
@told
def hold(
    reason: Annotated[str, typer.Option(help="Why it waits.")],
    piece: SomePiece = "",
    until: Annotated[str, typer.Option(help="Its last day, like 2027-03-31. It does not go on by itself then.")] = "",
    brand: Brand = "",
    campaign: Campaign = "",
    workspace: Folder = HERE,
    person: Somebody = "",
) -> None:
    """Put a piece, or everything of a brand or of a campaign, on hold: it is neither approved nor exported until it goes on."""
    from studio.app.moving import hold_all

    with workspace_at(workspace) as opened:
        if _is_one(piece, brand, campaign):
            session = session_at(opened, piece, person)
            session.hold(reason, until)
            out(f"On hold{_day(session.piece.held_until)}, as {session.person.name}.")
        else:
            who = opened.person(person)
            _tell(hold_all(opened, who, reason, until, brand=brand, campaign=campaign), opened, "on hold", who.name)


@app.command()
@told
def resume(
    piece: SomePiece = "",
    note: Note = "",
    brand: Brand = "",
    campaign: Campaign = "",
    workspace: Folder = HERE,
    person: Somebody = "",
) -> None:
    """Take a piece off hold, or everything that was put on hold as one brand or campaign."""
    from studio.app.moving import resume_all

    with workspace_at(workspace) as opened:
        if _is_one(piece, brand, campaign):
            session = session_at(opened, piece, person)
            session.resume(note)
            out(f"{session.piece.stage.label} again, as {session.person.name}.")
        else:
            who = opened.person(person)
            _tell(resume_all(opened, who, note, brand=brand, campaign=campaign), opened, "off hold", who.name)


@app.command()
@told
def withdraw(
    piece: PieceId,
    reason: Annotated[str, typer.Option(help="Why it is withdrawn.")],
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Give a piece up, or take it back from its readers."""
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        session.withdraw(reason)
    out(f"Withdrawn, as {session.person.name}.")


@app.command(name="bring-back")
@told
def bring_back(piece: PieceId, note: Note = "", workspace: Folder = HERE, person: As = "") -> None:
    """Draft on a piece that was withdrawn."""
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        session.bring_back(note)
    out(f"Back in drafting, as {session.person.name}.")


@app.command()
@told
def describe(
    piece: PieceId,
    brand: Annotated[str | None, typer.Option(help="Whose voice it is; until it is first approved.")] = None,
    channel: Annotated[str | None, typer.Option(help="blog, web, email, social or support; until it is first approved.")] = None,
    campaign: Annotated[str | None, typer.Option(help="The campaign it belongs to; empty for none.")] = None,
    content_type: Annotated[str | None, typer.Option("--type", help="The content type it follows; empty for none.")] = None,
    audience: Annotated[str | None, typer.Option(help="Whom it is written for.")] = None,
    locale: Annotated[str | None, typer.Option(help="Whose place and spelling, such as en-GB.")] = None,
    accountable: Annotated[str | None, typer.Option(help="Who answers for it.")] = None,
    audience_checked: Annotated[
        bool | None, typer.Option("--audience-checked/--audience-unchecked", help="Whether you checked who is in that audience.")
    ] = None,
    format: Listing = Listing.TEXT,
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Say what a piece is; without an option, print it."""
    given: dict[str, str | bool | None] = {
        "brand": brand,
        "channel": channel,
        "campaign": campaign,
        "content_type": content_type,
        "audience": audience,
        "locale": locale,
        "accountable": accountable,
        "audience_checked": audience_checked,
    }
    what = {name: value for name, value in given.items() if value is not None}
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        changed = session.describe(what) if what else True
    if format is Listing.JSON:
        out_json({name: getattr(session.piece, name) for name in given})
        return
    if not changed:
        out("Nothing differs.")
    for name in given:
        out(f"{name.replace('_', ' ').capitalize():<17} {getattr(session.piece, name) or '-'}")


@app.command()
@told
def people(workspace: Folder = HERE, format: Listing = Listing.TEXT) -> None:
    """Who works here, in which roles and for which brands, and who may do what."""
    with workspace_at(workspace) as opened:
        persons, own = opened.policy.persons, opened.policy.roles
    table = {act.value: [role.value for role in Role if role in ROLES[act]] for act in Act}
    if format is Listing.JSON:
        rows = [{"name": p.name, "roles": list(p.role_names), "brands": list(p.brands)} for p in persons]
        out_json({"people": rows, "roles": {name: role.value for name, role in own.items()}, "may": table})
        return
    if lacks := opened.policy.lacks_owner:
        remark(lacks)
    if not persons:
        out("policy.toml names nobody yet. Add a [[people]] table with a name and roles.")
    for each in persons:
        brands = f"  for {', '.join(each.brands)} alone" if each.brands else ""
        out(f"{each.name}: {', '.join(each.role_names)}{brands}")
    if own:
        out("")
    for name, role in own.items():
        out(f"“{name}” may what {'an' if role is not Role.WRITER else 'a'} {role.value} may.")
    anybody = [act.words for act in Act if len(ROLES[act]) == len(Role)]
    out(f"\nEverybody may {', '.join(anybody)}.")
    for roles in dict.fromkeys(ROLES[act] for act in Act if len(ROLES[act]) < len(Role)):
        named = " or ".join(role.value for role in Role if role in roles)
        out(f"It takes an {named} to {', '.join(act.words for act in Act if ROLES[act] == roles)}.")


def _is_one(piece: str, brand: str, campaign: str) -> bool:
    """Whether one piece is meant. Raises: BadInput, where nothing is, or a piece and everything at once."""
    if bool(piece) == bool(brand or campaign):
        raise BadInput("What is meant?", "Give a piece, or `--brand NAME`, or `--campaign NAME`.")
    return bool(piece)


def _day(until: str) -> str:
    return f" until {until}" if until else ""


def _tell(reached: "Reached", workspace: "Workspace", how: str, who: str) -> None:
    for piece in reached.done:
        out(f"{piece}  {workspace.piece(piece).stage.label}")
    left = f" {len(reached.left)} left as they are." if reached.left else ""
    out(f"{len(reached.done)} {how}, as {who}.{left}")
