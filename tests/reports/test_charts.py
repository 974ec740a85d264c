"""Charts tell every figure, to eyes and to ears, and no data breaks them."""

import re
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from studio.reports.charting import marks
from studio.reports.charting.scale import clipped, figure, spread, ticks, width_of
from studio.reports.charts import DARK, LIGHT, PAPER, Chart, Colours, Drawing, Form, Series, describe, draw
from studio.ui.theme import load_faces

WEEKS = ("28 Sep", "5 Oct", "12 Oct", "19 Oct", "26 Oct")
WIDE, HIGH = 480.0, 180.0
TINY = {"svg", "title", "desc", "text", "line", "path", "polygon", "circle", "rect"}
"""The elements of SVG Tiny 1.2 that a chart makes do with."""


@pytest.fixture(scope="module", autouse=True)
def app() -> QApplication:
    made = QApplication.instance() or QApplication([])
    assert isinstance(made, QApplication)
    load_faces()
    return made


def chart(*rows: tuple[float | None, ...], form: Form = Form.BAR, unit: str = "", labels: tuple[str, ...] = WEEKS) -> Chart:
    names = ("raised", "fixed", "dismissed", "open", "other")
    series = tuple(Series(names[index % len(names)], row) for index, row in enumerate(rows))
    return Chart("Flags", "Flags fell by half.", unit, labels, series, form)


def parsed(drawing: Drawing) -> Any:
    return etree.fromstring(drawing.svg.encode())


def written(drawing: Drawing) -> list[str]:
    """Every word that can be seen."""
    return [part.text for part in parsed(drawing).iter("{*}text")]


def tags(drawing: Drawing, name: str) -> list[Any]:
    return list(parsed(drawing).iter(f"{{*}}{name}"))


def painted(drawing: Drawing, ground: str) -> QImage:
    """The drawing as Qt draws it."""
    renderer = QSvgRenderer(QByteArray(drawing.svg.encode()))
    assert renderer.isValid()
    size = renderer.defaultSize()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return image


def count_of(image: QImage, colour: str) -> int:
    """How many dots are of that colour, or nearly: edges are softened."""
    wanted = QColor(colour)
    dots = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(max(abs(a - b) for a, b in zip(dot.getRgb(), wanted.getRgb(), strict=True)) < 40 for dot in dots)


# ------------------------------------------------------------ what one reads


@pytest.mark.parametrize("form", [Form.BAR, Form.LINE])
def test_every_value_can_be_read(form: Form) -> None:
    said = written(draw(chart((3, 17, 8.5, 0, 42), form=form), LIGHT, WIDE, HIGH))
    assert {"3", "17", "8.5", "0", "42"} <= set(said)


def test_stacked_bars_tell_their_parts_and_their_sum() -> None:
    said = written(draw(chart((30, 20, 31, 22, 33), (14, 25, 16, 27, 18), form=Form.STACKED), LIGHT, WIDE, HIGH))
    assert {"30", "20", "31", "22", "33", "14", "25", "16", "27", "18"} <= set(said)
    assert {"44", "45", "47", "49", "51"} <= set(said)


@pytest.mark.parametrize("form", list(Form))
def test_who_cannot_see_it_is_told_every_figure(form: Form) -> None:
    drawing = draw(chart((3, None, 8.5, 0, 42), (1, 2, 3, 4, 5), form=form, unit="flags per 1,000 words"), LIGHT, 200, 90)
    root = parsed(drawing)
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Flags. Flags fell by half."
    assert root.find("{*}title").text == "Flags"
    told = root.find("{*}desc").text
    assert "28 Sep: 3; 5 Oct: not recorded; 12 Oct: 8.5; 19 Oct: 0; 26 Oct: 42." in told
    assert "fixed (flags per 1,000 words): 28 Sep: 1; 5 Oct: 2" in told


def test_a_share_is_told_in_per_cent() -> None:
    said = written(draw(chart((50, 66.7, 100, 75, 80), form=Form.LINE, unit="%"), LIGHT, WIDE, HIGH))
    assert {"50%", "66.7%", "100%", "75%", "80%"} <= set(said)


def test_a_single_line_needs_no_name_and_several_have_theirs_at_the_end_with_the_last_figure() -> None:
    assert "raised" not in " ".join(written(draw(chart((1, 2, 3, 4, 5), form=Form.LINE), LIGHT, WIDE, HIGH)))
    said = written(draw(chart((1, 2, 3, 4, 5), (5, 4, 3, 2, None), form=Form.LINE), LIGHT, WIDE, HIGH))
    assert "5 raised" in said
    assert "fixed" in said, "what was not recorded last has a name and no figure"


