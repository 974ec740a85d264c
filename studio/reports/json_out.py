"""The report as JSON: everything in it, for programs; `verify --anchor` reads the head.

Each kind says in its module what stands in it. Offsets are code points. Keys stand in the order given there and one value
to a line, so that two reports can be compared line by line. Text is exact, hidden characters included.
"""

import json

from studio.reports.report import Report

FORMAT = "json"


def write(report: Report) -> bytes:
    # A lone surrogate has no UTF-8; its escape is what JSON itself would write.
    return (json.dumps(report.record(), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")
