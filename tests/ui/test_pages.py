"""Whole pages stand in the place of the desk, one at a time."""

import pytest
from PySide6.QtWidgets import QWidget

from studio.ui.pages import Pages
from studio.ui.theme import Theme


class _Coloured(QWidget):
    name = ""

    def set_theme(self, theme: Theme) -> None:
        self.name = theme.name


@pytest.fixture
def pages(qtbot):
    made = Pages(QWidget(), QWidget())
    qtbot.addWidget(made)
    made.add("board", QWidget())
    made.add("today", _Coloured())
    return made


def test_a_page_takes_the_place_of_another_and_closing_it_leads_back_to_the_desk(pages):
    seen = []
    pages.turned.connect(seen.append)
    assert pages.is_at_desk
    pages.open("board")
    pages.open("today")
    pages.open("today")
    assert (pages.current, pages.is_at_desk) == ("today", False)
    assert not pages.close_page("board"), "it is not the one in sight"
    assert pages.close_page("today")
    assert not pages.close_page()
    assert pages.is_at_desk
    assert seen == ["board", "today", ""], "once for each that was turned to"


def test_what_stands_in_for_everything_hides_the_page_and_gives_it_back(pages, qtbot):
    welcome = QWidget()
    pages.add_instead(welcome)
    pages.open("board")
    board = pages.currentWidget()
    pages.stand(welcome)
    assert (pages.currentWidget(), pages.is_at_desk, pages.ground) == (welcome, False, welcome)
    pages.open("today")
    assert pages.currentWidget() is welcome
    pages.open("board")
    pages.stand(None)
    assert pages.currentWidget() is board


def test_pages_with_colours_of_their_own_are_told_of_light_and_dark(pages):
    pages.set_theme(Theme("dark"))
    pages.open("today")
    assert pages.currentWidget().name == "dark"


def test_a_page_that_nobody_made_is_a_bug_that_shows(pages):
    with pytest.raises(KeyError):
        pages.open("bord")
    assert pages.is_at_desk
