"""Drafting with AI from the command line: one brief or many, each draft a piece, and the prompt to read and change before."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.asking import Progress, key_of, must_be_allowed, waiting
from studio.cli.people import PassphraseFile
from studio.cli.shell import HERE, AsFirst, Folder, app, complain, out, remark, told, workspace_at
from studio.core.errors import BadInput, Cancelled, KnownError, ServiceTrouble, Trouble
from studio.core.phrases import count

if TYPE_CHECKING:
    from studio.app.batch import Row, Words
    from studio.app.drafting import Asked
    from studio.app.workspace import Workspace
    from studio.core.asking import Service

_CANCELLED = 130  # as a shell has it for whatever Ctrl+C ended
_OF_ALL = (Trouble.ADDRESS, Trouble.KEY, Trouble.MODEL, Trouble.CERTIFICATE, Trouble.NOT_AN_INTERFACE)
"""Troubles that every further draft would meet as well."""


@app.command()
@told
def draft(
    brief: Annotated[
        Path | None, typer.Option(help="One brief: a Markdown file; its answers stand under their questions.")
    ] = None,
    batch: Annotated[Path | None, typer.Option(help="Many briefs: a CSV with one a row, or a folder of Markdown files.")] = None,
    template: Annotated[str, typer.Option(help="The content type of briefs that name none: see `bluepencil templates`.")] = "",
    workspace: Folder = HERE,
    service: Annotated[str, typer.Option(help="The AI service that is asked; the first one without it.")] = "",
    variants: Annotated[int, typer.Option(min=1, max=12, help="How many drafts of each brief, to compare.")] = 1,
    channels: Annotated[str, typer.Option(help="A draft for each of these, with commas between: email,social.")] = "",
    prompt: Annotated[Path | None, typer.Option(help="What the model is asked, in place of the house’s own words.")] = None,
    temperature: Annotated[
        float | None, typer.Option(help="How freely it chooses its words, 0 to 2; without it as the service has it.")
    ] = None,
    show_prompt: Annotated[
        bool, typer.Option("--show-prompt", help="Print what the model would be asked, to change it; nothing is sent.")
    ] = False,
    skeleton: Annotated[
        bool, typer.Option("--skeleton", help="Ask no AI: begin with the content type’s skeleton, the brief beside it.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Ask also for briefs that became pieces before.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Send it without showing it first.")] = False,
    person: AsFirst = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Ask an AI service for drafts of a brief, or of many; prints one piece id per line. Ctrl+C keeps what is whole by then."""
    from studio.app import batch as briefs
    from studio.app import drafting

    if (brief is None) == (batch is None):
        raise BadInput("Which brief?", "Say either `--brief FILE` or `--batch CSV|DIR`.")
    path = brief or batch
    assert path is not None
    if brief is not None and (path.is_dir() or path.suffix.lower() == ".csv"):
        raise BadInput(f"{path.name} holds several briefs.", "Say `--batch` in the place of `--brief`.")
    with workspace_at(workspace) as opened:
        who = opened.person(person)
        told = _Told({each.id for each in opened.history.pieces()})
        found = briefs.read(opened, path, who, template, variants)
        for name in found.unread:
            remark(f"nobody knows “{name}”, so it was passed over.")
        words = briefs.Words(opened)
        rows = [_for_channels(row, channels, variants) for row in (briefs.anew(found.rows) if again else found.rows)]
        if show_prompt:
            _show_prompts(rows, words)
            return
        wanted = _wanted(rows, told, skeleton)
        if skeleton:
            for row in wanted:
                assert row.wish
                told.made(drafting.begin_by_hand(opened, row.wish))
        elif wanted:
            chosen = drafting.service_of(opened, service)
            asked = _asked(opened, wanted, chosen, words, prompt, temperature, told)
            if asked:
                must_be_allowed(opened, [each.call for each in asked], yes=yes)
                _send(opened, asked, key_of(chosen, passphrase_file), told)
    if told.refused:
        raise typer.Exit(2)


@dataclass
class _Told:
    """What came of a run; `known` are the pieces there were before it, and those it made."""

    known: set[str]
    many: int = 0
    refused: int = 0

    def made(self, piece: str) -> None:
        self.many += 1
        self.known.add(piece)
        out(piece)

    def refuse(self, name: str, error: KnownError) -> None:
        self.refused += 1
        complain(f"{name}: {error}")


