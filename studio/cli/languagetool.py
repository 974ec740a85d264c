"""LanguageTool from the command line: what there is of it, whether it works, putting it in place, and its rules."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.shell import HERE, AsFirst, Folder, app, out, remark, told, workspace_at
from studio.core.errors import BadInput, Refused

if TYPE_CHECKING:
    from studio.app.policy import Policy

group = typer.Typer(help="LanguageTool, a second proofreader on this computer.", no_args_is_help=True)
app.add_typer(group, name="languagetool")

_SAMPLE = "She waited a hour at the counter."
Rule = Annotated[str, typer.Argument(metavar="RULE", help="LanguageTool's own name for it, such as EN_A_VS_AN.")]
Own = Annotated[bool, typer.Option("--own", help="For your own eyes, on this computer; the gate counts its flags as before.")]


@group.command()
@told
def status(workspace: Folder = HERE) -> None:
    """What there is: whether the house uses it, where it is, which Java runs it, and how drafts are read. Starts nothing."""
    from studio.app.languagetool import told_of
    from studio.app.languagetool_rules import own_off

    lines = told_of(_policy(workspace))
    if off := own_off():
        lines.append(f"Kept from your own eyes on this computer: {', '.join(off)}.")
    out("\n".join(lines))


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


@group.command()
@told
def install(
    archive: Annotated[Path | None, typer.Argument(metavar="[ARCHIVE]", help="A .zip of it that you have.")] = None,
    sha256: Annotated[str, typer.Option(help="Of the archive, where it is one that its makers did not publish.")] = "",
) -> None:
    """Put it in place: fetched (250 MB), or from an archive that you have; held against its SHA-256. Ctrl+C leaves nothing."""
    from studio.app.languagetool import own_place
    from studio.services.languagetool.installing import bring_in, fetch, offered

    place = own_place()
    if archive is None:
        if sha256:
            raise BadInput("--sha256 is for an archive that you have.", "Name its file, too.")
        offer = offered()
        out(f"Fetching LanguageTool {offer.version} from {offer.address}")
        found = fetch(offer, place, _progress(), lambda: False)
    else:
        found = bring_in(archive, place, _progress(), lambda: False, sha256=sha256)
    out(f"LanguageTool {found.version} is in {found.folder}. `bluepencil languagetool try` tells whether it works.")


@group.command()
@told
def off(rule: Rule, own: Own = False, workspace: Folder = HERE, who: AsFirst = "") -> None:
    """Switch one of its rules off, for the whole house or for yourself."""
    _switch(rule, own, workspace, who, on=False)


@group.command()
@told
def on(rule: Rule, own: Own = False, workspace: Folder = HERE, who: AsFirst = "") -> None:
    """Switch one of its rules on again."""
    _switch(rule, own, workspace, who, on=True)


@group.command(name="set")
@told
def set_(
    use: Annotated[bool | None, typer.Option("--use/--no-use", help="Whether drafts of the house are read by it.")] = None,
    where_there: Annotated[bool, typer.Option("--where-there", help="Read by it where it is, and not missed elsewhere.")] = False,
    language: Annotated[str | None, typer.Option(help="en-GB, es; '' for the English of the house.")] = None,
    picky: Annotated[bool | None, typer.Option("--picky/--faults-only", help="Whether it speaks of taste, too.")] = None,
    workspace: Folder = HERE,
    who: AsFirst = "",
) -> None:
    """Change how the house has its drafts read; that takes an owner."""
    from studio.app.languagetool import told_of
    from studio.app.languagetool_rules import settle

    asked = {"use": use, "language": language, "picky": picky}
    wanted: dict[str, str | bool | None] = {name: value for name, value in asked.items() if value is not None}
    if where_there:
        if use is not None:
            raise BadInput("That is two things at once.", "Say --use, --no-use or --where-there.")
        wanted["use"] = None
    if not wanted:
        raise BadInput("Nothing is to be changed.", "Say what: --use, --no-use, --where-there, --language, --picky.")
    with workspace_at(workspace) as house:
        settle(house, house.person(who), **wanted)
        out("\n".join(told_of(house.policy)))


def _switch(rule: str, own: bool, workspace: Path, who: str, *, on: bool) -> None:
    from studio.app.languagetool_rules import switch, switch_own

    if own:
        switch_own(rule, on)
    else:
        with workspace_at(workspace) as house:
            switch(house, house.person(who), rule, on)
    out(f"{rule} is {'on' if on else 'off'} {'for you, on this computer' if own else 'for the house'}.")


def _progress() -> Callable[[int, int], None]:
    """Tells how far it is, every tenth."""
    last = -1

    def tell(at: int, of: int) -> None:
        nonlocal last
        part = at * 10 // of if of else 0
        if of and part != last:
            last = part
            remark(f"{part * 10} % of {max(1, of >> 10)} MB")

    return tell


def _policy(workspace: Path) -> "Policy":
    from studio.app.policy import Policy
    from studio.app.workspace import POLICY

    return Policy.read(workspace / POLICY)
