"""The prose of a Markdown text: what a check gets to see, and where it stands in the source."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.core import markdown
from studio.core.document import Document
from studio.core.markdown import MASK, Block, BlockKind, Mark
from studio.core.markdown.plain import plain_blocks
from studio.core.markdown.tokens import parsed_blocks
from studio.core.span import Span

PIECES: Sequence[str] = (
    *("a", "Bo", "word word", "é", "😀", "\u00a0", "\u2028", "\x0b", "\r", "\0", "\t", " ", "  ", "    ", "\n", "\n", "\n"),
    *("1.", "2) ", "10. ", "-", "- ", "* ", "+ ", "#", "# ", "## ", "> ", ">", "=", "---", "===", "|", "| ", ":-", ".", ",", "'"),
    *("*", "**", "_", "__", "~", "~~", "`", "```", "[", "]", "]:", "](u)", "!", "![", "(", ")", "<", "<b>", "<!--", "-->"),
    *(
        "&amp;",
        "&",
        "\\",
        "**a** ",
        "*b*",
        "**Bo: x**",
        " *c",
        "{{a_b}}",
        "a & b",
        "<p>",
        "</p>",
        "<kbd>",
        "</kbd>",
        "<li>",
        '<img alt="x y">',
        "[a]",
        "[a]: /b",
        "x [y](z)",
        "<br>",
    ),
    *("https://a.b", "www.a.b."),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def blocks(source: str) -> list[tuple[BlockKind, str]]:
    return [(placed.block.kind, placed.block.text) for placed in Document.parse(source).blocks]


@given(TEXTS, st.sampled_from([(), ("A",)]))
@settings(max_examples=600)
@example("**a**\nb *c.* d_e & f\n", ())
@example("# 1. Title\ntext\n- **one:** two\n- three\n> four\n", ())
@example("a\n2. b\n", ())
@example("- a\nb\n", ())
@example("> a\n> b\n", ())
@example("[a\nb]: c\n", ("A",))
def test_plain_lines_read_the_short_way_give_what_markdown_it_gives(text: str, labels: tuple[str, ...]) -> None:
    for start, end in markdown.chunks(text, 0):
        chunk = text[start:end]

        def env() -> dict[str, object]:
            return {"references": {label: {"href": "#", "title": ""} for label in labels}}

        plain = plain_blocks(chunk, env())
        assert plain is None or plain == parsed_blocks(chunk, env())


CELLS = st.lists(st.sampled_from([*PIECES, "a", "b c", " "]), max_size=3).map("".join)
ROWS = st.lists(CELLS, min_size=1, max_size=4).map(lambda cells: f"| {' | '.join(cells)} |")
RULES = st.lists(st.sampled_from(["---", " :-: ", "-", ":--", " ", "--:"]), min_size=1, max_size=4).map("|".join)
TABLES = st.tuples(ROWS, RULES, st.lists(ROWS, max_size=3), st.sampled_from(["", "\n", "\n\n", "\nx\n", "\n> y", "\n|"]))


@given(TABLES, st.sampled_from([(), ("A",)]))
@settings(max_examples=600)
@example(("| a |", "---", ["| b | c |"], ""), ())
@example(("| a | b |", "---|:-:", ["| **b** |", "| `|` | [a] |"], "\n"), ("A",))
def test_plain_tables_read_the_short_way_give_what_markdown_it_gives(
    table: tuple[str, str, list[str], str], labels: tuple[str, ...]
) -> None:
    head, rule, rows, end = table
    test_plain_lines_read_the_short_way_give_what_markdown_it_gives.hypothesis.inner_test(
        "\n".join([head, f"|{rule}|", *rows]) + end, labels
    )


def test_most_of_a_draft_is_read_the_short_way(drafts: list[str]) -> None:
    texts = [text.split("\n---\n", 1)[-1] for text in drafts]
    chunks = [text[start:end] for text in texts for start, end in markdown.chunks(text, 0)]
    short = [chunk for chunk in chunks if plain_blocks(chunk, {}) is not None]
    assert sum(map(len, short)) > 0.8 * sum(map(len, chunks))
    assert all(plain_blocks(chunk, {}) == parsed_blocks(chunk, {}) for chunk in short)


@given(TEXTS)
@settings(max_examples=600)
@example("\r0")
@example("---\na: b\x1cc\n---\n")
@example("a\r\n\r\n    b")
def test_any_text_is_a_document_and_every_character_knows_its_place(text: str) -> None:
    document = Document.parse(text)
    for placed in document.blocks:
        assert_in_place(placed.block, text[placed.offset :])
        assert 0 <= placed.span.start <= placed.span.end <= len(text)


def assert_in_place(block: Block, chunk: str) -> None:
    masked = {index for span in block.masked for index in range(span.start, span.end)}
    at = 0
    for segment in block.segments:
        assert segment.text.start == at
        at = segment.text.end
        assert segment.source.end <= len(chunk)
        if len(segment.text) == len(segment.source):
            for index in range(len(segment.text)):
                shown, there = block.text[segment.text.start + index], chunk[segment.source.start + index]
                if segment.text.start + index in masked:
                    assert shown == MASK
                else:
                    assert shown == there or (shown in " \n" and there in "\n\r\\") or (shown, there) == ("\ufffd", "\0")
    assert at == len(block.text)
    for span in (*block.masked, *(mark.span for mark in block.marks)):
        assert span.end <= len(block.text)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Title\nText *here*\nand there", [(BlockKind.HEADING, "Title"), (BlockKind.PARAGRAPH, "Text here and there")]),
        ("- one\n- two", [(BlockKind.LIST_ITEM, "one"), (BlockKind.LIST_ITEM, "two")]),
        ("> said\n> twice", [(BlockKind.QUOTE, "said twice")]),
        ("| A | B |\n|---|---|\n| c \\| d | e |", [(BlockKind.TABLE_CELL, t) for t in ("A", "B", "c | d", "e")]),
        ("![A pot](pot.png) of tea", [(BlockKind.PARAGRAPH, " of tea"), (BlockKind.ALT, "A pot")]),
        ("Use `rm -rf` now", [(BlockKind.PARAGRAPH, "Use ****** now")]),
        ("See https://tea.example/a_b.", [(BlockKind.PARAGRAPH, f"See {MASK * 23}.")]),
        ("AT&amp;T", [(BlockKind.PARAGRAPH, "AT&T")]),
        ("line  \nbreak", [(BlockKind.PARAGRAPH, "line\nbreak")]),
        ("```\ncode\n```\n\n<!-- note -->\n\nwords", [(BlockKind.PARAGRAPH, "words")]),
        ("---\ntitle: Tea\ntags: [a]\n---\nwords", [(BlockKind.FRONT_MATTER, "Tea"), (BlockKind.PARAGRAPH, "words")]),
    ],
)
def test_checks_see_prose_and_nothing_else(source: str, expected: list[tuple[BlockKind, str]]) -> None:
    assert blocks(source) == expected


def test_a_flag_on_words_with_markup_covers_them_in_the_source() -> None:
    source = "😀 A **very** good [tea](https://tea.example), [second](/two)."
    placed = Document.parse(source).blocks[0]
    text = placed.block.text
    assert text == "😀 A very good tea, second."
    for words in ("very", "tea", "second"):
        at = text.index(words)
        assert placed.source(Span(at, at + len(words))).of(source) == words
    assert placed.block.marks == (
        Mark(Span(text.index("very"), text.index("very") + 4), "strong"),
        Mark(Span(text.index("tea"), text.index("tea") + 3), "link", url="https://tea.example"),
        Mark(Span(text.index("second"), text.index("second") + 6), "link", url="/two"),
    )


def marked(source: str) -> list[tuple[str, str]]:
    """Every mark of the first block: what it is, and the source it stands for."""
    placed = Document.parse(source).blocks[0]
    return [(mark.tag, placed.source(mark.span).of(source)) for mark in placed.block.marks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Tea *now* and **then**.", [("emphasis", "now"), ("strong", "then")]),
        ("**a *b* c**", [("emphasis", "b"), ("strong", "a *b* c")]),
        ("see [the *menu*](/m)", [("emphasis", "menu"), ("link", "the *menu")]),
        ("run `rm -rf` now", [("code", "rm -rf")]),
        ("run `` a`b `` now", [("code", "a`b")]),
        ("~~old~~ new", [("strikethrough", "old")]),
        ("press <kbd>Ctrl</kbd> <b>now</b> <x>y</x>", [("kbd", "Ctrl"), ("strong", "now")]),
        ("an unclosed <em>tag and a stray </b>", []),
        ("<https://tea.example> **x**", [("link", "https://tea.example"), ("strong", "x")]),
    ],
)
def test_what_markup_sets_apart_is_known_with_its_place(source: str, expected: list[tuple[str, str]]) -> None:
    assert marked(source) == expected


def test_keys_and_code_are_masked_and_their_text_is_kept_beside() -> None:
    block = Document.parse("press <kbd>Ctrl</kbd> or `q`").blocks[0].block
    assert block.text == "press **** or *"
    assert [(mark.tag, mark.text) for mark in block.marks] == [("kbd", "Ctrl"), ("code", "q")]


def test_classes_of_inline_html_are_known() -> None:
    block = Document.parse('a <span class="legal small">note</span>').blocks[0].block
    assert [(mark.tag, mark.classes) for mark in block.marks] == [("span", ("legal", "small"))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<div>One <b>two</b></div>", [(BlockKind.PARAGRAPH, "One two")]),
        ("<h2>Tea &amp; cake</h2>\n<p>Warm</p>", [(BlockKind.HEADING, "Tea & cake"), (BlockKind.PARAGRAPH, "Warm")]),
        ("<ul><li>a</li><li>b</ul>", [(BlockKind.LIST_ITEM, "a"), (BlockKind.LIST_ITEM, "b")]),
        ("<table><tr><th>A</th><td>b</td></tr></table>", [(BlockKind.TABLE_CELL, "A"), (BlockKind.TABLE_CELL, "b")]),
        ("<div><script>var tea;</script>cup</div>", [(BlockKind.PARAGRAPH, "cup")]),
        ('<p><img src="a" alt="A pot">of tea</p>', [(BlockKind.ALT, "A pot"), (BlockKind.PARAGRAPH, "of tea")]),
        ("<!-- a\nb -->\n", []),
        ("> <div>\n> quoted\n> </div>", [(BlockKind.QUOTE, "quoted")]),
        ("a < b and <div", [(BlockKind.PARAGRAPH, "a < b and <div")]),
    ],
)
def test_prose_in_raw_html_is_read_too(source: str, expected: list[tuple[BlockKind, str]]) -> None:
    assert [(kind, text.strip()) for kind, text in blocks(source)] == expected


def test_words_in_raw_html_know_their_place() -> None:
    source = "<div>\n  <p>Caf&eacute; and <b>tea</b></p>\n</div>\n"
    (placed,) = Document.parse(source).blocks
    for shown, there in (("é", "&eacute;"), ("tea", "tea"), ("and", "and")):
        at = placed.block.text.index(shown)
        assert placed.source(Span(at, at + len(shown))).of(source) == there


def test_comments_are_found_where_they_stand_and_code_is_no_comment() -> None:
    source = "a <!-- one --> b\n\n<!--\ntwo\n-->\n\n```\n<!-- no -->\n```\n\n`<!-- no -->`\n"
    found = Document.parse(source).comments
    assert [(span.of(source), text) for span, text in found] == [("<!-- one -->", "one"), ("<!--\ntwo\n-->", "two")]


def test_words_with_markup_between_them_are_pieces_without_it() -> None:
    source = "A **very** good tea"
    placed = Document.parse(source).blocks[0]
    assert [span.of(source) for span in placed.block.pieces(Span(0, len(placed.block.text)))] == ["A ", "very", " good tea"]


def test_a_heading_says_its_level_and_a_table_its_header_row() -> None:
    found = Document.parse("## Two\n\n| A |\n|---|\n| b |\n").blocks
    assert [placed.block.level for placed in found] == [2, 1, 0]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "| Plan | Free | Pro |\n|---|---|---|\n| Seats | 1 | **5** |\n| | 2 | |\n",
            [
                *((head, None) for head in ("Plan", "Free", "Pro", "Seats")),
                *(("1", ("Seats", "Free")), ("5", ("Seats", "Pro")), ("2", ("", "Free"))),
            ],
        ),
        ("Plan | Pro\n---|---\nSeats | a \\| b\n", [("Plan", None), ("Pro", None), ("Seats", None), ("a | b", ("Seats", "Pro"))]),
        ("| Only |\n|---|\n| 5 |\n", [("Only", None), ("5", ("", "Only"))]),
        ("<table><tr><th>Plan</th></tr><tr><td>5</td></tr></table>\n", [("Plan", None), ("5", ("", ""))]),
        ("A | B, and no table\n", [("A | B, and no table", None)]),
    ],
)
def test_a_cell_knows_what_heads_its_row_and_its_column(source: str, expected: list[tuple[str, tuple[str, str] | None]]) -> None:
    assert [(placed.block.text, placed.block.labels) for placed in Document.parse(source).blocks] == expected


def test_front_matter_that_readers_never_see_is_not_visible() -> None:
    found = Document.parse("---\ntitle: Tea\nmodel: gpt\n---\n").blocks
    assert [(placed.block.name, placed.block.is_visible) for placed in found] == [("title", True), ("model", False)]
