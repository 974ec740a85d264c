"""What goes up to a named person: by itself, once per cause, or because somebody asks; and what that person answers.

The rules are those of `[escalation]` in `policy.toml`. What the program sends up carries the rule "Due times" as its author, and
never a person. Whether a cause was told before is asked while nobody else can write, so that two windows tell it once. What is
on hold, withdrawn, published or approved goes up by itself for nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from studio.app.hours import WorkingHours, due_after
from studio.app.policy import Policy
from studio.core.acts import Act, may, refusal, takes
from studio.core.claim import Claim, ClaimSeverity
from studio.core.errors import NotFound, Refused
from studio.core.events import Actor, ActorKind, Event, EventType
from studio.core.flag import Flag
from studio.core.judgement import Escalation, Trigger
from studio.core.lateness import AWAITED, is_late, until
from studio.core.phrases import shortened
from studio.core.piece import Person, Piece, Role, Stage
from studio.core.risk import Risk
from studio.core.visible import visible
from studio.history import History

if TYPE_CHECKING:
    from studio.app.session import ReviewSession
    from studio.app.workspace import Workspace

RULE = Actor(ActorKind.RULE, "Due times")
_ROUNDS = (EventType.SUBMITTED, EventType.CHANGES_REQUESTED)
_SEVERITIES = {"high": ClaimSeverity.HIGH, "blocker": ClaimSeverity.BLOCKER}
_SHOWN = 60  # characters of a text that is told of


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something goes up.

    Attributes:
        about: see `core.judgement.Escalation`; with the trigger and the piece it names the cause.
        note: what is the matter, one sentence.
    """

    piece: str
    trigger: Trigger
    about: str
    note: str
    to: str

    def payload(self) -> dict[str, Any]:
        return {"trigger": self.trigger.value, "to": self.to, "note": self.note, "about": self.about}


# ---------------------------------------------------------------- who it goes to


def person_for(policy: Policy, brand: str = "", late: str = "") -> str:
    """To whom things go up: the person the policy names, else the first owner who works on the brand.

    Args:
        late: whoever keeps it waiting; another owner is preferred, where there is one.
    """
    if policy.escalation.to:
        return policy.person(policy.escalation.to).name
    owners = [each for each in policy.persons if Role.OWNER in each.roles and each.works_on(brand)]
    owners = owners or [each for each in policy.persons if may(Act.SETTLE, each)]
    return next((each.name for each in owners if not each.is_called(late)), owners[0].name if owners else "")


def answers_disputes(policy: Policy, brand: str) -> Person:
    """The owner who has to answer where a flag on a piece of that brand is disputed. Raises: Refused, where there is none."""
    for each in policy.persons:
        if Role.OWNER in each.roles and each.works_on(brand):
            return each
    whose = f"Nobody here is an owner of {brand}" if brand else "Nobody here is an owner"
    raise Refused(f"{whose}, who would have to answer.", "Give somebody the role “owner” in policy.toml.")


def points(policy: Policy, brand: str = "") -> str:
    """What goes up by itself in this house, and to whom: `Goes up to Erin when it is late · sent back twice`; empty where nothing
    does."""
    rules, to = policy.escalation, person_for(policy, brand)
    hours = rules.overdue_after
    found = []
    if rules.overdue:
        found.append(f"{hours} working hour{'' if hours == 1 else 's'} late" if hours else "late")
    if rules.returned_twice:
        found.append("sent back twice")
    if rules.claims != "off":
        found.append(f"submitted with a {'weighty' if rules.claims == 'high' else 'blocking'} claim open")
    if rules.risk:
        found.append("of high risk")
    return f"Goes up to {to} when it is {' · '.join(found)}" if to and found else ""


# ---------------------------------------------------------------- by itself


def escalate_due(workspace: "Workspace") -> list[Cause]:
    """Send up whatever is late or was sent back twice, and was not sent up for that before. Returns what went up."""
    policy, history = workspace.policy, workspace.history
    waiting = [piece for piece in workspace.pieces() if piece.stage in AWAITED and not piece.purged]
    known = _told(history.judged.escalations(settled=True))
    hours = WorkingHours.of(policy.hours)
    causes = [cause for piece in waiting for cause in _of_rounds(history, piece, policy, hours, workspace.now())]
    return [cause for cause in causes if _name(cause) not in known and _send(history, cause)]


def _of_rounds(history: History, piece: Piece, policy: Policy, hours: WorkingHours, now: datetime) -> Iterator[Cause]:
    rules = policy.escalation
    goes_up = rules.overdue and is_late(piece, now) and due_up(hours, piece, rules.overdue_after) <= now
    if not goes_up and not (rules.returned_twice and piece.stage is Stage.CHANGES_REQUESTED):
        return
    rounds = history.events(piece.id, _ROUNDS)
    latest = next((event.number for event in reversed(rounds)), 0)
    if goes_up:
        who = piece.assignee or "nobody in particular"
        what = "an answer" if piece.stage is Stage.IN_REVIEW else "the changes asked for"
        said = f"“{piece.title}” waits for {what} from {who} past its due time."
        yield Cause(piece.id, Trigger.OVERDUE, f"round:{latest}", said, person_for(policy, piece.brand, piece.assignee))
    if rules.returned_twice:
        yield from _of_returns(rounds, piece, policy)


