"""What people say of a piece beside its text: comments on words, on the whole and on things in it; threads, mentions, answers.

Nobody edits a comment, for the history only grows; who thinks better of one resolves it. An AI's remark is kept as an AI's.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from studio.app import checklists
from studio.app.anchoring import anchored
from studio.app.threads import OF_NOTE, Threads
from studio.core.acts import Act
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import Actor, ActorKind, EventType
from studio.core.judgement import Comment
from studio.core.piece import Person, Piece
from studio.core.purged import gone
from studio.core.span import Span
from studio.core.thread import Thread, asks, involves, is_spoken_to
from studio.core.visible import visible

if TYPE_CHECKING:
    from studio.app.session import ReviewSession
    from studio.app.workspace import Workspace

REASONS = ("fact", "tone", "voice", "local", "culture", "inclusive", "story", "legal", "clarity", "other")
"""Why somebody changed the AI's words; `change:REASON` in what a comment is about."""

_ABOUT = re.compile(r"(flag|claim|rule|checklist|change|note):\S.*")
_MENTION = re.compile(r"(?<![\w.@/])@(?=\w)")
_LONGEST = 4_000  # code points of a comment


# ---------------------------------------------------------------- reading


def threads(session: "ReviewSession") -> tuple[Thread, ...]:
    """Every thread of the piece on the desk, open ones first and in the order of the text."""
    return session.threads.of(session.text)


def waiting(session: "ReviewSession") -> tuple[Thread, ...]:
    """Those that are open and that a person has a part in: what the gate asks for."""
    return tuple(thread for thread in threads(session) if thread.is_waiting)


def thread(session: "ReviewSession", number: int) -> Thread:
    """The thread that goes by the number of any of its comments.

    Raises:
        NotFound: there is none.
    """
    for each in threads(session):
        if number == each.number or any(comment.number == number for comment in each.comments):
            return each
    raise NotFound(f"No comment of this piece goes by {number}.", f"There are: {_known_as(session)}.")


def called(session: "ReviewSession", number: int) -> Thread:
    """The thread that people mean by a number: the one that is so called in this piece, or where none is, the one that goes by it
    in the history.

    Raises:
        NotFound: there is neither.
    """
    meant = next((each for each in threads(session) if each.said_as == number), None)
    return meant or thread(session, number)


def _known_as(session: "ReviewSession") -> str:
    return ", ".join(str(each) for each in sorted(each.said_as for each in threads(session))) or "none yet"


def about_words(session: "ReviewSession", about: str) -> str:
    """What a thread is about beside its words, as a phrase; empty for nothing, and for a note, which stands there itself."""
    kind, _, key = about.partition(":")
    if kind == "flag":
        flag = next((each for each in session.all_flags if each.key == key), None)
        return f"On a flag of {flag.rule}" if flag else "On a flag that is gone"
    if kind == "claim":
        claim = next((each for each in session.claims if each.key == key), None)
        return "On a claim" if claim else "On a claim that is gone"
    if kind == "checklist":
        return f"On the question “{_question(session, key)}”"
    if kind == "rule":
        return f"On the rule {key}"
    return f"Why it was changed: {key}" if kind == "change" else ""


def _question(session: "ReviewSession", item: str) -> str:
    lists, _ = checklists.asked(session)
    return next((each.question for one in lists for each in one.questions if each.id == item), item)


# ---------------------------------------------------------------- saying


def comment(session: "ReviewSession", text: str, on: Span | None = None, about: str = "") -> int:
    """Begin a thread. Why something was changed asks nobody for anything, so it is resolved as it is said.

    Args:
        on: the words of the working text that it is about; None for the piece as a whole.
        about: what else it is about; see `Comment.about`.
    Returns:
        Its number.
    Raises:
        Refused: the role or the stage does not allow it, nothing is said, or somebody is mentioned who does not work here.
        BadInput: `on` holds no words, or `about` is of no known kind.
    """
    reason = _known(about).partition("change:")[2] if about else ""
    payload = _said(session, text or reason.capitalize())
    if about:
        payload["about"] = about
    if on is not None:
        session.flush()  # the place counts on the text that is written down
        if on.end > len(session.text) or not on.of(session.text).strip():
            raise BadInput("There are no words here.", "Select the words that the comment is about.")
        payload["anchor"] = anchored(session.text, on)
    session.record((EventType.COMMENT_ADDED, {"thread": 0, **payload}))
    number = _latest(session)
    if reason:
        resolve(session, number)
    return number


def reply(session: "ReviewSession", number: int, text: str) -> int:
    """Answer in a thread; one that was resolved is open again. The first answer to a note of a file begins its thread.

    Raises: as `comment`; NotFound, where there is no such thread.
    """
    found = thread(session, number)
    payload = _said(session, text)
    if found.number < 0:
        payload["about"] = f"{OF_NOTE}{-found.number}"
        if found.place is not None:
            payload["anchor"] = anchored(session.text, found.place)
    session.record((EventType.COMMENT_ADDED, {"thread": max(0, found.number), **payload}))
    return _latest(session)


def resolve(session: "ReviewSession", number: int, *, again: bool = False) -> None:
    """Close a thread, or open it `again`. What is so already stays as it is.

    Raises:
        Refused: the role or the stage does not allow it, or it is a note of a file that nobody has answered.
        NotFound: there is no such thread.
    """
    session.must(Act.COMMENT)
    found = thread(session, number)
    if not found.comments:
        raise Refused("This note came with the file, and nobody has answered it yet.", "Answer it; the answer can be resolved.")
    if found.is_resolved == (not again):
        return
    session.record((EventType.COMMENT_RESOLVED, {"thread": found.number, "resolved": not again}))


