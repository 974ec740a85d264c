"""What a rule proposes for the words it found: every action of the format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.guides.numerals import in_digits, in_words
from studio.guides.recasing import recased


@pytest.fixture
def fix(house, flags):
    """`fix(action, words)`: the wordings proposed for `words`, None where nothing is flagged."""

    def propose(action, found, more=""):
        text = f"extends: existence\nmessage: \"%s -> %s\"\nnonword: true\nraw: ['@@([^@]+)@@']\naction: {action}\n{more}"
        text = text.replace("raw: ['@@([^@]+)@@']", f"tokens: ['{found.replace(chr(39), chr(39) * 2)}']")
        guides = house(R=text)
        propose.guides = guides
        flagged = flags(guides, f"see {found} here")
        return [fix.text for fix in flagged[0].fixes] if flagged else None

    return propose


@pytest.mark.parametrize(
    ("params", "words", "expected"),
    [
        ("[regex, '(\\w+)-(\\w+)', '$2 $1']", "pre-order", "order pre"),
        ("[regex, '(\\w+)-(\\w+)', '${2}x$1x']", "pre-order", "orderx"),  # `$1x` is a group of that name
        ("[regex, 'e(?=d)', '']", "bed", "bd"),
        ("[trim, 'pr']", "prepare", "epare"),
        ("[trim_left, 'pr']", "prepr", "epr"),
        ("[trim_right, 'pr']", "prepr", "pre"),
        ("[remove, 'e-']", "pre-order", "prordr"),
        ("[replace, 'or', 'OR']", "pre-order", "pre-ORder"),
        ("[truncate, '-']", "pre-order", "pre"),
        ("[split, '-', 1]", "pre-order", "order"),
        ("[split, '-', -1]", "a-b-c", "c"),
        ("[split, '-', 0]", "pre-order", "pre"),
        ("[wrap, '*']", "pre", "*pre*"),
        ("[unwrap, '~']", "~pre~", "pre"),
        ("[prefix, re]", "order", "reorder"),
        ("[suffix, s]", "order", "orders"),
        ("[squeeze]", "a  b", "a b"),
        ("[capitalize]", "tea", "Tea"),
        ("[uncapitalize]", "TEA", "tEA"),
        ("[lower]", "TEA", "tea"),
        ("[upper]", "tea", "TEA"),
        ("[title]", "the end of tea", "The End of Tea"),
        ("[sentence]", "The End Of Tea", "The end of tea"),
        ("[smart]", "a -- \"b\" isn't... 'c'", "a – “b” isn’t… ‘c’"),
        ("[dumb]", "a — “b” isn’t…", 'a --- "b" isn\'t...'),
        ("[ascii]", "naïve Łódź œuvre", "naive Lodz oeuvre"),
        ("[words]", "21", "twenty-one"),
        ("[digits]", "twenty-first", "21st"),
        ("[simple]", "HTMLParserFor_teaPots2", "html parser for tea pots2"),
        ("[kebab]", "teaPot", "tea-pot"),
        ("[snake]", "Tea Pot", "tea_pot"),
        ("[camel]", "tea pot", "teaPot"),
        ("[pascal]", "tea-pot", "TeaPot"),
        ("[trim, '-', capitalize, suffix, '!']", "-tea-", "Tea!"),
        ("[[trim, '-'], [capitalize]]", "-tea-", "Tea"),
    ],
)
def test_every_edit_gives_its_wording(fix, params, words, expected):
    assert fix(f"{{name: edit, params: {params}}}", words) == [expected]


@pytest.mark.parametrize(
    "params", ["[trim, 'x']", "[split, '-', 9]", "[truncate, '']", "[remove, '']", "[words]", "[digits]", "[replace, '', x]"]
)
def test_an_edit_that_changes_nothing_proposes_nothing(fix, params):
    assert fix(f"{{name: edit, params: {params}}}", "tea") == []
    assert fix.guides.problems == ()


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("{name: edit, params: [explode]}", "explode"),
        ("{name: edit, params: [trim]}", "trim"),
        ("{name: edit}", "no operation"),
        ("{name: edit, params: [split, '-', first]}", "first"),
        ("{name: edit, params: [regex, '([', x]}", "pattern"),
        ("{name: explode}", "explode"),
        ("{name: convert, params: [complex]}", "complex"),
        ("{name: suggest, params: [plural.tengo]}", "Tengo"),
        ("{name: suggest, params: [rhymes]}", "rhymes"),
        ("{name: suggest, params: [spellings]}", "spelling"),
    ],
)
def test_an_action_that_cannot_be_done_is_said_and_the_rule_runs(fix, action, words):
    assert fix(action, "tea") == []
    (problem,) = fix.guides.problems
    assert words in problem
    assert "proposes nothing" in problem
    assert "line 5" in problem.lower()
    assert ".." not in problem


def test_replacements_are_offered_in_their_order(fix):
    assert fix("{name: replace, params: [brew, infusion]}", "tea") == ["brew", "infusion"]


def test_converting_takes_words_apart(fix):
    assert fix("{name: convert, params: [simple]}", "teaPot_Lid") == ["tea pot lid"]


def test_removing_leaves_no_hole(house, flags):
    text = "It is, basically, so."
    (flag,) = flags(
        house(R="extends: existence\nmessage: no\naction: {name: remove}\ntokens: [', basically,']\nnonword: true\n"), text
    )
    assert text[: flag.span.start] + flag.fixes[0].text + text[flag.span.end :] == "It is so."


@pytest.mark.parametrize(
    ("wording", "found", "expected"),
    [
        ("there", "their", "there"),
        ("there", "Their", "There"),
        ("there", "THEIR", "THERE"),
        ("and", "A", "And"),
        ("a lot", "Alot", "A lot"),
        ("blu-ray", "BLU ray", "BLU-ray"),
        ("cross-platform", "Cross Platform", "Cross-Platform"),
        ("poor showing", "Bad rep", "Poor showing"),
        ("bad rap", "Bad rep", "Bad rap"),
        ("there is an", "THERE AN", "THERE IS AN"),
        ("some of the", "Some the", "Some of the"),
        ("iPhone", "IPhone", "iPhone"),
        ("macOS", "MaC oS", "macOS"),
        ("you're", "YOUR", "YOU'RE"),
        ("word", "123", "word"),
        ("", "Tea", ""),
        ("5", "Tea", "5"),
    ],
)
def test_a_wording_takes_over_the_case_of_what_it_replaces(wording, found, expected):
    assert recased(wording, found) == expected


WORDY = st.text(alphabet="abcXYZäÄ -'1.", max_size=20)


@given(WORDY, WORDY)
def test_taking_over_a_case_changes_nothing_but_the_case(wording, found):
    made = recased(wording, found)
    assert made.casefold() == wording.casefold()
    assert recased(made, found) == made


def test_a_rule_may_have_its_replacements_take_over_the_case(house, flags):
    action = "action: {name: replace, params: [a-ok, fine]}\nmatchcase: true\n"
    rule = "extends: existence\nmessage: '%s: %s'\nignorecase: true\ntokens: [a ok]\n" + action
    found = flags(house(R=rule), "All is a ok. A OK? A ok!")
    assert [[fix.text for fix in flag.fixes] for flag in found] == [["a-ok", "fine"], ["A-OK", "FINE"], ["A-ok", "Fine"]]
    assert found[1].message == "A OK: A-OK"


SWAP = """
extends: substitution
message: "'%s', not '%s'"
ignorecase: true
matchcase: true
action: {name: replace}
swap:
"""


def test_a_substitution_takes_over_the_case_in_its_message_too(house, flags):
    rule = SWAP + "  bad rep: bad rap|poor showing\n"
    (flag,) = flags(house(R=rule), "Bad rep")
    assert flag.message == "'Bad rap' or 'Poor showing', not 'Bad rep'"
    assert [fix.text for fix in flag.fixes] == ["Bad rap", "Poor showing"]


def test_a_substitution_that_would_change_the_case_alone_is_quiet_when_the_case_stays(house, flags):
    rule = SWAP + "  larkspur: Larkspur\n"
    assert flags(house(R=rule), "larkspur") == []


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("0", "zero"),
        ("13", "thirteen"),
        ("40", "forty"),
        ("21", "twenty-one"),
        ("100", "one hundred"),
        ("342", "three hundred forty-two"),
        ("1000000", "one million"),
        ("-7", "minus seven"),
        ("1st", "first"),
        ("12th", "twelfth"),
        ("20th", "twentieth"),
        ("21st", "twenty-first"),
        ("1000th", "one thousandth"),
        ("112th", "one hundred twelfth"),
    ],
)
def test_numbers_in_words_and_back(digits, words):
    assert in_words(digits) == words
    assert in_digits(words) == digits


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_every_number_survives_the_way_into_words_and_back(number):
    assert in_digits(in_words(str(number))) == str(number)


@pytest.mark.parametrize("text", ["", "tea", "1.5", "first second", "twenty tea", "10000000000000000", "minus", "and", "1,00"])
def test_what_is_no_whole_number_stays(text):
    assert in_words(text) == text
    assert in_digits(text) == text


def test_thousands_may_be_divided_and_joined_by_and():
    assert in_words("12,000") == "twelve thousand"
    assert in_digits("one hundred and five") == "105"
