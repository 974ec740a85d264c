"""Reports from the window: written beside it, whatever the kind and the way out, with a word on what is not whole."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit

from studio import reports
from studio.core.reach import Reach
from studio.ui.actions import ACTIONS
from studio.ui.dialogs.report_sheet import Asked

BEGINS = {"csv": b"\xef\xbb\xbf", "html": b"<!DOCTYPE html>", "json": b"{", "pdf": b"%PDF-", "xlsx": b"PK"}


@pytest.fixture
def ask(desk, monkeypatch):
    """Fills in the sheet, takes the name that is offered, and waits for the file."""

    def ask_for(kind: str, form: str, since: str = "", reach: str = "") -> tuple[Path, str]:
        offered: list[str] = []

        def accept(_parent, _title, start, _filter):
            offered.append(start)
            return start, ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", accept)
        desk.do("report")
        sheet = desk.window.shell.sheet
        kinds, about, _, _, forms = sheet.findChildren(QComboBox)
        kinds.setCurrentIndex(kinds.findText(reports.kinds()[kind].title))
        forms.setCurrentIndex(forms.findData(form))
        if reach:
            about.setCurrentIndex(about.findText(reach))
        sheet.findChildren(QLineEdit)[0].setText(since)
        sheet.yes.click()
        desk.bot.waitUntil(lambda: not desk.window.jobs.is_busy, timeout=60_000)
        desk.bot.waitUntil(lambda: "Written to" in desk.notice, timeout=20_000)
        return Path(offered[0]), desk.notice

    return ask_for


@pytest.mark.parametrize("kind", sorted(reports.kinds()))
@pytest.mark.parametrize("form", sorted(BEGINS))
def test_every_report_is_written_from_the_window_in_every_format(desk, ask, kind, form):
    path, notice = ask(kind, form)
    assert path == desk.root / "exports" / f"{kind}-{desk.session.piece.id}.{form}"
    assert path.read_bytes().startswith(BEGINS[form])
    is_empty = kind in ("approvals", "ai-use")  # nobody has approved it, and no service was asked
    empty = " Mind: it is empty: there is nothing to tell yet." if is_empty else ""
    assert notice == f"Written to {path}.{empty}"


def test_one_command_offers_every_report_by_a_name_of_its_own(desk):
    assert [each.text for each in ACTIONS if "report" in each.text.lower()] == ["Report…"]
    desk.do("report")
    kinds = desk.window.shell.sheet.findChildren(QComboBox)[0]
    assert kinds.currentText() == "Edit history"
    assert sorted(kinds.itemText(number) for number in range(kinds.count())) == [
        *("AI sources", "AI use", "Approvals", "Bias", "Claims", "Edit history", "Figures", "Rules", "Voice")
    ]
    desk.window.shell.sheet.close()


def test_what_was_typed_just_now_is_in_the_report(desk, ask):
    desk.caret_to("We utilize")
    desk.type("In 2014, 81% of guests asked for more. ")
    path, _ = ask("claims", "json")
    (piece,) = json.loads(path.read_text(encoding="utf-8"))["pieces"]
    assert [claim for claim in piece["claims"] if "81%" in claim["text"]]


def test_an_empty_report_says_that_it_is(desk, ask):
    path, notice = ask("claims", "csv", since="2199-01-01", reach="Every piece of the workspace")
    assert path.name == "claims-from-2199-01-01.csv"
    assert notice == f"Written to {path}. Mind: it is empty: nothing falls into this period."


def test_the_name_that_is_offered_says_what_is_in_the_file(desk, monkeypatch):
    offered: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda _p, _t, start, _f: (offered.append(start), ("", ""))[1])
    output = desk.window.output
    output._choose_report_place(
        Asked("claims", "pdf", Reach(brand="Tea & Daughters", since="2026-11-01", until="2026-11-30T09:30"))
    )
    assert Path(offered[0]).name == "claims-tea-daughters-from-2026-11-01-to-2026-11-30T0930.pdf"
