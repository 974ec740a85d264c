"""More tabs than there is room for: the rest is one press away, and the one in sight is always in the row."""

import pytest

from studio.ui.panels.inspector import TABS, WIDTH
from studio.ui.panels.tab import InspectorTab


@pytest.fixture
def inspector(desk):
    desk.window.review.close()  # nothing is counted anew while no piece lies there
    return desk.window.review.inspector


def _row(inspector):
    return [inspector.tabs.tabText(index) for index in range(inspector.tabs.count())]


def test_every_tab_of_the_table_has_a_panel_in_the_window(inspector):
    assert inspector.titles == TABS


def test_each_tab_is_in_the_row_or_under_more_and_nothing_is_cut_off(inspector):
    for title in TABS:
        inspector.count(title, 12)
    for title in TABS:
        inspector.open_tab(title)
        row, rest = _row(inspector), [action.text() for action in inspector.more.menu().actions()]
        assert f"{title} 12" in row
        assert sorted(row + rest) == sorted(f"{each} 12" for each in TABS)
        assert inspector.tabs.sizeHint().width() + inspector.more.sizeHint().width() <= WIDTH


def test_a_tab_under_more_opens_from_there(inspector):
    inspector.open_tab("Flags")
    last = inspector.more.menu().actions()[-1]
    last.trigger()
    assert inspector.current == "Measures"
    assert inspector.tabs.tabText(inspector.tabs.currentIndex()).startswith("Measures")


def test_a_tab_without_a_place_is_a_bug_that_shows(inspector):
    stray = InspectorTab()
    with pytest.raises(ValueError, match="no place"):
        inspector.add("Stray", stray)
    stray.deleteLater()
