"""The ledger of AI use: every call to a service that the history keeps, whoever made it and whatever became of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from studio.app import connections
from studio.core.ai_use import Called, called
from studio.core.asking import Service
from studio.core.errors import BadConfig
from studio.core.events import Event, EventType
from studio.core.piece import Piece, is_same_person
from studio.core.purged import kept_in
from studio.core.reach import EVERYTHING, Reach
from studio.reports.period import holds

if TYPE_CHECKING:
    from studio.app.workspace import Workspace


def calls(workspace: "Workspace", reach: Reach = EVERYTHING, *, as_far_as_readable: bool = False) -> tuple[Called, ...]:
    """Every call in reach, the oldest first; its days choose nothing away, see `within`.

    A call about a piece is in reach where the piece is. One about no piece is of the brand that it was made for, a draft that
    failed say, or of none, as a test of the service is. It is of no channel, so it is in reach only where none is chosen.
    `reach.person` is whoever allowed the call.

    Args:
        as_far_as_readable: of a history that somebody altered; entries that cannot be read are left out.
    Raises:
        NotFound: a piece was asked for, and there is no such one.
        HistoryError: somebody altered an entry, so that it cannot be read.
    """
    if reach.piece:
        reach = replace(reach, piece=workspace.piece(reach.piece).id)
    pieces = {piece.id: piece for piece in workspace.pieces()}
    of_pieces = replace(reach, person="")
    found = []
    for event, payload in _entries(workspace, pieces, as_far_as_readable):
        piece, said = pieces.get(event.piece), payload.get("brand")
        title, brand = (piece.title, piece.brand) if piece else ("", said if isinstance(said, str) else "")
        in_reach = of_pieces.holds(piece or Piece("", "", brand=brand)) and (piece is not None or not reach.channel)
        if in_reach and (not reach.person or is_same_person(reach.person, event.actor.name)):
            found.append(called(event.number, event.time, event.actor.name, payload, event.piece, title, brand))
    return tuple(found)


def within(calls: Iterable[Called], period: tuple[str, str]) -> tuple[Called, ...]:
    """Those of a period: first and last day, UTC, both included; an empty string leaves that end open."""
    return tuple(each for each in calls if holds(period, each.when))


def terms_due(workspace: "Workspace") -> tuple[Service, ...]:
    """Services whose terms of use somebody meant to have read again by now. None where `services.toml` cannot be read: whoever
    opens the list of services is told that."""
    try:
        known = connections.services(workspace.root)
    except BadConfig:
        return ()
    return tuple(each for each in known if each.terms and _is_day(each.terms) and each.terms <= workspace.today)


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _entries(workspace: "Workspace", pieces: Iterable[str], readable: bool) -> Iterator[tuple[Event, Mapping[str, Any]]]:
    """The entries with their payload, or with what was left of it when the words of their piece were deleted."""
    history, kinds = workspace.history, (EventType.AI_CALLED, EventType.TEXT_PURGED)
    if readable:
        every = [event for piece in ("", *pieces) for event in history.readable(piece) if event.type in kinds]
        every.sort(key=lambda event: event.number)
    else:
        every = history.events(types=kinds)
    left: dict[tuple[str, int], Mapping[str, Any]] = {}
    for event in every:
        if event.type is EventType.TEXT_PURGED:
            for number, payload in kept_in(event.payload or {}, event.number).items():
                left.setdefault((event.piece, number), payload)
    for event in every:
        if event.type is EventType.AI_CALLED:
            yield event, left.get((event.piece, event.number), {}) if event.payload is None else event.payload
