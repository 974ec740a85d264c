import pytest

FILLER = """
extends: existence
message: "'%s' adds nothing; cut it."
ignorecase: true
action: {name: remove}
tokens: [basically, in point of fact, 'quite (?:simply|frankly)']
"""


def test_every_place_is_found_in_reading_order(house, flags):
    found = flags(house(Filler=FILLER), "It is basically so.\n\nIn point of fact, and quite frankly, no.")
    assert [flag.message for flag in found] == [
        "'basically' adds nothing; cut it.",
        "'In point of fact' adds nothing; cut it.",
        "'quite frankly' adds nothing; cut it.",
    ]


def test_words_inside_longer_words_are_left_alone(house, flags):
    rule = "extends: existence\nmessage: no\ntokens: [cat]"
    assert [flag.span.start for flag in flags(house(R=rule), "catalogue cat concat")] == [10]


def test_the_order_of_the_file_decides_between_a_word_and_a_longer_phrase(house, flags):
    rule = "extends: existence\nmessage: no\ntokens: [set, set up]"
    assert [flag.text for flag in flags(house(R=rule), "Let us set up.")] == ["set"]


def test_case_counts_unless_the_rule_says_otherwise(house, flags):
    rule = "extends: existence\nmessage: no\ntokens: [tea]"
    assert [flag.text for flag in flags(house(R=rule), "Tea, tea")] == ["tea"]


def test_raw_comes_first_and_needs_no_word_ends(house, flags):
    rule = "extends: existence\nmessage: no\nraw: ['(?:^|[.!?] )', 'So']"
    assert len(flags(house(R=rule), "So it is. So be it, and Sofia.")) == 2


def test_raw_after_the_tokens_when_it_is_appended(house, flags):
    rule = "extends: existence\nmessage: no\nappend: true\ntokens: [very]\nraw: [' \\w+']"
    assert [flag.text for flag in flags(house(R=rule), "a very good tea")] == ["very good"]


def test_a_rule_for_marks_needs_no_words(house, flags):
    rule = "extends: existence\nmessage: \"%s\"\nnonword: true\ntokens: ['!{2,}']"
    assert [flag.text for flag in flags(house(R=rule), "Now!! Or never! What!!!")] == ["!!", "!!!"]


def test_removing_a_word_takes_one_blank_with_it(house, flags):
    text = "It is basically so."
    (flag,) = flags(house(F=FILLER), text)
    assert text[: flag.span.start] + flag.fixes[0].text + text[flag.span.end :] == "It is so."


def test_removing_the_first_word_capitalises_the_next(house, flags):
    text = "Yes. Basically, it works."
    (flag,) = flags(house(F=FILLER), text)
    assert text[: flag.span.start] + flag.fixes[0].text + text[flag.span.end :] == "Yes. It works."


def test_removing_the_last_word_keeps_the_full_stop_close(house, flags):
    text = "It works basically."
    (flag,) = flags(house(F=FILLER), text)
    assert text[: flag.span.start] + flag.fixes[0].text + text[flag.span.end :] == "It works."


def test_removing_an_emphasised_word_leaves_the_markup_whole(house, flags):
    text = "It is **basically** so."
    (flag,) = flags(house(F=FILLER), text)
    assert flag.text == "basically"
    assert "**" in text[: flag.span.start]


def test_a_word_that_is_the_whole_sentence_is_not_removed_blindly(house, flags):
    (flag,) = flags(house(F=FILLER), "Ready? Basically!")
    assert flag.fixes == ()


def test_an_article_that_would_have_to_change_makes_the_fix_one_to_ask_about(house, flags):
    guides = house(F="extends: existence\nmessage: no\naction: {name: remove}\ntokens: [utterly]")
    apart = [flag.fixes[0].safety for flag in flags(guides, "He is utterly plain.\n\nIt is an utterly plain pot.")]
    assert apart == ["safe", "ask"]


def test_an_action_fills_the_second_slot_with_the_proposal(house, flags):
    rule = (
        "extends: existence\nmessage: \"'%s' becomes '%s'\"\ntokens: ['\\w+ish']\naction: {name: edit, params: [trim_right, ish]}"
    )
    (flag,) = flags(house(R=rule), "a smallish pot")
    assert flag.message == "'smallish' becomes 'small'"
    assert [fix.text for fix in flag.fixes] == ["small"]


