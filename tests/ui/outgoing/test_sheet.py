"""What would go to an AI service, seen before it does: to the letter, with what is masked, and more where a person says so."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from studio.app import asking
from studio.app.asking import Call
from studio.app.masking import Part
from studio.app.policy import Policy
from studio.core.asking import Purpose, Service
from studio.core.check import Context
from studio.ui.outgoing.sheet import OutgoingSheet
from studio.ui.theme import Theme

NEAR = Service("Larch", "http://127.0.0.1:9/v1", "tiny-1", key="none")
FAR = Service("Far", "https://api.example.com/v1", "grand-9", price_in=2000.0, currency="EUR")
TEXT = "Dear Jane Whitlow 😀,\n\nwrite to jane.whitlow@example.org about the fire at Mill Lane. The Fire was small."


def call(service: Service = NEAR, text: str = TEXT) -> Call:
    return asking.prepare(Policy(), service, Purpose.REWRITE, "Make it shorter.", [Part("Text", text)], Context())


class Shown:
    """A sheet over a window, and what was said to it."""

    def __init__(self, window: QWidget, calls: tuple[Call, ...], bot: Any) -> None:
        self.sent: list[tuple[Call, ...]] = []
        self.refused: list[str] = []
        refused = self.refused
        self.sheet = OutgoingSheet(Theme("light"), window, calls or (call(),), self.sent.append, lambda: refused.append("no"))
        with bot.waitActive(self.sheet):
            self.sheet.open()
            self.sheet.activateWindow()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.sheet.activateWindow()
        QTest.qWaitForWindowActive(self.sheet)
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        QApplication.processEvents()

    def select(self, words: str) -> None:
        cursor = self.sheet.view.document().find(words, 0)
        assert not cursor.isNull(), words
        self.sheet.view.setTextCursor(cursor)


@pytest.fixture
def show(shown, qtbot) -> Iterator[Callable[..., Shown]]:
    window = shown(QWidget(), 1100, 700)
    made = list[Shown]()

    def open_it(*calls: Call) -> Shown:
        made.append(Shown(window, calls, qtbot))
        return made[-1]

    yield open_it
    for each in made:
        if isValid(each.sheet):
            each.sheet.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_every_message_stands_there_as_it_would_go_out_and_nothing_personal_with_it(show):
    shown = show()
    for message in shown.sheet.calls[0].request.messages:
        assert message.text in shown.sheet.view.toPlainText()
    assert "Whitlow" not in shown.sheet.view.toPlainText()
    assert shown.sheet.hidden.text() == "Behind placeholders: 1 name and 1 e-mail address."


def test_it_says_where_it_goes_how_much_it_is_and_what_that_costs(show):
    near, far = show(), show(call(FAR))
    assert near.sheet.where.text() == "Larch · tiny-1 · on this computer"
    assert far.sheet.where.text() == "Far · grand-9 · not on this computer: api.example.com"
    size = near.sheet.calls[0].request.size
    assert f"{size} characters, about {-(-len(near.sheet.calls[0].request.text) // 4)} tokens." in near.sheet.much.text()
    assert "EUR, and the answer comes on top." in far.sheet.much.text()


def test_what_a_placeholder_stands_for_is_shown_on_demand_and_on_pointing_at_it(show):
    sheet = show().sheet
    assert not sheet.legend_well.isVisible()
    sheet.legend_button.click()
    assert sheet.legend_well.isVisible()
    assert "[person 1]   Jane Whitlow" in sheet.legend.toPlainText()
    at = sheet.view.document().find("write to [email 1]").selectionEnd()
    assert sheet.view.stands_for(at - 2) == "jane.whitlow@example.org"
    assert sheet.view.stands_for(0) == ""
    example = sheet.view.document().find("such as [email 1]").selectionEnd() - 3
    assert sheet.view.stands_for(example) == "", "the example in our own words stands for nobody"


def test_a_key_pressed_by_accident_sends_nothing_escape_cancels_and_ctrl_return_sends(show):
    shown = show()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        shown.press(key)
        assert shown.sheet.isVisible()
    assert (shown.sent, shown.refused) == ([], [])
    shown.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(shown.sent) == 1
    other = show()
    other.press(Qt.Key.Key_Escape)
    assert (other.sent, other.refused) == ([], ["no"])


def test_words_that_are_marked_are_masked_wherever_they_stand_and_what_is_sent_is_what_is_shown(show):
    shown = show()
    shown.sheet.more.click()
    assert "Select first what should not leave." in shown.sheet._problem.text()
    shown.select("fire")
    shown.sheet.more.click()
    assert shown.sheet._problem.isHidden()
    text = shown.sheet.view.toPlainText()
    assert "about the [private 1] at" in text
    assert "The [private 1b] was small" in text
    assert "2 passages that a person marked" in shown.sheet.hidden.text()
    shown.sheet.yes.click()
    ((sent,),) = shown.sent
    assert "fire" not in sent.request.text.casefold()
    assert sent.outgoing.restored(sent.outgoing.parts[1].text) == TEXT


def test_what_was_masked_by_mistake_is_taken_back(show):
    shown = show()
    sheet = shown.sheet
    assert sheet.back.isHidden()
    before = sheet.view.toPlainText()
    cursor = sheet.view.textCursor()
    start = before.index("shorter")
    cursor.setPosition(start)
    cursor.setPosition(start + len("shorter"), QTextCursor.MoveMode.KeepAnchor)
    sheet.view.setTextCursor(cursor)
    shown.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert "Make it [private 1]." in sheet.view.toPlainText()
    sheet.back.click()
    assert sheet.view.toPlainText() == before
    assert sheet.back.isHidden()


def test_a_placeholder_that_is_only_touched_is_masked_whole(show):
    sheet = show().sheet
    view = sheet.view
    start = view.document().find("[person 1]").selectionStart()
    cursor = view.textCursor()
    cursor.setPosition(start - 5)
    cursor.setPosition(start + 3, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.marked == "Dear [person 1]"
    sheet.more.click()
    assert "Dear" not in sheet.calls[0].request.text
    assert sheet.calls[0].outgoing.restored(sheet.calls[0].outgoing.parts[1].text) == TEXT


def test_words_of_ours_that_do_not_go_out_cannot_be_masked_and_that_is_said(show):
    sheet = show().sheet
    cursor = sheet.view.document().find("WHAT IT IS TO WORK ON")
    sheet.view.setTextCursor(cursor)
    sheet.more.click()
    assert "do not stand in what goes out" in sheet._problem.text()
    assert sheet.back.isHidden()


def test_several_questions_are_looked_at_one_by_one_masked_together_and_sent_together(show):
    shown = show(call(), call(text="The fire again. Write to tom.ames@example.org."))
    assert shown.sheet.much.text().startswith("2 questions: ")
    shown.select("fire")
    shown.sheet.more.click()
    shown.sheet.which.setCurrentIndex(1)
    assert "The [private 1] again" in shown.sheet.view.toPlainText()
    shown.sheet.yes.click()
    ((first, second),) = shown.sent
    assert "fire" not in (first.request.text + second.request.text).casefold()
    assert first.id != second.id
