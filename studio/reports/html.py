"""The report as one HTML page: for a client, a lawyer or an auditor, on a screen or on A4. See `page`."""

from studio.reports.report import Report

FORMAT = "html"


def write(report: Report) -> bytes:
    return report.page().encode("utf-8")
