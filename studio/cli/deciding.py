"""What is decided about a piece: its flags and claims, handing it on. The yes is in `gate`."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.people import PassphraseFile, unlock_if_any
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


@app.command()
@told
def edit(
    piece: PieceId,
    source: Annotated[Path, typer.Option("--from", help="File whose text becomes the working text.")],
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Make a file's text the working text, as one edit of the person named."""
    from studio import formats
    from studio.app.handing_on import put_back
    from studio.core.edit import Cause

    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        session.replace_all(formats.read(source).text, Cause.IMPORT)
        changed = session.flush()
        if session.was_put_back:
            raise put_back(session.piece)
    out(f"Edited, as {session.person.name}." if changed else "Nothing differs.")


@app.command()
@told
def dismiss(
    piece: PieceId,
    flag: Annotated[str, typer.Argument(help="A flag's key, as `check --format json` or `flags` prints it.")],
    reason: Annotated[str, typer.Option(help="false-positive, deliberate, quote-or-name, not-our-style or other.")],
    scope: Annotated[str, typer.Option(help="here, piece or rule.")] = "here",
    note: Note = "",
    until: Annotated[str, typer.Option(help="Its last day, like 2027-03-31; without one it holds for good.")] = "",
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Say no to a flag, with a reason."""
    from studio.core.flag import Reason, Scope

    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        session.check_now()
        session.dismiss(session.flag(flag), choice(Reason, reason), choice(Scope, scope), note, until)
    out(f"Dismissed, as {session.person.name}.")


@app.command()
@told
def fix(
    piece: PieceId,
    workspace: Folder = HERE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list what would be done.")] = False,
    person: As = "",
) -> None:
    """Make every fix that is the only one of its flag and leaves the sentence whole."""
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        session.check_now()
        plan = session.fix_plan()
        for each in plan.fixes:
            state = "" if each.is_safe else "  (left: it wants a look)"
            out(f"{each.flag.rule}: “{each.flag.text}” → “{each.fix.text}”{state}")
        for left in plan.skipped:
            out(f"{left.flag.rule}: “{left.flag.text}” left. {left.why}")
        if not dry_run:
            for edit in plan.edits(plan.safe):
                session.apply(edit)
            session.flush()
    many = len(plan.safe)
    done = "would be made" if dry_run else "made"
    out(f"{many} fix{'es' * (many != 1)} {done}, as {session.person.name}.")


@app.command()
@told
def flags(piece: PieceId, workspace: Folder = HERE, format: Listing = Listing.TEXT, person: As = "") -> None:
    """The open flags and the claims of a piece, with the keys that `dismiss` and `evidence` take."""
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        session.check_now()
        rows = [
            {
                "key": f.key,
                "rule": f.rule,
                "severity": str(f.severity),
                "text": f.text,
                "message": f.message,
                "start": f.span.start,
                "layer": f.layer,
            }
            for f in session.flags
        ]
        claimed = [
            {
                "key": c.key,
                "status": c.status.value,
                "severity": c.note.severity.value,
                "text": c.text,
                "need": c.note.need,
                "brief": c.note.standing.value if c.note.standing else None,
                "brief_says": c.note.source,
                "changed": c.changed,
                "proposal": c.proposal.origin if c.proposal else None,
                "clashes": list(c.clashes),
                "model": c.note.model or None,
                "only_model": c.note.is_opinion,
            }
            for c in session.claims
        ]
    if format is Listing.JSON:
        out_json({"flags": rows, "claims": claimed})
        return
    for row in rows:
        layer = f"  ({row['layer']})" if row["layer"] else ""
        out(f"{row['key']}  {row['severity']:<10} {row['rule']}: “{row['text']}” {row['message']}{layer}")
    for claim in claimed:
        brief = f"  {_BRIEF[str(claim['brief'])]}" if claim["brief"] else ""
        brief += f", which says only “{claim['brief_says']}”" if claim["brief"] == "absent" and claim["brief_says"] else ""
        changed = f"  {claim['changed']}" if claim["changed"] else ""
        model = f"  only in the opinion of {claim['model']}" if claim["only_model"] else ""
        out(f"{claim['key']}  claim {claim['status']:<11} ({claim['severity']}) “{claim['text']}”{brief}{model}{changed}")


_BRIEF = {"given": "in the brief", "absent": "not in the brief", "contradicts": "contradicts the brief"}  # as `claims` says it


@app.command()
@told
def submit(
    piece: PieceId,
    to: Annotated[str, typer.Option(help="Name of an editor.")],
    due: Annotated[str, typer.Option(help="Until when, such as 2026-12-01T16:00; else the house's own time.")] = "",
    note: Note = "",
    question: Annotated[str, typer.Option(help="What the next person is asked.")] = "",
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Check a piece, which takes some seconds where it is long, and hand it on for review, as a numbered revision with its
    handoff card."""
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        session.check_now()
        session.submit(to, due, note, question)
        out(f"Revision {session.piece.revision} is with {session.piece.assignee}; handed on as {session.person.name}.")


@app.command(name="request-changes")
@told
def request_changes(
    piece: PieceId,
    note: Annotated[str, typer.Option(help="What should change.")],
    due: Annotated[str, typer.Option(help="Until when, such as 2026-12-01T16:00; else the house's own time.")] = "",
    workspace: Folder = HERE,
    person: As = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Check a piece, which takes some seconds where it is long, and send it back to its writer."""
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        unsigned = unlock_if_any(opened, session.person, passphrase_file)
        session.check_now()
        session.request_changes(note, due)
    if unsigned:
        remark(f"not signed: {unsigned}.")
    out(f"Sent back, as {session.person.name}.")
