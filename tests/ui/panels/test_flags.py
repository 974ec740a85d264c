"""The list of flags can be narrowed by kind, severity and rule, and says what to do where it is empty."""

import pytest

from studio.core.flag import Dismissal, Reason, Scope
from studio.ui.panels.flags import FlagsPanel


@pytest.fixture
def panel(shown, theme):
    return shown(FlagsPanel(theme), 358, 500)


def choose(combo, value: str) -> None:
    combo.setCurrentIndex(combo.findData(value))


def titles(panel) -> list[str]:
    return [row.title for row in panel.rows.model.rows]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("kind", "grammar", ["teh"]),
        ("severity", "suggestion", ["basically"]),
        ("rule", "Plain.Wordy", ["utilize", "in order to"]),
    ],
)
def test_each_filter_leaves_what_it_says_and_no_more(panel, flags, name, value, words):
    panel.show_flags(flags, [], "")
    assert len(panel.shown()) == 4
    choose(getattr(panel, name), value)
    assert [flag.text for flag in panel.shown()] == words
    assert titles(panel) == [f"Look at {word}." for word in words]
    assert panel._count.text() == f"{len(words)} of 4 flags"


def test_filters_work_together_and_stay_while_flags_come_and_go(panel, flags):
    panel.show_flags(flags, [], "")
    choose(panel.kind, "style")
    choose(panel.severity, "warning")
    panel.show_flags(flags[1:], [], "")
    assert [flag.text for flag in panel.shown()] == ["in order to"]


def test_filters_that_leave_nothing_say_so(panel, flags):
    panel.show_flags(flags, [], "")
    choose(panel.kind, "grammar")
    choose(panel.rule, "Plain.Wordy")
    assert panel.rows._empty.text() == "No flags under these filters."
    assert panel.rows._empty.isVisible()


def test_a_clean_text_is_said_to_be_clean_with_what_looked_at_it(panel):
    panel.show_flags([], [], "Checked with style, grammar.")
    assert panel.rows._empty.text() == "No flags. Checked with style, grammar."
    assert panel.rows._empty.isVisible()


def test_a_dismissed_flag_can_be_found_with_its_reason_and_let_speak_again(panel, flags, qtbot):
    no = Dismissal("k", "Plain.Wordy", Scope.HERE, Reason.DELIBERATE, "house word", "Wren", "2026-11-24T09:00:00Z")
    panel.show_flags(flags[1:], [(flags[0], no)], "")
    panel._dismissed_button.click()
    (row,) = panel.rows.model.rows
    assert "utilize" in row.title
    assert "Deliberate · Wren · “house word”" in row.detail
    with qtbot.waitSignal(panel.taken_back) as back:
        panel.rows.opened.emit(row.payload)
    assert back.args == [no]
