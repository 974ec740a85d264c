"""How one event is tied to the one before it. Pure: anybody can do the same sums with the rows of the table.

    payload_hash = SHA-256 of the payload's canonical JSON
    hash         = SHA-256 of the canonical JSON of the list
                   [device, sequence, piece, type, actor kind, actor, time, payload_hash, previous]

all texts in UTF-8, all hashes as lower-case hex. `number` is left out: it is the event's place in this database, and another
one when the histories of several machines are put together.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from studio.core.events import Head, canonical, digest
from studio.core.times import stamp

GENESIS = "0" * 64
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def seal(
    device: str, sequence: int, piece: str, type_: str, kind: str, actor: str, time: str, payload: str, previous: str
) -> str:
    """The hash of an event.

    Args:
        payload: the payload's hash, not the payload.
        previous: hash of the device's event before, `GENESIS` for its first.
    Raises:
        UnicodeEncodeError: where a text holds half a surrogate pair.
    """
    return digest(canonical([device, sequence, piece, type_, kind, actor, time, payload, previous]))


@dataclass(frozen=True, slots=True)
class Link:
    """The latest event of one device."""

    device: str
    sequence: int
    hash: str


def bind(links: list[Link], count: int, time: str) -> Head:
    """The end of the whole history: the last hash where there is one device, else a hash over the last of each."""
    if not links:
        return Head(GENESIS, 0, "")
    if len(links) == 1:
        return Head(links[0].hash, count, time)
    ends = sorted([link.device, link.sequence, link.hash] for link in links)
    return Head(digest(canonical(ends)), count, time)


def milliseconds(moment: datetime) -> int:
    """Whole milliseconds since 1970, UTC; how times are stored."""
    return (moment.astimezone(UTC) - _EPOCH) // timedelta(milliseconds=1)


def written(time: int) -> str:
    """The time as events carry it: `2026-11-24T09:30:00.125Z`."""
    return stamp(_EPOCH + timedelta(milliseconds=time), "milliseconds")
