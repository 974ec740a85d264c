"""Reports: one file per report and one per way out (HTML, CSV, JSON).

What may enter: functions from plain records of `core` to a report, and from a report to text or bytes. What may not:
SQL (records are handed in), widgets, other trades. A module that holds `FORMAT`, its name on the command line, and
`write`, from a report to bytes, is a way out and is found by this package itself.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from studio.core.errors import BadInput

if TYPE_CHECKING:
    from studio.reports.edit_history import EditHistory

Writer = Callable[["EditHistory"], bytes]


def formats() -> dict[str, Writer]:
    """Every way out by its name, in the alphabet's order."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return dict(sorted((module.FORMAT, module.write) for module in modules if hasattr(module, "FORMAT")))


def write(report: EditHistory, format: str) -> bytes:
    """The report as a file of that format; the same report gives the same bytes.

    Raises:
        BadInput: when there is no such format.
    """
    ways = formats()
    if format not in ways:
        raise BadInput(f"There is no report format “{format}”.", f"There are: {', '.join(ways)}.")
    return ways[format](report)
