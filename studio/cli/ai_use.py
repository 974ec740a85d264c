"""The ledger of AI use, and the public statement that is made from it."""

import csv
import io
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.app.clock import minute
from studio.cli.shell import HERE, AsFirst, Folder, Force, app, out, out_json, reader_at, remark, told, workspace_at
from studio.core.phrases import count, listed
from studio.core.reach import Reach

if TYPE_CHECKING:
    from studio.core.ai_use import Called, Use


class Register(StrEnum):
    TEXT = "text"
    JSON = "json"
    CSV = "csv"


@app.command(name="ai-use")
@told
def ai_use(
    workspace: Folder = HERE,
    since: Annotated[str, typer.Option("--from", help="First day, such as 2026-11-01; UTC.")] = "",
    until: Annotated[str, typer.Option("--to", help="Last day.")] = "",
    brand: Annotated[str, typer.Option(help="Calls about pieces of one brand only.")] = "",
    piece: Annotated[str, typer.Option(help="Calls about one piece only.")] = "",
    by: Annotated[str, typer.Option("--by", help="Calls that one person allowed.")] = "",
    each: Annotated[bool, typer.Option("--calls", help="Every call, instead of sums by service and month.")] = False,
    format: Register = Register.TEXT,
    person: AsFirst = "",
) -> None:
    """What was asked of AI services: calls, what was masked, tokens and cost, by service and month."""
    from studio.app.ai_use import calls, within
    from studio.app.export import within_brands
    from studio.core.ai_use import by_service, costs, masked_by_kind, summed
    from studio.reports import ai_use_record, csv_out, period

    period.check((since, until))
    with workspace_at(workspace) as opened:
        reach, who = Reach(piece, brand, by, None, since, until), reader_at(opened, person)
        found = within(calls(opened, within_brands(opened, who, reach) if who else reach), reach.period)
        head = opened.history.head().hash
    match format:
        case Register.CSV:
            written = io.StringIO()
            rows = csv.writer(written, lineterminator="\n")
            rows.writerow(ai_use_record.COLUMNS)
            rows.writerows([csv_out.cell(value) for value in row] for row in ai_use_record.table_rows(found, head))
            typer.echo(written.getvalue(), nl=False)
        case Register.JSON:
            out_json(
                {
                    "period": {"from": since, "to": until},
                    "head": head,
                    "total": ai_use_record.total_record(summed(found)) | {"costs": costs(found)},
                    "masked": masked_by_kind(found),
                    "by_service": [ai_use_record.use_record(use) for use in by_service(found)],
                    "calls": [ai_use_record.call_record(each) for each in found],
                }
            )
        case _ if not found:
            remark("no AI service was asked for anything" + (" in this period." if since or until else "."))
        case _ if each:
            for one in found:
                out(_line(one))
        case _:
            for use in by_service(found):
                out(_use(use))
            total = summed(found)
            out(f"In all: {count(total.calls, 'call')}; cost {ai_use_record.money(costs(found))}.")


def _use(use: "Use") -> str:
    from studio.core.ai_use import amount
    from studio.reports.ai_use_record import tokens, where

    came = [f"{many} {word}" for many, word in ((use.failed, "failed"), (use.cancelled, "cancelled")) if many]
    told = [
        f"{count(use.calls, 'call')}{f' ({listed(came)})' if came else ''}",
        f"{count(use.masked, 'personal datum', 'personal data')} masked",
        f"tokens {tokens(use) or 'none'}",
        f"cost {amount(use.cost)} {use.currency}" if use.cost else "no cost known",
    ]
    return f"{use.month}  {use.service} ({where(use.local)}): {'; '.join(told)}."


def _line(one: "Called") -> str:
    from studio.core.personal.kinds import counted
    from studio.reports.ai_use_record import where

    about = f" for “{one.title or one.piece}”" if one.piece else ""
    masked = f"; masked {counted(one.masked)}" if one.masked else ""
    came = f" ({one.trouble.replace('_', ' ')})" if one.trouble else ""
    asked = f"{one.who} had {one.service} ({one.model}, {where(one.local)}) asked to {one.purpose_words}{about}"
    return f"{minute(one.when)}  {asked}; {count(one.size, 'character')}{masked}; {one.outcome}{came}."


@app.command(name="ai-statement")
@told
def ai_statement(
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File to write, .md or .html; it is noted.")] = None,
    brand: Annotated[str, typer.Option(help="Of one brand only.")] = "",
    workspace: Folder = HERE,
    force: Force = False,
    person: AsFirst = "",
) -> None:
    """“How we use AI”, for everybody to read: made from what was asked of services, and from what the policy tells readers."""
    from studio.app.ai_statement import export, statement
    from studio.app.export import must_be_free

    with workspace_at(workspace) as opened:
        who = opened.person(person) if output else reader_at(opened, person)
        made = statement(opened, who, Reach(brand=brand))
        if output is None:
            typer.echo(made.markdown, nl=False)
        else:
            if not force:
                must_be_free(output, "Choose another name, or say `--force`.")
            assert who is not None
            export(opened, who, made, output)
            out(str(output))
