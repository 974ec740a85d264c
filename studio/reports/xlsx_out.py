"""The report's table as an Excel workbook: one sheet with the rows, one that says what they are and where they come from.

Every cell is written as text, so that nothing in it is ever computed, followed or turned into a date.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from studio.core.errors import BadInput
from studio.core.phrases import count, listed
from studio.core.times import minute
from studio.reports.report import Report, Table
from studio.reports.visible import visible

FORMAT = "xlsx"
MOST_ROWS = 1_048_575  # under the header; what Excel and LibreOffice hold
MOST_UNITS = 32_767  # UTF-16 units in a cell, the same
NARROWEST, WIDEST = 8, 56  # of a column, in characters; a longer text wraps

_AS_TEXT = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}


def write(report: Report) -> bytes:
    """Raises: BadInput, where the table has more rows than a sheet."""
    table, file = report.table(), io.BytesIO()
    if len(table.rows) > MOST_ROWS:
        raise BadInput(
            f"A spreadsheet ends at {MOST_ROWS:,} rows, and this report has {len(table.rows):,}.",
            "Choose a shorter period, or write it as CSV.",
        )
    with Workbook(file, _AS_TEXT) as book:
        made = datetime.fromisoformat(report.made).replace(tzinfo=None)  # else it says when it was written, to the second
        book.set_properties({"title": cell(f"{report.title}: {report.workspace}"), "comments": "Blue Pencil", "created": made})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "num_format": "@"})
        text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        _rows(book.add_worksheet(report.title), table, report.anchor, head, text)
        _about(book.add_worksheet("About this report"), report, head, text)
    return file.getvalue()


def cell(value: str) -> str:
    """`value` as a cell can hold it: hidden characters shown, and what is too long cut with a word on it."""
    shown = visible(value)
    if len(shown) * 2 <= MOST_UNITS or _units(shown) <= MOST_UNITS:
        return shown
    note = f" […cut: {count(len(shown), 'character')} in all, the whole text stands in the JSON form of this report]"
    room = MOST_UNITS - len(note)
    return shown.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + note


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _rows(sheet: Worksheet, table: Table, anchor: str, head: Format, text: Format) -> None:
    for column, name in enumerate(table.columns):
        sheet.set_column(column, column, _width([name, *(row[column] for row in table.rows)]))
    _write(sheet, 0, table.columns, head)
    for number, row in enumerate(table.rows, 1):
        _write(sheet, number, row, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&LChain head {anchor}…&RPage &P of &N")


def _about(sheet: Worksheet, report: Report, head: Format, text: Format) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    for number, (name, value) in enumerate(_facts(report)):
        _write(sheet, number, (name,), head)
        sheet.write_string(number, 1, cell(value), text)


def _facts(report: Report) -> Iterable[tuple[str, str]]:
    found = report.verification
    first, last = report.period
    yield "Report", report.title
    yield "Of", report.workspace
    yield "Period", listed([f"from {first}"] * bool(first) + [f"to {last}"] * bool(last)) or "from the beginning until now"
    yield "Made by", report.made_by
    yield "Made on", f"{minute(report.made)} UTC; all times are UTC"
    yield from (("Redacted", sentence) for sentence in report.redacted)
    yield from report.remarks()
    yield "Chain head", report.head.hash
    yield "Entries in the history", f"{report.head.count:,}, the last on {minute(report.head.time)}"
    yield "The history is", ": ".join(filter(None, (report.state, report.unchecked or " ".join(found.problems))))
    yield from (("Note", sentence) for sentence in found.remarks)


def _write(sheet: Worksheet, number: int, texts: Sequence[str], look: Format) -> None:
    for column, value in enumerate(texts):
        sheet.write_string(number, column, cell(value), look)


def _width(texts: Iterable[str]) -> int:
    """Of a column, in characters: its longest line, within reason."""
    longest = max((len(line) for value in texts for line in value.split("\n")), default=0)
    return min(max(longest + 2, NARROWEST), WIDEST)
