"""Drafting in the window, against a server on loopback: a brief that stays, its prompt, drafts as they come, and many briefs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from studio.app import batch, connections, drafted, unsent
from studio.app.workspace import Workspace
from studio.core.asking import Service
from studio.core.events import EventType
from studio.core.piece import Channel
from studio.core.prompting import House
from studio.ui.dialogs.sheets import Sheet
from studio.ui.drafting.drafts import DraftCard, Phase
from studio.ui.drafting.page import DraftingPage
from tests.services.fake_ai import MODEL, FakeAI, Says

LETTER = """---
title: Letter
channel: email
questions:
  - What is the news?
  - Anything else? (optional)
words_max: 90
---
Write a letter with one piece of news.
"""
ANSWER = "# Autumn teas\n\nThe pot costs £12. Ask for Jane Whitlow."


class Drafting:
    """The page with a letter template, and short ways to use it."""

    def __init__(self, desk, server: FakeAI) -> None:
        self.desk, self.window, self.server = desk, desk.window, server
        folder = desk.root / "templates"
        folder.mkdir(exist_ok=True)
        (folder / "letter.md").write_text(LETTER, encoding="utf-8")
        # Reading every guide takes seconds, so most tests begin where that is done.
        read = House(("Hype: People have learnt to read past it.",))
        self.window.drafting._houses |= {(self.workspace.policy.brand, channel): read for channel in Channel}
        self.window.drafting._read_house = lambda brand, channel: None

    @property
    def page(self) -> DraftingPage:
        return self.window.drafting.page

    @property
    def workspace(self) -> Workspace:
        return self.window.acts.workspace

    @property
    def cards(self) -> list[DraftCard]:
        return self.page.drafts.cards

    def serve(self) -> None:
        service = Service("Larch", self.server.address, MODEL, key="none", timeout=5.0, tries=1)
        connections.save(self.workspace, self.workspace.person("Erin"), service)
        self.window.refresh()

    def open(self) -> None:
        self.desk.do("draft")

    def choose(self, template: str = "letter") -> None:
        kind = self.page.form.kind
        kind.setCurrentIndex(kind.findData(template))

    def brief(self, news: str = "The pot costs £12. Write to jane.whitlow@example.org.") -> None:
        self.open()
        self.choose()
        self.page.form.answers["What is the news?"].setPlainText(news)

    def ask(self) -> None:
        self.page.ask.click()
        self.allow()

    def allow(self) -> None:
        found = [each for each in self.window.findChildren(Sheet) if each.isVisible()]
        assert len(found) == 1, "what goes out is shown first"
        found[0].yes.click()

    def until(self, holds) -> None:
        self.desk.bot.waitUntil(holds, timeout=30_000)

    def settle(self) -> None:
        self.until(lambda: not self.window.shell.calls.is_busy)

    def read_house(self) -> None:
        """Have the house's words read, as they are where nobody has asked for them yet."""
        vars(self.window.drafting).pop("_read_house", None)
        self.window.drafting._fresh.clear()
        self.window.drafting._show_prompt()
        self.until(lambda: "reasons of the style guides" in self.page.state.text())

    def titles(self) -> list[str]:
        return sorted(piece.title for piece in self.workspace.pieces() if piece.model)

    def outcomes(self) -> list[str]:
        return [event.payload["outcome"] for event in self.workspace.history.events(types=[EventType.AI_CALLED])]


@pytest.fixture
def at(desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Drafting]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    with FakeAI() as server:
        server.says(ANSWER)
        yield Drafting(desk, server)
        desk.window.background.wait()


def test_without_a_service_it_says_what_to_do_and_a_person_can_begin_by_hand(at):
    at.brief()
    assert "No AI service is set up here." in at.page.why_not.text()
    assert at.page.why_not.isVisible()
    assert at.page.to_services.isVisible()
    assert not at.page.ask.isEnabled()
    at.page.by_hand.click()
    assert at.desk.session.piece.content_type == "letter"
    assert "The pot costs £12." in at.desk.session.piece.brief
    assert at.desk.session.piece.model == ""
    assert at.window.pages.is_at_desk


def test_a_brief_becomes_a_piece_that_opens_with_its_provenance(at):
    at.serve()
    at.brief()
    at.read_house()
    at.page.form.answers["What is the news?"].setFocus()
    at.desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at.allow()
    at.settle()
    (card,) = at.cards
    assert (card.phase, card.text.toPlainText()) == (Phase.WHOLE, ANSWER)
    assert "jane.whitlow" not in at.server.sent
    card.open.click()
    assert at.window.pages.is_at_desk
    assert at.desk.session.piece.title == "Autumn teas"
    told = dict(drafted.provenance(at.workspace, at.desk.session.piece.id))
    assert "Write a letter with one piece of news." in told["Prompt"]
    assert "The house writes like this:" in told["Prompt"]


