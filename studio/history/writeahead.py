"""The write-ahead log as it lies beside the file: what is whole in it, and whether its end was cut off.

SQLite takes of a log what is whole, up to the last commit, and says nothing of the rest; a log that was cut loses entries in
silence. A program that was killed leaves half a frame behind as well, so a fault here is no proof of anything by itself: it is
said beside entries that are known to be missing.

Source: sqlite.org/fileformat2.html, section 4.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_HEADER, _FRAME = 32, 24  # bytes
_MAGIC = 0x377F0682  # the lowest bit says in which order the checksums read their bytes
_MOST = 256 << 20  # bytes; SQLite itself starts the log anew long before


@dataclass(frozen=True, slots=True)
class Frame:
    """One page as it stands in the log; `commits` where a transaction ends with it."""

    page: int
    commits: bool
    data: bytes


def beside(path: Path) -> bytes:
    """The log of the database at `path`; nothing where there is none, or it cannot be read. Never reads the database itself."""
    try:
        with path.with_name(path.name + "-wal").open("rb") as file:
            return file.read(_MOST)
    except OSError:
        return b""


def frames(log: bytes) -> Iterator[Frame]:
    """The frames that hold, oldest first, those after the last commit included."""
    size, order, salts, sums = _opening(log)
    at = _HEADER
    while size and at + _FRAME + size <= len(log):
        page, commit = struct.unpack_from(">II", log, at)
        if log[at + 8 : at + 16] != salts:
            return
        sums = _sum(order, log[at : at + 8] + log[at + _FRAME : at + _FRAME + size], sums)
        if sums != struct.unpack_from(">II", log, at + 16):
            return
        yield Frame(page, commit > 0, log[at + _FRAME : at + _FRAME + size])
        at += _FRAME + size


def fault(log: bytes) -> str:
    """What is wrong with the end of the log, one sentence; empty where nothing is, or there is no log."""
    if not log:
        return ""
    size, _, salts, _ = _opening(log)
    if not size:
        return "The write-ahead log beside the history is cut short or damaged at its beginning."
    whole = list(frames(log))
    end = _HEADER + len(whole) * (_FRAME + size)
    if (len(log) - _HEADER) % (_FRAME + size):
        return f"The write-ahead log beside the history is cut off in the middle of its frame {len(whole) + 1}."
    if end < len(log) and log[end + 8 : end + 16] == salts:
        return f"The write-ahead log beside the history is damaged from its frame {len(whole) + 1} on."
    if end == len(log) and whole and not whole[-1].commits:
        return "The write-ahead log beside the history ends before its last entry does."
    return ""


def _opening(log: bytes) -> tuple[int, str, bytes, tuple[int, int]]:
    """Page size, byte order, salts and the sums so far; size 0 where the beginning is no good."""
    if len(log) < _HEADER:
        return 0, "", b"", (0, 0)
    magic, _, size = struct.unpack_from(">III", log)
    order = ">" if magic & 1 else "<"
    sums = _sum(order, log[:24], (0, 0))
    is_ours = magic & ~1 == _MAGIC and 512 <= size <= 65536 and sums == struct.unpack_from(">II", log, 24)
    return (size if is_ours else 0), order, log[16:24], sums


def _sum(order: str, data: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
