"""Whoever changed a passage last is on record for it, and how much people changed is counted in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.changes import compare, words_of
from studio.core.edit import Edit
from studio.core.provenance import attribute, changed_words, edit_depth, original_words
from studio.core.span import Span


def authors(original: str, *steps: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    """Each step: the words replaced, what by, by whom; returns (before, after, who) of every change that is left."""
    text, edits = original, []
    for number, (old, new, who) in enumerate(steps):
        start = text.index(old)
        edit = Edit(Span(start, start + len(old)), new)
        edits.append((edit, who, f"2026-11-24T10:{number:02}:00.000Z"))
        text = edit.apply(text)
    changes = compare(original, text).changes
    found = attribute(changes, edits)
    assert [one.change_id for one in found] == [change.id for change in changes]
    return [(change.before_text, change.after_text, one.who) for change, one in zip(changes, found, strict=True)]


def test_two_people_s_changes_are_told_apart_even_when_the_text_moves() -> None:
    assert authors("one two three four", ("four", "4", "Mara"), ("one", "the first", "Erin")) == [
        ("one", "the first", "Erin"),
        ("four", "4", "Mara"),
    ]


def test_the_last_hand_on_a_passage_answers_for_it() -> None:
    assert authors("a good pot", ("good", "fine", "Mara"), ("fine", "nice", "Erin")) == [("good", "nice", "Erin")]


def test_whoever_took_words_out_is_on_record_too() -> None:
    assert authors("a very good pot", ("very ", "", "Mara")) == [("very ", "", "Mara")]


def test_a_deletion_stays_on_record_when_the_words_before_it_change() -> None:
    assert authors("one two three four five", ("four ", "", "Mara"), ("one", "1", "Erin")) == [
        ("one", "1", "Erin"),
        ("four ", "", "Mara"),
    ]


def test_a_change_without_an_edit_on_record_names_nobody() -> None:
    found = attribute(compare("one", "two").changes, [])
    assert [(one.who, one.when) for one in found] == [("", "")]


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), st.sampled_from(["", "x", "two words ", "\n"])), max_size=8))
def test_every_change_has_an_author_when_every_edit_is_on_record(steps: list[tuple[float, int, str]]) -> None:
    original = text = "The quick tea.\n\nA slow and quiet pot of green tea stands here."
    edits = []
    for where, length, words in steps:
        start = round(where * len(text))
        edit = Edit(Span(start, min(len(text), start + length)), words)
        edits.append((edit, "Mara", "2026-11-24T10:00:00.000Z"))
        text = edit.apply(text)
    found = attribute(compare(original, text).changes, edits)
    assert {one.who for one in found} <= {"Mara"}


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("one two three", "one two three", 0),
        ("one two three", "one 2 three", 1),  # replaced: once
        ("one two three", "one three", 1),
        ("one three", "one two three", 1),
        ("one two three", "one, two; three!", 0),  # punctuation is no word
        ("a good pot of tea", "a fine pot of cocoa", 2),  # the short word between two changes stands
        ("the first line\n\nthe second line", "the first line", 3),
        ("", "two words", 2),
    ],
)
def test_the_depth_of_an_edit_counts_words_and_a_replaced_one_once(before: str, after: str, changed: int) -> None:
    assert changed_words(compare(before, after)) == changed


def test_depth_is_told_per_word_of_the_ai_original_and_may_pass_100_percent() -> None:
    assert edit_depth(compare("one two three four", "one 2 three four")).percent == "25%"
    assert edit_depth(compare("one", "one two three four")).percent == "300%"
    assert edit_depth(compare("", "one two")).percent == "0%"


_LITTLE = st.text(st.sampled_from("ab .\n-"), max_size=40)


@given(_LITTLE, _LITTLE)
def test_changed_words_lie_between_none_and_all_and_the_original_is_counted_whole(before: str, after: str) -> None:
    found = compare(before, after)
    assert original_words(found) == len(words_of(before))
    assert abs(len(words_of(before)) - found.words) <= changed_words(found) <= len(words_of(before)) + found.words
