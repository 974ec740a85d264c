"""What readers said of published pieces, and what came of them."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.shell import (
    HERE,
    AsFirst,
    Folder,
    Listing,
    PieceId,
    app,
    complain,
    out,
    out_json,
    reader_at,
    remark,
    told,
    workspace_at,
)
from studio.core.reach import Reach

feedback = typer.Typer(help="Ratings, comments and outcome figures of published pieces.", no_args_is_help=True)
app.add_typer(feedback, name="feedback")

Source = Annotated[str, typer.Option(help="Where it comes from: a survey, a review page, a tool, a talk.")]
When = Annotated[str, typer.Option(help="The day, or the last one, such as 2026-11-30; else today.")]
Since = Annotated[str, typer.Option(help="The first day, where it is about several.")]


@feedback.command(name="list")
@told
def list_(
    workspace: Folder = HERE,
    piece: Annotated[str, typer.Option(help="One piece's alone.")] = "",
    brand: Annotated[str, typer.Option(help="One brand's alone.")] = "",
    since: Annotated[str, typer.Option("--from", help="First day, such as 2026-11-01.")] = "",
    until: Annotated[str, typer.Option("--to", help="Last day.")] = "",
    sums: Annotated[bool, typer.Option("--sums", help="Put together what belongs together, with how many they are.")] = False,
    format: Listing = Listing.TEXT,
    person: AsFirst = "",
) -> None:
    """List what was noted, the oldest first, with its day and where it comes from."""
    from studio.app import feedback as said
    from studio.app.clock import day
    from studio.app.feedback_voice import in_words, measured

    with workspace_at(workspace) as opened:
        reach = Reach(opened.piece(piece).id if piece else "", brand, since=since, until=until)
        found = said.feedback(opened, reader_at(opened, person), reach)
        of = {each.piece.id: each.piece for each in found}
        is_told = bool(piece) or format is Listing.JSON
        voices = {id: measured(opened, each) for id, each in of.items()} if is_told else {}
    together = said.summed(found)
    if format is Listing.JSON:
        rows = [asdict(each) | {"piece": each.piece.id, "title": each.piece.title} for each in found]
        out_json({"feedback": rows, "together": [each.record() for each in together], "voice": voices})
    elif sums:
        for one in together:
            out(one.sentence)
    else:
        for each in found:
            what = f"{each.name} {each.said}".strip() or f"“{each.text}”"
            days = f"{day(each.since)} to {day(each.when)}" if each.since else day(each.when)
            out(f"{each.piece.id}  {days}  {each.source}: {what}")
    if format is not Listing.JSON:
        for told in filter(None, map(in_words, voices.values())):
            remark(told)


@feedback.command()
@told
def rate(
    piece: PieceId,
    value: Annotated[str, typer.Argument(help="The figure, such as 4.5.")],
    source: Source,
    of: Annotated[str, typer.Option(help="The most that could be given, such as 5.")] = "",
    name: Annotated[str, typer.Option(help="What was rated, where it is not the whole.")] = "",
    when: When = "",
    workspace: Folder = HERE,
    person: AsFirst = "",
) -> None:
    """Note a rating of a published piece."""
    from studio.app import feedback as said
    from studio.app.feedback_files import number

    unit = f"of {of.strip()}" if of.strip() else ""
    with workspace_at(workspace) as opened:
        who, figure = opened.person(person), number(value)
        said.note(opened, who, piece, said.FeedbackKind.RATING, name=name, value=figure, unit=unit, source=source, when=when)


@feedback.command()
@told
def comment(
    piece: PieceId,
    text: Annotated[str, typer.Argument(help="What was said.")],
    source: Source,
    when: When = "",
    workspace: Folder = HERE,
    person: AsFirst = "",
) -> None:
    """Note what somebody said of a published piece."""
    from studio.app import feedback as said

    with workspace_at(workspace) as opened:
        said.note(opened, opened.person(person), piece, said.FeedbackKind.COMMENT, text=text, source=source, when=when)


@feedback.command()
@told
def outcome(
    piece: PieceId,
    name: Annotated[str, typer.Argument(help="What was counted: opens, conversions, resolution time.")],
    value: Annotated[str, typer.Argument(help="The figure, such as 31.5.")],
    source: Source,
    unit: Annotated[str, typer.Option(help="What it is counted in, such as % or hours.")] = "",
    when: When = "",
    since: Since = "",
    workspace: Folder = HERE,
    person: AsFirst = "",
) -> None:
    """Note what came of a published piece."""
    from studio.app import feedback as said
    from studio.app.feedback_files import number

    kind = said.FeedbackKind.OUTCOME
    with workspace_at(workspace) as opened:
        figures = {"name": name, "value": number(value), "unit": unit}
        said.note(opened, opened.person(person), piece, kind, **figures, source=source, when=when, since=since)  # type: ignore[arg-type]


@feedback.command(name="import")
@told
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV file of a survey, mail or helpdesk tool.")],
    workspace: Folder = HERE,
    mapping: Annotated[str, typer.Option(help="Its columns, as they were kept; else they are guessed by their names.")] = "",
    column: Annotated[
        list[str] | None,
        typer.Option(help="Which column is what: piece=URL, when=Date, rating:stars=Stars, outcome:opens=Opens, unit:opens=%."),
    ] = None,
    source: Annotated[str, typer.Option(help="Where all of it comes from, where no column says it.")] = "",
    save: Annotated[str, typer.Option(help="Keep the columns under this name, for the next file.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Rows that cannot be read stay outside; else nothing comes in.")
    ] = False,
    encoding: Annotated[str, typer.Option(help="How the file is written; else found out.")] = "",
    person: AsFirst = "",
) -> None:
    """Take in a table of feedback: all of it or nothing, and each row once."""
    from studio.app import feedback as said
    from studio.app import feedback_files as files

    with workspace_at(workspace) as opened:
        who = opened.person(person)
        read = files.table(file, encoding or None)
        columns = files.mapping(opened.root, mapping) if mapping else files.guess(read)
        columns = files.with_columns(columns, [*([f"source={source}"] if source else []), *(column or ())])
        planned = said.plan(opened, who, read.name, files.lines(read, columns))
        for error in planned.faults:
            complain(error)
        if dry_run:
            for line in planned.first(_PREVIEWED):
                out(line)
            out(planned.told)
            raise typer.Exit(2 if planned.faults else 0)
        many = said.take_in(opened, who, planned, leaving_out=leave_out)
        if save:
            kept = files.save(opened, columns, save)
            remark(f"kept: the next file comes in with `--mapping {kept.name}`.")
    out(str(many))
    if planned.before:
        remark(f"{planned.before:,} {'was' if planned.before == 1 else 'were'} here already.")


_PREVIEWED = 5
