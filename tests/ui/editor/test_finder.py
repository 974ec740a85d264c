"""Words are found and replaced, one by one or all at once, and all at once is one step of undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.core.edit import Cause
from studio.core.span import Span
from studio.ui.editor.finder import Finder

TEXT = "Tea 🍵 is tea. A (tea) pot, no coffee.\nTEA again."


@pytest.fixture
def finder(view, shown):
    text = view(TEXT)
    made = Finder(text)
    shown(made, 640, 90)
    made.open_bar()
    return made, text


def test_every_place_is_found_whatever_its_case_and_counted(finder):
    made, text = finder
    made.what.setText("tea")
    assert [place.of(text.plain) for place in made.places()] == ["Tea", "tea", "tea", "TEA"]
    assert made.count.text() == "4"
    made.case.setChecked(True)
    assert len(made.places()) == 2


def test_signs_mean_themselves(finder):
    made, text = finder
    made.what.setText("(tea)")
    assert [place.of(text.plain) for place in made.places()] == ["(tea)"]
    made.what.setText(".*")
    assert made.places() == []
    assert made.count.text() == "none"


def test_return_goes_to_the_next_place_and_round_at_the_end_and_shift_return_back(finder):
    made, text = finder
    made.what.setText("tea")
    seen = []
    for _ in range(5):
        QTest.keyClick(made.what, Qt.Key.Key_Return)
        seen.append(text.selection().start)
    assert seen[0] == seen[4]
    assert len(set(seen[:4])) == 4
    QTest.keyClick(made.what, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert text.selection().start == seen[3]


def test_replacing_one_leaves_the_others_and_goes_on(finder):
    made, text = finder
    made.what.setText("tea")
    made.other.setText("cake")
    made.next()
    at = text.selection()
    made.replace()
    assert text.plain == TEXT[: at.start] + "cake" + TEXT[at.end :]
    assert text.selection().of(text.plain).casefold() == "tea"
    assert text.selection().start > at.start


def test_replacing_all_is_one_step_of_undo_and_recorded_as_typed(finder):
    made, text = finder
    edits = []
    text.recorder.edited.connect(edits.append)
    made.what.setText("tea")
    made.other.setText("cake 🍰")
    made.replace_all()
    assert text.plain == "cake 🍰 🍵 is cake 🍰. A (cake 🍰) pot, no coffee.\ncake 🍰 again."
    replayed = TEXT
    for edit in edits:
        replayed = edit.apply(replayed)
    assert replayed == text.plain
    assert {edit.cause for edit in edits} == {Cause.TYPED}
    assert made.count.text() == "4 replaced"
    text.undo_step()
    assert text.plain == TEXT


def test_the_bar_opens_with_what_is_selected_and_escape_gives_the_keyboard_back(finder, qtbot):
    made, text = finder
    text.go_to(Span(TEXT.index("coffee"), TEXT.index("coffee") + 6), select=True)
    made.open_bar()
    assert made.what.text() == "coffee"
    with qtbot.waitSignal(made.closed):
        QTest.keyClick(made.what, Qt.Key.Key_Escape)
    assert not made.isVisible()
