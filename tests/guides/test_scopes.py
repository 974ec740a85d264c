"""What a rule gets to see: sentences, markup, the source, the running text."""

import pytest

from studio.guides import State

TEA = "extends: existence\nmessage: no\nignorecase: true\ntokens: [tea]\n"
RICH = "A [tea link](https://example.com) and **bold tea with [linked tea](b.html)** and *soft tea* and `code tea` and tea."


def words(found, text):
    return [text[flag.span.start : flag.span.end] for flag in found]


def places(found, text):
    return [text[flag.span.start - 5 : flag.span.end] for flag in found]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("link", ["A [tea", "nked tea"]),
        ("strong", ["bold tea", "nked tea"]),
        ("emphasis", ["soft tea"]),
        ("code", ["code tea"]),
        ("strong & link", ["nked tea"]),
        ("link & ~strong", ["A [tea"]),
        ("text & ~link", ["bold tea", "soft tea", " and tea"]),
        ("~link & ~strong", ["soft tea", " and tea"]),
        ("[link, emphasis]", ["A [tea", "nked tea", "soft tea"]),
        ("list & link", []),
    ],
)
def test_a_rule_may_look_at_markup_alone_or_pass_it_over(house, flags, scope, expected):
    found = flags(house(R=TEA + f"scope: {scope}\n"), RICH)
    assert [RICH[max(0, flag.span.end - len(end)) : flag.span.end] for flag, end in zip(found, expected, strict=True)] == expected


def test_a_rule_on_links_sees_the_words_of_each_link_from_their_beginning_to_their_end(house, flags):
    header = "extends: existence\nmessage: say where it leads\nscope: link\nnonword: true\nignorecase: true\n"
    rule = header + "tokens: ['^here$', '^more']\n"
    text = "Go [here](a.html) or [more teas](b.html); here is [look here](c.html)."
    found = flags(house(R=rule), text)
    assert words(found, text) == ["here", "more"]
    assert found[0].context == "Go here or more teas; here is look here."


def test_only_a_rule_that_names_code_sees_code_and_it_is_pointed_at_exactly(house, flags):
    rule = "extends: existence\nmessage: no\nscope: code\ntokens: [foo]\n"
    text = "Call `do foo now` or foo."
    (flag,) = flags(house(R=rule), text)
    assert (words([flag], text), flag.text) == (["foo"], "foo")
    assert flag.span.start == text.index("foo now")


def test_bold_words_written_in_html_are_bold(house, flags):
    text = "So <b>bold tea</b> and <strong>tea</strong> and tea."
    assert len(flags(house(R=TEA + "scope: strong\n"), text)) == 2


TOPS = """# Top one

## Top two

Top para

- Top item

| Top head |
|---|
| Top cell |
"""


@pytest.mark.parametrize(
    ("scope", "expected"),  # what Vale 3.15 and 3.21 flag, too
    [
        ("heading & ~heading.h1", ["Top two"]),
        ("~heading.h1", ["Top two", "Top para", "Top item", "Top head", "Top cell"]),
        ("text & ~heading.h1", ["Top two", "Top para", "Top item", "Top head", "Top cell"]),
        ("~table.header", ["Top one", "Top two", "Top para", "Top item", "Top cell"]),
        ("table & ~table.header", ["Top cell"]),
        ("~heading", ["Top para", "Top item", "Top head", "Top cell"]),
        ("~heading.h1 & ~list", ["Top two", "Top para", "Top head", "Top cell"]),
    ],
)
def test_a_rule_may_leave_out_the_title_and_still_see_the_other_headings(house, flags, scope, expected):
    rule = "extends: existence\nmessage: no\nnonword: true\ntokens: ['Top \\w+']\n"
    assert words(flags(house(R=rule + f"scope: '{scope}'\n"), TOPS), TOPS) == expected


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("~heading.link", ["lone tea", "para tea", "bold tea"]),
        ("~strong.link", ["lone tea", "link tea", "para tea"]),
        ("link & ~heading.link", ["para tea", "bold tea"]),
        ("link & ~strong.link", ["link tea", "para tea"]),
    ],
)
def test_markup_may_be_passed_over_in_headings_alone_or_inside_other_markup_alone(house, flags, scope, expected):
    text = "# A lone tea and a [link tea](a.html)\n\nA [para tea](b.html) and a **[bold tea](c.html)**.\n"
    found = flags(house(R=TEA + f"scope: '{scope}'\n"), text)
    assert [text[flag.span.start - 5 : flag.span.end] for flag in found] == expected


BUT = "extends: existence\nmessage: no\nnonword: true\ntokens: ['^But']\nscope: "


