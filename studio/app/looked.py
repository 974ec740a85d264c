"""What has changed since a person last let a piece go: what an editor or a writer reads when it comes back."""

from dataclasses import dataclass

from studio.core.events import EventType
from studio.core.piece import is_same_person
from studio.history import History

_SAID = (EventType.SUBMITTED, EventType.AGREED, EventType.APPROVED, EventType.CHANGES_REQUESTED)
_WORDS = {
    EventType.SUBMITTED: "handed it on",
    EventType.AGREED: "said yes to a part of it",
    EventType.APPROVED: "approved it",
    EventType.CHANGES_REQUESTED: "sent it back",
}


@dataclass(frozen=True, slots=True)
class Look:
    """The last time a person decided on a piece or handed it on.

    Attributes:
        number: of its event; `when` its time, UTC, ISO 8601.
        did: what it was, as the end of a sentence: "sent it back".
        text: the text it was about.
    """

    number: int
    when: str
    did: str
    text: str


def last_look(history: History, piece: str, person: str) -> Look | None:
    """What that person decided on or handed on last; None where they have not, or where the text was deleted for good.

    Raises:
        HistoryError: an edit on the way does not fit, so somebody altered the history.
    """
    if history.piece(piece).purged:
        return None
    mine = [event for event in history.events(piece, _SAID) if is_same_person(event.actor.name, person)]
    if not mine:
        return None
    event = mine[-1]
    return Look(event.number, event.time, _WORDS[event.type], history.text_at(piece, event.number))
