"""The workbook: everything in it is text, it opens with its header in sight, and it says where it comes from."""

import io

import openpyxl
import pytest

from studio.core.errors import BadInput
from studio.core.flag import Reason
from studio.reports import write, xlsx_out
from studio.reports.edit_history_table import COLUMNS
from studio.reports.xlsx_out import MOST_UNITS, cell

BAD = ("=1+1", "+1", "-1", "@SUM(A1)", "https://example.org", "mailto:a@b.example", "007", "1e5", "2026-11-24", "TRUE", "{=1}")


def _open(report):
    return openpyxl.load_workbook(io.BytesIO(write(report, "xlsx")))


def _rows(report):
    head, *rows = _open(report).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, (value or "" for value in row), strict=True)) for row in rows]


def test_the_sheet_holds_the_same_rows_as_the_table(desk):
    report = desk.report(desk.tea(), desk.story())
    table = report.table()
    assert [tuple(row.values()) for row in _rows(report)] == [tuple(row) for row in table.rows]
    assert tuple(_rows(report)[0]) == COLUMNS == table.columns


@pytest.mark.parametrize("bad", BAD)
def test_nothing_is_computed_followed_or_turned_into_a_number(desk, bad):
    story = desk.story(title=bad, original="One two.")
    story.swap(bad, "two", bad)
    story.dismiss(bad, bad, bad, Reason.OTHER, note=bad)
    for sheet in _open(desk.report(story, workspace=bad, made_by=bad)).worksheets:
        for row in sheet.iter_rows():
            for place in row:
                assert place.value is None or (place.data_type, place.number_format) == ("s", "@")
                assert place.hyperlink is None
    edit = next(row for row in _rows(desk.report(story)) if row["removed"] == "two")
    assert (edit["title"], edit["who"], edit["inserted"]) == (bad, bad, bad)


def test_hidden_characters_are_shown_and_a_file_with_them_opens(desk):
    story = desk.story(title="safe\u202egpj.exe", original="x")
    story.swap("Wren", "x", "bell\x07 null\x00 _x0041_ <b>&amp; 👩‍👩‍👧\n\nשלום")
    row = _rows(desk.report(story, workspace="caf\udce9"))[-1]
    assert row["title"] == "safe[U+202E]gpj.exe"
    assert row["inserted"] == "bell[U+0007] null[U+0000] _x0041_ <b>&amp; 👩‍👩‍👧\n\nשלום"


def test_a_text_too_long_for_a_cell_is_cut_with_a_word_on_it_and_never_lost(desk):
    story = desk.story(original="x")
    story.swap("Wren", "x", "🍵" * 20_000)
    shown = _rows(desk.report(story))[-1]["inserted"]
    assert shown.startswith("🍵" * 16_000)
    assert shown.endswith("[…cut: 20,000 characters in all, the whole text stands in the JSON form of this report]")
    assert len(shown.encode("utf-16-le")) // 2 <= MOST_UNITS
    assert cell("a" * MOST_UNITS) == "a" * MOST_UNITS


def test_the_header_stays_in_sight_texts_wrap_and_columns_are_as_wide_as_what_is_in_them(desk):
    sheet = _open(desk.report(desk.tea())).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:N{sheet.max_row}"
    assert all(place.alignment.wrap_text for row in sheet.iter_rows() for place in row)
    widths = {
        sheet.cell(1, number).value: sheet.column_dimensions[letter].width for number, letter in enumerate("ABCDEFGHIJKLMN", 1)
    }
    assert widths["start"] < widths["who"] < widths["note"]
    assert all(8 <= width <= 58 for width in widths.values())


def test_the_second_sheet_says_what_the_rows_are_and_prints_the_head_of_the_chain(desk):
    report = desk.report(desk.tea(), period=("2026-11-01", ""))
    about = dict(_open(report).worksheets[1].iter_rows(values_only=True))
    assert about["Report"] == "Edit history"
    assert about["Chain head"] == report.head.hash
    assert about["The history is"] == "unbroken"
    assert about["Period"] == "from 2026-11-01"
    assert about["Made by"] == "Olive Larkspur"
    assert about["Edits"] == str(report.totals.edits)


def test_the_same_report_gives_the_same_bytes(desk):
    report = desk.report(desk.tea())
    assert write(report, "xlsx") == write(report, "xlsx")


def test_a_report_that_no_sheet_can_hold_is_refused_with_what_to_do(desk, monkeypatch):
    monkeypatch.setattr(xlsx_out, "MOST_ROWS", 3)
    with pytest.raises(BadInput, match=r"ends at 3 rows, and this report has \d+\. Choose a shorter period"):
        write(desk.report(desk.tea()), "xlsx")
