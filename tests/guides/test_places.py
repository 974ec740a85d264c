"""Where flags lie: scopes, markup, emoji, code, front matter."""

import pytest

TEA = "extends: existence\nmessage: no\nignorecase: true\ntokens: [tea]\n"
PAGE = """---
title: Tea for two
model: tea-writer
---

# Tea one

## Tea two

A tea paragraph.

- tea in a list

> tea in a quote

| Tea head |
| --- |
| tea cell |

![tea picture](tea.png) and `tea` and <https://example.com/tea>
"""


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("heading", ["# Tea one", "## Tea two"]),
        ("heading.h2", ["## Tea two"]),
        ("paragraph", ["A tea paragraph."]),
        ("list", ["- tea in a list"]),
        ("blockquote", ["> tea in a quote"]),
        ("table.header", ["| Tea head |"]),
        ("table.cell", ["| tea cell |"]),
        ("alt", ["![tea picture](tea.png) and `tea` and <https://example.com/tea>"]),
        ("frontmatter.title", ["title: Tea for two"]),
        ("[heading, list]", ["# Tea one", "## Tea two", "- tea in a list"]),
        ("heading & ~h1", ["## Tea two"]),
    ],
)
def test_a_rule_looks_only_where_its_scope_says(house, flags, scope, expected):
    found = flags(house(R=TEA + f"scope: {scope}\n"), PAGE)
    assert [
        next(line for line in PAGE.splitlines() if flag.span.start < PAGE.index(line) + len(line)) for flag in found
    ] == expected


def test_without_a_scope_all_prose_is_read_and_nothing_else(house, flags):
    assert len(flags(house(R=TEA), PAGE)) == 9  # not the model, the code, nor the address


def test_a_sentence_rule_sees_every_sentence_by_itself(house, flags):
    rule = "extends: existence\nmessage: no\nscope: sentence\nnonword: true\ntokens: ['^But']"
    text = "We have tea. But no milk. But there is sugar, but little."
    assert [flag.span.start for flag in flags(house(R=rule), text)] == [13, 26]


def test_other_rules_do_not_see_sentences(house, flags):
    rule = "extends: existence\nmessage: no\nnonword: true\ntokens: ['^But']"
    assert flags(house(R=rule, S=LONG), "We have tea. But no milk.") == []


LONG = "extends: existence\nmessage: no\nscope: sentence\ntokens: [xyzzy]\n"


def test_positions_hold_behind_emoji_and_inside_markup(house, flags):
    text = "🍵🫖 Good **tea** &amp; [more tea](https://example.com/tea) for 👩‍👩‍👧 and tea."
    found = flags(house(R=TEA), text)
    assert [text[flag.span.start : flag.span.end] for flag in found] == ["tea", "tea", "tea"]


def test_a_phrase_is_found_across_a_line_end_and_across_markup(house, flags):
    rule = "extends: substitution\nmessage: '%s'\nswap:\n  in order to: to"
    text = "We do it in\n*order* to rest."
    (flag,) = flags(house(R=rule), text)
    assert text[flag.span.start : flag.span.end] == "in\n*order* to"


def test_flags_never_touch_code(house, flags):
    rule = "extends: existence\nmessage: no\nnonword: true\ntokens: ['tea .{5}', '\\*+']"
    assert flags(house(R=rule), "tea `code` here") == []


def test_every_flag_says_why_its_rule_applies_here(house, flags):
    ini = "StylesPath = styles\n[*]\nBasedOnStyles = House\n[email/*.md]\nHouse.Mail = YES\n"
    rule = TEA + "description: Because.\nlink: https://example.com/rule\nlevel: error\n"
    (flag,) = flags(house(ini, R=rule), "tea")
    assert (flag.check, flag.rule, flag.severity, flag.text) == ("style", "House.R", "error", "tea")
    assert (flag.why, flag.link, flag.layer) == ("Because.", "https://example.com/rule", "House, for every channel")


def test_two_rules_may_flag_the_same_words(house, flags):
    assert [flag.rule for flag in flags(house(A=TEA, B=TEA), "tea")] == ["House.A", "House.B"]


def test_messages_with_a_percent_sign_are_shown_as_they_are(house, flags):
    rule = "extends: existence\nmessage: \"100%% of '%s', 5% off\"\ntokens: [tea]"
    assert [flag.message for flag in flags(house(R=rule), "tea")] == ["100% of 'tea', 5% off"]


def test_brackets_around_code_are_prose_but_nothing_that_begins_or_ends_in_code_is(house, flags):
    guides = house(R="extends: existence\nmessage: no\nnonword: true\naction: {name: remove}\ntokens: ['\\(.+?\\)', '\\S+ly']\n")
    text = "Open the file (see `open` and https://example.com/open) `and-quickly` slowly."
    found = flags(guides, text)
    assert [flag.span.of(text).strip() for flag in found] == ["(see `open` and https://example.com/open)", "slowly"]
    assert not found[0].fixes  # what it would write instead holds the mask and not the code


def test_the_text_of_a_footnote_is_read_without_its_label(house, flags):
    text = "A note.[^a]\n\n[^a]: tea1 was *served*\n  with tea2.\n[^b]: tea3 is `tea4` and tea5.\n"
    found = flags(house(R="extends: existence\nmessage: no\nscope: sentence\nraw: ['^tea[13]|\\btea[245]|\\^[ab]']\n"), text)
    assert [flag.span.of(text) for flag in found] == ["^a", "tea1", "tea2", "tea3", "tea5"]
    assert [flag.span.start for flag in found][1:] == [text.index(f"tea{n}") for n in (1, 2, 3, 5)]
