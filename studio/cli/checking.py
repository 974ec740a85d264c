"""Checking files, without a workspace or a window."""

import json
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.shell import Listing, app, complain, out, told
from studio.core.errors import BadInput

if TYPE_CHECKING:
    from studio.app.checking import FileChecker


class FlagFormat(StrEnum):
    TEXT = "text"
    LINE = "line"
    JSON = "json"


@app.command()
@told
def check(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    workspace: Annotated[Path | None, typer.Option("-w", "--workspace", help="Use this workspace's guides and policy.")] = None,
    config: Annotated[Path | None, typer.Option(help="Use this .vale.ini.")] = None,
    channel: Annotated[str, typer.Option(help="Check as a text of this channel; else the file's front matter says.")] = "",
    only: Annotated[str, typer.Option(help="Checks by id, such as style,claims.")] = "",
    format: FlagFormat = FlagFormat.TEXT,
    min_level: Annotated[str, typer.Option(help="suggestion, warning or error.")] = "suggestion",
    dialect: Annotated[str, typer.Option(help="british, american, australian or canadian; else the workspace's own.")] = "",
    with_: Annotated[str, typer.Option("--with", metavar="languagetool", help="Have LanguageTool read them, too.")] = "",
) -> None:
    """Flags for files, without a window; exit status 0 clean, 1 an error-level flag, 2 not all could be checked.

    Claims are listed, but weigh on the gate of a piece (`gate`), not on the exit status: what needs proof is no mistake yet.
    """
    from studio.app.checking import FileChecker, flags_json, flags_line, flags_text

    if with_ not in ("", "languagetool"):
        raise BadInput(f"Nothing reads drafts that is called “{with_}”.", "There is: --with languagetool.")
    checker = FileChecker(
        workspace=workspace,
        ini=config,
        channel=channel,
        only=_names(only),
        min_level=min_level,
        dialect=dialect,
        proofread=bool(with_),
    )
    with closing(checker):
        found = checker.check(paths)
    written = {FlagFormat.TEXT: flags_text, FlagFormat.LINE: flags_line, FlagFormat.JSON: flags_json}[format](found)
    if written:
        out(written)
    _own_up(checker)
    if any(flag.severity == "error" for checked in found.values() for flag in checked.flags):
        raise typer.Exit(1)


@app.command()
@told
def claims(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders.")] = None,
    format: Listing = Listing.TEXT,
    workspace: Annotated[
        Path | None, typer.Option("-w", "--workspace", help="Hold them against this workspace's facts too.")
    ] = None,
    lines: Annotated[Path | None, typer.Option(help="A file with one sentence per line; prints one JSON line for each.")] = None,
) -> None:
    """The claims found in files: statements that need proof."""
    from studio.app.checking import FileChecker, claims_json, claims_of_lines, claims_text

    if lines is not None:
        for row in claims_of_lines(lines):
            out(json.dumps(row, ensure_ascii=False))
        return
    if not paths:
        raise BadInput("Nothing to look at.", "Name a file, or `--lines FILE`.")
    checker = FileChecker(workspace=workspace, only={"claims"})
    found = checker.check(paths)
    out((claims_json if format is Listing.JSON else claims_text)(found))
    _own_up(checker)


def _own_up(checker: "FileChecker") -> None:
    """Say what could not be checked; results that are not whole have a status of their own."""
    for problem in checker.problems:
        complain(problem)
    if checker.failed:
        raise typer.Exit(2)


def _names(text: str) -> set[str] | None:
    return {name.strip() for name in text.split(",") if name.strip()} or None
