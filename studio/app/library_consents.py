"""Whether the consent that stands with a story was withdrawn since, in whichever piece somebody wrote that down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from studio.app.consents import name_of
from studio.app.library_files import Entry
from studio.core.events import Event, EventType
from studio.core.purged import with_remains
from studio.core.times import short

if TYPE_CHECKING:
    from studio.history import History


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """The last word on each subject of each piece, where it is that the consent does not hold any more.

    Attributes:
        events: those words, oldest first.
        uses: entries that went into a piece, by the piece.
        brands: of pieces, folded.
    """

    events: tuple[Event, ...] = ()
    uses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    brands: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, history: "History") -> "Withdrawals":
        last: dict[tuple[str, str], Event] = {}
        for event, _ in with_remains(history.events(types=[EventType.CONSENT_RECORDED, EventType.TEXT_PURGED])):
            if event.type is not EventType.CONSENT_RECORDED:
                continue
            # Of a piece whose text was deleted nobody's name is left, so each of its words counts.
            whose = name_of((event.payload or {}).get("subject") or "") or str(event.number)
            last[event.piece, whose] = event
        events = tuple(event for event in last.values() if (event.payload or {}).get("withdrawn"))
        if not events:
            return cls()
        pieces = {event.piece for event in events}
        uses = {
            piece: frozenset(
                str((event.payload or {}).get("entry"))
                for event, _ in with_remains(history.events(piece, [EventType.LIBRARY_USED, EventType.TEXT_PURGED]))
                if event.type is EventType.LIBRARY_USED
            )
            for piece in pieces
        }
        return cls(events, uses, {each.id: each.brand.casefold() for each in history.pieces() if each.id in pieces})

    def why_not(self, story: Entry) -> str:
        """When the consent of a story was withdrawn, as a sentence; empty where it was not since it was given."""
        if not story.has_consent:
            return ""
        for event in reversed(self.events):
            day = _day(event)
            if story.given <= day and self._is_about(event, story):
                return f"The consent of {story.who} was withdrawn on {short(day)}."
        return ""

    def _is_about(self, event: Event, story: Entry) -> bool:
        """The same person, and what the story's consent is for: by its own words, or because the story went into that piece."""
        said = event.payload or {}
        subject, is_used = name_of(said.get("subject") or ""), story.id in self.uses.get(event.piece, frozenset())
        if not subject:
            return is_used
        if subject != name_of(story.who):
            return False
        is_same = name_of(said.get("scope") or "") == name_of(story.scope)
        return is_used or (is_same and self.brands.get(event.piece, "") == story.brand.casefold())


def _day(event: Event) -> str:
    """The day of a withdrawal; the consent held until the day before."""
    return (date.fromisoformat((event.payload or {})["until"]) + timedelta(days=1)).isoformat()
