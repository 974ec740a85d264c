import pytest

HEAD = 'extends: sequence\nmessage: "%s|%s|%s"\nignorecase: true\ntokens:\n'


def found(flags, guides, text):
    return [flag.text for flag in flags(guides, text)]


def test_words_that_follow_one_another_are_found_with_all_their_words(house, flags):
    guides = house(R=HEAD + "  - pattern: not\n  - pattern: only\n  - pattern: but\n    skip: 3\n")
    (flag,) = flags(guides, "It is not only a good one, but cheap. Not only cheap but good.\n\nNot only one two three four but.")[
        :1
    ]
    assert flag.text == "Not only cheap but"
    assert flag.message == "Not|only|cheap"


@pytest.mark.parametrize(
    ("tokens", "text", "expected"),
    [
        ("- pattern: very\n  - pattern: good", "very good, very. Good", ["very good"]),
        ("- pattern: self", "self-worth and self", ["self"]),
        ("- pattern: do\n  - pattern: n['’]t", "I don't and you don’t", ["don't", "don’t"]),
        ("- pattern: very\n    negate: true\n  - pattern: good", "good, very good and quite good", ["good", "quite good"]),
        ("- pattern: good\n  - pattern: tea\n    negate: true", "good tea, good milk. So good", ["good milk", "good"]),
        ("- pattern: your\n  - skip: 2\n  - pattern: self\n    target: true", "your own true self", ["self"]),
        ("- pattern: a\n  - pattern: b\n    skip: 3\n    min: 2", "a x b y b. a b", ["a x b y b"]),
        ("- pattern: (?:a|b)\n  - pattern: c", "a c b c c", ["a c", "b c"]),
        ("- pattern: a\n  - pattern: b", "a `b` b", []),
    ],
)
def test_each_key_of_a_token_has_its_say(house, flags, tokens, text, expected):
    assert found(flags, house(R=f"{HEAD}  {tokens}\n"), text) == expected


def test_case_counts_unless_the_rule_says_otherwise(house, flags):
    assert found(flags, house(R=HEAD.replace("true", "false") + "  - pattern: tea\n"), "Tea tea") == ["tea"]


def test_a_sequence_never_runs_from_one_sentence_into_the_next(house, flags):
    assert found(flags, house(R=HEAD + "  - pattern: tea\n  - pattern: milk\n    skip: 5\n"), "We have tea. Milk is out.") == []


def test_a_scope_of_its_own_narrows_it_to_sentences_there(house, flags):
    guides = house(R=HEAD + "  - pattern: tea\nscope: heading\n")
    assert [flag.span.start for flag in flags(guides, "# Some tea\n\nMore tea.")] == [7]


def test_an_exception_saves_what_begins_inside_it(house, flags):
    guides = house(R=HEAD + "  - pattern: tea\nexceptions: ['green \\w+']\n")
    assert [flag.span.start for flag in flags(guides, "green tea and tea")] == [14]


def test_a_rule_that_asks_for_parts_of_speech_is_listed_with_the_reason_and_does_not_run(house, flags):
    for token in ("tag: NN|NNS", "upos: NOUN"):
        guides = house(R=f"{HEAD}  - pattern: very\n  - {token}\n")
        (rule,) = guides.rules
        assert (rule.state, rule.line) == ("not_yet", 6)
        assert "part of speech" in rule.reason
        assert flags(guides, "very tea") == []


@pytest.mark.parametrize(
    ("tokens", "line", "words"),
    [
        ("tokens: [very]\n", 4, "tokens"),
        ("tokens:\n  - negate: true\n", 5, "pattern"),
        ("tokens:\n  - pattern: x\n    negate: true\n", 1, "pattern"),
        ("tokens:\n  - pattern: '(['\n", 5, "(["),
        ("tokens:\n  - pattern: x\n    min: 99\n", 4, "99"),
        ("", 1, "pattern"),
    ],
)
def test_a_rule_that_can_find_nothing_says_why(house, tokens, line, words):
    (rule,) = house(R="extends: sequence\nmessage: no\nignorecase: true\n" + tokens).rules
    assert (rule.state, rule.line) == ("broken", line)
    assert words in rule.reason


def test_a_sequence_that_runs_away_is_stopped_and_named(house, flags):
    tokens = "".join("  - pattern: a\n    skip: 39\n" for _ in range(30)) + "  - pattern: b\n"
    guides = house(Slow=HEAD + tokens, Good="extends: existence\nmessage: no\ntokens: [tea]\n")
    assert [flag.rule for flag in flags(guides, "tea " + "a " * 300)] == ["House.Good"]
    assert any("House.Slow" in problem and "too long" in problem for problem in guides.problems)
