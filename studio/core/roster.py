"""The signed list of people: whose key is whose, and what its holder may do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from studio.core.piece import Role, is_same_person, name_key

_ROLES = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Listed:
    """One key on the list. A person who got a new key stands there twice, the old key with the time it was revoked.

    Attributes:
        key: the public key, hex.
        since: when it came onto the list, UTC, ISO 8601.
        revoked: from when on it counts no more; empty while it does.
    """

    name: str
    roles: tuple[Role, ...]
    key: str
    since: str = ""
    revoked: str = ""

    def is_of(self, name: str) -> bool:
        return is_same_person(self.name, name)

    @property
    def is_owner(self) -> bool:
        return Role.OWNER in self.roles

    @property
    def may_decide(self) -> bool:
        """Whether its holder may approve and send back."""
        return Role.EDITOR in self.roles or self.is_owner

    def was_revoked_by(self, time: str) -> bool:
        """Whether it no longer counted at `time`; a time that cannot be read is one at which it did not."""
        if not self.revoked:
            return False
        end, asked = _moment(self.revoked), _moment(time)
        return end is None or asked is None or asked >= end

    @property
    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        roles = [role.value for role in self.roles]
        return {"name": self.name, "roles": roles, "key": self.key, "since": self.since, "revoked": self.revoked}


@dataclass(frozen=True, slots=True)
class Roster:
    """The list as an owner signed it.

    Attributes:
        version: 1 for the first, one more with every signing.
        who, when: the owner, and the time of the signing.
    """

    version: int
    people: tuple[Listed, ...]
    who: str = ""
    when: str = ""

    def entry(self, name: str, key: str) -> Listed | None:
        """The line of that person with that key; one that counts before one that was revoked."""
        found = [each for each in self.people if each.key == key and each.is_of(name)]
        return min(found, key=lambda each: bool(each.revoked), default=None)

    def of(self, name: str) -> Listed | None:
        """The key that counts for that person now."""
        return next((each for each in self.people if each.is_of(name) and not each.revoked), None)

    @property
    def plain(self) -> list[dict[str, Any]]:
        return [each.plain for each in self.people]


EMPTY = Roster(0, ())


def revived(before: Roster, after: Roster) -> Listed | None:
    """The first line of the list `before` whose revoked key counts again, or for longer, on the list `after`; None where what
    was revoked stays so. A key counts no more for anybody, whatever name it stands beside."""
    for each in before.people:
        now = [line for line in after.people if line.key == each.key]
        if each.revoked and not (now and all(line.revoked and line.was_revoked_by(each.revoked) for line in now)):
            return each
    return None


def listed(rows: object) -> tuple[Listed, ...]:
    """The lines of a list as JSON holds it.

    Raises:
        ValueError: it is no such list.
    """
    if not isinstance(rows, list):
        raise ValueError("the people are no list")
    return tuple(_listed(row) for row in rows)


def _listed(row: object) -> Listed:
    match row:
        case {"name": str(name), "roles": list(roles), "key": str(key), "since": str(since), "revoked": str(revoked)}:
            if _ROLES.issuperset(roles):
                return Listed(name, tuple(Role(role) for role in roles), key, since, revoked)
    raise ValueError("a line of the list cannot be read")


def differences(roster: Roster, people: Iterable[tuple[str, Iterable[Role]]], place: str = "policy.toml") -> list[str]:
    """Where the signed list and the people of the policy say different things, a sentence each.

    Args:
        people: name and roles, as the policy has them.
    """
    now: Mapping[str, tuple[str, frozenset[Role]]] = {name_key(name): (name, frozenset(roles)) for name, roles in people}
    signed = {name_key(each.name): each for each in roster.people if not each.revoked}
    told = [f"{name} is in {place} and not on the signed list." for key, (name, _) in now.items() if key not in signed]
    told += [f"{each.name} is on the signed list and not in {place}." for key, each in signed.items() if key not in now]
    for key in now.keys() & signed.keys():
        name, roles = now[key]
        if roles != frozenset(signed[key].roles):
            told.append(f"{name} is {_named(roles)} in {place} and {_named(signed[key].roles)} on the signed list.")
    return sorted(told)


def _named(roles: Iterable[Role]) -> str:
    held = set(roles)
    return " and ".join(role.value for role in Role if role in held) or "without a role"


def _moment(time: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(time)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
