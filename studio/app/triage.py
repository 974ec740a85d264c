"""Triage of drafts that came in: every check looks at each, and what cannot simply be worked on comes first, with the reason.

An exception is a draft with much at stake, one that nobody can be asked about, one that nobody said the channel or the brief
of, and one that names people's data. It reads the texts and runs the checks, so it is for a job beside the window.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studio.app import campaigns
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.check import Lane
from studio.core.events import EventType
from studio.core.flag import Severity
from studio.core.piece import Person, Piece
from studio.core.risk import Risk, RiskReading

_PERSONAL = "privacy"  # the check of that name


@dataclass(frozen=True, slots=True)
class Look:
    """A first look at one draft.

    Attributes:
        why: what makes it an exception, a phrase each; empty where it can simply be worked on.
        lacks: what nobody said and can still be added, a phrase each.
        to: who should see it next where much is at stake; empty otherwise, or where nobody but the writer may approve.
        errors, warnings, claims: open ones, as the draft came.
    """

    piece: Piece
    risk: RiskReading
    why: tuple[str, ...]
    lacks: tuple[str, ...]
    to: str
    errors: int
    warnings: int
    claims: int

    @property
    def is_exception(self) -> bool:
        return bool(self.why)

    @property
    def detail(self) -> str:
        """Why it comes first, and to whom it should go, in a line."""
        to = (f"ask {self.to} to look",) if self.to else ()
        return "; ".join((*self.why, *to))


def triage(workspace: Workspace, pieces: Iterable[str], person: Person) -> tuple[Look, ...]:
    """Look at each of these pieces: exceptions first, the greatest risk before the others, then in the order given.

    Args:
        person: who took them in, whom nothing is handed to.
    """
    return tuple(ranked(look(workspace, piece, person) for piece in pieces))


def ranked(looks: Iterable[Look]) -> list[Look]:
    """Exceptions first, the greatest risk before the others."""
    return sorted(looks, key=lambda each: (not each.is_exception, -each.risk.level.rank, -len(each.why)))


def look(workspace: Workspace, piece: str, person: Person) -> Look:
    """Run every check on one piece and say what a person should know before anybody starts on it."""
    session = workspace.session(piece, person)
    session.check_now((Lane.FAST, Lane.SLOW))  # a person waits for the list, so no other program is asked
    reading = session.risk
    is_high = reading.level is Risk.HIGH
    flags = session.flags
    return Look(
        session.piece,
        reading,
        tuple(_why(workspace, session, reading)),
        tuple(_lacks(session.piece)),
        _next(workspace, session.piece, person) if is_high else "",
        sum(flag.severity is Severity.ERROR for flag in flags),
        sum(flag.severity is Severity.WARNING for flag in flags),
        sum(claim.is_open for claim in session.claims),
    )


def sentence(looks: Sequence[Look]) -> str:
    """ "2 of 5 need a look first."; empty where none does."""
    many = sum(each.is_exception for each in looks)
    if not many:
        return ""
    return (
        "It needs a look first."
        if len(looks) == 1
        else f"{many} of {len(looks)} {'needs' if many == 1 else 'need'} a look first."
    )


def _why(workspace: Workspace, session: ReviewSession, reading: RiskReading) -> Iterable[str]:
    piece = session.piece
    if reading.level is Risk.HIGH:
        yield f"high risk ({', '.join(reading.why)})" if reading.why else "high risk"
    policy = workspace.policy
    if not piece.accountable or (policy.people and not policy.called(piece.accountable)):
        yield "nobody here answers for it"
    (created,) = workspace.history.events(piece.id, [EventType.PIECE_CREATED])
    described = workspace.history.events(piece.id, [EventType.PIECE_DESCRIBED])
    is_said = any("channel" in (event.payload or {}).get("what", ()) for event in described)
    if "channel" in (created.payload or {}).get("assumed", ()) and not is_said:
        yield f"nobody said the channel, so it is checked as {piece.channel.value}"
    if not piece.brief:
        yield "no brief, so nothing it says can be held against what was asked"
    personal = sum(flag.check == _PERSONAL for flag in session.flags)
    if personal:
        yield f"personal data at {personal} {'place' if personal == 1 else 'places'}"


def _lacks(piece: Piece) -> Iterable[str]:
    if not piece.audience:
        yield "no audience"
    if not piece.model:
        yield "no AI model"
    if not piece.content_type:
        yield "no content type"


def _next(workspace: Workspace, piece: Piece, person: Person) -> str:
    """The owner of its campaign where that is an editor too, else the first editor of the brand who did not take it in."""
    editors = [each.name for each in workspace.policy.editors if each.works_on(piece.brand) and each.name != person.name]
    belongs = next((each for each in campaigns.campaigns(workspace) if each.id == piece.campaign), None)
    if belongs and belongs.owner in editors:
        return belongs.owner
    return editors[0] if editors else ""
