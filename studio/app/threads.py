"""The threads of the piece on the desk, each at its words, whatever was edited since."""

import re
from collections.abc import Iterator
from itertools import groupby

from studio.app.anchoring import Anchors, found_again
from studio.core.claim import Anchor
from studio.core.edit import Edit
from studio.core.events import EventType
from studio.core.judgement import Comment
from studio.core.record import Note
from studio.core.span import Span
from studio.core.thread import Thread
from studio.history import History

OF_NOTE = "note:"
"""How a thread says which note of the file it answers: `note:1` is the first one."""


class Threads:
    """Reads the comments of a piece, and keeps them at their words.

    Args:
        history: read when it is made and on every `reload`; never from another thread.
        piece: whose comments they are.
        original: the text that the piece's file brought; its notes are about that one.
    """

    def __init__(self, history: History, piece: str, original: str) -> None:
        self._history, self._piece = history, piece
        self._anchors = Anchors[int](history, piece)
        self._notes = tuple(_notes(history, piece, original))
        self._comments: tuple[tuple[Comment, ...], ...] = ()
        self._made: tuple[str, tuple[Thread, ...]] | None = None
        self.reload()

    def reload(self) -> None:
        """Read again what was said. To be called with every edit written."""
        said = self._history.judged.comments(self._piece)
        self._comments = tuple(tuple(each) for _, each in groupby(said, key=lambda comment: comment.thread))
        held = {each[0].number: each[0].anchor for each in self._comments if each[0].anchor}
        held |= {-number: anchor for number, (_, anchor) in enumerate(self._notes, 1) if anchor}
        self._anchors.hold(held)
        self._made = None

    def follow(self, edit: Edit) -> None:
        """Move them along with an edit of the text on the desk."""
        self._anchors.follow(edit)

    def place_anew(self) -> None:
        """The text was changed elsewhere: follow every comment by what the history has."""
        self._anchors.forget()
        self.reload()

    def of(self, text: str) -> tuple[Thread, ...]:
        """Every thread, over the text as it is: open ones first, and in the order of the text; those on the whole piece in
        front, those whose words are gone at the end."""
        if self._made is None or self._made[0] is not text:
            self._made = text, tuple(sorted(self._threads(text), key=_order))
        return self._made[1]

    def _threads(self, text: str) -> Iterator[Thread]:
        answered, began = set[int](), len(self._notes)  # the notes came with the file, so they are the first
        for comments in self._comments:
            first, note = comments[0], None
            number = int(first.about.removeprefix(OF_NOTE)) if re.fullmatch(rf"{OF_NOTE}\d{{1,6}}", first.about) else 0
            anchor, place = first.anchor, self._place(first.number, first.anchor, text)
            if 0 < number <= len(self._notes) and number not in answered:
                answered.add(number)
                note, anchor = self._notes[number - 1]
                place = self._place(-number, anchor, text)
            else:
                began, number = began + 1, began + 1
            yield Thread(first.thread, comments, anchor, place, note, number)
        for number, (note, anchor) in enumerate(self._notes, 1):
            if number not in answered:
                yield Thread(-number, (), anchor, self._place(-number, anchor, text), note, number)

    def _place(self, key: int, anchor: Anchor | None, text: str) -> Span | None:
        if anchor is None:
            return None
        return self._anchors.place(key) or found_again(text, anchor)


def _order(thread: Thread) -> tuple[bool, bool, int, int]:
    start = thread.place.start if thread.place else -1
    return thread.is_resolved, thread.is_gone, start, abs(thread.number)


def _notes(history: History, piece: str, original: str) -> Iterator[tuple[Note, Anchor | None]]:
    """The remarks that came with the piece's file, each with its place in the text that came with them."""
    for event in history.events(piece, [EventType.PIECE_CREATED])[:1]:
        for note in (event.payload or {}).get("notes") or ():
            match note:
                case {"author": str(author), "text": str(text), "quote": str(quote)}:
                    span = _quoted(original, quote)
                    anchor = Anchor(event.number, span, span.of(original), "", "") if span else None
                    yield Note(author, text, quote), anchor


def _quoted(text: str, quote: str) -> Span | None:
    """Where a passage of the file stands in its Markdown, whatever its blanks and its marks; None for the whole piece."""
    words = quote.split()
    found = re.search(r"[\s*_`]*".join(map(re.escape, words)), text) if words else None
    return Span(found.start(), found.end()) if found else None
