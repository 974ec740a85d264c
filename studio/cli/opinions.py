"""A model's second opinion on a piece, from the command line."""

from enum import StrEnum
from typing import Annotated

import typer

from studio.cli.asking import carry_out
from studio.cli.people import PassphraseFile
from studio.cli.shell import HERE, As, Folder, PieceId, app, out, remark, session_at, told, workspace_at
from studio.core.claim import said
from studio.core.phrases import count


class On(StrEnum):
    CLAIMS = "claims"
    TONE = "tone"


@app.command()
@told
def opinion(
    piece: PieceId,
    kind: Annotated[On, typer.Option(help="What a model is asked about.")] = On.CLAIMS,
    service: Annotated[str, typer.Option(help="Name of the AI service; the first one without it.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Ask about all of it, also about what was read before.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="You have seen what goes out, and allow it.")] = False,
    passphrase_file: PassphraseFile = None,
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Ask an AI service for a second opinion on claims or tone; it adds remarks to those of the rules and decides nothing.

    Only paragraphs that no model has read as they stand are asked about.
    """
    from studio.app import connections, opinions
    from studio.core.opinion import OpinionKind

    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        asked = connections.service(opened.root, service)
        made = opinions.questions(session, asked, OpinionKind(kind.value), again=again)
        found, dropped = list[str](), 0
        for question in made:
            received = carry_out(opened, session.person, question.call, yes=yes, passphrase_file=passphrase_file)
            taken = opinions.take(session, question, received)
            for each in taken.remarks:
                found.append(f"“{each.quote}” {said(each.what)}{f': {each.why}' if each.why else ''}")
            dropped += taken.dropped
        out("\n".join(found) if found else f"{asked.name} has no remark.")
    if dropped:
        remark(f"{count(dropped, 'remark')} left out, because the words do not stand where {asked.name} says.")
    if found:
        remark(f"this is a reading by {asked.name}; `flags` lists what is left to decide.")
