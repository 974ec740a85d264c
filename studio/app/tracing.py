"""Where the words of a piece come from, by its history: of any of its texts, and of the one on the desk as it is edited."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from studio.core.changes import Comparison, compare
from studio.core.edit import Cause, Edit
from studio.core.events import Event, EventType
from studio.core.origins import Made, Origin, OriginKind, OriginRun, Origins, entry_of, followed, following
from studio.core.piece import Piece
from studio.core.provenance import attribute, origins_by_comparison
from studio.core.purged import gone
from studio.core.record import Attribution
from studio.core.span import Span
from studio.core.traced import Traced, traced
from studio.history import History

if TYPE_CHECKING:
    from studio.app.session import ReviewSession
    from studio.app.workspace import Workspace


def edits_of(events: Sequence[Event]) -> Iterator[tuple[Edit, Event]]:
    """Every edit the events hold, oldest first, each with its event; one that somebody made unreadable is left out."""
    for event in events:
        rows = event.payload.get("edits") if event.type is EventType.EDITED and event.payload else None
        for row in rows if isinstance(rows, list) else ():
            if edit := _edit(row):
                yield edit, event


def _edit(row: object) -> Edit | None:
    match row:
        case [int(start), int(end), str(replacement), str(cause), str(detail)] if 0 <= start <= end:
            known = Cause(cause) if cause in set(Cause) else Cause.TYPED
            return Edit(Span(start, end), replacement, known, detail)
    return None


def first_origin(events: Sequence[Event]) -> Origin:
    """Where the first text of the piece comes from: the model that is said to have written it, else whoever brought it in."""
    created = next((event for event in events if event.type is EventType.PIECE_CREATED), None)
    if created is None:
        return Origin(OriginKind.IMPORT)
    payload = created.payload or {}
    if model := str(payload.get("model", "")):
        return Origin(OriginKind.AI, model, model, created.time, created.number)
    source = str(payload.get("source_name", ""))
    return Origin(OriginKind.IMPORT, source, created.actor.name, created.time, created.number)


def origins_of(
    original: str, text: str, events: Sequence[Event], comparison: Comparison, marks: Sequence[Attribution]
) -> tuple[OriginRun, ...]:
    """The origins of `text`, one of the piece's texts.

    Args:
        events: those that led to it.
        comparison, marks: original against text, and who made each change: what can still be told where the edits lead
            elsewhere, because entries were purged or altered.
    """
    first = first_origin(events)
    try:
        found = followed(original, first, _made(events))
    except ValueError:
        return origins_by_comparison(text, comparison.changes, first, marks)
    return found.runs if found.text == text else origins_by_comparison(text, comparison.changes, first, marks)


def traced_piece(workspace: "Workspace", piece: Piece, *, is_approved: bool = False) -> Traced:
    """The working text of a piece, or the one that was approved last, with where its words come from.

    Raises:
        NotFound: nobody has approved it yet.
        Refused: its words were deleted for good.
    """
    if piece.purged:
        raise gone(piece)
    history = workspace.history
    events, original = history.events(piece.id), history.original(piece.id)
    text = history.working(piece.id)
    if is_approved:
        text = workspace.approved_text(piece.id)
        last = max(index for index, event in enumerate(events, 1) if event.type is EventType.APPROVED)
        events = events[:last]
    comparison = compare(original, text)
    edits = ((edit, event.actor.name, event.time) for edit, event in edits_of(events))
    runs = origins_of(original, text, events, comparison, attribute(comparison.changes, edits))
    return traced(text, runs, comparison)


def _made(events: Sequence[Event]) -> list[Made]:
    return [(edit, event.actor.name, event.time, event.number) for edit, event in edits_of(events)]


class Trace:
    """The origins of the piece on the desk. What was followed once is not followed again: a keystroke costs itself.

    Args:
        session: the open piece.
        history: where it is written down.
    """

    def __init__(self, session: "ReviewSession", history: History) -> None:
        self._session, self._history = session, history
        self._going: Iterator[Origins] | None = None
        self._saved: Origins | None = None
        self._latest = self._left = 0
        self._is_lost = False  # an entry does not fit the text, and never will
        self._known: tuple[object, tuple[OriginRun, ...]] | None = None

    def go_on(self, most: int) -> bool:
        """Follow what is written down a little further, at most so many edits of it.

        Returns:
            whether nothing is left, so that `runs` costs no more than what came since.
        """
        if self._saved is not None or self._is_lost:
            return True
        if self._going is None:
            events = self._history.events(self._session.piece.id)
            self._latest = max(event.number for event in events)
            made = _made(events)
            self._left = len(made)
            self._going = following(self._session.original, first_origin(events), made, self._session.unsaved)
        try:
            for found in islice(self._going, most):
                self._left -= 1
                if self._left < 0:  # the step after the last edit
                    self._saved, self._going = found, None
                    break
        except ValueError:
            self._is_lost = True
        return self._saved is not None or self._is_lost

    def runs(self) -> tuple[OriginRun, ...]:
        """Of the working text as it stands this moment; what is not written down yet carries no time."""
        asked = self._session.text, self._session.is_saved
        if self._known is None or self._known[0] != asked:
            self._known = asked, self._follow()
        return self._known[1]

    def _follow(self) -> tuple[OriginRun, ...]:
        session = self._session
        if known := self._caught_up(session.unsaved):
            live = known.copy()
            with suppress(ValueError):
                for edit in session.unsaved:
                    live.follow(edit, session.person.name)
                if live.text == session.text:
                    return live.runs
        first = first_origin(self._history.events(session.piece.id, [EventType.PIECE_CREATED]))
        changes = session.comparison.changes
        return origins_by_comparison(session.text, changes, first, [Attribution(change.id, "", "") for change in changes])

    def _caught_up(self, waiting: Sequence[Edit]) -> Origins | None:
        """The origins of the text as it is written down; None where an entry does not fit it."""
        self.go_on(sys.maxsize)
        known = self._saved
        if known is None or self._is_lost:
            return None
        events = self._history.events(self._session.piece.id, [EventType.EDITED], self._latest)
        new = _made(events)
        if any(self._reaches_back(edit, known) for edit in (*(made[0] for made in new), *waiting)):
            self._saved = None
            self.go_on(sys.maxsize)
            return self._saved
        try:
            for edit, who, when, number in new:
                known.follow(edit, who, when, number)
        except ValueError:
            self._is_lost = True
            return None
        self._latest = max([self._latest, *(event.number for event in events)])
        return known

    def _reaches_back(self, edit: Edit, known: Origins) -> bool:
        """Whether the edit brings words back from an entry whose state was not kept."""
        entry = entry_of(edit.detail) if edit.cause is Cause.RESTORE else None
        return entry is not None and not known.holds(entry[0])
