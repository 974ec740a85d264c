"""What a history tells, without what is another at every desk: numbers, ids, times, hashes of entries, seconds of reading."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from studio.app.export import make_report
from studio.app.workspace import Workspace
from studio.core.events import Event, EventType
from studio.core.reach import EVERYTHING

Told = tuple[str, str, str, Any]
"""Piece (by its title), type, actor and payload of an entry."""

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:[\d:.]+(Z|\+00:00)")
"""A time taken from the clock; those that people choose, such as when a review is due, have no seconds and are compared."""
_BY_HAND = {"Typed": "By hand", "From a file": "By hand"}
"""In the window people type; the command line takes the text over from a file, and a history says so."""


def history(workspace: Workspace) -> list[Told]:
    """Every entry, oldest first; a run of edits of one piece by one person is the text it leads to."""
    titles = {piece.id: piece.title for piece in workspace.pieces()}
    events = workspace.history.events()
    said = {event.number: event.payload["text"] for event in events if event.type is EventType.COMMENT_ADDED and event.payload}
    found: list[Told] = []
    for event in events:
        piece, who = titles.get(event.piece, event.piece), event.actor.name
        if event.type is EventType.EDITED:
            told: Any = workspace.history.text_at(event.piece, event.number)
            if found and found[-1][:3] == (piece, event.type.value, who):
                found.pop()
        else:
            told = _plain(_payload(event, said), titles)
        found.append((piece, event.type.value, who, told))
    return found


def _payload(event: Event, said: Mapping[int, str]) -> dict[str, Any]:
    """`said` is what began each thread: a thread is told by it, and not by its number."""
    told = {name: value for name, value in (event.payload or {}).items() if name != "read_seconds"}
    if told.get("thread"):
        told["thread"] = said[told["thread"]]
    if card := told.get("card"):
        figures = sorted([_BY_HAND.get(name, name), *rest] for name, *rest in card["figures"])
        told["card"] = card | {"figures": figures}
    return told


def _plain(value: Any, titles: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {titles.get(key, key): _plain(each, titles) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each, titles) for each in value]
    return _STAMP.sub("then", titles.get(value, value)) if isinstance(value, str) else value


def must_be_the_same(one: Sequence[Told], other: Sequence[Told]) -> None:
    """Raises: AssertionError, at the first entry that differs."""
    for number, (here, there) in enumerate(zip(one, other, strict=False), 1):
        assert here == there, f"entry {number} of the story"
    assert len(one) == len(other)


def standing(workspace: Workspace, who: str) -> dict[str, tuple[str, list[tuple[object, ...]], str]]:
    """Stage, gate and text of every piece by its title, as they stand for that person."""
    found = {}
    for piece in workspace.pieces():
        session = workspace.session(piece.id, workspace.person(who))
        session.check_now()
        gate = [(item.id.value, item.level.value, item.met, item.phrase) for item in session.gate().items]
        found[piece.title] = piece.stage.value, gate, session.text
    return found


def counts(workspace: Workspace, who: str) -> dict[str, Any]:
    """The totals of the report that tells every edit."""
    return dict(make_report(workspace, "edit-history", workspace.person(who), EVERYTHING).record()["totals"])
