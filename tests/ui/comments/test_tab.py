"""Comments in the real window, by keys: at the selected words, answered, resolved, and found again over all pieces."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

from studio.app import commenting
from studio.app.intake import take_in
from studio.core.thread import signed
from studio.formats import read_clipboard
from studio.ui.comments.row import ThreadRow

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier


def tab(desk):
    return desk.window.comments.tab


def select(desk, words: str) -> None:
    view = desk.window.review.editor.working
    cursor = view.textCursor()
    start = desk.text.index(words)
    cursor.setPosition(view.recorder.offsets.to_qt(start))
    cursor.setPosition(view.recorder.offsets.to_qt(start + len(words)), cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    view.setFocus()


def said(desk, words: str, text: str) -> int:
    number = commenting.comment(desk.session, text, commenting.place_of(desk.text, words))
    desk.settle()
    return number


def told(desk) -> str:
    return " ".join(each.text() for each in tab(desk).findChildren(QLabel) if each.isVisible())


def sit(desk, name: str) -> None:
    desk.window.acts.sit_down(desk.window.acts.workspace.person(name))
    desk.settle()


def at(desk) -> ThreadRow:
    focus = desk.window.focusWidget()
    return next(made for made in tab(desk).list.rows.values() if made is focus or made.isAncestorOf(focus))


def test_selected_words_are_commented_on_without_leaving_the_keyboard(desk):
    select(desk, "a calm cup")
    desk.do("comment_here")
    assert "On “a calm cup”" in told(desk)
    desk.type("Do we say calm, @Er")
    assert tab(desk).form.field.popup.isVisible()
    desk.press(Key.Key_Return)
    desk.type("?")
    assert tab(desk).form.field.text == "Do we say calm, @Erin?"
    desk.press(Key.Key_Return)
    (thread,) = commenting.threads(desk.session)
    assert thread.comments[0].mentions == ("Erin",)
    assert thread.place.of(desk.text) == "a calm cup"
    assert desk.window.focusWidget() is desk.window.review.editor.working
    assert desk.window.review.inspector.label_of("Comments") == "Comments 1"


def test_a_name_that_nobody_has_is_told_in_the_form_and_what_was_typed_stays(desk):
    select(desk, "a calm cup")
    desk.do("comment_here")
    desk.type("@Renn?")
    desk.press(Key.Key_Return)
    assert "Erin, Tomasz, Wren" in tab(desk).form.problem
    assert tab(desk).form.field.text == "@Renn?"
    desk.press(Key.Key_Escape)
    assert desk.window.focusWidget() is desk.window.review.editor.working
    select(desk, "window seat")
    desk.do("comment_here")
    assert tab(desk).form.field.text == "@Renn?"


def test_the_words_are_followed_while_the_comment_on_them_is_being_written(desk):
    select(desk, "a calm cup")
    desk.do("comment_here")
    desk.type("Well?")
    desk.caret_to("We utilize")
    desk.type("Here ")
    desk.do("comment_here")  # on the word at the cursor, with what was typed
    assert tab(desk).form.field.text == "Well?"
    tab(desk).form.open(commenting.place_of(desk.text, "a calm cup"), "a calm cup")
    desk.caret_to("We utilize")
    desk.type("And ")
    tab(desk).form.send()
    assert commenting.threads(desk.session)[0].place.of(desk.text) == "a calm cup"


def test_a_thread_is_answered_resolved_and_opened_again_by_keys(desk):
    said(desk, "a calm cup", "Is it, @Erin?")
    sit(desk, "Erin")
    desk.do("tab_comments")
    assert at(desk).shown.asks("Erin")
    assert "asks you" in told(desk)
    desk.press(Key.Key_Return)
    desk.type("It is")
    desk.press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    desk.type("today.")
    desk.press(Key.Key_Return)
    (thread,) = commenting.threads(desk.session)
    assert [(signed(each), each.text) for each in thread.comments] == [("Wren", "Is it, @Erin?"), ("Erin", "It is\ntoday.")]
    assert at(desk).hasFocus()
    desk.press(Key.Key_R)
    assert commenting.threads(desk.session)[0].is_resolved
    assert "Nobody has said anything here" in told(desk)
    tab(desk).filter.choose("resolved")
    desk.do("tab_comments")
    assert "Resolved · Erin" in told(desk)
    desk.press(Key.Key_R)
    assert not commenting.threads(desk.session)[0].is_resolved


def test_choosing_a_thread_goes_to_its_words_and_arrows_walk_in_the_order_of_the_text(desk):
    late = said(desk, "oven at ten", "When?")
    early = said(desk, "a calm cup", "Really?")
    desk.do("tab_comments")
    assert at(desk).shown.number == early
    desk.press(Key.Key_Down)
    assert at(desk).shown.number == late
    view = desk.window.review.editor.working
    assert view.focused.of(desk.text) == "oven at ten"
    assert view.caret() == desk.text.index("oven at ten")
    desk.press(Key.Key_Escape)
    assert view.hasFocus()


def test_an_ais_remark_and_a_persons_word_look_different_and_say_what_they_are(desk):
    workspace = desk.window.acts.workspace
    commenting.remark(workspace, workspace.piece(desk.session.piece.id), "Erin", "Perhaps shorter?", "a calm cup")
    desk.window.acts.open_piece(desk.session.piece.id)
    number = said(desk, "window seat", "Mine.")
    desk.do("tab_comments")
    rows = tab(desk).list.rows
    (ai,) = [made for key, made in rows.items() if key != number]

    def labels(made, role):
        return [each.text() for each in made.findChildren(QLabel) if each.property("role") == role and each.text()]

    assert "AI remark" in labels(ai, "pill")
    assert labels(ai, "strong") == [], "no name in bold, which is how people look"
    assert labels(rows[number], "strong") == ["Wren"]
    assert labels(rows[number], "pill") == []
    assert "AI remark, Erin: Perhaps shorter?" in ai.accessibleName()


def test_words_that_are_gone_leave_their_thread_which_says_so(desk):
    said(desk, "a calm cup", "Is it?")
    desk.do("tab_comments")
    select(desk, "make a calm cup")
    desk.press(Key.Key_Delete)
    desk.settle()
    assert "“a calm cup”" in told(desk)
    assert "These words are gone from the text." in told(desk)
    desk.window.review.answer.undo()
    desk.settle()
    assert "gone" not in told(desk)


def test_an_answer_half_written_outlives_edits_checks_and_a_look_at_another_piece(desk):
    workspace, first = desk.window.acts.workspace, desk.session.piece.id
    second = take_in(workspace, read_clipboard(None, "# Other\n\nAnother text.\n"), workspace.person("Wren"))
    said(desk, "a calm cup", "Is it?")
    desk.do("tab_comments")
    desk.press(Key.Key_Return)
    desk.type("Half an ans")
    row = at(desk)
    desk.caret_to("Come in")
    desk.type("Do ")
    desk.settle()
    assert row.field.text == "Half an ans"
    desk.window.acts.open_piece(second)
    desk.settle()
    assert tab(desk).list.rows == {}
    desk.window.acts.open_piece(first)
    desk.settle()
    (row,) = tab(desk).list.rows.values()
    assert row.field.text == "Half an ans"


def test_the_text_marks_words_with_open_comments_and_the_gutter_leads_to_them(desk):
    number = said(desk, "oven at ten", "When?")
    marks = desk.window.comments.noted()
    assert [desk.text[each.start : each.end] for each in marks] == ["oven at ten"]
    gutter = desk.window.review.editor.gutter
    gutter.grab()
    ((place, _),) = gutter._bubbles
    desk.do("tab_flags")
    where = place.center() + QPointF(0, gutter._down)
    press = QMouseEvent(QEvent.Type.MouseButtonPress, where, where, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(gutter, press)
    assert desk.window.review.inspector.current == "Comments"
    assert at(desk).shown.number == number
    commenting.resolve(desk.session, number)
    assert desk.window.comments.noted() == []


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_comment_changes_what_is_painted_in_the_text_and_resolving_takes_it_away(desk, name):
    desk.window.set_theme(name)
    desk.settle()
    view = desk.window.review.editor.working
    view.setCursorWidth(0)
    before = view.grab().toImage()
    number = said(desk, "oven at ten", "When?")
    assert view.grab().toImage() != before
    commenting.resolve(desk.session, number)
    desk.settle()
    assert view.grab().toImage() == before


def test_everything_somebody_is_asked_opens_at_the_words_from_any_piece(desk):
    workspace, first = desk.window.acts.workspace, desk.session.piece.id
    said(desk, "oven at ten", "When, @Erin?")
    second = take_in(workspace, read_clipboard(None, "# Other\n\nAnother text.\n"), workspace.person("Wren"))
    desk.window.acts.open_piece(second)
    sit(desk, "Erin")
    desk.do("my_comments")
    sheet = desk.window.shell.sheet
    assert "1 open · 1 asks for a word of yours" in sheet.count.text()
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.session.piece.id == first
    assert at(desk).shown.comments[0].text == "When, @Erin?"
    assert desk.window.review.editor.working.focused.of(desk.text) == "oven at ten"


def test_the_card_takes_a_word_on_a_flag_and_the_reason_of_a_change(desk):
    desk.caret_to("Come in")
    desk.type("Do ")
    desk.settle()
    desk.press(Key.Key_F7)
    desk.press(Key.Key_M)
    form = tab(desk).form
    assert form.reason.isVisible()
    form.reason.setCurrentIndex(form.reason.findData("tone"))
    form.send()
    (reason,) = commenting.threads(desk.session)
    assert (reason.about, reason.is_resolved) == ("change:tone", True)
    assert reason.place is not None
    desk.press(Key.Key_F8)
    flag = desk.window.review.walk.flag_at
    desk.press(Key.Key_M)
    assert not form.reason.isVisible()
    desk.type("Is it?")
    form.send()
    about = commenting.threads(desk.session)[0].about
    assert about in (f"flag:{flag.key}", *(f"claim:{each.key}" for each in desk.session.claims))


def test_whoever_has_said_nothing_reads_so_in_the_list(desk):
    desk.do("my_comments")
    sheet = desk.window.shell.sheet
    assert any("Nobody has asked you yet" in each.text() for each in sheet.findChildren(QLabel))
    assert not sheet.yes.isEnabled()