def _of_returns(rounds: Sequence[Event], piece: Piece, policy: Policy) -> Iterator[Cause]:
    returns = [event for event in rounds if event.type is EventType.CHANGES_REQUESTED]
    if piece.stage is Stage.CHANGES_REQUESTED and len(returns) > 1:
        latest = returns[-1]
        said = f"“{piece.title}” was sent back {_times(len(returns))}, last by {latest.actor.name}."
        to = person_for(policy, piece.brand, latest.actor.name)
        yield Cause(piece.id, Trigger.RETURNED_TWICE, f"round:{latest.number}", said, to)


def due_up(hours: WorkingHours, piece: Piece, after: int) -> datetime:
    """When a piece that is late goes up: so many working hours past its due time."""
    due = until(piece)
    assert due is not None, "what is late has a due time"
    return due_after(hours, due, timedelta(hours=after)) if after else due


def handed_on(session: "ReviewSession") -> None:
    """The piece on the desk was handed on just now: send up what the policy wants to go up with it. Whoever has it now to review
    is not told twice."""
    policy = session.desk.policy
    causes = [*of_claims(session, policy), *of_risk(session, policy)]
    send_up(session.desk.history, [cause for cause in causes if cause.to != session.piece.assignee])


def sent_back(session: "ReviewSession") -> None:
    """The piece on the desk was sent back just now."""
    history, policy = session.desk.history, session.desk.policy
    if policy.escalation.returned_twice:
        send_up(history, _of_returns(history.events(session.piece.id, _ROUNDS), session.piece, policy))


def of_claims(session: "ReviewSession", policy: Policy) -> Iterator[Cause]:
    """The open claims that go up when the piece is handed on."""
    least = _SEVERITIES.get(policy.escalation.claims)
    if least is None:
        return
    to = person_for(policy, session.piece.brand, session.piece.assignee)
    for claim in session.claims:
        if claim.is_open and claim.note.severity.rank >= least.rank:
            said = f"Handed on without evidence for “{shortened(claim.text, _SHOWN)}”."
            yield Cause(session.piece.id, Trigger.CLAIM, f"claim:{claim.key}", said, to)


def of_risk(session: "ReviewSession", policy: Policy) -> Iterator[Cause]:
    """A piece of high risk goes up when it is handed on, where the policy says so; once per round."""
    if policy.escalation.risk and (risk := session.risk).level is Risk.HIGH:
        said = f"“{session.piece.title}” is of high risk: {', '.join(risk.why)}."
        to = person_for(policy, session.piece.brand)
        yield Cause(session.piece.id, Trigger.RISK, f"revision:{session.piece.revision}", said, to)


def send_up(history: History, causes: Iterable[Cause]) -> list[Cause]:
    """Send up those causes that were not sent up before."""
    return [cause for cause in causes if _send(history, cause)]


def _send(history: History, cause: Cause) -> bool:
    """Write one cause down, once for all; one that is about an earlier round of the same trigger and still open waits already."""
    if not cause.to:
        return False

    def is_new() -> bool:
        said = history.judged.escalations(cause.piece, settled=True)
        waits = cause.trigger is Trigger.RETURNED_TWICE and any(
            each.trigger is cause.trigger and not each.settled for each in said
        )
        return not waits and _name(cause) not in _told(said) and history.piece(cause.piece).stage in AWAITED

    entry = (EventType.ESCALATED, cause.piece, RULE, cause.payload())
    return bool(history.append_all([entry], only_if=is_new))


def _told(escalations: Iterable[Escalation]) -> set[tuple[str, Trigger, str]]:
    return {(each.piece, each.trigger, each.about) for each in escalations if each.trigger is not Trigger.ASKED}


def _name(cause: Cause) -> tuple[str, Trigger, str]:
    return cause.piece, cause.trigger, cause.about


# ---------------------------------------------------------------- by a person


def escalate(session: "ReviewSession", to: str, note: str, about: str = "") -> None:
    """Send the piece, or something in it, up to a person.

    Args:
        about: `flag:KEY`, `claim:KEY`, `rule:NAME`, or empty for the piece as a whole.
    Raises:
        Refused: nothing is said, or to somebody who could not settle it, or to oneself.
        NotFound: nobody of that name, or no such flag or claim in the piece.
    """
    session.must(Act.ESCALATE)
    _say(session, Trigger.ASKED, _receiver(session, to), note, about, "Say what you need from them.")


