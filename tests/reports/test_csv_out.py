"""The table: one row per entry or edit, and nothing in it that a spreadsheet would compute."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.flag import Reason
from studio.reports import write
from studio.reports.csv_out import cell
from studio.reports.edit_history_table import COLUMNS


def _rows(report):
    return list(csv.DictReader(io.StringIO(write(report, "csv").decode("utf-8-sig"), newline="")))


def test_every_entry_and_every_edit_has_its_row(desk):
    report = desk.report(desk.tea(), desk.story())
    rows = _rows(report)
    others = report.totals.events - sum(1 for h in report.pieces for e in h.entries if e.edits)
    assert len(rows) == report.totals.edits + others
    assert tuple(rows[0]) == COLUMNS


def test_a_row_says_who_when_why_and_which_words(desk):
    fix = next(row for row in _rows(desk.report(desk.tea())) if row["cause"] == "fix")
    assert (fix["who"], fix["detail"], fix["removed"], fix["inserted"], fix["start"]) == (
        "Wren Adeyemi",
        "Plain.Cliches",
        "Is a Game-Changer",
        "is worth the wait",
        "15",
    )
    assert fix["time"].startswith("2026-11-14T09:0")


def test_curly_quotes_open_right_in_excel(desk):
    assert write(desk.report(desk.tea()), "csv").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "formula",
    [
        "=cmd|' /C calc'!A0",
        "+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "＋1",
        "－1",
        "＠a",
        "  =1",
        "\u00a0=1",
        "'=1",
    ],
)
def test_a_formula_in_any_field_stays_text(desk, formula):
    story = desk.story(title=formula, original="One two.")
    story.swap(formula, "two", formula)
    story.dismiss(formula, formula, formula, Reason.OTHER, note=formula)
    for row in _rows(desk.report(story)):
        for value in row.values():
            assert not value.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
            assert not value.startswith(("\t", "\r", "\n"))


@given(st.text())
def test_no_text_at_all_opens_a_formula(text):
    shown = cell(text)
    assert not shown.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@given(st.text(alphabet=st.sampled_from("ab'=+-@ \n\té😀")))
def test_taking_the_apostrophe_away_gives_the_text_back(text):
    shown = cell(text)
    assert (shown[1:] if shown.startswith("'") else shown) == text


def test_words_over_several_lines_stay_in_one_cell(desk):
    story = desk.story(original="One two.")
    story.swap("Wren", "two", 'two\n\n"three", four')
    assert _rows(desk.report(story))[-1]["inserted"] == 'two\n\n"three", four'
