"""The voice page in a real window: a voice is learned, the piece on the desk is held against it, and a sentence is gone to."""

import pytest

from studio.core.edit import Cause
from studio.core.events import EventType

PAGES = (
    "We sell tea by weight, in brown paper. The shop is open from nine until five. Come round by the yard. The step is steep. "
    "People come in out of the rain, and we are glad of it. Ask for a sniff of the tin. The kettle is on.",
    "We bake in the mornings. Scones come out at eleven. There are none left by three. The dog sleeps on the chair by the fire. "
    "Ask for the key if the door is shut. The tables are old. We like them so. The rain comes off the hill.",
    "We close at three on Sundays. The post goes at four. A parcel takes two days. Ring the shop if it does not come. We send "
    "another one. Keep the first one if it turns up. The string is for the cat. We tie it twice.",
)
GUSH = "We are absolutely thrilled to welcome everybody to our incredible celebration of unforgettable sophistication!"


@pytest.fixture
def page(desk, tmp_path):
    """The page of a voice that was learned from three texts, by an editor; the piece gushes in one sentence."""
    folder = tmp_path / "published"
    folder.mkdir()
    for number, text in enumerate(PAGES):
        (folder / f"page-{number}.md").write_text(f"# Page {number}\n\n{text}\n", encoding="utf-8")
    window = desk.window
    desk.session.replace_all(f"# Tea\n\n{PAGES[0]}\n\n{GUSH}\n", Cause.IMPORT)
    window.acts.sit_down(window.acts.workspace.person("Erin"))
    desk.do("voice")
    window.voice.add([folder])
    desk.bot.waitUntil(lambda: window.voice.page.texts.model.rowCount() == 3, timeout=60_000)
    desk.bot.waitUntil(lambda: window.voice.page.far.model.rowCount() > 0, timeout=60_000)
    return window.voice.page


def test_the_piece_on_the_desk_is_held_against_the_voice_and_the_sentence_is_gone_to(desk, page):
    assert page.origin.text().startswith("Learned from 3 exemplars in voice/")
    first = page.far.model.rows[0]
    assert first.title == GUSH
    assert "exclamation mark" in page.why.text()
    page.go.click()
    assert not desk.window.voice.is_shown
    assert desk.window.review.editor.working.selection() == first.payload
    assert desk.text[first.payload.start : first.payload.end] == GUSH


def test_a_measure_says_how_it_is_counted_and_shows_sentences_of_the_texts(page):
    detail = page.figures.details["sentence_words"]
    assert detail.isHidden()
    page.figures.names["sentence_words"].click()
    assert not detail.isHidden()
    said = [each.text() for each in detail.children() if hasattr(each, "text")]
    assert said[0].startswith("Unit: words.")
    assert any(each.strip("“”") in PAGES[0] for each in said[1:])


def test_a_text_that_is_taken_out_is_learned_from_no_more(desk, page):
    page.texts.take_keys()
    page.take_out.click()
    desk.bot.waitUntil(lambda: page.texts.model.rowCount() == 2, timeout=60_000)
    told = desk.window.acts.workspace.history.events("", [EventType.VOICE_SAVED])
    assert [event.payload.get("removed", False) for event in told] == [False, False, False, True]


def test_another_channel_has_no_piece_on_the_desk_and_says_so(desk, page):
    page.channel.setCurrentIndex(page.channel.findData("social"))
    page.channel.activated.emit(page.channel.currentIndex())
    desk.bot.waitUntil(lambda: page.piece.text() == "The piece on the desk", timeout=60_000)
    assert page.said.text().startswith("Open a piece of this brand and channel")
    assert not page.go.isVisible()


def test_what_a_change_was_for_is_asked_kept_shown_again_and_taken_back(desk):
    window = desk.window
    desk.caret_to("window seat")
    desk.type("fireside ")
    desk.caret_to("forget")
    desk.do("explain")
    assert desk.notice.startswith("No change stands at the cursor.")
    desk.caret_to("fireside")
    desk.do("explain")
    sheet = window.shell.sheet
    sheet.reason.setCurrentIndex(sheet.reason.findData("local"))
    sheet.note.setPlainText("There is no window.")
    sheet.yes.click()
    (told,) = desk.session.desk.history.events(desk.session.piece.id, [EventType.CHANGE_EXPLAINED])
    assert (told.payload["reason"], told.payload["after"].strip()) == ("local", "fireside")
    desk.do("explain")
    sheet = window.shell.sheet
    assert (sheet.reason.currentData(), sheet.note.toPlainText()) == ("local", "There is no window.")
    sheet.reason.setCurrentIndex(sheet.reason.findData(""))
    sheet.yes.click()
    assert desk.session.desk.history.events(desk.session.piece.id, [EventType.CHANGE_EXPLAINED])[-1].payload["reason"] == ""