def dispute(session: "ReviewSession", flag: Flag | None, note: str, *, rule: str = "") -> None:
    """Say that a flag, or a rule as a whole, is wrong. The owner has to answer, and both stay in the history.

    Args:
        rule: the rule that is disputed where it is not this flag alone.
    Raises:
        Refused: nothing is said, or the same is disputed and not answered yet.
    """
    session.must(Act.ESCALATE)
    about = f"rule:{rule}" if rule else f"flag:{flag.key}" if flag else ""
    if not about:
        raise Refused("Nothing is disputed.", "Name a flag or a rule.")
    owner = answers_disputes(session.desk.policy, session.piece.brand)
    words = f"{note.strip()} (“{shortened(flag.text, _SHOWN)}”)" if flag and visible(note) else note
    _say(session, Trigger.DISPUTED, owner, words, about, "Say why it is wrong.")


def _say(session: "ReviewSession", trigger: Trigger, to: Person, note: str, about: str, remedy: str) -> None:
    if not visible(note):
        raise Refused("Whoever answers has to know what it is about.", remedy)
    for each in session.desk.history.judged.escalations(session.piece.id):
        if (each.trigger, each.about, each.to) == (trigger, about, to.name) and not each.settled:
            raise Refused(f"{each.by.name} has sent that up to {each.to} already, and it waits for an answer.", "")
    payload = {"trigger": trigger.value, "to": to.name, "note": note.strip(), "about": about}
    session.record((EventType.ESCALATED, payload))


def _receiver(session: "ReviewSession", name: str) -> Person:
    policy = session.desk.policy
    to = policy.person(name or person_for(policy, session.piece.brand, session.person.name))
    if not may(Act.SETTLE, to) or not to.works_on(session.piece.brand):
        able = ", ".join(each.name for each in policy.persons if may(Act.SETTLE, each) and each.works_on(session.piece.brand))
        said = f"{to.name} could not settle it: that takes {takes(Act.SETTLE, policy.persons)}."
        raise Refused(said, f"Who may: {able}." if able else "")
    if to.is_called(session.person.name):
        raise Refused("You would send it up to yourself.", "Name somebody else, or settle it.")
    return to


# ---------------------------------------------------------------- answering


def why_not_settle(each: Escalation, person: Person, piece: Piece, people: Sequence[Person]) -> tuple[str, str] | None:
    """Why the answer of `person` is not taken, and what to do instead; None where it is."""
    if refused := refusal(Act.SETTLE, person, piece, people):
        return refused
    if Role.OWNER in person.roles:
        return None
    if each.trigger is Trigger.DISPUTED:
        owners = ", ".join(one.name for one in people if Role.OWNER in one.roles and one.works_on(piece.brand))
        return "An owner answers what is disputed.", f"Owners here: {owners or 'nobody yet'}."
    return None if person.is_called(each.to) else (f"{each.to} was asked to settle it.", "An owner may settle it too.")


def settle(workspace: "Workspace", person: Person, number: int, answer: str) -> Escalation:
    """Answer what went up. Returns it as it was.

    Raises:
        NotFound: nothing of that number went up.
        Refused: without an answer, by somebody else than the person asked or an owner, or once it is settled; what is disputed
            an owner answers.
    """
    history = workspace.history
    found = next((each for each in history.judged.escalations(settled=True) if each.number == number), None)
    if found is None:
        raise NotFound(f"Nothing went up as number {number}.", "`bluepencil escalations` lists what waits.")
    refused = why_not_settle(found, person, history.piece(found.piece), workspace.policy.persons)
    if refused:
        raise Refused(*refused)
    if not visible(answer):
        raise Refused("Whoever asked has to hear something.", "Write an answer.")

    def is_open() -> bool:
        return any(each.number == number for each in history.judged.escalations(found.piece))

    said = {"escalation": number, "answer": answer.strip()}
    entry = (EventType.ESCALATION_SETTLED, found.piece, Actor.person(person.name), said)
    if not history.append_all([entry], only_if=is_open):
        raise Refused("It is settled already.", "`bluepencil escalations --all` has the answer.")
    return found


# ---------------------------------------------------------------- in words


def sentence(each: Escalation) -> str:
    """`Erin asks Olga: …`, as a row says it."""
    who = each.by.name if each.by.kind is ActorKind.PERSON else f"The rule “{each.by.name}”"
    match each.trigger:
        case Trigger.ASKED:
            return f"{who} asks {each.to}: {each.note}"
        case Trigger.DISPUTED:
            return f"{who} disputes it, and {each.to} has to answer: {each.note}"
        case _:
            return f"{who} tells {each.to}: {each.note}"


def about_words(about: str, flag_of: Callable[[str], Flag | None], claim_of: Callable[[str], Claim | None]) -> str:
    """What an escalation is about, as a phrase; empty for the piece as a whole."""
    kind, _, name = about.partition(":")
    if kind == "rule":
        return f"rule {name}"
    if kind == "flag" and (flag := flag_of(name)):
        return f"flag {flag.rule}: “{shortened(flag.text, _SHOWN)}”"
    if kind == "claim" and (claim := claim_of(name)):
        return f"claim “{shortened(claim.text, _SHOWN)}”"
    return ""


def _times(number: int) -> str:
    return {2: "twice", 3: "three times"}.get(number, f"{number} times")
