"""Words that are asked for are words: what cannot be seen is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.visible import visible


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\u00a0\u200b\u2060", "\ufeff", "\u200d", "\u2800", "\u3164", "\x00"])
def test_what_nobody_can_see_says_nothing(text: str):
    assert visible(text) == ""


@pytest.mark.parametrize("text", ["x", "🏴\U000e0067\U000e0062\U000e007f", "👩\u200d🚀", "שלום\u200f", "…", "👍🏽"])
def test_what_can_be_seen_stays_whole(text: str):
    assert visible(f" {text}\n") == text


@given(st.text())
def test_nothing_is_ever_added_or_taken_out_of_the_middle(text: str):
    assert visible(text) in ("", text.strip())
