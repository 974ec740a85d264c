"""Personal data in a text: found, answered by a consent, masked and put back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.shell import HERE, As, Folder, Force, Listing, PieceId, app, out, out_json, remark, session_at, told, workspace_at
from studio.core.errors import BadInput
from studio.core.times import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.app.consents import Row
    from studio.app.masking import Outgoing
    from studio.core.document import Document
    from studio.core.flag import Flag
    from studio.core.masking import Masks

Text = Annotated[str, typer.Argument(metavar="PIECE|FILE", help="A text: a piece's id or its beginning, or a file.")]
_FOUND = 1  # the status where something personal is open


@app.command()
@told
def privacy(text: Text, workspace: Folder = HERE, format: Listing = Listing.TEXT, person: As = "") -> None:
    """Personal data in a text, the consents that answer it, and how long the piece is kept. Status 1 where some is open."""
    if Path(text).is_file():
        from studio.app.checking import FileChecker
        from studio.app.workspace import POLICY

        house = workspace if (workspace / POLICY).is_file() else None
        checked = FileChecker(workspace=house, only={"privacy"}).flags(Path(text))
        _tell(checked.document, checked.flags, (), "", format)
        return
    from studio.app import consents, retention

    with workspace_at(workspace) as opened:
        session = session_at(opened, text, person)
        session.check_now()
        flags = [flag for flag in session.flags if flag.check == consents.CHECK]
        kept = retention.kept(opened, session.piece)
        _tell(session.document, flags, consents.listed(session), kept, format)


def _tell(document: "Document", flags: "Sequence[Flag]", agreed: "Sequence[Row]", kept: str, format: Listing) -> None:
    if format is Listing.JSON:
        open_ = [
            {
                "key": flag.key,
                "start": flag.span.start,
                "end": flag.span.end,
                "text": flag.text,
                "rule": flag.rule,
                "severity": flag.severity,
            }
            for flag in flags
        ]
        names = ("subject", "scope", "given", "until", "proof", "who", "holds", "in_text")
        out_json({"open": open_, "consents": [{name: getattr(row, name) for name in names} for row in agreed], "retention": kept})
    else:
        for flag in flags:
            line, column = document.line_and_column(flag.span.start)
            out(f"{flag.key}  {line}:{column}  {flag.rule}  “{' '.join(flag.text.split())}”  {flag.message}")
        for row in agreed:
            until = f" until {short(row.until)}" if row.until else ""
            out(f"consent  “{row.subject}”  {row.scope}; given {short(row.given)}{until}{'' if row.holds else '; holds no more'}")
        if kept:
            remark(kept)
        if not flags:
            remark("nothing personal is open.")
    if flags:
        raise typer.Exit(_FOUND)


@app.command()
@told
def consent(
    piece: PieceId,
    subject: Annotated[str, typer.Option(help="Whose data it is, or the flagged words, as they stand in the text.")] = "",
    scope: Annotated[str, typer.Option(help="What they agreed to, such as “their name on the website”.")] = "",
    flag: Annotated[str, typer.Option(help="Key of the flag it answers, as `privacy` prints it.")] = "",
    given: Annotated[str, typer.Option(help="The day they agreed, such as 2026-11-30; today if left out.")] = "",
    until: Annotated[str, typer.Option(help="The last day it holds; for good if left out.")] = "",
    proof: Annotated[str, typer.Option(help="Where it can be seen.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="It does not hold any more.")] = False,
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Record that somebody agreed to what a text says of them, or that they do no longer."""
    from studio.app import consents

    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        if withdraw:
            consents.withdraw(session, subject)
            out(f"Withdrawn: {subject}, as {session.person.name}.")
            return
        session.check_now()
        found = session.flag(flag) if flag else None
        consents.record(session, subject, scope, given=given, until=until, proof=proof, flag=found)
    out(f"Recorded, as {session.person.name}.")


@app.command()
@told
def mask(
    text: Text,
    table: Annotated[Path | None, typer.Option(help="Write what `unmask` needs to this file; it holds what was masked.")] = None,
    workspace: Folder = HERE,
    force: Force = False,
    person: As = "",
) -> None:
    """Print what an AI service would see of a text: a placeholder for everything personal. Nothing is sent."""
    if table and table.exists() and not force:
        raise BadInput(f"{table} is there already.", "Choose another name, or say `--force`.")
    if Path(text).is_file():
        shown, masks = _masked_file(Path(text), workspace)
    else:
        from studio.app import masking

        with workspace_at(workspace) as opened:
            sent: Outgoing = masking.outgoing(session_at(opened, text, person))
        shown, masks = "\n\n".join(f"{part.title}:\n{part.text}" for part in sent.parts), sent.masks
    typer.echo(shown, nl=not shown.endswith("\n"))
    if table:
        try:
            table.write_text(masks.to_json() + "\n", encoding="utf-8")
            table.chmod(0o600)
        except OSError as error:
            raise BadInput(f"{table} cannot be written: {error.strerror}.", "Choose another place.") from None
        remark(f"{table} holds what was masked; keep it where the text itself may lie.")


def _masked_file(path: Path, folder: Path) -> tuple[str, "Masks"]:
    from studio import formats
    from studio.app import facts, masking
    from studio.app.policy import Policy
    from studio.app.workspace import POLICY

    draft = formats.read(path)
    policy = Policy.read(folder / POLICY)
    own = (*policy.privacy.own, *(each.name for each in policy.persons))
    known = facts.of_brand(folder, draft.meta.get("brand", "") or policy.brand)
    return masking.masked(draft.front_matter + draft.text, policy.dialect, own, known)


@app.command()
@told
def unmask(
    file: Annotated[Path, typer.Argument(help="A file with placeholders in it: an answer that came back, say.")],
    table: Annotated[Path, typer.Option(help="The file that `mask --table` wrote.")],
) -> None:
    """Print a text with everything that was masked in it again. Placeholders that nobody knows stay."""
    from studio.app import masking
    from studio.core.masking import unmask as back

    masks = masking.masks_in(table)
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.", "Check the name.") from None
    except UnicodeDecodeError:
        raise BadInput(f"{file} is not written in UTF-8.", "Save it as UTF-8.") from None
    typer.echo(back(text, masks), nl=False)
