"""Workspaces and pieces: making, taking in, listing, reporting, writing out."""

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.people import PassphraseFile, first_key, passphrase_from
from studio.cli.shell import (
    HERE,
    As,
    AsFirst,
    Folder,
    Force,
    Listing,
    PieceId,
    app,
    choice,
    complain,
    out,
    out_json,
    remark,
    session_at,
    told,
    workspace_at,
)
from studio.core.errors import BadInput
from studio.core.piece import Channel
from studio.core.purged import gone
from studio.core.reach import Reach

if TYPE_CHECKING:
    pass


@app.command()
@told
def init(
    dir: Annotated[Path, typer.Argument(help="A new or an empty folder.")],
    owner: Annotated[str, typer.Option(help="Who answers for what is published.")],
    brand: Annotated[str, typer.Option(help="Whose voice it is; else the folder's name.")] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make a workspace, and the owner's key: in the system's keyring, or with a passphrase in your settings folder."""
    from studio.app.keys import KeyStore
    from studio.app.workspace import Workspace

    passphrase = passphrase_from(passphrase_file)
    with Workspace.create(dir, owner, brand) as made:
        made.signers.keys = KeyStore.of_this_computer()
        out(f"Made {dir}. People and rules: {dir / 'policy.toml'}.")
        out(first_key(made, passphrase))
        out(_PEOPLE)


_PEOPLE = """\
To add somebody, write into that file, once for each:

    [[people]]
    name = "Ben Carter"
    roles = ["writer"]  # or "editor", "owner", or several

Whoever edited last does not approve, so that takes two; a house of one sets second_person = "off" there, under [gate]."""


@app.command(name="import")
@told
def import_(
    files: Annotated[list[Path], typer.Argument(help="Drafts: Markdown, text, HTML, Word or PDF; with --mapping, exports.")],
    workspace: Folder = HERE,
    channel: Annotated[str, typer.Option(help="blog, web, email, social or support.")] = "",
    brand: Annotated[str, typer.Option(help="Whose voice it should be; else what the file says.")] = "",
    brief: Annotated[Path | None, typer.Option(help="File with what was asked for.")] = None,
    model: Annotated[str, typer.Option(help="The AI model that wrote it.")] = "",
    audience: Annotated[str, typer.Option(help="For whom it is written.")] = "",
    template: Annotated[str, typer.Option(help="The content type it follows: see `bluepencil templates`.")] = "",
    campaign: Annotated[str, typer.Option(help="The campaign it belongs to: see `bluepencil campaign list`.")] = "",
    encoding: Annotated[str, typer.Option(help="How a text file is written; else found out.")] = "",
    mapping: Annotated[
        str, typer.Option(help="They are JSON or JSONL exports of another tool, read by this mapping: see `bluepencil mappings`.")
    ] = "",
    triage: Annotated[
        bool, typer.Option("--triage", help="Check them, put first what needs a look first, and say why beside the id.")
    ] = False,
    person: AsFirst = "",
) -> None:
    """Pull drafts in; prints one piece id per line."""
    from studio import formats
    from studio.app.intake import Options, came_in_as, take_in_files
    from studio.cli.pulling import take_in_exports
    from studio.cli.triage import tell_looks

    asked = formats.read(brief).text if brief else ""
    said = {"brief": asked, "model": model, "audience": audience, "template": template, "campaign": campaign}
    options = Options(channel=channel, brand=brand, encoding=encoding or None, **said)
    with workspace_at(workspace) as opened:
        who = opened.person(person)
        if mapping:
            outcome = take_in_exports(opened, files, mapping, encoding, who, options)
        else:
            outcome = take_in_files(opened, files, who, options)
        assumed = {piece: came_in_as(opened, piece, is_person_said=bool(person)) for piece in outcome.pieces}
        if triage:
            tell_looks(opened, outcome.pieces, who)
    for piece in () if triage else outcome.pieces:
        out(piece)
    for piece, said_of_it in assumed.items():
        if said_of_it:
            remark(f"{piece}: {said_of_it}")
    for piece, before in outcome.repeated:
        remark(f"{piece}: the same file came in before as {before}.")
    if left_out := outcome.told_before:
        remark(left_out)
    for error in outcome.refused:
        complain(error)
    if outcome.refused:
        raise typer.Exit(2)


@app.command()
@told
def pieces(
    workspace: Folder = HERE,
    format: Listing = Listing.TEXT,
    person: Annotated[str, typer.Option("--as", help="Only what this person works on; without it every piece.")] = "",
) -> None:
    """List the pieces of a workspace."""
    with workspace_at(workspace) as opened:
        found = list(opened.pieces_for(opened.person(person)) if person else opened.pieces())
    if format is Listing.JSON:
        out_json([asdict(piece) for piece in found])
        return
    width = max((len(piece.id) for piece in found), default=0)
    for piece in found:
        out(f"{piece.id:<{width}}  {piece.stage.label:<18} {piece.channel.value:<8} {piece.title}")


class Which(StrEnum):
    ORIGINAL = "original"
    WORKING = "working"
    APPROVED = "approved"


@app.command()
@told
def show(
    piece: PieceId,
    workspace: Folder = HERE,
    text: Which = Which.WORKING,
    at: Annotated[str, typer.Option(help="Working text as it stood: number of an entry, revision (r2), or a time.")] = "",
) -> None:
    """Print a piece's text."""
    from studio.app.replay import Replay

    if at and text is not Which.WORKING:
        raise BadInput(f"`--at` and `--text {text}` ask for two texts.", "Leave one of them out.")
    with workspace_at(workspace) as opened:
        found = opened.piece(piece)
        if found.purged:
            raise gone(found)
        if at:
            life = Replay.of(opened.history, found)
            shown = life.text(life.find(at))
        elif text is Which.ORIGINAL:
            shown = opened.history.original(found.id)
        elif text is Which.WORKING:
            shown = opened.history.working(found.id)
        else:
            shown = opened.approved_text(found.id)
    sys.stdout.write(shown)


@app.command()
@told
def history(
    piece: PieceId, workspace: Folder = HERE, format: Annotated[str, typer.Option(help="text or jsonl.")] = "text"
) -> None:
    """Every event of a piece, oldest first."""
    from studio.app.clock import minute
    from studio.core.purged import lost
    from studio.reports.entries import entries
    from studio.reports.told import quoted

    with workspace_at(workspace) as opened:
        found = opened.piece(piece)
        events = opened.history.events(found.id)
        original = opened.history.original(found.id)
    if format == "jsonl":
        for event in events:
            out(json.dumps(asdict(event), ensure_ascii=False, sort_keys=True))
    elif format == "text":
        for entry in entries(original, events):
            out(f"{entry.number:>6}  {minute(entry.time)}  {entry.who}: {quoted(entry)}")
    else:
        raise BadInput(f"There is no format “{format}”.", "Choose text or jsonl.")
    if gone_by_hand := lost(events):
        numbers = ", ".join(map(str, gone_by_hand))
        remark(f"The contents are gone of {numbers}, and no deletion that is on record took them; `bluepencil verify` says more.")


@app.command()
@told
def verify(
    workspace: Folder = HERE,
    anchor: Annotated[Path | None, typer.Option(help="An older report in JSON: was what it told rewritten since?")] = None,
) -> None:
    """Check chain, projections and signatures; exit status 0 when unbroken, 1 and the first broken entry when not."""
    from studio.app.anchor import difference, witness_of
    from studio.app.clock import minute
    from studio.core.phrases import count
    from studio.core.seal import SealState
    from studio.reports.verdict import problems

    told_then = witness_of(anchor) if anchor else None
    with workspace_at(workspace) as opened:
        found = opened.verify()
        rewritten = difference(opened.history, told_then) if told_then else ""
    if found.whole and not found.count:
        out("Unbroken, and empty: nothing has happened here yet.")
    elif found.whole:
        out(f"Unbroken: {count(found.count, 'entry', 'entries')}. Head {found.head.hash} on {minute(found.head.time)}.")
    for word, problem in problems(found):
        out(f"{word}: {problem}")
    for each in found.remarks:
        out(f"Note: {each}")
    if found.gone:
        out(f"Deleted: the words of {count(found.gone, 'entry', 'entries')}, as the history says; hashes and decisions stay.")
    if decided := [seal for seal in found.seals if seal.piece]:
        signed = sum(seal.state is SealState.SIGNED for seal in decided)
        out(f"Signed: {signed:,} of {count(len(decided), 'decision')} on pieces.")
    if rewritten:
        out(f"Not the history of {anchor}: {rewritten}")
    elif told_then and found.whole:
        out(f"It goes on from {anchor}: the {count(told_then.head.count, 'entry', 'entries')} told there stand here unchanged.")
    if rewritten or not found.whole:
        raise typer.Exit(1)


@app.command()
@told
def report(
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write.")],
    kind: Annotated[
        str, typer.Argument(help="Which report: edit-history, ai-use, approvals, bias, claims, kpi, rules, sources or voice.")
    ] = "edit-history",
    workspace: Folder = HERE,
    format: Annotated[str, typer.Option(help="html, pdf, csv, xlsx or json; else by the file's ending.")] = "",
    since: Annotated[str, typer.Option("--from", help="First day, such as 2026-11-01.")] = "",
    until: Annotated[str, typer.Option("--to", help="Last day.")] = "",
    piece: Annotated[str, typer.Option(help="One piece only.")] = "",
    brand: Annotated[str, typer.Option(help="One brand only.")] = "",
    of: Annotated[str, typer.Option("--person", help="What one person answers for, has on the desk, edited or approved.")] = "",
    channel: Annotated[str, typer.Option(help="One channel only: blog, web, email, social or support.")] = "",
    redacted: Annotated[bool, typer.Option("--redacted", help="For outsiders: without names, addresses and numbers.")] = False,
    verify: Annotated[bool, typer.Option("--verify", help="Check the history first, however long it is.")] = False,
    force: Force = False,
    person: AsFirst = "",
) -> None:
    """Write the owner's report."""
    from studio.app.export import make_report, write_report

    reach = Reach(piece, brand, of, choice(Channel, channel) if channel else None, since, until)
    with workspace_at(workspace) as opened:
        _spare(output, force)
        made = make_report(opened, kind, opened.person(person), reach, redacted=redacted, verify=verify)
        write_report(made, _format(format, output), output)
        is_of_nothing = any((piece, brand, of, channel)) and not opened.history.tally(reach, rules=False).outcomes
    if is_of_nothing:
        remark("the report is empty: no piece here is of that person, brand and channel. Mind the spelling.")
    elif made.is_empty:
        remark(f"the report is empty: {'nothing happened in this period' if since or until else 'there is nothing of the kind'}.")
    unchecked = ["the history was not checked; `--verify` does that first, and takes its time."] if made.unchecked else []
    for caution in (*unchecked, *made.cautions(), *made.redacted[1:]):
        remark(caution)
    out(str(output))


@app.command()
@told
def export(
    piece: PieceId,
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write: .md, .html, .docx or .json.")],
    workspace: Folder = HERE,
    format: Annotated[str, typer.Option(help="md, html, docx or json; else by the file's ending.")] = "",
    force: Force = False,
    person: As = "",
) -> None:
    """Write a piece as Markdown, Word with tracked changes, or HTML and JSON that say where every word comes from."""
    from studio.app.export import caution, export_piece

    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        _spare(output, force)
        export_piece(session, opened, _format(format, output), output)
        warning = caution(session)
    if warning:
        remark(warning)
    out(str(output))
    typer.echo(f"Exported, as {session.person.name}.", err=True)


@app.command()
@told
def doctor(workspace: Folder = HERE) -> None:
    """Say what is there and what is missing, and how to get it; of the workspace, who is."""
    from studio.app.doctor import examine
    from studio.ui import available

    findings = examine(available.qt(), workspace)
    for finding in findings:
        out(f"{'ok     ' if finding.is_there else 'missing'}  {finding.name}: {finding.detail}")
    raise typer.Exit(0 if all(f.is_there or not f.is_needed for f in findings) else 1)


def _format(format: str, output: Path) -> str:
    """The format asked for, else the one that the file's ending names."""
    if not format and not output.suffix:
        raise BadInput(f"{output} does not say which format to write.", "Give it an ending, or `--format`.")
    return (format or output.suffix[1:]).lower()


def _spare(output: Path, force: bool) -> None:
    """Raises: Refused, where a file would be replaced that nobody said may be."""
    from studio.app.export import must_be_free

    if not force:
        must_be_free(output, "Choose another name, or say `--force` to replace it.")
