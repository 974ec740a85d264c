"""What a flag teaches, and why something is not flagged: both answered before anything is done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from studio.app.guiding.rows import TermKind
from studio.core.events import EventType
from studio.core.flag import Reason, Scope

WORDY = "Plain.Wordy"


@pytest.fixture
def taught(desk, read):
    """Opens the sheet at a flag and chooses, as a person would."""

    def teach(kind: TermKind, words: str = "utilize"):
        desk.caret_to(words)
        desk.do("teach")
        read()
        sheet = desk.window.shell.sheet
        number = next(n for n, choice in enumerate(sheet.choices) if choice.kind is kind)
        choice = sheet.choices[number]
        sheet.buttons[number].click()
        sheet.yes.click()
        read()
        desk.settle()
        return choice

    return teach


def flagged(desk, words):
    return [flag.rule for flag in desk.session.flags if flag.text == words]


@pytest.mark.parametrize("kind", [TermKind.ACCEPT, TermKind.EXCEPTION])
def test_what_a_choice_says_it_silences_is_silent_afterwards(desk, taught, kind):
    assert WORDY in flagged(desk, "utilize")
    choice = taught(kind)
    assert [place.text for place in choice.silenced]
    assert WORDY not in flagged(desk, "utilize")
    (event,) = desk.window.acts.workspace.history.events(types=[EventType.TERM_ADDED])
    assert event.payload["list"] == kind.value
    assert event.payload["effect"] == choice.effect


def test_a_rejected_term_is_flagged_everywhere(desk, taught):
    taught(TermKind.REJECT)
    assert "Vale.Avoid" in flagged(desk, "utilize")


def test_a_spelling_alone_keeps_the_rule_speaking(desk, taught):
    taught(TermKind.SPELLING)
    assert WORDY in flagged(desk, "utilize")


def test_the_effects_are_read_before_anything_is_done(desk, read):
    desk.caret_to("utilize")
    desk.do("teach")
    sheet = desk.window.shell.sheet
    assert not sheet.yes.isEnabled()
    read()
    assert [choice.kind for choice in sheet.choices] == list(TermKind)
    assert all(choice.effect or choice.refused for choice in sheet.choices)
    before = (desk.root / ".vale.ini").read_text(encoding="utf-8")
    sheet.reject()
    assert (desk.root / ".vale.ini").read_text(encoding="utf-8") == before


def test_t_on_the_card_teaches_and_a_digit_chooses(desk, read):
    desk.to_flag(WORDY)
    desk.press(Qt.Key.Key_T)
    read()
    sheet = desk.window.shell.sheet
    desk.press(Qt.Key.Key_4)
    assert sheet.buttons[3].isChecked()
    desk.press(Qt.Key.Key_Escape)


def test_without_a_flag_at_the_cursor_one_is_told_where_to_go(desk):
    desk.caret_to("Come in")
    desk.do("teach")
    assert "F8" in desk.notice


def test_selected_words_are_taught_without_a_flag(desk, read):
    desk.caret_to("window seat")
    for _ in "window seat":
        desk.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    desk.do("teach")
    read()
    sheet = desk.window.shell.sheet
    assert [choice.words for choice in sheet.choices] == ["window seat"] * 3
    assert TermKind.EXCEPTION not in [choice.kind for choice in sheet.choices]
    sheet.reject()


def why(desk, read, words):
    view = desk.window.review.editor.working
    desk.caret_to(words)
    for _ in words:
        desk.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.textCursor().selectedText() == words
    desk.do("why_not")
    read()
    sheet = desk.window.shell.sheet
    said = "\n".join(label.text() for label in sheet.findChildren(QLabel) if not label.isHidden())
    sheet.reject()
    return said


def test_words_no_rule_knows_are_said_to_be_so(desk, read):
    assert "No rule looks at these words" in why(desk, read, "by name")


def test_a_dismissal_is_named_with_who_said_no_and_why(desk, read):
    flag = next(flag for flag in desk.session.flags if flag.rule == WORDY and flag.text == "in order to")
    desk.session.dismiss(flag, Reason.DELIBERATE, Scope.HERE)
    said = why(desk, read, "in order to")
    assert "Wordy" in said
    assert "Erin" in said
    assert "deliberate" in said


def test_a_rule_that_is_off_says_so(desk, read):
    desk.window.acts.workspace.styles.set_state(WORDY, "off", who="Erin")
    desk.window.review.check_again()
    desk.settle()
    assert ".vale.ini" in why(desk, read, "in order to")


def test_the_answer_leads_on_to_a_rule_of_ones_own(desk, read):
    desk.caret_to("by name")
    desk.do("why_not")
    read()
    desk.window.shell.sheet.yes.click()
    form = desk.window.guides.page.form
    assert form.words.entries[0][0] == "by"
    form._throw_away()


def test_an_empty_place_is_refused_with_what_to_do(desk):
    desk.caret_to("\n\n## Where")
    desk.do("why_not")
    assert "Select the words" in desk.notice


def test_a_rule_that_takes_too_long_is_switched_off_and_the_window_says_which(desk):
    folder = desk.root / "styleguides" / "House"
    folder.mkdir(parents=True)
    (folder / "Slow.yml").write_text(
        "extends: existence\nmessage: no\nnonword: true\ntokens:\n  - '(?:(?:\\w|\\w\\w)+)+[#!]'\n", encoding="utf-8"
    )
    ini = desk.root / ".vale.ini"
    ini.write_text(ini.read_text(encoding="utf-8").replace("BasedOnStyles = ", "BasedOnStyles = House, ", 1), encoding="utf-8")
    desk.window.guides.look_for_new_rules()
    desk.caret_to("Come in")
    desk.type("a" * 60 + " b! ")
    desk.settle()
    assert "House.Slow took too long" in desk.notice
    assert any(flag.rule == WORDY for flag in desk.session.flags)
