"""Reports: one file per kind of report (edit history, claims) and one per way out (HTML, PDF, CSV, XLSX, JSON).

What may enter: functions from plain records of `core` to a report, and from a report to text or bytes. What may not:
SQL (records are handed in), widgets, other trades. Two walls keep the kinds and the ways out apart, so that either can
grow by one file:

- A module that holds a `KIND` is a kind of report. Its report gives a page, a table and a record (see `report`), and knows
  no format.
- A module that holds `FORMAT`, its name on the command line, and `write`, from a report to bytes, is a way out, and knows
  no kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING

from studio.core.errors import BadInput

if TYPE_CHECKING:
    from studio.reports.report import Kind, Report

Writer = Callable[["Report"], bytes]


def kinds() -> dict[str, Kind]:
    """Every kind of report by its name, in the alphabet's order."""
    return dict(sorted((module.KIND.name, module.KIND) for module in _modules() if hasattr(module, "KIND")))


def kind(name: str) -> Kind:
    """The kind of report of that name.

    Raises:
        BadInput: when there is no such kind.
    """
    known = kinds()
    if name not in known:
        raise BadInput(f"There is no report “{name}”.", f"There are: {', '.join(known)}.")
    return known[name]


def formats() -> dict[str, Writer]:
    """Every way out by its name, in the alphabet's order."""
    return dict(sorted((module.FORMAT, module.write) for module in _modules() if hasattr(module, "FORMAT")))


def write(report: Report, format: str) -> bytes:
    """The report as a file of that format; the same report gives the same bytes.

    Raises:
        BadInput: when there is no such format, or it cannot hold so much.
    """
    ways = formats()
    if format not in ways:
        raise BadInput(f"There is no report format “{format}”.", f"There are: {', '.join(ways)}.")
    return ways[format](report)


def _modules() -> Iterator[ModuleType]:
    return (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
