"""What happened to a piece, entry by entry: events turned into plain data, with the words that every edit took out.

An `edited` event says where something was replaced and by what; what stood there before is derived by replaying every
edit from the AI original. Where a payload was purged, the words are not known any more, and the entry says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from studio.core.edit import Cause, Edit
from studio.core.events import Event, EventType, digest
from studio.core.purged import with_remains
from studio.core.span import Span

AROUND = 32  # code points of unchanged text shown on either side of an edit: enough to find the place by eye


@dataclass(frozen=True, slots=True)
class EditLine:
    """One edit.

    Attributes:
        start: where it stands in the text before it, code points; None where the place no longer fits the text.
        removed: the words that went; None where they cannot be known, because an earlier payload is gone.
        inserted: the words that came.
        before, after: unchanged text of the same line just before and just after, by which a reader finds the place;
            `…` stands where it was cut. Empty where it cannot be known.
        cause, detail: why, and what the cause points at (the rule of a fix, say).
    """

    start: int
    removed: str | None
    inserted: str
    before: str
    after: str
    cause: str
    detail: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as people read it.

    Attributes:
        number, device, sequence, hash: the event's place in the history and in the chain.
        time: UTC, ISO 8601.
        edits: for `edited`, in order; empty for every other type.
        fields: the payload's other values, as stored, but for the AI original and its notes, which stand with the piece;
            where it was purged, what remains of it without words.
        purged: whether the payload is gone (its hash still stands in the chain).
        text_hash: SHA-256 of the working text after this entry, by replay; empty where it cannot be known.
    """

    number: int
    device: str
    sequence: int
    time: str
    type: EventType
    actor_kind: str
    who: str
    edits: tuple[EditLine, ...]
    fields: Mapping[str, Any]
    purged: bool
    text_hash: str
    hash: str

    def value(self, name: str) -> str:
        """A field as text; empty where it was left out or purged."""
        found = self.fields.get(name)
        return "" if found is None else str(found)

    def values(self, name: str) -> tuple[str, ...]:
        """A field that is a list, as texts."""
        return tuple(str(item) for item in self.fields.get(name) or ())


def entries(original: str, events: Iterable[Event]) -> tuple[Entry, ...]:
    """Turn the events of one piece into entries.

    Args:
        original: the AI original, from which the edits are replayed.
        events: of that piece, oldest first.
    Returns:
        One entry per event, same order.
    """
    text: str | None = original
    text_hash = digest(original)
    done = []
    for event, is_gone in with_remains(events):
        lines: tuple[EditLine, ...] = ()
        if is_gone and event.type is EventType.PIECE_CREATED:
            text, text_hash = None, ""
        elif event.type is EventType.EDITED:
            lines, text = _replayed(text, None if is_gone else event.payload)
            text_hash = "" if text is None else digest(text)
        done.append(_entry(event, lines, text_hash, is_gone))
    return tuple(done)


def _entry(event: Event, lines: tuple[EditLine, ...], text_hash: str, is_gone: bool) -> Entry:
    elsewhere = _SHOWN_ELSEWHERE.get(event.type, ())
    fields = {key: value for key, value in (event.payload or {}).items() if key not in elsewhere}
    return Entry(
        number=event.number,
        device=event.device,
        sequence=event.sequence,
        time=event.time,
        type=event.type,
        actor_kind=event.actor.kind.value,
        who=event.actor.name,
        edits=lines,
        fields=fields,
        purged=is_gone,
        text_hash=text_hash,
        hash=event.hash,
    )


_SHOWN_ELSEWHERE = {
    EventType.EDITED: ("edits",),
    EventType.PIECE_CREATED: ("text", "notes"),
    EventType.TEXT_PURGED: ("kept",),  # what is left stands with the entries it was left of
}


def _replayed(text: str | None, payload: Mapping[str, Any] | None) -> tuple[tuple[EditLine, ...], str | None]:
    if payload is None:
        return (), None
    lines = []
    for row in payload.get("edits", ()):
        # A history that somebody altered may hold edits that fit nothing: the report must still be made, and say so.
        if not _is_edit(row):
            text = None
            lines.append(EditLine(0, None, str(row), "", "", "", ""))
            continue
        start, end, replacement, cause, detail = row
        if text is None or not 0 <= start <= end <= len(text):
            text = None
            lines.append(EditLine(start, None, replacement, "", "", cause, detail))
            continue
        lines.append(EditLine(start, text[start:end], replacement, _before(text, start), _after(text, end), cause, detail))
        text = Edit(Span(start, end), replacement, _cause(cause), detail).apply(text)
    return tuple(lines), text


def _is_edit(row: object) -> bool:
    match row:
        case [int(), int(), str(), str(), str()]:
            return True
    return False


def _before(text: str, start: int) -> str:
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if len(line) <= AROUND:
        return line
    cut = line[-AROUND:]
    return "…" + cut[cut.find(" ") + 1 :]  # at a word, where there is one


def _after(text: str, end: int) -> str:
    stop = text.find("\n", end)
    line = text[end:] if stop < 0 else text[end:stop]
    if len(line) <= AROUND:
        return line
    cut = line[:AROUND]
    return (cut[: cut.rfind(" ")] if " " in cut.strip() else cut) + "…"


def _cause(name: str) -> Cause:
    return Cause(name) if name in set(Cause) else Cause.TYPED
