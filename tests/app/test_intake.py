"""Taking drafts in: what a file says of itself, what a person says, and a folder that is watched."""

import os
import shutil
from pathlib import Path

import pytest

from studio import formats
from studio.app.intake import TAKEN, Inbox, Options, came_in_as, take_in, take_in_files
from studio.app.preview import preview
from studio.core.errors import BadInput
from studio.core.events import ActorKind, EventType
from studio.core.piece import Channel
from studio.core.record import Note

DRAFT = """---
title: Slow tea
channel: email
brand: Mill
audience: regulars
brief: Say when we open.
model: generator-a
generated: 2026-11-20
---

# Slow tea

We open at ten.
"""


def _file(folder: Path, name: str, text: str = DRAFT) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_a_draft_s_front_matter_tells_all_that_is_known_and_is_no_part_of_the_text(house, tmp_path: Path):
    path = _file(tmp_path / "in", "tea.md")
    outcome = take_in_files(house.workspace, [path], house.workspace.person())
    piece = house.workspace.piece(outcome.pieces[0])
    assert (piece.title, piece.channel, piece.brand, piece.audience) == ("Slow tea", Channel.EMAIL, "Mill", "regulars")
    assert (piece.brief, piece.model, piece.generated) == ("Say when we open.", "generator-a", "2026-11-20")
    assert (piece.source_name, piece.accountable) == ("tea.md", "Wren")
    assert piece.source_hash == formats.read(path).sha256
    original = house.workspace.history.original(piece.id)
    assert original == house.workspace.history.working(piece.id) == "# Slow tea\n\nWe open at ten.\n"
    (event,) = house.workspace.history.events(piece.id)
    assert (event.actor.kind, event.actor.name, event.time) == (ActorKind.AI, "generator-a", "2026-11-24T09:00:00.000Z")


def test_a_mail_s_subject_comes_in_where_it_is_checked_and_approved_and_the_preview_shows_it(house, tmp_path: Path):
    told = DRAFT.replace("model:", "subject: Tea at ten, every day\npreheader: Come in\ndescription: Of no use in a mail\nmodel:")
    outcome = take_in_files(house.workspace, [_file(tmp_path / "in", "tea.md", told)], house.workspace.person())
    text = house.workspace.history.working(outcome.pieces[0])
    assert text == "Subject: Tea at ten, every day\n\nPreheader: Come in\n\n# Slow tea\n\nWe open at ten.\n"
    lines = dict(preview(text, Channel.EMAIL).lines)
    assert (lines["Subject"].text, lines["Preheader"].text) == ("Tea at ten, every day", "Come in")


def test_whoever_imports_is_told_what_was_assumed_and_how_to_change_it(house, tmp_path: Path):
    bare, told = _file(tmp_path / "in", "bare.md", "# Tea\n\nWe open.\n"), _file(tmp_path / "in", "told.md")
    outcome = take_in_files(house.workspace, [bare, told], house.workspace.person())
    said = [came_in_as(house.workspace, piece, is_person_said=True) for piece in outcome.pieces]
    assert said[0].startswith("nobody said otherwise, so it is brand “Larkspur Tea Rooms”, channel “blog”.")
    assert "--brand … --channel …" in said[0]
    assert said[1] == ""
    assert "with Wren" in came_in_as(house.workspace, outcome.pieces[1], is_person_said=False)


def test_what_a_person_says_wins_over_the_file(house, tmp_path: Path):
    said = Options(title="Late tea", channel="web", brand="Larkspur", brief="Shorter.", model="generator-b")
    outcome = take_in_files(house.workspace, [_file(tmp_path / "in", "tea.md")], house.workspace.person("Erin"), said)
    piece = house.workspace.piece(outcome.pieces[0])
    assert (piece.title, piece.channel, piece.brand) == ("Late tea", Channel.WEB, "Larkspur")
    assert (piece.brief, piece.model, piece.accountable) == ("Shorter.", "generator-b", "Erin")
    assert piece.audience == "regulars"


def test_a_draft_that_says_nothing_gets_the_brand_and_the_channel_of_the_house(house):
    piece = house.workspace.piece(house.bring("Some words about tea."))
    assert (piece.channel, piece.brand) == (Channel.BLOG, "Larkspur Tea Rooms")
    (event,) = house.workspace.history.events(piece.id)
    assert (event.actor.kind, event.actor.name) == (ActorKind.PERSON, "Wren")


def test_one_bad_file_keeps_none_of_the_others_out(house, tmp_path: Path):
    folder = tmp_path / "in"
    files = [
        _file(folder, "good.md"),
        _file(folder, "empty.md", "  \n"),
        _file(folder, "head only.md", "---\ntitle: x\n---\n"),
        _file(folder, "fax.md", "---\nchannel: fax\n---\nWords."),
        _file(folder, "sheet.xyz", "words"),
        folder / "gone.md",
        folder,
        _file(folder, "also good.txt", "Plain words."),
    ]
    outcome = take_in_files(house.workspace, files, house.workspace.person())
    assert len(outcome.pieces) == 2
    assert [piece.id for piece in house.workspace.pieces()] == outcome.pieces[::-1]
    said = [str(error) for error in outcome.refused]
    assert len(said) == 6
    for name, sentence in zip(["empty.md", "head only.md", "fax.md", "sheet.xyz", "gone.md", "in"], said, strict=True):
        assert name in sentence
        assert "\n" not in sentence


