"""The list of people and their keys, as an owner signed it: `roster.json`, and the entries of the history that it came from.

`policy.toml` stays the place where people and roles are written down. The list is the owner's name under it: with it a
signature can be traced to a person and a role, whatever somebody writes into a file. A person's public key comes to the owner
as a file in the workspace's folder `keys`; the owner asks whether it is theirs, and signs. What lies in that folder, and what
somebody wrote into `policy.toml`, comes onto the list only by a proposal that an owner was shown.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from studio.app.keys import KeyStore, Known
from studio.app.signers import ROSTER
from studio.core.acts import Act, may, refusal
from studio.core.errors import BadInput, HistoryError, NotFound, Refused
from studio.core.events import Actor, Event, EventType
from studio.core.piece import Person, Role
from studio.core.roster import Listed, Roster, differences, listed
from studio.core.seal import SealState
from studio.core.signature import short
from studio.history.signing import Signer

if TYPE_CHECKING:
    from studio.app.workspace import Workspace

OFFERED = "keys"
"""Folder of the workspace where public keys wait for an owner."""

_HEX = frozenset("0123456789abcdef")
_KEY_LENGTH = 64  # hex digits
_SIGN_ANEW = "An owner signs the list anew: `bluepencil roster sign --as OWNER`."
_AGAIN = "An owner puts it right with `bluepencil roster sign --as OWNER`."


@dataclass(frozen=True, slots=True)
class Standing:
    """How the list stands.

    Attributes:
        roster: the list in force, by the history.
        problems: what was forged or altered, a sentence each.
        remarks: where it and `policy.toml` differ, and keys that wait, a sentence each.
    """

    roster: Roster
    problems: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next list.

    Attributes:
        people: its lines.
        changes: what differs from the list in force, a sentence each; empty where nothing does.
        after: number of the list in force when it was made; it is signed after that one or not at all.
    """

    people: tuple[Listed, ...]
    changes: tuple[str, ...]
    after: int


# ---------------------------------------------------------------- looking at it


def standing(workspace: "Workspace") -> Standing:
    """The list in force, what is wrong with its file, and where the policy says otherwise."""
    roster = workspace.history.roster()
    problems = [seal.problem for seal in workspace.history.lists() if seal.state is SealState.INVALID]
    problems += problems_of(workspace)
    remarks = list[str]()
    if roster.version:
        people = ((person.name, person.roles) for person in workspace.policy.persons)
        remarks = differences(roster, people)
    for name, key in offered(workspace).items():
        now = roster.of(name)
        if now is None or now.key != key:
            remarks.append(f"{name} offers the key {short(key)}, and no owner has signed it yet.")
    remarks += _other_keys_here(workspace, roster)
    return Standing(roster, tuple(problems), tuple(remarks))


def _other_keys_here(workspace: "Workspace", roster: Roster) -> list[str]:
    """Whose key on this computer is not the one that the list says is theirs: what a list that somebody else made shows to
    whoever holds the true key."""
    keys, told = workspace.signers.keys, []
    for each in roster.people if keys else ():
        try:
            known = keys.known(each.name) if keys and not each.revoked else None
        except BadInput as error:
            told.append(str(error))
            continue
        if known and known.public != each.key:
            told.append(f"The key of {each.name} on this computer is {short(known.public)}, and the list says {short(each.key)}.")
    return told


def file_problems(workspace: "Workspace", roster: Roster) -> list[str]:
    """What `roster.json` says otherwise than the list that was signed last, a sentence each."""
    path = workspace.root / ROSTER
    signed = next((event for event in reversed(_signings(workspace)) if _is_of(event, roster)), None)
    if not path.exists():
        told = f"{ROSTER} is gone; the history still has the list that {roster.who} signed." if signed else ""
        return [f"{told} {_AGAIN}"] if told else []
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        lines = listed(found["people"])
    except (OSError, ValueError, KeyError, TypeError):
        return [f"{ROSTER} cannot be read. {_AGAIN}"]
    if signed is None:
        return [f"{ROSTER} is invalid: no signing of it stands in the history."]
    if found == _as_file(signed):
        return []
    older = found.get("version")
    if older != roster.version and any(_as_file(e) == found for e in _signings(workspace)):
        return [f"{ROSTER} is an older list, number {older}; {roster.who} signed number {roster.version} since."]
    names = sorted({each.name for each in set(lines) ^ set(roster.people)})
    whose = f"the line of {' and of '.join(names)} is" if names else "it is"
    return [f"{ROSTER} is invalid: {whose} not as {roster.who} signed it."]


