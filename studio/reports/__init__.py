"""Reports: one file per report and one per way out (HTML, CSV, JSON).

What may enter: functions from plain records of `core` to a report, and from a report to text or bytes. What may not:
SQL (records are handed in), widgets, other trades.
"""
