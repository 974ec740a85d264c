"""The rewrites that were proposed for one piece, each at its words, wherever these have moved to; and those still asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from studio.app.anchoring import Anchors, found_again
from studio.core.claim import Anchor
from studio.core.edit import Edit, shift
from studio.core.events import EventType
from studio.core.proposal import Proposal, Wish, proposal
from studio.core.span import Span
from studio.history import History


@dataclass(eq=False)
class Asked:
    """A passage that a model is asked about at this moment.

    Attributes:
        call: id of the call.
        anchor: where the passage stood when it was asked about.
        place: where it stands now; None once its words are gone. Kept by whoever has the piece on the desk.
        instruction: what was said beside the wish, as it was typed.
    """

    call: str
    piece: str
    wish: Wish
    instruction: str
    anchor: Anchor
    place: Span | None

    @property
    def before(self) -> str:
        return self.anchor.text


class Rewrites:
    """Proposals and what is still asked, over the text of one piece.

    Args:
        history: read by `reload` alone; never from another thread.
        piece: its id.
    """

    def __init__(self, history: History, piece: str) -> None:
        self._history, self._piece = history, piece
        self._anchors = Anchors[int](history, piece)
        self._proposals: tuple[Proposal, ...] = ()
        self._made: tuple[str, tuple[Proposal, ...]] | None = None
        self.asked: list[Asked] = []
        self.reload()

    def reload(self) -> None:
        """Read again what was proposed and decided. To be called with every edit written."""
        events = self._history.events(self._piece, [EventType.REWRITE_PROPOSED, EventType.REWRITE_DECIDED])
        decided: dict[object, dict[str, Any]] = {}
        found = list[Proposal | None]()
        for event in reversed(events):  # so that what was decided is known before what it was decided about
            payload = event.payload or {}
            if event.type is EventType.REWRITE_DECIDED:
                decided[payload.get("call")] = payload
            else:
                found.append(proposal(event.number, event.actor.name, event.time, payload, decided.get(payload.get("call"))))
        self._proposals = tuple(each for each in found if each is not None)
        self._anchors.hold({each.number: _anchor(each) for each in self._proposals if each.is_open and len(each.span)})
        self._made = None

    def follow(self, edit: Edit) -> None:
        """Move everything along with an edit of the text on the desk."""
        self._anchors.follow(edit)
        for each in self.asked:
            if each.place is not None:
                each.place = shift(each.place, edit)

    def place_anew(self) -> None:
        """The text was changed elsewhere: follow every passage by what the history has."""
        self._anchors.forget()
        self.asked.clear()  # they are found again by their words
        self.reload()

    def of(self, text: str) -> Sequence[Proposal]:
        """Every proposal over the text as it is: open ones in the order of the text, those whose words are gone behind them, and
        then what was decided."""
        if self._made is None or self._made[0] is not text:
            self._made = text, tuple(sorted((self._placed(each, text) for each in self._proposals), key=_order))
        return self._made[1]

    def _placed(self, each: Proposal, text: str) -> Proposal:
        if not each.is_open:
            return each
        place = self._anchors.place(each.number) or found_again(text, _anchor(each))
        return replace(each, place=place, now=place.of(text) if place is not None else "")


def _anchor(each: Proposal) -> Anchor:
    return Anchor(each.number, each.span, each.before, "", "")


def _order(each: Proposal) -> tuple[bool, bool, int, int]:
    return not each.is_open, each.is_gone, each.place.start if each.place is not None else 0, each.number
