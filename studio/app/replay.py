"""A piece's life, moment by moment: its text after any edit, who made it and when, what it did, and what to bring back of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import lru_cache

from studio.app.tracing import edits_of
from studio.core.changes import Comparison, compare
from studio.core.edit import Cause, Edit
from studio.core.errors import BadInput, HistoryError, NotFound, Refused
from studio.core.events import ActorKind, Event, EventType
from studio.core.origins import from_entry
from studio.core.piece import Piece
from studio.core.purged import gone
from studio.core.span import Span
from studio.history import History
from studio.reports.entries import entries
from studio.reports.told import quoted

EVERY = 64  # moments from one text that is held to the next: stepping through so many takes a fraction of a millisecond
_NOT_MOMENTS = frozenset({EventType.PIECE_CHECKED})  # made by the program beside a decision that is a moment itself
_MARKED = {EventType.SUBMITTED: "Handed on", EventType.CHANGES_REQUESTED: "Sent back", EventType.APPROVED: "Approved"}


@dataclass(frozen=True, slots=True)
class Moment:
    """One edit, or one other thing that happened to the piece.

    Attributes:
        event: the entry it belongs to; one entry may hold several edits.
        edit: None for all that leaves the text alone.
        place: which of the entry's edits it is, from 0.
    """

    event: Event
    edit: Edit | None = None
    place: int = 0

    @property
    def who(self) -> str:
        """The name, with what kind of actor it is where it is no person."""
        kind = {ActorKind.AI: " (AI)", ActorKind.RULE: " (rule)"}.get(self.event.actor.kind, "")
        return self.event.actor.name + kind


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment at which the piece changed hands; `label` says which, `Handed on, r2`."""

    index: int
    type: EventType
    label: str
    revision: int


_DIGITS = 18  # of the greatest number that an entry can have


class Replay:
    """Walks through the life of one piece. Moment 0 is its coming in, with the AI original.

    Args:
        original: the AI original.
        events: all of the piece, oldest first.
        latest: number of the last entry of the whole history; 0 where that is not known.
    Raises:
        HistoryError: an edit does not fit its text, so somebody altered the history.
    """

    def __init__(self, piece: Piece, original: str, events: Sequence[Event], latest: int = 0) -> None:
        self.piece, self._latest = piece, latest
        self.moments: list[Moment] = []
        self._held = [original]
        text = original
        for event in events:
            if event.type in _NOT_MOMENTS:
                continue
            edits = [edit for edit, _ in edits_of([event])]
            for place, edit in enumerate(edits) if edits else ((0, None),):
                if edit:
                    text = self._applied(edit, text)
                self.moments.append(Moment(event, edit, place))
                if len(self.moments) % EVERY == 0:
                    self._held.append(text)
        if not self.moments:
            raise NotFound("Nothing is known of this piece.", "`bluepencil pieces` lists what there is.")
        self.marks = tuple(self._marks())
        self.text = lru_cache(maxsize=32)(self._text)
        """`text(index)`: the working text after that moment."""

    @classmethod
    def of(cls, history: History, piece: Piece) -> "Replay":
        """Of a piece as it is written down. Raises: Refused, where its words were deleted for good."""
        if piece.purged:
            raise gone(piece)
        return cls(piece, history.original(piece.id), history.events(piece.id), history.head().count)

    def __len__(self) -> int:
        return len(self.moments)

    @property
    def last(self) -> int:
        return len(self.moments) - 1

    def _text(self, index: int) -> str:
        held = (index + 1) // EVERY
        text = self._held[held]
        for moment in self.moments[held * EVERY : index + 1]:
            if moment.edit:
                text = moment.edit.apply(text)
        return text

    def _applied(self, edit: Edit, text: str) -> str:
        try:
            return edit.apply(text)
        except ValueError as error:
            remedy = "`bluepencil verify` tells what was changed; a backup made before has it as it was."
            raise HistoryError(f"An edit of “{self.piece.title}” does not fit its text.", remedy) from error

    def _marks(self) -> list[Mark]:
        found = []
        for index, moment in enumerate(self.moments):
            if label := _MARKED.get(moment.event.type):
                revision = int((moment.event.payload or {}).get("revision") or 0)
                found.append(Mark(index, moment.event.type, f"{label}, r{revision}" if revision else label, revision))
        return found

    # ------------------------------------------------------------ one moment

    def before(self, index: int) -> str:
        """The text just before that moment."""
        return self.text(index - 1) if index else self.text(0)

    def what(self, index: int) -> str:
        """What happened, in words, without who and when; an edit is quoted."""
        moment = self.moments[index]
        first = index - moment.place
        [entry] = entries(self.before(first), [moment.event])
        if moment.edit and moment.place < len(entry.edits):
            entry = replace(entry, edits=(entry.edits[moment.place],))
        return quoted(entry)

    def came(self, index: int) -> Span | None:
        """Where the words that the moment brought stand; an empty span where it only took some out; None without an edit."""
        edit = self.moments[index].edit
        return edit.after if edit else None

    def revision(self, index: int) -> int:
        """How often the piece had been handed on by then."""
        handed = [mark for mark in self.marks if mark.type is EventType.SUBMITTED and mark.index <= index]
        return handed[-1].revision if handed else 0

    def next_mark(self, index: int, forward: bool) -> int:
        """The next moment at which the piece changed hands, or the end in that direction."""
        if forward:
            return next((mark.index for mark in self.marks if mark.index > index), self.last)
        return next((mark.index for mark in reversed(self.marks) if mark.index < index), 0)

    # ------------------------------------------------------------ finding one

    def at_entry(self, number: int) -> int:
        """The moment after entry `number` of the history.

        Raises:
            NotFound: the piece was not there yet.
        """
        found = [index for index, moment in enumerate(self.moments) if moment.event.number <= number]
        if not found:
            raise NotFound(f"“{self.piece.title}” was not there yet at entry {number}.", self._begins())
        return found[-1]

    def find(self, asked: str) -> int:
        """The moment that `asked` names.

        Args:
            asked: number of an entry, `r2` for a revision as it was handed on, a time or a day (ISO 8601; without a zone on
                this computer's clock; a day means its end), `original`, or `now`.
        Raises:
            NotFound: there is no such entry or revision, or the piece was not there yet.
            BadInput: none of these.
        """
        wanted = asked.strip().lower()
        if wanted in ("original", "now"):
            return 0 if wanted == "original" else self.last
        if wanted.isdecimal():
            if len(wanted) > _DIGITS or (self._latest and int(wanted) > self._latest):
                raise NotFound(f"There is no entry {wanted[:_DIGITS]} yet.", f"The latest is {self._latest}.")
            return self.at_entry(int(wanted))
        if wanted[:1] == "r" and wanted[1:].isdecimal() and len(wanted) <= _DIGITS:
            return self._at_revision(int(wanted[1:]))
        return self._at_time(asked.strip())

    def _at_revision(self, number: int) -> int:
        handed = {mark.revision: mark.index for mark in self.marks if mark.type is EventType.SUBMITTED}
        if number not in handed:
            there = f"It has {', '.join(f'r{each}' for each in handed)}." if handed else "It was never handed on."
            raise NotFound(f"“{self.piece.title}” has no revision {number}.", there)
        return handed[number]

    def _at_time(self, asked: str) -> int:
        try:
            when = datetime.fromisoformat(asked)
        except ValueError:
            remedy = "Give the number of an entry, a revision like r2, or a time like 2026-11-24T10:30."
            raise BadInput(f"“{asked}” is no moment.", remedy) from None
        if len(asked) == len("2026-11-24"):
            when = datetime.combine(when.date(), time.max)
        found = [
            index for index, moment in enumerate(self.moments) if datetime.fromisoformat(moment.event.time) <= when.astimezone()
        ]
        if not found:
            raise NotFound(f"“{self.piece.title}” was not there yet at {asked}.", self._begins())
        return found[-1]

    def _begins(self) -> str:
        first = self.moments[0].event
        return f"It came in with entry {first.number}, on {first.time}."

    # ------------------------------------------------------------ two moments

    def compare(self, one: int, other: int) -> Comparison:
        """What differs from moment `one` to moment `other`."""
        return compare(self.text(one), self.text(other))

    def bring_back(self, index: int, span: Span, working: str) -> Edit:
        """The edit that brings a passage of an old text back into the working text, as it stands now.

        Args:
            span: the passage in `text(index)`; an empty one means the paragraph it lies in.
        Raises:
            Refused: there is nothing to bring back, or the words stand there as they are.
        """
        old = self.text(index)
        passage = span if len(span) else paragraph(old, span.start)
        if not passage.of(old).strip():
            raise Refused("There is no passage here.", "Select some words, or go to a paragraph.")
        target = _counterpart(passage, compare(old, working))
        if target.of(working) == passage.of(old):
            raise Refused("These words stand in the text as they are.", "Nothing has to be brought back.")
        words, place = passage.of(old), passage.start
        if not len(target) and _is_whole_lines(old, passage):
            lead = _missing(old[: passage.start], working[: target.start])
            words = lead + words + _missing(old[passage.end :][::-1], working[target.end :][::-1])
            place -= len(lead)
        return Edit(target, words, Cause.RESTORE, from_entry(self.moments[index].event.number, place))


