"""A text stays one and the same document however it came about, and every place in it can be named."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.core.document import Document, Placed, count_words, normalise, sentences_of
from studio.core.edit import Edit
from studio.core.span import Span

PIECES: Sequence[str] = (
    *("word", "Two words. ", "😀", "1. ", "- ", "  - ", "> ", "# ", "```\n", "~~~\n", "    code", "`c`", "*em*", "**b**"),
    *(
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<div>",
        "<?",
        "?>",
        "<![CDATA[",
        "]]>",
        "<!A",
        "| a | b |\n|---|---|\n| c | d |\n",
    ),
    *("---\n", "---\ntitle: T\n---\n", "...\n", "[a]", "[a]: /url\n", "[a](u)", "![x](y)", "===\n", "\\", "&amp;", "\t"),
    *(" ", "\n", "\n", "\n\n", "\n\n", "\n\n\n"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.lists(st.sampled_from(PIECES), max_size=3).map("".join)), max_size=6
)


def shown(document: Document) -> list[tuple[Placed, Span]]:
    return [(placed, placed.span) for placed in document.blocks]


@given(TEXTS, EDITS)
@settings(max_examples=800)
@example("---\ntitle: T\n", [(1.0, 0, "---\n"), (0.0, 1, "")])
@example("a\n\nb\n\n```\nc\n\nd\n", [(0.0, 0, "```\n"), (0.0, 4, "")])
@example("[a]\n\nb\n", [(1.0, 0, "\n[a]: /url\n"), (0.5, 3, "")])
def test_editing_gives_the_same_document_as_opening_the_result(text: str, edits: list[tuple[float, int, str]]) -> None:
    document = Document.parse(text)
    for number, (where, length, words) in enumerate(edits, 1):
        start = round(where * len(document.text))
        document = document.apply(Edit(Span(start, min(start + length, len(document.text))), words))
        opened = Document.parse(document.text)
        assert shown(document) == shown(opened)
        assert document.revision == number
        assert document.word_count == opened.word_count
        assert document.heading == opened.heading


def test_an_edit_leaves_the_blocks_it_does_not_touch_as_they_are() -> None:
    before = Document.parse("\n\n".join(f"Paragraph {n} of many." for n in range(50)))
    at = before.text.index("25 of")
    after = before.apply(Edit(Span(at, at + 2), "twenty-five"))
    same = [old.block is new.block for old, new in zip(before.blocks, after.blocks, strict=True)]
    assert [n for n, kept in enumerate(same) if not kept] == [0, 25]  # the first may always be front matter


@given(TEXTS)
def test_every_place_of_a_block_finds_that_block(text: str) -> None:
    document = Document.parse(text)
    for placed in document.blocks:
        found = document.block_at(placed.span.start)
        assert found is not None
        assert found.span.start <= placed.span.start <= found.span.end


@given(TEXTS)
def test_a_block_s_sentences_are_its_words_in_order(text: str) -> None:
    for placed in Document.parse(text).blocks:
        at = 0
        for sentence in sentences_of(placed.block):
            assert sentence.span.start >= at
            assert sentence.text == sentence.span.of(placed.block.text)
            assert sentence.text == sentence.text.strip() != ""
            at = sentence.span.end


def test_the_sentence_around_a_flag_is_found() -> None:
    document = Document.parse("# Tea\n\nIt is *hot*. It is good.\n\n    code line\n")
    for word, sentence in (("hot", "It is hot."), ("good", "It is good."), ("code", "    code line")):
        at = document.text.index(word)
        assert document.sentence_at(Span(at, at + len(word))) == sentence


def test_places_are_told_as_line_and_column() -> None:
    document = Document.parse("😀a\nbc\n")
    assert [document.line_and_column(n) for n in (0, 1, 3, 4, 6)] == [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)]


def test_an_empty_text_is_a_document_one_can_write_into() -> None:
    document = Document.parse("")
    assert (document.blocks, document.word_count, document.heading, document.block_at(0)) == ((), 0, "", None)
    assert document.apply(Edit(Span(0, 0), "# Tea")).heading == "Tea"


def test_readability_sees_running_text_only() -> None:
    assert Document.parse("# Title\n\nOne *two*.\n\n- three\n\n| a |\n|---|\n| b |\n").prose() == "One two.\n\nthree"


@pytest.mark.parametrize(("text", "words"), [("", 0), ("One, two — three!", 3), ("*** - 4th", 1), ("well-known 50%", 2)])
def test_words_are_counted_as_people_count_them(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text())
@example("a\r\nb\rc\u2028d\u2029e\x0bf\x0cg\x85h\x00i\ufeffj\ud800k")
@example("\r\x00\n")
@example("\r\ufeff\n")
def test_a_normalised_text_stays_as_it_is_and_can_be_stored(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert not set(once) & set("\r\u2028\u2029\x0b\x0c\x85\x00\ufeff")
    assert once.encode("utf-8").decode("utf-8") == once
