"""A chart as plain data, the colours it is drawn in, and what comes of drawing it."""

import math
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """Lines for what goes up and down, bars for counts, stacked bars for the parts of a whole."""

    LINE = "line"
    BAR = "bar"
    STACKED = "stacked"


@dataclass(frozen=True, slots=True)
class Series:
    """One row of figures, one for each label of the chart; None where nobody recorded any, which is not 0."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What to draw.

    Attributes:
        title: what it is; the page around it shows it.
        says: what it shows, in one sentence: what somebody hears who cannot see it.
        unit: of the values: `%`, `hours`, `flags per 1,000 words`; empty for plain counts.
        labels: what stands below, the weeks as a rule.
        target: lowest and highest value that is wanted; None where that end is open.
        from_zero: whether the axis begins at 0; lines alone may do without.

    Raises:
        ValueError: a series has not one value per label, or one that is no number, or bars would be stacked below 0.
    """

    title: str
    says: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    form: Form = Form.LINE
    target: tuple[float | None, float | None] = (None, None)
    from_zero: bool = True

    def __post_init__(self) -> None:
        for each in self.series:
            if len(each.values) != len(self.labels):
                raise ValueError(f"{self.title}: {each.name} has {len(each.values)} values for {len(self.labels)} labels.")
            if not all(value is None or math.isfinite(value) for value in each.values):
                raise ValueError(f"{self.title}: {each.name} has a value that is no number.")
            if self.form is Form.STACKED and any(value is not None and value < 0 for value in each.values):
                raise ValueError(f"{self.title}: {each.name} is stacked and has a value below 0.")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded at all."""
        return all(value is None for each in self.series for value in each.values)


@dataclass(frozen=True, slots=True)
class Colours:
    """What a chart is drawn in, `#rrggbb` all of it.

    Attributes:
        ground: what it lies on; it is not painted, but bars are hollow in it.
        ink, muted, line: of figures, of labels, of the lines behind.
        target: of the range that is wanted, a tint.
        series: in their order; after the last one the first comes again, with another stroke.
        face: of all words.
    """

    ground: str
    ink: str
    muted: str
    line: str
    target: str
    series: tuple[str, ...]
    face: str = "sans-serif"

    def of(self, series: int) -> str:
        return self.series[series % len(self.series)]


LIGHT = Colours(
    ground="#ffffff",
    ink="#1d1f23",
    muted="#656870",
    line="#e2e1dc",
    target="#e7f4ea",
    series=("#2456c7", "#6b6e76", "#1f7a45", "#985900", "#8a3b8f"),
)
DARK = Colours(
    ground="#1f2125",
    ink="#e8e8e6",
    muted="#a2a5ad",
    line="#2e3036",
    target="#20342a",
    series=("#7ba4ff", "#a2a5ad", "#6fd394", "#f0b04a", "#d79be0"),
)
PAPER = Colours(
    ground="#ffffff",
    ink="#1d1f23",
    muted="#6b6e76",
    line="#dcdbd6",
    target="#e7f4ea",
    series=LIGHT.series,
)


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the drawing that a pointer can be on.

    Attributes:
        x, y, width, height: in the units of the drawing.
        series: which one, None where it is the whole column of a label.
        label: which one.
    """

    x: float
    y: float
    width: float
    height: float
    series: int | None
    label: int

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as SVG text, whole in itself.

    Attributes:
        areas: bars and points first, then the column of each label, in the labels' order.
    """

    svg: str
    areas: tuple[Area, ...]

    def at(self, x: float, y: float) -> Area | None:
        """What is there: a bar or a point, else the column; None beside them all."""
        return next((area for area in self.areas if area.holds(x, y)), None)

    def column(self, label: int) -> Area:
        """The column of a label."""
        return next(area for area in self.areas if area.series is None and area.label == label)
