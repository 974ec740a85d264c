"""Comments: what people and an AI say of a piece beside its text."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli.shell import (
    HERE,
    As,
    AsFirst,
    Folder,
    Listing,
    PieceId,
    app,
    out,
    out_json,
    remark,
    session_at,
    told,
    workspace_at,
)
from studio.core.errors import BadInput

if TYPE_CHECKING:
    from studio.app.session import ReviewSession
    from studio.core.judgement import Comment
    from studio.core.thread import Thread

Number = Annotated[int, typer.Argument(metavar="N", help="A thread's number, 1, 2, 3 …, as `comments` prints it.")]


@app.command()
@told
def comments(
    piece: PieceId,
    workspace: Folder = HERE,
    open: Annotated[bool, typer.Option("--open", help="Only threads that are open.")] = False,
    format: Listing = Listing.TEXT,
) -> None:
    """Every comment on a piece, thread by thread: open ones first, in the order of the text."""
    from studio.app import commenting

    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, "")
        session.check_now()  # so that a comment on a flag or a claim finds it
        shown = [each for each in commenting.threads(session) if not (open and each.is_resolved)]
        rows = [_data(session, each) for each in shown]
    if format is Listing.JSON:
        out_json(rows)
        return
    if not rows:
        remark("nobody has said anything here. `bluepencil comment PIECE TEXT --on WORDS` begins.")
    for row in rows:
        state = f"resolved by {row['resolved']}" if row["resolved"] else "open"
        gone = ", its words are gone" if row["gone"] else ""
        out(f"{row['number']}  {state}{gone}  {_place(row)}".rstrip())
        for said in row["comments"]:
            out(f"    {said['said_by']}, {said['when'][:16].replace('T', ' ')}: {' '.join(said['text'].split())}")


def _place(row: dict[str, Any]) -> str:
    words = " ".join(row["words"].split())
    quoted = f"line {row['line']}, “{words}”" if row["line"] else f"“{words}”" if words else "the whole piece"
    return f"{quoted}  {row['about']}" if row["about"] else quoted


def _data(session: "ReviewSession", thread: "Thread") -> dict[str, Any]:
    from studio.app import commenting

    place, first = thread.place, thread.comments[0] if thread.comments else None
    told_of = [_comment(each) for each in thread.comments]
    if thread.note:
        note = {"number": thread.number, "kind": "file", "by": thread.note.author, "when": "", "mentions": []}
        told_of.insert(0, note | {"said_by": f"Note in the file · {thread.note.author}", "text": thread.note.text})
    return {
        "number": thread.said_as,
        "thread": thread.number,
        "start": place.start if place else None,
        "end": place.end if place else None,
        "line": session.text.count("\n", 0, place.start) + 1 if place else 0,
        "words": place.of(session.text) if place else thread.anchor.text if thread.anchor else "",
        "gone": thread.is_gone,
        "about": commenting.about_words(session, thread.about),
        "resolved": first.resolved if first else "",
        "resolved_at": first.resolved_at if first else "",
        "comments": told_of,
    }


def _comment(each: "Comment") -> dict[str, Any]:
    from studio.core.thread import signed

    return {
        "number": each.number,
        "kind": each.by.kind.value,
        "by": each.by.name,
        "said_by": signed(each),
        "when": each.when,
        "mentions": list(each.mentions),
        "text": each.text,
    }


@app.command()
@told
def comment(
    piece: PieceId,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to say; @ and a whole name speaks to somebody.")],
    on: Annotated[str, typer.Option(help="The words it is about, as they stand in the working text.")] = "",
    reply: Annotated[int, typer.Option(help="Answer the thread of this number.", show_default=False)] = 0,
    about: Annotated[str, typer.Option(help="flag:KEY, claim:KEY, rule:NAME, checklist:ID or change:REASON.")] = "",
    model: Annotated[str, typer.Option(help="Keep it as the remark of this AI model, not as a person's.")] = "",
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Say something of some words, of the whole piece, or in a thread."""
    from studio.app import commenting

    if reply and (on or about or model):
        raise BadInput("An answer stands in its thread.", "Leave `--on`, `--about` and `--model` out.")
    if model and about:
        raise BadInput("An AI's remark is about words, or about the whole.", "Leave `--about` out.")
    with workspace_at(workspace) as opened:
        if model:
            commenting.remark(opened, opened.piece(piece), model, text, on)
            out(f"Kept as a remark of {model}.")
            return
        session = session_at(opened, piece, person)
        if reply:
            number = commenting.reply(session, commenting.called(session, reply).number, text)
        else:
            place = commenting.place_of(session.text, on) if on else None
            number = commenting.comment(session, text, place, about)
        said_as = commenting.thread(session, number).said_as
    out(f"{said_as}, as {session.person.name}.")


@app.command()
@told
def resolve(
    piece: PieceId,
    number: Number,
    again: Annotated[bool, typer.Option("--again", help="Open it again.")] = False,
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Close a thread, or open it again."""
    from studio.app import commenting

    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        commenting.resolve(session, commenting.called(session, number).number, again=again)
    out(f"{'Open again' if again else 'Resolved'}, as {session.person.name}.")


@app.command(name="my-comments")
@told
def my_comments(workspace: Folder = HERE, person: AsFirst = "", format: Listing = Listing.TEXT) -> None:
    """Every thread somebody began, answered or is mentioned in, over all pieces of their brands; those that ask first."""
    from studio.app import commenting

    with workspace_at(workspace) as opened:
        who = opened.person(person)
        found = commenting.conversations(opened, who)
        called = {piece: commenting.said_as(opened, piece) for piece in {each.piece for each in found}}
    if format is Listing.JSON:
        out_json(
            [
                {"piece": each.piece, "title": each.title, "number": called[each.piece][each.number], "thread": each.number}
                | {
                    "asks": each.asks,
                    "words": each.words,
                    "resolved": each.is_resolved,
                    "comments": [_comment(one) for one in each.comments],
                }
                for each in found
            ]
        )
        return
    if not found:
        remark(f"{who.name} has said nothing yet, and nobody has asked.")
    for each in found:
        state = "asks you" if each.asks else "resolved" if each.is_resolved else "open"
        latest = each.latest
        out(f"{state:<8}  {each.piece} {called[each.piece][each.number]}  {latest.by.name}: {' '.join(latest.text.split())}")