def test_a_file_whose_bytes_came_in_before_comes_in_and_names_the_first_of_them(house, tmp_path: Path):
    files = [_file(tmp_path / "in", name) for name in ("tea.md", "copy.md")]
    (first,) = take_in_files(house.workspace, files[:1], house.workspace.person()).pieces
    house.clock.wait(60)
    outcome = take_in_files(house.workspace, files[1:], house.workspace.person())
    assert outcome.repeated == [(outcome.pieces[0], first)]
    house.sit(first).submit("Erin")  # now the first is the one something happened to last
    other = _file(tmp_path / "in", "other.md", DRAFT + "More.\n")
    outcome = take_in_files(house.workspace, [other, files[1]], house.workspace.person())
    assert outcome.repeated == [(outcome.pieces[1], first)]


def test_a_refused_draft_leaves_no_trace(house):
    before = house.workspace.history.head()
    for text, options in ((" \n", Options()), ("Words.", Options(channel="fax"))):
        draft = formats.Draft(text, {}, "draft.md", "0" * 64, "utf-8", ("utf-8",), (), "md", "Draft")
        with pytest.raises(BadInput, match=r"draft\.md"):
            take_in(house.workspace, draft, house.workspace.person(), options)
    assert house.workspace.history.head() == before


def test_comments_of_a_word_file_come_along(house):
    note = Note("Pat", "Is that so?", "We open at ten")
    draft = formats.Draft("We open at ten.", {}, "d.docx", "0" * 64, "", (), (note,), "docx", "Tea")
    piece = take_in(house.workspace, draft, house.workspace.person())
    (event,) = house.workspace.history.events(piece, [EventType.PIECE_CREATED])
    assert event.payload["notes"] == [{"author": "Pat", "text": "Is that so?", "quote": "We open at ten"}]


# ---------------------------------------------------------------- the inbox


@pytest.fixture
def inbox(house) -> Inbox:
    return Inbox(house.root / "inbox")


def test_a_file_comes_in_once_it_has_stopped_growing(house, inbox):
    path = _file(inbox.folder, "tea.md", "We open")
    assert inbox.collect(house.workspace, house.workspace.person()).pieces == []
    path.write_text("We open at ten.", encoding="utf-8")
    assert inbox.collect(house.workspace, house.workspace.person()).pieces == []
    (piece,) = inbox.collect(house.workspace, house.workspace.person()).pieces
    assert house.workspace.history.original(piece) == "We open at ten."
    assert not path.exists()
    assert (inbox.folder / TAKEN / "tea.md").read_text(encoding="utf-8") == "We open at ten."
    assert inbox.collect(house.workspace, house.workspace.person()).pieces == []


def test_the_inbox_names_a_file_that_came_in_before_too(house, inbox):
    for _ in range(2):
        _file(inbox.folder, "tea.md", "We open at ten.")
        inbox.collect(house.workspace, house.workspace.person())
        outcome = inbox.collect(house.workspace, house.workspace.person())
    (second,) = outcome.pieces
    ((again, first),) = outcome.repeated
    assert again == second
    assert {piece.id for piece in house.workspace.pieces()} == {first, second}


def test_a_second_file_of_the_same_name_overwrites_nothing(house, inbox):
    for words in ("One.", "Two.", "Three."):
        _file(inbox.folder, "tea.md", words)
        inbox.collect(house.workspace, house.workspace.person())
        assert len(inbox.collect(house.workspace, house.workspace.person()).pieces) == 1
    kept = {path.name: path.read_text() for path in (inbox.folder / TAKEN).iterdir()}
    assert kept == {"tea.md": "One.", "tea 2.md": "Two.", "tea 3.md": "Three."}


def test_a_file_that_cannot_be_read_is_named_once_and_again_when_it_changed(house, inbox):
    path = _file(inbox.folder, "tea.md", "---\nchannel: fax\n---\nWords.")
    looks = [inbox.collect(house.workspace, house.workspace.person()) for _ in range(4)]
    assert [len(look.refused) for look in looks] == [0, 1, 0, 0]
    assert "tea.md" in str(looks[1].refused[0])
    assert path.exists()
    path.write_text("---\nchannel: email\n---\nWords, and more of them.")
    looks = [inbox.collect(house.workspace, house.workspace.person()) for _ in range(2)]
    assert [len(look.pieces) for look in looks] == [0, 1]


def test_hidden_files_half_written_ones_and_folders_are_passed_over(house, inbox):
    for name in (".DS_Store", "~$draft.docx", ".tea.md.part"):
        _file(inbox.folder, name, "words")
    (inbox.folder / "folder").mkdir()
    looks = [inbox.collect(house.workspace, house.workspace.person()) for _ in range(3)]
    assert not any(look.pieces or look.refused for look in looks)


def test_a_link_to_nowhere_stops_nothing(house, inbox):
    (inbox.folder / "lost.md").symlink_to(inbox.folder / "nowhere.md")
    _file(inbox.folder, "tea.md", "Words.")
    inbox.collect(house.workspace, house.workspace.person())
    assert len(inbox.collect(house.workspace, house.workspace.person()).pieces) == 1


def test_a_file_that_cannot_be_moved_away_comes_in_once_and_is_named(house, inbox):
    _file(inbox.folder, TAKEN, "a file where the folder should be")
    os.utime(inbox.folder / TAKEN)
    _file(inbox.folder, "tea.md", "Words.")
    looks = [inbox.collect(house.workspace, house.workspace.person()) for _ in range(5)]
    came = [house.workspace.piece(piece).source_name for look in looks for piece in look.pieces]
    assert came.count("tea.md") == 1
    assert any("could not be moved" in str(error) for look in looks for error in look.refused)


def test_without_an_inbox_nothing_comes_in(house, inbox):
    shutil.rmtree(inbox.folder)
    outcome = inbox.collect(house.workspace, house.workspace.person())
    assert (outcome.pieces, outcome.refused) == ([], [])
