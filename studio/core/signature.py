"""What a person signs: one plain statement, which names everything that the yes, or the no, was about.

A decision's signature is over the canonical JSON of

    version type piece who time previous key        previous: hash of the device's entry before; key: the public key, hex
    text_hash guide_version policy_version ran missing revision
    note       SHA-256 of the note's words, which may be purged one day; of the handoff `card` likewise, where there is one
    rest       SHA-256 of the canonical JSON of everything else that the entry's payload holds; of the words in its
               `disclosure` the hashes, see `core.purged.without_words` (up to version 1 the words themselves)

and that of the list of people over the first line and `list` (its number) and `people`. Whoever has a public key can do the
same sums: the statement stands beside the signature in the payload, as `said`, and every field of it must fit the entry. So
a signature moved to another text, person, time or place in the history fits no more, and one can say which of these it was.
"""

from collections.abc import Collection, Mapping
from typing import Any

from studio.core.events import EventType, canonical, digest
from studio.core.purged import without_words

VERSION = 2
_WITH_WORDS = 1
"""The version whose `rest` held the words of a disclosure themselves."""
VERSIONS = (_WITH_WORDS, VERSION)
"""Those that this program can compare."""

DECISIONS = (EventType.APPROVED, EventType.CHANGES_REQUESTED, EventType.AGREED)
SIGNED = (*DECISIONS, EventType.ROSTER_SIGNED)
"""Entries that can carry a signature."""

_NAMED = ("text_hash", "guide_version", "policy_version", "ran", "missing", "revision")
_EMPTY: Mapping[str, Any] = {"ran": [], "missing": [], "revision": 0}


def statement(
    type_: EventType,
    piece: str,
    payload: Mapping[str, Any],
    *,
    who: str,
    time: str,
    previous: str,
    key: str,
    version: int = VERSION,
) -> dict[str, Any]:
    """What is signed for an entry.

    Args:
        payload: the entry's, with or without its signature.
        time: as the entry carries it.
        previous: hash of the device's entry before.
        version: one of `VERSIONS`: of whatever the statement is held against.
    """
    said: dict[str, Any] = {"version": version, "type": type_.value, "piece": piece}
    said |= {"who": who, "time": time, "previous": previous, "key": key}
    if type_ is EventType.ROSTER_SIGNED:
        return said | {"list": payload.get("version"), "people": payload.get("people")}
    said |= {name: payload.get(name, _EMPTY.get(name, "")) for name in _NAMED}
    rest = {name: value for name, value in payload.items() if name not in (*_NAMED, "note", "card", "signature")}
    if "disclosure" in rest and version > _WITH_WORDS:
        rest["disclosure"] = without_words(rest["disclosure"])
    if "card" in payload:
        said["card"] = digest(canonical(payload["card"]))
    return said | {"note": digest(str(payload.get("note", ""))), "rest": digest(canonical(rest))}


def unknown_of(left: Mapping[str, Any], version: object = VERSION) -> frozenset[str]:
    """The fields that can no longer be compared once an entry's words were deleted; `left` is what was kept of its payload.

    Only the note, the card and the words of a disclosure go, and of those the hashes are kept: whatever else a decision says is
    kept (see `core.purged.REMAINS`), so all of it has to fit. What was signed in the first version covered the words themselves.
    """
    gone = {"note", "card"} - left.keys()
    told = left.get("disclosure")
    if version == _WITH_WORDS and isinstance(told, Mapping) and {"wording_hash", "reason_hash"} & told.keys():
        gone.add("rest")
    return frozenset(gone)


def difference(said: Mapping[str, Any], entry: Mapping[str, Any], gone: Collection[str] = ()) -> str:
    """What of an entry is other than what was signed, as the end of a sentence; empty where all of it fits.

    Args:
        said: the statement that was signed.
        entry: the statement that the entry itself leads to.
        gone: fields that cannot be compared any more, see `unknown_of`.
    """
    for name, told in _DIFFERENCES.items():
        if name not in gone and (name in said or name in entry) and said.get(name) != entry.get(name):
            return told.format(was=said.get(name, "nobody"), now=entry.get(name, "nobody"))
    unknown = (said.keys() ^ entry.keys()) - _DIFFERENCES.keys()
    return "what was signed is not what a signature here says" if unknown else ""


_DIFFERENCES = {  # in the order in which they matter to whoever reads it
    "text_hash": "its text is not the one that was signed",
    "people": "the people on it are not those that were signed",
    "who": "it was signed by {was} and not by {now}",
    "type": "something else was signed than this kind of entry",
    "piece": "it was signed for another piece",
    "time": "it was signed at another time ({was})",
    "guide_version": "the style guides it names are not those that were signed",
    "policy_version": "the policy it names is not the one that was signed",
    "ran": "the checks it names are not those that were signed",
    "missing": "the checks it says did not run are not those that were signed",
    "revision": "it was signed for revision {was} and not {now}",
    "list": "it was signed as list {was} and not {now}",
    "note": "its note is not the one that was signed",
    "card": "its handoff card is not the one that was signed",
    "rest": "what it says of claims, gate and figures is not what was signed",
    "previous": "what stands before it in the history is not what stood there when it was signed; "
    "it was copied from another entry, or the history was rewritten",
    "key": "it names another key than the one that signed",
    "version": "it was signed in a way this program does not know",
}


def short(key: str) -> str:
    """The start of a public key, which is enough to tell two apart by eye and ear: `3f2a 91bc 07de 55aa`."""
    return " ".join(key[at : at + 4] for at in range(0, 16, 4)).strip()
