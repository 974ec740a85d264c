"""Charts: the one way to draw figures over weeks, for a report's page, for paper and for the window.

Plain data in, SVG out. What is drawn has an axis from nought (or from where the chart says), few lines behind it, its
series named where they end, and numbers on what it shows as far as they have room; every one of them is in its
description, for whoever cannot see it. The title is not drawn, for the page around it says it in its own face.
"""

from studio.reports.charting.bars import bars
from studio.reports.charting.data import DARK, LIGHT, PAPER, Area, Chart, Colours, Drawing, Form, Series
from studio.reports.charting.ground import TEXT, lay_out
from studio.reports.charting.lines import lines, room_beside
from studio.reports.charting.marks import tag, text, words
from studio.reports.charting.scale import figure

__all__ = ["DARK", "LIGHT", "PAPER", "Area", "Chart", "Colours", "Drawing", "Form", "Series", "describe", "draw", "figure"]

NOTHING = "Nothing was recorded here."


def draw(chart: Chart, colours: Colours, width: float, height: float) -> Drawing:
    """The chart as SVG Tiny 1.2, in that size; below about 160 by 80 there is little to read.

    The text lies over no ground of its own: what it is shown on should be `colours.ground`.
    """
    beside = room_beside(chart, width, TEXT) if chart.form is Form.LINE else 4.0
    ground = lay_out(chart, colours, width, height, beside)
    drawn, areas = lines(ground) if chart.form is Form.LINE else bars(ground)
    parts = [tag("title", words(chart.title)), tag("desc", words(describe(chart)))]
    if chart.is_empty:
        parts.append(text(width / 2, height / 2, NOTHING, colours.muted, "middle"))
        areas = []
    else:
        parts += [*ground.behind(), *drawn]
    svg = tag(
        "svg",
        "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        version="1.2",
        baseProfile="tiny",
        width=width,
        height=height,
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_label=f"{chart.title}. {chart.says}",
        font_family=colours.face,
        font_size=ground.size,
    )
    return Drawing(svg, (*areas, *ground.columns()))


def describe(chart: Chart) -> str:
    """What the chart shows, and every one of its figures, in words."""
    told = [chart.says]
    for row in chart.series:
        figures = (
            f"{label}: {'not recorded' if value is None else figure(value, chart.unit)}"
            for label, value in zip(chart.labels, row.values, strict=True)
        )
        told.append(f"{row.name}{f' ({chart.unit})' if len(chart.unit) > 1 else ''}: {'; '.join(figures)}.")
    return " ".join(told)
