"""A click changes one line of `.vale.ini` or of a term list, and a person's own file stays a person's own file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.guides.ini import is_on, parse_ini
from studio.guides.switching import with_core, with_styles, with_switch, with_term, without_styles, without_term

INI = """# Our house.
StylesPath = styleguides

[*]  
BasedOnStyles = Plain, Vale ; both
Plain.Wordy = NO   # Erin likes it

# Mails
[email/*.md]
Plain.Shouting=YES
"""  # noqa: W291


def section(text, name):
    return next((s for s in parse_ini(text).sections if s.name == name), None)


@pytest.mark.parametrize("value", ["YES", "NO", "suggestion", "warning", "error"])
def test_a_switch_that_is_there_changes_its_value_and_keeps_its_remark(value):
    assert with_switch(INI, "*", "Plain.Wordy", value) == INI.replace("Wordy = NO ", f"Wordy = {value} ")


def test_a_line_without_blanks_keeps_its_look():
    assert with_switch(INI, "email/*.md", "Plain.Shouting", "NO") == INI.replace("Shouting=YES", "Shouting=NO")


def test_a_new_switch_stands_behind_the_last_one_of_its_section():
    changed = with_switch(INI, "*", "Plain.Jargon", "error")
    assert changed == INI.replace("# Erin likes it\n", "# Erin likes it\nPlain.Jargon = error\n")


def test_a_switch_is_taken_out_with_its_line():
    assert with_switch(INI, "*", "Plain.Wordy", None) == INI.replace("Plain.Wordy = NO   # Erin likes it\n", "")
    assert with_switch(INI, "*", "Plain.Jargon", None) == INI
    assert with_switch(INI, "web/*.md", "Plain.Wordy", None) == INI


def test_a_new_section_for_a_channel_comes_last():
    assert with_switch(INI, "web/*.md", "Plain.Wordy", "YES") == INI + "\n[web/*.md]\nPlain.Wordy = YES\n"


def test_a_wider_section_comes_before_the_narrower_which_still_decides():
    text = "[*]\n\n# Letters\n[email/letter-*.md]\nA.B = NO\n"
    changed = with_switch(text, "email/*.md", "A.B", "YES")
    assert changed == "[*]\n\n[email/*.md]\nA.B = YES\n\n# Letters\n[email/letter-*.md]\nA.B = NO\n"


def test_the_section_for_everything_comes_before_the_others():
    assert with_switch("A = b\n\n[x.md]\nA.C = NO\n", "*", "A.B", "NO") == "A = b\n\n[*]\nA.B = NO\n\n[x.md]\nA.C = NO\n"
    assert with_styles("", "*", ["Plain"]) == "[*]\nBasedOnStyles = Plain\n"


def test_guides_are_named_at_the_top_of_their_section():
    changed = with_styles(INI, "email/*.md", ["Plain", "Email", "Plain"])
    assert changed == INI.replace("[email/*.md]\n", "[email/*.md]\nBasedOnStyles = Plain, Email\n")
    assert without_styles(changed, "email/*.md") == INI


def test_a_list_of_guides_that_ran_over_several_lines_or_stood_there_twice_is_one_line():
    text = "[*]\nBasedOnStyles = A, \\\n  B\nX.Y = NO\nBasedOnStyles = C\n"
    assert with_styles(text, "*", ["D"]) == "[*]\nX.Y = NO\nBasedOnStyles = D\n"
    assert with_styles("[*]\nBasedOnStyles = A, \\\n  B\nX.Y = NO\n", "*", ["D"]) == "[*]\nBasedOnStyles = D\nX.Y = NO\n"


def test_no_guides_means_that_none_is_in_force():
    changed = with_styles(INI, "*", [])
    assert "BasedOnStyles = ; both" in changed or "BasedOnStyles =  ; both" in changed
    assert section(changed, "*").words("BasedOnStyles") == ()


def test_line_ends_and_the_mark_at_the_start_stay_what_they_are():
    assert with_switch("[*]\r\nA.B = NO\r\n", "*", "A.C", "NO") == "[*]\r\nA.B = NO\r\nA.C = NO\r\n"
    assert with_switch("\ufeff[*]\nA.B = NO", "*", "A.C", "NO") == "\ufeff[*]\nA.B = NO\nA.C = NO\n"
    assert with_switch("[*]\nA.B = NO", "*", "A.B", "YES") == "[*]\nA.B = YES"


@pytest.mark.parametrize(("rule", "value"), [("A.B", "PERHAPS"), ("A.B", "yes"), ("A = B", "YES"), ("", "YES"), ("A.B\nC", "NO")])
def test_what_is_no_switch_is_never_written(rule, value):
    with pytest.raises(ValueError, match=r"one of|no name"):
        with_switch(INI, "*", rule, value)


@pytest.mark.parametrize("value", ["YES", "error"])
def test_a_switch_of_a_guide_that_would_do_nothing_in_vale_is_never_written(value):
    with pytest.raises(ValueError, match="no list names the guide 'Email'"):
        with_switch(INI, "*", "Email", value)
    listed = with_styles(INI, "email/*.md", ["Email"])
    assert f"Email = {value}\n" in with_switch(listed, "*", "Email", value)
    assert "Email = NO\n" in with_switch(INI, "*", "Email", "NO")


def test_what_is_no_guide_is_never_written():
    with pytest.raises(ValueError, match="no name of a guide"):
        with_styles(INI, "*", ["Plain, Vale"])


# ---------------------------------------------------------------- whatever stands in the file

RULES = ["Plain.Wordy", "Plain.Jargon", "Email.Subject", "Plain"]
SECTIONS = ["*", "email/*.md", "*.md", "web/**/*.md"]
LINES = st.one_of(
    st.sampled_from(
        ["", "  ", "# remark = no", "; [x]", "TokenIgnores = (a), \\\n  (b)", "BasedOnStyles = A, B", "[formats]", "mdx = md"]
    ),
    st.builds("[{}]".format, st.sampled_from(SECTIONS)),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(RULES),
        st.sampled_from([" = ", "=", ": "]),
        st.sampled_from(["YES", "NO", "error", "x"]),
        st.sampled_from(["", " # why", "  ; why"]),
    ),
)
INIS = st.builds(
    lambda lines, end, last: end.join(lines) + last, st.lists(LINES, max_size=14), st.just("\n"), st.sampled_from(["", "\n"])
)
VALUES = st.sampled_from(["YES", "NO", "suggestion", "warning", "error", None])
SWITCHES = st.tuples(st.sampled_from(RULES), VALUES).filter(lambda switch: "." in switch[0] or switch[1] in ("NO", None))


