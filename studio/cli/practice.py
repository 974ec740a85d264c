"""Practising without a window: drafts with planted faults written to a folder, and the text that came of one scored."""

import shutil
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.shell import Force, Listing, app, choice, out, out_json, told
from studio.core.errors import BadInput
from studio.core.piece import Role

if TYPE_CHECKING:
    from studio.core.practice import Row, Score

practice = typer.Typer(help="Practise on drafts with planted faults; nothing of it counts anywhere.", no_args_is_help=True)
app.add_typer(practice, name="practice")

Name = Annotated[str, typer.Argument(metavar="PRACTICE", help="As `practice list` names it: writer-1.")]


class Decision(StrEnum):
    APPROVE = "approve"
    SEND_BACK = "send back"


@practice.command("list")
@told
def list_(
    role: Annotated[str, typer.Option(help="writer, editor or owner.")] = "",
    format: Listing = Listing.TEXT,
) -> None:
    """The practice drafts of every role, what each trains, and how it went for you."""
    from studio.app.practice import Practice, exercises

    found = exercises(choice(Role, role) if role else None)
    results = Practice.own().results()
    latest = {each.practice: each.words for each in results}
    if format is Listing.JSON:
        names = ("id", "title", "channel", "minutes", "trains")
        out_json([{name: getattr(each, name) for name in names} | {"last": latest.get(each.id, "")} for each in found])
        return
    for each in found:
        last = f"  [{latest[each.id]}]" if each.id in latest else ""
        out(f"{each.id:10} {each.channel:8} {each.minutes:2} min  {each.title}: {each.trains}{last}")


@practice.command()
@told
def start(
    name: Name,
    dir: Annotated[Path | None, typer.Option("--dir", help="Folder for draft and brief; else one of that name here.")] = None,
    force: Force = False,
) -> None:
    """Write a practice draft and its brief into a folder. Edit the draft there, then `practice score`."""
    from studio.app.practice import exercise

    chosen = exercise(name)
    folder = dir or Path(f"practice-{chosen.id}")
    if (folder / "draft.md").exists() and not force:
        raise BadInput(f"{folder / 'draft.md'} is there already.", "Score it, or replace it with --force.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part in ("draft.md", "brief.md"):
            shutil.copyfile(chosen.folder / part, folder / part)
    except OSError as error:
        raise BadInput(f"{folder} cannot be written: {error.strerror}.", "Choose another place.") from None
    out(str(folder / "draft.md"))


@practice.command()
@told
def score(
    name: Name,
    file: Annotated[Path, typer.Argument(help="The draft as you left it.")],
    remark: Annotated[
        list[str] | None, typer.Option("--remark", help="Words of the draft you hold to be wrong; repeat it.")
    ] = None,
    decision: Annotated[str, typer.Option(help="approve or send-back, for editors and owners.")] = "",
    who: Annotated[str, typer.Option("--as", help="Keep the counts under this name; without it nothing is kept.")] = "",
    format: Listing = Listing.TEXT,
) -> None:
    """What you found, what you missed and what you flagged wrongly, with the reason for each."""
    from studio import formats
    from studio.app.practice import Practice, exercise, place_in
    from studio.core.practice import Remark, Verdict
    from studio.core.practice import score as score_of

    chosen = exercise(name)
    said = []
    for words in remark or ():
        span = place_in(chosen.draft.text, words)
        if span is None:
            raise BadInput(f"“{words}” does not stand in the draft.", "Copy the words out of the draft as it was given out.")
        said.append(Remark(span))
    verdict = Verdict(choice(Decision, decision).value) if decision else Verdict.NONE
    found = score_of(chosen.key, chosen.draft.text, formats.read(file).text, said, verdict)
    if who:
        Practice.own().keep(chosen, who, found)
    if format is Listing.JSON:
        out_json(_as_data(found))
        return
    out(f"{found.sentence}.")
    if found.verdict:
        out(found.verdict)
    for row in found.rows:
        out("")
        out(f"{row.outcome.value.capitalize()}: {row.kind}: “{' '.join(row.words.split())}”")
        out(f"  Why: {row.why}")
        if row.good:
            out(f"  Good: {row.good}")


def _as_data(found: "Score") -> dict[str, object]:
    def of(row: "Row") -> dict[str, object]:
        return {
            "outcome": row.outcome.value,
            "kind": row.kind,
            "words": row.words,
            "start": row.span.start,
            "end": row.span.end,
            "why": row.why,
            "good": row.good,
        }

    counts = {"found": found.found, "planted": found.planted, "wrong": found.wrong}
    return {**counts, "verdict": found.verdict, "decided_rightly": found.decided_rightly, "rows": [of(row) for row in found.rows]}
