"""What is left of a sentence when a claim is taken out of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.withdrawing import withdrawn
from studio.core.span import Span


@pytest.mark.parametrize(
    ("text", "claim", "left"),
    [
        ("Come in. 73% of guests came back. Sit down.", "73% of guests came back", "Come in. Sit down."),
        ("73% came back.\n\nSit down.", "73% came back", "\n\nSit down."),
        ("There are racks, and there is a heated pool.", "there is a heated pool", "There are racks."),
        ("There are racks, a heated pool.", "a heated pool", "There are racks."),
        ("73% came back, and we are glad of it.", "73% came back", "we are glad of it."),
        ("- **73% came back.** Sit down.", "73% came back", "- **.** Sit down."),
        ("> “It cured me!” she says.", "“It cured me!”", "> she says."),
    ],
)
def test_a_claim_goes_with_what_only_joined_it_to_the_rest(text, claim, left):
    start = text.index(claim)
    gone = withdrawn(text, Span(start, start + len(claim)))
    assert text[: gone.start] + text[gone.end :] == left


@given(st.text(alphabet="ab ,.\n!and*“”", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_the_claim_s_own_words_are_always_taken_and_no_other_words(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    gone = withdrawn(text, Span(start, end))
    assert gone.start <= start
    assert gone.end >= end
    around = text[gone.start : start] + text[end : gone.end]
    assert not any(word.strip(" ,.!“”*\n") not in ("", "and") for word in around.split())
