"""Exports of other tools that come in through the window."""

import json
from pathlib import Path

from studio.app import pulling
from studio.core.events import EventType
from studio.core.piece import Channel

ROWS = [
    {"id": "n1", "body": "# Slow tea\n\nWe open at ten.\n", "engine": "gen-a", "ask": "Write of tea.", "kind": "email"},
    {"id": "n2", "body": "# Late tea\n\nWe close at six.\n", "engine": "gen-a", "ask": "Write of closing.", "kind": "email"},
]


def _open(desk, path: Path):
    desk.window.drafts.take_in([path])
    desk.bot.waitUntil(lambda: desk.window.shell.sheet is not None, timeout=10_000)
    return desk.window.shell.sheet


def _export(folder: Path, rows: object = ROWS) -> Path:
    path = folder / "drafts.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def test_an_export_is_asked_about_shown_and_taken_in_and_its_mapping_is_kept(desk, tmp_path: Path):
    sheet = _open(desk, _export(tmp_path))
    assert sheet.combos["text"].currentData() == "body"
    assert sheet.combos["model"].currentData() == "engine"
    assert [row.title for row in sheet.rows.model.rows] == ["Slow tea", "Late tea"]
    sheet.combos["prompt"].setCurrentIndex(sheet.combos["prompt"].findData("ask"))
    sheet.combos["channel"].setCurrentIndex(sheet.combos["channel"].findData("kind"))
    assert sheet.rows.model.rows[0].detail.startswith("email · gen-a")
    sheet.name.setText("draft-tool")
    assert sheet.yes.text() == "Take in 2 records"
    sheet.yes.click()
    desk.bot.waitUntil(lambda: desk.session.piece.title == "Late tea", timeout=20_000)
    assert desk.session.piece.channel is Channel.EMAIL
    (created,) = desk.session.desk.history.events(desk.session.piece.id, [EventType.PIECE_CREATED])
    assert (created.payload["prompt"], created.payload["mapping"]) == ("Write of closing.", "draft-tool")
    assert pulling.mapping(desk.root, "draft-tool").fields["prompt"] == "ask"


def test_the_same_export_once_more_is_read_by_the_kept_mapping_and_adds_nothing(desk, tmp_path: Path):
    path = _export(tmp_path)
    sheet = _open(desk, path)
    sheet.name.setText("draft-tool")
    sheet.yes.click()
    desk.bot.waitUntil(lambda: desk.session.piece.title == "Late tea", timeout=20_000)
    many = len(desk.window.acts.workspace.pieces())
    again = _open(desk, path)
    assert again.mapping.currentData() == "draft-tool"
    again.yes.click()
    desk.bot.waitUntil(lambda: "2 drafts came in before" in desk.notice, timeout=20_000)
    assert len(desk.window.acts.workspace.pieces()) == many


def test_without_a_place_for_the_text_nothing_can_be_taken_in_and_it_says_why(desk, tmp_path: Path):
    sheet = _open(desk, _export(tmp_path, [{"a": 1, "b": "short"}]))
    assert not sheet.yes.isEnabled()
    assert "does not say where the text stands" in sheet.rows._empty.text()
    sheet.combos["text"].setCurrentIndex(sheet.combos["text"].findData("b"))
    assert sheet.yes.isEnabled()
    assert sheet.yes.text() == "Take it in"
    sheet.reject()


def test_what_stayed_outside_is_told_one_by_one(desk, tmp_path: Path):
    rows = [ROWS[0], {"id": "n3"}, {**ROWS[1], "id": "n1"}]
    _open(desk, _export(tmp_path, rows)).yes.click()
    desk.bot.waitUntil(lambda: "1 draft taken in." in desk.notice, timeout=20_000)
    assert "1 more could not be read." in desk.notice
    desk.window.notices._act.click()
    sheet = desk.window.shell.sheet
    assert sheet.windowTitle() == "What stayed outside"
    sheet.accept()


def test_a_file_that_is_no_export_is_one_sentence(desk, tmp_path: Path):
    path = tmp_path / "page.json"
    path.write_text("<html>Log in</html>", encoding="utf-8")
    desk.window.drafts.take_in([path])
    desk.bot.waitUntil(lambda: "page.json cannot be read" in desk.notice, timeout=10_000)


def test_another_encoding_is_asked_for_and_read(desk, tmp_path: Path):
    path = tmp_path / "drafts.json"
    path.write_bytes(json.dumps([{"text": "# Café\n\nCrème brûlée.\n"}], ensure_ascii=False).encode("cp1252"))
    sheet = _open(desk, path)
    assert sheet.windowTitle() == "How is this file written?"
    sheet.yes.click()
    desk.bot.waitUntil(lambda: getattr(desk.window.shell.sheet, "rows", None) is not None, timeout=10_000)
    assert desk.window.shell.sheet.rows.model.rows[0].title == "Café"
    desk.window.shell.sheet.reject()


def test_what_stands_beside_a_draft_comes_with_it(desk, tmp_path: Path):
    (tmp_path / "tea.md").write_text("# Tea\n\nCome in.\n", encoding="utf-8")
    (tmp_path / "tea.json").write_text('{"model": "gen-b", "title": "Slow tea"}', encoding="utf-8")
    desk.window.drafts.take_in([tmp_path / "tea.md", tmp_path / "tea.json"])
    desk.bot.waitUntil(lambda: desk.session.piece.title == "Slow tea", timeout=20_000)
    assert desk.session.piece.model == "gen-b"
