"""A piece's past: its text at any moment, what differs between two, and where every word comes from."""

from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.app.clock import minute
from studio.cli.shell import HERE, Folder, Listing, PieceId, app, out, out_json, told, workspace_at
from studio.core.errors import NotFound

if TYPE_CHECKING:
    from studio.app.replay import Replay
    from studio.app.workspace import Workspace
    from studio.core.changes import Comparison

MOMENT = "number of an entry, revision (r2), time (2026-11-24T10:30), `original` or `now`"


@app.command()
@told
def diff(
    piece: PieceId,
    since: Annotated[str, typer.Option("--from", help=f"Earlier moment: {MOMENT}.")] = "original",
    until: Annotated[str, typer.Option("--to", help="Later moment, named likewise.")] = "now",
    since_look: Annotated[
        bool, typer.Option("--since-look", help="From what you last decided on or handed on; say who with --as.")
    ] = False,
    person: Annotated[str, typer.Option("--as", help="Whose last look `--since-look` means.")] = "",
    workspace: Folder = HERE,
    format: Listing = Listing.TEXT,
) -> None:
    """What differs between two moments of a piece, word by word: [-what went-]{+what came+}; exit status 0 in any case."""
    from studio.app.replay import Replay

    with workspace_at(workspace) as opened:
        found_piece = opened.piece(piece)
        life = Replay.of(opened.history, found_piece)
        if since_look:
            since = _last_look(opened, found_piece.id, person)
    one, other = life.find(since), life.find(until)
    found = life.compare(one, other)
    if format is Listing.JSON:
        changes = [
            {"before": asdict(c.before) | {"text": c.before_text}, "after": asdict(c.after) | {"text": c.after_text}}
            for c in found.changes
        ]
        out_json({"from": _moment(life, one), "to": _moment(life, other), "changes": changes})
        return
    out(f"--- {_heading(life, one)}")
    out(f"+++ {_heading(life, other)}")
    for line in _worded(life.text(other), found) if found.changes else ["Nothing differs."]:
        out(line)


def _last_look(opened: "Workspace", piece: str, person: str) -> str:
    """The entry by which that person decided on the piece or handed it on last.

    Raises:
        NotFound: nobody is named, nobody is called so, or they have done neither.
    """
    from studio.app.looked import last_look

    if not person:
        raise NotFound("--since-look needs to know whose look.", "Add --as NAME.")
    name = opened.person(person).name
    look = last_look(opened.history, piece, name)
    if look is None:
        what = f"{name} has neither handed this piece on nor decided on it yet."
        raise NotFound(what, "Leave --since-look out: then it is since the AI original.")
    return str(look.number)


def _moment(life: "Replay", index: int) -> dict[str, Any]:
    moment = life.moments[index]
    return {
        "entry": moment.event.number,
        "revision": life.revision(index),
        "who": moment.event.actor.name,
        "when": moment.event.time,
    }


def _heading(life: "Replay", index: int) -> str:
    moment, number = life.moments[index], life.revision(index)
    revision = f", r{number}" if number else ""
    return f"entry {moment.event.number}{revision}, {minute(moment.event.time)}, {moment.who}: {life.what(index)}"


def _worded(text: str, found: "Comparison") -> Iterator[str]:
    """The lines in which something differs; `…` for those between them."""
    marked, at = "", 0
    changed = set[int]()
    for change in found.changes:
        marked += text[at : change.after.start]
        first = marked.count("\n")
        marked += (f"[-{change.before_text}-]" if change.before_text else "") + (
            f"{{+{change.after_text}+}}" if change.after_text else ""
        )
        changed |= set(range(first, marked.count("\n") + 1))
        at = change.after.end
    was_changed = True
    for number, line in enumerate((marked + text[at:]).split("\n")):
        if number in changed:
            yield line
        elif was_changed and number:
            yield "…"
        was_changed = number in changed


class Text(StrEnum):
    WORKING = "working"
    APPROVED = "approved"


@app.command()
@told
def origins(piece: PieceId, workspace: Folder = HERE, text: Text = Text.WORKING, format: Listing = Listing.TEXT) -> None:
    """Where every word of a piece's text comes from: the AI, a person's keys, a paste, a fix, a rewrite, a file."""
    from studio.app.tracing import traced_piece

    with workspace_at(workspace) as opened:
        found = opened.piece(piece)
        known = traced_piece(opened, found, is_approved=text is Text.APPROVED)
    if format is Listing.JSON:
        out_json(known.record())
        return
    for run in known.runs:
        words = " ".join(run.span.of(known.text).split())
        if words:
            when = f", {minute(run.origin.when)}" if run.origin.when else ""
            out(f"{run.span.start:>6}-{run.span.end:<6} {run.origin.sentence}{when}: {words}")
    out("")
    for kind, count in known.shares.by_kind.items():
        out(f"{kind.label:<9} {known.shares.percent(kind):>4}  {count} of {known.shares.words} words")
    out(known.how_origins)
    kept, depth = known.retained, known.depth
    out(f"AI-retained share: {kept.percent} ({kept.kept} of {kept.words} words). {known.how_retained}")
    out(f"Edit depth: {depth.percent} ({depth.changed} of {depth.original_words} words). {known.how_depth}")
