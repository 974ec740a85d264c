"""Fixing everything that can safely be fixed: what is made, what is left, and that nothing is guessed."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.fixing import MOVED, OVERLAPS, SEVERAL, plan
from studio.core.document import Document
from studio.core.edit import Cause
from studio.core.flag import Fix, Flag, Safety
from studio.core.span import Span

TEXT = "We utilize loose leaves in order to make *a calm* cup."


def flag(words: str, *wordings: str, rule: str = "House.Rule", safety: Safety = Safety.SAFE, text: str = TEXT) -> Flag:
    at = text.index(words)
    return Flag(Span(at, at + len(words)), "m", "style", rule, text=words, fixes=tuple(Fix(w, safety) for w in wordings))


def fixed(text: str, *flags: Flag) -> str:
    made = plan(Document.parse(text), flags)
    for edit in made.edits(made.fixes):
        text = edit.apply(text)
    return text


def test_every_flag_with_one_fix_is_fixed_and_says_which_rule_did_it():
    flags = flag("utilize", "use"), flag("in order to", "to", rule="House.Long")
    assert fixed(TEXT, *flags) == "We use loose leaves to make *a calm* cup."
    made = plan(Document.parse(TEXT), flags)
    assert [(e.detail, e.cause) for e in made.edits(made.fixes)] == [("House.Long", Cause.FIX), ("House.Rule", Cause.FIX)]


def test_markup_inside_the_words_stays():
    words = Flag(Span(TEXT.index("make"), TEXT.index("cup") + 3), "m", text="make a calm cup", fixes=(Fix("brew", Safety.SAFE),))
    assert fixed(TEXT, words) == "We utilize loose leaves in order to brew**."


def test_a_choice_of_wordings_is_left_to_a_person():
    made = plan(Document.parse(TEXT), [flag("utilize", "use", "take"), flag("leaves")])
    assert made.fixes == ()
    assert [(s.flag.text, s.why) for s in made.skipped] == [("utilize", SEVERAL)]


def test_a_fix_that_wants_a_look_is_offered_but_not_ticked():
    made = plan(Document.parse(TEXT), [flag("utilize", "use"), flag("calm", "quiet", safety=Safety.ASK)])
    assert [each.flag.text for each in made.fixes] == ["utilize", "calm"]
    assert [each.flag.text for each in made.safe] == ["utilize"]


def test_words_that_changed_are_not_touched():
    moved = replace(flag("utilize", "use"), text="utilise")
    made = plan(Document.parse(TEXT), [moved])
    assert (made.fixes, [s.why for s in made.skipped]) == ((), [MOVED])


def test_overlapping_fixes_are_all_left_alone_and_the_same_edit_is_made_once():
    clash = flag("loose leaves", "leaves"), flag("leaves in order", "leaves so", rule="House.Other")
    made = plan(Document.parse(TEXT), clash)
    assert (made.fixes, [s.why for s in made.skipped]) == ((), [OVERLAPS, OVERLAPS])
    twice = flag("utilize", "use"), flag("utilize", "use", rule="House.Other")
    assert len(plan(Document.parse(TEXT), twice).fixes) == 1
    against = flag("utilize", "use"), flag("utilize", "apply", rule="House.Other")
    assert plan(Document.parse(TEXT), against).fixes == ()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8), st.sampled_from(["", "X", "YY"])), max_size=8))
def test_whatever_is_not_fixed_stands_as_it_stood(places):
    text = "abcdefghijklmnopqrstuvwxyz0123456789ABCD"
    flags = [
        Flag(Span(a, a + n), "m", rule=f"R{i}", text=text[a : a + n], fixes=(Fix(w, Safety.SAFE),))
        for i, (a, n, w) in enumerate(places)
    ]
    made = plan(Document.parse(text), flags)
    kept = [index for index in range(len(text)) if not any(f.span.start <= index < f.span.end for f in made.fixes)]
    result = fixed(text, *flags)
    assert "".join(c for c in result if c not in "XY") == "".join(text[i] for i in kept if text[i] not in "XY")
    spans = sorted((f.span.start, f.span.end) for f in made.fixes)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize("text", ["", "  ", "# "])
def test_a_text_without_flags_has_nothing_to_fix(text):
    assert plan(Document.parse(text), []).fixes == ()
