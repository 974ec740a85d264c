"""Practising in the window: nothing of it touches the real workspace, and one comes back to where one was."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from studio.app.practice import Practice, exercise
from studio.app.today import today
from studio.core.errors import Occupied
from studio.core.practice import place_of
from studio.ui.locking import WindowLock


@pytest.fixture
def practising(desk, tmp_path: Path, qtbot):
    """Wren at the first practice of a writer; the desk, with the page of the practice as `acts`."""
    acts = desk.window.practice
    acts.room = Practice(tmp_path / "room")

    def begin(name: str = "writer-1", help: bool = True) -> None:
        acts.begin(exercise(name), help)
        qtbot.waitUntil(lambda: acts.now is not None and acts.now.id == name, timeout=30_000)
        desk.settle()

    desk.begin = begin
    return desk


def test_the_page_shows_the_drafts_of_the_person_s_role_and_starts_one_by_keyboard(practising, qtbot) -> None:
    window = practising.window
    practising.do("practice")
    assert window.pages.current == "practice"
    page = window.practice.page
    assert page.role == "writer"
    assert len(page.starts) >= 3
    assert page.starts[0].hasFocus()
    practising.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.practice.now is not None, timeout=30_000)
    assert window.pages.current == ""
    assert window.practice.band.isVisible()
    assert "{{first_nmae}}" in practising.text


def test_unsaved_words_are_safe_and_one_comes_back_to_the_same_place(practising) -> None:
    window = practising.window
    practising.caret_to("Come in")
    practising.type("Do ")
    before, caret = practising.text, window.review.editor.working.caret()
    piece, history = practising.session.piece.id, practising.window.acts.workspace.history.head().count
    practising.begin()
    assert practising.session.piece.id != piece
    practising.caret_to("Why earlier")
    practising.type("x")
    window.practice.leave()
    practising.settle()
    assert practising.session.piece.id == piece
    assert practising.text == before
    assert window.review.editor.working.caret() == caret
    assert not window.practice.band.isVisible()
    told = window.acts.workspace.history
    assert len(told.pieces()) == 1
    assert told.head().count >= history


def test_the_house_that_waits_is_locked_meanwhile_and_is_not_forgotten(practising, settings) -> None:
    practising.begin()
    other = WindowLock(practising.root)
    with pytest.raises(Occupied):
        other.take()
    assert settings.recent == [practising.root]
    practising.window.practice.leave()
    assert practising.window.acts.workspace.root == practising.root


def test_what_was_mended_is_found_and_a_row_leads_to_its_words(practising) -> None:
    practising.begin()
    view = practising.window.review.editor.working
    view.go_to(place_of("{{first_nmae}}", practising.text), select=True)
    practising.type("Ida")
    practising.window.practice.score()
    panel = practising.window.practice.panel
    assert panel.title.text() == "1 of 7 found, nothing wrongly flagged."
    row = next(made for made in panel.rows if isinstance(made, QPushButton) and "Nine out of ten" in made.text())
    row.click()
    assert view.textCursor().selectedText().startswith("Nine out of ten")


def test_only_the_first_score_is_kept_for_the_answers_are_known_then(practising) -> None:
    practising.begin()
    practising.window.practice.score()
    practising.window.practice.score()
    results = practising.window.practice.room.results("Wren")
    assert [each.words for each in results] == ["0 of 7 found, nothing wrongly flagged"]
    practising.do("practice")
    told = [made.text() for made in practising.window.practice.page.findChildren(type(practising.window.practice.panel.title))]
    assert "0 of 7 found, nothing wrongly flagged" in told


def test_without_help_nothing_is_flagged(practising) -> None:
    practising.begin("writer-2", help=False)
    assert practising.session.all_flags == ()


def test_an_editor_s_practice_lies_there_for_review_with_its_brief_beside_it(practising) -> None:
    practising.begin("editor-1")
    assert practising.session.piece.stage == "in_review"
    assert practising.window.practice.panel.title.text() == "The brief"


def test_opening_another_workspace_ends_the_practice_and_another_practice_takes_its_place(practising) -> None:
    window = practising.window
    practising.begin("writer-3")
    practising.begin("writer-2")
    assert window.practice.now.id == "writer-2"
    window.practice.leave()
    practising.begin("writer-2")
    with pytest.raises(Occupied):
        WindowLock(practising.root).take()
    window.acts.close_workspace()
    window.refresh()
    assert window.practice.now is None
    assert not window.practice.band.isVisible()
    WindowLock(practising.root).take()


def test_whoever_practises_is_told_nothing_of_what_waits_elsewhere_or_here(practising) -> None:
    window = practising.window
    practising.window.today._say("3 wait for you.")
    practising.begin("editor-1")
    assert window.notices.text.text() != "3 wait for you." or not window.notices.isVisible()
    assert not window.today._door.isActive()
    assert not window.today._round.isActive()
    window.practice.leave()
    practising.settle()
    assert window.today._round.isActive()


def test_the_top_bar_counts_nothing_of_a_practice(practising) -> None:
    window, told = practising.window, []
    practising.begin("editor-1")
    window.dashboard.counted.connect(told.append)
    window.dashboard.look_soon()
    practising.bot.waitUntil(lambda: bool(told), timeout=30_000)
    assert today(window.acts.workspace, window.acts.person)  # the practice itself would be counted
    assert set(told) == {0}