def test_nothing_typed_is_lost_by_leaving_and_coming_back_and_a_sent_brief_is_done_with(at):
    at.serve()
    at.brief("The pot costs £12.")
    at.page.form.tone.setText("warm")
    at.page.prompt.setPlainText("Write it as a haiku.")
    at.desk.press(Qt.Key.Key_Escape)
    assert at.window.pages.is_at_desk
    at.window.acts.open_workspace(at.desk.root)
    at.open()
    assert at.page.form.answers["What is the news?"].toPlainText() == "The pot costs £12."
    assert at.page.form.tone.text() == "warm"
    assert at.page.prompt.toPlainText() == "Write it as a haiku."
    at.ask()
    at.settle()
    assert "Write it as a haiku." in at.server.asked[0]["messages"][0]["content"]
    at.window.drafting.close()
    assert unsent.kept(at.desk.root, at.workspace.person("Wren")).brief.is_empty


def test_a_prompt_that_was_changed_stays_until_the_house_has_its_own_again(at):
    at.brief()
    usual = at.page.prompt.toPlainText()
    at.page.prompt.setPlainText("Mine.")
    at.page.form.title.setText("Tea")
    assert at.page.prompt.toPlainText() == "Mine."
    assert at.page.state.text() == "You changed it; it stays as you wrote it."
    at.page.reset.click()
    assert at.page.prompt.toPlainText() == usual


def test_drafts_for_several_channels_come_side_by_side_and_are_siblings(at):
    at.serve()
    at.brief()
    at.page.form.channels[Channel.SOCIAL].click()
    at.page.many.setCurrentIndex(1)
    assert at.page.ask.text() == "Ask for 4 drafts"
    at.ask()
    at.settle()
    assert [card.name.toolTip() for card in at.cards] == ["email A", "email B", "social A", "social B"]
    assert {card.phase for card in at.cards} == {Phase.WHOLE}
    assert at.titles() == [f"Autumn teas ({name})" for name in ("email A", "email B", "social A", "social B")]


def test_what_is_cancelled_leaves_nothing_unless_somebody_keeps_it(at):
    at.serve()
    at.server.says(Says("# Tea\n\n" + "word " * 400, gap=0.02))
    at.brief()
    at.ask()
    at.until(lambda: at.cards and len(at.cards[0].text.toPlainText()) > 30)
    at.cards[0].cancel.click()
    assert at.cards[0].phase is Phase.CUT
    at.settle()
    assert (at.titles(), at.outcomes()) == ([], ["cancelled"])
    text = at.cards[0].text.toPlainText()
    at.cards[0].keep.click()
    assert at.titles() == ["Tea (cut short)"]
    assert at.workspace.history.original(at.workspace.pieces()[0].id) == text.strip()


def test_asking_again_makes_another_card_and_another_piece(at):
    at.serve()
    at.brief()
    at.ask()
    at.settle()
    at.server.says("# Other teas")
    at.cards[0].again.click()
    at.allow()
    at.settle()
    assert [card.text.toPlainText() for card in at.cards] == [ANSWER, "# Other teas"]
    assert at.titles() == ["Autumn teas", "Other teas"]


def test_a_service_that_fails_says_why_on_the_card_and_the_brief_stays(at):
    at.serve()
    at.server.says(Says(status=500))
    at.brief()
    at.ask()
    at.settle()
    assert at.cards[0].phase is Phase.FAILED
    assert "failed by itself" in at.cards[0].said.text()
    at.window.drafting.close()
    assert not unsent.kept(at.desk.root, at.workspace.person("Wren")).brief.is_empty


def test_whoever_says_no_to_what_goes_out_sends_nothing_and_goes_on_typing(at):
    at.serve()
    at.brief()
    at.page.ask.click()
    next(each for each in at.window.findChildren(Sheet) if each.isVisible()).reject()
    assert not at.server.asked
    assert not at.cards
    assert at.page.ask.isEnabled()


def test_whoever_sits_down_next_sees_neither_the_brief_nor_the_drafts_of_the_one_before(at):
    at.serve()
    at.brief("Oolong.")
    at.ask()
    at.settle()
    at.page.form.tone.setText("warm")
    at.window.acts.sit_down(at.workspace.person("Erin"))
    assert at.page.form.tone.text() == ""
    assert at.cards == []
    at.window.acts.sit_down(at.workspace.person("Wren"))
    assert at.page.form.tone.text() == "warm"


