"""The library: true stories and approved snippets."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.shell import (
    HERE,
    As,
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
    session_at,
    told,
    workspace_at,
)
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.phrases import count
from studio.core.span import Span

if TYPE_CHECKING:
    from studio.app.library_files import Entry

library = typer.Typer(
    help="True customer stories with their consent, and snippets that an editor approved.", no_args_is_help=True
)
app.add_typer(library, name="library")

Name = Annotated[str, typer.Argument(metavar="ENTRY", help="Its id, or how it begins.")]
Text = Annotated[Path | None, typer.Option("--from", help="File with the words that go into a text.")]
Title = Annotated[str, typer.Option(help="What it is about, as people look for it.")]
Source = Annotated[str, typer.Option(help="Who told the story, when or where.")]
Who = Annotated[str, typer.Option("--consent-of", help="Who agreed to being told of.")]
Given = Annotated[str, typer.Option("--given", help="The day of their yes, such as 2026-11-30.")]
Scope = Annotated[str, typer.Option("--for", help="What they agreed to.")]
Until = Annotated[str | None, typer.Option("--until", help="Last day of the consent, or of the snippet; empty for good.")]
Channels = Annotated[str | None, typer.Option(help="Only for these channels, with commas between; empty for all.")]
Tags = Annotated[str | None, typer.Option(help="Words to find it by, with commas between.")]
Brand = Annotated[str, typer.Option(help="Whose it is; else the house's brand.")]


@library.command(name="list")
@told
def list_(
    words: Annotated[list[str] | None, typer.Argument(help="Only entries that have all of these words.")] = None,
    workspace: Folder = HERE,
    brand: Annotated[str, typer.Option(help="One brand's alone.")] = "",
    format: Listing = Listing.TEXT,
    person: AsFirst = "",
) -> None:
    """List stories and snippets, how often each was used, and which may go into no text now, and why."""
    from studio.app import library as shelf
    from studio.app.clock import day

    with workspace_at(workspace) as opened:
        found = shelf.entries(opened, reader_at(opened, person), brand, " ".join(words or ()))
        problems = shelf.problems(opened.root)
    if format is Listing.JSON:
        out_json([asdict(each) | {"entry": asdict(each.entry) | {"path": str(each.entry.path)}} for each in found])
    else:
        width = max((len(each.entry.id) for each in found), default=0)
        for each in found:
            used = f"used {count(each.uses, 'time')}, last on {day(each.used_at)}" if each.uses else "not used yet"
            said = each.why_not or f"approved by {each.approved_by}"
            out(f"{each.entry.id:<{width}}  {each.entry.kind.value:<8} {each.entry.title} ({said.rstrip('.')}; {used})")
    for problem in problems:
        complain(problem)
    if problems:
        raise typer.Exit(1)


@library.command()
@told
def show(name: Name, workspace: Folder = HERE, person: AsFirst = "") -> None:
    """Print an entry: its file, and how it stands."""
    from studio.app import library as shelf
    from studio.app.library_files import text_of

    with workspace_at(workspace) as opened:
        found = shelf.entry(opened, name, reader_at(opened, person))
    out(text_of(found.entry).rstrip())
    for each in (found.why_not, found.caution):
        if each:
            remark(each)


@library.command()
@told
def story(
    title: Annotated[str, typer.Argument(help="What it is about, as people look for it.")],
    file: Annotated[Path, typer.Option("--from", help="File with the words that go into a text.")],
    source: Annotated[str, typer.Option(help="Who told the story, when or where.")],
    workspace: Folder = HERE,
    who: Who = "",
    given: Given = "",
    scope: Scope = "",
    until: Until = None,
    channels: Channels = None,
    tags: Tags = None,
    brand: Brand = "",
    person: AsFirst = "",
) -> None:
    """Save a true story of a customer, with the consent that stands with it; prints its id."""
    from studio.app.library_files import Entry, EntryKind

    made = Entry(EntryKind.STORY, title, _words(file), brand, source=source, who=who, given=given, scope=scope, until=until or "")
    _save(workspace, person, replace(made, channels=_parts(channels), tags=_parts(tags)))


@library.command()
@told
def snippet(
    title: Annotated[str, typer.Argument(help="What it is about, as people look for it.")],
    file: Annotated[Path, typer.Option("--from", help="File with the words that go into a text.")],
    workspace: Folder = HERE,
    source: Source = "",
    until: Until = None,
    channels: Channels = None,
    tags: Tags = None,
    brand: Brand = "",
    person: AsFirst = "",
) -> None:
    """Save words that may be used again as they are, until their last day; prints its id."""
    from studio.app.library_files import Entry, EntryKind

    made = Entry(EntryKind.SNIPPET, title, _words(file), brand, source=source, until=until or "")
    _save(workspace, person, replace(made, channels=_parts(channels), tags=_parts(tags)))


def _save(workspace: Path, person: str, made: "Entry") -> None:
    from studio.app import library as shelf

    with workspace_at(workspace) as opened:
        made = replace(made, brand=made.brand or opened.policy.brand)
        called = made.kind, made.brand.casefold(), made.title.casefold()
        for each in shelf.entries(opened, opened.person(person)):
            if (each.entry.kind, each.entry.brand.casefold(), each.entry.title.casefold()) == called:
                what = f"There is a {made.kind.value} “{each.entry.title}” already: {each.entry.id}."
                raise Refused(what, f"`bluepencil library change {each.entry.id}` changes it; or give this one another title.")
        saved = shelf.save(opened, opened.person(person), made)
    out(saved.id)
    if saved.kind.value == "story" and not saved.who:
        remark("nobody's consent stands with it yet, and a text that it goes into is flagged for it.")


@library.command()
@told
def change(
    name: Name,
    workspace: Folder = HERE,
    file: Text = None,
    title: Title = "",
    source: Source = "",
    who: Who = "",
    given: Given = "",
    scope: Scope = "",
    until: Until = None,
    channels: Channels = None,
    tags: Tags = None,
    person: AsFirst = "",
) -> None:
    """Save an entry anew, which approves it as it is now; what is not said stays."""
    from studio.app import library as shelf

    said = {"title": title, "source": source, "who": who, "given": given, "scope": scope}
    anew: dict[str, object] = {key: value for key, value in said.items() if value}
    anew |= {"text": _words(file)} if file else {}
    anew |= {"until": until} if until is not None else {}
    anew |= {key: _parts(value) for key, value in (("channels", channels), ("tags", tags)) if value is not None}
    with workspace_at(workspace) as opened:
        who_does = opened.person(person)
        was = shelf.entry(opened, name, who_does).entry
        shelf.save(opened, who_does, replace(was, **anew), was=was)  # type: ignore[arg-type]
    remark(f"“{was.title}” is saved and approved.")


@library.command()
@told
def remove(name: Name, workspace: Folder = HERE, person: AsFirst = "") -> None:
    """Take an entry out; texts keep what went into them."""
    from studio.app import library as shelf

    with workspace_at(workspace) as opened:
        who = opened.person(person)
        was = shelf.entry(opened, name, who).entry
        shelf.remove(opened, who, was)
    remark(f"“{was.title}” is out of the library.")


@library.command()
@told
def use(
    name: Name,
    piece: PieceId,
    workspace: Folder = HERE,
    after: Annotated[str, typer.Option(help="Behind these words of the text; else at its end.")] = "",
    person: As = "",
) -> None:
    """Put an entry into a text; the history says where the words are from."""
    from studio.app import library as shelf

    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        found = shelf.entry(opened, name, session.person)
        many = session.text.count(after) if after else 1
        if many != 1:
            what = "stand in the text more than once" if many else "are not in the text"
            problem = f"The words “{after}” {what}."
            raise NotFound(problem, "Copy them as they are.") if not many else BadInput(problem, "Name more of them.")
        at = session.text.index(after) + len(after) if after else len(session.text.rstrip("\n"))
        session.apply(shelf.edit_for(session, found, Span(at, at)))
        session.flush()
        shelf.note_use(session, found)
    if found.caution:
        remark(found.caution)
    typer.echo(f"Put in, as {session.person.name}.", err=True)


def _words(file: Path) -> str:
    from studio import formats

    return formats.read(file).text


def _parts(said: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (each.strip() for each in (said or "").split(","))))
