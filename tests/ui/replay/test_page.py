"""A piece can be walked through its life in the window, two of its moments compared, and a passage brought back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.app.replay import paragraph
from studio.app.workspace import Workspace
from studio.core.edit import Cause, Edit
from studio.core.events import EventType
from studio.core.span import Span
from studio.ui.replay.page import ReplayPage
from tests.ui.conftest import Desk

LEFT, RIGHT, END, HOME = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Home


@pytest.fixture
def house(house: Path) -> Path:
    """The piece of the desk with a life behind it: three edits, and a handing on after the second."""
    with Workspace.open(house) as workspace:
        piece = workspace.pieces()[0].id
        session = workspace.session(piece, workspace.person("Wren"))
        for number, (old, new) in enumerate([("calm", "quiet"), ("Come in, ", ""), ("window seat", "seat by the window")]):
            start = session.text.index(old)
            session.apply(Edit(Span(start, start + len(old)), new, Cause.TYPED))
            session.flush()
            if number == 1:
                session.submit("Erin")
    return house


@pytest.fixture
def page(desk: Desk) -> ReplayPage:
    desk.do("replay")
    return desk.window.replay.page


def tinted(page: ReplayPage) -> list[str]:
    """The words that are tinted in the text of the moment."""
    found, view = [], page.texts.other
    block = view.document().begin()
    while block.isValid():
        for span in block.layout().formats():
            if span.format.hasProperty(QTextCharFormat.Property.BackgroundBrush.value):
                found.append(block.text()[span.start : span.start + span.length])
        block = block.next()
    return found


def edits(page: ReplayPage) -> list[int]:
    life = page._life
    assert life
    return [index for index, moment in enumerate(life.moments) if moment.edit]


def test_the_arrow_keys_walk_from_edit_to_edit_and_each_says_what_it_did(desk: Desk, page: ReplayPage) -> None:
    first, second, third = edits(page)
    assert page.texts.other.plain == desk.text
    desk.press(HOME)
    assert page.index == 0
    assert "a calm cup" in page.texts.other.plain
    assert page.what.toolTip().startswith("Took in the draft")
    for _ in range(first):
        desk.press(RIGHT)
    assert tinted(page) == ["quiet"]
    assert page.what.toolTip() == "“calm” became “quiet”"
    assert page.who.text().startswith("Wren · ")
    desk.press(RIGHT)
    assert page.index == second
    assert page.texts.other.gone_at == page.texts.other.plain.index("sit down")
    assert page.what.toolTip() == "“Come in,” went"
    desk.press(LEFT)
    assert page.index == first
    desk.press(END)
    assert page.texts.other.plain == desk.text
    assert third < page.index + 1


def test_page_keys_and_the_list_lead_to_the_moments_at_which_it_changed_hands(desk: Desk, page: ReplayPage) -> None:
    desk.press(HOME)
    desk.press(Qt.Key.Key_PageDown)
    assert page.what.toolTip().startswith("Handed on revision 1 to Erin")
    handed = page.index
    desk.press(HOME)
    page.jump.activated.emit(1)
    assert page.index == handed
    assert page.jump.itemText(1).startswith("Handed on, r1, ")


def test_it_plays_by_itself_to_the_end_and_space_stops_it(desk: Desk, page: ReplayPage) -> None:
    desk.press(HOME)
    page.speed.setCurrentIndex(2)
    desk.press(Qt.Key.Key_Space)
    assert page.play.text() == "Pause"
    desk.press(Qt.Key.Key_Space)
    assert not page.is_playing
    desk.press(Qt.Key.Key_Space)
    desk.bot.waitUntil(lambda: page.index == page._last and not page.is_playing, timeout=20_000)
    assert page.play.text() == "Play"
    assert page.texts.other.plain == desk.text


def test_two_moments_stand_side_by_side_with_the_words_that_differ(desk: Desk, page: ReplayPage) -> None:
    desk.press(Qt.Key.Key_C)
    assert page.texts.one.plain == desk.session.original
    assert tinted(page) == ["quiet", "seat by the window"]
    assert page.texts.other_head.figure.text() == f"{len(desk.session.comparison.changes)} changes"
    page.go(edits(page)[0])
    page.texts.other.setFocus()
    desk.press(Qt.Key.Key_A)
    desk.press(END)
    assert "quiet" in page.texts.one.plain
    assert tinted(page) == ["seat by the window"]
    desk.press(Qt.Key.Key_C)
    assert not page.texts.one.isVisible()


def test_a_selected_passage_comes_back_to_the_desk_as_a_new_edit_that_undo_takes_out(desk: Desk, page: ReplayPage) -> None:
    was = desk.text
    desk.press(HOME)
    view = page.texts.other
    start = view.plain.index("Come in, ")
    view.go_to(Span(start, start + len("Come in, ")), select=True)
    page.back.click()
    assert not desk.window.replay.is_shown
    assert "Come in, sit down" in desk.text
    assert desk.notice.startswith("Brought back from entry ")
    desk.session.flush()
    workspace = desk.window.acts.workspace
    assert workspace
    [*_, event] = workspace.history.events(desk.session.piece.id, [EventType.EDITED])
    [[*_, cause, detail]] = (event.payload or {})["edits"]
    assert (cause, detail.split(" at ")[0]) == ("restore", "entry 1")
    desk.do("undo")
    assert desk.text == was


def test_a_passage_that_stands_there_already_is_refused_in_a_sentence(desk: Desk, page: ReplayPage) -> None:
    page.texts.other.go_to(Span(0, 0))
    page.back.click()
    assert desk.window.replay.is_shown
    assert desk.notice.startswith("These words stand in the text as they are")


def test_a_text_of_the_past_can_be_copied_and_not_typed_in(desk: Desk, page: ReplayPage) -> None:
    desk.press(HOME)
    page.copy.click()
    assert QGuiApplication.clipboard().text() == desk.session.original
    assert "whole text of this moment" in desk.notice
    before = page.texts.other.plain
    desk.type("zzz")
    assert page.texts.other.plain == before == desk.session.original


def test_escape_leads_back_to_the_desk_as_it_was(desk: Desk, page: ReplayPage) -> None:
    assert not desk.window.actions_by_id["fix"].isEnabled()
    desk.press(Qt.Key.Key_Escape)
    assert not desk.window.replay.is_shown
    assert desk.window.review.editor.isVisible()
    assert desk.window.actions_by_id["fix"].isEnabled()
    assert QApplication.focusWidget() is desk.window.review.editor.working


def test_return_on_an_entry_of_the_history_tab_begins_there(desk: Desk) -> None:
    desk.window.folding.open_tab("History")
    QApplication.processEvents()
    rows = desk.window.review.inspector.history.rows
    rows.take_keys()
    desk.press(Qt.Key.Key_Down)
    chosen = rows.view.currentIndex().data(Qt.ItemDataRole.UserRole).payload
    desk.press(Qt.Key.Key_Return)
    assert desk.window.replay.is_shown
    life = desk.window.replay.page._life
    assert life
    assert desk.window.replay.page.index == life.at_entry(chosen)


def test_what_was_typed_a_moment_ago_is_the_last_of_the_moments(desk: Desk) -> None:
    desk.caret_to("Last year")
    desk.type("Oh! ")
    desk.do("replay")
    assert desk.window.replay.page.texts.other.plain == desk.text
    assert "Oh!" in desk.window.replay.page.what.toolTip()


def test_a_press_on_the_line_goes_straight_to_its_moment(desk: Desk, page: ReplayPage) -> None:
    line = page.timeline
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(round(line._x(1)), 24))
    assert page.index == 1


def test_another_piece_leaves_nothing_of_this_one_behind(desk: Desk, page: ReplayPage, tmp_path: Path) -> None:
    desk.window.acts.close_workspace()
    assert not desk.window.replay.is_shown
    assert page.texts.other.plain == ""


def test_no_passage_of_one_piece_can_come_into_another_that_was_put_on_the_desk(
    desk: Desk, page: ReplayPage, tmp_path: Path
) -> None:
    draft = tmp_path / "second.md"
    draft.write_text("Another piece altogether.\n", encoding="utf-8")
    assert page._life
    first, passage = page._life, Span(0, 5)
    desk.window.drafts.take_in([draft])
    desk.bot.waitUntil(lambda: desk.session.piece.id != first.piece.id, timeout=20_000)
    assert not desk.window.replay.is_shown
    assert desk.window.review.editor.isVisible()
    assert page.texts.other.plain == ""
    was = desk.text
    desk.window.replay._life = first  # were it still there, its words would not go where they were not written
    desk.window.replay._bring_back(0, passage)
    desk.window.replay._life = None
    assert desk.text == was
    assert desk.notice.startswith(f"“{first.piece.title}” does not lie on the desk.")


def test_the_piece_chosen_in_the_palette_is_seen_even_where_it_is_the_one_that_is_replayed(desk: Desk, page: ReplayPage) -> None:
    desk.window._go_to_piece(desk.session.piece.id)
    assert not desk.window.replay.is_shown
    assert desk.window.review.editor.isVisible()


def test_escape_leads_back_to_the_entry_at_which_the_replay_began(desk: Desk) -> None:
    desk.window.folding.open_tab("History")
    QApplication.processEvents()
    rows = desk.window.review.inspector.history.rows
    rows.take_keys()
    desk.press(Qt.Key.Key_Down)
    chosen = rows.view.currentIndex().data(Qt.ItemDataRole.UserRole).payload
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    assert not desk.window.replay.is_shown
    assert QApplication.focusWidget() is rows.view
    assert rows.view.currentIndex().data(Qt.ItemDataRole.UserRole).payload == chosen


def test_the_cursor_begins_at_a_passage_so_that_b_has_something_to_bring_back(desk: Desk, page: ReplayPage) -> None:
    view = page.texts.other
    assert paragraph(view.plain, view.caret())
    desk.press(Qt.Key.Key_B)
    assert desk.notice.startswith("These words stand in the text as they are")


def test_what_was_said_on_the_page_goes_with_it(desk: Desk, page: ReplayPage) -> None:
    desk.press(Qt.Key.Key_B)
    assert desk.window.notices.isVisible()
    assert not desk.window.notices._is_error
    desk.window.notices.error("Something on this page.")
    desk.press(Qt.Key.Key_Escape)
    assert not desk.window.notices.isVisible()


def test_what_offers_something_to_do_and_what_was_said_at_the_desk_outlast_a_page(desk: Desk) -> None:
    desk.window.notices.error("Nothing can be written.")
    desk.do("replay")
    desk.press(Qt.Key.Key_Escape)
    assert desk.notice == "Nothing can be written."
    desk.do("replay")
    desk.window.notices.error("Nothing can be written.", "Save it elsewhere")
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.notices.isVisible()


def test_a_verification_asked_for_on_a_page_is_told_there(desk: Desk, page: ReplayPage) -> None:
    desk.window.output.verify()
    desk.bot.waitUntil(lambda: desk.notice.startswith("Unbroken: "), timeout=20_000)
    assert desk.window.replay.is_shown


def test_a_comparison_begun_at_the_original_sets_the_text_of_today_beside_it(desk: Desk, page: ReplayPage) -> None:
    desk.press(HOME)
    desk.press(Qt.Key.Key_C)
    assert page.texts.one.plain == desk.session.original
    assert page.texts.other.plain == desk.text
