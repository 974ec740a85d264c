"""Rules that cannot be used are kept, named and explained, and stop nobody."""

import pytest

from studio.guides import State

GOOD = "extends: existence\nmessage: ok\ntokens: [tea]\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("extends: existence\nmessage: no\ntokens:\n  - fine\n  - 'open('\n", 5, "open("),
        ("extends: substitution\nmessage: no\nswap:\n  a: b\n  '[z-a]': c\n", 5, "[z-a]"),
        ("extends: existence\nmessage: [no\n", 3, "YAML"),
        ("extends: existence\nmessage: no\nlevel: fatal\ntokens: [x]\n", 3, "fatal"),
        ("extends: exsitence\nmessage: no\ntokens: [x]\n", 1, "exsitence"),
        ("extends: existence\nmessage: &a no\nlink: *a\ntokens: [x]\n", 3, "aliases"),
        ("extends: existence\nmessage: !!python/object:os.system no\ntokens: [x]\n", 2, "tag"),
        ("extends: existence\nmessage: !run no\ntokens: [x]\n", 2, "!run"),
        ("extends: existence\nmessage: no\nignorecase: perhaps\ntokens: [x]\n", 3, "perhaps"),
        ("extends: occurrence\nmessage: no\ntoken: x\nmax: many\n", 4, "many"),
        ("extends: existence\nmessage: no\n", 1, "tokens"),
        ('{"extends": "existence",\n"message": "no \\ud83d\\ude00 \\ud83c", "tokens": ["foo"]}', 2, "ud83c"),
        ('extends: existence\nmessage: no\ntokens: ["\\ude00\\ud83d"]\n', 3, "ude00"),
        ('extends: existence\nmessage: no\ntokens: ["\\U00110000"]\n', 3, "U00110000"),
        ('extends: existence\nmessage: "\\UFFFFFFFF"\ntokens: [x]\n', 2, "UFFFFFFFF"),
        ("extends: existence\ntokens: [x]\n", 1, "message"),
        ("- just\n- a list\n", 1, "key"),
        ("", 1, "none"),
        ("extends: existence\nmessage: no\ntokens:\n  - " + "(" * 300 + ")" * 300 + "\n", 0, "nested"),
        ("extends: existence\nmessage: no\ntokens: " + "[" * 50 + "]" * 50 + "\n", 3, "nested"),
        ("extends: existence\nmessage: no\ntokens:\n  - " + "x" * 30_000 + "\n", 0, "too long"),
    ],
)
def test_a_broken_rule_is_explained_and_the_others_run(house, flags, text, line, words):
    guides = house(Broken=text, Good=GOOD)
    broken = next(rule for rule in guides.rules if rule.name == "House.Broken")
    assert broken.state is State.BROKEN
    assert words in broken.reason
    assert broken.line == line
    assert any("House/Broken.yml" in problem and (not line or f"line {line}" in problem) for problem in guides.problems)
    assert [flag.rule for flag in flags(guides, "tea")] == ["House.Good"]


def test_a_file_that_is_not_text_is_broken(house, tmp_path, flags):
    house(Good=GOOD)
    (tmp_path / "styles" / "House" / "Bytes.yml").write_bytes(b"extends: existence\nmessage: \xff\xfe\n")
    guides = house()
    assert next(rule for rule in guides.rules if rule.name == "House.Bytes").reason == "The file is not UTF-8 text."
    assert len(flags(guides, "tea")) == 1


def test_a_rule_that_a_program_wrote_as_json_keeps_its_emoji(house, flags):
    guides = house(
        R='{"extends": "existence", "message": "no \\ud83d\\ude00", "tokens": ["foo", "\\ud83c\\udf75"], "nonword": true}'
    )
    assert [(flag.text, flag.message) for flag in flags(guides, "A 🍵 for foo.")] == [("🍵", "no 😀"), ("foo", "no 😀")]


@pytest.mark.parametrize("kind", ["script"])
def test_a_kind_that_is_not_run_yet_is_listed_with_the_reason(house, kind):
    (rule,) = house(R=f"extends: {kind}\nmessage: no\n").rules
    assert (rule.kind, rule.state) == (kind, State.NOT_YET)
    assert rule.reason.startswith("Not run yet: ")


@pytest.mark.parametrize("scope", ["comment.line", "text.txt", "doc(h1)", "nonsense"])
def test_a_scope_that_is_not_read_yet_is_listed_with_the_reason(house, scope):
    (rule,) = house(R=GOOD + f"scope: {scope}\n").rules
    assert rule.state is State.NOT_YET
    assert "scope" in rule.reason or "source" in rule.reason or "document" in rule.reason


def test_a_rule_that_builds_on_one_that_is_not_there_is_broken_and_says_so(house):
    guides = house(R="message: no\nextends: Plain.Wordy\nswap+:\n  a: b\n")
    (rule,) = guides.rules
    assert (rule.state, rule.line) == (State.BROKEN, 2)
    assert guides.problems == ("House/R.yml, line 2: `Plain.Wordy`, which the rule builds on, is in none of the style folders.",)


@pytest.mark.parametrize("key", ["tokens+", "tokens-", "exceptions+"])
def test_a_rule_without_a_parent_has_nothing_to_add_to(house, flags, key):
    guides = house(R=GOOD + f"{key}: [x]\n", Good=GOOD)
    assert any("House/R.yml, line 4" in problem and f"`{key}` needs a parent" in problem for problem in guides.problems)
    assert [flag.rule for flag in flags(guides, "tea")] == ["House.Good"]


def test_tests_that_cannot_be_read_are_named_and_the_rule_runs(house, flags):
    guides = house(R=GOOD + "tests:\n  - name: n\n    input: tea\n")
    assert guides.problems == ("House/R.yml: Line 5: The test “n” expects nothing; it needs `want`, `contains` or `absent`.",)
    assert len(flags(guides, "tea")) == 1


def test_a_key_nobody_knows_is_named_and_the_rule_runs(house, flags):
    guides = house(R=GOOD + "ignorcase: true\n")
    assert any("R.yml" in problem and "ignorcase" in problem and "Line 4" in problem for problem in guides.problems)
    assert len(flags(guides, "tea")) == 1


def test_tokens_that_only_compile_together_are_no_fault(house, flags):
    guides = house(R="extends: existence\nmessage: no\nnonword: true\nraw: ['will (?:be ', '|have )done']\n")
    assert [flag.text for flag in flags(guides, "It will have done.")] == ["will have done"]


def test_a_pattern_that_runs_away_is_switched_off_and_named(house, flags):
    evil = "extends: existence\nmessage: no\nnonword: true\ntokens: ['(?:x|x)+y(?!z)']\n"
    guides = house(Evil=evil, Good=GOOD)
    assert guides.problems == ()
    text = "tea " + "x" * 60 + "yz\n\n" + "tea " + "x" * 50 + "yz"
    assert [flag.rule for flag in flags(guides, text)] == ["House.Good", "House.Good"]
    (problem,) = guides.problems
    assert "House.Evil" in problem
    assert "switched off" in problem
    again = house(Evil=evil, Good=GOOD)
    assert again.problems == (problem,)
    assert [(rule.name, rule.state) for rule in again.rules] == [("House.Evil", State.OFF), ("House.Good", State.RUNS)]
