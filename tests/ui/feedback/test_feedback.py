"""Feedback at the desk: noted by hand, taken in from a table, shown with its source and its day."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio.app import feedback, feedback_files
from studio.app.feedback import FeedbackKind
from studio.core.events import Actor, EventType


@pytest.fixture
def published(desk):
    """The piece on the desk is before its readers."""
    desk.session.desk.history.append(
        EventType.PUBLISHED,
        desk.session.piece.id,
        Actor.person("Erin"),
        {"where": "https://larkspur.example/autumn", "note": "", "text_hash": ""},
    )
    desk.window.acts.put_again()
    QApplication.processEvents()
    return desk


def _open(desk):
    desk.do("feedback")
    return desk.window.shell.sheet


def test_a_rating_and_a_comment_are_noted_by_hand_and_stand_there_with_their_source(published):
    sheet = _open(published)
    assert "Nothing was noted yet" in sheet.rows._empty.text()
    sheet.note.click()
    published.bot.waitUntil(lambda: getattr(published.window.shell.sheet, "kind", None) is not None, timeout=5_000)
    form = published.window.shell.sheet
    form.value.setText("4.5")
    form.unit.setText("5")
    form.yes.click()
    assert "comes from somewhere" in form._problem.text()
    form.source.setText("Card at the till")
    form.yes.click()
    published.bot.waitUntil(lambda: getattr(published.window.shell.sheet, "sums", None) is not None, timeout=5_000)
    sheet = published.window.shell.sheet
    assert [row.title for row in sheet.rows.model.rows] == ["Rating: 4.5 of 5"]
    assert sheet.rows.model.rows[0].detail.startswith("Card at the till · ")
    assert "4.5 of 5, one figure" in sheet.sums.text()
    assert sheet.voice.text().startswith("The text, measured: sentence length "), "its figures stand beside it"
    sheet.note.click()
    published.bot.waitUntil(lambda: getattr(published.window.shell.sheet, "kind", None) is not None, timeout=5_000)
    form = published.window.shell.sheet
    form.kind.setCurrentIndex(form.kind.findData(FeedbackKind.COMMENT))
    form.words.setPlainText("Warm and short.")
    form.source.setText("A regular")
    form.yes.click()
    QApplication.processEvents()
    found = feedback.feedback(published.window.acts.workspace)
    assert [(each.kind.value, each.text) for each in found] == [("rating", ""), ("comment", "Warm and short.")]
    published.bot.waitUntil(lambda: getattr(published.window.shell.sheet, "sums", None) is not None, timeout=5_000)
    published.window.shell.sheet.accept()


def test_of_a_piece_that_nobody_has_read_nothing_can_be_noted_and_it_says_why(desk):
    sheet = _open(desk)
    assert sheet.note.isHidden()
    assert any("Nobody has read" in each.text() for each in sheet.findChildren(type(sheet.sums)))
    sheet.accept()


def test_a_table_shows_what_would_come_in_and_what_stays_outside_and_is_read_the_same_the_next_time(published, tmp_path: Path):
    path = tmp_path / "week.csv"
    path.write_text(
        "URL,Date,Stars,Remark\nlarkspur.example/autumn,2026-01-05,5,Lovely\nNowhere,2026-01-05,3,\n", encoding="utf-8"
    )
    published.window.feedback.read(path)
    published.bot.waitUntil(lambda: published.window.shell.sheet is not None, timeout=10_000)
    sheet = published.window.shell.sheet
    assert sheet.plan is None
    assert "comes from somewhere" in sheet.rows._empty.text()
    sheet.source.setText("Survey")
    sheet.of.setText("5")
    sheet._said()
    assert sheet.told.text() == "2 entries on 1 piece; 1 row cannot be read."
    assert sheet.rows.model.rows[0].title == "week.csv, line 3: no piece is called “Nowhere”."
    assert not sheet.yes.isEnabled()
    sheet.leave_out.setChecked(True)
    sheet.name.setText("survey")
    sheet.yes.click()
    QApplication.processEvents()
    assert published.notice == "2 entries taken in. 1 row stayed outside."
    found = feedback.feedback(published.window.acts.workspace)
    assert [each.said for each in found] == ["5 of 5", ""]
    assert feedback_files.mapping(published.root, "survey").units == {"stars": "of 5"}
    published.window.feedback.read(path)
    published.bot.waitUntil(lambda: getattr(published.window.shell.sheet, "plan", None) is not None, timeout=10_000)
    sheet = published.window.shell.sheet
    assert sheet.told.text() == "0 entries on 0 pieces; 2 are here already; 1 row cannot be read."
    assert not sheet.yes.isEnabled()
    sheet.reject()
