"""What changed in `policy.toml`, written down before anything is decided by it.

The file is the house's to edit, with any editor, so nobody sees it change. Therefore the policy in force is held against the one
that was recorded last whenever somebody decides, and when a workspace that has one on record opens for writing; what is other
goes into the history as one event, in sentences. The first decision of a workspace records what differs from the defaults.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from studio.app.policy import Policy
from studio.core.errors import HistoryError
from studio.core.events import Actor, ActorKind, EventType, canonical
from studio.core.gate import DEFAULT_LEVELS, GateId
from studio.core.piece import Channel, Role, name_key

if TYPE_CHECKING:
    from studio.history import History

ACTOR = Actor(ActorKind.RULE, "policy.toml")
"""Nobody knows who saved the file."""

_ELSEWHERE = frozenset({"guides"})
"""Rules on trial are recorded as they are put there: `guide.changed`."""


class PolicyWatch:
    """Belongs to one open workspace. Asking it costs nothing while the policy is the same object as before."""

    def __init__(self, history: "History") -> None:
        self._history = history
        self._seen: Policy | None = None

    def on_opening(self, policy: Policy) -> None:
        """Look, where a policy is on record; a workspace in which nobody has decided yet gets no entry for being opened."""
        if not self._history.is_read_only and self._latest() is not None:
            self.note(policy)

    def note(self, policy: Policy) -> None:
        """Record what is other than it was, if anything is.

        Raises:
            HistoryError: it cannot be written.
        """
        if policy is self._seen:
            return
        now = kept(policy)
        if told := list(changes(self._latest() or {}, now)):
            payload = {"version": policy.version, "changes": told, "now": now}
            self._history.append(EventType.POLICY_CHANGED, "", ACTOR, payload)
        self._seen = policy

    def _latest(self) -> dict[str, Any] | None:
        """The policy as it was recorded last; None where none was, or somebody altered the entry."""
        try:
            noted = self._history.events("", [EventType.POLICY_CHANGED])
        except HistoryError:
            return None
        found = (noted[-1].payload or {}).get("now") if noted else None
        return dict(found) if isinstance(found, Mapping) else None


def kept(policy: Policy) -> dict[str, Any]:
    """What a later change can be told from: what the file says, as plain values. Defaults are left out, so that a newer program
    with a new table changes nothing by itself."""
    return dict(policy.model_dump(mode="json", exclude=set(_ELSEWHERE), exclude_unset=True))


def changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """What is other, a sentence each; what roles mean and the people first, then the gate, then whatever else there is."""
    yield from _own_roles(was.get("roles") or {}, now.get("roles") or {})
    yield from _people(was.get("people") or [], now.get("people") or [])
    yield from _gate(was.get("gate") or {}, now.get("gate") or {})
    for table in dict.fromkeys((*was, *now)):
        if table not in ("roles", "people", "gate"):
            yield from _values(table, was.get(table), now.get(table))


# ---------------------------------------------------------------- people


def _own_roles(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """What the house's own roles may; everybody who has such a role may something else at once."""
    for name, role in now.items():
        if name not in was:
            yield f"The role “{name}” is {role}."
        elif was[name] != role:
            yield f"The role “{name}” is {role} now, and {was[name]} no more."
    yield from (f"There is no role “{name}” any more." for name in was if name not in now)


def _people(was: list[dict[str, Any]], now: list[dict[str, Any]]) -> Iterator[str]:
    before = {name_key(str(each["name"])): each for each in was}
    after = {name_key(str(each["name"])): each for each in now}
    for key, each in after.items():
        name, old = each["name"], before.get(key)
        if old is None:
            yield f"{name} works here as {_and(_roles(each))}{_for(each)}."
            continue
        if old["name"] != name:  # the same person, and everything that was said stays theirs
            yield f"{old['name']} is written {name} now."
        had, has = _roles(old), _roles(each)
        if set(had) != set(has):
            new, gone = [role for role in has if role not in had], [role for role in had if role not in has]
            said = [f"is {_and(new)} now too"] * bool(new) + [f"is {_and(gone)} no more"] * bool(gone)
            yield f"{name} {' and '.join(said)}."
        if list(old.get("brands") or ()) != list(each.get("brands") or ()):
            yield f"{name} works{_for(each) or ' for every brand'} now."
    yield from (f"{each['name']} works here no more." for key, each in before.items() if key not in after)


def _roles(person: Mapping[str, Any]) -> list[str]:
    return list(person.get("roles", [Role.WRITER.value]))


def _for(person: Mapping[str, Any]) -> str:
    return f" for {_and(person['brands'])} alone" if person.get("brands") else ""


def _and(names: list[str]) -> str:
    known = [role.value for role in Role]
    ordered = sorted(names, key=lambda name: known.index(name) if name in known else len(known))
    return " and ".join(filter(None, [", ".join(ordered[:-1]), ordered[-1]])) if ordered else "nobody"


# ---------------------------------------------------------------- the gate


def _gate(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Levels as they hold: for every channel first, then for those that go another way."""
    for gate in GateId:
        everywhere = _level(was, gate), _level(now, gate)
        if everywhere[0] != everywhere[1]:
            yield f"{gate.value}: {everywhere[0]} → {everywhere[1]}."
        for channel in Channel:
            there = _level(was, gate, channel), _level(now, gate, channel)
            if there[0] != there[1] and there != everywhere:
                yield f"{gate.value} for {channel.value}: {there[0]} → {there[1]}."
    known = {*GateId, *Channel}
    yield from _values("gate", _without(was, known), _without(now, known))


def _without(table: Mapping[str, Any], names: set[Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in names}


def _level(gate: Mapping[str, Any], which: GateId, channel: Channel | None = None) -> str:
    own = gate.get(channel.value) if channel else None
    if isinstance(own, Mapping) and which.value in own:
        return str(own[which.value])
    return str(gate.get(which.value, DEFAULT_LEVELS.get(which, "off")))


# ---------------------------------------------------------------- whatever else there is


def _values(name: str, was: object, now: object) -> Iterator[str]:
    """`retention.days: 0 → 365.`, one for each value that differs, however deep it stands."""
    if was == now:
        return
    if isinstance(was, Mapping | None) and isinstance(now, Mapping | None):
        before, after = was or {}, now or {}
        for key in dict.fromkeys((*before, *after)):
            yield from _values(f"{name}.{key}", before.get(key), after.get(key))
        return
    yield f"{name}: {_shown(was)} → {_shown(now)}."


_LONGEST = 120  # characters of a value; a longer one says only that it is other


def _shown(value: object) -> str:
    if value is None or value in ("", [], {}):
        return "nothing"
    text = value if isinstance(value, str) else canonical(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