@pytest.mark.parametrize("before", ["", "- ", "> ", "# "])
def test_every_kind_of_block_is_cut_into_sentences_for_a_rule_that_asks(house, flags, before):
    text = f"{before}We have tea. But no milk."
    assert words(flags(house(R=BUT + "sentence\n"), text), text) == ["But"]


def test_a_sentence_rule_may_be_kept_to_one_kind_of_block(house, flags):
    text = "We have tea. But no milk.\n\n- We have tea. But no milk.\n"
    (flag,) = flags(house(R=BUT + "sentence & list\n"), text)
    assert flag.span.start > text.index("- ")


def test_a_paragraph_is_no_list_item_quote_or_heading(house, flags):
    text = "# Tea\n\nTea\n\n- tea\n\n> tea\n"
    assert [flag.span.start for flag in flags(house(R=TEA + "scope: paragraph\n"), text)] == [7]


SOURCE = "---\ntitle: tea\nnotes: tea\n---\n\n# Tea\n\n[tea](tea.md) `tea`\n\n```\ntea\n```\n\n<!-- tea -->\n"


def test_a_raw_rule_sees_the_source_with_all_its_markup(house, flags):
    found = flags(house(R=TEA + "scope: raw\n"), SOURCE)
    assert len(found) == SOURCE.lower().count("tea")
    assert {word.lower() for word in words(found, SOURCE)} == {"tea"}


def test_a_raw_rule_finds_what_only_markup_shows(house, flags):
    rule = "extends: existence\nmessage: \"'%s' is a heading with a dot\"\nscope: raw\nraw: ['(?m)^#+ .*\\.$']\n"
    text = "# Good\n\nText.\n\n## Bad.\n"
    (flag,) = flags(house(R=rule), text)
    assert (words([flag], text), flag.message) == (["## Bad."], "'## Bad.' is a heading with a dot")


def test_a_raw_fix_is_proposed_on_the_source(house, flags):
    rule = "extends: substitution\nmessage: \"'%s' for '%s'\"\nscope: raw\naction: {name: replace}\nswap: {teh: the}\n"
    text = "Here is teh end.\n\nAnd [teh](teh.md) other.\n"
    found = flags(house(R=rule), text)
    assert [[fix.text for fix in flag.fixes] for flag in found] == [["the"]] * 3
    assert found[0].context == "Here is teh end."


def test_a_rule_on_the_summary_sees_running_text_across_blocks_and_nothing_else(house, flags):
    text = "# Head tea\n\nFirst **tea**.\n\n- second tea\n\n> third tea\n\n| tea |\n|---|\n| tea |\n\n`tea`\n"
    found = flags(house(R=TEA + "scope: summary\n"), text)
    assert [text[flag.span.end - 8 : flag.span.end].split()[-1] for flag in found] == ["**tea", "tea", "tea"]
    assert found[0].context == "First tea."


def test_what_reaches_over_blocks_in_the_summary_is_marked_from_its_beginning_to_its_end(house, flags):
    rule = "extends: existence\nmessage: no\nscope: summary\nnonword: true\ntokens: ['end\\.\\s+Start']\n"
    text = "The **end.**\n\n- Start here.\n"
    (flag,) = flags(house(R=rule), text)
    assert words([flag], text) == ["end.**\n\n- Start"]


def test_words_are_counted_over_the_whole_running_text(house, flags):
    rule = "extends: occurrence\nmessage: '%s teas'\nscope: summary\nmax: 2\ntoken: tea\n"
    assert flags(house(R=rule), "A tea.\n\nA tea.\n") == []
    (flag,) = flags(house(R=rule), "A tea.\n\nA tea.\n\nA tea.\n")
    assert flag.message == "3 teas"


@pytest.mark.parametrize("scope", ["text.txt", "comment.line", "doc(h1)", "nonsense"])
def test_a_scope_that_cannot_occur_is_named_with_the_rule_and_never_taken_for_clean(house, scope):
    (rule,) = house(R=TEA + f"scope: '{scope}'\n").rules
    assert rule.state is State.NOT_YET
    assert scope in rule.reason


def test_of_several_scopes_those_that_occur_are_looked_at_and_the_others_named(house, flags):
    guides = house(R=TEA + "scope: [heading, comment.line]\n")
    assert len(flags(guides, "# Tea\n\ntea\n")) == 1
    assert "comment.line" in guides.rules[0].notes[0]


def test_the_words_of_a_flag_under_two_scopes_are_flagged_once(house, flags):
    assert len(flags(house(R=TEA + "scope: [text, sentence, summary, raw]\n"), "Some tea here.")) == 1