def remark(workspace: "Workspace", piece: Piece, model: str, text: str, words: str = "") -> None:
    """Write down what an AI remarks about a piece, as that model's word and nobody else's.

    Args:
        words: a passage of the working text that it is about; the first place counts. Empty for the piece as a whole.
    Raises:
        Refused: nothing is said, no model is named, or the piece's text is gone.
        NotFound: the passage does not stand in the text.
    """
    workspace.must_be_writable()
    if piece.purged:
        raise gone(piece)
    if not text.strip() or not model.strip():
        raise Refused("A remark has a text, and a model that made it.", "Give both.")
    payload: dict[str, Any] = {"thread": 0, "text": _short(text), "mentions": []}
    if words:
        working = workspace.history.working(piece.id)
        payload["anchor"] = anchored(working, place_of(working, words))
    workspace.history.append(EventType.COMMENT_ADDED, piece.id, Actor(ActorKind.AI, model.strip()), payload)


def place_of(text: str, words: str) -> Span:
    """The first place of a passage. Raises: NotFound."""
    start = text.find(words) if words.strip() else -1
    if start < 0:
        raise NotFound(f"The text does not have the words “{words}”.", "Copy them from the working text as they stand there.")
    return Span(start, start + len(words))


def mentions(text: str, persons: Iterable[Person]) -> tuple[str, ...]:
    """The people a text speaks to: `@` and the whole name, whatever the case. The `@` of an address is none.

    Raises:
        Refused: nobody of that name works here; it says who does.
    """
    names = sorted((person.name for person in persons), key=len, reverse=True)  # so that @Ann Lee is not @Ann
    found = dict[str, None]()
    for at in _MENTION.finditer(text):
        rest = text[at.end() :]
        name = next((name for name in names if _begins_with(rest, name)), None)
        if name is None:
            typed = re.match(r"[\w'’-]+", rest)
            known = ", ".join(sorted(names)) or "nobody yet"
            raise Refused(
                f"Nobody here is called “@{typed[0] if typed else ''}”.",
                f"Write @ and a whole name, or leave the @ out: {known}.",
            )
        found[name] = None
    return tuple(found)


def _begins_with(text: str, name: str) -> bool:
    after = text[len(name) :][:1]
    return text[: len(name)].casefold() == name.casefold() and not (after.isalnum() or after == "_")


def _said(session: "ReviewSession", text: str) -> dict[str, Any]:
    session.must(Act.COMMENT)
    if not visible(text):
        raise Refused("Nothing is said yet.", "Write the comment.")
    persons = [each for each in session.desk.policy.persons if each.works_on(session.piece.brand)]
    return {"text": _short(text), "mentions": list(mentions(text, persons))}


def _short(text: str) -> str:
    if len(text) > _LONGEST:
        raise Refused(
            f"The comment has {len(text):,} letters.", f"{_LONGEST:,} are the most; what is longer belongs in the text."
        )
    return text.strip()


def _known(about: str) -> str:
    kind, _, which = about.partition(":")
    if not _ABOUT.fullmatch(about) or kind == "note" or (kind == "change" and which not in REASONS):
        reasons = ", ".join(REASONS)
        raise BadInput(
            f"A comment cannot be about “{about}”.", f"It is about flag:KEY, claim:KEY, or change: and one of {reasons}."
        )
    return about


def _latest(session: "ReviewSession") -> int:
    return max(comment.number for each in threads(session) for comment in each.comments)


# ---------------------------------------------------------------- over all pieces


@dataclass(frozen=True, slots=True)
class Conversation:
    """A thread that a person has a part in, seen from outside its piece.

    Attributes:
        asks: whether the person was spoken to in it and has said nothing since.
        words: what it is about, as the words stood when it was begun; empty for the whole piece.
    """

    piece: str
    title: str
    comments: tuple[Comment, ...]
    asks: bool

    @property
    def number(self) -> int:
        return self.comments[0].thread

    @property
    def words(self) -> str:
        anchor = self.comments[0].anchor
        return anchor.text if anchor else ""

    @property
    def is_resolved(self) -> bool:
        return bool(self.comments[0].resolved)

    @property
    def latest(self) -> Comment:
        return self.comments[-1]


def conversations(workspace: "Workspace", person: Person) -> tuple[Conversation, ...]:
    """Every thread that a person began, answered or is mentioned in, of any piece of their brands: those that ask for a word
    first, then the other open ones, then the resolved ones; in each the latest first."""
    titles = {piece.id: piece.title for piece in workspace.pieces_for(person)}
    found = _conversations(workspace.history.judged.comments_of(person.name), titles, person.name)
    return tuple(sorted(found, key=lambda each: (not each.asks, each.is_resolved, -each.latest.number)))


def said_as(workspace: "Workspace", piece: str) -> Mapping[int, int]:
    """What people call the threads of a piece, by the numbers that they go by in the history; see `Thread.said_as`."""
    return {each.number: each.said_as for each in Threads(workspace.history, piece, "").of("")}


def mentions_open_for(workspace: "Workspace", person: Person) -> tuple[Comment, ...]:
    """Where somebody is spoken to in an open thread and has said nothing since: the comment that asks, the oldest first."""
    found = []
    for each in conversations(workspace, person):
        if each.asks:
            found.append(max((one for one in each.comments if is_spoken_to(one, person.name)), key=lambda one: one.number))
    return tuple(sorted(found, key=lambda one: one.number))


def _conversations(comments: Sequence[Comment], titles: Mapping[str, str], name: str) -> list[Conversation]:
    found = []
    for (piece, _), said in groupby(comments, key=lambda each: (each.piece, each.thread)):
        if piece not in titles:
            continue
        thread = tuple(said)
        waits = not thread[0].resolved and asks(thread, name)
        if involves(thread, name):
            found.append(Conversation(piece, titles[piece], thread, waits))
    return found
