"""What changed is said in the fewest words, and taking changes back gives the AI's words back, exactly."""

import random
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.core.changes import Comparison, compare
from studio.core.lines import align
from studio.core.provenance import retained

WORDS = ("tea", "the", "a", "pot", "of", "Fresh", "green", "12", "don’t", "😀", "well-made")
BITS = (*WORDS, " ", " ", " ", ".", ", ", "\n", "\n", "\n\n", "- ", "\t")
TEXTS = st.lists(st.sampled_from(BITS), max_size=40).map("".join)


def exchanged(text: str, comparison: Comparison, to_original: bool) -> str:
    """`text` with every change exchanged for its other side."""
    for change in reversed(comparison.changes):
        span, other = (change.after, change.before_text) if to_original else (change.before, change.after_text)
        text = text[: span.start] + other + text[span.end :]
    return text


@given(TEXTS, TEXTS)
@settings(max_examples=500)
@example("", "")
@example("", "\n")
@example("a\n\nb", "a\n \nc\n\nb")
@example("x\ny\nx\n", "y\nx\ny\n")
def test_exchanging_every_change_turns_one_text_into_the_other(original: str, working: str) -> None:
    found = compare(original, working)
    assert exchanged(original, found, to_original=False) == working
    assert exchanged(working, found, to_original=True) == original
    for change in found.changes:
        assert (change.before.of(original), change.after.of(working)) == (change.before_text, change.after_text)
        assert change.before_text != change.after_text
    assert len({change.id for change in found.changes}) == len(found.changes)
    for one, other in zip(found.changes, found.changes[1:], strict=False):
        assert one.before.end <= other.before.start
        assert one.after.end <= other.after.start
    assert 0 <= found.kept <= found.words


@given(TEXTS, TEXTS)
@settings(max_examples=500)
@example("\n\n", "a\n")
@example("a\nb\nc", "c\nb\na")
def test_the_two_sides_stand_in_rows_that_only_go_down(original: str, working: str) -> None:
    ours, theirs = original.split("\n"), working.split("\n")
    rows = align(ours, theirs)
    assert [row.before for row in rows if row.before is not None] == list(range(len(ours)))
    assert [row.after for row in rows if row.after is not None] == list(range(len(theirs)))
    assert all(row.before is not None or row.after is not None for row in rows)


def paragraphs(count: int, seed: int) -> list[str]:
    """Paragraphs no two of which share a word."""
    dice = random.Random(seed)
    return [" ".join(f"{dice.choice(WORDS[:6])}{number}x{place}" for place in range(12)) for number in range(count)]


@given(st.integers(0, 10_000), st.lists(st.tuples(st.integers(0, 7), st.integers(0, 11)), min_size=1, max_size=8, unique=True))
def test_taking_one_change_back_leaves_the_others_as_they_are(seed: int, places: list[tuple[int, int]]) -> None:
    texts = [text.split(" ") for text in paragraphs(8, seed)]
    original = "\n\n".join(" ".join(words) for words in texts)
    for number, place in places:
        texts[number][place] = f"new{number}y{place}"
    working = "\n\n".join(" ".join(words) for words in texts)
    before = compare(original, working)
    assert before.changes
    for change in before.changes:
        restored = working[: change.after.start] + change.before_text + working[change.after.end :]
        after = compare(original, restored)
        assert [c.id for c in after.changes] == [c.id for c in before.changes if c.id != change.id]
        assert after.kept >= before.kept


def test_the_same_change_made_twice_can_be_taken_back_one_by_one() -> None:
    original, working = "A good tea.\nA good tea.", "A nice tea.\nA nice tea."
    first, second = compare(original, working).changes
    assert [change.id for change in compare(original, "A good tea.\nA nice tea.").changes] == [second.id]
    assert [change.id for change in compare(original, "A nice tea.\nA good tea.").changes] == [first.id]


@pytest.mark.parametrize("seed", range(3))
def test_a_text_reworked_from_top_to_bottom_keeps_its_paragraphs_side_by_side(seed: int) -> None:
    """One paragraph more at the top, one less in the middle, words changed in all of them: no pair slips."""
    before = paragraphs(80, seed)
    after = ["A paragraph nobody had thought of.", *(re.sub(r"\S+$", "word", text) for text in before)]
    del after[40]
    found = compare("\n\n".join(before), "\n\n".join(after))
    pairs = [(row.before, row.after) for row in found.rows if row.before is not None and row.after is not None]
    texts = {(a // 2, b // 2) for a, b in pairs if a % 2 == b % 2 == 0}
    assert texts == {(n, n + 1) for n in range(39)} | {(n, n) for n in range(40, 80)}
    assert retained(found).percent == f"{round(100 * found.kept / found.words)}%"
    assert found.kept == 79 * 11


def test_a_paragraph_that_was_taken_out_is_one_change() -> None:
    found = compare("One.\n\nTwo, gone.\n\nThree.", "One.\n\nThree.")
    assert [(change.before_text, change.after_text) for change in found.changes] == [("Two, gone.\n\n", "")]
    assert (found.kept, found.words) == (2, 2)


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("A good pot.", "A good pot.", []),
        ("A good pot.", "A very good pot.", [("", "very ")]),
        ("A good pot.", "A nice pot.", [("good", "nice")]),
        ("Pour the hot water.", "Drink my hot water.", [("Pour the", "Drink my")]),
        ("a big red pot", "one big blue pot", [("a big red", "one big blue")]),  # a short word between is no resting place
        ("tea", "", [("tea", "")]),
        ("", "tea", [("", "tea")]),
        ("tea", "tea\n", [("", "\n")]),
        ("it's", "it’s", [("it's", "it’s")]),
    ],
)
def test_changes_are_told_in_whole_words(before: str, after: str, changes: list[tuple[str, str]]) -> None:
    assert [(change.before_text, change.after_text) for change in compare(before, after).changes] == changes


def test_the_share_that_stands_as_the_ai_wrote_it_is_counted_in_words() -> None:
    share = retained(compare("One two three four.", "One two five four!"))
    assert (share.kept, share.words, share.share, share.percent) == (3, 4, 0.75, "75%")
    assert retained(compare("One", "")).share == 0.0
