"""Rules that look at a document as a whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.document import Document
from studio.core.edit import Edit
from studio.core.flag import Severity
from studio.core.span import Span
from studio.guides import Guides, Rule
from studio.guides.compiling import compile_keys
from studio.guides.reading import Keys, parse
from studio.guides.terms import Terms

EITHER = "extends: consistency\nmessage: \"'%s': one spelling only\"\nignorecase: true\neither: {analyse: analyze}\n"
SPELLED = """extends: conditional
message: "'%s' is never spelled out"
first: '\\b[A-Z]{3,5}\\b'
second: '\\w+ \\(([A-Z]{3,5})\\)'
"""
LONG = "extends: metric\nmessage: '%s words are too many'\nformula: words\ncondition: '> 5'\n"


def told(found):
    return [(flag.span.start, flag.text, flag.message) for flag in found]


def test_two_spellings_are_flagged_where_the_rarer_one_stands(house, flags):
    text = "We analyse.\n\n- You **analyze**.\n\n> They analyse.\n"
    (flag,) = flags(house(R=EITHER), text)
    assert (flag.text, flag.span.of(text), flag.layer) == ("analyze", "analyze", "House, for every channel")
    assert flag.context == "You analyze."
    assert [fix.text for fix in flag.fixes] == ["analyse"]


def test_a_rule_on_the_whole_document_keeps_to_its_scope(house, flags):
    text = "# We analyse\n\nYou analyze.\n"
    assert len(flags(house(R=EITHER), text)) == 1
    assert flags(house(R=EITHER + "scope: heading\n"), text) == []
    assert len(flags(house(R=EITHER + "scope: sentence\n"), "We analyse. You analyze.")) == 1
    assert len(flags(house(R=EITHER + "scope: link\n"), "[analyse](a) [analyze](b) analyze")) == 1
    assert len(flags(house(R=EITHER + "scope: raw\n"), "analyse `analyze`")) == 1


def test_what_is_defined_further_up_is_known_further_down(house, flags):
    text = "Ask the WHO.\n\nThe World Health Organization (WHO) said so.\n\nThe WHO again, and NATO.\n"
    assert [flag.text for flag in flags(house(R=SPELLED), text)] == ["WHO", "NATO"]


def test_a_measure_of_the_document_stands_at_its_beginning(house, flags):
    (flag,) = flags(house(R=LONG), "One two three.\n\n- four five six\n")
    assert (flag.span, flag.text) == (Span(0, 0), "")
    assert flag.message.startswith("6")


def test_code_and_addresses_are_no_words_of_a_spelling(house, flags):
    assert flags(house(R=EITHER), "We analyse `analyze` <https://analyze.example.com>.") == []


def test_a_rule_that_takes_too_long_is_switched_off_and_said_to_be(house, flags):
    rule = "extends: consistency\nmessage: no\nnonword: true\neither: {'(?:(?:\\w|\\w\\w)+)+[#!]': nothing}\n"
    guides = house(Runaway=rule, Other=EITHER)
    text = "a" * 60 + " analyse! analyze"
    assert [flag.rule for flag in flags(guides, text)] == ["House.Other"]
    assert any("Runaway took too long" in problem for problem in guides.problems)
    assert [rule.name for rule in guides.rules if not rule.runs] == ["House.Runaway"]
    assert flags(house(Runaway=EITHER.replace("one", "some"), Other=EITHER), text)  # a mended rule runs again


def test_a_raw_rule_that_takes_too_long_is_switched_off_too(house, flags):
    rule = "extends: existence\nmessage: no\nscope: raw\nnonword: true\ntokens: ['(?:(?:\\w|\\w\\w)+)+[#!]']\n"
    guides = house(RunawayRaw=rule, Other=EITHER)
    assert len(flags(guides, "a" * 60 + " analyse! analyze")) == 1
    assert any("RunawayRaw took too long" in problem for problem in guides.problems)


@pytest.mark.parametrize(("scope", "start"), [("raw", "raw: ['a+!']"), ("summary", "nonword: true\ntokens: ['a+!']")])
def test_a_fix_that_takes_too_long_switches_its_rule_off_and_the_others_go_on(house, flags, scope, start):
    rule = f"extends: existence\nmessage: no\nscope: {scope}\n{start}\naction: {{name: edit, params: [regex, '(a|aa)+c', x]}}\n"
    guides = house(**{f"SlowFix{scope.title()}": rule}, Other=EITHER)
    text = "a" * 60 + "! analyse analyze"
    assert [flag.rule for flag in flags(guides, text)] == ["House.Other"]
    assert any(f"SlowFix{scope.title()} took too long" in problem for problem in guides.problems)
    assert [flag.rule for flag in flags(guides, text)] == ["House.Other"]


SENTENCES = st.sampled_from(
    ["We analyse. ", "You analyze. ", "The WHO. ", "An Office (WHO). ", "\n\n", "- ", "# ", "NATO ", "tea "]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(SENTENCES, max_size=12), st.lists(st.tuples(st.integers(0, 120), st.integers(0, 20), SENTENCES), max_size=5))
def test_what_was_learnt_before_an_edit_changes_nothing_that_is_found_after_it(pieces, edits):
    rules = {"E": EITHER, "S": SPELLED, "L": LONG}
    made = [compile_keys(Keys(parse(text)), Rule(f"House.{name}", Severity.WARNING, "", "")) for name, text in rules.items()]
    guides, document = Guides(made, Terms()), Document.parse("".join(pieces))
    guides.check(document)
    for start, length, new in edits:
        start = min(start, len(document.text))
        document = document.apply(Edit(Span(start, min(start + length, len(document.text))), new))
        assert told(guides.check(document)) == told(Guides(made, Terms()).check(Document.parse(document.text)))
