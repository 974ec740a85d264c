"""Holding an old report against the history: was what it told rewritten since?"""

import json
from pathlib import Path

from studio import reports
from studio.core.errors import BadInput
from studio.core.events import Head
from studio.history import History


def head_of(report: Path) -> Head:
    """The head that a report in JSON was made at, whatever kind of report it is.

    Raises:
        BadInput: the file cannot be read, or is no such report.
    """
    try:
        told = json.loads(report.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{report} cannot be read: {error.strerror}.", "Check the name.") from None
    except ValueError:
        raise BadInput(f"{report} is not JSON.", _REMEDY) from None
    match told:
        case {"report": str(kind), "head": {"hash": str(hash), "count": int(count), "time": str(time)}} if count >= 0:
            if kind in reports.kinds():
                return Head(hash, count, time)
    raise BadInput(f"{report} is not a report with a head.", _REMEDY)


_REMEDY = "Give a report made with `bluepencil report --format json`."


def difference(history: History, told: Head) -> str:
    """What the history says differently from an older head, in a sentence; empty where it still says the same."""
    now = history.head(told.count)
    if now.count < told.count:
        return f"The report was made of {told.count} entries, and the history has only {now.count}: its end was cut off."
    if now != told:
        return f"The first {told.count} entries are not those the report was made of: the history was rewritten since."
    return ""
