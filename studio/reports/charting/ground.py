"""What lies behind the figures of a chart: the axis, the lines, the range that is wanted, labels below, names above."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from studio.reports.charting.data import Area, Chart, Colours, Form
from studio.reports.charting.marks import bar, stroke, tag, text
from studio.reports.charting.scale import clipped, figure, ticks, width_of

TEXT, SMALL_TEXT = 11.0, 10.0
_SMALL = 320  # below this width the words are smaller
_LONGEST_LABEL = 92.0
_SWATCH = 10.0
_WIDEST_AXIS = 44.0  # of the numbers at the left, as a rule
MOST_BESIDE = 0.34  # of the width, for names at the right


@dataclass(frozen=True, slots=True)
class Ground:
    """The room for the figures, and where a value and a label lie in it.

    Attributes:
        left, top, right, bottom: of the room for the figures, in the units of the drawing.
        low, high: the values at `bottom` and at `top`.
        size: of the words.
    """

    chart: Chart
    colours: Colours
    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    steps: tuple[float, ...]
    size: float

    @property
    def low(self) -> float:
        return self.steps[0]

    @property
    def high(self) -> float:
        return self.steps[-1]

    @property
    def slot(self) -> float:
        """How wide the column of a label is."""
        return (self.right - self.left) / max(len(self.chart.labels), 1)

    def x(self, label: int) -> float:
        """The middle of a label's column."""
        return self.left + (label + 0.5) * self.slot

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - min(max(share, 0.0), 1.0) * (self.bottom - self.top)

    def columns(self) -> tuple[Area, ...]:
        height = self.height - self.top
        return tuple(
            Area(self.left + label * self.slot, self.top, self.slot, height, None, label)
            for label in range(len(self.chart.labels))
        )

    # ------------------------------------------------------------ what is drawn

    def behind(self) -> Iterator[str]:
        """What the figures stand on: names, the range that is wanted, lines, numbers of the axis and labels."""
        yield from _head(self.chart, self.colours, self.width, self.size)[0]
        yield from self._wanted()
        for step in self.steps:
            is_foot = step == (0.0 if self.low <= 0 <= self.high else self.low)
            yield stroke(self.left, self.y(step), self.right, self.y(step), self.colours.muted if is_foot else self.colours.line)
            said = figure(step, self.chart.unit)
            yield text(self.left - 6, self.y(step) + self.size * 0.36, said, self.colours.muted, "end")
        yield from self._labels()

    def _wanted(self) -> Iterator[str]:
        least, most = self.chart.target
        if least is None and most is None:
            return
        top = self.y(self.high if most is None else most)
        foot = self.y(self.low if least is None else least)
        yield tag("rect", x=self.left, y=top, width=self.right - self.left, height=max(foot - top, 1.0), fill=self.colours.target)
        for value in (least, most):
            if value is not None:
                yield stroke(self.left, self.y(value), self.right, self.y(value), self.colours.muted, dash="1 3")

    def _labels(self) -> Iterator[str]:
        """As many as have room, the last one always; each within the drawing."""
        labels, slot = self.chart.labels, self.slot
        if not labels:
            return
        longest = min(max(width_of(label, self.size) for label in labels), _LONGEST_LABEL)
        # Charts of the same weeks stand side by side, some with names at their right: all show the same ones of their labels.
        narrowest = (self.width * (1 - MOST_BESIDE) - _WIDEST_AXIS) / len(labels)
        every = max(1, ceil((longest + 8) / min(slot, max(narrowest, 1.0))))
        end = self.right if self.chart.form is Form.LINE and len(self.chart.series) > 1 else self.width
        free = end
        for index in range(len(labels) - 1, -1, -every):
            said = clipped(labels[index], self.size, min(max(every * slot - 6, 12), self.width))
            half = width_of(said, self.size) / 2
            x = min(max(self.x(index), half), end - half)
            if x + half > free:
                continue
            free = x - half - 6
            yield text(x, self.bottom + self.size + 5, said, self.colours.muted, "middle")


def lay_out(chart: Chart, colours: Colours, width: float, height: float, beside: float) -> Ground:
    """Share out the drawing.

    Args:
        beside: room at the right for what is written there.
    """
    size = TEXT if width >= _SMALL else SMALL_TEXT
    head = _head(chart, colours, width, size)[1]
    top = head + size + 5  # the number over the highest one lies between
    bottom = max(height - (size + 10 if any(chart.labels) else 4), top + 12)
    low, high = _ends(chart)
    most = min(4, int((bottom - top) / (size * 2.4))) if high > low else 1
    steps = ticks(low, high, most, 1.0 if _is_counted(chart) else 0.0)
    left = max(width_of(figure(step, chart.unit), size) for step in steps) + 8
    right = max(width - beside, left + 12)
    return Ground(chart, colours, width, height, left, top, right, bottom, steps, size)


def _is_counted(chart: Chart) -> bool:
    """Whether every value is whole, so that no step between two numbers means anything."""
    return all(value is None or value == round(value) for each in chart.series for value in each.values)


def _ends(chart: Chart) -> tuple[float, float]:
    """The lowest and the highest value that must have room."""
    if chart.form is Form.STACKED:
        values = [sum(value or 0.0 for value in column) for column in zip(*(each.values for each in chart.series), strict=True)]
    else:
        values = [value for each in chart.series for value in each.values if value is not None]
    values += [end for end in chart.target if end is not None]
    if chart.from_zero or chart.form is not Form.LINE or not values:
        values.append(0.0)
    return min(values), max(values)


def _head(chart: Chart, colours: Colours, width: float, size: float) -> tuple[list[str], float]:
    """The unit, what range is wanted, and the names of bars, in as many lines as it takes; and where they end."""
    made: list[str] = []
    x, y, step = 0.0, size, size + 6

    for said in _said_above(chart):
        room = width_of(said, size)
        if x and x + room > width:
            x, y = 0.0, y + step
        made.append(text(x, y, clipped(said, size, width), colours.muted))
        x += room + 16
    for index, name in enumerate(_named_above(chart)):
        name = clipped(name, size, width - _SWATCH - 6)
        room = _SWATCH + 6 + width_of(name, size)
        if x and x + room > width:
            x, y = 0.0, y + step
        made.append(bar((x, y - _SWATCH + 1, _SWATCH, _SWATCH), colours.of(index), colours.ground, index))
        made.append(text(x + _SWATCH + 6, y, name, colours.ink))
        x += room + 16
    return made, y if made else 0.0


def _said_above(chart: Chart) -> Iterator[str]:
    if len(chart.unit) > 1:
        yield chart.unit
    least, most = chart.target
    if least is not None and most is not None:
        yield f"wanted: {figure(least, chart.unit)} to {figure(most, chart.unit)}"
    elif least is not None:
        yield f"wanted: {figure(least, chart.unit)} or more"
    elif most is not None:
        yield f"wanted: {figure(most, chart.unit)} or less"


def _named_above(chart: Chart) -> tuple[str, ...]:
    """Lines have their names where they end; a single row needs none."""
    return () if chart.form is Form.LINE or len(chart.series) < 2 else tuple(each.name for each in chart.series)
