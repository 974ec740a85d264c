"""An edit does to a text, and to the places in it, what a person would expect."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studio.core.edit import Cause, Edit, minimal, shift
from studio.core.span import Span

SHORT = st.text("ab\n😀", max_size=12)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Edit]:
    text = draw(SHORT)
    start = draw(st.integers(0, len(text)))
    return text, Edit(Span(start, draw(st.integers(start, len(text)))), draw(SHORT))


@given(SHORT, SHORT)
@example("aa", "aaa")
@example("aba", "a")
def test_the_smallest_edit_between_two_texts_turns_one_into_the_other(before: str, after: str) -> None:
    edit = minimal(before, after, Cause.PASTED, "clipboard")
    if edit is None:
        assert before == after
        return
    assert edit.apply(before) == after
    assert edit.after.of(after) == edit.replacement
    assert len(after) == len(before) + edit.delta
    assert (edit.cause, edit.detail) == (Cause.PASTED, "clipboard")
    gone = edit.span.of(before)
    if gone and edit.replacement:  # nothing that stands on both sides is called changed
        assert gone[0] != edit.replacement[0]
        assert gone[-1] != edit.replacement[-1]


@given(edits())
def test_an_edit_can_be_taken_back(pair: tuple[str, Edit]) -> None:
    text, edit = pair
    after = edit.apply(text)
    assert Edit(edit.after, edit.span.of(text), Cause.UNDO).apply(after) == text


@given(edits(), st.data())
def test_a_place_follows_its_own_characters(pair: tuple[str, Edit], data: st.DataObject) -> None:
    text, edit = pair
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    after = edit.apply(text)
    moved = shift(span, edit)
    if moved is None:
        assert edit.span.start <= span.start
        assert span.end <= edit.span.end
        return
    assert moved.end <= len(after)
    if not (span.start < edit.span.end and edit.span.start < span.end):
        assert moved.of(after) == span.of(text)
    left = span.of(text)[: max(0, edit.span.start - span.start)]
    right = text[max(span.start, edit.span.end) : span.end]
    assert moved.of(after).startswith(left)
    assert moved.of(after).endswith(right)


@pytest.mark.parametrize(
    ("span", "edit", "expected"),
    [
        ((2, 4), ((0, 0), "xx"), (4, 6)),
        ((2, 4), ((2, 2), "x"), (3, 5)),  # at the edges a new word stays outside
        ((2, 4), ((4, 4), "x"), (2, 4)),
        ((2, 4), ((3, 3), "x"), (2, 5)),
        ((2, 4), ((3, 9), ""), (2, 3)),
        ((2, 4), ((0, 3), "y"), (1, 2)),
        ((2, 4), ((2, 4), "new"), None),
        ((2, 4), ((1, 5), ""), None),
    ],
)
def test_a_flag_on_the_screen_moves_with_its_words(
    span: tuple[int, int], edit: tuple[tuple[int, int], str], expected: tuple[int, int] | None
) -> None:
    found = shift(Span(*span), Edit(Span(*edit[0]), edit[1]))
    assert found == (Span(*expected) if expected else None)


def test_an_edit_that_does_not_fit_its_text_is_a_bug_and_says_so() -> None:
    with pytest.raises(ValueError, match="does not fit a text of 2 characters"):
        Edit(Span(1, 3), "").apply("ab")


def test_an_empty_place_is_a_place() -> None:
    assert Span(3, 3)
    assert len(Span(3, 3)) == 0
    with pytest.raises(ValueError, match="not a span"):
        Span(4, 3)


@given(*(st.integers(0, 6) for _ in range(4)))
def test_two_spans_overlap_when_they_share_a_character(a: int, b: int, c: int, d: int) -> None:
    one, other = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    assert one.overlaps(other) == other.overlaps(one)
    if len(one) and len(other):
        assert one.overlaps(other) == bool(set(range(one.start, one.end)) & set(range(other.start, other.end)))
    elif len(one):
        assert one.overlaps(other) == (one.start < other.start < one.end)
