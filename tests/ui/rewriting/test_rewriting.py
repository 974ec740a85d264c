"""Rewriting in the window: asked for beside the work, shown as a change at its words, decided on by a person."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QApplication

from studio.app import connections, rewriting
from studio.app.workspace import Workspace
from studio.core.edit import Cause
from studio.core.events import EventType
from studio.core.proposal import Wish
from studio.ui.rewriting.sheet import RewriteSheet
from tests.services.fake_ai import MODEL, Says

SENTENCE = "The window seat is the one people ask for by name."
ANSWER = "People ask for the window seat by name."


def test_an_answer_is_shown_at_its_words_and_changes_nothing_until_somebody_accepts(at):
    before = at.desk.text
    at.ask(ANSWER)
    assert at.desk.text == before
    assert at.card.isVisible(), "the cursor is in the passage, so it is shown at once"
    assert at.window.focusWidget() is at.view, "and whoever types goes on typing"
    assert at.acts.waiting.text() == "1 rewrite"
    at.card.yes.click()
    assert ANSWER in at.desk.text
    assert "Ctrl+Z takes it back" in at.desk.notice
    assert at.acts.waiting.isHidden()
    edits = [edit for event in at.events(EventType.EDITED) for edit in event.payload["edits"]]
    assert {tuple(edit[3:]) for edit in edits} == {(Cause.REWRITE.value, MODEL)}
    at.desk.do("undo")
    assert at.desk.text == before


def test_a_rewrite_that_another_program_decided_on_goes_out_of_the_text_again_and_says_why(at, monkeypatch):
    at.ask(ANSWER)
    before, history = at.desk.text, at.window.acts.workspace.history
    perform = at.view.perform

    def meanwhile(edits):
        perform(edits)
        with Workspace.open(at.desk.root) as other:
            session = other.session(at.desk.session.piece.id, other.person("Erin"))
            rewriting.refuse(session, rewriting.rewrite(session, ""))

    monkeypatch.setattr(at.view, "perform", meanwhile)
    at.card.yes.click()
    assert at.desk.text == at.desk.session.text == before
    assert "decided on already" in at.desk.notice
    assert at.acts.waiting.isHidden()
    at.desk.session.flush()
    assert [each.payload["decision"] for each in at.events(EventType.REWRITE_DECIDED)] == ["refused"]
    assert history.working(at.desk.session.piece.id) == before
    assert not at.events(EventType.EDITED)


def test_one_key_accepts_another_refuses_and_the_arrows_take_a_part(at):
    at.ask("Our window seat is the one people always request first.")
    at.desk.do("next_rewrite")
    assert at.window.focusWidget() is at.card.view
    assert len(at.card.shown.changes) > 1
    at.desk.press(Qt.Key.Key_Right)
    at.desk.press(Qt.Key.Key_Space)
    assert at.card.yes.text().startswith("Accept 1 of ")
    kept = at.card.shown.changes[1].before_text
    at.desk.press(Qt.Key.Key_Return)
    assert kept in at.desk.text
    (decided,) = at.events(EventType.REWRITE_DECIDED)
    assert (decided.payload["decision"], decided.payload["taken"]) == ("partly", 1)
    assert at.window.focusWidget() is at.view
    before = at.desk.text
    at.ask("Cakes!", "At this point in time")
    at.desk.do("next_rewrite")
    at.card.note.setText("Too curt.")
    at.desk.press(Qt.Key.Key_X)
    assert at.desk.text == before
    assert at.events(EventType.REWRITE_DECIDED)[-1].payload["note"] == "Too curt."
    assert not at.card.isVisible()


def test_escape_puts_the_card_away_and_the_proposal_goes_on_waiting(at):
    at.ask(ANSWER)
    at.desk.do("next_rewrite")
    at.desk.press(Qt.Key.Key_Escape)
    assert not at.card.isVisible()
    assert at.window.focusWidget() is at.view
    assert len(at.waiting) == 1
    at.desk.caret_to("Autumn teas")
    at.desk.do("next_rewrite")
    assert at.card.isVisible()


def test_several_wait_and_one_key_goes_from_one_to_the_next(at):
    at.ask(ANSWER)
    at.ask("The cakes are ready at ten.", "At this point in time")
    assert at.acts.waiting.text() == "2 rewrites"
    at.desk.caret_to("Autumn teas")
    shown = []
    for _ in range(3):
        at.desk.do("next_rewrite")
        shown.append(at.card.shown.before)
    assert shown[0] == shown[2] == SENTENCE
    assert shown[1].startswith("At this point")


def test_one_writes_on_while_the_model_thinks_and_the_proposal_follows_its_words(at):
    at.ask(Says(ANSWER, pause=1.0), waits=False)
    at.type("Hello. ", "# Autumn teas")
    assert at.desk.text.startswith("Hello. "), "nothing waits for the model"
    at.desk.bot.waitUntil(lambda: bool(at.waiting), timeout=60_000)
    (made,) = at.waiting
    assert made.place.of(at.desk.text) == SENTENCE
    assert not at.card.isVisible()
    assert "Ctrl+F7 shows them" in at.desk.notice
    at.type("big ", "window seat")
    at.desk.do("next_rewrite")
    assert at.card.shown.has_moved_on
    assert at.card._state.isVisible()


def test_its_passage_is_marked_and_the_mark_goes_with_it(at):
    at.ask(ANSWER)
    (mark,) = at.view.extraSelections()
    assert mark.cursor.selectedText() == SENTENCE
    assert mark.format.underlineStyle() is QTextCharFormat.UnderlineStyle.DashDotLine
    at.type("So: ", "# Autumn teas")
    assert at.view.extraSelections()[0].cursor.selectedText() == SENTENCE
    at.desk.do("next_rewrite")
    at.card.no.click()
    assert at.view.extraSelections() == []


def test_one_whose_words_are_gone_says_so_and_comes_back_with_them(at):
    at.ask(ANSWER)
    view = at.view
    view.go_to(at.waiting[0].place, select=True)
    at.desk.press(Qt.Key.Key_Delete)
    at.desk.do("next_rewrite")
    assert not at.card.yes.isEnabled()
    assert "gone from the text" in at.card._state.text()
    at.card.close_card()
    at.desk.do("undo")
    assert not at.waiting[0].is_gone


def test_what_is_new_in_it_is_said_before_anybody_accepts(at):
    at.ask("The window seat is the best in Yorkshire, say 97% of guests. Write to ann.smith@example.org.")
    said = " ".join(each.text() for each in at.card.findChildren(type(at.card._kind)))
    assert "⚠ “97%” stands neither in the text" in said
    assert "ann.smith@example.org" in said


def test_what_a_model_writes_is_shown_as_letters_and_never_as_markup(at):
    nasty = '<img src="https://collect.example/x.png"><b>Yes</b> <script>alert(1)</script>'
    at.ask(nasty)
    assert "<b>Yes</b>" in at.card.view.toPlainText()
    assert at.card.view.document().allFormats()
    assert not any(each.isImageFormat() for each in at.card.view.document().allFormats())


def test_a_passage_grows_by_a_key_and_own_words_are_asked_for(at):
    sheet = at.open()
    assert sheet.passage.toPlainText() == SENTENCE
    sheet.widen()
    assert sheet.passage.toPlainText().startswith("Last year 73%")
    sheet.choose(Wish.OWN)
    assert sheet.said.isVisible()
    sheet.yes.click()
    assert "What should change?" in sheet.problem
    sheet.said.setPlainText("Make it rhyme.")
    at.server.says("A seat, so sweet.")
    sheet.yes.click()
    at.desk.bot.waitUntil(lambda: bool(at.waiting), timeout=60_000)
    assert at.waiting[0].instruction == "Make it rhyme."
    assert at.waiting[0].before.startswith("Last year 73%")


def test_without_a_service_it_says_so_and_leads_to_where_one_is_set_up(at):
    workspace = at.window.acts.workspace
    connections.remove(workspace, workspace.person("Erin"), "Larch")
    at.desk.caret_to(SENTENCE)
    at.desk.do("rewrite")
    assert at.sheet is None
    assert "No AI service is set up here." in at.desk.notice


def test_a_call_that_fails_leaves_no_mark_and_says_why(at):
    at.ask(Says(status=500, error="out of order"), waits=False)
    at.desk.bot.waitUntil(lambda: bool(at.events(EventType.AI_CALLED)), timeout=60_000)
    QApplication.processEvents()
    assert at.view.extraSelections() == []
    assert "Larch" in at.desk.notice
    assert not at.waiting


def test_in_our_voice_says_that_nobody_knows_it_yet(at):
    sheet = at.open()
    sheet.choose(Wish.VOICE)
    sheet.yes.click()
    at.desk.bot.waitUntil(lambda: "Nobody knows yet how" in at.desk.notice, timeout=60_000)
    assert at.server.asked == []


def test_proposals_are_there_again_when_the_piece_is_opened_again(at):
    at.ask(ANSWER)
    piece = at.desk.session.piece.id
    at.window.acts.open_piece(piece)
    at.desk.settle()
    assert at.acts.waiting.text() == "1 rewrite"
    assert at.view.extraSelections()[0].cursor.selectedText() == SENTENCE


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_card_lies_within_the_texts_and_is_whole_in_every_window(at, theme):
    at.window.set_theme(theme)
    for width, height in ((1440, 900), (1100, 700)):
        at.desk.resize(width, height)
        if not at.waiting:
            at.ask("The window seat is the best in Yorkshire, say 97% of guests who came, and nobody leaves it before noon.")
        at.desk.do("next_rewrite")
        card = at.card
        assert card.within().contains(card.geometry())
        assert card.no.geometry().bottom() < card.height()
    assert isinstance(at.open(), RewriteSheet)


def test_an_answer_that_is_still_looked_at_when_the_workspace_is_closed_waits_with_its_piece(at, monkeypatch):
    monkeypatch.setattr(at.window.shell.background, "run", lambda *given, **more: None)  # the look never comes to its end
    at.ask(ANSWER, waits=False)
    at.desk.bot.waitUntil(lambda: bool(at.acts._looked_at), timeout=60_000)
    piece = at.desk.session.piece.id
    monkeypatch.undo()
    at.window.acts.close_workspace()
    with Workspace.open(at.desk.root) as again:
        session = again.session(piece, again.person("Erin"))
        assert [each.after for each in rewriting.waiting(session)] == [ANSWER]
    at.window.acts.open_workspace(at.desk.root)
    at.desk.settle()
