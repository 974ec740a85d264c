"""Calls to AI services from the command line: shown, allowed, sent, and stopped with Ctrl+C."""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from studio.cli.people import passphrase_from
from studio.cli.shell import remark
from studio.core.asking import Heard, IsCancelled, Service
from studio.core.document import count_words
from studio.core.errors import Cancelled, Refused
from studio.core.phrases import count

if TYPE_CHECKING:
    from studio.app.asking import Call, Received
    from studio.app.workspace import Workspace
    from studio.core.piece import Person
    from studio.services.ai import Line

_CANCELLED = 130  # as a shell has it for whatever Ctrl+C ended


def carry_out(
    workspace: "Workspace", person: "Person", call: "Call", *, yes: bool, passphrase_file: Path | None = None
) -> "Received":
    """Show what would go out, ask, send it, and wait for the answer; what is told meanwhile goes to stderr.

    Args:
        yes: it was allowed beforehand; it is neither shown nor asked for.
    Raises:
        Refused: nothing may go there, or nobody said yes.
        NotFound: its key is not on this computer.
        ServiceTrouble: no answer, or none that can be used.
        typer.Exit: cancelled, with status 130.
    """
    from studio.app import asking

    must_be_allowed(workspace, (call,), yes=yes)
    key = key_of(call.service, passphrase_file)
    with waiting() as (line, is_cancelled):
        progress = Progress(f"{call.service.name} {call.request.purpose.does}")
        try:
            return asking.carry(workspace, person, call, line, key, progress.tell, is_cancelled)
        finally:
            progress.end()


def must_be_allowed(workspace: "Workspace", calls: Sequence["Call"], *, yes: bool) -> None:
    """Show what would go out with several calls to one service, and ask once.

    Raises:
        Refused: nothing may go there, or nobody said yes.
    """
    from studio.app import asking

    service = calls[0].service
    asking.must_be_allowed(service, workspace.policy)
    workspace.must_be_writable()  # a call that could not be written down is not made
    if yes or not any(asking.must_be_shown(workspace.policy, each) for each in calls):
        return
    from studio.core.ai_use import how_much

    for each in calls:
        _show(each)
    typer.echo(how_much(service, [each.request for each in calls]), err=True)
    if not _agreed(service):
        raise Refused("Nothing was sent.", "Say `--yes` once you have seen what would go out.")


def key_of(service: Service, passphrase_file: Path | None = None) -> str:
    """The service's key, unlocked; a passphrase comes from the file, or from whoever sits at the terminal.

    Raises:
        Refused, NotFound, BadInput: there is none that could be sent.
    """
    from studio.app.service_keys import KeyState, ServiceKeys

    keys = ServiceKeys.of_this_computer()
    passphrase = ""
    if keys.state(service) is KeyState.LOCKED:
        passphrase = passphrase_from(passphrase_file)
        if not passphrase and sys.stdin.isatty():
            passphrase = str(typer.prompt(f"Passphrase of the key of {service.name}", hide_input=True, err=True))
    return keys.key(service, passphrase)


@contextmanager
def waiting() -> Iterator[tuple["Line", IsCancelled]]:
    """A line to services, and whether Ctrl+C was pressed meanwhile; what was cancelled ends the command with status 130."""
    from studio.services.ai import Line

    pressed = list[int]()
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    line = Line()
    try:
        yield line, lambda: bool(pressed)
    except Cancelled:
        remark("cancelled; nothing was taken over.")
        raise typer.Exit(_CANCELLED) from None
    finally:
        signal.signal(signal.SIGINT, before)
        line.close()


class Progress:
    """One line on a terminal that grows; elsewhere that it is asked, and why nothing comes."""

    def __init__(self, doing: str) -> None:
        self._doing, self._text, self._shown = doing, "", ""
        self._on_terminal = sys.stderr.isatty()
        if not self._on_terminal:
            typer.echo(f"{doing} …", err=True)

    def tell(self, heard: Heard) -> None:
        self._text += heard.words
        if heard.waiting:
            self.end()
            remark(heard.waiting)
        elif self._on_terminal:
            line = f"{self._doing} … {count(count_words(self._text), 'word')}"
            if line != self._shown:
                self._shown = line
                typer.echo(f"\r{line}", err=True, nl=False)

    def end(self) -> None:
        if self._shown:
            self._shown = ""
            typer.echo(err=True)


def _show(call: "Call") -> None:
    """What would go out, to the letter."""
    from studio.core.personal.kinds import counted

    where = "on this computer" if call.service.is_local else "not on this computer"
    typer.echo(f"This would go to {call.service.name}, {call.service.told_address}, {where}:\n", err=True)
    typer.echo(call.request.text, err=True)
    hidden = counted(call.masked)
    typer.echo(f"\nBehind placeholders: {hidden}." if hidden else "\nNothing personal was found in it.", err=True)


def _agreed(service: Service) -> bool:
    return sys.stdin.isatty() and typer.confirm(f"Send it to {service.name}?", err=True)
