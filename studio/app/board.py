"""The board: pieces in columns by stage, one filter for it and for the list, and where a piece can be moved from here.

A move is the act behind it, and `core.acts` alone says whether somebody may: here only the act that leads from one stage to
another is found, and what is said where there is none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from studio.app.hours import WorkingHours, lateness
from studio.core.acts import MOVES, Act, refusal
from studio.core.errors import Refused
from studio.core.lateness import AWAITED, is_late, until
from studio.core.outcome import Outcome
from studio.core.piece import Channel, Person, Piece, Stage, is_same_person

COLUMNS: Sequence[Stage] = (
    *(Stage.DRAFTING, Stage.CHANGES_REQUESTED, Stage.IN_REVIEW, Stage.APPROVED, Stage.PUBLISHED),
    *(Stage.ON_HOLD, Stage.WITHDRAWN),
)
"""In the order of a piece's way; what stands still comes last."""

_ACTS = (
    *(Act.SUBMIT, Act.RECALL, Act.APPROVE, Act.REQUEST_CHANGES, Act.REOPEN, Act.PUBLISH),
    *(Act.HOLD, Act.RESUME, Act.WITHDRAW, Act.BRING_BACK),
)
_WEEK = timedelta(days=7)
_NEVER = datetime.max.replace(tzinfo=UTC)


class Due(StrEnum):
    """When a review that somebody waits for is due."""

    ANY = ""
    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which pieces are shown, on the board and in the list alike. What is empty lets everything through.

    Attributes:
        person: has it, answers for it, or edited it last.
        campaign: its id.
        found: ids that a search for words left over; None where nobody searches.
    """

    brand: str = ""
    channel: Channel | None = None
    person: str = ""
    due: Due = Due.ANY
    campaign: str = ""
    found: frozenset[str] | None = None

    def holds(self, piece: Piece, now: datetime) -> bool:
        people = (piece.assignee, piece.accountable, piece.last_editor)
        return (
            (not self.brand or piece.brand == self.brand)
            and (self.channel is None or piece.channel is self.channel)
            and (not self.person or any(is_same_person(self.person, name) for name in people))
            and (not self.campaign or piece.campaign == self.campaign)
            and (self.found is None or piece.id in self.found)
            and (self.due is Due.ANY or _is_due(piece, self.due, now))
        )

    @property
    def is_open(self) -> bool:
        """Whether everything is let through."""
        return self == Sieve()


@dataclass(frozen=True, slots=True)
class Card:
    """A piece as the board shows it.

    Attributes:
        flags, claims: open ones, as of the latest look that the history kept; None where no check ever looked.
        risk: why much is at stake, as far as it was read; empty where it is not, or where nobody has looked.
        late: by how much somebody is late with it, in words; empty where nobody is.
        brand: its brand where there are several on the board; empty where there is nothing to tell apart.
        campaign: name of its campaign; empty for none.
    """

    piece: Piece
    flags: int | None = None
    claims: int | None = None
    risk: tuple[str, ...] = ()
    late: str = ""
    brand: str = ""
    campaign: str = ""


@dataclass(frozen=True)
class Board:
    """The cards of each column.

    Attributes:
        columns: first what somebody has to answer soonest, in review and sent back; on hold, what ends soonest; elsewhere the
            latest.
        hidden: how many pieces the filter keeps back.
    """

    columns: Mapping[Stage, Sequence[Card]]
    hidden: int = 0

    @property
    def cards(self) -> int:
        return sum(map(len, self.columns.values()))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of pieces beside what stands in their row, by their ids, and campaigns by theirs."""

    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    risks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    campaigns: Mapping[str, str] = field(default_factory=dict)


def board(
    pieces: Iterable[Piece], sieve: Sieve, now: datetime, known: Known | None = None, hours: WorkingHours | None = None
) -> Board:
    """Sort pieces into columns.

    Args:
        pieces: those that the person may see, the latest first. One whose text was deleted is no work any more.
        now: the wall clock, with a zone.
        hours: when people work; None for the defaults.
    """
    known, hours = known or Known(), hours or WorkingHours()
    columns: dict[Stage, list[Card]] = {stage: [] for stage in COLUMNS}
    hidden, everything = 0, tuple(pieces)
    has_brands = len({piece.brand for piece in everything}) > 1
    for piece in everything:
        if piece.purged:
            continue
        if not sieve.holds(piece, now):
            hidden += 1
            continue
        told = known.outcomes.get(piece.id)
        seen = (told.open, told.claims_open) if told else (None, None)
        brand = piece.brand if has_brands else ""
        risk, campaign = known.risks.get(piece.id, ()), known.campaigns.get(piece.campaign, "")
        card = Card(piece, *seen, risk, lateness(hours, now, piece), brand, campaign)
        columns[piece.stage].append(card)
    for stage in AWAITED:
        columns[stage].sort(key=lambda card: until(card.piece) or _NEVER)  # whoever waits longest comes first
    columns[Stage.ON_HOLD].sort(key=lambda card: card.piece.held_until or "9")
    return Board(columns, hidden)


def ways(piece: Piece, person: Person, people: Iterable[Person]) -> Mapping[Stage, Act]:
    """The columns that the person can move the piece to now, each with the act that does it."""
    everybody = tuple(people)
    return {
        stage: act
        for act in _ACTS
        if (stage := _leads_to(act, piece)) is not None and refusal(act, person, piece, everybody) is None
    }


def act_for(piece: Piece, to: Stage, person: Person, people: Iterable[Person]) -> Act:
    """The act that moves the piece to that column.

    Raises:
        Refused: none does, or the person may not; it says what can be done instead.
    """
    everybody = tuple(people)
    for act in _ACTS:
        if piece.stage is not to and piece.stage in MOVES[act].stages and _leads_to(act, piece) is to:
            if refused := refusal(act, person, piece, everybody):
                raise Refused(*refused)
            return act
    if piece.stage is to:
        raise Refused(f"“{piece.title}” is “{to.label}” already.")
    open_ones = " or ".join(f"“{stage.label}”" for stage in ways(piece, person, everybody)) or "nowhere by you"
    raise Refused(f"Nothing leads from “{piece.stage.label}” to “{to.label}”.", f"From here it can go to {open_ones}.")


def with_found(sieve: Sieve, found: Iterable[str] | None) -> Sieve:
    """The same filter, and these ids alone; None where nobody searches."""
    return replace(sieve, found=None if found is None else frozenset(found))


def _leads_to(act: Act, piece: Piece) -> Stage | None:
    """The column it would come to; None where it stays, or where the act is none from its stage."""
    move = MOVES[act]
    if piece.stage not in move.stages:
        return None
    if act is Act.RESUME:
        return Stage(piece.held_from) if piece.held_from else Stage.DRAFTING
    return move.to


def _is_due(piece: Piece, due: Due, now: datetime) -> bool:
    """A due time counts while somebody has to answer: in review, or with a writer who was given one."""
    last = until(piece)
    if last is None:
        return False
    if due is Due.OVERDUE:
        return is_late(piece, now)
    if due is Due.TODAY:
        return last.astimezone().date() <= now.astimezone().date()
    return last <= now + _WEEK
