"""A text as its readers will see it, and the merge fields in it."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studio.cli.shell import HERE, Folder, Listing, app, out, out_json, remark, told, workspace_at
from studio.core.errors import BadInput, NotFound
from studio.core.merging.known import KnownFields
from studio.core.piece import Channel
from studio.core.purged import gone

if TYPE_CHECKING:
    from studio.app.merging import CustomerList
    from studio.app.preview import Preview
    from studio.core.channels.lengths import Line
    from studio.core.channels.networks import Counted

Subject = Annotated[str, typer.Argument(metavar="PIECE|FILE", help="A piece's id, or its beginning; or a file.")]


@dataclass(frozen=True)
class _Text:
    source: str
    channel: Channel
    title: str
    fields: KnownFields
    brief: str = ""


def _text_of(subject: str, folder: Path, channel: str) -> _Text:
    """The working text of a piece, or the text of a file.

    Raises:
        BadInput: the file cannot be read, or there is no such channel.
        NotFound: there is neither such a file nor such a piece.
        Refused: the piece's text was deleted for good.
    """
    from studio import formats
    from studio.app import templates
    from studio.app.house import fields_of
    from studio.app.policy import Policy
    from studio.app.workspace import HISTORY, POLICY

    path = Path(subject)
    if path.is_file():
        draft = formats.read(path)
        fields = fields_of(Policy.read(folder / POLICY))
        chosen = _channel(channel or draft.meta.get("channel", "") or Channel.BLOG.value)
        return _Text(draft.front_matter + draft.text, chosen, draft.meta.get("title", ""), fields, draft.meta.get("brief", ""))
    if not (folder / HISTORY).is_file():
        where = "this folder is no workspace" if folder == HERE else f"{folder} is no workspace"
        raise NotFound(f"There is no file “{subject}”, and {where}.", "Name a file that is there, or a piece and -w.")
    with workspace_at(folder) as opened:
        piece = opened.piece(subject)
        if piece.purged:
            raise gone(piece)
        text = opened.history.working(piece.id)
        template = templates.known(opened.root, piece.content_type) if piece.content_type else None
        fields = fields_of(opened.policy, template.merge_fields if template else ())
        return _Text(text, _channel(channel) if channel else piece.channel, piece.title, fields, piece.brief)


def _channel(name: str) -> Channel:
    try:
        return Channel(name.strip().lower())
    except ValueError:
        raise BadInput(f"There is no channel “{name}”.", f"Channels: {', '.join(Channel)}.") from None


# ---------------------------------------------------------------- preview


@app.command()
@told
def preview(
    subject: Subject,
    channel: Annotated[str, typer.Option(help="As a text of this channel; else its own.")] = "",
    customers: Annotated[
        Path | None, typer.Option(help="A CSV file of sample customers. It is read for this answer and kept nowhere.")
    ] = None,
    workspace: Folder = HERE,
    format: Listing = Listing.TEXT,
) -> None:
    """What readers see: lengths and what is cut off, how each network counts, and the text as each customer gets it."""
    from studio.app.merging import Sample, cast, read_customers, unmatched
    from studio.app.preview import preview as made

    text = _text_of(subject, workspace, channel)
    known = read_customers(customers) if customers else None
    sample = Sample(text.fields, text.brief, known)
    if known:
        _say_about(known, unmatched(text.source, sample))
    people = cast(text.source, sample) if known else ()
    views = [made(text.source, text.channel, text.title, each, sample) for each in people]
    plain = made(text.source, text.channel, text.title)
    if format is Listing.JSON:
        out_json(plain.record() | {"customers": [_for_one(view, each.is_made) for view, each in zip(views, people, strict=True)]})
        return
    _show(plain)
    for view in views:
        out(f"\n=== {view.customer}")
        for name, line in view.lines:
            out(f"{name}: {line.text}")
        out(view.plain if not view.posts else "\n\n".join(post.text for post in view.posts))
        for problem in view.problems:
            out(f"  ! {problem}")


def _say_about(known: "CustomerList", without_column: tuple[str, ...]) -> None:
    for each in known.remarks:
        remark(each)
    if without_column:
        remark(f"no column for {', '.join(without_column)}; the name stands there instead.")


def _for_one(view: "Preview", is_made: bool) -> dict[str, Any]:
    return view.record() | {"made_by_program": is_made}


def _show(view: "Preview") -> None:
    for name, line in view.lines:
        _show_line(name, line)
    for post in view.posts:
        out(f"\n{post.name or 'Post'}: {' '.join(post.text.split())[:60]}")
        for each in post.networks:
            out(_counted(each))
            for problem in each.problems:
                out(f"  {'':<10} ! {problem}")
    if not view.posts:
        out(f"{'' if not view.lines else chr(10)}{view.plain}")


def _show_line(name: str, line: "Line") -> None:
    width = f", {line.pixels} pixels wide" if line.pixels else ""
    out(f"{name} ({line.characters} characters{width}): {line.text}")
    for cut in line.cuts:
        if cut.is_cut:
            out(f"  {cut.where} shows: {cut.shown}")
    if line.advice:
        out(f"  ! {line.advice}")


def _counted(each: "Counted") -> str:
    tags = ", ".join(
        f"{many} {what}{'s' * (many != 1)}"
        for what, many in (("hashtag", each.hashtags), ("mention", each.mentions), ("link", each.links))
        if many
    )
    cut = f"; “… more” after {len(each.shown)}" if each.hidden else ""
    told = f"{each.count:>6,} of {each.network.limit:,} {each.network.unit}{cut}"
    return f"  {each.network.name:<10} {told}{f'; {tags}' if tags else ''}"


# ---------------------------------------------------------------- fields


@app.command()
@told
def fields(
    subject: Subject,
    workspace: Folder = HERE,
    format: Listing = Listing.TEXT,
) -> None:
    """The merge fields of a text: where each stands, how it is written, what stands there for a customer without it."""
    from studio.core.document import Document
    from studio.core.merging.reading import read
    from studio.core.unread import is_in, unread

    text = _text_of(subject, workspace, "")
    document = Document.parse(text.source)
    hidden = unread(document)
    found = [field for field in read(text.source, text.fields.braces) if not is_in(field.span, hidden)]
    if format is Listing.JSON:
        keys = ("text", "dialect", "part", "name", "condition", "fault", "mended")
        rows = [{k: v for k, v in asdict(field).items() if k in keys} | {"fallback": field.fallback} for field in found]
        places = [dict(zip(("line", "column"), document.line_and_column(field.span.start), strict=True)) for field in found]
        spans = [{"start": field.span.start, "end": field.span.end} for field in found]
        out_json([row | place | span for row, place, span in zip(rows, places, spans, strict=True)])
        return
    for field in found:
        line, column = document.line_and_column(field.span.start)
        fallback = f", without it “{field.fallback}”" if field.fallback is not None else ""
        out(f"{line}:{column:<4} {field.text}  ({field.dialect.label}{fallback}){f'  ! {field.fault}' if field.fault else ''}")
    if not found:
        out("No merge fields.")
