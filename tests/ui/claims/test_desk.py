"""The claims desk in the real window, by keys: from the first claim to an open gate, and from one piece into another."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton

from studio.app.intake import take_in
from studio.app.workspace import Workspace
from studio.core.claim import ClaimStatus, Evidence, Standing
from studio.formats import read_clipboard
from studio.ui.claims.groups import GATE_CLAIMS, asks
from studio.ui.claims.looks import ClaimLook

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
BRIEF = "Facts: opened in May 2014; the cakes come out of the oven at ten; a pot costs £4.80; rested for eighteen hours."
DRAFT = f"""---
title: A slow cup
channel: blog
brand: Larkspur Tea Rooms
brief: "{BRIEF}"
---
# A slow cup

We opened in May 2014, and the leaves are rested for eighteen hours.

A pot costs £4.80. Last year 73% of our guests came back within a month.

Studies show that slow tea lowers your blood pressure.
"""
SECOND = """---
title: The winter letter
channel: email
brand: Larkspur Tea Rooms
---
# The winter letter

Come in from the rain. Last year 73% of our guests came back within a month.
"""


@pytest.fixture
def put(desk) -> Callable[[str], str]:
    """Takes a draft in and puts it on the desk."""

    def take(text: str) -> str:
        workspace = desk.window.acts.workspace
        piece = take_in(workspace, read_clipboard(None, text), workspace.person("Wren"))
        desk.window.acts.open_piece(piece)
        desk.settle()
        return piece

    return take


def panel(desk):
    return desk.window.review.inspector.claims


def row_of(desk, words: str):
    return next(claim for claim in desk.session.claims if words in claim.text)


def stand_at(desk, words: str) -> None:
    if desk.window.review.inspector.current != "Claims":
        desk.press(Key.Key_2, Qt.KeyboardModifier.AltModifier)
    panel(desk)._rows[row_of(desk, words).key].setFocus()
    QApplication.processEvents()


def said(desk) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in panel(desk).findChildren(QLabel) if label.isVisible())


def copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_every_claim_of_a_draft_has_its_answer_without_the_mouse_and_the_gate_asks_for_no_more(desk, put):
    put(DRAFT)
    assert any(item.id in GATE_CLAIMS for item in desk.session.gate().missing)
    desk.press(Key.Key_2, Qt.KeyboardModifier.AltModifier)
    for number in range(40):
        claim = panel(desk).current
        if not any(map(asks, desk.session.claims)):
            break
        assert claim, number
        if claim.proposal and claim.proposal.is_whole:
            desk.press(Key.Key_Return)
        else:
            copy("https://larkspur.example/records")
            desk.press(Key.Key_L)
            desk.type("so it says")
            desk.press(Key.Key_Return)
        assert row_of(desk, claim.text).status is ClaimStatus.SUPPORTED
    assert not [item for item in desk.session.gate().items if item.id in GATE_CLAIMS and not item.met]
    assert "Every claim has its answer." in said(desk)
    assert {each.who for claim in desk.session.claims for each in claim.evidence} == {"Wren"}
    given = row_of(desk, "£4.80")
    assert given.evidence[0].url.startswith("own record")


def test_what_the_brief_gives_is_confirmed_in_one_sheet_and_what_is_not_ticked_stays_open(desk, put):
    put(DRAFT)
    waiting = [claim for claim in desk.session.claims if claim.note.standing is Standing.GIVEN]
    assert len(waiting) >= 3
    desk.press(Key.Key_F9, CONTROL)
    sheet = desk.window.shell.sheet
    rows = sheet.findChild(QListWidget)
    shown = [rows.item(number).text() for number in range(rows.count())]
    assert all("Brief: “" in text for text in shown)
    assert not any("73%" in text or "Studies" in text for text in shown)
    rows.item(0).setCheckState(Qt.CheckState.Unchecked)
    left = rows.item(0).data(Qt.ItemDataRole.UserRole).text
    desk.press(Key.Key_Return)
    assert f"{len(shown) - 1} claim" in desk.notice
    assert row_of(desk, left).is_open
    confirmed = [claim for claim in desk.session.claims if claim.status is ClaimStatus.SUPPORTED]
    assert len(confirmed) == len(shown) - 1


def test_a_claim_supported_in_one_piece_is_confirmed_in_another_by_one_key(desk, put):
    put(DRAFT)
    proof = Evidence("https://larkspur.example/guests", "73 of 100 guests returned within four weeks", publisher="Larkspur")
    desk.session.attach_evidence(row_of(desk, "73%"), proof)
    put(SECOND)
    stand_at(desk, "73%")
    assert "approved claim in “A slow cup”" in said(desk)
    desk.press(Key.Key_Return)
    claim = row_of(desk, "73%")
    assert claim.status is ClaimStatus.SUPPORTED
    assert claim.evidence[0].quote == proof.quote
    assert claim.evidence[0].publisher == "Larkspur"


def test_the_card_confirms_by_the_same_key_and_the_text_has_the_keyboard_again(desk, put):
    put(DRAFT)
    desk.session.attach_evidence(row_of(desk, "73%"), Evidence("https://larkspur.example/guests", "73 of 100"))
    put(SECOND)
    desk.press(Key.Key_F9)
    while "73%" not in desk.window.review.walk.flag_at.text:
        desk.press(Key.Key_F9)
    desk.press(Key.Key_Return)
    assert row_of(desk, "73%").status is ClaimStatus.SUPPORTED
    assert QApplication.focusWidget() is desk.window.review.editor.working
    assert not desk.window.review.card.isVisible()


def test_a_half_filled_form_survives_typing_in_the_text_and_the_checks_that_follow(desk, put):
    put(DRAFT)
    stand_at(desk, "73%")
    desk.press(Key.Key_E)  # no key of the desk: nothing happens
    copy("https://larkspur.example/guests")
    desk.press(Key.Key_L)
    desk.type("73 of 1")
    desk.caret_to("Last year")
    desk.type("To be exact: ")
    desk.settle()
    desk.window.review._refresh_panels()
    form = next(row.form for row in panel(desk)._rows.values() if row.form)
    assert (form.url.text(), form.quote.text()) == ("https://larkspur.example/guests", "73 of 1")


def test_a_refusal_of_the_house_is_said_in_the_form(desk, put):
    put(DRAFT)
    stand_at(desk, "73%")
    desk.press(Key.Key_Return)
    desk.type("somewhere")
    desk.press(Key.Key_Tab)
    desk.type("73 of 100")
    desk.press(Key.Key_Return)
    assert "is neither a link nor a file" in said(desk)
    assert row_of(desk, "73%").is_open


def test_an_opinion_on_a_figure_waits_for_a_second_person(desk, put):
    piece = put(DRAFT)
    stand_at(desk, "73%")
    desk.press(Key.Key_O)
    desk.type("everybody knows it is a guess")
    desk.press(Key.Key_Return)
    assert row_of(desk, "73%").is_open
    assert "a second person has to agree" in desk.notice
    desk.window.acts.sit_down(desk.window.acts.workspace.person("Erin"))
    desk.settle()
    assert desk.session.piece.id == piece
    stand_at(desk, "73%")
    assert "Wren calls it one; a second person has to agree." in said(desk)
    desk.press(Key.Key_O)
    desk.type("I agree")
    desk.press(Key.Key_Return)
    assert row_of(desk, "73%").status is ClaimStatus.OPINION


def test_a_changed_number_brings_the_claim_back_to_the_top_and_says_what_changed(desk, put):
    put(DRAFT)
    desk.session.attach_evidence(row_of(desk, "73%"), Evidence("https://larkspur.example/guests", "73 of 100"))
    look = desk.window.review.claim_desk.look
    flag = next(flag for flag in desk.session.all_flags if flag.claim and "73%" in flag.text)
    assert look(flag) is ClaimLook.SUPPORTED
    desk.caret_to("73%")
    desk.press(Key.Key_Right, SHIFT)
    desk.type("8")  # no mark moves by it
    desk.settle()
    flag = next(flag for flag in desk.session.all_flags if flag.claim and "83%" in flag.text)
    assert look(flag) is ClaimLook.MOVED
    stand_at(desk, "83%")
    assert "The number changed from 73% to 83%." in said(desk)
    assert "For words that stood here before:" in said(desk)


def test_a_question_is_seen_in_the_library_and_answered_at_the_claim(desk, put):
    piece = put(DRAFT)
    stand_at(desk, "73%")
    desk.press(Key.Key_Q)
    assert QApplication.focusWidget().currentText() == "Erin"
    desk.press(Key.Key_Tab)
    desk.type("Where is this from?")
    desk.press(Key.Key_Return)
    window = desk.window

    def details() -> dict[str, str]:
        rows = window.library.pieces.model.rows
        return {row.payload: row.detail for row in rows if row.payload}

    assert "question" not in details()[piece]
    window.acts.sit_down(window.acts.workspace.person("Erin"))
    desk.settle()
    assert details()[piece].startswith("1 question for you")
    desk.press(Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert "1 question for you" in {button.text() for button in panel(desk).findChildren(type(panel(desk)._asked))}
    panel(desk)._asked.click()
    desk.press(Key.Key_Q)
    desk.type("The guest book.")
    desk.press(Key.Key_Return)
    assert "question" not in details()[piece]
    assert row_of(desk, "73%").asked == ""  # answered, and nobody asks anew


def test_a_piece_put_on_the_desk_keeps_nothing_that_was_typed_at_another(desk, put):
    put(DRAFT)
    stand_at(desk, "73%")
    desk.press(Key.Key_Return)
    desk.type("https://lark")
    put(SECOND)
    stand_at(desk, "73%")
    desk.press(Key.Key_Return)
    assert panel(desk)._rows[row_of(desk, "73%").key].form.url.text() == ""


def test_what_is_half_typed_at_a_claim_is_there_again_when_its_piece_comes_back(desk, put):
    first = put(DRAFT)
    desk.window.folding.open_tab("Claims")
    (row,) = [row for row in panel(desk)._rows.values() if "73%" in row.claim.text]
    row.setFocus()
    desk.press(Key.Key_Return)
    QApplication.focusWidget().setText("https://example.org/half")
    QApplication.focusWidget().setModified(True)
    put(SECOND)
    assert not [row for row in panel(desk)._rows.values() if row.is_being_filled_in]
    desk.window.acts.open_piece(first)
    desk.settle()
    (row,) = [row for row in panel(desk)._rows.values() if "73%" in row.claim.text]
    assert row.is_being_filled_in
    assert row.isVisible()
    assert row.ask_evidence().url.text() == "https://example.org/half"


def test_f9_in_the_tab_goes_on_in_the_tab_and_in_the_text_it_opens_the_card(desk, put):
    put(DRAFT)
    desk.press(Key.Key_2, Qt.KeyboardModifier.AltModifier)
    first = panel(desk).current
    desk.press(Key.Key_F9)
    assert panel(desk).current != first
    assert not desk.window.review.card.isVisible()
    desk.press(Key.Key_F9, SHIFT)
    assert panel(desk).current.key == first.key
    desk.press(Key.Key_Escape)
    assert QApplication.focusWidget() is desk.window.review.editor.working
    desk.press(Key.Key_F9)
    assert desk.window.review.card.isVisible()


def test_the_gate_s_words_about_consent_lead_to_the_customer_s_claim(desk, put):
    put("# A letter\n\n“I have never slept so well since my first pot here,” says Margaret Holt, a regular customer.\n")
    claim = next(claim for claim in desk.session.claims if claim.note.needs_consent)
    desk.session.attach_evidence(claim, Evidence("own record: her letter", "I have never slept so well"))
    item = next(item for item in desk.session.gate().missing if item.id == "consent")
    desk.window.review.gate_line.pressed.emit(item)
    assert desk.window.review.inspector.current == "Claims"
    assert panel(desk).current.key == claim.key
    assert "Supported, consent missing" in said(desk)


def test_a_softer_wording_is_put_in_place_and_one_undo_brings_the_old_one_back(desk, put):
    put(DRAFT)
    softer = next(c for c in desk.session.claims if desk.window.review.claim_desk.softer(c))
    before = desk.text
    stand_at(desk, softer.text)
    desk.press(Key.Key_S)
    assert desk.text == before
    assert "becomes" in said(desk)
    desk.press(Key.Key_Return)
    assert desk.text != before
    desk.do("undo")
    assert desk.text == before


def test_a_withdrawn_claim_goes_from_every_place_where_it_stands(desk, put):
    put("# Tea\n\nWe serve 400 guests a day.\n\nCome early.\n\nWe serve 400 guests a day.\n")
    stand_at(desk, "400 guests")
    assert len(row_of(desk, "400 guests").places) == 2
    desk.press(Key.Key_W)
    desk.press(Key.Key_Return)
    assert "400" not in desk.text
    desk.settle()
    assert row_of(desk, "400 guests").status is ClaimStatus.REMOVED


def test_the_library_puts_what_runs_out_first_filters_and_opens_the_piece(desk, put):
    first = put(DRAFT)
    workspace: Workspace = desk.window.acts.workspace
    desk.session.attach_evidence(row_of(desk, "£4.80"), Evidence("own record: prices", "A pot is £4.80"))
    desk.session.attach_evidence(
        row_of(desk, "73%"), Evidence("https://larkspur.example", "73 of 100", valid_until=workspace.today)
    )
    put(SECOND)
    desk.press(Key.Key_A, CONTROL | Qt.KeyboardModifier.AltModifier)
    sheet = desk.window.shell.sheet
    rows = sheet.rows.model.rows
    assert "73%" in rows[0].title
    assert rows[0].alarm.startswith("runs out")
    assert not rows[1].alarm
    assert "1 runs out within 30 days" in sheet.count.text()
    assert "73 of 100" in sheet.about.text()
    desk.type("prices")
    assert [row.title for row in sheet.rows.model.rows] == [rows[1].title]
    desk.press(Key.Key_Return)
    assert desk.session.piece.id == first


def test_an_answer_given_by_mistake_is_taken_back_and_its_evidence_stays_on_record(desk, put):
    put(DRAFT)
    desk.session.attach_evidence(row_of(desk, "73%"), Evidence("https://larkspur.example", "73 of 100"))
    stand_at(desk, "73%")
    again = next(button for button in panel(desk).findChildren(QPushButton) if button.text() == "Open again")
    again.click()
    claim = row_of(desk, "73%")
    assert claim.is_open
    assert claim.evidence[0].quote == "73 of 100"


def test_in_a_narrow_window_the_card_s_keys_and_the_gate_leave_the_open_drawer_open(desk, put):
    put(DRAFT)
    desk.resize(1100, 700)
    desk.press(Key.Key_2, Qt.KeyboardModifier.AltModifier)
    inspector = desk.window.review.inspector
    assert inspector.isVisible()
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_F9)
    desk.press(Key.Key_O)
    assert inspector.isVisible()
    assert QApplication.focusWidget().accessibleName() == "Why no reader takes it for a fact"
    desk.press(Key.Key_Escape)
    item = next(item for item in desk.session.gate().missing if item.id in GATE_CLAIMS)
    desk.window.review.gate_line.pressed.emit(item)
    assert inspector.isVisible()
