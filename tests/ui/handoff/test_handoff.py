"""Handing on in the real window, by keys: the sheet with its card, the tab, and what goes up and comes back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton

from studio.app import escalation, handed
from studio.core.judgement import Trigger
from studio.core.piece import Stage
from studio.ui.handoff.sheets import HandoffSheet

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def tab(desk):
    return desk.window.handoff.tab


def told(widget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.text() and not each.isHidden()]


def people(desk) -> list[str]:
    """The stage line."""
    names = tab(desk).people.itemAt(0).layout()
    return [each.text() for at in range(names.count()) if (each := names.itemAt(at).widget())]


def card_is_there(desk, view) -> None:
    desk.bot.waitUntil(lambda: view.card is not None, timeout=60_000)
    QApplication.processEvents()


def hand_on(desk, question: str) -> HandoffSheet:
    desk.press(Key.Key_Return, CTRL)
    sheet = desk.window.shell.sheet
    assert isinstance(sheet, HandoffSheet)
    card_is_there(desk, sheet.view)
    desk.type(question)
    return sheet


def answer_with(desk, words: str) -> None:
    """Fill the sheet and press its strong button."""
    sheet = desk.window.shell.sheet
    sheet.findChild(QPlainTextEdit).setPlainText(words)
    sheet.yes.click()
    QApplication.processEvents()


def up(desk):
    return desk.window.acts.workspace.history.judged.escalations()


def test_ctrl_return_asks_a_question_shows_the_card_and_hands_both_on(desk):
    sheet = hand_on(desk, "Is 73% still true?")
    assert "What the AI was asked" in told(sheet.view)
    assert any("without evidence" in sentence and "73%" in sentence for sentence in told(sheet.view))
    assert sheet._in.text().startswith("in ")
    desk.press(Key.Key_Return, CTRL)
    assert desk.session.piece.stage is Stage.IN_REVIEW
    last = handed.received(desk.session.desk.history, desk.session.piece)
    assert (last.question, last.to, last.card) == ("Is 73% still true?", "Erin", sheet.view.card)


def test_a_handoff_without_a_word_is_refused_in_the_sheet_and_nothing_typed_is_lost(desk):
    path = desk.root / "policy.toml"
    path.write_text(path.read_text("utf-8") + '\n[handoff]\nquestion = "required"\n', encoding="utf-8")
    desk.window.acts.workspace.guides_changed()
    sheet = hand_on(desk, "")
    sheet.yes.click()
    assert sheet.isVisible()
    assert "has to know what to look at" in sheet._problem.text()
    sheet.question.setText("Warm enough?")
    sheet.yes.click()
    assert desk.session.piece.stage is Stage.IN_REVIEW


def test_the_tab_says_who_has_it_who_is_next_and_shows_the_card_as_it_stands(desk):
    desk.press(Key.Key_5, ALT)
    assert desk.window.review.inspector.current == "Handoff"
    card_is_there(desk, tab(desk).view)
    said = told(tab(desk))
    assert people(desk) == ["Wren has it", "→", "Erin", "→", "published"]
    assert any(each.startswith("Goes up to Erin when it is late") for each in said)
    assert "Nobody has changed a word yet." in said
    assert not tab(desk).hand_on.isHidden()


def test_the_card_follows_what_is_typed(desk):
    desk.do("tab_handoff")
    card_is_there(desk, tab(desk).view)
    desk.caret_to("calm")
    desk.type("very ")
    desk.settle()
    desk.bot.waitUntil(lambda: any("changed 1 word in 1 place" in each for each in told(tab(desk))), timeout=60_000)


def test_in_review_the_tab_shows_what_was_handed_on_and_on_demand_how_it_stands_now(desk):
    desk.session.submit("Erin", question="Is 73% still true?")
    erin = desk.window.acts.workspace.person("Erin")
    desk.window.acts.sit_down(erin)
    desk.settle()
    desk.do("tab_handoff")
    said = told(tab(desk))
    assert people(desk) == ["Wren", "→", "Erin has it", "→", "published"]
    assert "“Is 73% still true?”" in said
    assert "Handed on with this card" in said
    assert any(each.startswith("Due ") and "in " in each for each in said)
    tab(desk)._switch.click()
    desk.bot.waitUntil(lambda: "Decided before" in told(tab(desk)), timeout=60_000)
    assert "As it stands now" in told(tab(desk))


def test_the_card_goes_to_the_clipboard_as_plain_text(desk):
    desk.do("tab_handoff")
    card_is_there(desk, tab(desk).view)
    tab(desk).copy.click()
    assert QApplication.clipboard().text().startswith("“Autumn teas 🍵” (")
    assert "WHAT PEOPLE CHANGED" in QApplication.clipboard().text()


def test_a_flag_goes_up_from_its_card_with_u_and_the_answer_comes_from_the_tab(desk):
    desk.to_flag("Plain.Wordy")
    key = desk.window.review.walk.flag_at.key
    desk.press(Key.Key_U)
    assert desk.window.shell.sheet.windowTitle() == "Escalate"
    desk.type("May we keep this?")
    desk.press(Key.Key_Return, CTRL)
    (one,) = up(desk)
    assert (one.trigger, one.to, one.about, one.note) == (Trigger.ASKED, "Erin", f"flag:{key}", "May we keep this?")
    desk.do("tab_handoff")
    assert "Handoff 1" in desk.window.review.inspector.label_of("Handoff")
    answers = [each for each in tab(desk).findChildren(QPushButton) if each.text() == "Answer…" and each.isVisible()]
    assert answers == [], "a writer settles nothing"
    desk.window.acts.sit_down(desk.window.acts.workspace.person("Erin"))
    desk.settle()
    (answer,) = [each for each in tab(desk).findChildren(QPushButton) if each.text() == "Answer…" and each.isVisible()]
    answer.click()
    answer_with(desk, "Yes, keep it.")
    assert up(desk) == []
    assert desk.window.acts.workspace.history.judged.escalations(settled=True)[0].answer == "Yes, keep it."


def test_a_disputed_flag_waits_for_the_owner(desk):
    desk.to_flag("Plain.Wordy")
    flag = desk.window.review.walk.flag_at
    dispute = next(each for each in desk.window.review.card.findChildren(QPushButton) if each.text() == "Dispute…")
    dispute.click()
    sheet = desk.window.shell.sheet
    assert sheet.windowTitle() == "Dispute"
    sheet.yes.click()
    assert "has to know what it is about" in sheet._problem.text()
    answer_with(desk, "Guests say it.")
    (one,) = up(desk)
    assert (one.trigger, one.to, one.about) == (Trigger.DISPUTED, "Erin", f"flag:{flag.key}")


@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)], ids=["wide", "narrow"])
def test_nothing_of_the_tab_is_cut_off(desk, size):
    escalation.escalate(desk.session, "Erin", "I am stuck with the figure, and the garden is closed until spring, I think.")
    desk.resize(*size)
    desk.do("tab_handoff")
    card_is_there(desk, tab(desk).view)
    for each in tab(desk).findChildren(QLabel):
        if each.isVisible() and each.text():
            assert each.width() >= min(each.minimumSizeHint().width(), tab(desk).width() - 60), each.text()
            if each.wordWrap():
                assert each.height() >= each.heightForWidth(each.width()), each.text()
