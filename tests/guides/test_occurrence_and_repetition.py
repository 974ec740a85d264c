import pytest

LONG = """
extends: occurrence
message: "%d words in one sentence; split it."
scope: sentence
max: 4
token: '\\b\\w+\\b'
"""
TWICE = "extends: repetition\nmessage: \"'%s' twice\"\nignorecase: true\nalpha: true\ntokens: ['[^\\s.!?]+']\n"


def test_each_long_sentence_is_flagged_as_a_whole(house, flags):
    found = flags(house(R=LONG), "Too short. This one is far too long. Fine again.")
    assert [(flag.text, flag.message) for flag in found] == [("This one is far too long", "6 words in one sentence; split it.")]


def test_a_block_is_counted_once_and_marked_from_the_first_to_the_last(house, flags):
    rule = "extends: occurrence\nmessage: '%s marks'\nmax: 1\ntoken: '!'"
    found = flags(house(R=rule), "One! Two! Three!\n\nOne!")
    assert [(flag.text, flag.message) for flag in found] == [("! Two! Three!", "3 marks")]


def test_too_few_is_flagged_over_the_block(house, flags):
    rule = "extends: occurrence\nmessage: no\nmin: 1\ntoken: tea"
    assert [flag.text for flag in flags(house(R=rule), "Only milk.\n\nSome tea.")] == ["Only milk."]


def test_a_doubled_word_is_found_whatever_its_case(house, flags):
    found = flags(house(R=TWICE), "The the pot is is hot. And that is it.")
    assert [(flag.text, flag.message) for flag in found] == [("The the", "'the' twice"), ("is is", "'is' twice")]


def test_a_doubled_word_across_two_sentences_is_none(house, flags):
    assert flags(house(R=TWICE), "We drink tea. Tea is good.") == []


def test_doubled_numbers_are_left_alone_when_only_letters_count(house, flags):
    assert flags(house(R=TWICE), "Ring 01422 01422 now.") == []


def test_an_exception_saves_a_doubled_word(house, flags):
    assert flags(house(R=TWICE + "exceptions: ['that that']\n"), "I know that that is so.") == []


def test_truncating_keeps_the_first_of_two(house, flags):
    (flag,) = flags(house(R=TWICE + 'action: {name: edit, params: [truncate, " "]}\n'), "The the pot.")
    assert [fix.text for fix in flag.fixes] == ["The"]


def test_a_count_over_masked_code_marks_only_prose(house, flags):
    rule = "extends: occurrence\nmessage: no\nmax: 1\ntoken: tea"
    text = "tea `code` tea"
    assert [text[flag.span.start : flag.span.end] for flag in flags(house(R=rule), text)] == ["tea"]


@pytest.mark.parametrize(
    ("keys", "text", "expected"),
    [
        ("max: 1\ntoken: tea", "tea tea", [("tea tea", "2")]),
        ("max: 2\ntoken: tea", "tea tea", []),
        ("min: 2\ntoken: tea", "some tea", [("tea", "1")]),
        ("min: 1\nmax: 2\ntoken: tea", "milk", [("milk", "0")]),
        ("min: 1\nmax: 2\ntoken: tea", "tea tea tea", [("tea tea tea", "3")]),
        ("min: 1\nmax: 2\ntoken: tea", "tea tea", []),
        ("max: 1\ntoken: TEA", "tea tea", []),
        ("max: 1\nignorecase: true\ntoken: TEA", "tea Tea", [("tea Tea", "2")]),
        ("max: 1\ntoken: ea", "tea pea", [("ea pea", "2")]),  # no word ends are added
        ("max: 1\ntoken: tea|milk", "tea milk", [("tea milk", "2")]),
        ("max: 1\ntoken: '[*]+'", "`a` and `b`", []),  # code is counted, and never pointed at
        ("min: 1\ntoken: tea", "`tea`", [("***", "0")]),  # what is missing is missing in all of it
    ],
)
def test_each_key_of_a_count_has_its_say(house, flags, keys, text, expected):
    found = flags(house(R=f"extends: occurrence\nmessage: '%s'\n{keys}\n"), text)
    assert [(flag.text, flag.message) for flag in found] == expected


@pytest.mark.parametrize(
    ("keys", "text", "expected"),
    [
        ("tokens: ['\\w+']", "is is", ["is is"]),
        ("tokens: ['\\w+']", "Is is", []),
        ("tokens: ['\\w+']\nignorecase: true", "Is is", ["Is is"]),
        ("tokens: ['\\w+']", "7 7", ["7 7"]),
        ("tokens: ['\\w+']\nalpha: true", "7 7 is is", ["is is"]),
        ("tokens: ['\\w+']\nmax: 1", "is is was was", ["was was"]),  # counted over all of them, until one is flagged
        ("tokens: ['\\w+']\nmax: 1", "is is is is is", ["is is", "is is"]),
        ("tokens: ['\\w+']\nexceptions: [that that]", "that that is is", ["is is"]),
        ("tokens: ['\\w+']", "bye bye", []),
        ("tokens: ['\\w+']\nvocab: false", "bye bye", ["bye bye"]),
        ("tokens: ['\\b\\w{4,}\\b']", "very, a very", ["very, a very"]),  # what stands between is not looked at
        ("tokens: ['(a)(b)', cd]", "ab ab cd cd", ["ab ab", "cd cd"]),
        ("tokens: ['\\w+']", "`is` is `is`", []),
    ],
)
def test_each_key_of_a_repetition_has_its_say(house, flags, keys, text, expected):
    ini = "StylesPath = styles\nVocab = House\n[*]\nBasedOnStyles = House\n"
    guides = house(ini, accept="bye bye\n", R=f"extends: repetition\nmessage: '%s'\n{keys}\n")
    assert [flag.text for flag in flags(guides, text)] == expected
