"""The voice report: medians that can be counted again, by week or month, held against a target that is named."""

import csv
import io
import json
from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.events import Head, Verification
from studio.core.measures import BY_ID, MEASURES
from studio.core.piece import Channel, Piece
from studio.core.voice import SILENT, Voice
from studio.core.voicing import Heard, Hearing, Lie, target_of
from studio.reports import formats, voice

HEAD = Head("ab" * 32, 9, "2026-11-30T09:00:00Z")
TARGET = target_of("4 exemplars in voice/house", [(f"{n}.md", Voice(200, {"grade": 4 + n, "tone": 0.1})) for n in range(4)])


def _heard(id: str, when: str, before: float, after: float, **known) -> Heard:
    piece = Piece(id, f"Piece {id}", **{"brand": "House", "channel": Channel.BLOG} | known)
    return Heard(piece, f"{when}T09:00:00Z", True, Voice(500, {"grade": before}), Voice(400, {"grade": after}), {}, {})


def _report(*heard: Heard, target=TARGET, period=("", "")) -> voice.VoiceReport:
    known = {"workspace": "House", "made": "2026-11-30T09:00:00Z", "made_by": "Erin", "head": HEAD}
    targets = {("House", "blog"): target} if target else {}
    return voice.build(Hearing(heard, targets), **known, verification=Verification(9, HEAD), period=period)


def test_the_figure_of_several_texts_is_that_of_the_one_in_the_middle_and_lies_where_it_says():
    report = _report(*(_heard(str(n), "2026-11-02", 10 + n, 5 + n) for n in (0, 1, 9)))
    (group,) = report.groups
    grade = next(row for row in group.rows if row.measure.id == "grade")
    assert (grade.original, grade.edited, grade.originals) == (11, 6, 3)
    assert (grade.original_lies, grade.edited_lies) == (Lie.ABOVE, Lie.INSIDE)
    assert group.summary == "Of 1 measure, 0 of the AI originals and 1 of the edited texts lie inside the target."


@pytest.mark.parametrize(("last", "step", "labels"), [("2026-12-01", "week", 3), ("2026-06-15", "month", 6)])
def test_a_quarter_is_told_by_week_and_more_than_that_by_month(last, step, labels):
    (group,) = _report(_heard("a", "2026-11-18", 9, 5), _heard("b", last, 9, 5)).groups
    assert (group.step, len(group.stretches)) == (step, labels)
    starts = [date.fromisoformat(stretch.since) for stretch in group.stretches]
    assert all(start.weekday() == 0 if step == "week" else start.day == 1 for start in starts)
    assert {chart.title for chart, _ in group.charts()} == {"Reading grade"}
    assert all(drawn.startswith("<svg") for _, drawn in group.charts())


def test_weeks_without_pieces_are_a_gap_in_the_chart_and_no_row_of_the_page():
    report = _report(_heard("a", "2026-11-02", 9, 5), _heard("b", "2026-11-23", 9, 6))
    (group,) = report.groups
    assert [each.pieces for each in group.stretches] == [1, 0, 0, 1]
    chart = next(chart for chart, _ in group.charts())
    assert chart.series[0].values == (5, None, None, 6)
    assert "<td>2 Nov</td>" in report.page()
    assert "<td>9 Nov</td>" not in report.page()
    assert {row[2] for row in report.table().rows} == {"all", "2026-11-02", "2026-11-23"}


def test_a_figure_below_nought_is_a_number_in_a_spreadsheet():
    piece = Piece("s", "Sad", brand="House")
    report = _report(Heard(piece, "2026-11-18T09:00:00Z", False, Voice(500, {"tone": -0.25}), SILENT, {}, {}))
    cells = [row[6] for row in report.table().rows if row[4] == "Tone"]
    assert [float(cell) for cell in cells] == [-0.25, -0.25]


def test_brands_and_channels_are_told_apart_and_a_brand_without_a_target_is_told_what_to_do():
    report = _report(
        _heard("a", "2026-11-18", 9, 5),
        _heard("b", "2026-11-18", 9, 5, channel=Channel.EMAIL),
        _heard("c", "2026-11-18", 9, 5, brand=""),
    )
    assert [group.name for group in report.groups] == ["No brand, blog", "House, blog", "House, email"]
    assert [group.target is None for group in report.groups] == [True, False, True]
    page = report.page()
    assert "Put published pages that sound right into the folder" in page
    assert "On fewer than 3 pieces a figure says little." in page
    assert page.count("There is nothing to hold these texts against.") == 4  # in the list and at each of two parts


def test_texts_too_short_to_measure_leave_gaps_and_no_noughts():
    piece = Piece("s", "Short", brand="House")
    report = _report(Heard(piece, "2026-11-18T09:00:00Z", False, SILENT, SILENT, {}, {}))
    (group,) = report.groups
    assert all(row.original is None and row.edited is None for row in group.rows)
    assert group.summary == "No text was long enough to be measured."
    assert report.page()


def test_every_measure_is_explained_on_the_page_in_the_table_and_in_the_json():
    report = _report(*(_heard(str(n), "2026-11-02", 10, 5) for n in range(3)))
    page, record = report.page(), json.loads(formats()["json"](report))
    rows = list(csv.DictReader(io.StringIO(formats()["csv"](report).decode("utf-8-sig"))))
    assert {measure["id"] for measure in record["measures"]} == set(BY_ID)
    for measure in MEASURES:
        assert measure.how in page
        assert any(row["Measure"] == measure.name and row["How it is counted"] == measure.how for row in rows)
    assert "Held against 4 exemplars in voice/house: 0.md, 1.md, 2.md and 3.md." in page


_DAYS = st.integers(0, 400).map(lambda n: (date(2026, 1, 1) + timedelta(days=n)).isoformat())


@given(st.lists(st.tuples(_DAYS, st.floats(0, 20), st.floats(0, 20)), min_size=1, max_size=12))
def test_all_figures_can_be_counted_again_from_the_pieces(pieces):
    report = _report(*(_heard(str(n), *piece) for n, piece in enumerate(pieces)))
    (group,) = report.record()["groups"]
    figures = next(row for row in group["figures"] if row["measure"] == "grade")
    assert figures["edited"] == median(piece["edited"]["grade"] for piece in group["pieces"])
    assert figures["original"] == median(piece["original"]["grade"] for piece in group["pieces"])
    assert sum(stretch["pieces"] for stretch in group["stretches"]) == len(pieces)


def test_the_period_is_that_of_the_approval():
    heard = [_heard("a", "2026-10-31", 9, 5), _heard("b", "2026-11-01", 9, 5), _heard("c", "2026-11-30", 9, 5)]
    report = _report(*heard, period=("2026-11-01", "2026-11-30"))
    assert [each.piece.id for each in report.groups[0].pieces] == ["b", "c"]
    assert _report(*heard, period=("2027-01-01", "")).is_empty
