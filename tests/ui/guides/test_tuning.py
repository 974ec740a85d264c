"""The tuning list: the rules that people say no to, why, and what to do about it on the spot."""

import pytest
from PySide6.QtCore import Qt

from studio.app.guiding.rows import TermKind
from studio.core.flag import Reason, Scope

WORDY = "Plain.Wordy"


@pytest.fixture
def tuned(desk, read):
    """One flag dismissed, the list read."""
    flag = next(flag for flag in desk.session.flags if flag.rule == WORDY)
    desk.session.dismiss(flag, Reason.NOT_OUR_STYLE, Scope.HERE, "We say it so.")
    desk.do("guides")
    page = desk.window.guides.page
    page.tabs.setCurrentIndex(1)
    read()
    return page.tuning, flag


def test_the_list_says_how_often_why_and_where(tuned):
    tuning, flag = tuned
    row = tuning.list.model.index(0).data(Qt.ItemDataRole.UserRole)
    assert row.payload == WORDY
    assert "mostly not our style" in row.detail
    assert "Dismissed once of" in tuning.figures.text()
    assert tuning.notes.text() == "We say it so."
    place = tuning.places.model.index(0).data(Qt.ItemDataRole.UserRole)
    assert flag.text in place.title


def test_a_level_is_changed_on_the_spot(desk, tuned, read):
    tuning, _ = tuned
    tuning.level.setCurrentIndex(tuning.level.findData("suggestion"))
    tuning.level.activated.emit(tuning.level.currentIndex())
    read()
    desk.settle()
    assert {str(flag.severity) for flag in desk.session.all_flags if flag.rule == WORDY} == {"suggestion"}


def test_a_rule_nobody_wants_is_switched_off_on_the_spot(desk, tuned, read):
    tuning, _ = tuned
    tuning.off.click()
    read()
    desk.settle()
    assert not any(flag.rule == WORDY for flag in desk.session.all_flags)


def test_words_people_keep_become_an_exception(desk, tuned, read):
    tuning, flag = tuned
    tuning._hands.except_words(WORDY, flag.text)
    read()
    sheet = desk.window.shell.sheet
    assert sheet.choices[0].kind is TermKind.EXCEPTION
    sheet.yes.click()
    read()
    desk.settle()
    assert not any(f.text == flag.text and f.rule.endswith(".Wordy") for f in desk.session.all_flags)


def test_a_place_is_opened_on_the_desk(desk, tuned):
    tuning, flag = tuned
    tuning.places.opened.emit(tuning.places.model.index(0).data(Qt.ItemDataRole.UserRole).payload)
    assert desk.window.review.editor.working.textCursor().selectedText() == flag.text


def test_an_empty_list_says_when_it_will_not_be(desk, page, read):
    page.tabs.setCurrentIndex(1)
    read()
    assert "Nobody has dismissed a flag yet" in page.tuning.list._empty.text()
