"""Reviews on a calendar: what is due when, who does it, and the record that it was done, with what was found.

The audits stand in `policy.toml`; without any, the four of `DEFAULTS` hold. Days are days on the clock of the house. An audit
falls due on one day of every round:

- daily: every Monday to Friday
- weekly: on its `day`, else on Monday
- monthly: on its `day`, else on the first; a month that is shorter ends earlier
- quarterly: on its `day` of the quarter's first month, else on the first

Only the latest due day waits to be done: whoever missed three daily audits does one, and the record says that two were missed.
Before its first day an audit may be done for that one; once it is done, it waits for its next day and is refused until then.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from studio.app.tables.audits import WEEKDAYS, AuditEntry
from studio.app.workspace import Workspace, slug_of
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import Actor, Event, EventType
from studio.core.piece import Person, Role

DEFAULTS = (
    AuditEntry(name="What stands out", every="daily", looks_at=("alerts",)),
    AuditEntry(name="Performance", every="weekly", looks_at=("kpi", "sources")),
    AuditEntry(name="Bias and rules", every="monthly", looks_at=("bias", "rules")),
    AuditEntry(name="Quarterly review", every="quarterly", looks_at=("kpi", "approvals", "claims", "voice", "bias", "rules")),
)
"""What a house looks at that has said nothing: anomalies daily, performance weekly, bias and rules monthly, all quarterly."""


class AuditStanding(StrEnum):
    DONE = "done"
    DUE = "due today"
    OVERDUE = "overdue"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class AuditDone:
    """One entry of the record.

    Attributes:
        due: the due day that it was done for, ISO 8601.
        when: UTC, ISO 8601.
        head: hash of the history's end at that moment: what the findings were about.
        reports: the reports that were kept with it, SHA-256 by file as seen from the workspace.
    """

    audit: str
    due: str
    findings: str
    who: str
    when: str
    head: str
    reports: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Audit:
    """An audit as it stands today.

    Attributes:
        every: daily, weekly, monthly or quarterly; looks_at: names of reports, or anything else in words.
        who: names of those who may do it; the owner may always.
        standing: `coming` where it was never due since the history began.
        due: the day to do it for, ISO 8601: the latest due day that is not done, else the next one.
        missed: due days before that one which passed without it, since it was done last.
        last: when it was done last, None for never.
    """

    name: str
    every: str
    looks_at: tuple[str, ...]
    who: tuple[str, ...]
    standing: AuditStanding
    due: str
    missed: int
    last: AuditDone | None

    @property
    def sentence(self) -> str:
        """`Overdue since 1 October 2026 …`, for a list."""
        missed = f"; {self.missed} earlier {'one' if self.missed == 1 else 'ones'} missed" if self.missed else ""
        return {
            AuditStanding.DONE: f"Done for now; next due on {_said(self.due)}.",
            AuditStanding.DUE: f"Due today{missed}.",
            AuditStanding.OVERDUE: f"Overdue since {_said(self.due)}{missed}.",
            AuditStanding.COMING: f"First due on {_said(self.due)}.",
        }[self.standing]


# ---------------------------------------------------------------- the calendar, pure


def due_days(audit: AuditEntry, start: date) -> Iterator[date]:
    """Every day on which the audit falls due, from `start` on, that day included; without an end."""
    day = start
    if audit.every == "daily":
        while True:
            if day.weekday() < 5:
                yield day
            day += timedelta(days=1)
    if audit.every == "weekly":
        day += timedelta(days=(WEEKDAYS.index(str(audit.day or "monday")) - day.weekday()) % 7)
        while True:
            yield day
            day += timedelta(days=7)
    step = 1 if audit.every == "monthly" else 3
    year, month = start.year, start.month if step == 1 else start.month - (start.month - 1) % 3
    while True:
        found = date(year, month, min(int(audit.day or 1), monthrange(year, month)[1]))
        if found >= start:
            yield found
        year, month = year + (month + step > 12), (month + step - 1) % 12 + 1


def latest_due(audit: AuditEntry, today: date) -> date:
    """The last due day up to today, that day included."""
    # Two rounds back at the most: a quarter of 92 days, and a day that may fall late in its first month.
    back = {"daily": 3, "weekly": 7, "monthly": 62, "quarterly": 184}[audit.every]
    for day in due_days(audit, today - timedelta(days=back)):
        if day > today:
            break
        found = day
    return found


def next_due(audit: AuditEntry, today: date) -> date:
    """The first due day after today."""
    return next(due_days(audit, today + timedelta(days=1)))


def standing(audit: AuditEntry, done: Sequence[AuditDone], start: date, today: date) -> Audit:
    """The audit as it stands.

    Args:
        done: its record, the oldest first.
        start: the day the history began; nothing was due before it.
    """
    last = done[-1] if done else None
    reached = max((date.fromisoformat(each.due) for each in done), default=None)
    due = latest_due(audit, today)
    missed = 0
    if reached is not None and reached >= due:
        after = next_due(audit, max(today, reached))
        state, due = AuditStanding.DONE, after
    elif due < start:
        state, due = AuditStanding.COMING, next_due(audit, today)
    else:
        state = AuditStanding.DUE if due == today else AuditStanding.OVERDUE
        begin = reached + timedelta(days=1) if reached is not None else start
        for day in due_days(audit, begin):
            if day >= due:
                break
            missed += 1
    return Audit(audit.name, audit.every, audit.looks_at, audit.who, state, due.isoformat(), missed, last)


# ---------------------------------------------------------------- of a workspace


def audits(workspace: Workspace) -> tuple[Audit, ...]:
    """Every audit as it stands today: overdue first, then due, then by the day it comes."""
    return tuple(sorted(_standing(workspace), key=lambda each: (_ORDER[each.standing], each.due)))


def overdue(workspace: Workspace) -> tuple[Audit, ...]:
    """Those that should have been done."""
    return tuple(each for each in audits(workspace) if each.standing is AuditStanding.OVERDUE)


def record(workspace: Workspace, name: str = "") -> tuple[AuditDone, ...]:
    """What was done, the latest first: of one audit or of all. What was purged is left out."""
    found = _done(workspace)
    return tuple(each for each in reversed(found) if not name or each.audit.casefold() == name.casefold())


def audit(workspace: Workspace, name: str) -> Audit:
    """The audit of that name, or the only one that begins so, whatever the case.

    Raises:
        NotFound: naming those there are.
    """
    every, wanted = audits(workspace), name.strip().casefold()
    found = [each for each in every if each.name.casefold() == wanted] or [
        each for each in every if wanted and each.name.casefold().startswith(wanted)
    ]
    if len(found) != 1:
        what = "several audits begin" if found else "no audit begins"
        known = ", ".join(each.name for each in every)
        raise NotFound(f"In this house {what} with “{name}”.", f"There are: {known}.")
    return found[0]


def done(workspace: Workspace, name: str, findings: str, person: Person, reports: Mapping[str, str] | None = None) -> AuditDone:
    """Write down that an audit was done, for the due day that waits; before its first day, for that one.

    Args:
        reports: what was kept with it, SHA-256 by file as seen from the workspace.
    Raises:
        NotFound: no such audit.
        Refused: what `must_be_open` refuses.
    """
    found = audit(workspace, name)
    must_be_open(found, findings, person)
    said: dict[str, Any] = {
        "audit": found.name,
        "due": found.due,
        "findings": findings.strip(),
        "head": workspace.history.head().hash,
    }
    if reports:
        said["reports"] = dict(reports)
    return _read(workspace.history.append(EventType.AUDIT_DONE, "", Actor.person(person.name), said), said)


def keep_reports(workspace: Workspace, found: Audit, person: Person) -> dict[str, str]:
    """Make the reports that the audit looks at and lay them into `exports/audits`, so that the record can name them.

    Returns:
        SHA-256 by file as seen from the workspace; what is no report's name is passed over.
    Raises:
        KnownError: a file that cannot be written.
    """
    from studio import reports
    from studio.app.export import make_report, write_report

    folder = workspace.root / "exports" / "audits" / f"{found.due}-{slug_of(found.name)}"
    kept = {}
    for kind in [name for name in found.looks_at if name in reports.kinds()]:
        made = make_report(workspace, kind, person, verify=True)  # a record of an audit is worth the wait
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(f"{folder} cannot be made: {error.strerror}.", "See that the workspace may be written to.") from None
        target = folder / f"{kind}.html"
        write_report(made, "html", target)
        kept[target.relative_to(workspace.root).as_posix()] = sha256(target.read_bytes()).hexdigest()
    return kept


def must_be_open(found: Audit, findings: str, person: Person) -> None:
    """Whether that person may write down now that it was done; to be asked before reports are kept with it.

    Raises:
        Refused: no findings, a person whose audit it is not, or one that is done until its next day.
    """
    if not findings.strip():
        raise Refused("An audit without findings shows nothing.", "Write what you found, even if it is that all is well.")
    if not may_do(found, person):
        names = ", ".join(found.who) if found.who else "the owner"
        raise Refused(f"“{found.name}” is not {person.name}’s to do.", f"It is for {names}.")
    if found.standing is AuditStanding.DONE:
        who = f", by {found.last.who}" if found.last else ""
        raise Refused(f"“{found.name}” is done for now{who}.", f"It is due again on {_said(found.due)}.")


def may_do(found: Audit, person: Person) -> bool:
    """Whether it is that person's: named for it, or an owner of every brand, for it is of the whole house."""
    return (Role.OWNER in person.roles and not person.brands) or any(map(person.is_called, found.who))


