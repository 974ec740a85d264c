"""How the parts of a chart are written down: SVG Tiny 1.2 and no more, for Qt, browsers and paper alike.

A series is told apart by its stroke, its mark and its hatch as well as by its colour. Tiny knows no patterns and no
clipping, so a hatch is drawn line by line.
"""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from studio.reports.visible import visible

Box = tuple[float, float, float, float]
"""Left, top, width, height."""

_DASHES = ("", "6 3", "2 3", "9 3 2 3", "4 2 1 2")
_HATCHES = ("solid", "rising", "level", "falling", "dots")
_STEP = 5.0  # between the lines of a hatch


def tag(name: str, content: str = "", **attributes: str | float | None) -> str:
    """One element. Attributes are escaped, `_` stands for `-`, None leaves one out; `content` is SVG already."""
    said = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_number(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def _number(value: str | float) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else visible(str(value))


def words(text: str) -> str:
    """Any text as the content of an element."""
    return escape(visible(text))


def text(x: float, y: float, said: str, fill: str, anchor: str = "start", bold: bool = False) -> str:
    weight = "bold" if bold else None
    return tag("text", words(said), x=x, y=y, fill=fill, text_anchor=anchor, font_weight=weight) if said else ""


def stroke(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1.0, dash: str = "") -> str:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width, stroke_dasharray=dash or None)


def path(points: Sequence[tuple[float, float]], colour: str, series: int) -> str:
    """A line through the points, in the stroke of that series."""
    said = "M" + " L".join(f"{_number(x)} {_number(y)}" for x, y in points)
    dash = _DASHES[series % len(_DASHES)] or None
    return tag("path", d=said, fill="none", stroke=colour, stroke_width=2.0, stroke_linejoin="round", stroke_dasharray=dash)


def mark(x: float, y: float, colour: str, ground: str, series: int, size: float = 3.0) -> str:
    """The sign of that series at a point: dot, square, triangle, diamond, ring."""
    look = {"fill": colour, "stroke": colour}
    corners: tuple[tuple[float, float], ...]
    match series % len(_DASHES):
        case 0:
            return tag("circle", cx=x, cy=y, r=size, **look)
        case 1:
            return tag("rect", x=x - size, y=y - size, width=2 * size, height=2 * size, **look)
        case 2:
            corners = ((x, y - size - 0.5), (x + size + 0.5, y + size), (x - size - 0.5, y + size))
        case 3:
            corners = ((x, y - size - 1), (x + size + 1, y), (x, y + size + 1), (x - size - 1, y))
        case _:
            return tag("circle", cx=x, cy=y, r=size, fill=ground, stroke=colour, stroke_width=1.5)
    return tag("polygon", points=" ".join(f"{_number(left)},{_number(top)}" for left, top in corners), **look)


def bar(box: Box, colour: str, ground: str, series: int) -> str:
    """A filled box in the hatch of that series, with an edge that tells it from its neighbours."""
    left, top, width, height = box
    hatch = _HATCHES[series % len(_HATCHES)]
    fill = colour if hatch == "solid" else ground
    edge = tag("rect", x=left, y=top, width=width, height=height, fill=fill, stroke=colour, stroke_width=1.0)
    if hatch == "dots":
        return edge + "".join(_dots(box, colour))
    return edge + "".join(stroke(*ends, colour, 1.4) for ends in _hatch(box, hatch))


def _dots(box: Box, colour: str) -> Iterator[str]:
    left, top, width, height = box
    for down in range(1, int(height / _STEP) + 1):
        for right in range(1, int(width / _STEP) + 1):
            x, y = left + right * _STEP - 2, top + down * _STEP - 2
            yield tag("circle", cx=x, cy=y, r=1.1, fill=colour)


def _hatch(box: Box, hatch: str) -> Iterator[tuple[float, float, float, float]]:
    """The lines of a hatch, cut off at the edges of the box."""
    left, top, width, height = box
    if hatch == "level":
        for step in range(1, int(height / 4) + 1):
            y = top + step * 4 - 1
            if y < top + height:
                yield left, y, left + width, y
    elif hatch in ("rising", "falling"):
        for step in range(1, int((width + height) / _STEP) + 1):
            reach = step * _STEP
            start, end = max(0.0, reach - height), min(reach, width)
            first, last = min(reach, height), max(0.0, reach - width)
            if hatch == "rising":
                yield left + start, top + first, left + end, top + last
            else:
                yield left + width - start, top + first, left + width - end, top + last
