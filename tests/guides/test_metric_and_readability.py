import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.guides.kinds._formula import Formula
from studio.guides.kinds._measures import Counts, counted
from studio.guides.reading import BrokenRule

TEXT = """# A heading of five words

We bake on Sundays. The kettle is on.

- Tea for two
- Milk

> I came for the scones.

## Another heading

| table | cell |
| ----- | ---- |
| more  | text |
"""


def metric(formula, condition="> -1000000", more=""):
    return f"extends: metric\nmessage: '%s'\nformula: '{formula}'\ncondition: '{condition}'\n{more}"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("words", "17.00"),  # headings and tables are left out
        ("sentences", "5.00"),
        ("paragraphs", "1.00"),
        ("list", "2.00"),
        ("blockquote", "1.00"),
        ("pre", "0.00"),
        ("heading.h1 + heading.h2 * 10 + heading.h3", "11.00"),
        ("syllables", "19.00"),
        ("characters", "58.00"),
        ("long_words", "1.00"),
        ("polysyllabic_words", "0.00"),
        ("complex_words", "0.00"),
        ("(words / sentences) * 2 - 1", "5.80"),
        ("math.sqrt(words - 1)", "4.00"),
        ("round(words / 3, 1)", "5.70"),
        ("words % 5", "2.00"),
        ("-words", "-17.00"),
    ],
)
def test_a_formula_counts_the_running_text(house, flags, formula, expected):
    (flag,) = flags(house(R=metric(formula)), TEXT)
    assert flag.message == expected


@pytest.mark.parametrize(
    ("condition", "is_said"),
    [
        ("> 16", True),
        ("> 17", False),
        (">= 17.0", True),
        ("< 17", False),
        ("== 17", True),
        ("!= 17", False),
        (">= 10 && result < 14", False),
        (">= 10 && result < 18", True),
        ("< 10 || sentences > 4", True),
        ("> 10 && !(sentences > 4)", False),
    ],
)
def test_the_condition_decides_whether_it_is_said(house, flags, condition, is_said):
    assert bool(flags(house(R=metric("words", condition)), TEXT)) is is_said


def test_what_has_no_value_is_not_said(house, flags):
    assert flags(house(R=metric("words / (list - 2)")), TEXT) == []
    assert flags(house(R=metric("math.sqrt(0 - words)")), TEXT) == []
    assert flags(house(R=metric("words")), "# Only a heading\n") == []


def test_the_document_as_a_whole_is_flagged_once_and_nothing_else(house, flags):
    found = flags(house(R=metric("words")), TEXT)
    assert [(flag.span.start, flag.span.end) for flag in found] == [(0, 0)]


def test_with_a_scope_of_its_own_every_text_is_measured(house, flags):
    found = flags(
        house(R=metric("words", "> 3", "scope: sentence\n")), "Two words. These are four words. And these are five words."
    )
    assert [(flag.text, flag.message) for flag in found] == [
        ("These are four words.", "4.00"),
        ("And these are five words.", "5.00"),
    ]


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os')",
        "words.__class__",
        "words ** 9 ** 9",
        "[words]",
        "'a' * 9",
        "words if words else 1",
        "(lambda: 1)()",
        "math.factorial(99999)",
        "math.sqrt(words, words)",
        "math.words",
        "unknown + 1",
        "words; sentences",
        "1 < words < 3",
        "True",
        "words := 3",
        "1_0 @ 2",
        "+" * 900,
        "(" * 300 + "1" + ")" * 300,
        "words +",
        "9" * 2000,
        "~words",
        "1j * words",
    ],
)
def test_nothing_but_arithmetic_is_read(house, formula):
    (rule,) = house(R=metric(formula.replace("'", "''"))).rules
    assert (rule.state, rule.line) == ("broken", 3)
    assert "`formula`" in rule.reason


