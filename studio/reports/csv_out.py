"""The report's table for a spreadsheet. Each kind says in its module which columns there are.

UTF-8 with a byte order mark, for without it Excel reads every curly quote wrong.
"""

import csv
import io

from studio.reports.report import Report
from studio.reports.visible import visible

FORMAT = "csv"
_OPENERS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def write(report: Report) -> bytes:
    sheet, table = io.StringIO(newline=""), report.table()
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL)
    writer.writerow(table.columns)
    writer.writerows([cell(value) for value in row] for row in table.rows)
    return sheet.getvalue().encode("utf-8-sig")


def cell(value: str) -> str:
    """`value` as a spreadsheet shows it and never computes it: what could open a formula gets an apostrophe before it.

    An apostrophe gets another one, so that taking one away always gives the text back.

    Source:
        OWASP, CSV injection.
    """
    risky = value.startswith(("\t", "\r", "\n", "'")) or value.lstrip().startswith(_OPENERS)
    return f"'{visible(value)}" if risky else visible(value)