def test_edits_cut_split_and_replace_by_pattern(house, flags):
    def fix(params: str, word: str) -> str:
        rule = f"extends: existence\nmessage: no\nnonword: true\ntokens: ['{word}']\naction: {{name: edit, params: {params}}}"
        return flags(house(R=rule), f"see {word} here")[0].fixes[0].text

    assert fix('[truncate, "-"]', "pre-order") == "pre"
    assert fix('[split, "-", 1]', "pre-order") == "order"
    assert fix("[regex, '(\\w+)-(\\w+)', '$2 $1']", "pre-order") == "order pre"
    assert fix('[remove, "-"]', "pre-order") == "preorder"
    assert fix('[trim, "pr"]', "pre-order") == "e-orde"


def test_an_unknown_action_keeps_the_rule_and_says_so(house, flags):
    guides = house(R="extends: existence\nmessage: no\ntokens: [tea]\naction:\n  name: explode\n")
    assert [flag.fixes for flag in flags(guides, "tea")] == [()]
    assert any("House/R.yml" in problem and "explode" in problem and "line 4" in problem.lower() for problem in guides.problems)


def test_an_exception_saves_what_holds_it(house, flags):
    rule = "extends: existence\nmessage: no\ntokens: ['log\\w*(?: file)?']\nexceptions: [log]"
    assert [flag.text for flag in flags(house(R=rule), "a log file, logging")] == ["logging"]


def test_exceptions_mind_the_case_unless_told_not_to(house, flags):
    rule = "extends: existence\nmessage: no\nignorecase: true\ntokens: [tea, milk]\nexceptions: [tea, '(?i)milk']"
    assert [flag.text for flag in flags(house(R=rule), "tea Tea milk Milk")] == ["Tea"]


def test_a_phrase_saves_the_words_inside_it(house, flags):
    rule = "extends: existence\nmessage: no\ntokens: [mea]\nexceptions: [mea culpa]"
    assert [flag.span.start for flag in flags(house(R=rule), "Mea Culpa mea culpa and mea")] == [24]


VOCABULARY = "StylesPath = styles\nVocab = House\n[*]\nBasedOnStyles = House\n"


@pytest.mark.parametrize(
    ("keys", "text", "expected"),
    [
        ("tokens: [tea, ' ', '']", "tea", ["tea"]),  # blank tokens are dropped
        ("tokens: tea", "tea", ["tea"]),  # one value is a list of one
        ("ignorecase: 'true'\ntokens: [tea]", "TEA", ["TEA"]),
        ("tokens: ['e\\.g\\.']", "e.g. tea e.g.x", ["e.g."]),  # a word must go on behind it
        ("nonword: true\ntokens: ['e\\.g\\.']", "e.g. tea", ["e.g."]),
        ("nonword: true\ntokens: [Larkspur]", "Larkspur", ["Larkspur"]),  # accepted terms excuse words only
        ("nonword: true\ntokens: [Larkspur]\nexceptions: [Larkspur]", "Larkspur", []),
        ("tokens: [Larkspur]", "Larkspur", []),
        ("tokens: [Larkspur]\nvocab: false", "Larkspur", ["Larkspur"]),
        ("tokens: ['^tea']", "tea tea", ["tea"]),
        ("raw: ['^tea']", "milk\n\ntea", ["tea"]),
        ("tokens: ['(?i)tea', Milk]", "TEA milk Milk", ["TEA", "milk", "Milk"]),  # a flag holds to the end of the choice
        ("tokens: ['(\\w)\\1']\nnonword: true", "tree", ["ee"]),
        ("tokens: ['100%']\nnonword: true", "100% tea", ["100%"]),
        ("tokens: ['\\p{Lu}\\p{L}+']", "tea Émile", ["Émile"]),
        ("tokens: ['\\P{L}+']\nnonword: true", "tea12", ["12"]),
    ],
)
def test_each_key_means_what_the_format_says(house, flags, keys, text, expected):
    guides = house(VOCABULARY, accept="Larkspur\n", R=f"extends: existence\nmessage: no\n{keys}\n")
    assert [flag.text for flag in flags(guides, text)] == expected


def test_raw_text_that_cannot_be_read_is_named_with_its_line(house):
    (rule,) = house(R="extends: existence\nmessage: no\ntokens: [tea]\nraw: ['(']\nappend: true\n").rules
    assert (rule.state, rule.line) == ("broken", 4)
    assert "`raw`" in rule.reason


def test_a_word_template_that_cannot_be_read_breaks_the_rules_that_use_it(house):
    ini = "StylesPath = styles\nWordTemplate = (%s\n[*]\nBasedOnStyles = House\n"
    marks = "extends: existence\nmessage: no\nnonword: true\ntokens: [tea]\n"
    rules = house(ini, R="extends: existence\nmessage: no\ntokens: [tea]\n", S=marks).rules
    assert [rule.state for rule in rules] == ["broken", "runs"]
    assert "WordTemplate" in rules[0].reason
