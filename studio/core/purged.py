"""What remains of a piece once its text has been deleted: that things happened, by whom and when, and nothing in words.

The history keeps the hash of every payload, so the chain still holds; the payloads themselves go. What people decided has to
stay countable, so the event `text.purged` carries, for every event of the piece, the part of its payload that holds no words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from studio.core.errors import Refused
from studio.core.events import Event, EventType, digest
from studio.core.piece import Piece
from studio.core.times import short

REMAINS: dict[EventType, tuple[str, ...]] = {
    EventType.PIECE_CREATED: (
        "channel",
        "brand",
        "model",
        "template",
        "template_version",
        "generated",
        "source_hash",
        "accountable",
        "campaign",
        "locale",
        "assumed",
        "mapping",
        "call",
        "variant",
        "cut",
    ),
    EventType.FLAG_DISMISSED: ("key", "rule", "scope", "reason", "severity", "until"),
    EventType.FLAG_RESTORED: ("key", "rule", "scope"),
    EventType.CLAIM_DECIDED: ("key", "categories", "severity", "status", "agrees_with"),
    EventType.CLAIM_EVIDENCE: ("key", "categories", "severity", "status", "valid_until", "accessed", "support"),
    EventType.CLAIM_ASKED: ("key", "to"),
    EventType.CLAIM_SET_BACK: ("key", "was", "status"),
    EventType.SUBMITTED: ("to", "due", "revision", "text_hash"),
    EventType.AGREED: (
        *("parts", "text_hash", "revision", "rating", "guide_version", "policy_version", "ran", "missing", "claims_hash"),
        *("signature", "bound"),
    ),
    EventType.RECALLED: ("to",),
    EventType.REOPENED: ("was", "to"),
    EventType.PUBLISHED: ("text_hash",),
    EventType.HELD: ("until", "scope", "was"),
    EventType.RESUMED: ("to",),
    EventType.WITHDRAWN: ("was",),
    EventType.BROUGHT_BACK: ("to",),
    EventType.PIECE_DESCRIBED: ("what", "stands", "text_hash"),
    EventType.COMMENT_ADDED: ("thread", "mentions", "about"),
    EventType.COMMENT_RESOLVED: ("thread", "resolved"),
    EventType.CHECKLIST_ANSWERED: ("list", "item", "version", "answer", "text_hash"),
    EventType.CONSENT_RECORDED: ("given", "until", "key", "withdrawn"),
    EventType.DISCLOSURE_DECIDED: ("level", "text_hash", "stands"),
    EventType.ESCALATED: ("trigger", "to", "about"),
    EventType.ESCALATION_SETTLED: ("escalation",),
    EventType.CHANGES_REQUESTED: (
        *("to", "due", "revision", "text_hash", "guide_version", "policy_version", "ran", "signature"),
    ),
    EventType.APPROVED: (
        *("revision", "text_hash", "guide_version", "policy_version", "claims_hash", "ran", "missing", "gate"),
        *("kept", "words", "original_words", "changed_words", "read_seconds", "signature"),
        *("parts", "agreed", "risk", "rating", "responsible", "disclosure", "checklist", "separation"),
        *("bound", "held_to"),
    ),
    EventType.PIECE_CHECKED: ("moment", "text_hash", "guide_version", "words", "ran", "missing", "flags", "claims"),
    EventType.EXPORTED: ("format", "sha256"),
    EventType.AI_CALLED: (
        *("call", "purpose", "service", "address", "local", "model", "parameters", "size", "hash", "masked", "outcome"),
        *("answered", "tokens_in", "tokens_out", "counted", "cost", "currency", "seconds", "tries", "whole", "answer_hash"),
        *("trouble", "template", "template_version"),
    ),
    EventType.REWRITE_PROPOSED: ("call", "purpose", "model", "service"),
    EventType.REWRITE_DECIDED: ("call", "decision", "taken", "of"),
    EventType.OPINION_READ: ("call", "kind", "text_hash", "service", "model", "blocks", "dropped"),
    EventType.LIBRARY_USED: ("entry", "kind", "hash"),
    EventType.CHANGE_EXPLAINED: ("change", "reason"),
    EventType.FEEDBACK_NOTED: ("kind", "value", "when", "since"),
}
"""The fields that are kept, by type of event. A field or a type that does not stand here goes: what is new is taken for words
until somebody says otherwise. Of edits nothing remains but that they happened. Of a decision everything remains but its note and
the words of its disclosure, for its signature covers all of it."""

EDITOR = "last_editor"
"""Of an edit that changed nothing after all, added to what remains: who was the last editor still. See `history.hands`."""

STANDS = "stands"
"""Of an edit made after a yes, added to what remains: whether the text it led to was the approved one. Without it nobody could
tell the stage any more."""

_BLANK: dict[EventType, dict[str, Any]] = {
    EventType.PIECE_CREATED: {"title": "", "text": ""},
    EventType.PIECE_RENAMED: {"title": ""},
    EventType.EDITED: {"edits": []},
    EventType.CLAIM_DECIDED: {"text": ""},
    EventType.CLAIM_EVIDENCE: {"text": "", "url": "", "quote": ""},
    EventType.CLAIM_ASKED: {"text": "", "question": ""},
    EventType.CLAIM_SET_BACK: {"text": "", "changed": ""},
    EventType.CHANGES_REQUESTED: {"note": ""},
}


def without_words(disclosure: object) -> object:
    """What an approval says of the disclosure, its wording and its reason as hashes; no mapping stays as it is."""
    if not isinstance(disclosure, Mapping):
        return disclosure
    words = {name: disclosure[name] for name in ("wording", "reason") if disclosure.get(name)}
    left = {name: value for name, value in disclosure.items() if name not in words}
    return left | {f"{name}_hash": digest(str(value)) for name, value in words.items()}


def _described(what: object) -> object:
    """That an audience was said stays, not which: whoever wrote it down chose the words."""
    return {**what, **({"audience": ""} if "audience" in what else {})} if isinstance(what, Mapping) else {}


_NAMED = re.compile(r"(?:flag|claim):[0-9a-f]+|rule:[\w-]+\.[\w.-]+|(?:checklist|change):[\w.-]+|(?:round|note):\d+")


def _about(about: object) -> str:
    """A key, a name or a number stays; where anything else was written, only of what kind it was."""
    kind, colon, _ = str(about or "").partition(":")
    known = _NAMED.fullmatch(str(about or ""))
    return known[0] if known else f"{kind}:" if colon and kind in _KINDS else ""


_KINDS = frozenset({"flag", "claim", "rule", "checklist", "change", "round", "note"})
_WITHIN: dict[str, Callable[[object], object]] = {"disclosure": without_words, "what": _described, "about": _about}
"""Fields that stay, and have words in them that go."""


def remains(kind: EventType, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a payload that holds no words."""
    left = {name: payload[name] for name in REMAINS.get(kind, ()) if name in payload}
    left |= {name: part(left[name]) for name, part in _WITHIN.items() if name in left}
    consent = payload.get("consent")
    if kind is EventType.CLAIM_EVIDENCE and isinstance(consent, Mapping):
        left["consent"] = {"when": consent.get("when", "")}  # that there was one, and of which day; not whose
    return left


