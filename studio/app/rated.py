"""How much those who said yes to a piece found it to sound like its brand."""

from studio.app.workspace import Workspace
from studio.core.events import EventType
from studio.core.voicing import Rated


def ratings(workspace: Workspace, piece: str) -> tuple[Rated, ...]:
    """What was said at every yes to a piece, the latest first; a yes that only carries on what the first of two people said is
    not told twice."""
    given = list[Rated]()
    for event in workspace.history.events(piece, [EventType.AGREED, EventType.APPROVED]):
        rating = (event.payload or {}).get("rating") or 0
        is_carried = event.type is EventType.APPROVED and given and given[-1].rating == rating
        if rating and not is_carried:
            given.append(Rated(event.actor.name, event.time, rating))
    return tuple(reversed(given))
