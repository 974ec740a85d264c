"""People's keys, and the list of people that an owner signs."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.shell import HERE, Folder, app, out, remark, told, workspace_at
from studio.core.errors import BadInput, KnownError, NotFound, Refused

if TYPE_CHECKING:
    from studio.app.keys import KeyStore
    from studio.app.roster import Proposal
    from studio.app.workspace import Workspace
    from studio.core.piece import Person
    from studio.core.roster import Listed, Roster
    from studio.history.signing import Signer

key = typer.Typer(help="Your own key, with which approvals are signed.", no_args_is_help=True)
roster = typer.Typer(help="The list of people and their keys, as an owner signed it.")
app.add_typer(key, name="key")
app.add_typer(roster, name="roster")

Whose = Annotated[str, typer.Option("--as", help="Whose key.")]
Owner = Annotated[str, typer.Option("--as", help="The owner who signs.")]
PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", help="File whose first line is the passphrase; else it is asked for.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Sign without being asked once more.")]

_BY_OWNER = "An owner takes it off the signed list: `bluepencil key revoke --as OWNER --of NAME`."


@key.command()
@told
def make(
    person: Whose,
    workspace: Folder = HERE,
    passphrase_file: PassphraseFile = None,
    again: Annotated[bool, typer.Option("--again", help="Make a new one in place of the one that is there.")] = False,
) -> None:
    """Make a key: into the system's keyring, or, with a passphrase, into a file of your settings folder."""
    from studio.app import roster as people

    with workspace_at(workspace) as opened:
        who, keys = opened.person(person), people.store_of(opened)
        if again and people.is_last_owner(opened, who.name):
            raise Refused(
                f"{who.name} is the only owner on the signed list, and a new key could not sign the next one.",
                "Let the list have a second owner first.",
            )
        if again or keys.known(who.name) is None:
            passphrase = passphrase_from(passphrase_file) or ("" if keys.keyring else _new_passphrase(who.name))
            keys.make(who.name, passphrase, again=again)
        else:
            passphrase = unlocking(keys, who.name, passphrase_file)
        out(people.enrol(opened, who, passphrase))


@key.command()
@told
def show(person: Whose, workspace: Folder = HERE) -> None:
    """Say which key you have here, and whether it counts."""
    from studio.app import roster as people
    from studio.app.signers import KeyState
    from studio.core.signature import short

    with workspace_at(workspace) as opened:
        who, keys = opened.person(person), people.store_of(opened)
        known, state = keys.known(who.name), opened.signers.state(who.name)
        if known is None:
            out(f"{who.name} has no key on this computer. Make one: `bluepencil key make --as NAME`.")
            raise typer.Exit(1)
        out(f"{known.public}  {who.name}")
        out(f"In short: {short(known.public)}. It lies in {'the keyring' if known.in_keyring else 'a file with a passphrase'}.")
        if state is KeyState.UNLISTED:
            out(f"It does not count yet: {opened.signers.why_unsigned(who.name)}. An owner signs it: `bluepencil roster sign`.")


