"""What people change again and again: looked at, and decided by the owner."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.shell import HERE, AsFirst, Folder, Listing, app, choice, out, out_json, reader_at, remark, told, workspace_at

if TYPE_CHECKING:
    from studio.app.replacements import Proposal

_SHOWN = 5  # places of each proposal in the list for people; JSON has all


@app.command()
@told
def proposals(
    workspace: Folder = HERE,
    prompt: Annotated[bool, typer.Option("--prompt", help="Print what was accepted, as lines for an AI's instructions.")] = False,
    format: Listing = Listing.TEXT,
    person: AsFirst = "",
) -> None:
    """What people changed again and again, with the places; nothing becomes a rule before the owner says so (`proposal`)."""
    from studio.app import feedback
    from studio.app.learning import Learning

    with workspace_at(workspace) as opened:
        learning = Learning(opened)
        if prompt:
            guidance = learning.guidance()
            out(guidance.rstrip()) if guidance else remark("nothing was accepted yet; `proposal KEY accept` does it.")
            return
        reader = reader_at(opened, person)
        found = learning.proposals(person=reader)
        said = {each.key: feedback.beside(opened, each.pieces, reader) for each in found}
    if format is Listing.JSON:
        out_json([_data(each) | {"feedback": said[each.key]} for each in found])
        return
    if not found:
        remark("nothing was changed in the same way three times and in two pieces, or it is decided already.")
    for each in found:
        out(f"{each.key}  {each.kind.value:<6}  {each.sentence}")
        for place in each.places[:_SHOWN]:
            out(f"          {place.piece}, {place.who}: “{place.old}” → {f'“{place.new}”' if place.new else 'taken out'}")
        if each.times > _SHOWN:
            out(f"          and {each.times - _SHOWN} more")
        if said[each.key]:
            out(f"          Readers of these pieces: {said[each.key]}")


def _data(each: "Proposal") -> dict[str, object]:
    return {
        "key": each.key,
        "kind": each.kind.value,
        "old": each.old,
        "new": each.new,
        "sentence": each.sentence,
        "line": each.line,
        "known": each.known,
        "times": each.times,
        "pieces": list(each.pieces),
        "people": list(each.people),
        "pairs": [list(pair) for pair in each.pairs],
        "places": [
            {"piece": p.piece, "title": p.title, "who": p.who, "old": p.old, "new": p.new, "sentence": p.sentence}
            | {"start": p.span.start, "end": p.span.end}
            for p in each.places
        ],
    }


class Answer(StrEnum):
    ACCEPT = "accept"
    REFUSE = "refuse"


@app.command()
@told
def proposal(
    key: Annotated[str, typer.Argument(help="A proposal's key, as `proposals` prints it, or its beginning.")],
    answer: Annotated[Answer, typer.Argument(help="accept or refuse.")],
    what: Annotated[str, typer.Option(help="Other words than those proposed: a new wording, a term, or the whole line.")] = "",
    kind: Annotated[str, typer.Option(help="Make something else of it: rule, term or prompt.")] = "",
    reason: Annotated[str, typer.Option(help="Why; a refusal needs one.")] = "",
    workspace: Folder = HERE,
    person: AsFirst = "",
) -> None:
    """Decide about a proposal, as the owner: accepted it becomes a rule, a term, or a line of templates/drafting.md."""
    from studio.app.learning import Learning
    from studio.app.replacements import ProposalKind

    with workspace_at(workspace) as opened:
        learning, who = Learning(opened), opened.person(person)
        found = learning.proposal(key, who)
        if answer is Answer.REFUSE:
            learning.refuse(found, who, reason)
            said = f"Refused: {found.what}. It comes back once it was seen at {2 * found.times} places."
        else:
            said = learning.accept(found, who, what, reason, choice(ProposalKind, kind) if kind else None)
    out(f"{said} As {who.name}.")
