"""Signing an entry with a person's own key, and seeing whether the signatures of a history hold.

Ed25519, as in RFC 8032, over the UTF-8 of the statement's canonical JSON; see `core.signature`. Which key is whose says the
list of people, which an owner signs: the first by the owner's own key, each later one by a key that is an owner's on the list
before. A list that is not signed so, does not bear the next number, or lets a revoked key count again, counts for nothing, and
the one before stays in force.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from studio.core.events import ActorKind, Event, EventType, canonical
from studio.core.purged import kept_in
from studio.core.roster import EMPTY, Roster, listed, revived
from studio.core.seal import Seal, SealState
from studio.core.signature import DECISIONS, SIGNED, VERSION, VERSIONS, difference, statement, unknown_of
from studio.history.unfit import UNFIT, UNREADABLE

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # loading it takes 40 ms

READ = (*SIGNED, EventType.TEXT_PURGED)
"""Types of the entries that `check` wants."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOBODY = "it is entered as made by no person, and only people decide"
_KEY_DIGITS = 16  # of a public key, in seals and sentences
_WORDS = {
    EventType.APPROVED: "approval of",
    EventType.CHANGES_REQUESTED: "request for changes to",
    EventType.AGREED: "agreement to",
}


class Signer:
    """A person's unlocked key. It says its public half and signs; the private half never comes out of it in words."""

    def __init__(self, who: str, private: "Ed25519PrivateKey") -> None:
        self.who = who
        self._private = private

    @classmethod
    def from_bytes(cls, who: str, private: bytes) -> "Signer":
        """Args: private: the 32 bytes of the key. Raises: ValueError, where they are none."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls(who, Ed25519PrivateKey.from_private_bytes(private))

    @cached_property
    def key(self) -> str:
        """The public key, hex."""
        return self._private.public_key().public_bytes_raw().hex()

    def __call__(self, said: Mapping[str, Any]) -> str:
        """The signature of a statement, hex."""
        return self._private.sign(canonical(said).encode("utf-8")).hex()

    def __repr__(self) -> str:
        return f"Signer({self.who!r}, {self.key[:_KEY_DIGITS]})"


def signed(
    signer: Signer, type_: EventType, piece: str, payload: dict[str, Any], *, who: str, time: str, previous: str
) -> dict[str, Any]:
    """The payload with its signature; see `core.events` for its shape."""
    said = statement(type_, piece, payload, who=who, time=time, previous=previous, key=signer.key)
    return payload | {"signature": {"key": signer.key, "value": signer(said), "said": said}}


def fits(key: str, value: str, said: Mapping[str, Any]) -> bool:
    """Whether the signature `value` is that of the holder of `key` under the statement; both hex."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(value), canonical(said).encode("utf-8"))
    except (InvalidSignature, *UNREADABLE):
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Signature:
    key: str
    value: str
    said: Mapping[str, Any]