def test_what_people_write_shows_its_skeleton_and_cannot_be_asked(at):
    at.serve()
    at.open()
    at.choose("apology")
    assert "is for people to write" in at.page.why_not.text()
    assert not at.page.to_services.isVisible()
    assert at.page.prompt.toPlainText().startswith("Dear {{first_name")
    assert at.page.prompt.isReadOnly()
    assert not at.page.ask.isEnabled()
    at.choose("letter")
    assert at.page.ask.isEnabled()
    assert not at.page.prompt.isReadOnly()


def test_an_answer_to_a_question_is_there_again_after_another_content_type(at):
    at.brief("Oolong.")
    at.choose("apology")
    at.choose("letter")
    assert at.page.form.answers["What is the news?"].toPlainText() == "Oolong."


def test_many_briefs_are_read_asked_for_and_not_asked_for_twice(at, tmp_path: Path):
    at.serve()
    at.open()
    at.choose()
    table = tmp_path / "briefs.csv"
    table.write_text("title,What is the news?\nTea,The pot costs £12.\nScones,\nCake,Lemon again.\n", encoding="utf-8")
    at.window.drafting.batch.read(table)
    at.until(lambda: at.page.is_batch)
    view = at.page.batch
    assert "2 briefs can be asked for; 1 cannot." in view.told.text()
    assert "does not answer" in view.rows.model.rows[1].detail
    view.ask.click()
    at.allow()
    at.settle()
    assert at.titles() == ["Cake", "Tea"]
    assert "2 briefs became pieces." in view.told.text()
    assert [row.payload for row in view.rows.model.rows][1] is None
    assert not view.ask.isEnabled(), "they are not asked for twice by accident"
    view.rows.opened.emit(view.rows.model.rows[0].payload)
    assert at.desk.session.piece.title == "Tea"


def test_no_notice_hides_the_buttons_of_the_page(at, tmp_path: Path):
    at.serve()
    at.open()
    at.window.notices.say("2 wait for you.")
    assert not _covers(at.window.notices, at.page.ask)
    table = tmp_path / "briefs.csv"
    table.write_text("title,facts\nTea,The pot costs £12.\n", encoding="utf-8")
    at.window.drafting.batch.read(table)
    at.until(lambda: at.page.is_batch)
    at.window.notices.say("2 wait for you.")
    assert at.window.notices.isVisible()
    assert not _covers(at.window.notices, at.page.batch.ask)
    at.page.batch.close_it.click()
    at.window.notices.say("2 wait for you.")
    assert at.window.notices.isVisible()
    assert not _covers(at.window.notices, at.page.ask)


def _covers(notice: QWidget, other: QWidget) -> bool:
    places = [QRect(each.mapToGlobal(QPoint(0, 0)), each.size()) for each in (notice, other)]
    return places[0].intersects(places[1])


def test_a_brief_that_another_program_asks_for_or_has_made_meanwhile_is_not_asked_for_again(at, tmp_path: Path):
    at.serve()
    at.open()
    at.choose()
    table = tmp_path / "briefs.csv"
    table.write_text("title,What is the news?\nTea,The pot costs £12.\nCake,Lemon again.\n", encoding="utf-8")
    hands, view = at.window.drafting.batch, at.page.batch
    hands.read(table)
    at.until(lambda: at.page.is_batch)
    as_read = hands._table
    tea = as_read.briefs.rows[0].wish
    with Workspace.open(at.desk.root) as other, batch.held(other, tea, as_read.known):
        view.ask.click()
        at.allow()
        at.settle()
    assert at.titles() == ["Cake"]
    assert "Another program asks for the same brief right now." in view.rows.model.rows[0].detail
    hands._show(as_read)  # as in a window that read the table before
    asked = len(at.server.asked)
    view.ask.click()
    at.allow()
    at.settle()
    assert at.titles() == ["Cake", "Tea"]
    assert "another program made it meanwhile" in view.rows.model.rows[1].detail
    assert len(at.server.asked) == asked + 1


def test_many_briefs_can_be_cancelled_in_the_middle_and_keep_what_is_whole(at, tmp_path: Path):
    at.serve()
    at.server.says(ANSWER, Says("word " * 400, gap=0.05))
    at.open()
    at.choose()
    table = tmp_path / "briefs.csv"
    rows = "\n".join(f"Tea {n},News {n}." for n in range(8))
    table.write_text(f"title,What is the news?\n{rows}\n", encoding="utf-8")
    at.window.drafting.batch.read(table)
    at.until(lambda: at.page.is_batch)
    at.page.batch.ask.click()
    at.allow()
    at.until(lambda: len(at.titles()) == 1)
    at.page.batch.cancel.click()
    at.settle()
    assert len(at.titles()) == 1
    assert "1 brief became a piece. 7 drafts not made." in at.page.batch.told.text()
    assert len(at.server.asked) <= 5, "what waited for its turn was not begun"
    assert at.page.batch.ask.isEnabled()
