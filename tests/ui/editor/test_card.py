"""The card at a flag is answered by single keys, and never stands in the way of typing."""

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from studio.core.edit import Cause
from studio.core.events import EventType
from studio.core.flag import Reason, Scope

Key = Qt.Key


def edits(desk) -> list[list]:
    desk.window.review.writing.flush()
    events = desk.window.acts.workspace.history.events(desk.session.piece.id, [EventType.EDITED])
    return [edit for event in events for edit in event.payload["edits"]]


def card(desk):
    return desk.window.review.card


def working(desk):
    return desk.window.review.editor.working


def test_enter_puts_the_first_fix_in_place_and_the_keyboard_is_back_in_the_text(desk):
    desk.to_flag("Plain.Wordy")
    flag = desk.window.review.walk.flag_at
    desk.press(Key.Key_Return)
    assert edits(desk)[-1][3:] == [Cause.FIX.value, flag.rule]
    assert desk.text[flag.span.start :].startswith(flag.fixes[0].text)
    assert flag.text not in desk.text
    assert not card(desk).isVisible()
    assert QApplication.focusWidget() is working(desk)


def test_f8_goes_from_flag_to_flag_in_reading_order_and_round(desk):
    starts = []
    for _ in range(len(desk.session.flags) + 1):
        desk.press(Key.Key_F8)
        starts.append(desk.window.review.walk.flag_at.span.start)
    assert starts[:-1] == [flag.span.start for flag in desk.session.flags]
    assert starts[-1] == starts[0]
    desk.press(Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert desk.window.review.walk.flag_at.span.start == starts[-2]


def test_d_a_digit_and_enter_dismiss_with_that_reason(desk):
    desk.to_flag("Plain.Padding")
    desk.press(Key.Key_D)
    desk.press(Key.Key_3)
    assert card(desk).isVisible(), "scope and note can still be chosen"
    assert not desk.session.dismissals
    desk.press(Key.Key_Return)
    (dismissal,) = desk.session.dismissals
    assert (dismissal.rule, dismissal.reason, dismissal.scope) == ("Plain.Padding", Reason.QUOTE_OR_NAME, Scope.HERE)
    assert dismissal.who == "Wren"
    assert not card(desk).isVisible()
    assert "Plain.Padding" not in {flag.rule for flag in desk.session.flags}


def test_a_dismissal_can_be_for_a_month_only(desk):
    desk.to_flag("Plain.Padding")
    desk.press(Key.Key_D)
    desk.press(Key.Key_2)
    lasts = next(box for box in card(desk).findChildren(QComboBox) if box.accessibleName() == "How long it holds")
    lasts.setCurrentText("For a month")
    card(desk).setFocus()
    desk.press(Key.Key_Return)
    (dismissal,) = desk.session.dismissals
    assert dismissal.until == QDate.currentDate().addMonths(1).toString(Qt.DateFormat.ISODate)


def test_no_flag_is_dismissed_without_a_reason_nor_for_other_without_a_note(desk):
    desk.to_flag("Plain.Padding")
    desk.press(Key.Key_D)
    card(desk).setFocus()
    desk.press(Key.Key_Return)
    assert card(desk).isVisible()
    assert not desk.session.dismissals
    desk.press(Key.Key_5)
    desk.press(Key.Key_Return)
    assert not desk.session.dismissals
    note = card(desk).findChild(QLineEdit)
    note.setFocus()
    desk.type("a song title")
    desk.press(Key.Key_Return)
    (dismissal,) = desk.session.dismissals
    assert (dismissal.reason, dismissal.note) == (Reason.OTHER, "a song title")


def test_escape_gives_the_keyboard_back_and_changes_nothing(desk):
    before = desk.text
    desk.press(Key.Key_F8)
    assert QApplication.focusWidget() is card(desk)
    desk.press(Key.Key_Escape)
    assert not card(desk).isVisible()
    assert QApplication.focusWidget() is working(desk)
    assert desk.text == before


def test_typing_goes_on_as_if_the_card_were_not_there(desk):
    desk.to_flag("Plain.Wordy")
    at = desk.window.review.walk.flag_at.span.start
    before = desk.text
    desk.type("Xylo ")
    assert desk.text == before[:at] + "Xylo " + before[at:]
    assert not card(desk).isVisible()
    assert edits(desk)[-1][3] == Cause.TYPED.value


def test_an_arrow_key_moves_the_cursor_and_closes_the_card(desk):
    desk.to_flag("Plain.Wordy")
    at = working(desk).caret()
    desk.press(Key.Key_Right)
    assert not card(desk).isVisible()
    assert working(desk).caret() == at + 1


def test_the_card_of_a_change_brings_the_ai_s_own_words_back_and_leaves_the_rest(desk):
    desk.caret_to("calm cup")
    desk.type("very ")
    desk.caret_to("ten.")
    desk.type("half past ")
    desk.settle()
    desk.press(Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    desk.press(Key.Key_F7)
    assert card(desk).isVisible()
    desk.press(Key.Key_R)
    desk.settle()
    assert "make a calm cup" in desk.text
    assert "half past ten." in desk.text
    assert edits(desk)[-1][3] == Cause.RESTORE.value
    assert len(desk.session.comparison.changes) == 1


def test_a_click_on_a_flagged_word_opens_its_card(desk, qtbot):
    view = working(desk)
    flag = next(flag for flag in desk.session.flags if flag.rule == "Plain.Padding")
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.rect_of(flag.span).center())
    assert card(desk).isVisible()
    assert desk.window.review.walk.flag_at.rule == "Plain.Padding"


def test_the_card_stays_inside_the_editor_wherever_the_flag_is(desk):
    desk.window.resize(920, 580)
    desk.settle()
    for _ in desk.session.flags:
        desk.press(Key.Key_F8)
        assert desk.window.review.editor.geometry().contains(card(desk).geometry())


def test_a_claim_is_proven_from_its_card(desk):
    desk.press(Key.Key_F9)
    desk.press(Key.Key_Return)
    desk.type("https://larkspur.example/guests")
    desk.press(Key.Key_Tab)
    desk.type("73% of guests returned")
    desk.press(Key.Key_Return)
    claim = next(claim for claim in desk.session.claims if claim.evidence)
    assert claim.status == "supported"
    assert claim.evidence[0].who == "Wren"
    assert QApplication.focusWidget() is working(desk)


def click(desk, words: str, into: int) -> None:
    """Press the mouse on the letter `into` letters behind the start of `words`."""
    view = working(desk)
    cursor = QTextCursor(view.document())
    cursor.setPosition(view.recorder.offsets.to_qt(desk.text.index(words) + into))
    desk.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(cursor).center())


def test_a_click_on_a_flagged_word_opens_the_card_and_leaves_cursor_and_keyboard_in_the_text(desk):
    desk.to_flag("Plain.Wordy")
    flag = desk.window.review.walk.flag_at
    desk.press(Key.Key_Escape)
    click(desk, flag.text, 3)
    assert card(desk).isVisible()
    assert working(desk).caret() == flag.span.start + 3
    before = desk.text
    desk.type("dear")
    assert desk.text == before[: flag.span.start + 3] + "dear" + before[flag.span.start + 3 :]
    assert not desk.session.dismissals
    assert not card(desk).isVisible()


def test_enter_on_a_change_s_card_changes_nothing(desk):
    desk.caret_to("calm cup")
    desk.type("very ")
    desk.settle()
    desk.press(Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    desk.press(Key.Key_F7)
    before = desk.text
    desk.press(Key.Key_Return)
    assert desk.text == before