def revived(kind: EventType, left: Mapping[str, Any]) -> dict[str, Any]:
    """A whole payload again, with nothing in the place of every word: what the tables are derived from."""
    whole = {**_BLANK.get(kind, {}), **left}
    if "consent" in whole:
        whole["consent"] = {"who": "", "when": "", "scope": ""} | dict(whole["consent"])
    return whole


def with_remains(events: Iterable[Event]) -> Iterator[tuple[Event, bool]]:
    """The events of one piece, those whose payload is gone with what remains of it; and whether it is gone."""
    every = list(events)
    left = left_by(every)
    for event in every:
        is_gone = event.payload is None
        yield replace(event, payload=dict(left.get(event.number, {}))) if is_gone else event, is_gone


def left_by(events: Iterable[Event]) -> dict[int, Mapping[str, Any]]:
    """What the deletions among `events`, oldest first, left of the payloads of one piece, by the event's number. A text is
    deleted once, so the first that says something of an event is the one that counts."""
    found: dict[int, Mapping[str, Any]] = {}
    for event in events:
        if event.type is EventType.TEXT_PURGED:
            found = {**kept_in(event.payload or {}, event.number), **found}
    return found


def lost(events: Iterable[Event]) -> list[int]:
    """The numbers of those events of one piece, oldest first, whose payload is gone though no deletion among them took it."""
    every = list(events)
    left = left_by(every)
    return [event.number for event in every if event.payload is None and event.number not in left]


def kept_in(payload: Mapping[str, Any], own: int) -> dict[int, Mapping[str, Any]]:
    """What one `text.purged` left, by the event's number; whatever does not read like that is passed over.

    Args:
        own: its own number; what came later it cannot have deleted.
    """
    upto, kept = payload.get("upto"), payload.get("kept")
    if not isinstance(upto, int) or not isinstance(kept, Mapping):
        return {}
    rows = ((int(number), left) for number, left in kept.items() if _is_number(number) and isinstance(left, Mapping))
    return {number: left for number, left in rows if number <= upto and number < own}


_DIGITS = 18  # of the greatest number that an event can have


def _is_number(written: str) -> bool:
    return written.isdecimal() and len(written) <= _DIGITS


def title_after(time: str) -> str:
    """What a piece is called once its text is gone, the same on every machine; `time` is UTC, ISO 8601."""
    return f"(text deleted on {short(time)})"


def gone(piece: Piece) -> Refused:
    """Why nothing can be done with a piece any more."""
    return gone_since(piece.purged)


def gone_since(time: str) -> Refused:
    return Refused(f"The text of this piece was deleted on {short(time)}.", "Its history stays, and nothing can be added to it.")