def paragraph(text: str, place: int) -> Span:
    """The lines around `place` up to a blank one on either side; empty on a blank line."""
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    end = len(text) if end < 0 else end
    if not text[start:end].strip():
        return Span(place, place)
    while start and text[(above := text.rfind("\n", 0, start - 1) + 1) : start - 1].strip():
        start = above
    while end < len(text):
        below = text.find("\n", end + 1)
        below = len(text) if below < 0 else below
        if not text[end + 1 : below].strip():
            break
        end = below
    return Span(start, end)


def passage_near(text: str, place: int) -> int:
    """`place` where a paragraph stands there; else the beginning of the next one, or the end of the last."""
    if paragraph(text, place):
        return place
    after = len(text) - len(text[place:].lstrip())
    return after if after < len(text) else len(text.rstrip())


def _counterpart(passage: Span, comparison: Comparison) -> Span:
    """Where the passage stands in the other text, or what stands in its place there; empty where nothing does."""
    start, end = passage.start, passage.end
    shift = 0
    low = high = None
    for change in comparison.changes:
        gone, come = change.before, change.after
        if gone.start > end:
            break
        if low is None:
            if start < gone.start:
                low = start + shift
            elif start < gone.end:
                low = come.start
        if end <= gone.start:
            high = end + shift
            break
        if end <= gone.end:
            high = come.end
            break
        shift = come.end - gone.end
    low = start + shift if low is None else low
    return Span(low, max(low, end + shift if high is None else high))


def _is_whole_lines(text: str, span: Span) -> bool:
    return text[span.start - 1 : span.start] in ("", "\n") and text[span.end : span.end + 1] in ("", "\n")


def _missing(there: str, here: str) -> str:
    """The line ends that stood before a passage and do not stand before its new place; where it was the first of its text,
    and is not now, those of a blank line."""
    was_edge, is_edge = not there.strip("\n"), not here.strip("\n")
    wanted = 0 if is_edge and not was_edge else 2 if was_edge and not is_edge else _line_ends(there)
    return "\n" * max(0, wanted - _line_ends(here))


def _line_ends(text: str) -> int:
    return len(text) - len(text.rstrip("\n"))