def test_the_range_that_is_wanted_is_shown_and_said() -> None:
    drawing = draw(replace(chart((4, 5, 6, 7, 8), form=Form.LINE), target=(5, 7)), LIGHT, WIDE, HIGH)
    assert "wanted: 5 to 7" in written(drawing)
    assert count_of(painted(drawing, LIGHT.ground), LIGHT.target) > 1000
    assert "wanted: 70% or more" in written(draw(replace(chart((80,) * 5, unit="%"), target=(70, None)), LIGHT, WIDE, HIGH))
    assert "wanted: 9 or less" in written(draw(replace(chart((8,) * 5), target=(None, 9)), LIGHT, WIDE, HIGH))


# ------------------------------------------------------------ nothing is not nought


def test_nothing_recorded_is_a_gap_in_a_line() -> None:
    drawing = draw(chart((1, 2, None, 4, 5), form=Form.LINE), LIGHT, WIDE, HIGH)
    assert len(tags(drawing, "path")) == 2
    assert len(tags(drawing, "circle")) == 4
    assert {area.label for area in drawing.areas if area.series == 0} == {0, 1, 3, 4}


def test_a_point_between_two_gaps_can_be_seen() -> None:
    drawing = draw(chart((None, 2, None, None, None) * 12, form=Form.LINE, labels=tuple(map(str, range(60)))), LIGHT, 300, HIGH)
    assert len(tags(drawing, "path")) == 0
    assert len(tags(drawing, "circle")) == 12


@pytest.mark.parametrize("form", [Form.BAR, Form.STACKED])
def test_nothing_recorded_is_a_dash_and_nought_is_a_number(form: Form) -> None:
    said = written(draw(chart((1, None, 0, 4, 5), form=form), LIGHT, WIDE, HIGH))
    assert said.count("–") == 1
    assert said.count("0") == 2, "one at the axis, one for the week"


def test_where_nothing_was_recorded_at_all_it_says_so() -> None:
    drawing = draw(chart((None,) * 5), LIGHT, WIDE, HIGH)
    assert written(drawing) == ["Nothing was recorded here."]


# ------------------------------------------------------------ what must not break it


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        (((3.25,),), ("28 Sep",)),
        (((0, 0, 0, 0, 0),), WEEKS),
        (((7, 7, 7, 7, 7), (7, 7, 7, 7, 7)), WEEKS),
        ((tuple(float(week * 37 % 23) for week in range(60)),) * 3, tuple(f"week {week}" for week in range(60))),
        (((1, 2, 3, 4, 5),), tuple(f"the week that began on {week}, which was a long one" for week in WEEKS)),
        (((1_000_000, 2, 0.0004, None, 5),), WEEKS),
        (((), ()), ()),
        ((), WEEKS),
    ],
    ids=["one week", "all nought", "all alike", "60 weeks", "long labels", "far apart", "no weeks", "no series"],
)
@pytest.mark.parametrize("size", [(WIDE, HIGH), (200.0, 80.0), (60.0, 30.0)], ids=["wide", "small", "tiny"])
def test_no_data_breaks_it(form: Form, rows: tuple[Any, ...], labels: tuple[str, ...], size: tuple[float, float]) -> None:
    drawing = draw(chart(*rows, form=form, labels=labels), LIGHT, *size)
    painted(drawing, LIGHT.ground)
    assert {part.tag.rpartition("}")[2] for part in parsed(drawing).iter()} <= TINY
    assert not re.search(r"nan|inf|e-\d", re.sub(r"<desc>.*?</desc>|<title>.*?</title>", "", drawing.svg).replace("fi", ""))
    columns = [area for area in drawing.areas if area.series is None]
    assert [area.label for area in columns] == list(range(len(labels)))


def test_words_stay_within_the_drawing_and_labels_beside_each_other() -> None:
    labels = tuple(f"week {week}" for week in range(60))
    drawing = draw(chart(tuple(map(float, range(60))), labels=labels), LIGHT, WIDE, HIGH)
    edges = []
    for part in tags(drawing, "text"):
        if part.text.startswith("week"):
            half = width_of(part.text, 11) / 2
            edges.append((float(part.get("x")) - half, float(part.get("x")) + half))
    edges.sort()
    assert len(edges) >= 5
    assert edges[0][0] >= 0
    assert edges[-1][1] <= WIDE + 0.1
    assert all(left[1] < right[0] for left, right in pairwise(edges))


def test_whatever_a_name_holds_is_shown_and_is_no_markup() -> None:
    name = 'A & B <script>"x"</script>\x00\u202e'
    made = Chart(name, name, name, (name,), (Series(name, (1,)), Series(name, (2,))), Form.BAR)
    drawing = draw(made, LIGHT, 2000, HIGH)
    assert {part.tag.rpartition("}")[2] for part in parsed(drawing).iter()} <= TINY
    assert any('A & B <script>"x"</script>[U+0000][U+202E]' in said for said in written(drawing))


