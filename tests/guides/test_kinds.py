"""What holds for every kind of rule, whatever a rule file says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.document import Document, normalise
from studio.core.flag import Severity
from studio.guides import Guides, Rule
from studio.guides.compiling import compile_keys
from studio.guides.kinds import NOT_YET, kinds
from studio.guides.reading import Keys, parse
from studio.guides.terms import Terms

PATTERN = st.lists(
    st.sampled_from(
        [
            "tea",
            "Tea",
            "a",
            "\\b",
            "\\w+",
            "\\s",
            "[A-Z]{2,}",
            "(a|b)",
            "(?i)",
            "(?=t)",
            "^",
            "$",
            ".",
            "é",
            "\\d",
            "{x}",
            "(",
            "[",
        ]
    ),
    min_size=1,
    max_size=3,
).map("".join)
TEXT = st.lists(
    st.sampled_from(
        [
            "tea",
            "Tea",
            "TEA",
            "a",
            "b",
            "`tea`",
            "**Tea**",
            "recieve",
            "\n\n",
            "\n\n# ",
            "\n- ",
            "\n> ",
            ". ",
            "! ",
            "(WHO)",
            "é",
            "3",
            "[a tea](x)",
        ]
    ),
    max_size=20,
).map(lambda parts: normalise(" ".join(parts)))


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


@st.composite
def rules(draw):
    one, two = quoted(draw(PATTERN)), quoted(draw(PATTERN))
    kind, keys = draw(
        st.sampled_from(
            [
                ("existence", f"tokens: [{one}, {two}]\nexceptions: [{two}]"),
                ("existence", f"raw: [{one}]\ntokens: [{two}]\nappend: true"),
                ("substitution", f"swap:\n  {one}: {two}\n  x{'y'}: z"),
                ("occurrence", f"token: {one}\nmax: 1"),
                ("occurrence", f"token: {one}\nmin: 2"),
                ("repetition", f"tokens: [{one}, {two}]"),
                ("consistency", f"either:\n  {one}: {two}"),
                ("conditional", f"first: {one}\nsecond: {two}"),
                ("capitalization", f"match: $title\nexceptions: [{one}]\nprefix: {two}"),
                ("capitalization", f"match: $sentence\nexceptions: [{one}]\nindicators: [{two}]"),
                ("capitalization", f"match: {one}"),
                ("metric", "formula: words / (sentences - 1)\ncondition: '> 1'"),
                ("readability", "metrics: [SMOG]\ngrade: 1"),
                ("spelling", f"filters: [{one}]\nexceptions: [{two}]"),
                ("sequence", f"tokens:\n  - pattern: {one}\n  - pattern: {two}\n    skip: 2"),
            ]
        )
    )
    scope = draw(st.sampled_from(["text", "sentence", "heading", "paragraph", "raw", "summary", "link", "~list"]))
    action = draw(
        st.sampled_from(["", "action: {name: replace}\n", "action: {name: remove}\n", "action: {name: edit, params: [lower]}\n"])
    )
    return f"extends: {kind}\nmessage: '%s %s'\nscope: {quoted(scope)}\nignorecase: {draw(st.booleans())}\n{action}{keys}\n"


@settings(max_examples=400, deadline=None)
@given(rules(), TEXT)
def test_no_rule_of_any_kind_stops_a_text_from_being_checked(rule, text):
    compiled = compile_keys(Keys(parse(rule)), Rule("House.Any", Severity.WARNING, "", ""))
    assert compiled.rule.runs or compiled.rule.reason
    guides, document = Guides([compiled], Terms()), Document.parse(text)
    found = guides.check(document)
    assert found == guides.without_selection().check(document)
    for flag in found:
        assert 0 <= flag.span.start <= flag.span.end <= len(text)


def test_every_kind_of_the_format_is_there_or_says_why_not():
    format_of_vale = {"existence", "substitution", "occurrence", "repetition", "consistency", "conditional", "capitalization"}
    format_of_vale |= {"metric", "script", "spelling", "sequence", "readability"}
    assert set(kinds()) | set(NOT_YET) == format_of_vale


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_rule_with_nothing_in_it_is_broken_and_says_what_is_missing(house, kind):
    (rule,) = house(R=f"extends: {kind}\nmessage: no\n").rules
    if kind == "spelling":  # the shipped dictionary is enough
        assert rule.runs
    else:
        assert rule.state == "broken"
        assert rule.reason.endswith(".")
