"""From the tally to what the dashboard shows. Every figure is counted by `reports.measured`, as in the reports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from studio.core.outcome import Outcome, Tally
from studio.core.phrases import count
from studio.reports.charts import Chart, Form, Series
from studio.reports.measured import BY_ID, FEW, Group, Value, Week, by_week, looked_at, said, scale_of, within
from studio.reports.sources import Source, gather, verdict
from studio.ui.dashboard.rows import Behind, Figure, SourceRow, SourceTable
from studio.ui.times import day

Period = tuple[str, str]
"""First and last day, ISO 8601."""

NOTHING = (
    "No piece came in, was approved or was due in these weeks. Choose a longer period, or leave brand, channel and person open."
)


@dataclass(frozen=True)
class _Tile:
    """How one figure is shown.

    Attributes:
        id: of the figure in `measured`.
        rows: the series of the chart, as id and name; more than one where the figure has parts.
        behind: the pieces of a week.
    """

    id: str
    title: str
    meaning: str
    rows: tuple[tuple[str, str], ...]
    behind: Callable[[Group, Mapping[str, Outcome]], tuple[Behind, ...]]
    form: Form = Form.LINE
    is_per_thousand: bool = False


def figures(tally: Tally, period: Period) -> tuple[Figure, ...]:
    """The figures of a period, what an owner asks first in front."""
    group, before = within(tally, period), within(tally, _before(period))
    weeks = _every_week(group, period)
    known = {each.piece: each for each in tally.outcomes}
    return tuple(_figure(tile, group, before, weeks, known) for tile in _TILES)


def _figure(tile: _Tile, group: Group, before: Group, weeks: Sequence[Week], known: Mapping[str, Outcome]) -> Figure:
    measured = BY_ID[tile.id]
    now, then = measured.of(group).value, measured.of(before).value
    return Figure(
        tile.id,
        tile.title,
        said(now, measured.unit),
        ", ".join(filter(None, (_beside(tile.id, measured.of(group), group), _change(now, then, measured.unit)))),
        tile.meaning,
        _chart(tile, weeks),
        tuple(tile.behind(week.group, known) for week in weeks),
        tuple((week.monday, week.sunday) for week in weeks),
    )


def _beside(id: str, value: Value, group: Group) -> str:
    """What a figure is made of, where it would mislead without: few pieces, pieces never looked at, what waits this moment."""
    if id == "claims_open" and value.value is not None:
        return looked_at(value)
    if id == "late" and value.value:
        return f"{sum(not each.answered_at for each in group.due)} of them now"
    return f"of {count(value.over, 'piece')} only" if value.is_few else ""


def _chart(tile: _Tile, weeks: Sequence[Week]) -> Chart:
    unit = BY_ID[tile.id].unit
    rows = [(name, [_value(tile, id, week.group) for week in weeks]) for id, name in tile.rows]
    if unit == "hours" and scale_of(value for _, row in rows for value in row) == "days":
        unit, rows = "days", [(name, [None if v is None else v / 24 for v in row]) for name, row in rows]
    labels = tuple(day(week.monday) for week in weeks)
    series = tuple(Series(name, tuple(row)) for name, row in rows)
    return Chart(tile.title, f"{tile.meaning} By week.", unit, labels, series, tile.form)


def _value(tile: _Tile, id: str, group: Group) -> float | None:
    value = BY_ID[id].of(group).value
    if not tile.is_per_thousand:
        return value
    raised = BY_ID["raised"].of(group).value
    return None if raised is None else raised * (value or 0) / 100


def _change(now: float | None, then: float | None, unit: str) -> str:
    """Against as many days before: `up from 45%`, `as before`."""
    if now is None or then is None:
        return ""
    if said(now, unit) == said(then, unit):
        return "as in the weeks before"
    return f"{'up' if now > then else 'down'} from {said(then, unit)} in the weeks before"


def _before(period: Period) -> Period:
    """As many days before the period."""
    first, last = (date.fromisoformat(each) for each in period)
    return (first - (last - first) - timedelta(days=1)).isoformat(), (first - timedelta(days=1)).isoformat()


def _every_week(group: Group, period: Period) -> tuple[Week, ...]:
    """The weeks of the period, those without anything included."""
    known = {week.monday: week for week in by_week(group)}
    first, last = (date.fromisoformat(each) for each in period)
    monday, found = first - timedelta(days=first.weekday()), []
    while monday <= last:
        empty = Week("", monday.isoformat(), Group((), (), (), (), group.now))
        found.append(known.get(monday.isoformat(), empty))
        monday += timedelta(days=7)
    return tuple(found)


# ---------------------------------------------------------------- the pieces behind


def _approved(pick: Callable[[Outcome], str]) -> Callable[[Group, Mapping[str, Outcome]], tuple[Behind, ...]]:
    return lambda group, _: tuple(
        Behind(each.piece, each.title, told, each.approver, each.approved) for each in group.approved if (told := pick(each))
    )


def _latest(pick: Callable[[Outcome], float | None], what: str) -> Callable[[Group, Mapping[str, Outcome]], tuple[Behind, ...]]:
    def behind(group: Group, known: Mapping[str, Outcome]) -> tuple[Behind, ...]:
        found = ((each, share) for each in group.latest if (share := pick(each)) is not None)
        return tuple(
            Behind(each.piece, each.title, f"{said(100 * share, '%')} {what}", each.last_editor, each.latest)
            for each, share in found
        )

    return behind


def _taken(pick: Callable[[Outcome], str]) -> Callable[[Group, Mapping[str, Outcome]], tuple[Behind, ...]]:
    return lambda group, _: tuple(
        Behind(each.piece, each.title, told, each.accountable, each.created) for each in group.taken if (told := pick(each))
    )


def _late(group: Group, known: Mapping[str, Outcome]) -> tuple[Behind, ...]:
    found = []
    for each in group.due:
        if each.is_late(group.now):
            piece = known.get(each.piece)
            told = "answered late" if each.answered_at else "still waits"
            found.append(Behind(each.piece, piece.title if piece else each.piece, f"{told}, was due", each.to, each.due))
    return tuple(found)


def _times_back(each: Outcome) -> str:
    return f"sent back {count(each.returned_before_approval, 'time')}" if each.returned_before_approval else ""


def _pass(each: Outcome) -> str:
    return "approved at once" if each.is_first_pass else _times_back(each)


def _flags(each: Outcome) -> str:
    if not each.flags:
        return ""
    parts = ((each.fixed, "fixed"), (each.dismissed, "dismissed"), (each.open, "open"))
    return f"{count(each.flags, 'flag')}: {', '.join(f'{number} {name}' for number, name in parts if number)}"


def _claims(each: Outcome) -> str:
    return count(each.claims_open, "open claim") if each.claims_open else ""


def _turnaround(each: Outcome) -> str:
    return said(each.turnaround / 3600, "hours") if each.turnaround is not None else ""


_TILES = (
    _Tile(
        "late", "Late answers", "Handings on due in these weeks that were answered late, or still wait past their time.",
        (("late", "overdue"),), _late, Form.BAR,
    ),
    _Tile(
        "turnaround", "Draft to first approval", "How long a piece took, and where the time went; half of the pieces lie below.",
        (("turnaround", "in all"), ("drafting", "drafting"), ("review", "in review"), ("rework", "rework")),
        _approved(_turnaround),
    ),
    _Tile(
        "first_pass", "First-pass approval", "Pieces approved without being sent back, of all approved.",
        (("first_pass", "first pass"),), _approved(_pass),
    ),
    _Tile(
        "returns", "Sent back per piece", "Rework: how often a piece went back before its first approval.",
        (("returns", "sent back"),), _approved(_times_back), Form.BAR,
    ),
    _Tile(
        "raised", "Flags raised", "Flags per 1,000 words of the drafts taken in, and what became of them.",
        (("fixed", "fixed"), ("dismissed", "dismissed"), ("open", "open")), _taken(_flags), Form.STACKED, is_per_thousand=True,
    ),
    _Tile(
        "claims_open", "Open claims", "Claims nobody has settled, as of the latest look at a piece; by when its draft came in.",
        (("claims_open", "open"),), _taken(_claims), Form.BAR,
    ),
    _Tile(
        "depth", "Edit depth", "Words taken out, put in or replaced, of the words of the AI original. Cuts count here alone.",
        (("depth", "changed"),), _latest(lambda each: each.edit_depth, "changed"),
    ),
    _Tile(
        "retained", "AI-retained share", "Of the words left in the approved texts, those the AI wrote; cuts do not count.",
        (("retained", "as the AI wrote"),), _latest(lambda each: each.retained_share, "as the AI wrote it"),
    ),
)  # fmt: skip


# ---------------------------------------------------------------- by source

_COLUMNS = ("taken", "approved", "first_pass", "depth", "retained", "raised", "claims_open", "turnaround")
_HEADS = (
    *("Source", "Rework per piece", "Pieces", "Approved", "First pass", "Edit depth", "AI-retained", "Flags per 1,000 words"),
    *("Open claims", "To approval"),
)
NO_TEMPLATE = "None says which template it came from; a line “template: …” at the top of a draft does."


def sources(tally: Tally, period: Period) -> tuple[str, tuple[SourceTable, ...]]:
    """The verdict of the sources report on what costs the team most, and its lines in its order."""
    found = gather(tally, period)
    if not found:
        return NOTHING, ()
    told, has_templates = verdict(found), any(each.template for each in found)
    if not has_templates:
        told = f"{told} {NO_TEMPLATE}"
    title = "By AI model and template" if has_templates else "By AI model"
    return told, ((title, _HEADS, _rows(found)),)


def _rows(found: Sequence[Source]) -> tuple[SourceRow, ...]:
    rework = scale_of(each.cost.value for each in found)
    scales = {id: scale_of(BY_ID[id].of(each.group).value for each in found) for id in _COLUMNS if BY_ID[id].unit == "hours"}
    made = []
    for each in found:
        cells = (_cell(each.cost, "hours", rework), *(_of(each.group, id, scales.get(id, "")) for id in _COLUMNS))
        made.append(SourceRow(each.name, cells, _pieces(each.group), f"fewer than {FEW} approved" if each.is_few else ""))
    return tuple(made)


def _of(group: Group, id: str, scale: str) -> str:
    return _cell(BY_ID[id].of(group), BY_ID[id].unit, scale)


def _cell(value: Value, unit: str, scale: str) -> str:
    return "–" if value.value is None else said(value.value, unit, scale)


def _pieces(group: Group) -> tuple[Behind, ...]:
    found = {each.piece: each for each in (*group.taken, *group.approved, *group.latest)}
    made = []
    for each in found.values():
        depth = each.edit_depth
        told = f"{said(100 * depth, '%')} changed" if depth is not None else each.stage.label
        made.append(Behind(each.piece, each.title, told, each.accountable, each.latest or each.created))
    return tuple(sorted(made, key=lambda each: each.day, reverse=True))
