"""Keeping the history safe: backups, putting one back, and what can be saved of a damaged one."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.shell import HERE, AsFirst, Folder, Listing, app, out, out_json, remark, told


@app.command(name="backup")
@told
def backup_command(workspace: Folder = HERE) -> None:
    """Make a backup of the history now, in the workspace's folder backups/. Old ones that nobody needs are deleted."""
    from studio.app.safekeeping import back_up
    from studio.core.phrases import count

    _must_be_a_workspace(workspace)
    made = back_up(workspace, datetime.now(UTC))
    out(f"{made.path}: {count(made.head.count, 'entry', 'entries')}.")


@app.command()
@told
def backups(workspace: Folder = HERE, format: Annotated[Listing, typer.Option(help="text or json.")] = Listing.TEXT) -> None:
    """List the backups of a workspace, the newest first."""
    from studio.app.clock import minute
    from studio.core.phrases import count
    from studio.history import backup

    found = backup.listed(workspace)
    if format is Listing.JSON:
        rows = [(each, backup.is_sound(each)) for each in found]
        out_json(
            [
                {"name": each.name, "made": each.made, "entries": each.head.count, "head": each.head.hash, "sound": sound}
                for each, sound in rows
            ]
        )
        return
    for each in found:
        state = "" if backup.is_sound(each) else "  damaged: its bytes are not those that were written"
        out(f"{each.name}  {minute(each.made)}  {count(each.head.count, 'entry', 'entries')}{state}")
    if not found:
        out("There is no backup yet. `bluepencil backup` makes one.")


@app.command()
@told
def restore(
    backup: Annotated[str, typer.Argument(help="Name of a backup; the newest where it is left out.")] = "",
    workspace: Folder = HERE,
    person: AsFirst = "",
    yes: Annotated[bool, typer.Option("--yes", help="Also where it brings deleted texts back.")] = False,
) -> None:
    """Put a backup in the history's place. It is checked first, and the present file is kept beside it."""
    from studio.app import safekeeping
    from studio.ui.locking import refuse_window

    refuse_window(workspace)
    done = safekeeping.restore(workspace, backup, person, undelete=yes)
    out(done.told())
    if done.verification.problems:
        remark(" ".join(done.verification.problems))


@app.command()
@told
def rescue(
    output: Annotated[Path, typer.Option("-o", "--output", help="New or empty folder for the texts.")],
    workspace: Folder = HERE,
) -> None:
    """Save what can still be read of a damaged history as text files. The history is only read."""
    from studio.app.rescue import save

    saved = save(workspace, output)
    out(saved.told())


def _must_be_a_workspace(folder: Path) -> None:
    """Raises: NotFound, in the words of every other command, before anything is made in that folder."""
    from studio.app.workspace import HISTORY, Workspace

    if not (folder / HISTORY).exists():
        Workspace.open(folder)
