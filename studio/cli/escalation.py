"""What goes up to a named person, and what comes back."""

from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.shell import HERE, As, Folder, Listing, app, out, out_json, session_at, told, workspace_at

if TYPE_CHECKING:
    from studio.app.session import ReviewSession
    from studio.core.judgement import Escalation


@app.command()
@told
def escalate(
    piece: Annotated[str, typer.Argument(metavar="[PIECE]", help="A piece's id, or its beginning.")] = "",
    to: Annotated[str, typer.Option(help="To whom; without it whoever `[escalation]` names, or an owner.")] = "",
    note: Annotated[str, typer.Option(help="What is the matter, and what you need.")] = "",
    flag: Annotated[str, typer.Option(help="Key of a flag that it is about.")] = "",
    claim: Annotated[str, typer.Option(help="Key of a claim that it is about.")] = "",
    rule: Annotated[str, typer.Option(help="Name of a rule that it is about.")] = "",
    dispute: Annotated[bool, typer.Option("--dispute", help="The flag or the rule is wrong: an owner has to answer.")] = False,
    due: Annotated[bool, typer.Option("--due", help="Send up whatever is late, once for each.")] = False,
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Send a piece, a flag, a claim or a rule up to a named person; with --due, whatever is late."""
    from studio.app import escalation
    from studio.core.errors import BadInput

    with workspace_at(workspace) as opened:
        if due:
            opened.must_be_writable()
            causes = escalation.escalate_due(opened)
            for cause in causes:
                out(f"{cause.piece}  to {cause.to}: {cause.note}")
            if not causes:
                out("Nothing has to go up that did not before.")
            return
        if not piece:
            raise BadInput("Which piece?", "Name one, or say --due for whatever is late.")
        if sum(map(bool, (flag, claim, rule))) > 1:
            raise BadInput("A flag, a claim and a rule are three things.", "Name one of them.")
        session = session_at(opened, piece, person)
        about = _about(session, flag, claim, rule)
        if dispute:
            found = session.flag(flag) if flag else None
            escalation.dispute(session, found, note, rule=rule)
        else:
            escalation.escalate(session, to, note, about)
        latest = opened.history.judged.escalations(session.piece.id)[-1]
    out(f"{latest.number}  to {latest.to}, as {session.person.name}.")


def _about(session: "ReviewSession", flag: str, claim: str, rule: str) -> str:
    if flag or claim:
        session.check_now()
    if flag:
        return f"flag:{session.flag(flag).key}"
    if claim:
        return f"claim:{session.claim(claim).key}"
    return f"rule:{rule}" if rule else ""


@app.command()
@told
def escalations(
    workspace: Folder = HERE,
    everything: Annotated[bool, typer.Option("--all", help="With those that are settled.")] = False,
    person: Annotated[str, typer.Option("--as", help="Only what went up to this person.")] = "",
    format: Listing = Listing.TEXT,
) -> None:
    """What went up and waits for an answer."""
    from studio.app import escalation

    with workspace_at(workspace) as opened:
        wanted = opened.person(person).name if person else ""
        found = [each for each in opened.history.judged.escalations(settled=everything) if wanted in ("", each.to)]
        titles = {piece.id: piece.title for piece in opened.pieces()}
    if format is Listing.JSON:
        out_json([_row(each) for each in found])
        return
    for each in found:
        out(f"{each.number}  {each.piece}  “{titles.get(each.piece, each.piece)}”  {escalation.sentence(each)}")
        if each.settled:
            out(f"    {each.settled}: {each.answer}")
    if not found:
        out("Nothing went up." if everything else "Nothing waits for an answer.")


def _row(each: "Escalation") -> dict[str, object]:
    return {
        "number": each.number,
        "piece": each.piece,
        "trigger": each.trigger.value,
        "to": each.to,
        "by": each.by.name,
        "kind": each.by.kind.value,
        "when": each.when,
        "about": each.about,
        "note": each.note,
        "settled": each.settled,
        "settled_at": each.settled_at,
        "answer": each.answer,
    }


@app.command()
@told
def settle(
    piece: Annotated[str, typer.Argument(metavar="PIECE", help="A piece's id, or its beginning.")],
    number: Annotated[int, typer.Argument(help="Number of the escalation, as `escalations` prints it.")],
    answer: Annotated[str, typer.Option(help="What was decided.")],
    workspace: Folder = HERE,
    person: Annotated[str, typer.Option("--as", help="Who answers; without it whoever was asked.")] = "",
) -> None:
    """Answer what went up."""
    from studio.app import escalation
    from studio.core.errors import NotFound

    with workspace_at(workspace) as opened:
        found = opened.piece(piece)
        of_it = opened.history.judged.escalations(found.id, settled=True)
        asked = next((each.to for each in of_it if each.number == number), "")
        if not asked:
            known = ", ".join(str(each.number) for each in of_it) or "none"
            raise NotFound(f"{found.id} has no escalation {number}.", f"There are: {known}.")
        who = opened.person(person or asked)
        escalation.settle(opened, who, number, answer)
    out(f"Settled, as {who.name}.")