@given(INIS, st.sampled_from(SECTIONS), SWITCHES)
def test_a_switch_means_what_was_asked_and_asking_again_changes_nothing(text, name, switch):
    rule, value = switch
    changed = with_switch(text, name, rule, value)
    values = [line.value for line in section(changed, name).switches if line.key == rule] if section(changed, name) else []
    assert values == ([] if value is None else [value])
    assert with_switch(changed, name, rule, value) == changed


@given(INIS, st.sampled_from(SECTIONS), SWITCHES)
def test_all_other_lines_stay_byte_for_byte_and_in_order(text, name, switch):
    rule, value = switch

    def others(ini):
        return [line for line in ini.split("\n") if line.strip() and not line.startswith((rule, f"[{name}]"))]

    assert others(with_switch(text, name, rule, value)) == others(text)


@given(INIS, st.sampled_from(SECTIONS), SWITCHES)
def test_what_other_sections_and_rules_say_stays(text, name, switch):
    rule, value = switch

    def others(ini):
        return {
            (s.name, line.key, line.value)
            for s in parse_ini(ini).sections
            for line in s.lines
            if (s.name, line.key) != (name, rule)
        }

    assert others(with_switch(text, name, rule, value)) == others(text)


@given(INIS, st.sampled_from(SECTIONS), st.lists(st.sampled_from(["A", "B", "My guide", "write-good"])))
def test_guides_are_what_was_asked_and_asking_again_changes_nothing(text, name, styles):
    changed = with_styles(text, name, styles)
    assert section(changed, name).words("BasedOnStyles") == tuple(dict.fromkeys(styles))
    assert with_styles(changed, name, styles) == changed


def test_what_holds_for_everything_stands_before_the_first_section():
    assert with_core(INI, "Vocab", "House") == INI.replace("= styleguides\n", "= styleguides\nVocab = House\n")
    assert with_core("[*]\nA.B = NO\n", "Vocab", "House") == "Vocab = House\n[*]\nA.B = NO\n"
    assert with_core("", "MinAlertLevel", "error") == "MinAlertLevel = error\n"
    assert with_core(INI, "StylesPath", "rules") == INI.replace("styleguides", "rules")
    with pytest.raises(ValueError, match="before the first section"):
        with_core(INI, "BasedOnStyles", "House")


def test_a_level_counts_as_on():
    assert is_on(section(with_switch("", "*", "A.B", "error"), "*").switches[0].value)


# ---------------------------------------------------------------- term lists


def test_a_term_finds_its_place_in_a_list_that_is_in_order():
    assert with_term("# ours\nassam\nDarjeeling\n\nOolong\n", "Earl Grey") == "# ours\nassam\nDarjeeling\n\nEarl Grey\nOolong\n"
    assert with_term("Zebra\nant\n", "bee") == "Zebra\nant\nbee\n"
    assert with_term("b\na\n", "aa") == "b\na\naa\n"
    assert with_term("a\nb", "c") == "a\nb\nc\n"
    assert with_term("", "a") == "a\n"
    assert with_term("a\r\nc\r\n", "b") == "a\r\nb\r\nc\r\n"


def test_a_term_stands_in_a_list_once():
    assert with_term("a\n  b  \n", "b") == "a\n  b  \n"
    assert with_term("#b\n", "#b") == "#b\n"


def test_a_term_is_taken_out_wherever_it_stands():
    assert without_term("# a\na\nb\n a \n", "a") == "# a\nb\n"
    assert without_term("a\n", "b") == "a\n"


@pytest.mark.parametrize("term", ["", "  ", "a\nb", "# a"])
def test_what_is_no_term_is_never_written(term):
    with pytest.raises(ValueError, match="cannot stand in a term list"):
        with_term("a\n", term)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=8).filter(
    lambda word: word.strip() and not word.strip().startswith(("# ", "\ufeff")) and len(word.splitlines()) == 1
)


@given(st.lists(st.one_of(WORDS, st.just(""), st.just("# remark"))), WORDS)
def test_adding_a_term_keeps_every_line_and_adding_it_again_changes_nothing(lines, term):
    text = "".join(f"{line}\n" for line in lines)
    changed = with_term(text, term)
    assert with_term(changed, term) == changed
    added = [line for line in changed.splitlines()]
    assert term.strip() in [line.strip() for line in added]
    if changed != text:
        added.remove(term.strip())
    assert added == text.splitlines()
    assert term.strip() not in [line.strip() for line in without_term(changed, term).splitlines()]