def test_a_row_that_does_not_fit_its_weeks_is_a_mistake_that_is_named() -> None:
    with pytest.raises(ValueError, match="raised has 2 values for 5 labels"):
        chart((1, 2))
    with pytest.raises(ValueError, match="no number"):
        chart((1, 2, 3, 4, float("nan")))
    with pytest.raises(ValueError, match="below 0"):
        chart((1, 2, 3, 4, -1), form=Form.STACKED)


# ------------------------------------------------------------ colours and hands


@pytest.mark.parametrize("colours", [LIGHT, DARK, PAPER], ids=["light", "dark", "paper"])
def test_every_series_stands_out_from_its_ground(colours: Colours) -> None:
    assert all(_contrast(each, colours.ground) >= 3 for each in colours.series)
    assert all(_contrast(each, colours.ground) >= 4.5 for each in (colours.ink, colours.muted))
    image = painted(draw(chart((5, 6, 7, 8, 9), (5, 6, 7, 8, 9)), colours, WIDE, HIGH), colours.ground)
    assert all(count_of(image, each) > 200 for each in colours.series[:2])


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_series_differ_without_their_colours() -> None:
    grey = replace(LIGHT, series=("#444444",))
    rows = tuple((5.0, 6.0, 7.0, 8.0, 9.0) for _ in range(5))
    strokes = [part.get("stroke-dasharray") for part in tags(draw(chart(*rows, form=Form.LINE), grey, WIDE, HIGH), "path")]
    assert len(set(strokes)) == 5
    boxes = [marks.bar((0, 0, 40, 60), "#444444", "#ffffff", index) for index in range(5)]
    opened = [Drawing(f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="60">{box}</svg>', ()) for box in boxes]
    looks = [painted(each, "#ffffff") for each in opened]
    assert all(one != other for one, other in combinations(looks, 2))


def test_a_pointer_finds_the_bar_it_is_on_and_else_the_week() -> None:
    drawing = draw(chart((10, 20, 30, 40, 50), (1, 2, 3, 4, 5), form=Form.STACKED), LIGHT, WIDE, HIGH)
    bar = next(area for area in drawing.areas if (area.series, area.label) == (0, 4))
    assert drawing.at(bar.x + bar.width / 2, bar.y + bar.height / 2) == bar
    week = drawing.column(1)
    assert drawing.at(week.x + 1, week.y + 1) == week
    assert drawing.at(1, 1) is None


# ------------------------------------------------------------ the scale


@given(st.floats(-1e9, 1e9), st.floats(0, 1e9), st.integers(1, 6))
def test_the_axis_is_round_short_and_holds_everything(low: float, more: float, most: int) -> None:
    high = low + more
    found = ticks(low, high, most)
    near = max(abs(low), abs(high), 1) * 1e-6
    assert found[0] <= low + near
    assert found[-1] >= high - near
    assert 2 <= len(found) <= most + 2
    assert list(found) == sorted(set(found))


@given(st.integers(-10_000, 10_000), st.integers(0, 10_000), st.integers(1, 6))
def test_what_is_counted_whole_gets_whole_steps(low: int, more: int, most: int) -> None:
    found = ticks(low, low + more, most, 1.0)
    assert all(step == int(step) for step in found)
    assert found[0] <= low <= low + more <= found[-1]
    assert 2 <= len(found) <= most + 2


def test_a_chart_of_one_or_none_a_week_has_no_quarters_on_its_axis() -> None:
    for most in (1, 9):
        drawn = draw(chart((0, most, 0, None, 0)), LIGHT, WIDE, HIGH).svg
        assert not re.search(r">\d+\.\d+<", drawn)


@given(st.lists(st.floats(0, 100), max_size=12))
def test_names_at_the_end_of_lines_never_lie_on_each_other(wanted: list[float]) -> None:
    placed = spread(wanted, 10, 0, 150)
    assert all(-1e-6 <= place <= 150 + 1e-6 for place in placed)
    kept = sorted(placed)
    assert all(after - before >= 10 - 1e-6 for before, after in pairwise(kept))


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(1240, "", "1,240"), (12.54, "hours", "12.5"), (0.254, "", "0.25"), (45, "%", "45%"), (-3, "", "−3"), (0.0004, "", "0.0004"),
     (-0.0, "", "0"), (99.96, "", "100"), (7.0, "", "7")],
)  # fmt: skip
def test_a_figure_is_written_as_people_read_it(value: float, unit: str, said: str) -> None:
    assert figure(value, unit) == said


def test_what_does_not_fit_ends_in_dots() -> None:
    assert clipped("drafting", 11, 200) == "drafting"
    assert clipped("a very long name", 11, 50).endswith("…")
    assert clipped("long", 11, 1) == ""


def test_the_description_stands_by_itself() -> None:
    assert describe(chart((1, None, 3, 4, 5), unit="%")) == (
        "Flags fell by half. raised: 28 Sep: 1%; 5 Oct: not recorded; 12 Oct: 3%; 19 Oct: 4%; 26 Oct: 5%."
    )
