import pytest

from studio.guides import State

SWAPS = """
extends: substitution
message: "Write '%s', not '%s'."
action: {name: replace}
ignorecase: true
capitalize: true
swap:
  utili[sz]e: use
  in the event that: if
  (\\d+) hrs: $1 hours
  a large number of: many|several
"""


def test_the_fix_takes_over_a_capital_letter(house, flags):
    (flag,) = flags(house(R=SWAPS), "Utilize it.")
    assert (flag.message, [fix.text for fix in flag.fixes]) == ("Write 'Use', not 'Utilize'.", ["Use"])


def test_several_wordings_are_all_offered_and_none_is_applied_blindly(house, flags):
    (flag,) = flags(house(R=SWAPS), "A large number of cups.")
    assert flag.message == "Write 'Many' or 'Several', not 'A large number of'."
    assert [(fix.text, fix.safety) for fix in flag.fixes] == [("Many", "ask"), ("Several", "ask")]


def test_one_literal_wording_is_safe(house, flags):
    (flag,) = flags(house(R=SWAPS), "in the event that it rains")
    assert [(fix.text, fix.safety) for fix in flag.fixes] == [("if", "safe")]


def test_parts_of_the_match_come_back_and_are_never_applied_blindly(house, flags):
    (flag,) = flags(house(R=SWAPS), "after 12 hrs")
    assert [(fix.text, fix.safety) for fix in flag.fixes] == [("12 hours", "ask")]


@pytest.mark.parametrize(
    ("swap", "text", "found", "wording"),
    [
        ("'(\\d+) hrs(?= long)': $1 hours", "It is 12 hrs long.", "12 hrs", "12 hours"),
        ("'(?<=a )(big) tea': $1 brew", "Have a big tea.", "big tea", "big brew"),
        ("'(tea|teapot)s?': one $1", "Two teapots.", "teapots", "one teapot"),
    ],
)
def test_a_wording_with_parts_of_the_words_is_offered_with_them_whatever_the_entry_looks_for_around(
    house, flags, swap, text, found, wording
):
    rule = f"extends: substitution\nmessage: '%s'\naction: {{name: replace}}\nswap:\n  {swap}\n"
    told = [(flag.text, [fix.text for fix in flag.fixes]) for flag in flags(house(R=rule), text)]
    assert told == [(found, [wording])]


def test_a_price_in_a_wording_stays_a_price(house, flags):
    (flag,) = flags(house(R="extends: substitution\nmessage: '%s'\nswap: {the fee: the $5 fee}\n"), "Pay the fee now.")
    assert flag.message == "the $5 fee"


def test_an_entry_that_takes_up_parts_and_cannot_be_read_by_itself_is_named_when_it_is_loaded(house):
    (rule,) = house(R="extends: substitution\nmessage: '%s'\nswap:\n  '(te': brew\n  'a)': $1\n").rules
    assert rule.state is State.BROKEN
    assert (rule.line, rule.reason[:32]) == (5, "The token `a)` cannot be read: T")


def test_a_fix_over_half_an_emphasis_is_asked_about(house, flags):
    (flag,) = flags(house(R=SWAPS), "**in the event** that it rains")
    assert [(fix.text, fix.safety) for fix in flag.fixes] == [("if", "ask")]


def test_the_longer_phrase_wins(house, flags):
    rule = "extends: substitution\nmessage: '%s %s'\nswap:\n  tea: brew\n  tea bag: leaf"
    assert [flag.message for flag in flags(house(R=rule), "a tea bag")] == ["leaf tea bag"]


def test_text_that_is_right_already_is_left_alone(house, flags):
    rule = "extends: substitution\nmessage: '%s %s'\nignorecase: true\nswap:\n  github: GitHub\n  oauth2?: OAuth2?"
    assert [flag.text for flag in flags(house(R=rule), "GitHub OAuth OAuth2 github oauth2")] == ["github", "oauth2"]


