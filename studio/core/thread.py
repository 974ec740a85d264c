"""A thread: what people, and an AI, say to one another about some words, a whole piece, or a thing in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from studio.core.claim import Anchor
from studio.core.events import ActorKind
from studio.core.judgement import Comment
from studio.core.piece import is_same_person
from studio.core.record import Note
from studio.core.span import Span


class Voice(StrEnum):
    """Who speaks. What an AI, a rule or a file says is never shown like a person's word."""

    PERSON = "person"
    AI = "ai"
    RULE = "rule"
    FILE = "file"


def voice_of(comment: Comment) -> Voice:
    return {ActorKind.AI: Voice.AI, ActorKind.RULE: Voice.RULE}.get(comment.by.kind, Voice.PERSON)


def signed(comment: Comment) -> str:
    """Who said it, in words that cannot be taken for another kind of voice."""
    lead = {Voice.AI: "AI remark · ", Voice.RULE: "Rule · "}.get(voice_of(comment), "")
    return lead + comment.by.name


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread of the piece on the desk.

    Attributes:
        number: what it goes by in the history; a note of a file that nobody has answered has a negative one.
        said_as: what people call it: 1, 2, 3 … in the order in which the threads of the piece began.
        comments: in the order in which they were made; none where the note alone is there.
        anchor: the words it is about, as they stood when it was begun; None for the piece as a whole.
        place: where they stand now; None without an anchor, and once all of them are gone.
        note: the remark that came with a Word file, where the thread began with one.
    """

    number: int
    comments: tuple[Comment, ...]
    anchor: Anchor | None = None
    place: Span | None = None
    note: Note | None = None
    said_as: int = 0

    @property
    def is_resolved(self) -> bool:
        return bool(self.comments) and bool(self.comments[0].resolved)

    @property
    def is_gone(self) -> bool:
        """Whether it was about words, and none of them is left."""
        return self.anchor is not None and self.place is None

    @property
    def about(self) -> str:
        """What else it is about; see `Comment.about`."""
        return self.comments[0].about if self.comments else ""

    @property
    def voice(self) -> Voice:
        """Who began it."""
        return Voice.FILE if self.note else voice_of(self.comments[0])

    @property
    def is_waiting(self) -> bool:
        """Whether it is open and a person has a part in it. What an AI or a file says by itself binds nobody."""
        return not self.is_resolved and any(voice_of(each) is Voice.PERSON for each in self.comments)

    def involves(self, name: str) -> bool:
        """Whether that person spoke in it or was spoken to."""
        return involves(self.comments, name)

    def asks(self, name: str) -> bool:
        """Whether somebody was spoken to in it, and has said nothing since."""
        return not self.is_resolved and asks(self.comments, name)


def asks(comments: tuple[Comment, ...], name: str) -> bool:
    """Whether the person was mentioned after whatever they said last."""
    said = max((each.number for each in comments if _says(each, name)), default=0)
    return any(is_spoken_to(each, name) and each.number > said and not is_same_person(each.by.name, name) for each in comments)


def involves(comments: Iterable[Comment], name: str) -> bool:
    """Whether the person spoke among them or was spoken to."""
    return any(_says(each, name) or is_spoken_to(each, name) for each in comments)


def is_spoken_to(comment: Comment, name: str) -> bool:
    """Whether the person is mentioned in it, however the name is written."""
    return any(is_same_person(each, name) for each in comment.mentions)


def _says(comment: Comment, name: str) -> bool:
    return is_same_person(comment.by.name, name) and voice_of(comment) is Voice.PERSON
