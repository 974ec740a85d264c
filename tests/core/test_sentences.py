"""Sentences end where a reader says they end, found fast or slowly."""

from collections.abc import Callable

import pysbd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.core import sentences
from studio.core.document import Document

Split = Callable[[str], tuple[tuple[int, int], ...]]


@pytest.fixture(scope="module")
def by_pysbd() -> Split:
    """What pysbd's own segmenter finds, each piece looked for from where the last one ended."""
    segmenter = pysbd.Segmenter(language="en", clean=False)

    def split(text: str) -> tuple[tuple[int, int], ...]:
        found, at = [], 0
        for piece in map(str.strip, segmenter.segment(text)):
            start = text.find(piece, at) if piece else -1
            if start >= 0:
                at = start + len(piece)
                found.append((start, at))
        return tuple(found) or (((len(text) - len(text.lstrip()), len(text.rstrip())),) if text.strip() else ())

    return split


WORDS = (
    *(
        "The",
        "tea",
        "is",
        "it",
        "No",
        "no",
        "Dr",
        "etc",
        "e.g",
        "i.e",
        "U.S",
        "UK",
        "a",
        "I",
        "b",
        "A",
        "p.m",
        "Co",
        "KG",
        "p",
        "fig",
    ),
    *("5", "12", "123", "3.5", "£3.50", "2024", "10%", "10th", "-12", "90°", "1)", "a)", "(a)", "(12)", "(iv)", "(see terms)"),
    *(
        "don't",
        "it’s",
        "boys'",
        "'quoted'",
        "“fine words”",
        "“Fine. Words”",
        '"so it goes"',
        '"Hm," ',
        "Yahoo",
        "--",
        "—",
        "…",
        "...",
    ),
    *(
        "“It is. So there.”",
        "“Tea, 5. Milk.”",
        '"Is it? Yes!"',
        "“Dr. No”",
        "(Spoiler: Yes)",
        "(Not Now)",
        "(xii)",
        "2.30am",
        "4.9/5",
    ),
    *("1.", "2.", "41.", "£11", "in 2025", "“can't,”", "““", ")"),
    *("é", "😀", "✅", "{{a_b}}", "|", "****", "well-known", "jpg", "I'm", "I'll", "man"),
)
MARKS = (" ", " ", " ", ". ", ". ", ". ", "? ", "! ", ".", "!", "?", "?! ", "!! ", ", ", "; ", ": ", ".'s ", "  ", ".) ", ".\n")


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=9), st.booleans())
@settings(max_examples=500)
@example([("tea", ". "), ("is", ". "), ("it", ".")], True)
@example([("tea", ". "), ("No", ". "), ("5", " ")], True)
@example([("tea", "! "), ("tea", ". "), ("“fine words”", " ")], True)
@example([("“fine words”", " "), ("The", " "), ("tea", "")], True)
@example([("“fine words”", " "), ("(Not Now)", " "), ("“fine words”", "")], True)
@example([("“It is. So there.”", " "), ("The", " "), ("tea", ".")], True)
@example([("1.", " "), ("tea", ". "), ("2.", " "), ("tea", "")], True)
def test_the_short_way_ends_sentences_where_pysbd_does(by_pysbd: Split, words: list[tuple[str, str]], strip: bool) -> None:
    text = "".join(word + mark for word, mark in words)
    text = text.strip() if strip else text
    assert sentences.split(text) == by_pysbd(text)


def test_every_sentence_of_every_draft_is_the_one_pysbd_finds(by_pysbd: Split, drafts: list[str]) -> None:
    texts = [placed.block.text for draft in drafts for placed in Document.parse(draft).blocks]
    assert [sentences.split(text) for text in texts] == [by_pysbd(text) for text in texts]


def test_most_of_a_draft_needs_no_second_look(drafts: list[str]) -> None:
    texts = [placed.block.text for draft in drafts for placed in Document.parse(draft).blocks]
    assert sum(len(text) for text in texts if sentences._plain(text)) > 0.7 * sum(map(len, texts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs £3.50. That is fair.", ["It costs £3.50.", "That is fair."]),
        ("Ask Dr. Marsh at 9 a.m. She knows.", ["Ask Dr. Marsh at 9 a.m.", "She knows."]),
        ("Is it hot? Yes! Good.", ["Is it hot?", "Yes!", "Good."]),
        ("Twice. Twice. Twice.", ["Twice.", "Twice.", "Twice."]),
        ("  no full stop  ", ["no full stop"]),
        (" \n ", []),
    ],
)
def test_a_sentence_ends_where_a_reader_says(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences.split(text)] == expected
