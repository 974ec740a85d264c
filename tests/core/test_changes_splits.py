"""Pressing Return in the middle of a paragraph is one small change, and what the AI wrote on either side still counts."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.changes import Change, Comparison, compare
from studio.core.seams import stretches

CLAY = (
    "Our clay comes from a pit in Devon that has been worked since 1840. We let it rest for a full year before it is "
    "thrown. Every pot is then turned by hand, dried in the barn and fired twice."
)
GLAZE = "The glaze is mixed from wood ash and local stone, so no two batches are alike. Expect small specks of iron."
CARE = "Wash the cup by hand in warm water. A dishwasher will not break it, but it dulls the glaze within a few months."
PARAGRAPHS = (CLAY, GLAZE, CARE)
ORIGINAL = "\n\n".join(PARAGRAPHS)

Told = list[tuple[str, str]]


def told(found: Comparison) -> Told:
    return [(change.before_text, change.after_text) for change in found.changes]


def turned(found: Told) -> Told:
    return [(after, before) for before, after in found]


def exchanged(text: str, changes: tuple[Change, ...]) -> str:
    """The AI original with every change made."""
    for change in reversed(changes):
        text = text[: change.before.start] + change.after_text + text[change.before.end :]
    return text


@pytest.mark.parametrize("line_ends", ["\n", "\n\n", "\n\n\n"])
@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_return_in_the_middle_of_a_paragraph_is_one_small_change(paragraph: str, line_ends: str) -> None:
    for place in (match.end() for match in re.finditer(r"[.,] ", paragraph)):
        found = compare(ORIGINAL, ORIGINAL.replace(paragraph, paragraph[:place] + line_ends + paragraph[place:]))
        assert told(found) == [("", line_ends)]
        assert found.kept == found.words


@pytest.mark.parametrize("line_ends", ["\n", "\n\n"])
def test_joining_two_paragraphs_is_one_small_change(line_ends: str) -> None:
    original = line_ends.join(PARAGRAPHS)
    found = compare(original, original.replace(line_ends, " ", 1))
    assert told(found) == [(line_ends, " ")]
    assert found.kept == found.words


def test_joining_all_paragraphs_is_one_small_change_for_each_pair() -> None:
    found = compare(ORIGINAL, ORIGINAL.replace("\n\n", " "))
    assert told(found) == [("\n\n", " ")] * 2
    assert found.kept == found.words


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_every_split_of_a_draft_s_paragraph_keeps_all_its_words(paragraph: str, drafts: list[str]) -> None:
    """Wherever it stands: first, last or between the paragraphs of a real draft; and joined again, seen backwards."""
    words = paragraph.split(" ")
    for draft in drafts:
        head, tail = draft[: len(draft) // 2], draft[len(draft) // 2 :]
        for place in range(2, len(words) - 1, 7):
            cut = " ".join(words[:place]) + "\n\n" + " ".join(words[place:])
            for before, after in ((f"{one}{paragraph}{two}", f"{one}{cut}{two}") for one, two in places(head, tail)):
                assert told(compare(before, after)) == [(" ", "\n\n")]
                assert told(compare(after, before)) == [("\n\n", " ")]


def places(head: str, tail: str) -> list[tuple[str, str]]:
    """What may stand around a paragraph: nothing, and text on one side or both."""
    return [("", ""), (head + "\n\n", ""), ("", "\n\n" + tail), (head + "\n\n", "\n\n" + tail)]


def test_every_paragraph_of_a_draft_can_be_split_at_once(drafts: list[str]) -> None:
    for draft in drafts:
        blocks = draft.split("\n\n")
        count = 0
        for number, block in enumerate(blocks):
            words = block.split(" ")
            if "\n" not in block and len(words) > 12 and len(set(words)) == len(words):
                blocks[number] = " ".join(words[: len(words) // 2]) + "\n\n" + " ".join(words[len(words) // 2 :])
                count += 1
        found = compare(draft, "\n\n".join(blocks))
        assert told(found) == [(" ", "\n\n")] * count
        assert found.kept == found.words


def test_words_changed_beside_a_split_stay_small_changes() -> None:
    working = ORIGINAL.replace("thrown. Every pot is then turned", "thrown.\n\nEach pot is turned").replace("Devon", "Kent")
    found = compare(ORIGINAL, working)
    assert told(found) == [("Devon", "Kent"), (" Every", "\n\nEach"), ("then ", "")]
    assert found.words - found.kept == 2


def test_a_sentence_split_off_and_begun_with_a_capital_is_known_again() -> None:
    found = compare(ORIGINAL, ORIGINAL.replace("by hand, dried in the barn", "by hand.\n\nDried in the barn"))
    assert told(found) == [(", dried", ".\n\nDried")]


def test_a_paragraph_split_at_two_places_is_two_small_changes() -> None:
    working = ORIGINAL.replace("1840. ", "1840.\n\n").replace("thrown. ", "thrown.\n\n")
    assert told(compare(ORIGINAL, working)) == [(" ", "\n\n")] * 2
    assert told(compare(working, ORIGINAL)) == [("\n\n", " ")] * 2


def test_a_paragraph_made_a_list_keeps_its_words() -> None:
    found = compare(ORIGINAL, ORIGINAL.replace(CLAY, "\n".join(f"- {line}" for line in re.split(r"(?<=\.) ", CLAY))))
    assert found.kept == found.words
    assert all(len(before + after) <= 3 for before, after in told(found))


def test_a_paragraph_put_between_two_halves_is_the_only_thing_that_came() -> None:
    new = "Ask us for a visit to the pit."
    found = compare(ORIGINAL, ORIGINAL.replace("1840. ", f"1840.\n\n{new}\n\n"))
    assert told(found) == [(" ", f"\n\n{new}\n\n")]
    assert found.words - found.kept == 8


def test_one_line_for_a_single_word_split_off_is_still_no_new_word() -> None:
    found = compare("Sit down and drink slowly. Relax.", "Sit down and drink slowly.\n\nRelax.")
    assert told(found) == [(" ", "\n\n")]


def test_a_split_half_is_known_though_the_next_paragraph_is_gone() -> None:
    found = compare(ORIGINAL, ORIGINAL.replace("1840. ", "1840.\n\n").replace(f"{GLAZE}\n\n", ""))
    assert told(found) == [(" ", "\n\n"), (f"{GLAZE}\n\n", "")]
    assert found.kept == found.words


def test_a_moved_paragraph_is_taken_out_here_and_put_in_there_whole() -> None:
    visit = "Come and see the pit: every first Sunday we walk there together, and tea is on us."
    original = "\n\n".join((*PARAGRAPHS, visit))
    working = "\n\n".join((GLAZE.replace("small", "tiny"), CARE, CLAY, visit))
    assert told(compare(original, working)) == [(f"{CLAY}\n\n", ""), ("small", "tiny"), ("", f"{CLAY}\n\n")]


def test_a_paragraph_gone_beside_a_split_is_told_whole_though_the_next_one_begins_alike() -> None:
    extra = "Wash nothing with soda."
    original = "\n\n".join((CLAY, extra, CARE))
    found = compare(original, original.replace(f"{extra}\n\n", "").replace("thrown. ", "thrown.\n\n"))
    assert told(found) == [(" ", "\n\n"), (f"{extra}\n\n", "")]


def test_a_paragraph_of_one_s_own_beside_a_changed_one_is_not_mixed_with_it() -> None:
    new = "A cup for the hand, and no two of them alike."
    working = ORIGINAL.replace("local stone", "stone").replace(CARE, f"{new}\n\n{CARE}")
    assert told(compare(ORIGINAL, working)) == [("local ", ""), ("", f"{new}\n\n")]


def test_the_lines_stand_side_by_side_as_they_did() -> None:
    rows = compare(ORIGINAL, ORIGINAL.replace("1840. ", "1840.\n\n")).rows
    pairs = [(row.before, row.after) for row in rows if row.before is not None and row.after is not None]
    assert {(2, 4), (4, 6)} <= set(pairs)
    assert {row.before for row in rows} | {row.after for row in rows} >= set(range(7))


def paragraphs(count: int, seed: int) -> list[list[str]]:
    """Paragraphs of 24 words, no word twice."""
    dice = random.Random(seed)
    return [[f"{dice.choice('abcdef')}word{number}x{place}" for place in range(24)] for number in range(count)]


CUTS = st.lists(st.tuples(st.integers(8, 16), st.lists(st.integers(0, 23), max_size=2)), min_size=4, max_size=4)


@given(st.integers(0, 10_000), CUTS, st.sampled_from(["\n", "\n\n"]))
def test_taking_one_change_back_leaves_the_others_as_they_are(
    seed: int, cuts: list[tuple[int, list[int]]], line_ends: str
) -> None:
    texts = paragraphs(4, seed)
    original = "\n\n".join(map(" ".join, texts))
    halves = list[str]()
    for number, (cut, edited) in enumerate(cuts):
        words = [f"new{number}y{place}" if place in edited else word for place, word in enumerate(texts[number])]
        halves.append(" ".join(words[:cut]) + line_ends + " ".join(words[cut:]))
    working = "\n\n".join(halves)
    before = compare(original, working)
    assert before.words - before.kept == sum(len(set(edited)) for _, edited in cuts)
    for change in before.changes:
        restored = working[: change.after.start] + change.before_text + working[change.after.end :]
        after = compare(original, restored)
        assert [c.id for c in after.changes] == [c.id for c in before.changes if c.id != change.id]


WORDS = ("tea", "pot", "of", "Fresh", "green", "12", "leaf", "slow.", "well-made", "cup,")
BLOCKS = st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), min_size=1, max_size=6)
STEPS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 4), st.sampled_from(["\n", "\n\n", " ", "", "new"])), max_size=6)


@given(BLOCKS, STEPS)
@settings(max_examples=500)
def test_whatever_is_split_joined_and_rewritten_can_be_exchanged_exactly(
    blocks: list[str], steps: list[tuple[float, int, str]]
) -> None:
    original = working = "\n\n".join(blocks)
    for where, length, new in steps:
        at = round(where * len(working))
        working = working[:at] + new + working[at + length :]
    for one, other in ((original, working), (working, original)):
        found = compare(one, other)
        assert exchanged(one, found.changes) == other
        assert all(c.before_text == c.before.of(one) and c.after_text == c.after.of(other) for c in found.changes)
        assert len({change.id for change in found.changes}) == len(found.changes)
        assert 0 <= found.kept <= found.words


@given(BLOCKS, BLOCKS)
def test_rows_read_together_are_apart_and_hold_lines_of_both_texts(ours: list[str], theirs: list[str]) -> None:
    one, other = "\n".join(ours).split("\n"), "\n\n".join(theirs).split("\n")
    rows, at = compare("\n".join(one), "\n".join(other)).rows, 0
    for first, end in stretches(rows, one, other):
        assert at <= first < end <= len(rows)
        assert any(row.before is not None for row in rows[first:end])
        assert any(row.after is not None for row in rows[first:end])
        at = end
