"""Deleting texts in the window: what is due with its reason, nothing ticked beforehand, and a piece that says it is gone."""

import json
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QListWidget, QPlainTextEdit

from studio.app.tables.retention import RetentionEntry
from studio.app.workspace import Workspace
from studio.core.piece import Role


@pytest.fixture
def owned(desk):
    """An owner at the desk of a house that keeps texts for a day, a year later."""
    policy = desk.root / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8") + "\n[retention]\ndays = 1\n", encoding="utf-8")
    desk.window.acts.show_workspace(Workspace.open(desk.root, now=lambda: datetime.now(UTC) + timedelta(days=365)))
    desk.settle()
    owner = next(each for each in desk.window.acts.workspace.policy.persons if Role.OWNER in each.roles)
    desk.window.acts.sit_down(owner)
    desk.settle()
    return desk


def _sheet(desk):
    return desk.window.shell.sheet


def _delete(desk) -> None:
    desk.bot.waitUntil(lambda: not desk.window.jobs.is_busy, timeout=60_000)
    desk.bot.waitUntil(lambda: "deleted for good" in desk.notice, timeout=20_000)
    desk.settle()


def test_what_is_due_is_listed_with_its_reason_and_nothing_is_ticked(owned):
    owned.do("retention")
    (texts,) = _sheet(owned).findChildren(QListWidget)
    assert texts.count() == 1
    assert texts.item(0).text().startswith("Autumn teas 🍵\nBlog · A draft; nothing has happened since ")
    assert texts.item(0).checkState().value == 0
    assert not _sheet(owned).yes.isEnabled()
    _sheet(owned).close()
    assert "utilize" in owned.text


def test_a_text_goes_only_when_it_is_ticked_and_known_to_be_lost(owned):
    owned.do("retention")
    sheet = _sheet(owned)
    (texts,) = sheet.findChildren(QListWidget)
    item = texts.item(0)
    item.setCheckState(type(item.checkState()).Checked)
    assert sheet.yes.text() == "Delete 1 text for good"
    assert sheet.yes.property("role") == "danger"
    sheet.yes.click()
    assert "This cannot be undone." in sheet._problem.text()
    assert not owned.session.piece.purged
    sheet.findChildren(QCheckBox)[0].setChecked(True)
    sheet.yes.click()
    _delete(owned)
    assert owned.session.piece.purged


def test_a_piece_whose_text_is_gone_says_so_and_takes_no_letter(owned):
    owned.do("delete_text")
    sheet = _sheet(owned)
    sheet.findChildren(QLineEdit)[0].setText("A customer asked for it.")
    sheet.findChildren(QCheckBox)[0].setChecked(True)
    sheet.yes.click()
    _delete(owned)
    editor = owned.window.review.editor
    assert owned.session.piece.title.startswith("(text deleted on ")
    for view in (editor.original, editor.working):
        assert isinstance(view, QPlainTextEdit)
        assert view.toPlainText() == ""
        assert view.placeholderText().startswith("The text of this piece was deleted on ")
    assert editor.working.isReadOnly()
    QTest.keyClicks(editor.working, "New words")
    assert owned.text == ""
    gate = owned.window.review.gate_line
    assert gate._main.isHidden()
    assert gate._request.isHidden()
    owned.do("submit")
    assert "The text of this piece was deleted on " in owned.notice
    owned.do("delete_text")
    assert "The text of this piece was deleted on " in owned.notice
    assert owned.window.acts.workspace.verify().whole


def test_only_an_owner_is_asked(desk):
    writer = next((each for each in desk.window.acts.workspace.policy.persons if Role.OWNER not in each.roles), None)
    assert writer
    desk.window.acts.sit_down(writer)
    desk.settle()
    desk.do("delete_text")
    assert "may not delete texts: that takes an owner." in desk.notice
    assert desk.window.shell.sheet is None


def test_a_house_that_keeps_everything_is_told_where_the_periods_stand(desk):
    desk.do("retention")
    sheet = _sheet(desk)
    assert sheet.yes.isHidden()
    assert sheet.no.text() == "Close"
    lines = sheet.findChildren(QPlainTextEdit)[0].toPlainText()
    kept = RetentionEntry.model_validate(tomllib.loads(lines)["retention"])
    assert (kept.days, kept.channel) == (365, {"support": 180})
    sheet.close()


def test_a_report_for_outsiders_is_a_tick_in_the_sheet(desk, monkeypatch):
    offered: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda _p, _t, start, _f: (offered.append(start), (start, ""))[1])
    desk.do("report")
    sheet = _sheet(desk)
    forms = next(each for each in sheet.findChildren(QComboBox) if each.findData("json") >= 0)
    forms.setCurrentIndex(forms.findData("json"))
    next(each for each in sheet.findChildren(QCheckBox) if each.text().startswith("For outsiders")).setChecked(True)
    sheet.yes.click()
    desk.bot.waitUntil(lambda: not desk.window.jobs.is_busy, timeout=60_000)
    desk.bot.waitUntil(lambda: "Written to" in desk.notice, timeout=20_000)
    assert offered[0].endswith("-redacted.json")
    made = json.loads(Path(offered[0]).read_text(encoding="utf-8"))
    assert made["redacted"][0].startswith("Redacted for outsiders")
    assert "Wren" not in json.dumps(made)
    assert "read it first" in desk.notice
