"""The kinds of report and the ways out are found by the package; a file put into it is one more, and each knows no other."""

from hashlib import sha256

import pytest

from studio.core.errors import BadInput
from studio.reports import formats, kind, kinds, write


def test_the_ways_out_are_found():
    assert list(formats()) == ["csv", "html", "json", "pdf", "xlsx"]


def test_the_kinds_of_report_are_found_and_say_what_they_tell():
    assert list(kinds()) == ["ai-use", "approvals", "bias", "claims", "edit-history", "kpi", "rules", "sources", "voice"]
    for name, found in kinds().items():
        assert name == found.name
        assert found.title
        assert found.about.endswith(".")


def test_every_way_out_writes_the_report(desk):
    report = desk.report(desk.tea())
    begins = {"csv": b"\xef\xbb\xbf", "html": b"<!DOCTYPE html>", "json": b"{", "pdf": b"%PDF-", "xlsx": b"PK"}
    assert {name: write(report, name)[: len(begins[name])] for name in formats()} == begins


def test_an_unknown_format_names_the_ones_there_are(desk):
    with pytest.raises(BadInput, match=r"no report format “docx”.*csv, html, json, pdf, xlsx"):
        write(desk.report(desk.tea()), "docx")


def test_an_unknown_kind_names_the_ones_there_are():
    with pytest.raises(BadInput, match=r"no report “voices”.*claims, edit-history"):
        kind("voices")


# SHA-256 of what the edit-history report of one fixed story has been since its first day. Whoever keeps reports compares
# them, so a new sum is put here only where the report was meant to change.
BYTES = {
    "html": "13cecaf57ff18535003ebf6ae344ada91d6f21b0a940b1181d5f81d29888212c",
    "csv": "7280dfb4ecbb9ba08fcbf305b5762bc34a66afabf237984d7849084800ceb7ab",
    "json": "4524c655f4f03ad8343280dcefd14617778694af6b69cb77a57df4ec770f1096",
}


@pytest.mark.parametrize("format", BYTES)
def test_the_edit_history_report_of_a_known_story_is_the_same_to_the_byte(desk, format):
    report = desk.report(desk.tea(), desk.story(title="Second"))
    assert sha256(write(report, format)).hexdigest() == BYTES[format]
