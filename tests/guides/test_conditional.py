import pytest

ACRONYM = """
extends: conditional
message: "'%s' is never spelled out."
first: '\\b[A-Z]{3,5}\\b'
second: '\\w+ \\(([A-Z]{3,5})\\)'
exceptions: [PDF]
"""
TOGETHER = "extends: conditional\nmessage: \"'%s'\"\nfirst: deposit\nsecond: refund\n"


def test_what_is_defined_in_the_same_block_or_before_may_be_used(house, flags):
    assert flags(house(R=ACRONYM), "The World Health Organization (WHO) met.\n\nThe WHO said so.") == []


def test_a_definition_that_comes_later_is_too_late_for_what_stands_before(house, flags):
    found = flags(house(R=ACRONYM), "The WHO met.\n\nThe World Health Organization (WHO) met. The WHO said so.")
    assert [(flag.text, flag.span.start, flag.message) for flag in found] == [("WHO", 4, "'WHO' is never spelled out.")]


def test_every_use_of_what_nothing_defines_is_flagged(house, flags):
    assert [flag.span.start for flag in flags(house(R=ACRONYM), "The BBC, the BBC.\n\nThe BBC.")] == [4, 13, 23]


def test_one_definition_does_not_excuse_another_word(house, flags):
    found = flags(house(R=ACRONYM), "The World Health Organization (WHO) and the BBC.")
    assert [flag.text for flag in found] == ["BBC"]


def test_exceptions_and_accepted_terms_need_no_definition(house, flags):
    ini = "StylesPath = styles\nVocab = House\n[*]\nBasedOnStyles = House\n"
    text = "A PDF, the BBC and the WHO."
    assert [flag.text for flag in flags(house(ini, accept="BBC\n", R=ACRONYM), text)] == ["WHO"]
    assert [flag.text for flag in flags(house(ini, accept="BBC\n", R=ACRONYM + "vocab: false\n"), text)] == ["BBC", "WHO"]


def test_two_rules_do_not_share_what_is_defined(house, flags):
    other = "extends: conditional\nmessage: other\nfirst: '\\bWHO\\b'\nsecond: 'see the (WHO)'\n"
    found = flags(house(R=ACRONYM, S=other), "The World Health Organization (WHO) met.")
    assert [flag.rule for flag in found] == ["House.S"]


def test_without_a_group_both_must_stand_in_one_block(house, flags):
    found = flags(house(R=TOGETHER), "Your deposit, with its refund.\n\nA deposit and a deposit.\n\nA refund.")
    assert [flag.span.start for flag in found] == [34, 48]


def test_without_a_group_each_sentence_may_have_to_say_it(house, flags):
    found = flags(house(R=TOGETHER + "scope: sentence\n"), "Pay a deposit. There is a refund for a deposit.")
    assert [flag.span.start for flag in found] == [6]


def test_ignoring_case_has_no_effect_and_no_word_ends_are_added(house, flags):
    assert [flag.text for flag in flags(house(R=TOGETHER + "ignorecase: true\n"), "Deposit deposits")] == ["deposit"]


def test_code_is_not_flagged(house, flags):
    assert flags(house(R=ACRONYM), "Call `GET` now.") == []


@pytest.mark.parametrize(
    ("text", "state", "line", "words"),
    [
        ("second: b\n", "broken", 1, "`first`"),
        ("first: b\n", "broken", 1, "`second`"),
        ("first: b\nsecond: '(['\n", "broken", 4, "`second`"),
        ("first: b\nsecond: c\nin: title\n", "not_yet", 5, "View"),
    ],
)
def test_a_rule_that_cannot_ask_says_why(house, text, state, line, words):
    (rule,) = house(R="extends: conditional\nmessage: no\n" + text).rules
    assert (rule.state, rule.line) == (state, line)
    assert words in rule.reason
