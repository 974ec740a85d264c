"""What `.vale.ini` has the rules pass over: passages, words, tags, classes."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.document import Document
from studio.core.span import Span
from studio.guides.ignores import Ignores
from studio.guides.ini import Settings

TEA = "extends: existence\nmessage: no\ntokens: ['tea\\d']\n"
COUNT = "extends: occurrence\nmessage: '%s'\nscope: paragraph\nmax: 1\ntoken: '\\S+'\n"


@pytest.fixture
def teas(house, flags):
    """`teas(core, section, text)`: the numbered teas flagged with these lines in `.vale.ini`."""

    def find(core, section, text, rule=TEA):
        ini = f"StylesPath = styles\n{core}\n[*]\nBasedOnStyles = House\n[*.md]\n{section}\n"
        guides = house(ini, R=rule)
        assert not guides.problems
        return [flag.text for flag in flags(guides, text)]

    return find


def test_a_passage_between_marks_of_the_houses_own_is_passed_over(teas):
    text = "tea1\n\n{{< note >}}\ntea2\n\n- tea3\n{{< /note >}}\n\ntea4\n"
    assert teas("", r"BlockIgnores = (?s) *({{< note >}}.*?{{< /note >}})", text) == ["tea1", "tea4"]


def test_words_are_masked_where_they_stand_and_what_follows_keeps_its_place(teas, house, flags):
    text = "Say {{tea1}} and **tea2** {{tea3}} tea4.\n"
    assert teas("", r"TokenIgnores = (\{\{[^\n]+?\}\})", text) == ["tea2", "tea4"]
    ini = "StylesPath = styles\n[*]\nBasedOnStyles = House\n[*.md]\nTokenIgnores = (\\{\\{[^\\n]+?\\}\\})\n"
    assert [flag.span.of(text) for flag in flags(house(ini, R=TEA), text)] == ["tea2", "tea4"]


def test_a_masked_word_still_is_a_word(teas):
    assert teas("", r"TokenIgnores = ({{.*?}})", "One {{two}} three", COUNT.replace("max: 1", "max: 3")) == []
    assert len(teas("", r"TokenIgnores = ({{.*?}})", "One {{two}} three", COUNT.replace("max: 1", "max: 2"))) == 1


def test_code_is_read_where_the_house_masks_other_tags(teas):
    text = "Say `tea1` and **tea2** and <kbd>tea3</kbd> and tea4."
    assert teas("", "", text) == ["tea2", "tea4"]
    assert teas("IgnoredScopes = kbd, strong", "", text) == ["tea1", "tea4"]
    assert teas("IgnoredScopes = code, b", "", text) == ["tea3", "tea4"]


def test_a_key_of_the_front_matter_may_be_left_out(teas):
    text = "---\ntitle: tea1\ndescription: tea2\n---\n\ntea3\n"
    assert teas("IgnoredScopes = code, text.frontmatter.title", "", text) == ["tea2", "tea3"]


@pytest.mark.parametrize(
    ("tags", "left"),
    [
        ("alt", ["tea1", "tea2", "tea4", "tea5", "tea6"]),
        ("h1", ["tea2", "tea3", "tea4", "tea5", "tea6"]),
        ("blockquote, li", ["tea1", "tea2", "tea3", "tea6"]),
        ("th", ["tea1", "tea2", "tea3", "tea4", "tea5"]),
    ],
)
def test_whole_kinds_of_blocks_may_be_left_out(teas, tags, left):
    text = "# tea1\n\n## tea2\n\n![tea3](a.png)\n\n> tea4\n\n- tea5\n\n| tea6 |\n|---|\n| x |\n"
    core = f"SkippedScopes = script, style, pre, figure, noscript, iframe, {tags}"
    assert teas(core, "", text) == left


def test_elements_of_a_class_are_passed_over(teas):
    text = 'So <span class="brand big">tea1</span>, <span class="problematic">tea2</span> and <b class="big">tea3</b>.'
    assert teas("", "", text) == ["tea1", "tea3"]
    assert teas("IgnoredClasses = brand", "", text) == ["tea3"]


def test_what_cannot_be_read_in_any_case_is_said(house):
    guides = house("StylesPath = styles\nSkippedScopes = script, style\n[*]\nBasedOnStyles = House\n", R=TEA)
    assert any("pre" in problem and "SkippedScopes" in problem for problem in guides.problems)


def test_without_settings_the_rules_see_the_very_blocks_of_the_document():
    document = Document.parse("tea `tea` <kbd>tea</kbd>\n\n# tea\n")
    assert Ignores().view(document) is document.blocks


def test_what_is_hidden_changes_the_version_of_the_guides(house):
    ini = "StylesPath = styles\n[*]\nBasedOnStyles = House\n"
    assert house(ini, R=TEA).version != house(ini + "TokenIgnores = x\n", R=TEA).version


WORDS = st.sampled_from(
    [
        "tea ",
        "**bold** ",
        "`co de` ",
        "&amp; ",
        "[a link](b.html) ",
        "xx ",
        "<kbd>k</kbd> ",
        "\n\n",
        "\n",
        "# ",
        "- ",
        "> ",
        "😀 ",
    ]
)
TEXTS = st.lists(WORDS, max_size=16).map("".join)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 80), st.integers(1, 20)), max_size=3), st.sampled_from(["code", "kbd", "strong"]))
def test_nothing_ever_moves(text, cuts, ignored):
    document = Document.parse(text)
    cut = [Span(start, start + length) for start, length in cuts]
    seen = Ignores(Settings(ignored_scopes=(ignored,), token_ignores=("xx",))).view(document, cut)
    places = {placed.span.start: placed for placed in document.blocks}
    for placed in seen:
        before = places[placed.span.start].block
        assert len(placed.block.text) == len(before.text)
        assert placed.block.segments == before.segments
        for at, char in enumerate(placed.block.text):
            source = placed.source(Span(at, at + 1))
            if any(span.start <= source.start and source.end <= span.end for span in cut):
                assert char == "*"


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(0, 80))
def test_a_block_that_looks_the_same_is_the_same_object(text, at):
    ignores, document = Ignores(), Document.parse(text)
    seen = ignores.view(document, [Span(at, at + 5)])
    mine = {id(placed.block) for placed in document.blocks}
    for placed in seen:
        assert (id(placed.block) in mine) == (placed.block in [other.block for other in document.blocks])
    again = ignores.view(document, [Span(at, at + 5)])
    assert [id(placed.block) for placed in again] == [id(placed.block) for placed in seen]


def test_an_ignored_pattern_that_takes_too_long_is_said_and_the_text_is_checked_all_the_same(house, flags):
    ini = "StylesPath = styles\n[*]\nBasedOnStyles = House\n[*.md]\nTokenIgnores = (?:(?:\\w|\\w\\w)+)+[#!]\n"
    guides = house(ini, R=TEA)
    assert [flag.text for flag in flags(guides, "a" * 60 + " b! tea1")] == ["tea1"]
    assert any("took too long" in problem for problem in guides.problems)


def test_an_ignored_pattern_that_takes_too_long_costs_its_time_once_and_is_told_once(house, flags):
    ini = "StylesPath = styles\n[*]\nBasedOnStyles = House\n[*.md]\nTokenIgnores = (?:(?:\\w|\\w\\w)+)+[#!], (tea2)\n"
    guides = house(ini, R=TEA)
    flags(guides, "a" * 60)
    began = perf_counter()
    for number in range(8):
        assert [flag.text for flag in flags(guides, "a" * 60 + f" tea1 tea2 {number}")] == ["tea1"]
    assert perf_counter() - began < 1
    assert len([problem for problem in guides.problems if "took too long" in problem]) == 1


def test_a_formula_is_passed_over_and_money_is_not(teas):
    text = "Say $$tea1 + 1$$ and tea2.\n\n$$\ntea3\n$$\n\nIt costs $tea4 and $tea5, or `$$` tea6 `$$`.\n"
    assert teas("", "", text) == ["tea2", "tea4", "tea5", "tea6"]