@key.command()
@told
def revoke(
    person: Annotated[str, typer.Option("--as", help="Who does it: an owner, or whose key it is.")],
    of: Annotated[str, typer.Option("--of", help="Whose key; your own without it.")] = "",
    since: Annotated[str, typer.Option(help="The first day on which it counts no more, such as 2026-11-20; else now.")] = "",
    workspace: Folder = HERE,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Let a key count no more. An owner takes it off the list in force, of which nothing else changes; whoever else takes their
    own off this computer."""
    from studio.app import roster as people
    from studio.core.acts import Act, may

    with workspace_at(workspace) as opened:
        who = opened.person(person)
        whose = opened.person(of) if of else who
        keys, listed = people.store_of(opened), opened.history.roster().of(whose.name)
        if may(Act.PEOPLE, who) and (listed or whose != who):
            proposal = people.revoking(opened, whose.name, people.start_of(since))
            people.sign(opened, who, signer_of(opened, who, passphrase_file), proposal)
            out(f"The key of {whose.name} counts no more, by the list that {who.name} signed.")
        elif whose != who:
            raise Refused(f"{who.name} cannot revoke the key of {whose.name}: that takes an owner.")
        elif since:
            raise Refused("From which day on a key counts no more stands on the signed list.", "Let an owner take it off there.")
        elif keys.known(who.name) is None:
            raise NotFound(f"{who.name} has no key on this computer.", _BY_OWNER if listed else "There is nothing to revoke.")
        elif listed:
            remark(f"it is still on the signed list. {_BY_OWNER}")
        if whose == who and keys.known(who.name):
            keys.forget(who.name)
            out(f"The key of {who.name} is no longer on this computer.")


@roster.callback(invoke_without_command=True)
@told
def show_roster(context: typer.Context, workspace: Folder = HERE) -> None:
    """Who is on the signed list, with which key; exit status 1 where it is not as it was signed."""
    context.obj = workspace
    if context.invoked_subcommand:
        return
    from studio.app import roster as people

    with workspace_at(workspace) as opened:
        found = people.standing(opened)
    if found.roster.version:
        for each in found.roster.people:
            out(_line(each))
        out(f"List {found.roster.version}, signed by {found.roster.who} on {found.roster.when[:10]}.")
    else:
        out("No owner has signed a list of people yet. An owner does: `bluepencil roster sign --as OWNER`.")
    for sentence in found.remarks:
        out(f"Mind: {sentence}")
    for problem in found.problems:
        out(f"Invalid: {problem}")
    raise typer.Exit(1 if found.problems else 0)


@roster.command()
@told
def sign(
    context: typer.Context, person: Owner, workspace: Folder = HERE, passphrase_file: PassphraseFile = None, yes: Yes = False
) -> None:
    """Sign the people of policy.toml, with the keys that wait in the workspace's folder `keys`."""
    from studio.app import roster as people

    folder = workspace if workspace != HERE else context.obj or HERE
    with workspace_at(folder) as opened:
        who = opened.person(person)
        signer = signer_of(opened, who, passphrase_file)
        proposal = people.propose(opened, who, signer.key)
        for change in proposal.changes:
            out(change)
        if not proposal.changes and not people.standing(opened).problems:
            out("Nothing is new on the list; it stands as it was signed.")
            return
        if not (yes or _agreed(proposal)):
            raise Refused("Nothing is signed.", "Ask everybody whether that is their key; then sign with `--yes`.")
        done: Roster = people.sign(opened, who, signer, proposal)
        out(f"List {done.version} is signed, as {who.name}: {len([p for p in done.people if not p.revoked])} with a key.")


# ---------------------------------------------------------------- passphrases, for these commands and for those that approve


def signer_of(workspace: "Workspace", person: "Person", passphrase_file: Path | None) -> "Signer":
    """That person's key, unlocked.

    Raises:
        NotFound, Refused: there is none, or it does not open.
    """
    from studio.app.roster import store_of

    keys = store_of(workspace)
    return keys.unlock(person.name, unlocking(keys, person.name, passphrase_file))


def unlocking(keys: "KeyStore", name: str, passphrase_file: Path | None) -> str:
    """The passphrase of a key that takes one, from the file or from whoever sits at the terminal; else nothing."""
    known = keys.known(name)
    if known is None or known.in_keyring or keys.is_unlocked(name):
        return ""
    return passphrase_from(passphrase_file) or (
        typer.prompt(f"Passphrase of {name}", hide_input=True, err=True) if _asks() else ""
    )


def first_key(workspace: "Workspace", passphrase: str = "") -> str:
    """The owner's key of a new workspace, and the first list signed with it, where a key can be kept without being asked.

    Returns:
        What came of it, a sentence or two.
    """
    from studio.app import roster as people

    owner, keys = workspace.person(), people.store_of(workspace)
    known = keys.known(owner.name)
    if known is None and not passphrase and keys.keyring is None:
        return f"{owner.name} has no key yet, so approvals go unsigned: `bluepencil key make --as NAME` makes one."
    try:
        return people.enrol(workspace, owner, passphrase)
    except KnownError as error:  # the workspace is made all the same
        return f"{owner.name} has no key here yet: {error}"


def unlock_if_any(workspace: "Workspace", person: "Person", passphrase_file: Path | None) -> str:
    """Before a decision: open the person's key where there is one that counts. Returns why the decision goes unsigned, empty
    where it is signed."""
    keys = workspace.signers.keys
    if keys and (passphrase_file or workspace.signers.is_locked(person.name)):
        passphrase = unlocking(keys, person.name, passphrase_file)
        if passphrase:
            keys.unlock(person.name, passphrase)
    return workspace.signers.why_unsigned(person.name)


def passphrase_from(file: Path | None) -> str:
    """The first line of the file; empty where none is given. Raises: BadInput, where it cannot be read or is empty."""
    if file is None:
        return ""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        raise BadInput(f"{file} cannot be read.", "Give a file whose first line is the passphrase.") from None
    if not lines or not lines[0]:
        raise BadInput(f"{file} is empty.", "Its first line has to be the passphrase.")
    return lines[0]


def _new_passphrase(name: str) -> str:
    """A new passphrase from whoever sits at the terminal; empty where nobody does."""
    if not _asks():
        return ""
    return str(typer.prompt(f"A passphrase for the key of {name}", hide_input=True, confirmation_prompt=True, err=True))


def _agreed(proposal: "Proposal") -> bool:
    return _asks() and typer.confirm("Are these their keys? Sign the list?", err=True)


def _asks() -> bool:
    """Whether somebody sits at a terminal who could be asked."""
    return sys.stdin.isatty()


def _line(each: "Listed") -> str:
    from studio.core.signature import short

    state = f"revoked {each.revoked[:10]}" if each.revoked else "valid"
    roles = ", ".join(role.value for role in each.roles)
    return f"{state:<18}  {short(each.key)}  since {each.since[:10]}  {each.name} ({roles})"
