import pytest

EITHER = "extends: consistency\nmessage: \"'%s' here, '%s' elsewhere\"\neither:\n  analyse: analyze\n  catalogue: catalog\n"


def said(found):
    return [(flag.text, flag.span.start, [fix.text for fix in flag.fixes]) for flag in found]


def test_one_spelling_throughout_is_right_whichever_it_is(house, flags):
    guides = house(R=EITHER)
    assert flags(guides, "We analyse it.\n\nThey analyse it.") == []
    assert flags(guides, "We analyze the catalog.") == []


def test_every_place_of_the_rarer_spelling_is_flagged_and_the_commoner_one_offered(house, flags):
    found = flags(house(R=EITHER), "We analyze it.\n\nWe analyse it, and analyse again.\n\nLater we analyze.\n\nThey analyse.")
    assert said(found) == [("analyze", 3, ["analyse"]), ("analyze", 60, ["analyse"])]
    assert found[0].message == "'analyze' here, 'analyse' elsewhere"


def test_with_as_many_of_both_the_first_one_stands(house, flags):
    assert said(flags(house(R=EITHER), "A catalog.\n\nA catalogue.")) == [("catalogue", 14, ["catalog"])]
    assert said(flags(house(R=EITHER), "A catalogue and a catalog.")) == [("catalog", 18, ["catalogue"])]


def test_each_pair_is_decided_by_itself(house, flags):
    found = flags(house(R=EITHER), "We analyse the catalog.\n\nYou analyse the catalogue and the catalogue.")
    assert [flag.text for flag in found] == ["catalog"]


def test_a_spelling_that_comes_up_later_flags_earlier_blocks(house, flags):
    guides = house(R=EITHER)
    text = "We analyze.\n\nMore."
    assert flags(guides, text) == []
    assert [flag.span.start for flag in flags(guides, text + "\n\nThey analyse. You analyse.")] == [3]


@pytest.mark.parametrize(
    ("switch", "text", "expected"),
    [
        ("", "Analyse, analyze, analyze", []),
        ("ignorecase: true\n", "Analyse, analyze, analyze", [("Analyse", 0, ["Analyze"])]),
        ("ignorecase: true\n", "ANALYSE, analyze, analyze", [("ANALYSE", 0, ["ANALYZE"])]),
        ("", "reanalyse, analyze", []),
        ("nonword: true\n", "reanalyse, analyze", [("analyze", 11, ["analyse"])]),
    ],
)
def test_case_and_word_ends_count_as_the_rule_says(house, flags, switch, text, expected):
    assert said(flags(house(R=EITHER + switch), text)) == expected


def test_a_pattern_for_several_words_offers_none_of_them(house, flags):
    rule = "extends: consistency\nmessage: '%s'\neither:\n  'analys(?:e|es|ing)': 'analyz(e|es|ing)'\n"
    assert said(flags(house(R=rule), "analyses, analyzing, analyze")) == [("analyses", 0, [])]


def test_code_neither_counts_nor_is_flagged(house, flags):
    assert flags(house(R=EITHER), "We `analyze()` what we analyse.") == []


def test_within_a_scope_only_that_scope_counts(house, flags):
    guides = house(R=EITHER + "scope: heading\n")
    assert flags(guides, "# The catalog\n\nA catalogue.") == []
    assert said(flags(guides, "# The catalog\n\n## A catalogue")) == [("catalogue", 20, ["catalog"])]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [("message: no\n", 1, "either"), ("message: no\neither:\n  fine: good\n  '[z-a]': b\n", 5, "[z-a]")],
)
def test_a_rule_with_nothing_to_choose_says_so(house, text, line, words):
    (rule,) = house(R="extends: consistency\n" + text).rules
    assert (rule.state, rule.line) == ("broken", line)
    assert words in rule.reason
