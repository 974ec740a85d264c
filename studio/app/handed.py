"""What the history keeps of a piece changing hands between a writer and an editor: the one reader of those entries."""

from collections.abc import Iterable
from dataclasses import dataclass

from studio.core.events import Event, EventType
from studio.core.handoff import Card
from studio.core.piece import Piece, Stage
from studio.history import History

HANDED = (EventType.SUBMITTED, EventType.CHANGES_REQUESTED)


@dataclass(frozen=True, slots=True)
class Handed:
    """One time that the piece changed hands between a writer and an editor.

    Attributes:
        is_return: whether it was sent back, and not handed on.
        due: UTC, ISO 8601; empty where nobody said.
        text_hash: of the text that changed hands.
        card: None on what was handed on before cards were kept.
    """

    by: str
    to: str
    when: str
    due: str
    note: str
    question: str
    is_return: bool
    revision: int
    text_hash: str
    card: Card | None


def handed(events: Iterable[Event]) -> tuple[Handed, ...]:
    """Every handoff among the events of one piece, oldest first."""
    return tuple(_read(event) for event in events if event.type in HANDED)


def _read(event: Event) -> Handed:
    said = event.payload or {}
    to, due, note, question, text_hash = (str(said.get(name) or "") for name in ("to", "due", "note", "question", "text_hash"))
    is_return = event.type is EventType.CHANGES_REQUESTED
    revision, card = int(said.get("revision") or 0), Card.read(said.get("card"))
    return Handed(event.actor.name, to, event.time, due, note, question, is_return, revision, text_hash, card)


def last_submitted(history: History, piece: str) -> Handed | None:
    """The last time that a piece was handed on for review; None where it never was."""
    every = handed(history.events(piece, [EventType.SUBMITTED]))
    return every[-1] if every else None


def received(history: History, piece: Piece) -> Handed | None:
    """The handoff that the piece lies there with; None where it is nobody's answer that is waited for."""
    if piece.stage not in (Stage.IN_REVIEW, Stage.CHANGES_REQUESTED):
        return None
    every = handed(history.events(piece.id, HANDED))
    return every[-1] if every else None
