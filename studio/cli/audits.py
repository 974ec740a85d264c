"""Reviews on a calendar, what stands out, and notes on figures."""

from typing import TYPE_CHECKING, Annotated

import typer

from studio.app.clock import day
from studio.cli.shell import HERE, AsFirst, Folder, Listing, app, out, out_json, reader_at, remark, told, workspace_at
from studio.core.errors import BadInput
from studio.core.piece import Channel
from studio.core.reach import Reach

if TYPE_CHECKING:
    from studio.app.audits import Audit, AuditDone


@app.command()
@told
def audits(
    workspace: Folder = HERE,
    done: Annotated[bool, typer.Option("--done", help="The record instead: what was done, and what was found.")] = False,
    format: Listing = Listing.TEXT,
) -> None:
    """Reviews on the calendar of policy.toml: what is overdue, due or done; exit status 1 where one is overdue."""
    from studio.app import audits as calendar

    with workspace_at(workspace) as opened:
        every, record = calendar.audits(opened), calendar.record(opened)
    if done:
        if format is Listing.JSON:
            out_json([_done_data(entry) for entry in record])
        else:
            for entry in record:
                out(f"{day(entry.when)}  {entry.audit} (due {day(entry.due)}), {entry.who}: {entry.findings}")
        return
    if format is Listing.JSON:
        out_json([_audit_data(each) for each in every])
    else:
        for each in every:
            sign = {"overdue": "LATE", "due today": "due"}.get(each.standing.value, "")
            who = ", ".join(each.who) or "the owner"
            looks = f" Looks at {', '.join(each.looks_at)}." if each.looks_at else ""
            out(f"{sign:<5} {each.name} ({each.every}, {who}): {each.sentence}{looks}")
    if any(each.standing.value == "overdue" for each in every):
        raise typer.Exit(1)


def _audit_data(each: "Audit") -> dict[str, object]:
    return {
        "name": each.name,
        "every": each.every,
        "looks_at": list(each.looks_at),
        "who": list(each.who),
        "standing": each.standing.value,
        "due": each.due,
        "missed": each.missed,
        "sentence": each.sentence,
        "last": _done_data(each.last) if each.last else None,
    }


def _done_data(each: "AuditDone") -> dict[str, object]:
    return {
        "audit": each.audit,
        "due": each.due,
        "findings": each.findings,
        "who": each.who,
        "when": each.when,
        "head": each.head,
        "reports": dict(each.reports),
    }


@app.command()
@told
def audit(
    name: Annotated[str, typer.Argument(help="The audit, or how its name begins; `audits` lists them.")],
    findings: Annotated[str, typer.Option(help="What you found, even if it is that all is well.")],
    keep: Annotated[bool, typer.Option("--keep", help="Lay the reports it looks at into exports/audits, and name them.")] = False,
    workspace: Folder = HERE,
    person: AsFirst = "",
) -> None:
    """Write down that an audit was done, and what was found. It is for the people it names, and for the owner."""
    from studio.app import audits as calendar

    with workspace_at(workspace) as opened:
        who = opened.person(person)
        found = calendar.audit(opened, name)
        calendar.must_be_open(found, findings, who)
        kept = calendar.keep_reports(opened, found, who) if keep else {}
        done = calendar.done(opened, found.name, findings, who, kept)
        after = calendar.audit(opened, found.name)
    out(f"Done: {done.audit}, due {day(done.due)}, as {done.who}. {after.sentence}")
    for file in done.reports:
        out(file)


@app.command()
@told
def alerts(workspace: Folder = HERE, format: Listing = Listing.TEXT) -> None:
    """What stands out in the figures: sudden rises, approvals nobody can have read, handoffs that are late."""
    from studio.app.alerts import alerts as stands_out
    from studio.app.figures import tally
    from studio.app.hours import WorkingHours

    with workspace_at(workspace) as opened:
        hours = WorkingHours.of(opened.policy.hours)
        found = stands_out(tally(opened), opened.policy.alerts, opened.pieces(), hours)
    if format is Listing.JSON:
        rows = ({"kind": a.kind.value, "title": a.title, "sentence": a.sentence, "figures": dict(a.figures)} for a in found)
        out_json([row | {"pieces": list(a.pieces), "since": a.since} for row, a in zip(rows, found, strict=True)])
        return
    if not found:
        remark("nothing stands out.")
    for each in found:
        out(f"{each.title}. {each.sentence}")


@app.command()
@told
def note(
    about: Annotated[
        str, typer.Argument(help="The figure, report or alert it is about, such as kpi, depth or “alert: overdue”.")
    ],
    text: Annotated[str, typer.Option(help="What you think it means.")],
    since: Annotated[str, typer.Option("--from", help="First day of the figure, such as 2026-11-01.")] = "",
    until: Annotated[str, typer.Option("--to", help="Its last day.")] = "",
    piece: Annotated[str, typer.Option(help="The piece it was of.")] = "",
    brand: Annotated[str, typer.Option(help="The brand it was of.")] = "",
    channel: Annotated[str, typer.Option(help="The channel it was of.")] = "",
    workspace: Folder = HERE,
    person: AsFirst = "",
) -> None:
    """Write down what you make of a figure. It stands in the history, with your name."""
    from studio.app import noting
    from studio.reports import period

    period.check((since, until))
    about = _figure(about)
    with workspace_at(workspace) as opened:
        which = opened.piece(piece).id if piece else ""
        reach = Reach(piece=which, brand=brand, channel=_channel(channel), since=since, until=until)
        made = noting.note(opened, opened.person(person), about, text, reach)
    out(f"Noted on {made.about}, as {made.who}.")


@app.command()
@told
def notes(
    about: Annotated[str, typer.Argument(help="One figure or report; without it all of them.")] = "",
    workspace: Folder = HERE,
    format: Listing = Listing.TEXT,
    person: AsFirst = "",
) -> None:
    """What people made of the figures of somebody's brands, the latest first."""
    from studio.app import noting

    with workspace_at(workspace) as opened:
        found = noting.notes(opened, about, reader_at(opened, person))
    if format is Listing.JSON:
        out_json(
            [
                {"about": n.about, "from": n.reach.since, "to": n.reach.until, "note": n.text, "who": n.who, "when": n.when}
                | {"piece": n.reach.piece, "brand": n.reach.brand, "channel": n.reach.channel or ""}
                for n in found
            ]
        )
        return
    for each in found:
        out(f"{day(each.when)}  {each.about}, {each.who}: {each.text}")


def _figure(name: str) -> str:
    """As the dashboard calls it.

    Raises:
        BadInput: there is no such figure, report or alert.
    """
    from studio import reports
    from studio.app.alerts import AlertKind
    from studio.reports.measured import FIGURES

    figures = [figure.id for figure in FIGURES]
    said = " ".join(name.split()).casefold()
    if said not in {*figures, *reports.kinds(), "dashboard", *AlertKind, *(f"alert: {kind}" for kind in AlertKind)}:
        what = f"There is no figure, report or alert “{name}”."
        alerts = ", ".join(f"“alert: {kind}”" for kind in AlertKind)
        raise BadInput(what, f"Figures: {', '.join(figures)}. Reports: {', '.join(sorted(reports.kinds()))}. Alerts: {alerts}.")
    return said


def _channel(name: str) -> Channel | None:
    if not name.strip():
        return None
    if name.strip().lower() not in set(Channel):
        raise BadInput(f"There is no channel “{name}”.", f"Channels: {', '.join(Channel)}.")
    return Channel(name.strip().lower())
