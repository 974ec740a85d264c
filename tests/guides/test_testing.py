"""The tests inside a rule say whether it still does what it was written for."""

import pytest

from studio.guides.reading import parse
from studio.guides.testing import cases_of, run_tests

TEA = "extends: existence\nmessage: \"Drink '%s' elsewhere.\"\nlevel: suggestion\ntokens: [tea]\n"


@pytest.fixture
def ran(tmp_path):
    def run(text, name="Tea"):
        home = tmp_path / "styles" / "House"
        home.mkdir(parents=True, exist_ok=True)
        (home / f"{name}.yml").write_text(text, encoding="utf-8")
        return run_tests(home / f"{name}.yml", [tmp_path / "styles"])

    return run


def one(outcomes):
    (outcome,) = outcomes
    return outcome


@pytest.mark.parametrize(
    "want",
    [
        "want: |\n      1:4:House.Tea:Drink 'tea' elsewhere.\n      3:1:House.Tea:Drink 'tea' elsewhere.\n",
        "want:\n      - \"1:4:House.Tea:Drink 'tea' elsewhere.\"\n      - \"3:1:House.Tea:Drink 'tea' elsewhere.\"\n",
    ],
)
def test_the_exact_lines_may_stand_as_a_text_or_as_a_list(ran, want):
    outcome = one(ran(TEA + f"tests:\n  - name: two\n    input: |\n      My tea.\n\n      tea\n    {want}"))
    assert (outcome.name, outcome.passed, outcome.problem) == ("two", True, "")
    assert outcome.got == outcome.expected == ("1:4:House.Tea:Drink 'tea' elsewhere.", "3:1:House.Tea:Drink 'tea' elsewhere.")


@pytest.mark.parametrize("want", ["want: []", "want: ''", "want: |", "want:"])
def test_an_empty_want_means_that_nothing_is_flagged(ran, want):
    quiet, loud = (one(ran(TEA + f"tests:\n  - name: n\n    input: {text}\n    {want}\n")) for text in ("Coffee.", "Tea, tea."))
    assert quiet.passed
    assert not loud.passed
    assert loud.got == ("1:6:House.Tea:Drink 'tea' elsewhere.",)


@pytest.mark.parametrize(
    ("expects", "passes"),
    [
        ("contains: elsewhere", True),
        ('contains: ["1:1:", "\'tea\'"]', True),
        ("contains: [elsewhere, nowhere]", False),
        ("absent: [nowhere]", True),
        ("absent: [nowhere, elsewhere]", False),
        ("contains: elsewhere\n    absent: House.Tea", False),
        ("want: []\n    absent: nowhere", False),
        ("want: \"1:1:House.Tea:Drink 'tea' elsewhere.\"\n    absent: nowhere", True),
        ("want: \"1:2:House.Tea:Drink 'tea' elsewhere.\"", False),
    ],
)
def test_a_test_passes_only_when_all_it_expects_holds(ran, expects, passes):
    assert one(ran(TEA + f"tests:\n  - name: n\n    input: tea\n    {expects}\n")).passed is passes


def test_a_failing_test_shows_what_came_and_what_should_have_come(ran):
    outcome = one(ran(TEA + "tests:\n  - name: n\n    input: tea\n    contains: milk\n    absent: tea\n"))
    assert (outcome.passed, outcome.problem, outcome.line) == (False, "", 6)
    assert outcome.expected == ("contains: milk", "absent: tea")
    assert outcome.got == ("1:1:House.Tea:Drink 'tea' elsewhere.",)


def test_markdown_is_read_and_code_is_left_alone(ran):
    text = "tests:\n  - name: n\n    input: '`tea` and *tea*'\n    want: \"1:12:House.Tea:Drink 'tea' elsewhere.\"\n"
    assert one(ran(TEA + text)).passed


def test_a_rule_that_takes_words_away_is_placed_at_its_words(ran):
    rule = "extends: existence\nmessage: \"Cut '%s'.\"\naction: {name: remove}\ntokens: [really]\n"
    text = "tests:\n  - name: n\n    input: It is really, really good, really.\n    contains: ['1:7:', '1:15:', '1:28:']\n"
    outcome = one(ran(rule + text, "Cut"))
    assert outcome.passed, outcome.got


def test_a_rule_in_a_folder_within_its_guide_goes_by_its_whole_name(tmp_path):
    home = tmp_path / "House" / "Drinks"
    home.mkdir(parents=True)
    (home / "Tea.yml").write_text(TEA + "tests:\n  - name: n\n    input: tea\n    contains: House.Drinks.Tea\n")
    assert one(run_tests(home / "Tea.yml", [tmp_path])).passed


@pytest.mark.parametrize(
    ("tests", "line", "words"),
    [
        ("tests: soon\n", 5, "list of tests"),
        ("tests:\n  - soon\n", 6, "key: value"),
        ("tests:\n  - input: tea\n    want: []\n", 6, "no `name`"),
        ("tests:\n  - name: n\n    want: []\n", 6, "no `input`"),
        ("tests:\n  - name: n\n    input: tea\n", 6, "expects nothing"),
        ("tests:\n  - name: n\n    input: tea\n    wants: []\n", 8, "`wants`"),
        ("tests:\n  - name: n\n    input: tea\n    format: rst\n    want: []\n", 8, "only Markdown"),
        ("tests:\n  - name: n\n    input: [tea]\n    want: []\n", 7, "single value"),
        ("tests:\n  - name: n\n    input: tea\n    view: v\n    want: []\n", 8, "`view`"),
    ],
)
def test_a_test_that_cannot_be_read_is_a_sentence_and_has_not_passed(ran, tests, line, words):
    outcome = one(ran(TEA + tests))
    assert not outcome.passed
    assert words in outcome.problem
    assert outcome.line == line


def test_two_tests_of_one_name_are_told_apart_by_a_sentence_and_the_first_runs(ran):
    first, second = ran(TEA + "tests:\n" + "  - name: n\n    input: tea\n    contains: tea\n" * 2)
    assert first.passed
    assert "Two tests are called “n”" in second.problem


def test_a_rule_that_does_not_run_passes_no_test(ran):
    outcome = one(ran(TEA.replace("tea]", "'tea(']") + "tests:\n  - name: n\n    input: tea\n    want: []\n"))
    assert not outcome.passed
    assert "does not run" in outcome.problem
    assert "tea(" in outcome.problem


def test_a_file_that_is_no_rule_is_one_failure(ran, tmp_path):
    assert "cannot be read" in one(ran("- a\n")).problem
    assert "cannot be read" in one(run_tests(tmp_path / "missing.yml")).problem


def test_a_rule_without_tests_has_no_outcomes(ran):
    assert ran(TEA) == ()
    assert cases_of(parse(TEA + "tests:\n")) == ((), ())
