"""What every command shares: the program they belong to, their options, and how they speak."""

import json
import os
from collections.abc import Callable, Collection, Iterable
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TypeVar

import typer

from studio.core.errors import KnownError, NotFound

if TYPE_CHECKING:
    from studio.app.session import ReviewSession
    from studio.app.workspace import Workspace
    from studio.core.piece import Person

app = typer.Typer(
    name="bluepencil",
    help="Review the drafts that AI writes, and keep the proof of who said yes.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Folder = Annotated[Path, typer.Option("-w", "--workspace", help="Folder of the workspace.", show_default="here")]
PieceId = Annotated[str, typer.Argument(metavar="PIECE", help="A piece's id, or its beginning.")]
As = Annotated[str, typer.Option("--as", help="Who does it; without it whoever has the piece on the desk.")]
AsFirst = Annotated[str, typer.Option("--as", help="Who does it; without it the first person of policy.toml.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")]
Note = Annotated[str, typer.Option(help="A remark that stands beside it in the history.")]
HERE = Path()

P = ParamSpec("P")
R = TypeVar("R")


class Listing(StrEnum):
    TEXT = "text"
    JSON = "json"


def told(command: Callable[P, R]) -> Callable[P, R]:
    """One line on stderr, and status 2, for whatever a person can mend."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except KnownError as error:
            complain(error)
            raise typer.Exit(2) from None

    return run


def complain(problem: object) -> None:
    """One line on stderr."""
    typer.echo(f"bluepencil: {' '.join(str(problem).split())}", err=True)


def remark(text: str) -> None:
    """One line on stderr about something that was done all the same."""
    typer.echo(f"Note: {text}", err=True)


def out(text: str) -> None:
    typer.echo(text)


def out_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


# ---------------------------------------------------------------- workspaces, pieces, choices


def workspace_at(folder: Path) -> "Workspace":
    from studio.app.keys import KeyStore
    from studio.app.workspace import Workspace

    # On a disc or in a locked folder one looks; whatever writes says then that nothing can be written.
    opened = Workspace.open(folder, read_only=folder.is_dir() and not os.access(folder, os.W_OK))
    opened.signers.keys = KeyStore.of_this_computer()
    if opened.regress:  # said at once, by every command; `verify` says more
        remark(opened.regress)
    return opened


def session_at(workspace: "Workspace", piece: str, person: str) -> "ReviewSession":
    found = workspace.piece(piece)
    return workspace.session(found.id, workspace.person(person) if person else workspace.holder(found))


def reader_at(workspace: "Workspace", person: str) -> "Person | None":
    """Who looks: the person named, else the first of policy.toml; None where nobody works here yet, who is kept from nothing."""
    return workspace.person(person) if person or workspace.policy.people else None


E_ = TypeVar("E_", bound=StrEnum)


def choice(kind: type[E_], text: str, unoffered: Collection[E_] = ()) -> E_:
    """The member that reads like `text`, blanks and hyphens alike; `unoffered` are those that a person is not told of, for
    they are refused where they are asked for."""
    wanted = text.strip().lower().replace("-", " ").replace("_", " ")
    for member in kind:
        if member.value == wanted:
            return member
    offered = _values(member for member in kind if member not in unoffered)
    raise NotFound(f"“{text}” is not one of the choices.", f"Choose: {', '.join(offered)}.")


def _values(kind: Iterable[Any]) -> list[str]:
    return [str(member.value).replace(" ", "-") for member in kind]
