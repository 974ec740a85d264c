"""Places in a text that follow every edit: what claims and comments hold on to.

A place is noted with an event, and moved by every edit after it. On the desk each edit moves it at once; a piece that is opened
again moves it by the edits that the history has, so both find it where it is.
"""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from studio.core.claim import Anchor
from studio.core.edit import Edit, shift
from studio.core.events import EventType
from studio.core.span import Span
from studio.history import History

AROUND = 32
"""Code points of context that an anchor keeps on either side."""

K = TypeVar("K")


def anchored(text: str, span: Span) -> dict[str, Any]:
    """A place as it is written into an event: where it is, its words, and what stands around them."""
    start, end = span.start, span.end
    around = {"before": text[max(0, start - AROUND) : start], "after": text[end : end + AROUND]}
    return {"start": start, "end": end, "text": text[start:end]} | around


def found_again(text: str, anchor: Anchor) -> Span | None:
    """Where words that were cut stand once more, by what stood around them or because nothing else reads like them; else None."""
    around = anchor.before + anchor.text + anchor.after
    if anchor.text and text.count(around) == 1:
        start = text.index(around) + len(anchor.before)
        return Span(start, start + len(anchor.text))
    if len(anchor.text.split()) >= _TELLING and text.count(anchor.text) == 1:
        start = text.index(anchor.text)
        return Span(start, start + len(anchor.text))
    return None


_TELLING = 3  # words that are hardly said twice in one text


class Anchors(Generic[K]):
    """The anchored places of one piece, each under a key of the caller's.

    Args:
        history: read by `hold` alone; never from another thread.
        piece: its id.
    """

    def __init__(self, history: History, piece: str) -> None:
        self._history, self._piece = history, piece
        self._places: dict[K, tuple[int, Span | None]] = {}  # the event it was noted with, and where it is now

    def hold(self, anchors: Mapping[K, Anchor]) -> None:
        """Know these places. To be called with every edit written; those known already were followed edit by edit."""
        new = [(key, anchor) for key, anchor in anchors.items() if self._places.get(key, (0, None))[0] != anchor.number]
        if not new:
            return
        first = min(anchor.number for _, anchor in new)
        edits = [
            (event.number, Edit(Span(start, end), replacement))
            for event in self._history.events(self._piece, [EventType.EDITED], first)
            for start, end, replacement, *_ in (event.payload or {}).get("edits", ())
        ]
        for key, anchor in new:
            span: Span | None = anchor.span
            for number, edit in edits:
                if number > anchor.number and span is not None:
                    span = shift(span, edit)
            self._places[key] = anchor.number, span

    def follow(self, edit: Edit) -> None:
        """Move them along with an edit of the text on the desk."""
        for key, (number, span) in self._places.items():
            if span is not None and span.end >= edit.span.start:
                self._places[key] = number, shift(span, edit)

    def forget(self) -> None:
        """The text was changed elsewhere: the next `hold` follows every place anew by what the history has."""
        self._places.clear()

    def place(self, key: K) -> Span | None:
        """Where it stands now; None once all its characters are gone."""
        return self._places.get(key, (0, None))[1]
