"""Checklists: what a piece is asked, a person's answers, and the questions themselves."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli.shell import (
    HERE,
    As,
    AsFirst,
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
from studio.core.errors import BadInput

if TYPE_CHECKING:
    from studio.core.checklist import Checklist, Standing


@app.command()
@told
def checklist(piece: PieceId, workspace: Folder = HERE, format: Listing = Listing.TEXT) -> None:
    """What only a person can judge about a piece: each question, who answered it and whether that still counts."""
    from studio.app import checklists
    from studio.core.checklist import Round

    with workspace_at(workspace) as opened:
        found = checklists.standing(session_at(opened, piece, ""))
    if found.problem:
        remark(found.problem)
    if format is Listing.JSON:
        out_json({"answered": found.answered, "open": len(found.open), "questions": [_data(row) for row in found.rows]})
        return
    for round in Round:
        rows = found.of(round)
        if rows.rows:
            out(f"{round.words} ({rows.said})")
            for row in rows.rows:
                out(_line(row))


def _line(row: "Standing") -> str:
    given = row.answer
    mark = given.answer.value if given and row.counts else "?" if row.question.is_required else "–"
    who = f"  {given.who}, {given.when[:10]}" if given else ""
    note = f": {given.note}" if given and given.note else ""
    stale = f"  [does not count: {row.stale}]" if row.stale else ""
    required = "" if row.question.is_required else " (recommended)"
    return f"  {mark:<4}{row.round.value}.{row.question.id}: {row.question.question}{required}{who}{note}{stale}"


def _data(row: "Standing") -> dict[str, Any]:
    given = row.answer
    return {
        "list": row.list,
        "id": row.question.id,
        "question": row.question.question,
        "why": row.question.why,
        "required": row.question.is_required,
        "open": row.is_open,
        "answer": given.answer.value if given else "",
        "note": given.note if given else "",
        "who": given.who if given else "",
        "when": given.when if given else "",
        "counts": row.counts,
        "stale": row.stale,
    }


@app.command()
@told
def tick(
    piece: PieceId,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="A question, as `checklist` prints it: in_review.accuracy.")],
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help="yes, no or n/a; a no needs a note.")],
    note: Note = "",
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Answer one question of the checklist about the text as it is."""
    from studio.app import checklists
    from studio.core.judgement import Answer

    chosen = Answer.NOT_APPLICABLE if answer.strip().lower() in ("na", "n/a") else choice(Answer, answer)
    list, _, id = item.rpartition(".")
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        checklists.answer(session, list, id, chosen, note)
        found = checklists.standing(session)
    rest = f" {len(found.open)} still to answer." if found.open else " Nothing required is open."
    out(f"Answered, as {session.person.name}.{rest}")


@app.command()
@told
def checklists(
    list: Annotated[str, typer.Argument(metavar="LIST", help="One list, such as email.in_review.")] = "",
    edit_from: Annotated[Path | None, typer.Option(help="Save the list from a file as `checklists LIST` prints it.")] = None,
    restore: Annotated[bool, typer.Option("--restore", help="Ask what the house asks again.")] = False,
    workspace: Folder = HERE,
    person: AsFirst = "",
    format: Listing = Listing.TEXT,
) -> None:
    """The questions that are asked, per channel and round; change a list, or take the house's own back."""
    from studio.app import checklists as desk
    from studio.app import questions

    if (edit_from or restore) and not list:
        raise BadInput("Which list is meant?", "Name it: `bluepencil checklists email.in_review --edit-from FILE`.")
    if edit_from and restore:
        raise BadInput("A list is saved or restored, not both.", "Leave one of the two out.")
    with workspace_at(workspace) as opened:
        if edit_from or restore:
            who = opened.person(person)
            before = desk.list_named(opened.root, list)
            if edit_from:
                rows = questions.read_file(edit_from)
                if before.round not in rows:
                    raise BadInput(f"{edit_from} has no list “{before.round.value}”.", f"Write [[{before.round.value}]] tables.")
                after = desk.save(opened, who, list, rows[before.round])
            else:
                after = desk.restore(opened, who, list)
            same = after.version == before.version and after.is_own == before.is_own
            out(f"{after.name} stays as it is." if same else f"{after.name} is version {after.version} now, as {who.name}.")
            return
        shown = (desk.list_named(opened.root, list),) if list else desk.all_lists(opened.root)
    if format is Listing.JSON:
        out_json([_list_data(each) for each in shown])
    elif list:
        out(questions.as_text(shown[0]).rstrip("\n"))
    else:
        for each in shown:
            out(
                f"{each.name:<20} {each.version}  {len(each.questions)} questions, {'your own' if each.is_own else 'the house’s'}"
            )


def _list_data(each: "Checklist") -> dict[str, Any]:
    asked = [{"id": one.id, "question": one.question, "why": one.why, "required": one.is_required} for one in each.questions]
    return {"list": each.name, "version": each.version, "own": each.is_own, "questions": asked}