def _for_channels(row: "Row", channels: str, variants: int) -> "Row":
    """The row with a draft for each channel that the command names, where it does. Raises: BadInput, for one that is none."""
    from studio.app.drafting import channel_of
    from studio.core.prompting import wanted

    names = [name.strip() for name in channels.split(",") if name.strip()]
    if not names or row.wish is None:
        return row
    chosen = [channel_of(replace(row.wish.brief, channel=name), row.wish.template) for name in names]
    return replace(row, wants=wanted(list(dict.fromkeys(chosen)), variants))


def _show_prompts(rows: Sequence["Row"], words: "Words") -> None:
    """Each prompt once: briefs of one content type, brand and channel share theirs."""
    prompts = dict.fromkeys(words.of(row.wish) for row in rows if row.wish)
    sys.stdout.write("\n\n---\n\n".join(prompts) + "\n" if prompts else "")
    for row in rows:
        if row.problem:
            complain(f"{row.name}: {row.problem}")


def _wanted(rows: Sequence["Row"], told: _Told, skeleton: bool) -> list["Row"]:
    """Those that are to become drafts; what keeps each of the others from it is told."""
    from studio.app import batch as briefs
    from studio.app.drafting import is_human_led

    found = []
    for row in rows:
        if row.problem:
            told.refuse(row.name, row.problem)
        elif row.before:
            remark(f"{row.name}: the same brief became {row.before} before; `--again` asks once more.")
        elif row.wish and row.wish.template and is_human_led(row.wish.template) and not skeleton:
            what = f"“{row.wish.template.title}” is for people to write; an AI may suggest wordings, and no more."
            told.refuse(row.name, KnownError(what, "`--skeleton` begins it without an AI."))
        else:
            found.append(row)
    once = briefs.ready(found)
    for row in found:
        if row not in once:
            remark(f"{row.name}: the same brief stands there twice, and is asked for once.")
    return list(once)


def _asked(
    workspace: "Workspace",
    rows: Sequence["Row"],
    service: "Service",
    words: "Words",
    prompt: Path | None,
    temperature: float | None,
    told: _Told,
) -> list["Asked"]:
    """Every draft, ready to be sent."""
    from studio import formats
    from studio.app import drafting
    from studio.core.prompting import SAMPLES

    said = formats.read(prompt).text if prompt else ""
    found = list["Asked"]()
    for row in rows:
        assert row.wish
        try:
            task = said or words.of(row.wish)
            heard = words.samples(row.wish) if SAMPLES in task else ()
            found += drafting.ask(workspace, row.wish, service, row.wants, task, temperature, heard)
        except KnownError as error:
            told.refuse(row.name, error)
    return found


def _send(workspace: "Workspace", asked: Sequence["Asked"], key: str, told: _Told) -> None:
    """One after the other; what is whole by the time somebody presses Ctrl+C stays.

    Raises:
        typer.Exit: cancelled, with status 130; or a trouble that every further one would meet as well, with 2.
    """
    from studio.app import batch as briefs
    from studio.app import drafting

    with waiting() as (line, is_cancelled):
        for number, each in enumerate(asked):
            of = f", {number + 1} of {len(asked)}" if len(asked) > 1 else ""
            name = " ".join(filter(None, (each.wish.source.name, each.want.name)))
            progress = Progress(f"{each.call.service.name} drafts {name}{of}")
            try:
                if is_cancelled():
                    raise Cancelled
                with briefs.held(workspace, each.wish, told.known) as other:
                    if other:
                        remark(f"{name}: another program made {other} of the same brief meanwhile, so it is not asked for again.")
                        continue
                    told.made(drafting.carry(workspace, each, line, key, progress.tell, is_cancelled))
            except Cancelled:
                stays = f"; {count(told.many, 'draft')} made before {'stays' if told.many == 1 else 'stay'}" if told.many else ""
                remark(f"cancelled{stays}. {count(len(asked) - number, 'draft')} of {len(asked)} were not made.")
                raise typer.Exit(_CANCELLED) from None
            except KnownError as error:
                told.refuse(name, error)
                if isinstance(error, ServiceTrouble) and error.trouble in _OF_ALL and number + 1 < len(asked):
                    remark(f"{count(len(asked) - number - 1, 'draft')} more would meet the same, and were not asked for.")
                    break
            finally:
                progress.end()
