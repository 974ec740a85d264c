"""The doors in: a file, bytes or the clipboard becomes a `Draft`."""

import hashlib
from dataclasses import replace
from pathlib import Path, PurePath

from studio.core.document import Document, count_words, normalise
from studio.core.errors import BadInput
from studio.core.markdown import BlockKind
from studio.formats import front_matter, sidecar
from studio.formats.kinds import MEGABYTE, Content, Draft, Reader, Source
from studio.formats.registry import readers, suffixes

_TEXT_CAP = 20_000_000  # characters; a novel has one million
_TITLE_WORDS = 10


def read(path: Path, encoding: str | None = None) -> Draft:
    """Take a file in.

    Args:
        path: the file; its suffix says the format. What a file beside it says of it counts where its own header is silent; see
            `sidecar`.
        encoding: the text encoding the person chose; None to find out.
    Raises:
        BadInput: the file is missing, a folder, unreadable, empty, too large, damaged, unsafe or of no known format.
    """
    reader = _reader(path.name)
    try:
        if path.is_dir():
            raise BadInput(f"{path.name or path.resolve().name} is a folder.", "Choose a file inside it.")
        # The size is asked first, so that a huge file is turned away without filling the memory.
        _refuse_large(path.name, path.stat().st_size, reader)
        with path.open("rb") as file:
            data = file.read(reader.cap + 1)
    except FileNotFoundError as error:
        raise BadInput(f"{path.name} is not there.", "It may have been moved or renamed; choose it again.") from error
    except PermissionError as error:
        raise BadInput(f"{path.name} may not be read.", "Ask for the right to read it, or copy its text.") from error
    except OSError as error:
        remedy = "Copy it to this computer and try again."
        raise BadInput(f"{path.name} cannot be read: {error.strerror or error}.", remedy) from error
    draft = read_bytes(data, path.name, encoding)
    if not (said := sidecar.said(path)):
        return draft
    return replace(draft, meta=said | draft.meta, title=_title(said | draft.meta, draft.text, path.name))


def read_bytes(data: bytes, name: str, encoding: str | None = None) -> Draft:
    """Take bytes in as if they were the file `name`; raises `BadInput` as `read` does."""
    reader = _reader(name)
    _refuse_large(name, len(data), reader)
    if not data.strip():
        raise BadInput(f"{name} is empty.", "Choose a file that holds a draft.")
    return _draft(reader.read(Source(data, name, encoding)), name, data, reader.id)


def read_clipboard(html: str | None, text: str) -> Draft:
    """Take the clipboard in.

    Args:
        html: the clipboard's HTML, None where it has none. It is used when it holds structure (headings, lists, tables,
            emphasis, links); the HTML of a code editor is only colour, so there the plain text is the draft.
        text: the clipboard's plain text.
    Raises:
        BadInput: the clipboard holds no text, or too much.
    """
    from studio.formats.markup import has_structure, to_markdown  # its HTML parsers would slow down every start

    name = "clipboard"
    if len(text) > _TEXT_CAP or len(html or "") > _TEXT_CAP:
        raise BadInput("The clipboard holds too much text.", "Copy a smaller part.")
    used = to_markdown(html, name) if html and has_structure(html) else text
    data = (html or text).encode("utf-8", "replace")
    if not (used if used.strip() else text).strip():
        raise BadInput("The clipboard holds no text.", "Copy the draft first.")
    return _draft(Content(used if used.strip() else text), name, data, name)


def _reader(name: str) -> Reader:
    suffix = PurePath(name).suffix.lower() or ".txt"
    for reader in readers():
        if suffix in reader.suffixes or suffix in reader.known:
            return reader
    remedy = f"Save it as one of {', '.join(suffixes())}, or paste its text."
    raise BadInput(f"{name} is of a kind that cannot be read ({suffix}).", remedy)


def _refuse_large(name: str, size: int, reader: Reader) -> None:
    if size > reader.cap:
        what = (
            f"{name} is too large: {size / MEGABYTE:.0f} MB, and {reader.cap // MEGABYTE} MB is the most for this kind of file."
        )
        raise BadInput(what, "Split it, or paste the part to be reviewed.")


def _draft(content: Content, name: str, data: bytes, format_id: str) -> Draft:
    whole = normalise(content.text)
    if len(whole) > _TEXT_CAP:
        raise BadInput(f"{name} holds too much text.", "Split it, or paste the part to be reviewed.")
    if not whole.strip():
        raise BadInput(f"{name} holds no text.", "Choose a file that holds a draft.")
    said, head = front_matter.split(whole, name)
    meta = {key: normalise(value) for key, value in (content.meta | said).items()}
    text = whole[len(head) :]
    return Draft(
        text=text,
        meta=meta,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=content.encoding,
        encodings=content.encodings,
        notes=content.notes,
        format=format_id,
        title=_title(meta, text, name),
        front_matter=head,
    )


def _title(meta: dict[str, str], text: str, name: str) -> str:
    if given := " ".join(meta.get("title", "").split()):
        return given
    # A title stands near the top; the rest of a long text need not be parsed for it.
    blocks = [placed.block for placed in Document.parse(text[:5000]).blocks]
    heading = next((" ".join(b.text.split()) for b in blocks if b.kind is BlockKind.HEADING and count_words(b.text)), "")
    if heading:
        return heading
    words = next((b.text.split() for b in blocks if count_words(b.text)), [])
    if words:
        return " ".join(words[:_TITLE_WORDS]) + ("…" if len(words) > _TITLE_WORDS else "")
    return PurePath(name).stem
