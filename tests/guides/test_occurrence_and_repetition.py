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
