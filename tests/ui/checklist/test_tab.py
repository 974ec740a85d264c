"""The checklist in the real window, by keys: answered question by question, and changed in its sheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from studio.app import checklists, questions
from studio.core.judgement import Answer
from studio.core.piece import Channel

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def listed(desk):
    """Erin at the desk, the checklist in sight, and the keyboard in it."""
    desk.window.acts.sit_down(desk.window.acts.workspace.person("Erin"))
    desk.settle()
    desk.do("tab_checklist")
    return desk


def tab(desk):
    return desk.window.checklist.tab


def at(desk):
    """The question that has the keyboard."""
    focus = QApplication.focusWidget()
    return next(made.standing.question.id for made in tab(desk).list.rows.values() if made is focus or made.isAncestorOf(focus))


def told(desk) -> str:
    return " ".join(each.text() for each in tab(desk).findChildren(QLabel) if each.isVisible())


def answers(desk) -> dict[str, tuple[Answer, str]]:
    rows = checklists.standing(desk.session).rows
    return {row.question.id: (row.answer.answer, row.answer.note) for row in rows if row.answer}


def test_one_key_answers_a_question_and_goes_on_to_the_next_that_is_open(listed):
    assert at(listed) == "facts"
    listed.press(Key.Key_Y)
    assert at(listed) == "story", "the next required one"
    listed.press(Key.Key_A)
    assert answers(listed) == {"facts": (Answer.YES, ""), "story": (Answer.NOT_APPLICABLE, "")}
    assert at(listed) == "accuracy", "recommended ones are passed over"
    assert "2 of 9 answered" in told(listed)
    assert "Yes · Erin" in told(listed)
    assert listed.window.review.inspector.label_of("Checklist") == "Checklist 2/9"


def test_a_no_asks_for_its_note_in_place_and_escape_keeps_what_is_typed(listed):
    listed.press(Key.Key_Down)
    listed.press(Key.Key_N)
    listed.press(Key.Key_Return)
    row = next(made for made in tab(listed).list.rows.values() if made.standing.question.id == "story")
    assert "note" in row.problem
    listed.type("Nobody said th")
    listed.press(Key.Key_Escape)
    assert not row.is_asking
    assert at(listed) == "story"
    listed.press(Key.Key_N)
    listed.type("is")
    assert row.note.text() == "Nobody said this"
    listed.press(Key.Key_Return)
    assert answers(listed) == {"story": (Answer.NO, "Nobody said this")}
    assert "“Nobody said this”" in told(listed)


def test_arrows_walk_the_questions_and_escape_leads_back_to_the_text(listed):
    for key, question in ((Key.Key_End, "consistent"), (Key.Key_Up, "culture"), (Key.Key_Home, "facts"), (Key.Key_Up, "facts")):
        listed.press(key)
        assert at(listed) == question
    listed.press(Key.Key_Escape)
    assert QApplication.focusWidget() is listed.window.review.editor.working


def test_an_answer_to_the_text_of_before_is_said_to_count_no_longer(listed):
    checklists.answer(listed.session, "in_review", "accuracy", Answer.YES)
    listed.settle()
    listed.caret_to("Come in")
    listed.type("Do ")
    listed.settle()
    assert "The text has changed since. Was: yes · Erin" in told(listed)


def test_a_writer_who_answers_for_the_editor_reads_who_may(desk):
    desk.do("tab_checklist")
    desk.press(Key.Key_End)
    desk.press(Key.Key_Y)
    assert "Who may: Erin, Tomasz." in told(desk)
    assert answers(desk) == {}


def test_a_note_half_written_waits_while_another_person_sits_here(listed):
    listed.press(Key.Key_N)
    listed.type("Half a not")
    acts = listed.window.acts
    acts.sit_down(acts.workspace.person("Tomasz"))
    listed.settle()
    notes = {made.note.text() for made in tab(listed).list.rows.values()}
    assert notes == {""}
    acts.sit_down(acts.workspace.person("Erin"))
    listed.settle()
    assert "Half a not" in {made.note.text() for made in tab(listed).list.rows.values()}


def test_the_gates_phrase_leads_to_the_questions(listed):
    from studio.core.gate import GateId

    policy = listed.root / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8").replace('checklist = "off"', 'checklist = "required"'), encoding="utf-8")
    listed.window.acts.workspace.guides_changed()
    item = next(item for item in listed.session.gate().items if item.id is GateId.CHECKLIST)
    listed.do("tab_flags")
    listed.window.review.gate_line.pressed.emit(item)
    assert listed.window.review.inspector.current == "Checklist"


# ---------------------------------------------------------------- the sheet


def test_questions_are_reworded_ordered_added_and_taken_out_by_keys_and_asked_at_once(listed):
    listed.do("questions")
    sheet = listed.window.shell.sheet
    assert sheet.name == "blog.drafting"
    listed.press(Key.Key_Down, ALT)
    assert [each.id for each in sheet.questions][:2] == ["story", "facts"]
    assert sheet.rows.currentRow() == 1
    sheet.words.setFocus()
    sheet.words.selectAll()
    listed.type("Is it so?")
    sheet.is_required.toggle()
    sheet.rows.setCurrentRow(3)
    sheet.remove.click()
    assert "not saved yet" in sheet.about.text()
    listed.press(Key.Key_Return, CONTROL)
    assert listed.window.shell.sheet is None
    found = checklists.list_named(listed.root, "blog.drafting")
    assert found.is_own
    assert [(each.id, each.question, each.is_required) for each in found.questions][1] == ("facts", "Is it so?", False)
    assert len(found.questions) == 3
    listed.settle()
    assert "Is it so?" in told(listed)


def test_what_is_refused_stays_in_the_sheet_and_the_houses_questions_come_back(listed):
    listed.do("questions")
    sheet = listed.window.shell.sheet
    many = len(sheet.questions)
    sheet._add()
    sheet.yes.click()
    assert listed.window.shell.sheet is sheet
    assert len(sheet.questions) == many + 1
    assert any("empty" in each.text() for each in sheet.findChildren(QLabel))
    listed.type("Would Gran like it?")
    sheet.yes.click()
    assert checklists.list_named(listed.root, "blog.drafting").questions[-1].id == "would-gran-like-it"
    listed.do("questions")
    sheet = listed.window.shell.sheet
    sheet.undo.click()
    sheet.yes.click()
    assert not checklists.list_named(listed.root, "blog.drafting").is_own
    assert "gran" not in questions.path_of(listed.root, Channel.BLOG).read_text(encoding="utf-8").casefold()


def test_what_is_changed_in_one_list_waits_while_another_is_looked_at(listed):
    listed.do("questions")
    sheet = listed.window.shell.sheet
    sheet.remove.click()
    sheet.channel.setCurrentIndex(sheet.channel.findData(Channel.EMAIL))
    sheet.remove.click()
    sheet.channel.setCurrentIndex(sheet.channel.findData(Channel.BLOG))
    assert len(sheet.questions) == 3
    sheet.yes.click()
    assert len(checklists.list_named(listed.root, "blog.drafting").questions) == 3
    assert len(checklists.list_named(listed.root, "email.drafting").questions) == 3


def test_a_writer_may_look_at_the_questions_and_reads_why_they_cannot_be_saved(desk):
    desk.do("questions")
    sheet = desk.window.shell.sheet
    sheet.remove.click()
    sheet.yes.click()
    assert desk.window.shell.sheet is sheet
    assert any("Wren may not change a checklist" in each.text() for each in sheet.findChildren(QLabel))
