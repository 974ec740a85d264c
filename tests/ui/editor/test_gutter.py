"""The strip between the texts shows where something is, and a click on a mark goes there."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.core.changes import compare
from studio.core.flag import Severity
from studio.core.span import Span
from studio.ui.editor.gutter import WIDTH, Gutter

TEXT = "We utilize leaves.\n\nThey sit down.\n\nLast year 73% came back."


@pytest.fixture
def gutter(view, mark, shown):
    """A gutter of the height of its view, with a warning in the first line and a claim in the last."""
    marks = [mark(TEXT, "utilize"), mark(TEXT, "73% came", claim=True)]
    text = view(TEXT, None, marks)
    made = Gutter(text)
    shown(made, WIDTH, text.height())
    return made, text


def click(gutter: Gutter, x: int, y: int, bot) -> list[Span]:
    found: list[Span] = []
    gutter.chosen.connect(found.append)
    QTest.mouseClick(gutter, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, y))
    return found


def level(view, words: str) -> int:
    start = view.plain.index(words)
    return view.rect_of(Span(start, start + len(words))).center().y()


def test_a_click_on_a_flag_s_shape_goes_to_the_flag(gutter, qtbot):
    made, text = gutter
    assert click(made, 18, level(text, "utilize"), qtbot) == [Span(3, 10)]


def test_a_click_on_a_claim_s_diamond_goes_to_the_claim(gutter, qtbot):
    made, text = gutter
    start = TEXT.index("73%")
    assert click(made, 18, level(text, "73% came"), qtbot) == [Span(start, start + 8)]


def test_a_click_beside_every_mark_goes_nowhere(gutter, qtbot):
    made, text = gutter
    assert click(made, 18, level(text, "They sit"), qtbot) == []


def test_a_click_on_a_change_s_bar_goes_to_the_change(gutter, qtbot):
    made, text = gutter
    comparison = compare(TEXT.replace("sit down", "stand"), TEXT)
    made.set_changes(comparison.changes)
    made.repaint()
    (found,) = click(made, 7, level(text, "They sit"), qtbot)
    assert found == comparison.changes[0].after


def test_kinds_differ_in_colour_and_the_heaviest_of_a_line_is_shown(view, mark, shown):
    marks = sorted([mark(TEXT, "We", Severity.SUGGESTION), mark(TEXT, "leaves", Severity.ERROR)])
    text = view(TEXT, None, marks)
    made = Gutter(text)
    shown(made, WIDTH, text.height())
    shade = made.grab().toImage().pixelColor(18, level(text, "utilize"))
    assert shade == text.theme.tokens.color("error")
