"""Reports and backups as witnesses: each says what the end of the history was when it was made."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from studio import reports
from studio.app.heads import Witness
from studio.app.regress import differences
from studio.core.errors import BadInput, HistoryError
from studio.core.events import Head
from studio.history import History, backup

_MOST = 500  # reports of the exports folder that are looked at, the newest first


def witness_of(report: Path) -> Witness:
    """What a report in JSON saw, whatever kind of report it is.

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
                made = told.get("made")
                return Witness(Head(hash, count, time), made if isinstance(made, str) else "", f"the report {report.name} saw")
    raise BadInput(f"{report} is not a report with a head.", _REMEDY)


_REMEDY = "Give a report made with `bluepencil report KIND -o report.json`."


def head_of(report: Path) -> Head:
    """The head that a report in JSON was made at. Raises: BadInput."""
    return witness_of(report).head


def kept_beside(root: Path) -> Iterator[Witness]:
    """What the reports in a workspace's exports folder and its backups saw; a file that is none of them says nothing."""
    for path in sorted((root / "exports").glob("*.json"), key=_written, reverse=True)[:_MOST]:
        with suppress(BadInput):
            yield witness_of(path)
    for each in backup.listed(root):
        with suppress(HistoryError):
            yield Witness(each.head, each.made, f"the backup {each.name} saw")


def _written(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0  # it went away meanwhile


def difference(history: History, told: Witness | Head) -> str:
    """What the history says differently from an older head, in a sentence; empty where it still says the same."""
    seen = told if isinstance(told, Witness) else Witness(told, "", "the report saw")
    return " ".join(differences(history, [seen]))
