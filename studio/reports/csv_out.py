"""The edit-history report as a table for a spreadsheet: one row per entry of the history, one per edit in an entry.

Columns: piece, title, number, time (UTC), type, who, actor (`person`, `ai`, `rule`), cause, detail, start (code
points, 0 first), removed, inserted, note, entry hash. `note` holds the rest of an entry in words. UTF-8 with a byte
order mark, for without it Excel reads every curly quote wrong.
"""

import csv
import io
from collections.abc import Iterator

from studio.core.events import EventType
from studio.reports.edit_history import EditHistory
from studio.reports.entries import EditLine, Entry
from studio.reports.told import told
from studio.reports.visible import visible

FORMAT = "csv"
COLUMNS = (
    *("piece", "title", "number", "time", "type", "who", "actor"),
    *("cause", "detail", "start", "removed", "inserted", "note", "hash"),
)
_OPENERS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def write(report: EditHistory) -> bytes:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for history in report.pieces:
        for entry in history.entries:
            for row in _rows(entry):
                writer.writerow([cell(value) for value in (history.piece.id, history.piece.title, *row)])
    return sheet.getvalue().encode("utf-8-sig")


def cell(value: str) -> str:
    """`value` as a spreadsheet shows it and never computes it: what could open a formula gets an apostrophe before it.

    An apostrophe gets another one, so that taking one away always gives the text back.

    Source:
        OWASP, CSV injection.
    """
    risky = value.startswith(("\t", "\r", "\n", "'")) or value.lstrip().startswith(_OPENERS)
    return f"'{visible(value)}" if risky else visible(value)


def _rows(entry: Entry) -> Iterator[tuple[str, ...]]:
    about = (str(entry.number), entry.time, entry.type.value, entry.who, entry.actor_kind)
    if entry.type is EventType.EDITED and entry.edits:
        for line in entry.edits:
            yield (*about, *_edit(line), entry.hash)
    else:
        yield (*about, "", "", "", "", "", told(entry), entry.hash)


def _edit(line: EditLine) -> tuple[str, ...]:
    note = "" if line.removed is not None else "The words removed are not known: earlier content was purged or altered."
    return (line.cause, line.detail, str(line.start), line.removed or "", line.inserted, note)