_ORDER = {standing: place for place, standing in enumerate((AuditStanding.OVERDUE, AuditStanding.DUE))} | {
    AuditStanding.DONE: 2,
    AuditStanding.COMING: 2,
}


def _standing(workspace: Workspace) -> Iterator[Audit]:
    now = workspace.now()
    today = now.astimezone().date()
    start = _begun(workspace) or today
    by_name: dict[str, list[AuditDone]] = {}
    for each in _done(workspace):
        by_name.setdefault(each.audit.casefold(), []).append(each)
    for entry in workspace.policy.audits or DEFAULTS:
        yield standing(entry, by_name.get(entry.name.casefold(), []), start, today)


def _begun(workspace: Workspace) -> date | None:
    """The day of the first entry, on the clock of the house."""
    first = workspace.history.head(1)
    return datetime.fromisoformat(first.time).astimezone().date() if first.time else None


def _done(workspace: Workspace) -> tuple[AuditDone, ...]:
    return tuple(_all(workspace.history.events(types=[EventType.AUDIT_DONE])))


def _all(events: Iterable[Event]) -> Iterator[AuditDone]:
    for event in events:
        if event.payload is not None:
            yield _read(event, event.payload)


def _read(event: Event, said: Mapping[str, Any]) -> AuditDone:
    return AuditDone(
        str(said.get("audit", "")),
        str(said.get("due", "")),
        str(said.get("findings", "")),
        event.actor.name,
        event.time,
        str(said.get("head", "")),
        dict(said.get("reports") or {}),
    )


def _said(day: str) -> str:
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B %Y}"
