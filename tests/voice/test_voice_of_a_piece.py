"""One piece held against its brand's voice, with a real workspace on disk: side by side, the sentences that leave it, and why."""

import pytest

from studio.app import voice_adding, voices
from studio.app.explaining import change_with, explain
from studio.app.export import make_report
from studio.app.voice_of_piece import hear
from studio.core.document import Document
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import EventType
from studio.core.piece import Channel, Person, Role
from studio.core.reasons import Reason
from studio.core.span import Span
from studio.core.voice_far import NEVER_DONE, far_sentences
from studio.core.voice_sentences import HABITS

DRAFT = """# Good news

The ticket hall opens at seven. We're absolutely thrilled to announce an unbelievably exciting new timetable! The first ship
leaves at 07:40. Wouldn't you love to join us? Cars must be booked by 18:00 on the day before. The crossing takes 55 minutes.
"""
QUIET = """# Slow days

The ship waits for the tide. The crew reads the post and drinks tea. The dog sleeps on the pier. When the water comes back, the
ropes come in, and the ship leaves. Nobody hurries. The gulls follow the ship to the end of the pier and turn round.
"""
BRAND = "Skerry Ferries"


@pytest.fixture
def ferries(tmp_path, written_brands):
    """A workspace of the ferries, with five of their texts as what the voice is learned from."""
    house = written_brands(tmp_path, BRAND)
    folder = tmp_path / "published"
    folder.mkdir()
    for number, text in enumerate(house.texts[:5]):
        (folder / f"notice-{number}.md").write_text(text, encoding="utf-8")
    voice_adding.add_files(house.workspace, house.person, BRAND, [folder])
    yield house
    house.workspace.close()


def test_the_sentences_that_leave_the_voice_are_found_with_why_and_nothing_else_is(ferries):
    piece = ferries.bring(DRAFT)
    found = hear(ferries.workspace, ferries.workspace.piece(piece), ferries.person)
    assert found.missing == ""
    working = ferries.workspace.history.working(piece)
    said = {each.text: [why.measure for why in each.whys] for each in found.far}
    thrilled = next(text for text in said if "thrilled" in text)
    assert {"exclamations", "we", "contractions", "tone"} <= set(said[thrilled])
    asks = next(text for text in said if "join us" in text)
    assert {"questions", "you"} <= set(said[asks])
    assert len(said) == 2  # the ferries' own sentences stand in nobody's way
    for each in found.far:
        assert working[each.span.start : each.span.end].split() == each.text.split()


def test_original_edited_and_target_stand_side_by_side(ferries):
    piece = ferries.bring(DRAFT)
    plain = "The ticket hall opens at seven. The first ship leaves at 07:40. Cars must be booked by 18:00 on the day before. " * 3
    found = hear(ferries.workspace, ferries.workspace.piece(piece), ferries.person, plain)
    rows = {row.measure.id: row for row in found.rows}
    assert rows["exclamations"].original > 0
    assert rows["exclamations"].edited == 0
    assert rows["exclamations"].wanted.most == 0
    assert found.profile.target.origin == "5 exemplars in voice/skerry-ferries"
    assert found.far == ()


def test_a_text_of_a_line_says_that_it_is_too_short_and_a_brand_without_texts_says_so(ferries):
    piece = ferries.bring("# Hi\n\nThe ship is late!\n")
    found = hear(ferries.workspace, ferries.workspace.piece(piece), ferries.person)
    assert found.missing == "The text has 4 words: too short to hear a voice in it. It takes 30."
    assert found.far == ()
    other = ferries.bring(DRAFT, brand="Mill")
    found = hear(ferries.workspace, ferries.workspace.piece(other), ferries.person)
    assert found.missing == "There is nothing yet to learn the voice of Mill from."


def test_which_brand_it_is_nearest_to_is_said_without_a_number(ferries, written_brands, tmp_path):
    others = written_brands.texts("Pedal & Crumb")
    files = []
    for number, text in enumerate(others[:4]):
        files.append(tmp_path / f"bike-{number}.md")
        files[-1].write_text(text, encoding="utf-8")
    voice_adding.add_files(ferries.workspace, ferries.person, "Pedal & Crumb", files)
    ferries.bring(others[4], brand="Pedal & Crumb")
    piece = ferries.bring(others[5], brand=BRAND)
    found = hear(ferries.workspace, ferries.workspace.piece(piece), ferries.person)
    told = "Of the voices known here it is nearest to another brand: Pedal & Crumb; next comes Skerry Ferries, by "
    assert found.nearest_words.startswith(told)
    assert not any(sign.isdigit() for sign in found.nearest_words)


def test_who_does_not_work_on_a_brand_hears_nothing_of_its_voice(ferries):
    piece = ferries.bring(DRAFT)
    stranger = Person("Mo", (Role.EDITOR,), ("Mill",))
    with pytest.raises(Refused):
        hear(ferries.workspace, ferries.workspace.piece(piece), stranger)


def test_a_piece_without_a_brand_is_not_held_against_the_texts_of_every_brand(ferries):
    assert voices.exemplars(ferries.root, "") == ()
    assert voices.exemplars(ferries.root, "!") == ()
    assert len(voices.exemplars(ferries.root, BRAND)) == 5


def test_every_habit_that_is_told_of_is_one_that_is_counted():
    assert NEVER_DONE.keys() <= HABITS.keys()


