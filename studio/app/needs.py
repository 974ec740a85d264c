"""What needs the person at the desk, and what others, a line each: alerts, audits, proposals, and what stands on Today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from studio.app.alerts import Alert, AlertKind
from studio.app.audits import Audit, AuditStanding, may_do
from studio.app.clock import day
from studio.app.noting import FigureNote
from studio.app.today import Item, pieces_of, summary
from studio.app.today import waiting as waiting_items
from studio.core.acts import Act, may
from studio.core.outcome import Outcome
from studio.core.phrases import count
from studio.core.piece import Person, Role

_URGENT = (AuditStanding.OVERDUE, AuditStanding.DUE)
TODAY = "Today"


@dataclass(frozen=True)
class Behind:
    """A piece behind a figure.

    Attributes:
        figure: what it adds, as people read it: `2.5 days`, `3 flags`.
        who: whose it is to do with: who approved it, or has it.
        day: ISO 8601.
    """

    piece: str
    title: str
    figure: str
    who: str
    day: str


@dataclass(frozen=True)
class Need:
    """Something that waits for somebody.

    Attributes:
        dot: how it weighs: `error`, `warning`, `blue` for what may be decided any day, `faint` for what was seen; `word` says it.
        about, piece: what notes on it go by.
        facts: name and value of what was counted.
        where: where it is seen to: a tab of the dashboard, `TODAY`, or empty for the list itself.
        is_mine: whether the person at the desk can see to it; seen: who has looked at it and when, empty for nobody.
        many: how many things it stands for.
    """

    title: str
    sentence: str
    dot: str
    word: str
    about: str = ""
    piece: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    pieces: tuple[Behind, ...] = ()
    where: str = ""
    is_mine: bool = True
    seen: str = ""
    many: int = 1


def needs(
    alerts: Sequence[Alert],
    audits: Sequence[Audit],
    proposals: int,
    known: Mapping[str, Outcome],
    notes: Sequence[FigureNote] = (),
    person: Person | None = None,
    is_narrowed: bool = False,
    today: Sequence[Item] = (),
) -> tuple[Need, ...]:
    """In the order in which they want seeing to: what is late, then what stands out, then what may be decided any day.

    What others see to stands after what is the person's; what somebody has looked at, last.

    Args:
        notes: the latest first; on an alert they say that somebody has looked.
        person: who sits at the desk; everything is that person's where it is left out.
        is_narrowed: whether filters leave pieces out, which audits and proposals do not follow.
        today: what stands on the person's Today; it is one line here, and leads there. What is late and stands there is no
            second line.
    """
    is_owner = person is None or Role.OWNER in person.roles
    decides = person is None or may(Act.PROPOSALS, person)
    told = pieces_of(today)
    late = [each for each in alerts if each.kind is AlertKind.OVERDUE and not told.issuperset(each.pieces)]
    rest = [each for each in alerts if each.kind is not AlertKind.OVERDUE]
    found = [_of_alert(each, known, notes, "error", "Overdue", is_owner) for each in late]
    house = "Of the whole house. " if is_narrowed else ""
    found += _of_today(today)
    found += _of_audits(audits, person, house)
    found += [_of_alert(each, known, notes, "warning", "Alert", is_owner) for each in rest]
    if proposals:
        said = f"{house}People keep making the same changes; {'you decide' if decides else 'an owner decides'} about them."
        title = f"{count(proposals, 'proposal')} {'waits' if proposals == 1 else 'wait'}"
        found.append(Need(title, said, "blue", "Proposal", where="Proposals", is_mine=decides))
    return tuple(sorted(found, key=lambda each: (bool(each.seen), not each.is_mine)))


def _of_today(items: Sequence[Item]) -> Iterator[Need]:
    mine = waiting_items(items)
    if mine:
        said = " ".join(dict.fromkeys(f"{item.title}: {item.sentence}" for item in mine[:2]))
        is_late = any(item.is_late for item in mine)
        word, dot = ("Overdue", "error") if is_late else ("Waiting", "warning")
        yield Need(summary(items).rstrip("."), said, dot, word, where=TODAY, many=len(mine))


def waiting(found: Sequence[Need]) -> int:
    """How much waits for the person: what the sign in the top bar counts, and the heading above the lines. Of what stands on
    Today each thing counts, as it does there."""
    return sum(each.many for each in found if each.is_mine and not each.seen)


def _of_alert(
    alert: Alert, known: Mapping[str, Outcome], notes: Sequence[FigureNote], dot: str, word: str, is_mine: bool
) -> Need:
    pieces = tuple(_behind(alert, known[piece]) for piece in alert.pieces if piece in known)
    note = alert.seen(notes)
    seen = f"Looked at by {note.who} on {day(note.when)}" if note else ""
    sentence = f"{seen}. {alert.sentence}" if seen else alert.sentence
    return Need(
        alert.title, sentence, "faint" if seen else dot, word, alert.about, alert.piece, alert.figures, pieces, "", is_mine, seen
    )


def _behind(alert: Alert, each: Outcome) -> Behind:
    if alert.kind is AlertKind.OVERDUE:
        return Behind(each.piece, each.title, "was due", each.assignee, each.due)
    return Behind(each.piece, each.title, each.stage.label, each.approver or each.accountable, each.latest or each.created)


def _of_audits(audits: Sequence[Audit], person: Person | None, house: str) -> Iterator[Need]:
    for each in sorted((a for a in audits if a.standing in _URGENT), key=lambda a: _URGENT.index(a.standing)):
        is_late = each.standing is AuditStanding.OVERDUE
        word, dot = ("Overdue", "error") if is_late else ("Due", "warning")
        is_mine = person is None or may_do(each, person)
        yield Need(f"Audit: {each.name}", f"{house}{each.sentence}", dot, word, each.name, where="Audits", is_mine=is_mine)
