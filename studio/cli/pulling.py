"""Exports of other tools: how they are read."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.shell import HERE, Folder, Listing, app, complain, out, out_json, remark, told, workspace_at
from studio.core.errors import BadInput, KnownError, NotFound
from studio.core.phrases import shortened

if TYPE_CHECKING:
    from studio.app.intake import Options, Outcome
    from studio.app.workspace import Workspace
    from studio.core.piece import Person

_MOST_PLACES = 400  # characters of a list of them


@app.command()
@told
def mappings(
    file: Annotated[
        str, typer.Argument(help="An export: how it would be read, and its first drafts. Or the name of a mapping, to print it.")
    ] = "",
    workspace: Folder = HERE,
    mapping: Annotated[str, typer.Option(help="Read it by this mapping; else the one that fits best, or a guess.")] = "",
    place: Annotated[
        list[str] | None,
        typer.Option(help="Where a thing stands: text=output.content, records=data.items; brand:=Mill holds for all."),
    ] = None,
    save: Annotated[str, typer.Option(help="Keep it under this name, for `import --mapping NAME`.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Instead of the mapping of that name.")] = False,
    encoding: Annotated[str, typer.Option(help="How the file is written; else found out.")] = "",
    format: Listing = Listing.TEXT,
) -> None:
    """List how exports of other tools are read, try it on a file, and keep it for the next time."""
    from studio.app import pulling
    from studio.formats import exports

    with workspace_at(workspace) as opened:
        if not file:
            _list(opened, format)
            return
        if not Path(file).is_file():
            if pulling.is_export(Path(file)):
                raise NotFound(f"{file} is not there.", "Name an export, or one of the mappings.")
            out(pulling.text_of(pulling.mapping(opened.root, file)).rstrip())
            return
        export = pulling.opened(Path(file), encoding or None)
        found = pulling.mapping(opened.root, mapping) if mapping else pulling.fitting(opened.root, export)
        found = pulling.with_fields(found, place or ())
        if not found.fields.get("text"):
            there = shortened(", ".join(exports.places_in(export, found.records)), _MOST_PLACES)
            raise BadInput(f"{file} does not say which of its fields is the text.", f"Say it: --place text=… There are: {there}.")
        pulled = pulling.pull(export, found)
        if save:
            found = pulling.save(opened, found, save, replacing=replace)
    if format is Listing.JSON:
        shown = [{"title": each.title, "meta": each.meta, "text": each.text} for each in pulled.drafts[: pulling.PREVIEWED]]
        out_json(
            {"mapping": asdict(found), "drafts": len(pulled.drafts), "first": shown, "refused": list(map(str, pulled.refused))}
        )
        return
    out(pulling.text_of(found).rstrip())
    out("")
    for draft in pulled.drafts[: pulling.PREVIEWED]:
        said = ", ".join(filter(None, (draft.meta.get("channel", ""), draft.meta.get("model", ""))))
        out(f"{draft.name}: {draft.title}{f' ({said})' if said else ''}: {shortened(draft.text, 70)}")
    out(pulled.told)
    for error in pulled.refused:
        complain(error)
    if save:
        remark(f"kept: `bluepencil import {file} --mapping {found.name}` takes them in.")


def _list(workspace: "Workspace", format: Listing) -> None:
    from studio.app import pulling

    found, problems = pulling.mappings(workspace.root), pulling.problems(workspace.root)
    if format is Listing.JSON:
        out_json([asdict(each) for each in found])
    else:
        width = max((len(each.name) for each in found), default=0)
        for each in found:
            whose = "comes along" if each.is_bundled else "your own"
            out(f"{each.name:<{width}}  {each.title or 'no title'} ({whose})")
    for problem in problems:
        complain(problem)
    if problems:
        raise typer.Exit(1)


def take_in_exports(
    workspace: "Workspace", files: list[Path], mapping: str, encoding: str, person: "Person", options: "Options"
) -> "Outcome":
    """Take in every record of these exports; a file that cannot be read keeps none of the others out."""
    from studio.app import pulling

    places = pulling.mapping(workspace.root, mapping)
    pulled, unread = list[pulling.Pulled](), list[KnownError]()
    for file in files:
        try:
            pulled.append(pulling.pull(pulling.opened(file, encoding or None), places))
        except KnownError as error:
            unread.append(error)
    taken = pulling.take_in_all(workspace, pulled, person, options)
    taken.refused += unread
    return taken
