"""The claims desk: evidence, opinions, questions, and what was found supported before."""

from typing import TYPE_CHECKING, Annotated

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
    reader_at,
    remark,
    session_at,
    told,
    workspace_at,
)
from studio.core.errors import BadInput

if TYPE_CHECKING:
    from studio.core.claim import Consent


@app.command()
@told
def evidence(
    piece: PieceId,
    claim: Annotated[str, typer.Argument(help="A claim's key, as `flags` prints it.")],
    url: Annotated[str, typer.Option(help="Link or file that proves it, or “own record: ” and which.")],
    quote: Annotated[str, typer.Option(help="The passage that says it.")],
    valid_until: Annotated[str, typer.Option(help="Until when it holds, such as 2027-11-30.")] = "",
    publisher: Annotated[str, typer.Option(help="Whose page or paper it is.")] = "",
    accessed: Annotated[str | None, typer.Option(help="The day on which you looked; else today, and empty for none.")] = None,
    support: Annotated[str, typer.Option(help="What it says of the claim: supports, partly or contradicts.")] = "supports",
    consent: Annotated[
        str, typer.Option(help="A customer's yes to being named: “who; day; for what”, such as “M. Hill; 2026-11-02; web”.")
    ] = "",
    note: Note = "",
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Give a claim a source. A customer's voice or name needs their consent with it."""
    from studio.core.claim import Evidence, Support

    kind, said = choice(Support, support), _consent(consent)
    with workspace_at(workspace) as opened:
        looked = opened.today if accessed is None else accessed
        given = Evidence(
            *(url, quote), valid_until=valid_until, note=note, publisher=publisher, accessed=looked, support=kind, consent=said
        )
        session = session_at(opened, piece, person)
        session.check_now()
        key = session.claim(claim).key
        session.attach_evidence(session.claim(key), given)
        found = session.claim(key)
    out(f"{found.status.value.capitalize()}, as {session.person.name}.")
    if found.lacks_consent:
        remark("the customer's consent is missing; give it with `--consent`.")


def _consent(text: str) -> "Consent | None":
    """Raises: BadInput, where it is not three things between semicolons."""
    from studio.core.claim import Consent

    if not text.strip():
        return None
    parts = [part.strip() for part in text.split(";")]
    if len(parts) != 3:
        raise BadInput(f"“{text}” is no consent.", "Write whose, of what day, and for what, like “M. Hill; 2026-11-02; web”.")
    return Consent(*parts)


@app.command()
@told
def claim(
    piece: PieceId,
    claim: Annotated[str, typer.Argument(help="A claim's key, as `flags` prints it.")],
    status: Annotated[str, typer.Argument(help="opinion, contradicted, removed or unverified.")],
    reason: Annotated[str, typer.Option(help="Why; an opinion needs one.")] = "",
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Say what a claim is. An opinion on a figure, a rival or a regulated term holds once a second person says so too."""
    from studio.core.claim import ClaimStatus

    given_otherwise = (ClaimStatus.SUPPORTED, ClaimStatus.STALE)  # by evidence, and by a day that passes
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        session.check_now()
        key = session.claim(claim).key
        session.decide_claim(session.claim(key), choice(ClaimStatus, status, given_otherwise), reason)
        found = session.claim(key)
    out(f"{found.status.value.capitalize()}, as {session.person.name}.")
    if found.second and found.is_open:
        remark("a second person has to call it an opinion too, for it holds a figure, a name or a regulated term.")


@app.command()
@told
def confirm(
    piece: PieceId,
    claim: Annotated[str, typer.Argument(help="A claim's key; without one, every ordinary claim with evidence at hand.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list what would be confirmed.")] = False,
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Take the evidence that the brief, the brand's facts or an earlier piece holds for a claim."""
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        session.check_now()
        chosen = (session.claim(claim),) if claim else session.quick_claims
        for each in chosen:
            if each.proposal:
                out(f"{each.key}  “{each.text}” — {each.proposal.origin}: “{each.proposal.evidence.quote}”")
        if dry_run:
            return
        if claim:
            session.confirm(chosen[0])
        else:
            session.confirm_all(chosen)
    out(f"Confirmed {len(chosen)}, as {session.person.name}.")


@app.command()
@told
def ask(
    piece: PieceId,
    claim: Annotated[str, typer.Argument(help="A claim's key, as `flags` prints it.")],
    to: Annotated[str, typer.Option(help="Name of a colleague.")],
    note: Note = "",
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Put a question about a claim to a colleague, or answer one back to whoever asked."""
    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        session.check_now()
        session.ask(session.claim(claim), to, note)
    out(f"Asked {to}, as {session.person.name}.")


@app.command(name="approved-claims")
@told
def approved_claims(
    workspace: Folder = HERE,
    brand: Annotated[str, typer.Option(help="One brand only.")] = "",
    days: Annotated[int | None, typer.Option(min=0, help="Only what runs out within so many days, or has run out.")] = None,
    format: Listing = Listing.TEXT,
    person: AsFirst = "",
) -> None:
    """The claims of somebody's brands that somebody has found evidence for, those that run out first in front."""
    with workspace_at(workspace) as opened:
        known = opened.approved_claims(brand, reader_at(opened, person))
        found = [each for each in known if days is None or opened.runs_out_within(each, days)]
    rows = [
        {
            "text": each.decision.text,
            "brand": each.brand,
            "piece": each.decision.piece,
            "who": each.decision.who,
            "when": each.decision.when,
            "valid_until": each.runs_out,
            "evidence": [{"url": proof.url, "quote": proof.quote} for proof in each.decision.evidence],
        }
        for each in found
    ]
    if format is Listing.JSON:
        out_json(rows)
        return
    if not rows:
        remark("no approved claim is among these: give a claim its evidence first, or ask for another brand or more days.")
    for row in rows:
        until = f"until {row['valid_until']}" if row["valid_until"] else "no last day"
        out(f"{until:<17} “{row['text']}”  ({row['brand']}: {row['piece']}, {row['who']})")
