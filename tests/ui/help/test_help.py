"""F1: the page for the part of the window one is in, beside the work."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from studio.app.helping import HelpPage, page_for
from studio.core.flag import Flag
from studio.core.span import Span
from studio.ui import actions
from studio.ui.help.topics import page_of_sheet
from studio.ui.panels.inspector import TABS


@pytest.mark.parametrize("spec", actions.ACTIONS, ids=[spec.id for spec in actions.ACTIONS])
def test_there_is_help_for_everything_one_can_do(spec: actions.Spec) -> None:
    assert page_for(f"action:{spec.id}"), f"add action:{spec.id} to the `covers` of a page in resources/help"


@pytest.mark.parametrize("title", TABS)
def test_there_is_help_for_every_tab(title: str) -> None:
    assert page_for(f"tab:{title}")


def test_there_is_help_for_every_page_of_the_window(desk) -> None:
    pages = [name for name in desk.window.pages._pages if name]
    assert pages
    assert [name for name in pages if not page_for(f"page:{name}")] == []


def test_f1_shows_the_page_of_the_part_that_has_the_keyboard_and_again_closes_it(desk) -> None:
    window, panel = desk.window, desk.window.help.panel
    desk.do("focus_text")
    desk.press(Qt.Key.Key_F1)
    assert panel.title.text() == "The desk"
    desk.do("tab_claims")
    desk.press(Qt.Key.Key_F1)
    assert panel.title.text() == "Claims"
    desk.press(Qt.Key.Key_F1)
    assert not window.help.is_open
    desk.do("dashboard")
    desk.settle()
    desk.do("help")
    assert panel.title.text() == "Dashboard"


def test_the_help_stays_open_while_one_writes_and_escape_in_it_goes_back_to_the_text(desk) -> None:
    window = desk.window
    desk.caret_to("Come in")
    desk.do("help")
    desk.type("Do ")
    assert "Do Come in" in desk.text
    assert window.help.is_open
    window.help.panel.take_keys()
    desk.press(Qt.Key.Key_Escape)
    assert not window.help.is_open
    assert window.review.editor.working.hasFocus()


def test_help_makes_room_for_itself_without_narrowing_the_texts(desk) -> None:
    desk.resize(1440, 900)
    desk.do("help")
    editor = desk.window.review.editor
    assert desk.window.library.is_folded
    assert editor.width() >= 900
    desk.do("help")
    assert not desk.window.library.is_folded


def test_what_is_searched_for_is_found_and_opened_with_return(desk) -> None:
    panel = desk.window.help.panel
    desk.do("help")
    panel.take_keys()
    desk.type("retention")
    desk.press(Qt.Key.Key_Return)
    assert panel.title.text() == "Retention"
    panel.take_keys()
    desk.type("xylophone")
    assert panel.list.isVisible()
    assert panel.list.model.rowCount() == 0


def test_the_playbooks_for_the_piece_on_the_desk_come_first(desk) -> None:
    (desk.root / "playbooks").mkdir()
    (desk.root / "playbooks" / "ours.md").write_text(
        "---\ntitle: Our way\nchannels: blog\n---\nRead it twice.\n", encoding="utf-8"
    )
    name, found = desk.window.help.groups()[0]
    assert name == "Playbooks for this piece"
    assert "Our way" in [page.title for page in found]
    assert "An email before it goes out" not in [page.title for page in found]


def test_the_card_of_a_flag_leads_to_the_page_that_explains_its_check(desk) -> None:
    window = desk.window
    flag = Flag.over(Span(0, 6), "Too long.", check="readability", rule="Readability.LongSentence", why="Breath.")
    window.review.card.show_flag(flag, QRect(200, 200, 40, 16))
    more = next(b for b in window.review.card.findChildren(QPushButton) if b.text().endswith("· More"))
    more.click()
    QApplication.processEvents()
    assert window.help.panel.shown == f"check:{flag.check}"


def test_a_sheet_has_its_help_over_it(desk) -> None:
    desk.do("new_workspace")
    sheet = desk.window.shell.sheet
    assert sheet is not None
    desk.press(Qt.Key.Key_F1)
    over = desk.window.help.over
    assert over is not None
    assert page_of_sheet("New workspace").id == "workspace"
    over.close()
    sheet.close()


def test_help_shows_what_a_playbook_says_and_fetches_nothing(desk) -> None:
    panel = desk.window.help.panel
    panel.show_page(HelpPage("x", "X", "![](https://example.com/a.png) <b>plain</b>\n\n- one"))
    told = panel.text.toPlainText()
    assert "one" in told
    assert "plain" in told
    assert panel.text.loadResource(2, "https://example.com/a.png") is None
