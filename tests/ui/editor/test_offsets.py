"""Emoji and other characters that Qt counts twice never move a flag."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from studio.ui.editor.offsets import Offsets

MIXED = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("a 🍵🫖𝒳é\n")))


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(MIXED)
def test_every_place_of_any_text_is_where_qt_counts_it(text):
    offsets = Offsets(text)
    assert [offsets.to_qt(n) for n in range(len(text) + 1)] == [units(text[:n]) for n in range(len(text) + 1)]


@given(MIXED)
def test_there_and_back_again_is_the_same_place(text):
    offsets = Offsets(text)
    assert all(offsets.from_qt(offsets.to_qt(n)) == n for n in range(len(text) + 1))


@given(MIXED)
def test_a_place_inside_a_pair_is_read_as_one_of_its_edges(text):
    offsets = Offsets(text)
    back = [offsets.from_qt(n) for n in range(units(text) + 1)]
    assert back == sorted(back)
    assert all(abs(offsets.to_qt(place) - n) <= 1 for n, place in enumerate(back))


def test_the_end_of_a_text_is_the_end_of_qt_s_document(app):
    text = "Tea 🍵\nand cake 🍰."
    document = QTextDocument(text)
    assert Offsets(text).to_qt(len(text)) == document.characterCount() - 1
