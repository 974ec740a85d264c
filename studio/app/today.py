"""Today: what one person has to see to, each thing with the place where it is seen to.

The one way to say whose a piece is and what waits for whom: the library's views, the dashboard's list, the sign in the top bar
and what is said when a workspace opens all ask here, so they cannot count differently.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from studio.app import ai_use, commenting, library, moving
from studio.app.hours import WorkingHours, lateness, left
from studio.core.acts import Act, may
from studio.core.events import ActorKind, digest
from studio.core.judgement import Trigger
from studio.core.lateness import is_late
from studio.core.phrases import shortened
from studio.core.piece import Person, Piece, Stage
from studio.core.times import short

if TYPE_CHECKING:
    from studio.app.workspace import Workspace

_QUOTED = 90
SERVICES = "AI services"
"""Where terms are seen to: not in a piece, but in the list of services."""
LIBRARY = "Library"
"""Where consents of stories are seen to."""
PLACES = (SERVICES, LIBRARY)
"""Where things are seen to that are about no piece."""


class Kind(StrEnum):
    """What kind of thing waits, the most pressing first."""

    OVERDUE = "overdue"
    ESCALATION = "escalation"
    WAITING = "waiting"
    SENT_BACK = "sent_back"
    AGREEMENT = "agreement"
    MENTION = "mention"
    QUESTION = "question"
    HOLD = "hold"
    TERMS = "terms"
    CONSENT = "consent"
    DATE = "date"
    MINE = "mine"


TITLES = {
    Kind.OVERDUE: "Overdue",
    Kind.ESCALATION: "Escalated to me",
    Kind.WAITING: "Waiting for me",
    Kind.SENT_BACK: "Sent back to me",
    Kind.AGREEMENT: "My yes is asked for too",
    Kind.MENTION: "Said to me",
    Kind.QUESTION: "Asked of me",
    Kind.HOLD: "Holds that ran out",
    Kind.TERMS: "Terms to read again",
    Kind.CONSENT: "Consents that run out",
    Kind.DATE: "Sensitive days",
    Kind.MINE: "Mine to do",
}
CALM = "Nothing waits for you. What is handed to you, asked of you or due will stand here."
_ASKS = frozenset(Kind) - {Kind.MINE, Kind.DATE}
"""What somebody else, or the clock, waits for."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing.

    Attributes:
        title: of the piece, or what it is where it is about none; sentence: what there is to do.
        piece: its id; empty where it is about none.
        tab: where it is seen to: a tab of the inspector, or one of `PLACES`; empty for the text itself.
        number: of the comment or the escalation, 0 for none.
        due: UTC, ISO 8601; empty for none.
        is_late: whether its time has passed.
    """

    kind: Kind
    title: str
    sentence: str
    piece: str = ""
    tab: str = ""
    number: int = 0
    due: str = ""
    is_late: bool = False

    @property
    def key(self) -> str:
        """What it goes by, as long as it is the same thing: who was told of it need not be told again."""
        return f"{self.kind.value} {self.piece or self.title} {self.number} {self.due}"


# ---------------------------------------------------------------- whose a piece is


def waits_for(piece: Piece, person: Person) -> bool:
    """Whether the person is asked to review it."""
    return piece.stage is Stage.IN_REVIEW and person.is_called(piece.assignee)


def is_mine(piece: Piece, person: Person) -> bool:
    """Whether it is the person's to write: it is drafted, or was sent back."""
    is_theirs = any(map(person.is_called, (piece.accountable, piece.last_editor)))
    return is_theirs and piece.stage in (Stage.DRAFTING, Stage.CHANGES_REQUESTED)


# ---------------------------------------------------------------- all of it


def today(workspace: "Workspace", person: Person) -> tuple[Item, ...]:
    """Everything the person has to see to: what presses most first, then what is due first, then the oldest."""
    pieces = {piece.id: piece for piece in workspace.pieces_for(person) if not piece.purged}
    now, hours = workspace.now(), WorkingHours.of(workspace.policy.hours)
    found = [
        *_of_pieces(pieces.values(), person, now, hours),
        *_of_escalations(workspace, pieces, person),
        *_of_agreements(workspace, pieces.values(), person),
        *_of_mentions(workspace, pieces, person),
        *_of_questions(workspace, pieces, person),
        *_of_holds(workspace, pieces, person),
        *_of_terms(workspace, person),
        *_of_consents(workspace, person),
        *_of_dates(workspace, pieces.values(), person),
    ]
    order = list(Kind)
    return tuple(sorted(found, key=lambda item: (order.index(item.kind), item.due or "9", item.number)))


