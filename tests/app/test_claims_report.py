"""The claims report over a real workspace: what people answered at the desk is what a stranger reads."""

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from studio.app import export
from studio.app.anchor import difference, head_of
from studio.core.claim import ClaimStatus, Evidence
from studio.core.errors import BadInput, NotFound
from studio.core.reach import Reach
from studio.reports import formats

CLAIMS = "# Slow tea\n\nLast year 73% of our guests came back within a month. We opened in 2012.\n"


def _answered(house, by: str = "Wren", **options) -> str:
    """A piece with a claim that Wren proved, and others that nobody has looked at."""
    piece = house.bring(CLAIMS, **options)
    session = house.sit(piece, by)
    claim = next(claim for claim in session.claims if "73%" in claim.text)
    session.attach_evidence(claim, Evidence("https://example.org/survey", "73% came back."))
    return piece


def _report(house, **reach: str):
    return export.claims_report(house.workspace, house.workspace.person(), Reach(**reach))


def test_what_was_proved_at_the_desk_is_told_with_who_and_when(house):
    piece = _answered(house)
    report = _report(house)
    (told,) = [listed for listed in report.listed if "73%" in listed.claim.text]
    assert (told.piece.id, told.lines, told.claim.status) == (piece, (3,), ClaimStatus.SUPPORTED)
    (evidence,) = told.claim.evidence
    assert (evidence.url, evidence.who, evidence.when[:10]) == ("https://example.org/survey", "Wren", "2026-11-24")
    assert report.totals.claims == len(house.sit(piece).claims)
    assert report.totals.status["supported"] == 1
    assert (report.made_by, report.head) == ("Wren", house.workspace.history.head())


def test_it_may_be_of_one_piece_one_brand_or_one_period(house):
    old = _answered(house)
    house.clock.wait(86_400 * 10)
    new, mill = house.bring(CLAIMS), house.bring(CLAIMS, brand="Mill")

    def pieces(**reach: str) -> set[str]:
        return {piece.piece.id for piece in _report(house, **reach).pieces}

    assert pieces() == {old, new, mill}
    assert pieces(piece=new) == {new}
    assert pieces(brand="mill") == {mill}
    assert pieces(until="2026-11-24") == {old}
    assert pieces(since="2026-12-04") == {new, mill}
    assert pieces(since="2020-01-01", until="2020-12-31") == set()
    with pytest.raises(BadInput, match="is not a date"):
        pieces(since="last week")
    with pytest.raises(NotFound):
        pieces(piece="nothing-like-it")


def test_it_tells_the_working_text_not_the_one_that_was_approved_before(house, type_over):
    piece = house.approved()
    session = house.sit(piece, checked=False)
    type_over(session, "Come in", "Last year 73% of our guests came back. Come in")
    session.flush()
    assert [listed for listed in _report(house).listed if "73%" in listed.claim.text]
    assert _report(house).pieces[0].approval is None


def test_a_file_is_written_in_every_format_and_can_be_opened(house, tmp_path: Path):
    _answered(house)
    made = _report(house)
    for format in formats():
        export.write_report(made, format, tmp_path / f"claims.{format}")
    told = json.loads((tmp_path / "claims.json").read_text(encoding="utf-8"))
    assert told["totals"]["status"]["supported"] == 1
    for format in ("html", "csv"):
        assert "https://example.org/survey" in (tmp_path / f"claims.{format}").read_text(encoding="utf-8")
    sheet = openpyxl.load_workbook(tmp_path / "claims.xlsx").worksheets[0]
    assert "https://example.org/survey" in [place.value for row in sheet.iter_rows() for place in row]
    with pypdfium2.PdfDocument(tmp_path / "claims.pdf") as pdf:
        assert "https://example.org/survey" in "".join(page.get_textpage().get_text_range() for page in pdf)


def test_its_json_is_an_anchor_for_the_history_like_the_edit_history_s(house, tmp_path: Path):
    _answered(house)
    export.write_report(_report(house), "json", tmp_path / "claims.json")
    told = head_of(tmp_path / "claims.json")
    house.bring("More.")
    assert told.count < house.workspace.history.head().count
    assert difference(house.workspace.history, told) == ""


def test_an_unknown_kind_is_refused_before_anything_is_looked_at(house):
    with pytest.raises(BadInput, match=r"no report “voices”.*claims, edit-history"):
        export.make_report(house.workspace, "voices", house.workspace.person())


def test_where_the_check_for_claims_failed_the_report_says_that_it_is_not_whole(house, monkeypatch):
    def fail(*_):
        raise RuntimeError("broken")

    house.bring(CLAIMS)
    at, check = next((at, each) for at, each in enumerate(house.workspace.runner.checks) if each.id == "claims")
    checks = list(house.workspace.runner.checks)
    checks[at] = replace(check, run=fail, run_many=None, gather=None)
    monkeypatch.setattr(house.workspace.runner, "checks", tuple(checks))
    (caution,) = _report(house).cautions()
    assert caution.startswith("Nobody could look for claims in “Slow tea” (")
