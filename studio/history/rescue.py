"""What can still be read of a damaged history, past SQLite: page by page, and never more than read.

SQLite refuses a file whose header is gone, or whose tree of pages is broken at the root. But the entries stand in its leaves,
each with the hash of its contents, so a leaf that is whole can be read by itself and its entries can be trusted or not, one by
one. Whatever is found twice, or comes from a page that was given up, says the same: entries are only ever added.

Source: sqlite.org/fileformat2.html, sections 1.6 (pages) and 2.1 (records).
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.core.errors import HistoryError
from studio.core.events import EventType, digest
from studio.history import texts, writeahead
from studio.history.chain import written
from studio.history.connection import is_open_here

_PAGE = 4096  # bytes; what SQLite makes, for a file whose header does not say
_LEAF = 0x0D  # the first byte of a leaf of a table
_EVENT = 12  # columns of the table of events
_WORDS = (EventType.PIECE_CREATED, EventType.PIECE_RENAMED, EventType.EDITED)

Value = int | float | str | bytes | None


@dataclass(frozen=True, slots=True)
class RescuedPiece:
    """A piece as far as it can be read.

    Attributes:
        original: the AI original; empty where it is lost.
        text: the last working text that can be told.
        time: of the last entry that speaks of it, UTC, ISO 8601; empty where none is left.
        is_whole: whether every entry up to the last one known was read; else edits may be missing from the text.
    """

    id: str
    title: str
    original: str
    text: str
    time: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Rescued:
    """Everything that was found.

    Attributes:
        entries: how many entries were read, of `last`, the highest number that stands anywhere.
    """

    pieces: tuple[RescuedPiece, ...]
    entries: int
    last: int


@dataclass(slots=True)
class _Found:
    """Rows by what they are, as they come up."""

    names: dict[int, str] = field(default_factory=dict)
    events: dict[int, tuple[Value, ...]] = field(default_factory=dict)
    snapshots: dict[str, dict[int, bytes]] = field(default_factory=lambda: defaultdict(dict))
    indexed: dict[str, tuple[str, str]] = field(default_factory=dict)  # piece: title and text, from the search's own table

    def take(self, row_id: int, row: tuple[Value, ...]) -> None:
        match row:
            case (None, str(name)):
                self.names[row_id] = name
            case (str(piece), int(number), bytes(packed)):
                self.snapshots[piece][number] = packed
            case (None, str(piece), str(title), str(body)):
                self.indexed[piece] = title, body
            case (None, int(), int(), int(), str(), str(), int(), int(), str(payload), bytes(hash), bytes(), bytes()):
                if digest(payload) == hash.hex():  # what was altered, or read from the wrong place, is no entry
                    self.events[row_id] = row
            case (None, int(), int(), int(), str(), str(), int(), int(), None, bytes(), bytes(), bytes()):
                self.events.setdefault(row_id, row)  # its words were deleted on purpose


def read(path: Path) -> Rescued:
    """Read what can be read; the file is left as it is.

    Raises:
        HistoryError: it cannot be read at all, or is open in this program.
    """
    if path.exists() and is_open_here(path):
        raise HistoryError(f"{path} is open in this window.", "Close the workspace first.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise HistoryError(f"{path} cannot be read: {error.strerror}.", "Check the disk.") from error
    found = _Found()
    for page in _versions(data, writeahead.beside(path)):
        for number, start, bytes_ in page.leaves():
            with suppress(IndexError, ValueError):
                _leaf(page, number, start, bytes_, found)
    return _told(found)


# ---------------------------------------------------------------- pages


@dataclass(slots=True)
class _Pages:
    """One state of the file: pages by number, from 1."""

    size: int
    data: bytes
    over: dict[int, bytes]

    def page(self, number: int) -> bytes:
        """Raises: IndexError, where there is none."""
        found = self.over.get(number) or self.data[(number - 1) * self.size : number * self.size]
        if number < 1 or len(found) < self.size:
            raise IndexError(number)
        return found

    def leaves(self) -> Iterator[tuple[int, int, bytes]]:
        """Number, where its header begins, and the bytes of every page that looks like a leaf of a table."""
        last = max([len(self.data) // self.size, *self.over])
        for number in range(1, last + 1):
            start = 100 if number == 1 else 0
            with suppress(IndexError):
                bytes_ = self.page(number)
                if bytes_[start] == _LEAF:
                    yield number, start, bytes_


def _versions(data: bytes, log: bytes) -> Iterator[_Pages]:
    """The file as it lies there, then with its log over it: a log that was cut may hide pages that the file still has."""
    named = int.from_bytes(data[16:18], "big") if data.startswith(b"SQLite format 3\0") else 0
    size = 65536 if named == 1 else named
    if size < 512 or size & (size - 1):
        size = _PAGE
    yield _Pages(size, data, {})
    over = {frame.page: frame.data for frame in writeahead.frames(log) if len(frame.data) == size}
    if over:
        yield _Pages(size, data, over)


def _leaf(pages: _Pages, number: int, start: int, page: bytes, found: _Found) -> None:
    cells = int.from_bytes(page[start + 3 : start + 5], "big")
    for index in range(min(cells, pages.size // 4)):
        at = start + 8 + 2 * index
        with suppress(IndexError, ValueError):
            place = int.from_bytes(page[at : at + 2], "big")
            row_id, record = _cell(pages, page, place)
            found.take(row_id, tuple(_record(record)))


def _cell(pages: _Pages, page: bytes, place: int) -> tuple[int, bytes]:
    """Row id and record of the cell at `place`, with what did not fit on its page. Raises: IndexError, ValueError."""
    length, place = _varint(page, place)
    row_id, place = _varint(page, place)
    most, least = pages.size - 35, (pages.size - 12) * 32 // 255 - 23
    if length <= most:
        return row_id, page[place : place + length]
    local = least + (length - least) % (pages.size - 4)
    local = local if local <= most else least
    parts, rest = [page[place : place + local]], length - local
    following = int.from_bytes(page[place + local : place + local + 4], "big")
    while rest > 0 and len(parts) <= len(pages.data) // pages.size + len(pages.over):
        more = pages.page(following)
        following = int.from_bytes(more[:4], "big")
        parts.append(more[4 : 4 + rest])
        rest -= pages.size - 4
    return row_id, b"".join(parts)


def _record(record: bytes) -> Iterator[Value]:
    """The columns of a record. Raises: IndexError, ValueError."""
    length, at = _varint(record, 0)
    kinds = []
    while at < length:
        kind, at = _varint(record, at)
        kinds.append(kind)
    if len(kinds) not in (2, 3, 4, _EVENT):  # the rows of no table that is read here
        return
    for kind in kinds:
        size = _SIZES[kind] if kind < len(_SIZES) else (kind - 12) // 2
        value = record[at : at + size]
        if len(value) < size:
            raise ValueError("the record is cut short")
        at += size
        yield _value(kind, value)


_SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)  # bytes of a value, by its kind


def _value(kind: int, value: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind < 7:
        return int.from_bytes(value, "big", signed=True)
    if kind < 12:
        raise ValueError("no table here has such a value")
    return value.decode() if kind % 2 else value


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for _ in range(8):
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return value << 8 | data[at], at + 1


# ---------------------------------------------------------------- pieces and texts


@dataclass(slots=True)
class _Story:
    """What is told of one piece, entry by entry."""

    title: str = ""
    original: str = ""
    text: str = ""
    time: str = ""
    has_begun: bool = False
    fits: bool = True

    def take(self, type_: str, payload: dict[str, Any], snapshot: str | None) -> None:
        if type_ == EventType.PIECE_CREATED:
            self.has_begun = True
            self.original = self.text = str(payload["text"])
            self.title = str(payload.get("title", ""))
        elif type_ == EventType.PIECE_RENAMED:
            self.title = str(payload["title"])
        elif snapshot is not None:
            self.text, self.fits = snapshot, True
        elif self.fits:
            try:
                self.text = texts.apply(self.text, payload["edits"])
            except (ValueError, TypeError, KeyError):
                self.fits = False  # an edit before it is lost: what came last stays, until a snapshot says more


def _told(found: _Found) -> Rescued:
    stories: dict[str, _Story] = defaultdict(_Story)
    for number in sorted(found.events):
        _, _, _, piece, type_, _, _, time, payload, *_ = found.events[number]
        name = found.names.get(int(piece), f"piece-{piece}") if isinstance(piece, int) else ""
        if not name or not isinstance(payload, str):
            continue
        story = stories[name]
        with suppress(OverflowError):
            story.time = written(int(time))  # type: ignore[arg-type]
        if type_ in _WORDS:
            with suppress(ValueError, KeyError, TypeError):
                story.take(str(type_), json.loads(payload), _snapshot(found, name, number, story.original))
    last = max(found.events, default=0)
    is_whole = len(found.events) == last and bool(last)
    pieces = [_piece(name, story, is_whole) for name, story in stories.items() if story.has_begun]
    known = {piece.id for piece in pieces}
    for name in sorted((found.indexed.keys() | found.snapshots.keys()) - known):
        if kept := _without_entries(found, name):
            pieces.append(kept)
    return Rescued(tuple(pieces), len(found.events), last)


def _piece(name: str, story: _Story, is_whole: bool) -> RescuedPiece:
    return RescuedPiece(name, story.title, story.original, story.text, story.time, is_whole and story.fits)


def _without_entries(found: _Found, name: str) -> RescuedPiece | None:
    """A piece whose first entry is lost: its stored original, or the text that was indexed for searching."""
    title, body = found.indexed.get(name, ("", ""))
    stored = found.snapshots.get(name, {})
    original = ""
    if stored:
        with suppress(ValueError, zlib.error):
            original = texts.unpack(stored[min(stored)], "")
    text = body or original
    return RescuedPiece(name, title, original, text, "", False) if text else None


def _snapshot(found: _Found, piece: str, number: int, original: str) -> str | None:
    packed = found.snapshots.get(piece, {}).get(number)
    if packed is not None:
        with suppress(ValueError, zlib.error):
            return texts.unpack(packed, original)
    return None
