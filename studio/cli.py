"""The command line: every use case of the window that makes sense without one, with the same refusals.

This is the place where objects are wired together. Heavy parts (Qt, the checks) are imported inside the commands that
need them, so that `--help` and `pieces` answer at once.
"""

import json
import logging
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TypeVar

import typer

from studio import __version__
from studio.core.errors import BadInput, KnownError, NotFound
from studio.core.piece import Stage

if TYPE_CHECKING:
    from studio.app.checking import FileChecker
    from studio.app.session import ReviewSession
    from studio.app.workspace import Workspace

app = typer.Typer(
    name="bluepencil",
    help="Review the drafts that AI writes, and keep the proof of who said yes.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Folder = Annotated[Path, typer.Option("-w", "--workspace", help="Folder of the workspace.", show_default="here")]
PieceId = Annotated[str, typer.Argument(metavar="PIECE", help="A piece's id, or its beginning.")]
As = Annotated[str, typer.Option("--as", help="Who does it; without it whoever has the piece on the desk.")]
AsFirst = Annotated[str, typer.Option("--as", help="Who does it; without it the first person of policy.toml.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")]
Note = Annotated[str, typer.Option(help="A remark that stands beside it in the history.")]
HERE = Path()

P = ParamSpec("P")
R = TypeVar("R")


class Listing(StrEnum):
    TEXT = "text"
    JSON = "json"


def told(command: Callable[P, R]) -> Callable[P, R]:
    """One line on stderr, and status 2, for whatever a person can mend."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except KnownError as error:
            complain(error)
            raise typer.Exit(2) from None

    return run


def complain(problem: object) -> None:
    """One line on stderr."""
    typer.echo(f"bluepencil: {' '.join(str(problem).split())}", err=True)


def remark(text: str) -> None:
    """One line on stderr about something that was done all the same."""
    typer.echo(f"Note: {text}", err=True)


def out(text: str) -> None:
    typer.echo(text)


def out_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


# ---------------------------------------------------------------- window


@app.callback(invoke_without_command=True)
@told
def window(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Option("-w", "--workspace", help="Workspace to open.")] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Open the window: with the workspace given, else the last one, else a welcome."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    if version:
        out(f"bluepencil {__version__}")
        raise typer.Exit
    if context.invoked_subcommand:
        return
    from studio.app.workspace import Workspace

    _open_window(Workspace.open(folder) if folder else None)


@app.command()
@told
def demo(
    dir: Annotated[Path | None, typer.Option("--dir", help="Where to make it; else a temporary folder.")] = None,
    screenshot: Annotated[Path | None, typer.Option(help="Draw the window into this PNG and exit.")] = None,
    theme: Annotated[str, typer.Option(help="light or dark.")] = "light",
    size: Annotated[str, typer.Option(help="Width x height of the drawing.")] = "1440x900",
) -> None:
    """Make the sample workspace and open it."""
    import tempfile

    from studio.app.sample import open_sample

    look, measure = _theme(theme), _size(size)
    target = dir or Path(tempfile.mkdtemp(prefix="bluepencil-")) / "Larkspur Tea Rooms"
    workspace = open_sample(target)
    if screenshot is None:
        _open_window(workspace)
        return
    _use_offscreen()
    from studio.ui.application import draw

    draw(workspace, screenshot, look, measure)
    out(str(screenshot))


def _theme(name: str) -> str:
    if name not in ("light", "dark"):
        raise BadInput(f"There is no theme “{name}”.", "Choose light or dark.")
    return name


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit() and 600 <= int(width) <= 8000 and 400 <= int(height) <= 8000):
        raise BadInput(f"“{text}” is no size.", "Write it like 1440x900.")
    return int(width), int(height)


def _use_offscreen() -> None:
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _open_window(workspace: "Workspace | None") -> None:
    from studio.ui import application

    if not application.has_display():
        raise KnownError(
            "There is no display to open a window on.",
            "Use `bluepencil demo --screenshot PNG`, or the other commands (`--help`).",
        )
    raise typer.Exit(application.run(workspace))


# ---------------------------------------------------------------- workspace


@app.command()
@told
def init(
    dir: Annotated[Path, typer.Argument(help="A new or an empty folder.")],
    owner: Annotated[str, typer.Option(help="Who answers for what is published.")],
    brand: Annotated[str, typer.Option(help="Whose voice it is; else the folder's name.")] = "",
) -> None:
    """Make a workspace."""
    from studio.app.workspace import Workspace

    with Workspace.create(dir, owner, brand):
        out(f"Made {dir}. People and rules: {dir / 'policy.toml'}.")
        out(_PEOPLE)


_PEOPLE = """\
To add somebody, write into that file, once for each:

    [[people]]
    name = "Ben Carter"
    roles = ["writer"]  # or "editor", "owner", or several

Whoever edited last does not approve, so that takes two; a house of one sets second_person = "off" there, under [gate]."""


@app.command(name="import")
@told
def import_(
    files: Annotated[list[Path], typer.Argument(help="Drafts: Markdown, text, HTML, Word or PDF.")],
    workspace: Folder = HERE,
    channel: Annotated[str, typer.Option(help="blog, web, email, social or support.")] = "",
    brand: Annotated[str, typer.Option(help="Whose voice it should be; else what the file says.")] = "",
    brief: Annotated[Path | None, typer.Option(help="File with what was asked for.")] = None,
    model: Annotated[str, typer.Option(help="The AI model that wrote it.")] = "",
    encoding: Annotated[str, typer.Option(help="How a text file is written; else found out.")] = "",
    person: AsFirst = "",
) -> None:
    """Pull drafts in; prints one piece id per line."""
    from studio import formats
    from studio.app.intake import Options, take_in_files

    asked = formats.read(brief).text if brief else ""
    options = Options(channel=channel, brand=brand, brief=asked, model=model, encoding=encoding or None)
    with _workspace(workspace) as opened:
        outcome = take_in_files(opened, files, opened.person(person), options)
    for piece in outcome.pieces:
        out(piece)
    for piece, before in outcome.repeated:
        remark(f"{piece}: the same file came in before as {before}.")
    for error in outcome.refused:
        complain(error)
    if outcome.refused:
        raise typer.Exit(2)


@app.command()
@told
def pieces(workspace: Folder = HERE, format: Listing = Listing.TEXT) -> None:
    """List the pieces of a workspace."""
    with _workspace(workspace) as opened:
        found = list(opened.pieces())
    if format is Listing.JSON:
        out_json([asdict(piece) for piece in found])
        return
    width = max((len(piece.id) for piece in found), default=0)
    for piece in found:
        out(f"{piece.id:<{width}}  {piece.stage.label:<18} {piece.channel.value:<8} {piece.title}")


class Which(StrEnum):
    ORIGINAL = "original"
    WORKING = "working"
    APPROVED = "approved"


@app.command()
@told
def show(piece: PieceId, workspace: Folder = HERE, text: Which = Which.WORKING) -> None:
    """Print a piece's text."""
    with _workspace(workspace) as opened:
        found = opened.piece(piece)
        if text is Which.ORIGINAL:
            shown = opened.history.original(found.id)
        elif text is Which.WORKING:
            shown = opened.history.working(found.id)
        else:
            shown = opened.approved_text(found.id)
    sys.stdout.write(shown)


@app.command()
@told
def history(
    piece: PieceId, workspace: Folder = HERE, format: Annotated[str, typer.Option(help="text or jsonl.")] = "text"
) -> None:
    """Every event of a piece, oldest first."""
    from studio.reports.entries import entries
    from studio.reports.told import quoted

    with _workspace(workspace) as opened:
        found = opened.piece(piece)
        events = opened.history.events(found.id)
        original = opened.history.original(found.id)
    if format == "jsonl":
        for event in events:
            out(json.dumps(asdict(event), ensure_ascii=False, sort_keys=True))
    elif format == "text":
        for entry in entries(original, events):
            out(f"{entry.number:>6}  {entry.time}  {entry.who}: {quoted(entry)}")
    else:
        raise BadInput(f"There is no format “{format}”.", "Choose text or jsonl.")


@app.command()
@told
def verify(
    workspace: Folder = HERE,
    anchor: Annotated[Path | None, typer.Option(help="An older report in JSON: was what it told rewritten since?")] = None,
) -> None:
    """Check chain and projections; exit status 0 when unbroken, 1 and the first broken entry when not."""
    from studio.app.anchor import difference, head_of
    from studio.reports.words import count

    told_then = head_of(anchor) if anchor else None
    with _workspace(workspace) as opened:
        found = opened.verify()
        rewritten = difference(opened.history, told_then) if told_then else ""
    if found.whole and not found.count:
        out("Unbroken, and empty: nothing has happened here yet.")
    elif found.whole:
        out(f"Unbroken: {count(found.count, 'entry', 'entries')}. Head {found.head.hash} at {found.head.time}.")
    else:
        out(f"Broken: {found.problem}")
    if rewritten:
        out(f"Not the history of {anchor}: {rewritten}")
    elif told_then and found.whole:
        out(f"It goes on from {anchor}: the {count(told_then.count, 'entry', 'entries')} told there stand here unchanged.")
    if rewritten or not found.whole:
        raise typer.Exit(1)


@app.command()
@told
def report(
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write.")],
    kind: Annotated[str, typer.Argument(help="Which report: edit-history.")] = "edit-history",
    workspace: Folder = HERE,
    format: Annotated[str, typer.Option(help="html, csv or json; else by the file's ending.")] = "",
    since: Annotated[str, typer.Option("--from", help="First day, such as 2026-11-01.")] = "",
    until: Annotated[str, typer.Option("--to", help="Last day.")] = "",
    piece: Annotated[str, typer.Option(help="One piece only.")] = "",
    brand: Annotated[str, typer.Option(help="One brand only.")] = "",
    force: Force = False,
    person: AsFirst = "",
) -> None:
    """Write the owner's report."""
    if kind != "edit-history":
        raise BadInput(f"There is no report “{kind}”.", "There is: edit-history.")
    from studio.app.export import edit_history_report, write_report

    with _workspace(workspace) as opened:
        _spare(output, force)
        made = edit_history_report(opened, opened.person(person), piece=piece, brand=brand, since=since, until=until)
        write_report(made, _format(format, output), output)
    if not made.pieces:
        remark(f"the report is empty: {'nothing happened in this period' if since or until else 'there is no such piece'}.")
    out(str(output))


@app.command()
@told
def export(
    piece: PieceId,
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write: .md, .html or .docx.")],
    workspace: Folder = HERE,
    format: Annotated[str, typer.Option(help="md, html or docx; else by the file's ending.")] = "",
    force: Force = False,
    person: As = "",
) -> None:
    """Write a piece as Markdown, HTML, or Word with what people changed as tracked changes."""
    from studio.app.export import caution, export_piece

    with _workspace(workspace) as opened:
        session = _session(opened, piece, person)
        _spare(output, force)
        export_piece(session, opened, _format(format, output), output)
        warning = caution(session)
    if warning:
        remark(warning)
    out(str(output))
    typer.echo(f"Exported, as {session.person.name}.", err=True)


@app.command()
@told
def doctor() -> None:
    """Say what is there and what is missing, and how to get it."""
    from studio.app.doctor import examine
    from studio.ui import available

    findings = examine(available.qt())
    for finding in findings:
        out(f"{'ok     ' if finding.is_there else 'missing'}  {finding.name}: {finding.detail}")
    raise typer.Exit(0 if all(f.is_there or not f.is_needed for f in findings) else 1)


def _format(format: str, output: Path) -> str:
    """The format asked for, else the one that the file's ending names."""
    if not format and not output.suffix:
        raise BadInput(f"{output} does not say which format to write.", "Give it an ending, or `--format`.")
    return (format or output.suffix[1:]).lower()


def _spare(output: Path, force: bool) -> None:
    """Raises: Refused, where a file would be replaced that nobody said may be."""
    from studio.app.export import must_be_free

    if not force:
        must_be_free(output, "Choose another name, or say `--force` to replace it.")


# ---------------------------------------------------------------- checking files


class FlagFormat(StrEnum):
    TEXT = "text"
    LINE = "line"
    JSON = "json"


@app.command()
@told
def check(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    workspace: Annotated[Path | None, typer.Option("-w", "--workspace", help="Use this workspace's guides and policy.")] = None,
    config: Annotated[Path | None, typer.Option(help="Use this .vale.ini.")] = None,
    channel: Annotated[str, typer.Option(help="Check as a text of this channel; else the file's front matter says.")] = "",
    only: Annotated[str, typer.Option(help="Checks by id, such as style,claims.")] = "",
    format: FlagFormat = FlagFormat.TEXT,
    min_level: Annotated[str, typer.Option(help="suggestion, warning or error.")] = "suggestion",
    dialect: Annotated[str, typer.Option(help="british, american, australian or canadian; else the workspace's own.")] = "",
) -> None:
    """Flags for files, without a window; exit status 0 clean, 1 an error-level flag, 2 not all could be checked.

    Claims are listed, but weigh on the gate of a piece (`gate`), not on the exit status: what needs proof is no mistake yet.
    """
    from studio.app.checking import FileChecker, flags_json, flags_line, flags_text

    checker = FileChecker(
        workspace=workspace, ini=config, channel=channel, only=_names(only), min_level=min_level, dialect=dialect
    )
    found = checker.check(paths)
    written = {FlagFormat.TEXT: flags_text, FlagFormat.LINE: flags_line, FlagFormat.JSON: flags_json}[format](found)
    if written:
        out(written)
    _own_up(checker)
    if any(flag.severity == "error" for checked in found.values() for flag in checked.flags):
        raise typer.Exit(1)


@app.command()
@told
def claims(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders.")] = None,
    format: Listing = Listing.TEXT,
    lines: Annotated[Path | None, typer.Option(help="A file with one sentence per line; prints one JSON line for each.")] = None,
) -> None:
    """The claims found in files: statements that need proof."""
    from studio.app.checking import FileChecker, claims_json, claims_of_lines, claims_text

    if lines is not None:
        for row in claims_of_lines(lines):
            out(json.dumps(row, ensure_ascii=False))
        return
    if not paths:
        raise BadInput("Nothing to look at.", "Name a file, or `--lines FILE`.")
    checker = FileChecker(only={"claims"})
    found = checker.check(paths)
    out((claims_json if format is Listing.JSON else claims_text)(found))
    _own_up(checker)


def _own_up(checker: "FileChecker") -> None:
    """Say what could not be checked; results that are not whole have a status of their own."""
    for problem in checker.problems:
        complain(problem)
    if checker.failed:
        raise typer.Exit(2)


def _names(text: str) -> set[str] | None:
    return {name.strip() for name in text.split(",") if name.strip()} or None


# ---------------------------------------------------------------- deciding


@app.command()
@told
def gate(
    piece: PieceId,
    workspace: Folder = HERE,
    format: Listing = Listing.TEXT,
    person: Annotated[str, typer.Option("--as", help="Who would approve; without it the editor who is asked, or could be.")] = "",
) -> None:
    """Every condition for approval; exit status 0 if approval is possible, 1 if not."""
    with _workspace(workspace) as opened:
        session = _session(opened, piece, person or _approver(opened, piece))
        session.check_now()
        found, asked = session.gate(), session.person.name
    if format is Listing.JSON:
        items = [{"id": item.id.value, "level": item.level.value, "met": item.met, "why": item.phrase} for item in found.items]
        out_json({"open": found.open, "sentence": found.sentence(), "person": asked, "items": items})
    else:
        for item in found.items:
            out(f"{'met' if item.met else 'NOT'}  {item.level.value:<12} {item.phrase}")
        out(found.sentence())
    raise typer.Exit(0 if found.open else 1)


@app.command()
@told
def edit(
    piece: PieceId,
    source: Annotated[Path, typer.Option("--from", help="File whose text becomes the working text.")],
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Make a file's text the working text, as one edit of the person named."""
    from studio import formats
    from studio.core.edit import Cause

    with _workspace(workspace) as opened:
        session = _session(opened, piece, person)
        session.replace_all(formats.read(source).text, Cause.IMPORT)
        changed = session.flush()
    out(f"Edited, as {session.person.name}." if changed else "Nothing differs.")


@app.command()
@told
def dismiss(
    piece: PieceId,
    flag: Annotated[str, typer.Argument(help="A flag's key, as `check --format json` or `flags` prints it.")],
    reason: Annotated[str, typer.Option(help="false positive, deliberate, quote or name, not our style, other.")],
    scope: Annotated[str, typer.Option(help="here, piece or rule.")] = "here",
    note: Note = "",
    until: Annotated[str, typer.Option(help="Its last day, like 2027-03-31; without one it holds for good.")] = "",
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Say no to a flag, with a reason."""
    from studio.core.flag import Reason, Scope

    with _workspace(workspace) as opened:
        session = _session(opened, piece, person)
        session.check_now()
        session.dismiss(session.flag(flag), _choice(Reason, reason), _choice(Scope, scope), note, until)
    out(f"Dismissed, as {session.person.name}.")


@app.command()
@told
def fix(
    piece: PieceId,
    workspace: Folder = HERE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list what would be done.")] = False,
    person: As = "",
) -> None:
    """Make every fix that is the only one of its flag and leaves the sentence whole."""
    with _workspace(workspace) as opened:
        session = _session(opened, piece, person)
        session.check_now()
        plan = session.fix_plan()
        for each in plan.fixes:
            state = "" if each.is_safe else "  (left: it wants a look)"
            out(f"{each.flag.rule}: “{each.flag.text}” → “{each.fix.text}”{state}")
        for left in plan.skipped:
            out(f"{left.flag.rule}: “{left.flag.text}” left. {left.why}")
        if not dry_run:
            for edit in plan.edits(plan.safe):
                session.apply(edit)
            session.flush()
    many = len(plan.safe)
    done = "would be made" if dry_run else "made"
    out(f"{many} fix{'es' * (many != 1)} {done}, as {session.person.name}.")


@app.command()
@told
def flags(piece: PieceId, workspace: Folder = HERE, format: Listing = Listing.TEXT, person: As = "") -> None:
    """The open flags and the claims of a piece, with the keys that `dismiss` and `evidence` take."""
    with _workspace(workspace) as opened:
        session = _session(opened, piece, person)
        session.check_now()
        rows = [
            {
                "key": f.key,
                "rule": f.rule,
                "severity": str(f.severity),
                "text": f.text,
                "message": f.message,
                "start": f.span.start,
            }
            for f in session.flags
        ]
        claimed = [
            {"key": c.key, "status": c.status.value, "severity": c.note.severity.value, "text": c.text, "need": c.note.need}
            for c in session.claims
        ]
    if format is Listing.JSON:
        out_json({"flags": rows, "claims": claimed})
        return
    for row in rows:
        out(f"{row['key']}  {row['severity']:<10} {row['rule']}: “{row['text']}” {row['message']}")
    for claim in claimed:
        out(f"{claim['key']}  claim {claim['status']:<11} ({claim['severity']}) “{claim['text']}”")


@app.command()
@told
def evidence(
    piece: PieceId,
    claim: Annotated[str, typer.Argument(help="A claim's key, as `flags` prints it.")],
    url: Annotated[str, typer.Option(help="Link or file that proves it, or “own record: ” and which.")],
    quote: Annotated[str, typer.Option(help="The passage that says it.")],
    valid_until: Annotated[str, typer.Option(help="Until when it holds, such as 2027-11-30.")] = "",
    note: Note = "",
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Give a claim a source."""
    with _workspace(workspace) as opened:
        session = _session(opened, piece, person)
        session.check_now()
        key = session.claim(claim).key
        session.attach_evidence(session.claim(key), url, quote, valid_until, note)
        status = session.claim(key).status
    out(f"{status.value.capitalize()}, as {session.person.name}.")


@app.command()
@told
def submit(
    piece: PieceId,
    to: Annotated[str, typer.Option(help="Name of an editor.")],
    due: Annotated[str, typer.Option(help="Until when, such as 2026-12-01T16:00; else the house's own time.")] = "",
    note: Note = "",
    workspace: Folder = HERE,
    person: As = "",
) -> None:
    """Hand a piece on for review, as a numbered revision."""
    with _workspace(workspace) as opened:
        session = _session(opened, piece, person)
        session.submit(to, due, note)
        out(f"Revision {session.piece.revision} is with {session.piece.assignee}; handed on as {session.person.name}.")


@app.command(name="request-changes")
@told
def request_changes(
    piece: PieceId, note: Annotated[str, typer.Option(help="What should change.")], workspace: Folder = HERE, person: As = ""
) -> None:
    """Send a piece back to its writer."""
    with _workspace(workspace) as opened:
        session = _session(opened, piece, person)
        session.request_changes(note)
    out(f"Sent back, as {session.person.name}.")


@app.command()
@told
def approve(
    piece: PieceId, person: Annotated[str, typer.Option("--as", help="Who says yes.")], note: Note = "", workspace: Folder = HERE
) -> None:
    """Say yes to exactly this text."""
    with _workspace(workspace) as opened:
        session = _session(opened, piece, person)
        session.check_now()
        session.approve(note)
        out(f"Approved: revision {session.piece.revision}, text {session.text_hash[:12]}, as {session.person.name}.")


# ---------------------------------------------------------------- within


def _workspace(folder: Path) -> "Workspace":
    from studio.app.workspace import Workspace

    return Workspace.open(folder)


def _approver(workspace: "Workspace", piece: str) -> str:
    """Who would say yes: whoever was asked to, else the first editor who did not edit last."""
    found, editors = workspace.piece(piece), [person.name for person in workspace.policy.editors]
    if found.stage is Stage.IN_REVIEW and found.assignee in editors:
        return found.assignee
    return next((name for name in editors if name != found.last_editor), editors[0] if editors else "")


def _session(workspace: "Workspace", piece: str, person: str) -> "ReviewSession":
    found = workspace.piece(piece)
    return workspace.session(found.id, workspace.person(person) if person else workspace.holder(found))


E_ = TypeVar("E_", bound=StrEnum)


def _choice(kind: type[E_], text: str) -> E_:
    """The member that reads like `text`, blanks and hyphens alike."""
    wanted = text.strip().lower().replace("-", " ").replace("_", " ")
    for member in kind:
        if member.value == wanted:
            return member
    raise NotFound(f"“{text}” is not one of the choices.", f"Choose: {', '.join(_values(kind))}.")


def _values(kind: Iterable[Any]) -> list[str]:
    return [member.value for member in kind]


def main() -> None:
    """Entry of the command `bluepencil`."""
    try:
        sys.exit(app(standalone_mode=False))
    except typer.Abort:
        sys.exit(130)
    except typer.TyperException as error:  # a missing option, an unknown one, a choice that is none
        complain(f"{error.format_message().rstrip('.')}. `--help` of the command says what it takes.")
        sys.exit(2)


if __name__ == "__main__":
    main()
