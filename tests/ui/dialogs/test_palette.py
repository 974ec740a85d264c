"""A few letters find what one wants to do, and Return does it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid

from studio.ui.dialogs.palette import Command, Palette
from studio.ui.theme import Theme

Key = Qt.Key


@pytest.fixture
def palette(shown):
    from PySide6.QtWidgets import QWidget

    done = []
    titles = ("Next flag", "Submit for review", "Light or dark", "Verify the history", "Autumn teas 🍵")
    commands = [Command(title, "", lambda t=title: done.append(t)) for title in titles]
    host = shown(QWidget())
    made = Palette(Theme(), commands, host)
    made.open_over(host)
    yield made, done
    if isValid(made):  # once closed it is gone
        made.close()


def titles(palette) -> list[str]:
    return [row.title for row in palette.rows.model.rows]


def test_it_opens_with_everything_and_the_first_line_marked(palette):
    made, _ = palette
    assert len(titles(made)) == 5
    assert made.rows.view.currentIndex().row() == 0


@pytest.mark.parametrize(
    ("typed", "found"), [("subm", "Submit for review"), ("dark", "Light or dark"), ("autum", "Autumn teas 🍵")]
)
def test_a_few_letters_find_it_and_return_does_it(palette, typed, found):
    made, done = palette
    QTest.keyClicks(made.input, typed)
    assert titles(made)[0] == found
    QTest.keyClick(made.input, Key.Key_Return)
    assert done == [found]
    assert not made.isVisible()


def test_the_arrows_move_and_go_round(palette):
    made, done = palette
    QTest.keyClick(made.input, Key.Key_Up)
    assert made.rows.view.currentIndex().row() == 4
    QTest.keyClick(made.input, Key.Key_Down)
    QTest.keyClick(made.input, Key.Key_Down)
    QTest.keyClick(made.input, Key.Key_Return)
    assert done == ["Submit for review"]


def test_escape_closes_and_does_nothing(palette):
    made, done = palette
    QTest.keyClick(made.input, Key.Key_Escape)
    assert not made.isVisible()
    assert done == []


def test_what_is_not_there_is_said_and_return_does_nothing(palette):
    made, done = palette
    QTest.keyClicks(made.input, "qqqqzzzz")
    assert titles(made) == []
    assert made.rows._empty.isVisible()
    QTest.keyClick(made.input, Key.Key_Return)
    assert done == []