def test_a_pattern_as_wording_is_shown_as_the_words_it_stands_for(house, flags):
    rule = "extends: substitution\nmessage: \"'%s' not '%s'\"\nignorecase: true\nswap:\n  oauth2: OAuth2?"
    assert [flag.message for flag in flags(house(R=rule), "oauth2")] == ["'OAuth2' not 'oauth2'"]


def test_what_stands_around_the_words_is_not_part_of_the_flag(house, flags):
    rule = "extends: substitution\nmessage: '%s %s'\nswap:\n  '(?<=a )cup(?= of)': mug"
    assert [flag.text for flag in flags(house(R=rule), "a cup of tea, one cup of tea")] == ["cup"]


def test_three_wordings_read_as_a_list(house, flags):
    rule = "extends: substitution\nmessage: \"Use '%s', not '%s'\"\naction: {name: replace}\nswap:\n  nice: good|warm|kind"
    assert [flag.message for flag in flags(house(R=rule), "nice")] == ["Use 'good', 'warm', or 'kind', not 'nice'"]


def test_quotes_are_not_doubled_when_the_message_names_its_slots(house, flags):
    rule = "extends: substitution\nmessage: \"'%[2]s' is '%[1]s'\"\naction: {name: replace}\nswap:\n  nice: good|warm"
    assert [flag.message for flag in flags(house(R=rule), "nice")] == ["'nice' is 'good' or 'warm'"]


def test_capture_groups_of_a_swap_do_not_confuse_the_next_one(house, flags):
    rule = "extends: substitution\nmessage: '%s'\nswap:\n  (tea)(bag|cup)s: $2s\n  mug: pot\n  (x)(y): z"
    assert [flag.message for flag in flags(house(R=rule), "teabags mug xy")] == ["bags", "pot", "z"]


def test_groups_in_the_word_template_of_a_configuration_do_not_stop_the_check(house, flags):
    ini = "StylesPath = styles\nWordTemplate = (^|\\s)(?:%s)\n[*]\nBasedOnStyles = House\n"
    guides = house(ini, R="extends: substitution\nmessage: \"'%s' for '%s'\"\nswap: {tea: brew, milk: cream}\n")
    assert [flag.message for flag in flags(guides, "Some tea milk.")] == ["'brew' for 'tea'", "'cream' for 'milk'"]


