"""AI use in the window: the record by service and month, and the statement for everybody."""

import pytest
from PySide6.QtWidgets import QApplication

from studio.app import asking
from studio.app.masking import Part
from studio.core.asking import Answer, Purpose, Service
from studio.core.check import Context
from studio.core.errors import KnownError
from studio.core.events import EventType
from studio.ui.outgoing.register import RegisterSheet

FAR = Service("Far", "https://api.example.com/v1", "grand-9", price_in=2.0, price_out=4.0, currency="EUR")


def note(desk) -> None:
    workspace = desk.window.acts.workspace
    parts = [Part("Text", "Write to jane.whitlow@example.org.")]
    piece = desk.session.piece.id
    made = asking.prepare(workspace.policy, FAR, Purpose.REWRITE, "Rewrite it.", parts, Context(), piece=piece)
    asking.note(workspace, workspace.person("Erin"), made, Answer("Yes.", "grand-9a", 1000, 500, True, 1.0, 1))


def register(desk) -> RegisterSheet:
    desk.window.actions_by_id["ai_use"].trigger()
    sheet = desk.window.shell.sheet
    assert isinstance(sheet, RegisterSheet)
    return sheet


def test_before_anything_was_asked_it_says_what_will_stand_there(desk):
    sheet = register(desk)
    assert "No AI service was asked for anything yet." in sheet.sums.text()
    assert sheet.table.isHidden()
    sheet.reject()


def test_the_record_shows_calls_masks_and_cost_by_service_and_month(desk):
    note(desk)
    sheet = register(desk)
    assert sheet.sums.text() == ("1 call: 1 answered, 0 failed, 0 cancelled. Masked before: 1 e-mail address. Cost: 0.004 EUR.")
    cells = [sheet.table.item(0, at).text() for at in range(1, 7)]
    assert cells == ["Far", "elsewhere", "1", "1", "1,000 asked, 500 answered", "0.004 EUR"]
    sheet.reject()


def test_the_statement_is_read_copied_and_exported_and_the_history_knows(desk, tmp_path):
    note(desk)
    sheet = register(desk)
    sheet.public.click()
    assert "runs elsewhere, at api.example.com" in sheet.text.toPlainText()
    sheet._copy()
    assert QApplication.clipboard().text().startswith("# How we use AI at ")
    written = desk.window.ai_use.export_to(tmp_path / "ai.md")
    assert written.read_text(encoding="utf-8") == QApplication.clipboard().text()
    (event,) = desk.window.acts.workspace.history.events("", [EventType.EXPORTED])
    assert event.payload["name"] == "ai.md"
    with pytest.raises(KnownError):
        desk.window.ai_use.export_to(tmp_path / "none" / "ai.md")
    sheet.reject()


def test_its_report_is_asked_for_from_there(desk):
    note(desk)
    register(desk)._report()
    sheet = desk.window.shell.sheet
    assert sheet.windowTitle() == "Report"
    sheet.reject()
