"""Any state of any working text, from snapshots and the edits after them."""

import sqlite3
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from studio.core.edit import Edit
from studio.core.errors import HistoryError, NotFound
from studio.core.span import Span
from studio.history.hands import Authors, Hands
from studio.history.log import ALTERED

EVERY = 200  # edit events from one snapshot to the next: replaying so many takes one to two milliseconds
_KEPT = 8  # texts held in memory; a person works on one, a sample workspace is made of some
_LEVEL = 6  # of zlib: 9 takes twice as long to save one byte in a hundred

Deltas = Callable[[str, int, int], Iterable[list[list[Any]]]]


@dataclass(frozen=True, slots=True)
class _Held:
    original: str
    number: int
    text: str


class Texts:
    """Texts of one database.

    A snapshot is packed with the AI original as zlib's dictionary, so it costs little more than what differs from it.

    Args:
        deltas: edits of a piece, event by event, after one number and up to another; see `Log.deltas`.
        authors: who wrote them; see `Log.authors`.

    `hands` tells who last really changed a text.
    """

    def __init__(self, db: sqlite3.Connection, deltas: Deltas, authors: Authors) -> None:
        self._db = db
        self._deltas = deltas
        self.hands = Hands(lambda piece, number: self.at(piece, number) if number else self.original(piece), authors)
        self._held: OrderedDict[str, _Held] = OrderedDict()

    def forget(self) -> None:
        """Drop what was learnt inside a transaction that has been rolled back."""
        self._held.clear()
        self.hands.forget()

    def begin(self, piece: str, number: int, text: str) -> None:
        """The piece comes to be with `text` as its AI original."""
        self._store(piece, number, zlib.compress(text.encode(), _LEVEL))
        self._hold(piece, _Held(text, number, text))
        self.hands.begin(piece, number, text)

    def advance(self, piece: str, was: int, number: int, edits: list[list[Any]], count: int) -> str:
        """Apply the edits of event `number`, the piece's `count`-th edit event, to its text as of event `was`.

        Raises:
            ValueError: an edit does not fit the text.
        """
        held = self._present(piece, was)
        text = apply(held.text, edits)
        if count % EVERY == 0:
            self._store(piece, number, _pack(text, held.original))
        self._hold(piece, _Held(held.original, number, text))
        return text

    def original(self, piece: str) -> str:
        """Raises: NotFound."""
        return self._unpacked(piece, 0, first=True)[1]

    def current(self, piece: str, number: int) -> str:
        """The text as of event `number`, which is the latest that touched it."""
        return self._present(piece, number).text

    def at(self, piece: str, number: int) -> str:
        """The text after event `number`, which may be any event of the history.

        Raises:
            NotFound: the piece did not exist yet, or never did.
            HistoryError: an edit on the way does not fit, so somebody altered the history.
        """
        original = self.original(piece)
        start, text = self._unpacked(piece, number, original)
        for edits in self._deltas(piece, start, number):
            try:
                text = apply(text, edits)
            except (ValueError, TypeError) as error:
                raise HistoryError(f"An edit of “{piece}” does not fit its text.", ALTERED) from error
        return text

    def _present(self, piece: str, number: int) -> _Held:
        held = self._held.get(piece)
        # Another process may have gone on with the piece, so what is held counts only for its own event.
        if held is None or held.number != number:
            held = _Held(self.original(piece), number, self.at(piece, number))
            self._hold(piece, held)
        return held

    def _hold(self, piece: str, held: _Held) -> None:
        self._held[piece] = held
        self._held.move_to_end(piece)
        if len(self._held) > _KEPT:
            self._held.popitem(last=False)

    def _store(self, piece: str, number: int, packed: bytes) -> None:
        self._db.execute("INSERT INTO snapshots (piece, number, text) VALUES (?, ?, ?)", (piece, number, packed))

    def _unpacked(self, piece: str, number: int, original: str = "", *, first: bool = False) -> tuple[int, str]:
        query = _FIRST if first else _LATEST
        row = self._db.execute(query, {"piece": piece, "number": number}).fetchone()
        if row is None:
            raise NotFound(f"There is no piece “{piece}”{'' if first else ' at that time'}.", "`bluepencil pieces` lists them.")
        try:
            return row[0], unpack(row[1], original)
        except (zlib.error, UnicodeDecodeError) as error:
            raise HistoryError(f"A stored text of “{piece}” is damaged.", "Restore the history from a backup.") from error


_FIRST = "SELECT number, text FROM snapshots WHERE piece = :piece ORDER BY number LIMIT 1"
_LATEST = "SELECT number, text FROM snapshots WHERE piece = :piece AND number <= :number ORDER BY number DESC LIMIT 1"


def apply(text: str, edits: list[list[Any]]) -> str:
    """Apply the edits of one event's payload, in order.

    Raises:
        ValueError: an edit does not fit.
    """
    for start, end, replacement, *_ in edits:
        text = Edit(Span(start, end), replacement).apply(text)
    return text


def _pack(text: str, original: str) -> bytes:
    packer = zlib.compressobj(_LEVEL, zdict=original.encode())
    return packer.compress(text.encode()) + packer.flush()


def unpack(packed: bytes, original: str) -> str:
    """The text of a snapshot; the first of a piece, its AI original, was packed without a dictionary.

    Raises:
        zlib.error, UnicodeDecodeError: the bytes are not what was stored.
    """
    opener = zlib.decompressobj(zdict=original.encode())
    text = opener.decompress(packed) + opener.flush()
    if not opener.eof:  # zlib takes a stream that was cut short for one that is still arriving
        raise zlib.error("the packed text is cut short")
    return text.decode()
