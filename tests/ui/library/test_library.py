"""Stories and snippets at the desk: found by keys, put in at the cursor, kept from a selection."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from studio.app import library
from studio.app.library_files import Entry, EntryKind
from studio.core.edit import Cause
from studio.core.events import EventType
from studio.core.piece import Person, Role
from studio.core.span import Span

EDITOR = Person("Erin", (Role.EDITOR,))


@pytest.fixture
def shelf(desk):
    """A snippet and a story whose consent ran out, of the piece's own brand."""
    workspace, brand = desk.window.acts.workspace, desk.session.piece.brand
    library.save(workspace, EDITOR, Entry(EntryKind.SNIPPET, "Winter hours", "In winter, ask at the side door.", brand))
    gone = {"who": "Marion", "given": "2020-01-01", "scope": "her story", "until": "2020-02-01"}
    library.save(workspace, EDITOR, Entry(EntryKind.STORY, "Old umbrella", "Marion left it.", brand, source="Diary", **gone))
    return desk


def _open(desk):
    desk.do("stories")
    return desk.window.shell.sheet


def test_a_snippet_is_found_by_its_words_and_put_in_at_the_cursor_by_keys_alone(shelf):
    shelf.caret_to("The window seat")
    sheet = _open(shelf)
    assert [row.title for row in sheet.rows.model.rows] == ["Winter hours", "Old umbrella"]
    shelf.type("side door")
    assert [row.title for row in sheet.rows.model.rows] == ["Winter hours"]
    assert sheet.words.toPlainText() == "In winter, ask at the side door."
    sheet.yes.click()
    QApplication.processEvents()
    assert "a month. In winter, ask at the side door. The window seat" in shelf.text
    shelf.session.flush()
    history = shelf.session.desk.history
    (edited,) = history.events(shelf.session.piece.id, [EventType.EDITED])
    assert edited.payload["edits"][0][3:] == [Cause.IMPORT.value, "the snippet “Winter hours” of the library"]
    assert len(history.events(shelf.session.piece.id, [EventType.LIBRARY_USED])) == 1
    assert "Ctrl+Z takes it out" in shelf.notice
    shelf.do("undo")
    assert "side door" not in shelf.text


def test_what_may_go_into_no_text_now_says_why_and_cannot_be_put_in(shelf):
    sheet = _open(shelf)
    sheet.rows.view.setCurrentIndex(sheet.rows.model.index(1))
    assert sheet.state.text() == "The consent ran out on 1 Feb 2020."
    assert not sheet.yes.isEnabled()
    sheet.reject()


def test_down_walks_through_the_list_while_one_searches(shelf):
    sheet = _open(shelf)
    shelf.press(Qt.Key.Key_Down)
    assert sheet.chosen.entry.title == "Old umbrella"
    shelf.press(Qt.Key.Key_Up)
    assert sheet.chosen.entry.title == "Winter hours"
    sheet.reject()


def test_a_writer_reads_the_library_and_is_told_who_changes_it(desk):
    writer = next(each for each in desk.window.acts.workspace.policy.persons if each.roles == (Role.WRITER,))
    desk.window.acts.sit_down(writer)
    QApplication.processEvents()
    sheet = _open(desk)
    assert sheet.new.isHidden()
    assert "Nothing is in the library yet" in sheet.rows._empty.text()
    sheet.reject()
    desk.do("keep_words")
    assert "No words are selected" in desk.notice


def test_selected_words_are_kept_by_an_editor_and_found_again(desk):
    editor = next(each for each in desk.window.acts.workspace.policy.persons if Role.EDITOR in each.roles)
    desk.window.acts.sit_down(editor)
    QApplication.processEvents()
    at = desk.text.index("The window seat")
    desk.window.review.editor.working.go_to(Span(at, at + len("The window seat is the one people ask for by name.")), select=True)
    desk.do("keep_words")
    desk.bot.waitUntil(lambda: desk.window.shell.sheet is not None, timeout=5_000)
    form = desk.window.shell.sheet
    assert form.words.toPlainText() == "The window seat is the one people ask for by name."
    form.yes.click()
    assert "It has no title" in form._problem.text()
    form.title.setText("The window seat")
    form.yes.click()
    QApplication.processEvents()
    assert "is in the library" in desk.notice
    assert [row.title for row in _open(desk).rows.model.rows] == ["The window seat"]
    desk.window.shell.sheet.reject()


def test_a_page_of_help_is_about_it(desk):
    from studio.ui.help.topics import page_of_sheet

    assert page_of_sheet("Stories and snippets").id == "stories"
    assert page_of_sheet("New in the library").id == "stories"
