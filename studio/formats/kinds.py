"""What a format looks like: the contract between one file per format and the doors of this room."""

from collections.abc import Callable
from dataclasses import dataclass, field

from studio.core.record import Note, PieceRecord

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader gets: the bytes, the name to say in messages, and the encoding the person chose, if any."""

    data: bytes
    name: str
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader gives; `reading` makes a `Draft` of it.

    Attributes:
        text: Markdown, before `normalise` and with front matter still in it.
        encoding: label of the text encoding used; empty for binary formats.
        encodings: labels a person may choose instead, the one used first; empty for binary formats.
        meta: what the format itself says of the text (`title`, `description`).
        notes: remarks that came with the file.
    """

    text: str
    encoding: str = ""
    encodings: tuple[str, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """One way in.

    Attributes:
        id: short and stable, as a draft carries it.
        title: what stands in a file dialog.
        suffixes: with the dot, lower case.
        read: from bytes to text; raises `BadInput` for what cannot be taken in.
        cap: most bytes a file may have.
        known: suffixes that are not offered but come here, because this reader knows what to advise.
    """

    id: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], Content]
    cap: int = 20 * MEGABYTE
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writer:
    """One way out: from all that is known of a piece to the bytes of a file that ends in `suffix`."""

    id: str
    title: str
    suffix: str
    write: Callable[[PieceRecord], bytes]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that came in.

    Attributes:
        text: Markdown with `\\n` line ends, front matter taken off.
        meta: front matter and what the format says, keys in lower case, values as text (`title`, `channel`, `brand`,
            `audience`, `brief`, `model`, `generated`, ...); dates are ISO 8601.
        name: the file's name.
        sha256: of the bytes as they came, 64 hex digits.
        encoding: label of the encoding used; empty for binary formats.
        encodings: labels a person may choose instead, the one used first.
        notes: comments that came with the file.
        format: id of the reader.
        title: the title given, else the first heading, else the first words, else the file's name without its suffix.
        front_matter: what was taken off the front, exactly; its length turns positions in `text` into the file's.
    """

    text: str
    meta: dict[str, str]
    name: str
    sha256: str
    encoding: str
    encodings: tuple[str, ...]
    notes: tuple[Note, ...]
    format: str
    title: str
    front_matter: str = ""