def test_emoji_and_markup_before_a_sentence_move_no_place(learned, written_brands):
    profile = learned(written_brands.texts(BRAND))
    text = "## 🚢🚢 News\n\n- 🎉 **Great** news: " + DRAFT.split("\n\n")[1]
    for each in far_sentences(Document.parse(text), profile):
        assert isinstance(each.span, Span)
        assert each.whys
        assert each.text.split()[-1].rstrip("!?.") in text[each.span.start : each.span.end]


def test_what_the_editor_said_at_the_yes_stands_beside_it_and_in_the_report_with_the_reasons_for_changes(ferries, type_over):
    piece = ferries.bring(QUIET)
    session = ferries.sit(piece)
    type_over(session, "tide", "moon")
    type_over(session, "gulls", "terns")
    type_over(session, " and drinks tea", "")
    for words, reason in (("moon", Reason.LOCAL), ("terns", Reason.LOCAL), ("drinks", Reason.CULTURE)):
        explain(session, change_with(session.comparison, words), reason)
    type_over(session, "terns", "gulls")  # the change is gone, and its reason with it
    ferries.yes(piece, rating=4)
    found = hear(ferries.workspace, ferries.workspace.piece(piece), ferries.person)
    assert [(each.who, each.rating) for each in found.ratings] == [("Erin", 4)]
    report = make_report(ferries.workspace, "voice", ferries.person)
    (group,) = report.groups
    assert dict(group.reasons) == {Reason.LOCAL: 1, Reason.CULTURE: 1}
    assert dict(group.ratings) == {4: 1}
    page = report.page()
    assert "4 of 5 for 1 piece." in page
    assert Reason.CULTURE.words in page
    assert report.record()["groups"][0]["reasons"] == {"local": 1, "culture": 1}


# ---------------------------------------------------------------- what it is learned from


def test_published_texts_come_in_as_files_of_any_kind_and_what_is_left_out_is_said(ferries, tmp_path):
    long = "<html><body><p>" + ferries.texts[5].partition("\n\n")[2].replace("\n\n", "</p><p>") + "</p></body></html>"
    (tmp_path / "Report.html").write_text(long, encoding="utf-8")
    (tmp_path / "short.txt").write_text("The ship is late.", encoding="utf-8")
    (tmp_path / "again.md").write_text(ferries.texts[0], encoding="utf-8")
    paths = [tmp_path / "Report.html", tmp_path / "short.txt", tmp_path / "again.md", tmp_path / "none.md"]
    done = voice_adding.add_files(ferries.workspace, ferries.person, BRAND, paths, Channel.EMAIL)
    assert done.names == ("report.md",)
    assert [each.partition(" was left out: ")[0] for each in done.problems] == ["short.txt", "again.md", "none.md"]
    assert "it takes 30" in done.problems[0]
    assert "the same text is there as notice-0.md" in done.problems[1]
    (kept,) = (each for each in voices.exemplars(ferries.root, BRAND) if each.name == "report.md")
    assert kept.channel is Channel.EMAIL
    told = ferries.workspace.history.events("", [EventType.VOICE_SAVED])[-1]
    assert (told.payload["name"], told.payload["from"], told.actor.name) == ("report.md", "Report.html", ferries.person.name)


def test_a_writer_may_not_say_what_sounds_right_and_an_editor_of_another_brand_neither(ferries, tmp_path):
    for person in (Person("Wren", (Role.WRITER,)), Person("Mo", (Role.EDITOR,), ("Mill",))):
        with pytest.raises(Refused):
            voice_adding.add_files(ferries.workspace, person, BRAND, [tmp_path])
        with pytest.raises(Refused):
            voice_adding.remove(ferries.workspace, person, BRAND, "notice-0.md")
    with pytest.raises(BadInput):
        voice_adding.add_files(ferries.workspace, ferries.person, " ", [tmp_path])


def test_a_text_is_taken_out_again_and_the_history_says_so(ferries):
    with pytest.raises(NotFound):
        voice_adding.remove(ferries.workspace, ferries.person, BRAND, "../../policy.toml")
    voice_adding.remove(ferries.workspace, ferries.person, BRAND, "notice-0.md")
    assert [each.name for each in voices.exemplars(ferries.root, BRAND)] == [f"notice-{n}.md" for n in range(1, 5)]
    assert ferries.workspace.history.events("", [EventType.VOICE_SAVED])[-1].payload["removed"] is True


def test_what_was_approved_here_can_be_learned_from_once(ferries):
    piece = ferries.approved(QUIET)
    (found,) = voice_adding.could_add(ferries.workspace, ferries.person, BRAND)
    assert found.id == piece
    done = voice_adding.add_pieces(ferries.workspace, ferries.person, [found])
    assert len(done.names) == 1
    assert voice_adding.could_add(ferries.workspace, ferries.person, BRAND) == ()
    assert voice_adding.add_pieces(ferries.workspace, ferries.person, [found]).names == ()


def test_the_word_people_take_out_of_drafts_is_one_the_brand_avoids(ferries, type_over):
    for number in range(3):
        piece = ferries.bring(f"# No. {number}\n\nOur premium crossing leaves at 07:4{number}. " + "The ship takes cars. " * 10)
        type_over(ferries.sit(piece), "Our premium crossing", "The ship")
    profile = voices.profile_of(ferries.workspace, BRAND, Channel.BLOG)
    assert [(each.words, each.why) for each in profile.avoided if "premium" in each.words] == [
        ("premium", "people took it out of 3 of 3 drafts that had it")
    ]
