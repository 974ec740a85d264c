"""Tables as spreadsheets save them: whichever way, the same rows come out."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio.core.errors import BadInput
from studio.formats.tables import rows_of


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "before", ["", "\n", "\r\n \r\n", "sep={}\n", "sep={}\r\n\r\n", '"sep={}"\n', "\ufeffSEP={}\n", "{}{}\n"]
)
def test_a_table_is_read_whichever_sign_parts_it_and_whatever_its_first_line_is(sign: str, before: str):
    first = before.replace("{}", sign)
    rows = rows_of(f'{first}title{sign}"facts, and; more"\nTea{sign}Hot\n\nCake{sign}"Sweet,\nand warm"\n', "t.csv")
    assert [row.cells for row in rows] == [("title", "facts, and; more"), ("Tea", "Hot"), ("Cake", "Sweet,\nand warm")]
    assert rows[1].line == first.count("\n") + 2, "as a person counts the lines of the file"


@given(some.lists(some.lists(some.text("ab ,;|\t\"\n'", max_size=6), min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_a_spreadsheet_wrote_comes_out_as_it_was(cells: list[list[str]]):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows([["one", "two", "three"], *cells])
    wanted = [tuple(row) for row in cells if any(cell.strip() for cell in row)]
    assert [row.cells for row in rows_of(file.getvalue(), "t.csv")][1:] == wanted


def test_what_is_no_table_says_from_which_line_on():
    with pytest.raises(BadInput, match=r"t\.csv cannot be read from line 3 on"):
        rows_of('sep=;\na;b\n"x";"y\n', "t.csv")


def test_more_rows_than_are_taken_are_refused():
    with pytest.raises(BadInput, match="more than 2 rows"):
        rows_of("a\n1\n2\n3\n", "t.csv", most=2)
    assert len(rows_of("a\n1\n2\n", "t.csv", most=2)) == 3


def test_an_empty_table_has_no_rows():
    assert rows_of("\n \n", "t.csv") == rows_of("", "t.csv") == ()
