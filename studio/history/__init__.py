"""The history: an append-only, hash-chained log of events, and everything that can be derived from it.

What may enter: SQL (this is the only room that has any, through sqlite-utils). What may not: Qt, the network, other
trades. One table of events is the truth; every other table can be thrown away and rebuilt by replay.

How a call runs: `store` (the one class others see) -> `log` (append and read events, `chain` seals them) -> `projections`
(pieces, dismissals, decisions, approvals) and `texts` (snapshots). `verify` and `replay` run the same projections again.
`buffer` has no SQL at all: it gathers keystrokes into the edits that become one event.

sqlite-utils makes the schema and serves the rare calls. It takes 50 ms to import, a seventh of what a bare window needs to
appear, and an insert through it costs a third more; so appending and the reads at program start use the connection as it is.

Tamper-evident, never tamper-proof: whoever owns the file can rewrite all of it. What exposes that is a head printed earlier.
The order of events of two devices rests on their clocks; the order within a device rests on its chain.
"""

from studio.history.buffer import EditBuffer
from studio.history.store import History

__all__ = ["EditBuffer", "History"]
