"""The window, and the sample."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio import __version__
from studio.cli.shell import app, out, told
from studio.core.errors import BadInput, Damaged, KnownError

if TYPE_CHECKING:
    from studio.app.workspace import Workspace


@app.callback(invoke_without_command=True)
@told
def window(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Option("-w", "--workspace", help="Workspace to open.")] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Open the window: with the workspace given, else the last one, else a welcome."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    if version:
        out(f"bluepencil {__version__}")
        raise typer.Exit
    if context.invoked_subcommand:
        return
    from studio.app.workspace import Workspace

    try:
        _open_window(Workspace.open(folder) if folder else None)
    except Damaged:
        from studio.ui.application import has_display

        if not has_display():
            raise
        _open_window(folder)  # it says there what is wrong, and what can be done about it


@app.command()
@told
def demo(
    dir: Annotated[Path | None, typer.Option("--dir", help="Where to make it; else a temporary folder.")] = None,
    screenshot: Annotated[Path | None, typer.Option(help="Draw the window into this PNG and exit.")] = None,
    theme: Annotated[str, typer.Option(help="light or dark.")] = "light",
    size: Annotated[str, typer.Option(help="Width x height of the drawing.")] = "1440x900",
) -> None:
    """Make the sample workspace and open it."""
    import tempfile

    from studio.app.sample import open_sample

    look, measure = _theme(theme), _size(size)
    target = dir or Path(tempfile.mkdtemp(prefix="bluepencil-")) / "Larkspur Tea Rooms"
    workspace = open_sample(target)
    if screenshot is None:
        _open_window(workspace)
        return
    _use_offscreen()
    from studio.ui.application import draw

    draw(workspace, screenshot, look, measure)
    out(str(screenshot))


def _theme(name: str) -> str:
    if name not in ("light", "dark"):
        raise BadInput(f"There is no theme “{name}”.", "Choose light or dark.")
    return name


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit() and 600 <= int(width) <= 8000 and 400 <= int(height) <= 8000):
        raise BadInput(f"“{text}” is no size.", "Write it like 1440x900.")
    return int(width), int(height)


def _use_offscreen() -> None:
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _open_window(workspace: "Workspace | Path | None") -> None:
    from studio.ui import application

    if not application.has_display():
        raise KnownError(
            "There is no display to open a window on.",
            "Use `bluepencil demo --screenshot PNG`, or the other commands (`--help`).",
        )
    raise typer.Exit(application.run(workspace))
