"""What waits for the owner, from alerts, audits and proposals."""

from collections.abc import Iterator, Mapping, Sequence

from studio.app.alerts import Alert, AlertKind
from studio.app.audits import Audit, AuditStanding
from studio.app.noting import FigureNote
from studio.core.outcome import Outcome
from studio.reports.words import count
from studio.ui.dashboard.rows import Behind, Need, NoteRow

_URGENT = (AuditStanding.OVERDUE, AuditStanding.DUE)


def needs(alerts: Sequence[Alert], audits: Sequence[Audit], proposals: int, known: Mapping[str, Outcome]) -> tuple[Need, ...]:
    """In the order in which they want seeing to: what is late, then what stands out, then what may be decided any day."""
    late = [each for each in alerts if each.kind is AlertKind.OVERDUE]
    rest = [each for each in alerts if each.kind is not AlertKind.OVERDUE]
    found = [_of_alert(each, known, "error", "Overdue") for each in late]
    found += _of_audits(audits)
    found += [_of_alert(each, known, "warning", "Alert") for each in rest]
    if proposals:
        said = "People keep making the same changes; you decide what becomes a rule, a term or a line for the drafts."
        title = f"{count(proposals, 'proposal')} {'waits' if proposals == 1 else 'wait'}"
        found.append(Need(title, said, "blue", "Proposal", where="Proposals"))
    return tuple(found)


def waiting(alerts: Sequence[Alert], audits: Sequence[Audit], proposals: int) -> int:
    """How many things wait: what the sign in the top bar counts."""
    return len(alerts) + sum(each.standing is AuditStanding.OVERDUE for each in audits) + proposals


def _of_alert(alert: Alert, known: Mapping[str, Outcome], dot: str, word: str) -> Need:
    pieces = tuple(_behind(alert, known[piece]) for piece in alert.pieces if piece in known)
    piece = alert.pieces[0] if alert.kind is AlertKind.RUBBER_STAMP and alert.pieces else ""
    return Need(alert.title, alert.sentence, dot, word, alert.kind.value, piece, alert.figures, pieces)


def _behind(alert: Alert, each: Outcome) -> Behind:
    if alert.kind is AlertKind.OVERDUE:
        return Behind(each.piece, each.title, "was due", each.assignee, each.due)
    return Behind(each.piece, each.title, each.stage.label, each.approver or each.accountable, each.latest or each.created)


def _of_audits(audits: Sequence[Audit]) -> Iterator[Need]:
    for each in sorted((a for a in audits if a.standing in _URGENT), key=lambda a: _URGENT.index(a.standing)):
        is_late = each.standing is AuditStanding.OVERDUE
        word, dot = ("Overdue", "error") if is_late else ("Due", "warning")
        yield Need(f"Audit: {each.name}", each.sentence, dot, word, about=each.name, where="Audits")


def note_rows(notes: Sequence[FigureNote]) -> tuple[NoteRow, ...]:
    return tuple(NoteRow(each.about, each.reach.piece, each.text, each.who, each.when) for each in notes)