def _signings(workspace: "Workspace") -> list[Event]:
    return workspace.history.events("", [EventType.ROSTER_SIGNED])


def _is_of(event: Event, roster: Roster) -> bool:
    return (event.actor.name, event.time) == (roster.who, roster.when)


def _as_file(event: Event) -> dict[str, Any]:
    return {"who": event.actor.name, "time": event.time} | (event.payload or {})


# ---------------------------------------------------------------- keys that wait


def offer(workspace: "Workspace", known: Known) -> Path:
    """Leave the public half of a key where an owner finds it.

    Raises:
        BadInput: the folder cannot be written to.
    """
    folder = workspace.root / OFFERED
    plain = "".join(sign if sign.isalnum() else "-" for sign in known.name.casefold())
    path = folder / f"{plain}.pub"
    try:
        folder.mkdir(exist_ok=True)
        path.write_text(f"{known.public} {known.name}\n", encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.", "Check the folder of the workspace.") from None
    return path


def offered(workspace: "Workspace") -> dict[str, str]:
    """The public keys that wait, by the name of the person as the policy writes it; what reads like none is passed over."""
    found = {}
    for path in sorted((workspace.root / OFFERED).glob("*.pub")):
        try:
            key, _, name = path.read_text(encoding="utf-8").strip().partition(" ")
        except (OSError, ValueError):
            continue
        person = workspace.policy.called(name)
        if person and len(key) == _KEY_LENGTH and _HEX.issuperset(key):
            found[person.name] = key
    return found


# ---------------------------------------------------------------- signing it


def propose(workspace: "Workspace", owner: Person, key: str) -> Proposal:
    """The list as it would be signed now: everybody of the policy whose key is known, and every key that was ever revoked.

    Args:
        owner: who would sign, with the public key `key`; what lies in the folder under that name counts for nothing.
    """
    roster, waiting, now = workspace.history.roster(), offered(workspace) | {owner.name: key}, _now(workspace)
    gone = [each for each in roster.people if each.revoked]
    never_again = {each.key for each in gone}
    lines, changes = list(gone), []
    for person in workspace.policy.persons:
        held, fresh = roster.of(person.name), waiting.get(person.name, "")
        is_new = bool(fresh) and fresh not in never_again and (held is None or held.key != fresh)
        if held and not is_new:
            lines.append(replace(held, roles=person.roles))
            if set(held.roles) != set(person.roles):
                changes.append(f"{held.name} is {_roles(person.roles)} now.")
        elif held:
            lines.append(replace(held, revoked=now))
            changes.append(_no_more(held))
        if is_new:
            lines.append(Listed(person.name, person.roles, fresh, now))
            changes.append(f"{person.name}, {_roles(person.roles)}: the key {short(fresh)} is new.")
    for each in roster.people:
        if not each.revoked and not workspace.policy.called(each.name):
            lines.append(replace(each, revoked=now))
            changes.append(f"{each.name} is not in policy.toml any more: the key {short(each.key)} counts no more.")
    return Proposal(tuple(lines), tuple(changes), roster.version)


def revoking(workspace: "Workspace", name: str, since: str = "") -> Proposal:
    """The list in force with that person's key revoked, and nothing else changed: no key that waits, no role of the policy.

    Args:
        since: the time from which on the key counts no more, UTC, ISO 8601; empty for now.
    Raises:
        NotFound: the person has no key on the list that could be revoked.
        BadInput: `since` lies ahead.
    """
    roster, now = workspace.history.roster(), _now(workspace)
    held = roster.of(name)
    if held is None:
        raise NotFound(f"{name} has no key on the signed list that counts.", "`bluepencil roster` shows who has one.")
    if since > now:
        raise BadInput(
            "That day has not come yet, and until then the key could not be trusted either.",
            "Leave the day out, and the key counts no more from now on.",
        )
    lines = (replace(each, revoked=since or now) if each is held else each for each in roster.people)
    return Proposal(tuple(lines), (_no_more(held),), roster.version)


def sign(workspace: "Workspace", owner: Person, signer: Signer, proposal: Proposal) -> Roster:
    """Sign the list: an entry of the history, and `roster.json`.

    Raises:
        Refused: the person is no owner, by the policy and by the list in force, or would sign nobody's key; or another list
            was signed since this one was proposed.
        BadInput: the file cannot be written. The history has the list then, and signing again writes it.
    """
    roster = workspace.history.roster()
    if refused := refusal(Act.PEOPLE, owner, None, workspace.policy.persons):
        raise Refused(*refused)
    if roster.version:
        held = roster.entry(owner.name, signer.key)
        if held is None or held.revoked or not held.is_owner:
            raise Refused(
                f"The key of {owner.name} is not that of an owner on the list that {roster.who} signed.",
                f"Ask one of its owners to sign: {', '.join(e.name for e in roster.people if e.is_owner and not e.revoked)}.",
            )
    if not any(each.is_owner and not each.revoked for each in proposal.people):
        raise Refused("Then nobody could sign the next list: no owner would be left on it.", "Put another owner on it first.")
    people = [each.plain for each in proposal.people]
    event = workspace.history.sign_list(people, Actor.person(owner.name), signer, proposal.after)
    workspace.signers.forget()
    _write(workspace.root / ROSTER, _as_file(event))
    return workspace.history.roster()


def enrol(workspace: "Workspace", person: Person, passphrase: str = "") -> str:
    """Give a person a key, leave its public half for the owner, and sign the first list where an owner makes the first key: with
    that key alone, for nobody has asked yet whose the others are that wait.

    Returns:
        What came of it, a sentence or two, or three.
    Raises:
        Refused, BadInput: what `KeyStore.make` raises.
    """
    keys = store_of(workspace)
    known = keys.known(person.name) or keys.make(person.name, passphrase)
    offer(workspace, known)
    kept = "in the keyring of this computer" if known.in_keyring else "in a file that its passphrase opens"
    told = f"{person.name} signs with the key {short(known.public)}, which lies {kept}."
    roster = workspace.history.roster()
    if may(Act.PEOPLE, person) and not roster.version:
        signer = keys.unlock(person.name, passphrase)
        first = Listed(person.name, person.roles, signer.key, _now(workspace))
        sign(workspace, person, signer, Proposal((first,), (), roster.version))
        waiting = [name for name in offered(workspace) if name != person.name]
        ask = f" A key of {' and of '.join(waiting)} waits: ask whether it is theirs, then sign the list anew." if waiting else ""
        return f"{told} The list of people is signed with it.{ask}"
    held = roster.of(person.name)
    return told if held and held.key == known.public else f"{told} It counts once an owner has signed the list of people."


def store_of(workspace: "Workspace") -> KeyStore:
    """The keys of this computer. Raises: NotFound, where the program was started without any."""
    if workspace.signers.keys is None:
        raise NotFound("There is no place for keys here.", "Open the workspace in the window, or use `bluepencil key`.")
    return workspace.signers.keys


def is_last_owner(workspace: "Workspace", name: str) -> bool:
    """Whether the key of that person is the only one of an owner on the list, so that nobody else could sign the next one."""
    roster = workspace.history.roster()
    owners = [each for each in roster.people if each.is_owner and not each.revoked]
    return len(owners) == 1 and owners[0].is_of(name)


def problems_of(workspace: "Workspace") -> list[str]:
    """What is wrong with `roster.json`, for whoever verifies. A history that cannot be read has named that itself."""
    try:
        return file_problems(workspace, workspace.history.roster())
    except HistoryError:
        return []


def gone_from_policy(workspace: "Workspace") -> list[str]:
    """Who stands on the signed list, with a key that counts, and no longer in `policy.toml`, for whoever verifies."""
    try:
        roster = workspace.history.roster()
    except HistoryError:
        return []
    left = (each.name for each in roster.people if not each.revoked and not workspace.policy.called(each.name))
    return [f"{name} is on the signed list and not in policy.toml, so the key counts still. {_SIGN_ANEW}" for name in left]


def start_of(day: str) -> str:
    """The beginning of a day on the clock of this computer, UTC; empty for none.

    Raises:
        BadInput: it is no day.
    """
    if not day.strip():
        return ""
    try:
        found = datetime.combine(date.fromisoformat(day.strip()), time()).astimezone()
    except ValueError:
        raise BadInput(f"“{day}” is no day.", "Write it like 2026-11-20.") from None
    return _written(found)


def _now(workspace: "Workspace") -> str:
    return _written(workspace.now())


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _no_more(held: Listed) -> str:
    return f"{held.name}: the key {short(held.key)} counts no more."


def _roles(roles: tuple[Role, ...]) -> str:
    return " and ".join(role.value for role in roles)


def _write(path: Path, value: Mapping[str, Any]) -> None:
    beside = None
    try:
        with NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}.", delete=False, encoding="utf-8") as file:
            beside = Path(file.name)
            json.dump(value, file, ensure_ascii=False, indent=2)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())  # or a power cut leaves an empty file under the name of the list
        beside.chmod(0o644)
        beside.replace(path)
    except OSError as error:
        if beside:
            beside.unlink(missing_ok=True)
        raise BadInput(f"{path} could not be written: {error.strerror}.", "Free the place, and sign again.") from None
