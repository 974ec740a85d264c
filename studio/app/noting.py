"""What people make of a figure: a note beside it, kept in the history with who wrote it and when."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from studio.app.workspace import Workspace
from studio.core.errors import Refused
from studio.core.events import Actor, Event, EventType
from studio.core.piece import Channel, Person
from studio.core.reach import EVERYTHING, Reach


@dataclass(frozen=True, slots=True)
class FigureNote:
    """A note.

    Attributes:
        about: the figure, alert or report it is about, by the name it goes by (`kpi`, `turnaround`, `dashboard`, …).
        reach: which pieces and days the figure was of.
        when: UTC, ISO 8601.
    """

    number: int
    about: str
    reach: Reach
    text: str
    who: str
    when: str


def note(workspace: Workspace, person: Person, about: str, text: str, reach: Reach = EVERYTHING) -> FigureNote:
    """Write down what somebody makes of a figure.

    Raises:
        Refused: there is no text, or nothing that it is about.
    """
    if not text.strip():
        raise Refused("The note is empty.", "Write what you think the figure means.")
    if not about.strip():
        raise Refused("The note is about nothing.", "Name the figure or the report it is about.")
    chosen = {name: value for name, value in asdict(reach).items() if value and name not in ("since", "until", "brands")}
    payload = {"about": about.strip(), "from": reach.since, "to": reach.until, "reach": chosen, "note": text.strip()}
    event = workspace.history.append(EventType.FIGURES_NOTED, "", Actor.person(person.name), payload)
    return _note(event, payload)


def notes(workspace: Workspace, about: str = "", person: Person | None = None) -> tuple[FigureNote, ...]:
    """The notes, the latest first: on one figure or report, or on all of them. What was purged is left out.

    Args:
        person: who reads them: one's own, and those on figures and pieces of one's brands; all of them where it is left out.
    """
    found = tuple(_read(workspace.history.events(types=[EventType.FIGURES_NOTED])))
    if person and person.brands:
        brand_of = {piece.id: piece.brand for piece in workspace.pieces()}
        found = tuple(
            each
            for each in found
            if person.is_called(each.who) or person.works_on(brand_of.get(each.reach.piece, "") or each.reach.brand)
        )
    return tuple(each for each in reversed(found) if not about or each.about.casefold() == about.strip().casefold())


def _read(events: list[Event]) -> Iterator[FigureNote]:
    for event in events:
        if event.payload is not None:
            yield _note(event, event.payload)


def _note(event: Event, said: dict[str, Any]) -> FigureNote:
    chosen = {name: str(value) for name, value in dict(said.get("reach") or {}).items()}
    channel = chosen.get("channel", "")
    reach = Reach(
        piece=chosen.get("piece", ""),
        brand=chosen.get("brand", ""),
        person=chosen.get("person", ""),
        channel=Channel(channel) if channel in set(Channel) else None,
        since=str(said.get("from", "")),
        until=str(said.get("to", "")),
    )
    return FigureNote(event.number, str(said.get("about", "")), reach, str(said.get("note", "")), event.actor.name, event.time)
