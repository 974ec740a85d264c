"""Figures as plain JSON and as rows of a table; see `measured` for what they are.

A figure in JSON: {value, unit, pieces, low, high, part, whole}; value is null where nothing was recorded, low and high are
the quartiles of a middle, part and whole what a share is made of; pieces is over how many it is.
"""

from collections.abc import Iterator
from typing import Any

from studio.core.feedback import Summed
from studio.reports.measured import FIGURES, Figure, Group, Value

COLUMNS = ("figure", "value", "unit", "lower quartile", "upper quartile", "part", "whole", "pieces", "note")


def figures_record(group: Group) -> dict[str, Any]:
    return {figure.id: value_record(figure.of(group), figure.unit) for figure in FIGURES}


def value_record(value: Value, unit: str) -> dict[str, Any]:
    numbers = {"value": value.value, "low": value.low, "high": value.high}
    rounded = {name: None if number is None else round(number, 4) for name, number in numbers.items()}
    return {**rounded, "unit": unit, "pieces": value.over, "part": value.part, "whole": value.whole}


def how_record() -> dict[str, Any]:
    """How each figure is counted, over what, and on which day a piece counts."""
    return {each.id: {"name": each.name, "how": each.how, "day": each.day} for each in FIGURES}


def figure_rows(group: Group) -> Iterator[tuple[str, ...]]:
    """One row per figure, under `COLUMNS`; an empty cell is not recorded, and no 0."""
    for figure in FIGURES:
        yield _row(figure, figure.of(group))


def _row(figure: Figure, value: Value) -> tuple[str, ...]:
    numbers = (number(each) for each in (value.low, value.high, value.part, value.whole))
    note = "not recorded" if value.value is None else "fewer than 3 pieces" if value.is_few else ""
    return (figure.name, number(value.value), figure.unit, *numbers, str(value.over), note)


def feedback_row(said: Summed) -> tuple[str, ...]:
    """What readers said, under `COLUMNS`; how many there are, and where from, stands in the note."""
    numbers = (number(each) for each in (said.middle, said.low, said.high))
    middle, low, high = numbers
    return (said.title, middle, said.unit, low, high, "", "", str(said.pieces), f"{said.many} from {said.source}")


def number(value: float | None) -> str:
    """Without separators, so that a sheet can be told to read it; empty where nobody recorded it."""
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")
