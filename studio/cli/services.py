"""AI services: which there are, their keys on this computer, and whether they answer."""

import dataclasses
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.asking import key_of, waiting
from studio.cli.people import PassphraseFile, passphrase_from
from studio.cli.shell import HERE, AsFirst, Folder, Listing, app, out, out_json, remark, told, workspace_at
from studio.core.asking import Service
from studio.core.errors import BadInput, KnownError, Refused

if TYPE_CHECKING:
    from studio.app.service_keys import ServiceKeys

services = typer.Typer(help="AI services that drafts and rewrites may be asked of; everything else works without any.")
app.add_typer(services, name="services")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The service's name.")]
NameOrFirst = Annotated[str, typer.Argument(metavar="[NAME]", help="The service's name; the first one without it.")]
_MOST_IN = 10_000  # signs read for a key


class Switch(StrEnum):
    ON = "on"
    OFF = "off"


NoLook = Annotated[bool, typer.Option("--no-look", help="Do not look which services run on this computer.")]


@services.callback(invoke_without_command=True)
@told
def show_services(context: typer.Context, workspace: Folder = HERE, no_look: NoLook = False) -> None:
    """AI services that drafts and rewrites may be asked of; everything else works without any."""
    if context.invoked_subcommand is None:
        _list(workspace, Listing.TEXT, not no_look)
    elif workspace != HERE:
        raise BadInput("The workspace is named too early.", "Write -w behind the command's name.")


@services.command("list")
@told
def list_services(workspace: Folder = HERE, format: Listing = Listing.TEXT, no_look: NoLook = False) -> None:
    """Which services there are, where they run, and whether their key is on this computer; and which run here unused."""
    _list(workspace, format, not no_look)


@services.command()
@told
def add(
    name: Name,
    address: Annotated[str, typer.Option(help="Base of its interface, such as http://127.0.0.1:11434/v1.")],
    model: Annotated[str, typer.Option(help="The model asked; `services models` lists those it has.")] = "",
    key: Annotated[
        str, typer.Option(help="Where its key comes from: keyring, passphrase, none, or the name of an environment variable.")
    ] = "",
    timeout: Annotated[float, typer.Option(help="Seconds that may pass without a word from it.")] = 60.0,
    tries: Annotated[int, typer.Option(help="How often one request is sent at most, where it is busy.")] = 3,
    price_in: Annotated[float, typer.Option(help="What a million tokens sent to it cost.")] = 0.0,
    price_out: Annotated[float, typer.Option(help="What a million tokens of its answers cost.")] = 0.0,
    currency: Annotated[str, typer.Option(help="Of the prices.")] = "USD",
    terms: Annotated[str, typer.Option(help="The day by which its terms of use are to be read again, such as 2027-01-31.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of the one of that name.")] = False,
    workspace: Folder = HERE,
    person: AsFirst = "",
) -> None:
    """Add a service; an owner does it. Its key is given afterwards, with `services key`."""
    from studio.app import connections
    from studio.app.service_keys import KeyState, ServiceKeys

    made = Service(name.strip(), address.strip(), model, key, timeout, tries, price_in, price_out, currency, terms)
    made = dataclasses.replace(made, key=key or ("none" if made.is_local else "keyring"))
    with workspace_at(workspace) as opened:
        if not replace and any(each.name.casefold() == made.name.casefold() for each in connections.services(opened.root)):
            raise Refused(f"There is a service “{made.name}” already.", "Choose another name, or say `--replace`.")
        old = next((each for each in connections.services(opened.root) if each.name.casefold() == made.name.casefold()), made)
        connections.save(opened, opened.person(person), made, made.name if replace else "")
        out(f"{made.name} is added, {'on this computer' if made.is_local else 'not on this computer'}: {made.told_address}")
    if ServiceKeys.of_this_computer().forget_old(old, made):
        remark("the key that was kept for its old address is no longer on this computer.")
    if ServiceKeys.of_this_computer().state(made) is KeyState.MISSING:
        remark(f"its key is still to be given: `bluepencil services key {_quoted(made.name)}`.")


