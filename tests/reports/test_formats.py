"""The ways out are found by the package; a file put into it is one more."""

import pytest

from studio.core.errors import BadInput
from studio.reports import formats, write


def test_the_ways_out_are_found():
    assert list(formats()) == ["csv", "html", "json"]


def test_every_way_out_writes_the_report(desk):
    report = desk.report(desk.tea())
    for name in formats():
        assert b"Wren Adeyemi" in write(report, name)


def test_an_unknown_format_names_the_ones_there_are(desk):
    with pytest.raises(BadInput, match=r"no report format “docx”.*csv, html, json"):
        write(desk.report(desk.tea()), "docx")
