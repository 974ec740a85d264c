"""Bars, side by side or one on the other, with their numbers."""

from collections.abc import Iterator, Sequence

from studio.reports.charting.data import Area, Form
from studio.reports.charting.ground import Ground
from studio.reports.charting.marks import bar, tag, text
from studio.reports.charting.scale import figure, width_of

_WIDEST = 48.0  # a bar; a single week is no wall


def bars(ground: Ground) -> tuple[list[str], list[Area]]:
    return _stacked(ground) if ground.chart.form is Form.STACKED else _side_by_side(ground)


def _side_by_side(ground: Ground) -> tuple[list[str], list[Area]]:
    series, colours = ground.chart.series, ground.colours
    made: list[str] = []
    areas: list[Area] = []
    each = min(ground.slot * 0.76 / max(len(series), 1), _WIDEST)
    zero = ground.y(0)
    tops: list[tuple[float, float, float, float]] = []  # x, y, value, room
    for index, row in enumerate(series):
        for label, value in enumerate(row.values):
            left = ground.x(label) + (index - len(series) / 2) * each
            if value is None:
                made += _nothing(ground, left + each / 2, zero, each)
                continue
            y = ground.y(value)
            box = (left + each * 0.06, min(y, zero), each * 0.88, max(abs(zero - y), 1.0))
            if value:
                made.append(bar(box, colours.of(index), colours.ground, index))
            tops.append((left + each / 2, y - 4 if value >= 0 else y + ground.size + 2, value, ground.slot / len(series)))
            areas.append(Area(left, ground.top, each, ground.bottom - ground.top, index, label))
    return made + list(_numbers(ground, tops)), areas


def _stacked(ground: Ground) -> tuple[list[str], list[Area]]:
    chart, colours = ground.chart, ground.colours
    made: list[str] = []
    areas: list[Area] = []
    tops: list[tuple[float, float, float, float]] = []
    wide = min(ground.slot * 0.76, _WIDEST)
    for label in range(len(chart.labels)):
        left, total = ground.x(label) - wide / 2, 0.0
        values = [row.values[label] for row in chart.series]
        if all(value is None for value in values):
            made += _nothing(ground, ground.x(label), ground.bottom, wide)
            continue
        for index, value in enumerate(values):
            if not value:
                continue
            foot, total = ground.y(total), total + value
            box = (left, ground.y(total), wide, max(foot - ground.y(total), 1.0))
            made.append(bar(box, colours.of(index), colours.ground, index))
            areas.append(Area(*box, index, label))
            made += _within(ground, box, value)
        tops.append((ground.x(label), ground.y(total) - 4, total, ground.slot))
    return made + list(_numbers(ground, tops)), areas


def _nothing(ground: Ground, x: float, y: float, room: float) -> list[str]:
    """A dash where nothing was recorded; a nought has a number."""
    return [text(x, y - 4, "–", ground.colours.muted, "middle")] if room >= 8 else []


def _within(ground: Ground, box: tuple[float, float, float, float], value: float) -> list[str]:
    """The number of a part, on a ground of its own, where the part has room for it beside its hatch."""
    left, top, width, height = box
    said = figure(value, ground.chart.unit)
    room = width_of(said, ground.size) + 6
    if room > width or height < ground.size + 6:
        return []
    middle = top + height / 2
    x, y = left + (width - room) / 2, middle - ground.size / 2 - 2
    plate = tag("rect", x=x, y=y, width=room, height=ground.size + 4, rx=2.0, fill=ground.colours.ground)
    return [plate, text(left + width / 2, middle + ground.size * 0.36, said, ground.colours.ink, "middle")]


def _numbers(ground: Ground, tops: Sequence[tuple[float, float, float, float]]) -> Iterator[str]:
    """The numbers over the bars: all of them where they have room, else the highest and the last."""
    if not tops:
        return
    unit, size = ground.chart.unit, ground.size
    fits = all(width_of(figure(value, unit), size) + 3 <= room for _, _, value, room in tops)
    chosen = tops if fits else list({max(tops, key=lambda top: top[2]), tops[-1]})
    if not fits and len(chosen) == 2 and abs(chosen[0][0] - chosen[1][0]) < 2 * width_of(figure(chosen[0][2], unit), size):
        chosen = [tops[-1]]
    for x, y, value, _ in chosen:
        said = figure(value, unit)
        half = width_of(said, size) / 2
        yield text(min(x, ground.width - half), y, said, ground.colours.ink, "middle")
