"""What readers are told of AI's part in a piece."""

from typing import Annotated

import typer

from studio.cli.shell import (
    HERE,
    As,
    Folder,
    Listing,
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
def disclosure(
    piece: PieceId,
    level: Annotated[str, typer.Option(help="Decide it: none, line or full. Without it things are only told.")] = "",
    wording: Annotated[str, typer.Option(help="The sentences that have to stand in the text; a ready one if left out.")] = "",
    reason: Annotated[str, typer.Option(help="Why it is less than the house asks for; that takes an editor or an owner.")] = "",
    insert: Annotated[bool, typer.Option("--insert", help="Put the wording at the end of the text, too.")] = False,
    workspace: Folder = HERE,
    format: Listing = Listing.TEXT,
    person: As = "",
) -> None:
    """What readers of a piece are told of AI: what the house asks for, what fits, what was decided, whether it stands there."""
    from studio.app import disclosure as advisor
    from studio.core.edit import Cause
    from studio.core.judgement import DisclosureLevel

    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        if level:
            advisor.decide(session, choice(DisclosureLevel, level), wording, reason)
            remark(f"decided, as {session.person.name}.")
        found, fits = advisor.standing(session), advisor.suggestion(session)
        if insert and found.level is not DisclosureLevel.NONE and not found.present:
            line = (found.decided.wording if found.decided else "") or advisor.ready_wording(session, found.level)
            session.replace_all(advisor.with_line(session.text, line), Cause.FIX, advisor.DETAIL)
            session.flush()
            found = advisor.standing(session)
        ready = advisor.wordings(session)
    if format is Listing.JSON:
        decided = found.decided
        out_json(
            {
                "policy": found.policy,
                "level": found.level,
                "met": found.met,
                "present": found.present,
                "responsible": found.responsible,
                "decided": decided and {name: getattr(decided, name) for name in ("level", "wording", "reason", "who", "when")},
                "suggested": {"level": fits.level, "why": list(fits.why)},
                "wordings": [{"level": each.level, "text": each.text, "own": each.is_own} for each in ready],
            }
        )
        return
    out(f"The house asks for: {found.policy.value} ({found.whose}).")
    out(f"Suggested: {fits.level.value}{' (' + '; '.join(fits.why) + ')' if fits.why else ''}.")
    if found.decided:
        why = f" Reason: {found.decided.reason}" if found.decided.reason else ""
        out(f"Decided: {found.decided.level.value}, by {found.decided.who}.{why}")
    out(f"Now: {found.level.value}. {found.sentence}")
    out(f"Answers for it: {found.responsible or 'nobody yet'}.")
    for each in ready:
        out(f"  {each.level.value}: {each.text}")
