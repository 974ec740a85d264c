"""Style guides: rules listed, tested and switched, packages brought in, and why something is not flagged."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
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
    remark,
    session_at,
    told,
    workspace_at,
)
from studio.core.errors import BadInput, NotFound
from studio.core.piece import Channel
from studio.core.span import Span

if TYPE_CHECKING:
    from studio.app.guiding.listing import Shelf
    from studio.app.style_desk import StyleDesk

ChannelOption = Annotated[str, typer.Option(help="blog, web, email, social or support.")]


@app.command()
@told
def rules(
    rule: Annotated[list[str] | None, typer.Argument(help="One rule, shown in full; with --test also files and folders.")] = None,
    workspace: Annotated[
        Path | None, typer.Option("-w", "--workspace", help="Folder of the workspace; without it the guides that apply here.")
    ] = None,
    guide: Annotated[str, typer.Option(help="Only the rules of this guide.")] = "",
    channel: ChannelOption = "",
    format: Listing = Listing.TEXT,
    usage: Annotated[bool, typer.Option("--usage", help="Add how often each flagged, was fixed, was dismissed.")] = False,
    test: Annotated[bool, typer.Option("--test", help="Run the tests inside the rules; exit status 1 if one fails.")] = False,
) -> None:
    """List style guides and rules: level, where in force, kind, what each says and why; or show one rule in full."""
    from studio.app.guiding import telling

    names = rule or []
    if test:
        _test(names, workspace, guide, format)
        return
    only = _channel(channel)
    with _shelf(workspace) as (shelf, desk):
        if usage and desk is None:
            raise BadInput("What became of flags stands in the history of a workspace.", "Name its folder after -w.")
        from studio.app.guiding.listing import channel_states

        used = desk.usage() if usage and desk else None
        if names:
            shown = [(shelf.rule(name), channel_states(shelf.house, name), (used or {}).get(name)) for name in names]
            if format is Listing.JSON:
                full = [telling.rule_data_in_full(row, states, each, with_usage=usage) for row, states, each in shown]
                out_json(full[0] if len(full) == 1 else full)
            else:
                out("\n\n".join(telling.rule_text(row, states, each, with_usage=usage) for row, states, each in shown))
            return
        rows = shelf.rules(guide)
        if format is Listing.JSON:
            told_rows = (telling.rule_data(row, (used or {}).get(row.name), with_usage=usage) for row in rows)
            out_json([row for row in told_rows if only is None or only.value in row["channels"]])
        else:
            out(telling.rules_text(shelf.guides(), rows, used, only))


def _test(names: Sequence[str], workspace: Path | None, guide: str, format: Listing) -> None:
    """Run the tests of rules by name, of files and folders, of a guide or of everything."""
    from studio.app.guiding import telling
    from studio.guides.folders import name_of

    files: dict[str, Path] = {}
    with _shelf(workspace) as (shelf, _):
        house = shelf.house
        every = {name: path for each in house.guides for name, path in house.rules(each).items()}
        for name in names:
            if name in every:
                files[name] = every[name]
            elif (path := Path(name)).exists():
                found = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
                files |= {name_of(each, house.folders): each for each in found if _is_rule(each)}
            else:
                raise NotFound(f"There is no rule or file {name}.", "`bluepencil rules` lists the rules.")
        if not names:
            if guide and guide not in house.guides:
                raise NotFound(f"There is no style guide {guide}.", f"There are: {', '.join(house.guides)}.")
            files = {name: path for name, path in every.items() if not guide or name.startswith(f"{guide}.")}
        tested = telling.tests_of(files.items(), house.folders)
    if format is Listing.JSON:
        out_json(telling.tests_data(tested))
    else:
        out(telling.tests_text(tested, len(files)))
    if not all(each.outcome.passed for each in tested):
        raise typer.Exit(1)


def _is_rule(path: Path) -> bool:
    """Whether a file is a rule and no setting of something else."""
    return not any(part in ("config", "Vocab") or part.startswith(".") for part in path.parts)


@contextmanager
def _shelf(folder: Path | None) -> Iterator[tuple["Shelf", "StyleDesk | None"]]:
    """The guides of a workspace with its desk; without one, those that apply in the folder one is in, and no desk.

    What applies is what `bluepencil check` would find there: the next configuration upward, by any of its names.
    """
    from studio.app.guiding.files import House
    from studio.app.guiding.listing import Shelf
    from studio.app.policy import Policy
    from studio.app.workspace import HISTORY
    from studio.core.data import data_path
    from studio.guides.ini import find_ini

    if folder is None and not (HERE / HISTORY).exists():
        ini = find_ini(HERE, os.environ)
        home = ini.parent if ini else HERE
        yield Shelf(House(home, data_path("styleguides"), home.resolve().name, ini=ini), Policy()), None
        return
    with workspace_at(folder or HERE) as opened:
        yield opened.styles.shelf, opened.styles


class RuleSwitch(StrEnum):
    ON = "on"
    OFF = "off"
    SUGGESTION = "suggestion"
    WARNING = "warning"
    ERROR = "error"
    INHERIT = "inherit"
    TRIAL = "trial"
    NO_TRIAL = "no-trial"


@app.command()
@told
def rule(
    rule: Annotated[str, typer.Argument(help="A rule, such as Plain.Wordy; or a guide, on or off.")],
    state: Annotated[RuleSwitch, typer.Argument(help="What becomes of it; inherit lets the next one up decide.")],
    channel: ChannelOption = "",
    workspace: Folder = HERE,
    person: AsFirst = "",
) -> None:
    """Switch a rule or a guide, for every channel or one; a rule on trial is counted and never stops a piece."""
    only = _channel(channel)
    with workspace_at(workspace) as opened:
        desk = opened.styles
        who = desk.keeper(person).name
        more = ""
        if state in (RuleSwitch.TRIAL, RuleSwitch.NO_TRIAL):
            if only:
                raise BadInput("A trial holds for every channel.", "Leave --channel out.")
            desk.set_trial(rule, state is RuleSwitch.TRIAL, who)
        elif "." in rule:
            more = desk.set_state(rule, state.value, only, who)
        elif state in (RuleSwitch.ON, RuleSwitch.OFF):
            desk.set_guide(rule, state is RuleSwitch.ON, only, who)
        else:
            raise BadInput(f"{rule} is a guide, and only a rule can be {state.value}.", f"Name a rule, such as {rule}.Name.")
    where = f" for {only.value}" if only else ""
    out(f"{rule}: {state.value}{where}, as {who}.")
    if more:
        remark(more)


@app.command()
@told
def why(
    piece: PieceId,
    words: Annotated[str, typer.Argument(help="Words of the piece, as they stand in it.")],
    workspace: Folder = HERE,
    format: Listing = Listing.TEXT,
    person: As = "",
) -> None:
    """Why are these words not flagged: which rules see them, and what keeps each from saying so."""
    from studio.app.guiding import telling

    with workspace_at(workspace) as opened:
        session = session_at(opened, piece, person)
        start = session.text.find(words) if words.strip() else -1
        if start < 0:
            raise NotFound(f"“{words}” does not stand in {session.piece.id}.", "Copy the words as `bluepencil show` prints them.")
        rows = opened.styles.why_not(session, Span(start, start + len(words)))
        again, line = session.text.count(words), session.document.line_and_column(start)[0]
    if format is Listing.JSON:
        out_json(telling.why_data(rows))
    else:
        out(telling.why_text(rows))
    if again > 1:
        remark(f"the words stand there {again} times; this is about the first, on line {line}.")


@app.command()
@told
def package(
    source: Annotated[Path, typer.Argument(help="A folder or a zip with style guides in Vale's format.")],
    workspace: Folder = HERE,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a package of the same name.")] = False,
    person: AsFirst = "",
) -> None:
    """Bring in a package of style guides; it is in force once it is switched on."""
    with workspace_at(workspace) as opened:
        who = opened.styles.keeper(person).name
        installed = opened.styles.import_package(source, replace, who)
    for name in installed.names:
        out(name)
    for problem in installed.problems:
        complain(problem)
    rules_of = f"{installed.rules} rule{'s' * (installed.rules != 1)}"
    remark(f"{rules_of} came in, as {who}; `bluepencil rule GUIDE on` puts a guide in force.")


def _channel(name: str) -> Channel | None:
    if not name.strip():
        return None
    try:
        return Channel(name.strip().lower())
    except ValueError:
        raise BadInput(f"There is no channel “{name}”.", f"Channels: {', '.join(Channel)}.") from None