@dataclass
class Signatures:
    """The signatures of a history, looked at in the order of the entries.

    Args:
        title_of: a piece's title by its id.
        text_hash: SHA-256 of the working text of a piece after an entry; empty where it cannot be known.
    """

    title_of: Callable[[str], str]
    text_hash: Callable[[str, int], str]
    seals: list[Seal] = field(default_factory=list)
    rosters: list[tuple[int, Roster]] = field(default_factory=list)
    _kept: dict[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)
    _purged: dict[str, int] = field(default_factory=dict)
    _used: dict[str, Event] = field(default_factory=dict)

    def check(self, events: Iterable[Event]) -> None:
        """Fill `seals` with what became of every signature, oldest first; a decision without one is there too.

        Args:
            events: oldest first; those of other types than `READ` are passed over.
        """
        wanted = [event for event in events if event.type in READ]
        for event in wanted:  # a later list may revoke a key from an earlier day on, and a purge comes after what it took
            if event.type is EventType.TEXT_PURGED:
                self._note_purge(event)
        lists = {event.number: self._list(event) for event in wanted if event.type is EventType.ROSTER_SIGNED}
        decided = {event.number: self._decision(event) for event in wanted if event.type in DECISIONS}
        self.seals = [seal for _, seal in sorted((lists | decided).items())]

    @property
    def roster(self) -> Roster:
        """The list in force at the end."""
        return self.rosters[-1][1] if self.rosters else EMPTY

    def _note_purge(self, event: Event) -> None:
        self._purged.setdefault(event.piece, event.number)
        for number, left in kept_in(event.payload or {}, event.number).items():
            self._kept.setdefault((event.piece, number), left)

    # ------------------------------------------------------------ one entry

    def _list(self, event: Event) -> Seal:
        try:
            payload = event.payload or {}
            people = listed(payload.get("people"))
            roster = Roster(int(payload.get("version", 0)), people, event.actor.name, event.time)
        except UNREADABLE:
            return self._seal(event, None, "it cannot be read")
        signature = _signature_of(event.payload)
        if event.actor.kind is not ActorKind.PERSON:
            return self._seal(event, signature, _NOBODY)
        if signature is None:
            return self._seal(event, None, "nobody signed it")
        problem = self._mismatch(event, payload, signature, lambda: self._unfit(event, roster, signature.key))
        if not problem:
            self.rosters.append((event.number, roster))
        return self._seal(event, signature, problem)

    def _not_an_owner(self, event: Event, roster: Roster, key: str) -> str:
        """What is wrong with the key under a list; the first is signed by an owner who stands on it."""
        before = self.roster if self.rosters else roster
        found = before.entry(event.actor.name, key)
        where = "on the list before it" if self.rosters else "on it"
        if found is None:
            return f"its key {_key(key)} does not stand {where} as one of {event.actor.name}"
        if not found.is_owner:
            return f"{event.actor.name} is no owner {where}"
        return f"the key {_key(key)} was revoked on {_day(found.revoked)}" if found.revoked and self.rosters else ""

    def _unfit(self, event: Event, roster: Roster, key: str) -> str:
        """What is wrong with a list beside its signature, as the end of a sentence: its key, its number, or what it undoes."""
        told = self._not_an_owner(event, roster, key)
        if told:
            return told
        before = self.roster
        if roster.version != before.version + 1:
            return f"it says it is list {roster.version}, and list {before.version + 1} should stand there"
        back = revived(before, roster)
        if back:
            return f"it undoes that the key {_key(back.key)} of {back.name} was revoked on {_day(back.revoked)}"
        return ""

    def _decision(self, event: Event) -> Seal:
        payload = event.payload if event.payload is not None else self._kept.get((event.piece, event.number))
        signature = _signature_of(payload)
        if event.actor.kind is not ActorKind.PERSON:  # the kind is not in what is signed, so it is looked at by itself
            return self._seal(event, signature, _NOBODY)
        if payload is None or signature is None:
            return Seal(event.number, event.piece, event.actor.name, event.time, SealState.UNSIGNED)
        problem = self._mismatch(event, payload, signature, lambda: self._not_listed(event, signature.key))
        return self._seal(event, signature, problem)

    def _mismatch(self, event: Event, payload: Mapping[str, Any], signature: _Signature, about_key: Callable[[], str]) -> str:
        """What is wrong with a signature, as the end of a sentence: with what it says of the entry, with its key, and last with
        its place, for that is wrong of everything that comes after a forged entry."""
        key, said = signature.key, signature.said
        if not fits(key, signature.value, said):
            return "its signature does not fit what it says was signed"
        if (first := self._used.setdefault(signature.value, event)) is not event:
            return f"its signature is that of {self._name(first)}"
        place = {"who": event.actor.name, "time": event.time, "previous": event.previous, "key": key}
        try:
            version = said["version"] if said.get("version") in VERSIONS else VERSION
            entry = statement(event.type, event.piece, payload, **place, version=version)
        except UNREADABLE:  # half a character, which nothing can be hashed from
            return "it cannot be read"
        if event.type in DECISIONS and entry["text_hash"] == said.get("text_hash"):
            entry["text_hash"] = self._text_on_record(event) or entry["text_hash"]
        gone = unknown_of(payload, said.get("version")) if event.payload is None else frozenset[str]()
        return difference(said, entry, gone | {"previous"}) or about_key() or difference(said, entry, gone)

    def _text_on_record(self, event: Event) -> str:
        """The hash of the text that the edits before the entry lead to; empty where it cannot be known any more."""
        if event.number <= self._purged.get(event.piece, 0):
            return ""
        with suppress(*UNFIT):
            return self.text_hash(event.piece, event.number)
        return ""

    def _not_listed(self, event: Event, key: str) -> str:
        """What the list of people has against the key, as the end of a sentence."""
        in_force = next((roster for number, roster in reversed(self.rosters) if number < event.number), EMPTY)
        found, latest = in_force.entry(event.actor.name, key), self.roster.entry(event.actor.name, key)
        for each in (found, latest):  # by the order of the entries, then by the clock
            if each and each.revoked and (each is found or each.was_revoked_by(event.time)):
                return f"its key {_key(key)} was revoked on {_day(each.revoked)}"
        if found is None:
            return f"its key {_key(key)} was not on the list of people as one of {event.actor.name}"
        return "" if found.may_decide else f"{event.actor.name} was no editor on the list of people"

    # ------------------------------------------------------------ in words

    def _seal(self, event: Event, signature: _Signature | None, problem: str) -> Seal:
        state = SealState.INVALID if problem else SealState.SIGNED
        sentence = f"{_upper(self._name(event))} is invalid: {problem}." if problem else ""
        key = signature.key[:_KEY_DIGITS] if signature else ""
        return Seal(event.number, event.piece, event.actor.name, event.time, state, key, sentence)

    def _name(self, event: Event) -> str:
        """`the approval of “Tea club price letter” by Ben Carter on 12 Nov 2026`"""
        made = f"by {event.actor.name} on {_day(event.time)}"
        if event.type is EventType.ROSTER_SIGNED:
            return f"the list of people signed {made}"
        return f"the {_WORDS[event.type]} “{self.title_of(event.piece) or event.piece}” {made}"


def _signature_of(payload: Mapping[str, Any] | None) -> _Signature | None:
    """The signature in a payload, or in what a purge kept of one; None where there is none. One that cannot be read is one
    that fits nothing."""
    found = (payload or {}).get("signature")
    if not found:
        return None
    match found:
        case {"key": str(key), "value": str(value), "said": dict(said)}:
            return _Signature(key, value, said)
    return _Signature("", "", {})


def _key(key: str) -> str:
    return " ".join(key[at : at + 4] for at in range(0, 8, 4))


def _day(time: str) -> str:
    """`2026-11-12T09:30:00Z` as `12 Nov 2026`; what is no time comes back as it is."""
    year, month, day = time[:4], time[5:7], time[8:10]
    if not (year.isdigit() and month.isdigit() and day.isdigit() and 1 <= int(month) <= 12):
        return time
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
