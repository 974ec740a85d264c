"""Pieces are found by what stands in them now, and nothing that is typed into the box can go wrong."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.history import History, search


def test_a_piece_is_found_by_its_title_by_its_text_and_by_the_beginning_of_a_word(desk):
    tea, bread = desk.create("Spring menu"), desk.create("Bread", text="Sourdough, every accessible morning. Café.")
    assert desk.history.search("menu") == [tea]
    assert desk.history.search("HAND picked") == [tea]
    assert desk.history.search("accessib") == [bread]
    assert desk.history.search("cafe") == [bread]
    assert desk.history.search("spring sourdough") == []
    assert desk.history.search("  ") == desk.history.search("?!") == []


def test_a_word_in_the_title_weighs_more_than_one_in_the_text(desk):
    text = desk.create("Monday", text="A line about scones and a good many other things to eat.")
    title = desk.create("Scones", text="A line about baking and a good many other things to eat.")
    assert desk.history.search("scones") == [title, text]


def test_what_was_just_typed_is_found_and_what_was_deleted_is_not(desk):
    piece = desk.create(text="Green tea.")
    assert desk.history.search("green") == [piece]
    desk.edit(piece, (0, 5, "Black"))
    assert desk.history.search("green") == []
    assert desk.history.search("black") == [piece]
    desk.history.rebuild()
    assert desk.history.search("black") == [piece]


def test_a_history_opened_for_reading_finds_what_nobody_has_indexed_yet(desk):
    piece, other = desk.create(text="Green tea."), desk.create("Bread", text="Green bread.")
    assert set(desk.history.search("green")) == {piece, other}
    desk.edit(piece, (0, 5, "Black"))
    with History.open(desk.path, read_only=True) as reader:
        assert reader.search("green") == [other]
        assert reader.search("black") == [piece]
        desk.edit(other, (0, 5, "Black"))
        assert set(reader.search("black")) == {piece, other}


@pytest.mark.parametrize(
    "typed", ['"', "a AND", "NEAR(", "title:", "*", "-x", "^", "a\0b", "'; DROP TABLE events; --", "\ud83c", "½"]
)
def test_signs_of_query_languages_are_only_signs(desk, typed):
    desk.create()
    assert isinstance(desk.history.search(typed), list)
    assert desk.history.head().count == 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=25))
def test_no_text_whatever_makes_the_search_fail(desk, typed):
    if not desk.history.pieces():
        desk.create()
    assert set(desk.history.search(typed)) <= {piece.id for piece in desk.history.pieces()}


def test_a_word_that_very_many_hold_brings_those_called_by_it_and_then_the_latest(desk, monkeypatch):
    monkeypatch.setattr(search, "_MANY", 3)
    pieces = [desk.create(f"Monday {number}", text="All about tea.") for number in range(5)]
    called = desk.create("Tea", text="A pot.")
    last = desk.create("Sunday", text="More tea, and tea again.")
    assert desk.history.search("tea") == [called, last, *reversed(pieces)]
    assert desk.history.search("tea again") == [last], "a rare word beside it tells the texts apart"


def test_no_more_is_found_than_anybody_reads(desk, monkeypatch):
    monkeypatch.setattr(search, "MOST", 3)
    for number in range(5):
        desk.create(f"Monday {number}", text="All about tea.")
    assert len(desk.history.search("tea")) == 3
    with History.open(desk.path, read_only=True) as reader:
        desk.edit(desk.create("Late"), (0, 0, "tea "))
        assert len(reader.search("tea")) == 3