def waiting(items: Iterable[Item]) -> tuple[Item, ...]:
    """What others, or the clock, wait for; without what the person has to do anyhow."""
    return tuple(item for item in items if item.kind in _ASKS)


def pieces_of(items: Iterable[Item]) -> frozenset[str]:
    """Ids of the pieces with which others, or the clock, wait for the person: what the library's view shows."""
    return frozenset(item.piece for item in waiting(items) if item.piece)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the library tells of pieces beside what stands in their rows, by their ids.

    Attributes:
        waiting: those with which something stands on the person's Today that others, or the clock, wait for.
        questions: how many questions about claims wait for the person.
        late: by how much it is late, whoever keeps it waiting.
    """

    waiting: frozenset[str] = frozenset()
    questions: Mapping[str, int] = field(default_factory=dict)
    late: Mapping[str, str] = field(default_factory=dict)


def shelf(workspace: "Workspace", person: Person) -> Shelf:
    """What the library tells the person."""
    hours, now = WorkingHours.of(workspace.policy.hours), workspace.now()
    late = {piece.id: said for piece in workspace.pieces_for(person) if (said := lateness(hours, now, piece))}
    return Shelf(pieces_of(today(workspace, person)), workspace.questions_for(person.name), late)


def summary(items: Sequence[Item]) -> str:
    """`3 wait for you, 1 is overdue.`; empty where nothing waits."""
    mine = waiting(items)
    late = sum(item.is_late for item in mine)
    if not mine:
        return ""
    said = f"{len(mine)} {'waits' if len(mine) == 1 else 'wait'} for you"
    if not late:
        return f"{said}."
    if late == len(mine) == 1:
        return "1 waits for you and is overdue."
    return f"{said}, {late} {'is' if late == 1 else 'are'} overdue."


# ---------------------------------------------------------------- kind by kind


def _of_pieces(pieces: Iterable[Piece], person: Person, now: datetime, hours: WorkingHours) -> Iterator[Item]:
    for piece in pieces:
        is_sent_back = piece.stage is Stage.CHANGES_REQUESTED and person.is_called(piece.assignee)
        if waits_for(piece, person):
            sentence = _sentence(f"{piece.handed_by or 'Somebody'} asks for your review", left(hours, now, piece))
            late = is_late(piece, now)
            yield Item(Kind.OVERDUE if late else Kind.WAITING, piece.title, sentence, piece.id, "Handoff", 0, piece.due, late)
        elif is_sent_back:
            why = f"Sent back: “{shortened(piece.note, _QUOTED)}”" if piece.note else "Sent back"
            late = is_late(piece, now)
            kind = Kind.OVERDUE if late else Kind.SENT_BACK
            yield Item(kind, piece.title, _sentence(why, left(hours, now, piece)), piece.id, "Handoff", 0, piece.due, late)
        elif is_mine(piece, person):
            what = "Sent back; somebody else edits it now." if piece.stage is Stage.CHANGES_REQUESTED else "You are drafting it."
            yield Item(Kind.MINE, piece.title, what, piece.id)


def _of_escalations(workspace: "Workspace", pieces: dict[str, Piece], person: Person) -> Iterator[Item]:
    for each in workspace.history.judged.escalations():
        piece = pieces.get(each.piece)
        if piece and person.is_called(each.to):
            if each.trigger is Trigger.OVERDUE and person.is_called(piece.assignee):
                continue  # it stands under what is overdue already
            who = each.by.name if each.by.kind is ActorKind.PERSON else "By the house’s rules"
            said = f"{who} disputes a rule" if each.trigger is Trigger.DISPUTED else who
            yield Item(
                Kind.ESCALATION, piece.title, f"{said}: {shortened(each.note, _QUOTED)}", each.piece, "Handoff", each.number
            )


def _of_agreements(workspace: "Workspace", pieces: Iterable[Piece], person: Person) -> Iterator[Item]:
    """Pieces to which somebody else has said yes in part, or as the first of two, and which still wait for another yes."""
    if not may(Act.AGREE, person):
        return
    judged = workspace.history.judged
    agreed = judged.agreed()
    for piece in pieces:
        if piece.stage is not Stage.IN_REVIEW or piece.id not in agreed or waits_for(piece, person):
            continue
        given = [each for each in judged.agreements(piece.id) if each.revision == piece.revision]
        if given and not any(person.is_called(each.who) for each in given):
            text = digest(workspace.history.working(piece.id))
            said = [f"{each.who} to its {' and '.join(each.parts)}" for each in given if each.text_hash == text]
            if said:
                sentence = f"Agreed: {', '.join(said)}. Another yes is needed."
                yield Item(Kind.AGREEMENT, piece.title, sentence, piece.id, "Handoff", 0, piece.due)


def _of_mentions(workspace: "Workspace", pieces: dict[str, Piece], person: Person) -> Iterator[Item]:
    for each in commenting.mentions_open_for(workspace, person):
        if each.piece in pieces:
            title, said = pieces[each.piece].title, f"{each.by.name}: “{shortened(each.text, _QUOTED)}”"
            yield Item(Kind.MENTION, title, said, each.piece, "Comments", each.number)


def _of_questions(workspace: "Workspace", pieces: dict[str, Piece], person: Person) -> Iterator[Item]:
    for id, number in workspace.questions_for(person.name).items():
        if id in pieces:
            said = f"{number} question{'' if number == 1 else 's'} about its claims."
            yield Item(Kind.QUESTION, pieces[id].title, said, id, "Claims")


def _of_holds(workspace: "Workspace", pieces: dict[str, Piece], person: Person) -> Iterator[Item]:
    if may(Act.RESUME, person):
        for piece in moving.holds_run_out(workspace):
            if piece.id in pieces:
                why = f": “{shortened(piece.held_why, _QUOTED)}”" if piece.held_why else "."
                yield Item(Kind.HOLD, piece.title, f"On hold until {short(piece.held_until)}{why}", piece.id)


def _of_terms(workspace: "Workspace", person: Person) -> Iterator[Item]:
    """AI services whose terms of use somebody meant to have read again by now, for those who change services."""
    if may(Act.SERVICES, person):
        for each in ai_use.terms_due(workspace):
            said = f"Its terms of use were to be read again by {short(each.terms)}. Read them, and set the next day there."
            yield Item(Kind.TERMS, f"AI service {each.name}", said, tab=SERVICES)


def _of_consents(workspace: "Workspace", person: Person) -> Iterator[Item]:
    """Stories of the library whose consent has run out or soon does, for those who change the library of the brand."""
    for each in library.running_out(workspace, person):
        whose = f"The consent of {each.who}" if each.who else "Its consent"
        if each.until < workspace.today:
            said = f"{whose} ran out on {short(each.until)}. Ask for it again, or take the story out."
        else:
            said = f"{whose} runs out on {short(each.until)}. Ask for it again, and set the new day there."
        yield Item(Kind.CONSENT, f"Story “{each.title}”", said, tab=LIBRARY)


def _of_dates(workspace: "Workspace", pieces: Iterable[Piece], person: Person) -> Iterator[Item]:
    """Days near by on which a message can be wrong, for those who approve; one that no open piece is for is left out."""
    if not may(Act.APPROVE, person):
        return
    at_work = [piece for piece in pieces if piece.stage not in (Stage.PUBLISHED, Stage.WITHDRAWN)]
    on = date.fromisoformat(workspace.today)
    for entry in workspace.policy.dates:
        near = entry.near(on)
        of_it = [piece for piece in at_work if entry.is_for(piece.brand, piece.channel.value, entry.topics)]
        if near and of_it:
            days = short(near[0]) if near[0] == near[1] else f"{short(near[0])} to {short(near[1])}"
            note = f" {entry.note}" if entry.note else ""
            many = f"{len(of_it)} open piece{'' if len(of_it) == 1 else 's'}"
            yield Item(Kind.DATE, f"{entry.name}, {days}", f"{many} may go out about then.{note}")


def _sentence(what: str, left: str) -> str:
    return f"{what}, {left}." if left and not what.endswith("”") else f"{what} · {left}." if left else f"{what}."
