"""What a person has to see to, and the handoff card of a piece."""

from typing import Annotated

import typer

from studio.cli.shell import HERE, Folder, Listing, PieceId, app, out, out_json, session_at, told, workspace_at


@app.command()
@told
def today(
    person: Annotated[str, typer.Option("--as", help="Whose; without it the first person of policy.toml.")] = "",
    workspace: Folder = HERE,
    format: Listing = Listing.TEXT,
) -> None:
    """What a person has to see to: overdue, waiting, asked, escalated, and the person's own."""
    from studio.app import today as of

    with workspace_at(workspace) as opened:
        who = opened.person(person)
        items = of.today(opened, who)
    if format is Listing.JSON:
        rows = [
            {
                "kind": item.kind.value,
                "title": item.title,
                "sentence": item.sentence,
                "piece": item.piece,
                "place": item.tab,
                "number": item.number,
                "due": item.due,
                "overdue": item.is_late,
            }
            for item in items
        ]
        out_json({"person": who.name, "summary": of.summary(items), "items": rows})
        return
    if not items:
        out(of.CALM)
        return
    if said := of.summary(items):
        out(said)
    for kind, title in of.TITLES.items():
        mine = [item for item in items if item.kind is kind]
        if mine:
            out(f"\n{title}")
        for item in mine:
            out(f"  {f'{item.piece}  ' if item.piece else ''}{item.title}: {item.sentence}")


@app.command()
@told
def card(
    piece: PieceId,
    workspace: Folder = HERE,
    received: Annotated[bool, typer.Option("--received", help="As it was handed on last, not as it stands now.")] = False,
    format: Listing = Listing.TEXT,
) -> None:
    """The handoff card of a piece: what the AI was asked and did, what people changed, what is open, how it reads."""
    from studio.app import handed, handoff
    from studio.app.clock import day
    from studio.core.errors import NotFound
    from studio.core.handoff import text_of

    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, "")
        last = handed.received(session.desk.history, session.piece)
        if received:
            if last is None or last.card is None:
                raise NotFound(f"{session.piece.id} was not handed on with a card.", "Leave `--received` out.")
            found = last.card
        else:
            session.check_now()
            found = handoff.card_now(session)
        head = tuple(handoff.head(session.piece, last))
    if format is Listing.JSON:
        out_json({"head": list(head), **found.payload()})
    else:
        out(text_of(found.by(day), head).rstrip())
