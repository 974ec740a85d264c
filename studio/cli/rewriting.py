"""Rewrites by an AI service, from the command line: asked for, looked at, and accepted or refused by a person."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli.asking import carry_out
from studio.cli.people import PassphraseFile
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
from studio.core.errors import BadInput
from studio.core.phrases import count
from studio.core.proposal import Proposal, Wish

if TYPE_CHECKING:
    from studio.app.session import ReviewSession
    from studio.core.span import Span

Call = Annotated[
    str, typer.Argument(metavar="[ID]", help="A rewrite's id, or its beginning; the only one that waits without it.")
]


@app.command()
@told
def rewrite(
    piece: PieceId,
    words: Annotated[str, typer.Option(help="The passage, as it stands in the working text.")] = "",
    at: Annotated[str, typer.Option(metavar="START:END", help="The passage by its characters in the working text, from 0.")] = "",
    purpose: Annotated[str, typer.Option(help="shorter, plainer, warmer, voice, audience, local or softer.")] = "",
    ask: Annotated[str, typer.Option(help="What should change, in your own words.")] = "",
    to: Annotated[str, typer.Option("--for", help="The readers, or the place, that the purpose is about.")] = "",
    service: Annotated[str, typer.Option(help="Name of the AI service; the first one without it.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="You have seen what goes out, and allow it.")] = False,
    passphrase_file: PassphraseFile = None,
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Have an AI service rewrite a passage; the text stays as it is until somebody accepts what it proposes."""
    from studio.app import connections, rewriting

    if bool(purpose) == bool(ask):
        remedy = "Say what it is for with `--purpose`, or what should change with `--ask`."
        raise BadInput("Nothing is asked for, or two things are.", remedy)
    wish = Wish.OWN if ask else choice(Wish, purpose, unoffered=(Wish.OWN,))
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        place = _place(session, words, at)
        voice = rewriting.voice_of(opened, session.piece) if wish is Wish.VOICE else rewriting.Voice()
        call, asked = rewriting.ask(session, place, wish, ask or to, connections.service(opened.root, service), voice)
        received = carry_out(opened, session.person, call, yes=yes, passphrase_file=passphrase_file)
        looked = rewriting.look(session, received, asked)
        made = rewriting.propose(session, received, looked, looked.found)
        out("\n".join(_lines(made)))
    remark(f"nothing is changed yet. `rewrite-accept {piece} {made.call[:6]}` takes it, or some of its changes with `--only`.")


@app.command()
@told
def rewrites(
    piece: PieceId,
    every: Annotated[bool, typer.Option("--all", help="Those that were decided on, too.")] = False,
    workspace: Folder = HERE,
    format: Listing = Listing.TEXT,
) -> None:
    """The rewrites that wait for somebody to decide, in the order of the text."""
    from studio.app import rewriting

    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, "")
        shown = rewriting.rewrites(session) if every else rewriting.waiting(session)
    if format is Listing.JSON:
        out_json([_data(each) for each in shown])
        return
    if not shown:
        remark("no rewrite waits. `bluepencil rewrite PIECE --words WORDS --purpose shorter` asks for one.")
        return
    out("\n\n".join("\n".join(_lines(each)) for each in shown))


@app.command("rewrite-accept")
@told
def rewrite_accept(
    piece: PieceId,
    call: Call = "",
    only: Annotated[
        str, typer.Option(metavar="1,3", help="Only these of its changes, by the numbers that `rewrites` prints.")
    ] = "",
    note: Note = "",
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Put a rewrite in the text, or some of its changes."""
    from studio.app import rewriting

    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        each = rewriting.rewrite(session, call)
        of, chosen = len(each.changes), _numbers(only)
        decision = rewriting.accept(session, each, chosen, note)
    taken = of if chosen is None else len(chosen)
    out(f"{decision.value.capitalize()}: {taken} of {count(of, 'change')}, as {session.person.name}.")


@app.command("rewrite-refuse")
@told
def rewrite_refuse(piece: PieceId, call: Call = "", note: Note = "", workspace: Folder = HERE, person: As = "") -> None:
    """Say no to a rewrite; the text stays as it is."""
    from studio.app import rewriting

    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        rewriting.refuse(session, rewriting.rewrite(session, call), note)
    out(f"Refused, as {session.person.name}.")


# ---------------------------------------------------------------- what is typed and printed


def _place(session: "ReviewSession", words: str, at: str) -> "Span":
    """Raises: BadInput, NotFound, where no passage is named, or none that stands there."""
    from studio.app import commenting
    from studio.core.span import Span

    if bool(words) == bool(at):
        raise BadInput("Nothing is chosen, or two passages are.", "Name the passage with `--words`, or with `--at START:END`.")
    if words:
        return commenting.place_of(session.text, words)
    named = re.fullmatch(r"(\d+):(\d+)", at.strip())
    if not named or not int(named[1]) < int(named[2]) <= len(session.text):
        raise BadInput(
            f"“{at}” is no passage of this text.", f"Write it like 0:40; the text has {len(session.text):,} characters."
        )
    return Span(int(named[1]), int(named[2]))


def _numbers(only: str) -> set[int] | None:
    """The chosen changes, from 0; None for all of them."""
    if not only.strip():
        return None
    parts = [part.strip() for part in only.split(",")]
    if not all(part.isdecimal() and int(part) for part in parts):
        raise BadInput(f"“{only}” names no changes.", "Write their numbers, such as 1,3.")
    return {int(part) - 1 for part in parts}


def _lines(each: Proposal) -> Iterator[str]:
    state = "" if each.decision is None else f"  {each.decision.value}{f': {each.note}' if each.note else ''}"
    gone = "  its words are gone from the text" if each.is_open and each.is_gone else ""
    moved = "  the passage has changed since" if each.is_open and each.has_moved_on else ""
    yield f"{each.call[:6]}  {each.asked}  {each.model}, asked by {each.asked_by}{state}{gone}{moved}"
    yield _marked(each)
    for number, change in enumerate(each.changes, 1):
        yield f"  {number}  {_quoted(change.before_text)} → {_quoted(change.after_text)}"
    for sentence in each.found.every:
        yield f"  ! {sentence}" if sentence in each.found.weighty else f"  · {sentence}"


def _marked(each: Proposal) -> str:
    """The passage with what would go and what would come."""
    text, parts, at = each.before if each.is_gone else each.now, list[str](), 0
    for change in each.changes:
        gone = f"[-{change.before_text}-]" if change.before_text else ""
        come = f"{{+{change.after_text}+}}" if change.after_text else ""
        parts += [text[at : change.before.start], gone, come]
        at = change.before.end
    return "".join([*parts, text[at:]])


def _quoted(text: str) -> str:
    return f"“{text}”" if text.strip() else "nothing"


def _data(each: Proposal) -> dict[str, Any]:
    return {
        "id": each.call,
        "purpose": each.wish.value,
        "instruction": each.instruction,
        "model": each.model,
        "asked_by": each.asked_by,
        "when": each.when,
        "start": each.place.start if each.place is not None else None,
        "end": each.place.end if each.place is not None else None,
        "gone": each.is_gone,
        "before": each.before,
        "now": each.now,
        "after": each.after,
        "changes": [{"before": change.before_text, "after": change.after_text} for change in each.changes],
        "found": each.found.as_data(),
        "decision": each.decision.value if each.decision else "",
        "note": each.note,
    }
