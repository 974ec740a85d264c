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
