"""The edit-history report as one HTML page: for a client, a lawyer or an auditor, on a screen or on A4.

The page is whole in itself: no script, no font, no picture and no link that leads out, and it forbids its own browser
to load any. Every text is escaped, and hidden characters are shown (`visible`), wherever it comes from.
"""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from studio.core.events import Head
from studio.reports.edit_history import EditHistory, GivenApproval, Handoff, PieceHistory
from studio.reports.entries import Entry
from studio.reports.told import told
from studio.reports.visible import visible
from studio.reports.words import count, day, listed, minute, short

FORMAT = "html"
LONGEST = 600  # code points of one edit shown in the timeline; an import can hold a whole draft, which stands above


def write(report: EditHistory) -> bytes:
    return _template().render(report=report, anchor=_anchor(report.head)).encode("utf-8")


def _template() -> Template:
    page = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    page.filters |= {
        "day": day,
        "minute": minute,
        "short": short,
        "listed": listed,
        "told": told,
        "inline": _inline,
        "clipped": _clipped,
    }
    page.globals |= {"count": count, "by_day": _by_day, "passed_on": _passed_on, "by_status": _by_status}
    return page.from_string(files(__package__).joinpath("edit_history.html.jinja").read_text("utf-8"))


def _anchor(head: Head) -> str:
    """The start of the chain's head for the foot of every page; it stands in a style sheet, so nothing but hex may."""
    return "".join(sign for sign in head.hash[:16] if sign in "0123456789abcdef")


def _inline(text: str) -> str:
    """Line ends as a sign, for text that is shown within a line."""
    return text.replace("\n", "¶")


def _clipped(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]} […and {count(len(text) - LONGEST, 'character')} more, all of them in the JSON form of this report]"


def _by_day(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    return [(date, list(those)) for date, those in groupby(entries, key=lambda entry: day(entry.time))]


def _by_status(claims: Mapping[str, int]) -> list[str]:
    return [f"{number:,} {status}" for status, number in claims.items() if number]


def _passed_on(history: PieceHistory) -> list[Handoff | GivenApproval]:
    """Handoffs and approvals in the order they happened."""
    return sorted((*history.handoffs, *history.approvals), key=lambda one: one.number)
