"""LanguageTool from the command line: what there is of it, and whether it works."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from studio.cli.shell import HERE, Folder, app, out, told
from studio.core.errors import Refused

if TYPE_CHECKING:
    from studio.app.policy import Policy

group = typer.Typer(help="LanguageTool, a second proofreader on this computer.", no_args_is_help=True)
app.add_typer(group, name="languagetool")

_SAMPLE = "She waited a hour at the counter."


@group.command()
@told
def status(workspace: Folder = HERE) -> None:
    """What there is: whether the house uses it, where it is, which Java runs it, and how drafts are read. Starts nothing."""
    from studio.app.languagetool import told_of

    out("\n".join(told_of(_policy(workspace))))


@group.command(name="try")
@told
def try_(workspace: Folder = HERE) -> None:
    """Start it, have it read a sentence with a fault, and stop it again; a minute at most. Status 2 where it cannot."""
    from studio.app.languagetool import Proofreading

    policy = _policy(workspace)
    proofreading = Proofreading(policy.languagetool)
    try:
        reader = proofreading.reader(policy)
        if reader.missing:
            raise Refused(f"LanguageTool cannot read: {reader.missing}.", "`bluepencil languagetool status` tells what there is.")
        found = reader.read(_SAMPLE)
    finally:
        proofreading.stop()
    out(f"{reader.name} works. It was given “{_SAMPLE}”")
    out("\n".join(f"  {each.rule}: {each.message}" for each in found) or "  and found nothing wrong with it.")


def _policy(workspace: Path) -> "Policy":
    from studio.app.policy import Policy
    from studio.app.workspace import POLICY

    return Policy.read(workspace / POLICY)
