"""Lines, broken where nothing was recorded, named where they end."""

from collections.abc import Iterator

from studio.reports.charting.data import Area, Chart, Series
from studio.reports.charting.ground import MOST_BESIDE, Ground
from studio.reports.charting.marks import mark, path, text
from studio.reports.charting.scale import clipped, figure, spread, width_of

_REACH = 9.0  # how near to a point a pointer is on it
_MARKED = 7.0  # a column narrower than this shows a mark only where it must


def room_beside(chart: Chart, width: float, size: float) -> float:
    """What the names and the last figures need at the right."""
    if len(chart.series) < 2:
        return 10.0
    return min(max(width_of(_ending(chart, row), size) for row in chart.series) + 18, width * MOST_BESIDE)


def lines(ground: Ground) -> tuple[list[str], list[Area]]:
    made: list[str] = []
    areas: list[Area] = []
    for index, row in enumerate(ground.chart.series):
        colour = ground.colours.of(index)
        runs = list(_runs(ground, row))
        for run in runs:
            if len(run) > 1:
                made.append(path([(x, y) for _, x, y in run], colour, index))
        for run in runs:
            for place, (label, x, y) in enumerate(run):
                if ground.slot >= _MARKED or len(run) == 1 or place == len(run) - 1:
                    made.append(mark(x, y, colour, ground.colours.ground, index))
                areas.append(Area(x - _REACH, y - _REACH, 2 * _REACH, 2 * _REACH, index, label))
    made += _alone(ground) if len(ground.chart.series) == 1 else _named(ground)
    return made, areas


def _runs(ground: Ground, row: Series) -> Iterator[list[tuple[int, float, float]]]:
    """The points of each unbroken part: label, x, y."""
    run: list[tuple[int, float, float]] = []
    for label, value in enumerate(row.values):
        if value is not None:
            run.append((label, ground.x(label), ground.y(value)))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _alone(ground: Ground) -> list[str]:
    """The numbers of a single line: all of them where they have room, else the highest, the lowest and the last."""
    unit, size, values = ground.chart.unit, ground.size, ground.chart.series[0].values
    points = [(label, value) for label, value in enumerate(values) if value is not None]
    if not points:
        return []
    fits = all(width_of(figure(value, unit), size) + 6 <= ground.slot for _, value in points)
    chosen = points if fits else [points[-1]]
    for point in () if fits else (max(points, key=lambda each: each[1]), min(points, key=lambda each: each[1])):
        widest = width_of(figure(point[1], unit), size) + 8
        if all(abs(ground.x(point[0]) - ground.x(other[0])) > widest for other in chosen):
            chosen.append(point)
    made = []
    for label, value in chosen:
        said = figure(value, unit)
        half = width_of(said, size) / 2
        x = ground.x(label) + _aside(values, label) * max(half - 2, 0)
        x = min(max(x, ground.left + half), ground.width - half)
        y = ground.y(value)
        is_valley = _is_valley(values, label) and y + size + 6 < ground.bottom
        made.append(text(x, y + size + 4 if is_valley else y - 7, said, ground.colours.ink, "middle"))
    return made


def _is_valley(values: tuple[float | None, ...], label: int) -> bool:
    """Whether the line comes down to this point, so that its number lies better below."""
    value = values[label]
    beside = [values[other] for other in (label - 1, label + 1) if 0 <= other < len(values)]
    known = [each for each in beside if each is not None]
    return value is not None and bool(known) and all(each > value for each in known)


def _aside(values: tuple[float | None, ...], label: int) -> int:
    """To which side a number above its point goes: away from a line that climbs on from there, or that came down to it."""
    value = values[label]
    before = values[label - 1] if label else None
    after = values[label + 1] if label + 1 < len(values) else None
    climbs = value is not None and after is not None and after > value
    fell = value is not None and before is not None and before > value
    return int(fell and not climbs) - int(climbs and not fell)


def _named(ground: Ground) -> list[str]:
    """Each line's name and last figure, beside its end."""
    chart, size = ground.chart, ground.size
    ends = []
    for row in chart.series:
        known = [value for value in row.values if value is not None]
        ends.append(ground.y(known[-1]) if known else ground.bottom)
    places = spread(ends, size + 3, ground.top, ground.bottom)
    made, x = [], ground.right + 8
    for index, (row, y) in enumerate(zip(chart.series, places, strict=True)):
        made.append(mark(x, y, ground.colours.of(index), ground.colours.ground, index))
        said = clipped(_ending(chart, row), size, ground.width - x - 7)
        made.append(text(x + 7, y + size * 0.36, said, ground.colours.ink))
    return made


def _ending(chart: Chart, row: Series) -> str:
    """`56% kept`; without a figure where the last one was not recorded."""
    last = row.values[-1] if row.values else None
    if last is None:
        return row.name
    if chart.unit in ("hours", "days") and 0 < last < 1:  # the third figure of a short time is no matter beside long ones
        return f"{'<0.1' if last < 0.05 else figure(round(last, 1))} {row.name}"
    return f"{figure(last, chart.unit)} {row.name}"