REFERRING = """
extends: substitution
message: "'%s' for '%s'"
swap:
  '(tea) \\1': '$1'
  '(cat) (dog) \\2': '$2-$1'
  '(?<one>ox) (fox) \\k<one>': oxen
  '(?<one>hen) (pig) \\1': pigs
  '(?P<one>ewe) (?P=one)': ewes
  '(a)(b)(c) mug': '$3$2$1'
  coffee: mocha
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a tea tea", ["'tea' for 'tea tea'"]),
        ("a cat dog dog, a cat dog cat", ["'dog-cat' for 'cat dog dog'"]),
        ("an ox fox ox, an ox fox fox", ["'oxen' for 'ox fox ox'"]),
        ("a hen pig pig, a hen pig hen", ["'pigs' for 'hen pig pig'"]),  # groups with a name are counted last
        ("an ewe ewe, abc mug", ["'ewes' for 'ewe ewe'", "'cba' for 'abc mug'"]),
        ("some coffee", ["'mocha' for 'coffee'"]),
    ],
)
def test_an_entry_may_look_for_words_that_come_twice_and_all_other_entries_find_theirs(house, flags, text, expected):
    guides = house(R=REFERRING)
    assert [flag.message for flag in flags(guides, text)] == expected
    assert guides.rules[0].notes == ()


def test_an_entry_that_refers_to_a_group_it_has_not_is_named_and_the_others_find_theirs(house, flags):
    guides = house(R="extends: substitution\nmessage: '%s'\nswap:\n  coffee: mocha\n  '(hen) \\2': hens\n")
    assert [flag.message for flag in flags(guides, "coffee, hen hen")] == ["mocha"]
    (note,) = guides.rules[0].notes
    assert note == "Line 5: `(hen) \\2` refers to a group 2 that it does not have, so this entry finds nothing."


def test_a_rule_none_of_whose_entries_can_find_anything_is_broken(house):
    (rule,) = house(R="extends: substitution\nmessage: '%s'\nswap: {'(hen) \\2': hens}\n").rules
    assert (rule.state, rule.line) == (State.BROKEN, 3)


REPLACE = "action: {name: replace}\n"


@pytest.mark.parametrize(
    ("keys", "text", "expected"),
    [
        ("swap: {tea: brew}\npos: NN", "tea", [("tea", ["brew"])]),  # parts of speech have no say
        ("swap: {tea: brew}", "teapot Tea", []),
        ("nonword: true\nswap: {tea: brew}", "teapot", [("tea", ["brew"])]),
        ("ignorecase: true\nswap: {tea: brew}", "Tea", [("Tea", ["brew"])]),
        (
            "ignorecase: true\ncapitalize: true\nswap: {tea: brew}",
            "Tea TEA tea",
            [("Tea", ["Brew"]), ("TEA", ["Brew"]), ("tea", ["brew"])],
        ),
        ("exceptions: [green tea]\nswap: {tea: brew}", "green tea, tea", [("tea", ["brew"])]),
        ("swap: {Larkspur: us}", "Larkspur", []),
        ("vocab: false\nswap: {Larkspur: us}", "Larkspur", [("Larkspur", ["us"])]),
        (REPLACE + "swap: {tea: 'a\\|b|c'}", "tea", [("tea", ["a|b", "c"])]),
        (REPLACE + "swap: {tea: '|brew|'}", "tea", [("tea", ["brew"])]),
        (REPLACE + "swap: {tea: ''}", "tea", [("tea", [])]),
        (REPLACE + "swap: {'[Tt]ea': tea|brew}", "tea Tea", [("Tea", ["tea", "brew"])]),
        ("swap: {'(?<leaf>te)a': '$1x'}", "tea", [("tea", ["tex"])]),
        ("swap: {'(?P<leaf>te)(a)': $2}", "tea", [("tea", ["te"])]),  # named groups come after the others
        ("ignorecase: true\nswap: {oauth: 'OAuth2?'}", "OAuth2 OAuth oauth", [("oauth", [])]),
        ("swap: {tea: brew}\naction: {name: replace, params: [infusion]}", "tea", [("tea", ["infusion"])]),
    ],
)
def test_each_key_means_what_the_format_says(house, flags, keys, text, expected):
    ini = "StylesPath = styles\nVocab = House\n[*]\nBasedOnStyles = House\n"
    guides = house(ini, accept="Larkspur\n", R=f"extends: substitution\nmessage: '%s %s'\n{keys}\n")
    assert [(flag.text, [fix.text for fix in flag.fixes]) for flag in flags(guides, text)] == expected


def test_an_accepted_term_is_its_own_safe_fix_and_a_pattern_is_not(house, flags):
    ini = "StylesPath = styles\nVocab = House\n[*]\nBasedOnStyles = Vale\nVale.Spelling = NO\n"
    found = flags(house(ini, accept="GitHub\nOAuth2?\n"), "github and oauth2")
    assert [[(fix.text, fix.safety) for fix in flag.fixes] for flag in found] == [[("GitHub", "safe")], [("OAuth2", "ask")]]


def test_of_two_entries_that_differ_in_case_alone_the_one_written_like_the_text_is_meant(house, flags):
    swap = "swap: {Angstrom: Ångström, angstrom: ångström}"
    rule = f"extends: substitution\nmessage: '%s'\nignorecase: true\naction: {{name: replace}}\n{swap}\n"
    found = flags(house(R=rule), "An angstrom is named for Angstrom, and ANGSTROM shouts.")
    assert [flag.fixes[0].text for flag in found] == ["ångström", "Ångström", "Ångström"]
