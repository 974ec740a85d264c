"""What a chart measures with: round steps for its axis, figures as people read them, and how wide a word will be.

No face is at hand where a chart is drawn, so widths are estimated, and on the wide side.
"""

import math
import unicodedata
from collections.abc import Sequence

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’‘|!()[] -·"), frozenset("mwMW@%&—…")


def ticks(low: float, high: float, most: int = 4, least: float = 0.0) -> tuple[float, ...]:
    """Round values at even steps, the first at or below `low`, the last at or above `high`; at most `most` steps.

    Args:
        least: the smallest step, and every step is so many times that; 1 for what is counted whole.
    """
    if high - low <= max(abs(low), abs(high), 10.0) * 1e-9:  # no difference that could be seen
        high = low + 1
    rough = max((high - low) / max(most, 1), least)
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (*_STEPS, 20.0, 50.0):
        step = factor * power
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if least and step % least:
            continue  # two and a half of what is counted whole
        if last - first <= most or factor == 50.0:
            return tuple(round(number * step, 10) for number in range(first, max(last, first + 1) + 1))
    raise AssertionError("fifty times the power of ten always fits")


def figure(value: float, unit: str = "") -> str:
    """`1,240`, `12.5`, `0.25`, `45%`: whole from a hundred on, one decimal from one on, else two figures that count.

    A unit is written only where it is one sign; words stand beside the axis.
    """
    size = abs(value)
    if size >= 100 or value == round(value):
        said = f"{value:,.0f}"
    elif size >= 1:
        said = f"{value:.1f}".removesuffix(".0")
    else:
        said = f"{value:.{max(2, 1 - math.floor(math.log10(size)))}f}".rstrip("0").rstrip(".")
    said = "0" if said == "-0" else said.replace("-", "−")
    return said + unit if len(unit) == 1 else said


def width_of(text: str, size: float) -> float:
    """About how wide `text` is in a sans-serif face of that size, in the same measure."""
    return sum(_share(sign) for sign in text) * size


def _share(sign: str) -> float:
    if sign in _NARROW:
        return 0.34
    if sign in _WIDE or unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if unicodedata.combining(sign):
        return 0.0
    return 0.7 if sign.isupper() else 0.61


def clipped(text: str, size: float, room: float) -> str:
    """As much of `text` as fits, with … where some does not."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…" if text else ""


def spread(wanted: Sequence[float], apart: float, top: float, bottom: float) -> list[float]:
    """The places nearest to those wanted, in the same order, that lie `apart` from each other and within top and bottom.

    Where there is no room for all, they lie evenly and closer.
    """
    if not wanted:
        return []
    apart = min(apart, (bottom - top) / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed, last = [0.0] * len(wanted), top - apart
    for index in order:
        last = placed[index] = max(wanted[index], last + apart)
    last = bottom + apart
    for index in reversed(order):
        last = placed[index] = min(placed[index], last - apart)
    return placed