@services.command()
@told
def key(
    name: Name,
    from_stdin: Annotated[bool, typer.Option("--from-stdin", help="Read the key from stdin instead of asking for it.")] = False,
    workspace: Folder = HERE,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Give a service its key on this computer. It is asked for and not shown; the key is never given as an option."""
    from studio.app.connections import is_variable
    from studio.app.service_keys import ServiceKeys

    service, keys = _service(workspace, name), ServiceKeys.of_this_computer()
    if is_variable(service.key):
        keys.allow(service)
        out(f"{service.name} may have what stands in {service.key}, at {service.host} and nowhere else.")
        return
    if service.key == "none":
        raise Refused(f"{service.name} wants no key.", "`bluepencil services add … --key keyring --replace` changes that.")
    given = _asked(service, from_stdin)
    passphrase = ""
    if service.key == "passphrase":
        passphrase = passphrase_from(passphrase_file) or _new_passphrase(service, from_stdin)
    keys.keep(service, given, passphrase)
    out(f"The key of {service.name} is kept {'in the keyring' if service.key == 'keyring' else 'in a sealed file'}.")


@services.command()
@told
def forget(name: Name, workspace: Folder = HERE) -> None:
    """Take a service's key off this computer."""
    from studio.app.service_keys import ServiceKeys

    service = _service(workspace, name)
    if ServiceKeys.of_this_computer().forget(service):
        out(f"The key of {service.name} is no longer on this computer.")
    else:
        remark(f"there was no key of {service.name} on this computer.")


@services.command()
@told
def remove(name: Name, workspace: Folder = HERE, person: AsFirst = "") -> None:
    """Take a service off the list, and its key off this computer; an owner does it."""
    from studio.app import connections
    from studio.app.service_keys import ServiceKeys

    with workspace_at(workspace) as opened:
        service = connections.service(opened.root, name)
        connections.remove(opened, opened.person(person), service.name)
    out(f"{service.name} is removed.")
    if ServiceKeys.of_this_computer().forget(service):
        out("Its key is no longer on this computer.")


@services.command("test")
@told
def try_out(
    name: NameOrFirst = "", workspace: Folder = HERE, person: AsFirst = "", passphrase_file: PassphraseFile = None
) -> None:
    """Ask a service for one word, and say in a sentence whether it works, and what is wrong where it does not."""
    from studio.app import connections, trying

    with workspace_at(workspace) as opened:
        service = connections.service(opened.root, name)
        trying.trial(opened.policy, service)  # whether it may be asked at all, before anybody types a passphrase
        secret = key_of(service, passphrase_file)
        with waiting() as (line, is_cancelled):
            out(trying.try_out(opened, opened.person(person), service, secret, line, is_cancelled).sentence)


@services.command()
@told
def models(name: NameOrFirst = "", workspace: Folder = HERE, passphrase_file: PassphraseFile = None) -> None:
    """List the models that a service says it has."""
    from studio.app import connections, trying

    with workspace_at(workspace) as opened:
        service = connections.service(opened.root, name)
        trying.trial(opened.policy, service)
        secret = key_of(service, passphrase_file)
        with waiting() as (line, is_cancelled):
            found = trying.models(opened.policy, service, secret, line, is_cancelled)
    for each in found:
        out(each)
    if not found:
        remark(f"{service.name} keeps no list of its models.")


@services.command("local-only")
@told
def local_only(
    to: Annotated[Switch | None, typer.Argument(metavar="[on|off]", help="Without it, how it stands.")] = None,
    workspace: Folder = HERE,
) -> None:
    """Let nothing go to services that run elsewhere than on this computer."""
    from studio.app import local_only as switch

    with workspace_at(workspace) as opened:
        if to is not None:
            switch.switch(opened.policy, to is Switch.ON)
        now = switch.standing(opened.policy)
    out(f"Local only is {'on' if now.is_on else 'off'}.{f' {now.locked}' if now.locked else ''}")


# ---------------------------------------------------------------- what these commands share


def _list(folder: Path, format: Listing, looks: bool) -> None:
    from studio.app import connections, nearby
    from studio.app.service_keys import ServiceKeys

    with workspace_at(folder) as opened:
        found, others = connections.services(opened.root), nearby.not_set_up(opened.root)
    keys = ServiceKeys.of_this_computer()
    if format is Listing.JSON:
        out_json([dataclasses.asdict(each) | {"local": each.is_local, "key_state": _state(keys, each)} for each in found])
        return
    for each in found:
        where = "here" if each.is_local else "elsewhere"
        out(f"{each.name}  {each.model or '(no model)'}  {each.told_address}  {where}; {_state(keys, each)}")
    if not found:
        remark("no AI service is set up, and everything else works without one; `bluepencil services add` adds one.")
    if looks:
        _tell_seen(others)


def _tell_seen(candidates: Sequence[Service]) -> None:
    """Say which of these run on this computer."""
    from studio.services.ai import seen

    with waiting() as (line, is_cancelled):
        for each in line.run(seen(candidates), is_cancelled):
            model = f" --model {_quoted(each.service.model or each.models[0])}" if each.models else ""
            how = f"bluepencil services add {_quoted(each.service.name)} --address {each.service.address}{model}"
            remark(f"{each.sentence} To add it: {how}")


def _state(keys: "ServiceKeys", service: Service) -> str:
    try:
        return keys.state(service).value
    except KnownError as error:
        return str(error)


def _service(folder: Path, name: str) -> Service:
    from studio.app import connections

    with workspace_at(folder) as opened:
        return connections.service(opened.root, name)


def _asked(service: Service, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.read(_MOST_IN)
    if not sys.stdin.isatty():
        raise BadInput("Nobody is there to type the key.", "Say `--from-stdin` to read it from there.")
    return str(typer.prompt(f"Key of {service.name}", hide_input=True, err=True))


def _new_passphrase(service: Service, from_stdin: bool) -> str:
    if from_stdin or not sys.stdin.isatty():
        raise BadInput("The key needs a passphrase that seals it.", "Give `--passphrase-file`.")
    return str(typer.prompt(f"A passphrase for the key of {service.name}", hide_input=True, confirmation_prompt=True, err=True))


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
