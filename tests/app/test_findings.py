"""What one check has said another does not say again."""

from dataclasses import replace

import pytest

from studio.app.findings import also_of, once
from studio.core.flag import Fix, Flag
from studio.core.span import Span


def _flag(check: str, rule: str) -> Flag:
    return replace(Flag.over(Span(0, 3), "Missing.", rule=rule), check=check)


@pytest.mark.parametrize(("style", "own"), [("Email.OptOut", "Disclosure.OptOut"), ("Email.Reach", "Disclosure.Person")])
def test_one_lack_is_flagged_once_and_by_the_check_that_has_a_sentence_for_it(style: str, own: str):
    guide, check = _flag("style", style), _flag("disclosure", own)
    assert list(once([guide, check])) == [check]
    assert list(once([guide])) == [guide]


def _found(check: str, start: int, text: str, fix: str, layer: str = "") -> Flag:
    flag = Flag.over(Span(start, start + len(text)), "Wrong.", rule=f"{check}.X", text=text, fixes=(Fix(fix),), layer=layer)
    return replace(flag, check=check)


def _outside(start: int, text: str, fix: str) -> Flag:
    return _found("languagetool", start, text, fix, "LanguageTool 6.8, rule Y")


@pytest.mark.parametrize(
    "theirs",
    [_outside(4, "recieve", "receive"), _outside(4, "recieve", "relieve"), _outside(0, "We recieve", "We receive")],
    ids=["the same words", "the same words, mended otherwise", "more words, mended in the same way"],
)
def test_what_two_proofreaders_find_is_told_once_and_names_both(theirs: Flag) -> None:
    ours = _found("grammar", 4 if theirs.span.start else 3, "recieve", "receive")
    assert list(once([ours, theirs])) == [replace(ours, layer="Harper; also LanguageTool 6.8, rule Y")]


def test_the_rule_of_the_second_proofreader_can_be_named_where_both_found_the_same() -> None:
    ours, theirs = _found("grammar", 4, "recieve", "receive"), _outside(4, "recieve", "receive")
    (both,) = once([ours, theirs])
    assert (also_of(both), also_of(ours), also_of(theirs)) == ("Y", "", "")


def test_what_the_proofreader_outside_finds_alone_is_kept_and_says_where_it_comes_from() -> None:
    ours, theirs = _found("grammar", 4, "recieve", "receive"), _outside(0, "We recieve it", "We got it")
    other = _outside(40, "their", "there")
    assert list(once([ours, theirs, other])) == [ours, theirs, other]