def test_a_rule_without_formula_or_condition_is_broken(house):
    for text in ("formula: words\n", "condition: '> 1'\n", "formula: ' '\ncondition: '> 1'\n"):
        (rule,) = house(R="extends: metric\nmessage: no\n" + text).rules
        assert rule.state == "broken"


ARITHMETIC = st.recursive(
    st.sampled_from(["words", "sentences", "2", "0.5", "0"]),
    lambda inner: st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
    max_leaves=12,
)


@given(ARITHMETIC, st.floats(0, 1e6), st.floats(0, 1e6))
def test_arithmetic_means_what_it_means_everywhere(text, words, sentences):
    got = Formula(text, frozenset({"words", "sentences"})).of({"words": words, "sentences": sentences})
    try:
        expected = eval(text, {}, {"words": words, "sentences": sentences})  # the test's own texts only
    except ArithmeticError:
        expected = math.nan
    assert (got is None) if not math.isfinite(expected) else got == expected


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_of_formulas_stumble(text):
    with suppress(BrokenRule):
        Formula(text, frozenset({"words"})).of({"words": 3.0})


def test_words_are_counted_as_the_formulas_mean_them():
    assert counted("The kettle isn't organised.") == Counts(
        words=4, sentences=1, syllables=1 + 2 + 2 + 3, characters=22, long_words=1, polysyllabic_words=1, complex_words=0
    )
    assert (counted("The U.S. paid £4.50.").words, counted("naïve").long_words, counted("***")) == (5, 0, Counts())


# 12 words, 2 sentences, 16 syllables, 52 letters: each worked out by hand
PLAIN = "The old kettle sang on the stove. Nobody wanted it there anymore."


@pytest.mark.parametrize(
    ("metric_name", "expected"),
    [
        ("Flesch-Kincaid", 0.39 * 6 + 11.8 * 18 / 12 - 15.59),
        ("Gunning Fog", 0.4 * (6 + 100 * 2 / 12)),
        ("SMOG", 1.043 * math.sqrt(30 * 2 / 2) + 3.1291),
        ("Automated Readability", 4.71 * 52 / 12 + 0.5 * 6 - 21.43),
        ("Coleman-Liau", 5.88 * 52 / 12 - 29.6 * 2 / 12 - 15.8),
    ],
)
def test_each_formula_gives_its_grade(house, flags, metric_name, expected):
    rule = f"extends: readability\nmessage: '%s'\ngrade: -50\nmetrics: [{metric_name}]\n"
    (flag,) = flags(house(R=rule), PLAIN)
    assert float(flag.message) == pytest.approx(expected, abs=0.01)


def test_several_formulas_give_their_mean_and_pass_up_to_the_grade(house, flags):
    def found(grade):
        rule = f"extends: readability\nmessage: 'grade %s'\ngrade: {grade}\nmetrics: [Flesch-Kincaid, SMOG]\n"
        return [flag.message for flag in flags(house(R=rule), PLAIN)]

    both = ((0.39 * 6 + 11.8 * 18 / 12 - 15.59) + 1.043 * math.sqrt(30) + 3.1291) / 2
    assert found(math.floor(both)) == [f"grade {both:.2f}"]
    assert found(math.ceil(both)) == []
    assert found(f"{both + 0.001:.4f}") == []


def test_headings_and_empty_documents_have_no_grade(house, flags):
    rule = "extends: readability\nmessage: '%s'\ngrade: -50\nmetrics: [SMOG]\nscope: heading\n"
    assert flags(house(R=rule), "# Incomprehensibilities everywhere\n") == []
    assert flags(house(R=rule), "") == []


@pytest.mark.parametrize(
    ("text", "words"), [("grade: 8\n", "metrics"), ("metrics: [SMOG, Dale]\n", "Dale"), ("metrics: SMOG\ngrade: x\n", "grade")]
)
def test_a_rule_that_can_measure_nothing_says_why(house, text, words):
    (rule,) = house(R="extends: readability\nmessage: no\n" + text).rules
    assert rule.state == "broken"
    assert words in rule.reason
