"""Keystrokes become the edits a person would call steps, and no character is lost on the way."""

from hypothesis import given
from hypothesis import strategies as st

from studio.core.edit import Cause, Edit
from studio.core.span import Span
from studio.history import EditBuffer


def typed(start: int, end: int, words: str, cause: Cause = Cause.TYPED) -> Edit:
    return Edit(Span(start, end), words, cause)


def gather(*edits: tuple[Edit, float]) -> list[Edit]:
    buffer = EditBuffer()
    for edit, at in edits:
        buffer.add(edit, at)
    return buffer.drain()


def test_a_word_typed_letter_by_letter_is_one_edit():
    letters = [(typed(5 + n, 5 + n, letter), n * 0.1) for n, letter in enumerate("tea🍵")]
    assert gather(*letters) == [typed(5, 5, "tea🍵")]


def test_a_selection_typed_over_is_one_edit_with_what_follows():
    assert gather((typed(5, 9, "t"), 0), (typed(6, 6, "ea"), 0.2)) == [typed(5, 9, "tea")]


def test_backspacing_and_deleting_forward_are_one_edit_each():
    assert gather((typed(5, 6, ""), 0), (typed(4, 5, ""), 0.1), (typed(3, 4, ""), 0.2)) == [typed(3, 6, "")]
    assert gather((typed(5, 6, ""), 0), (typed(5, 6, ""), 0.1), (typed(5, 7, ""), 0.2)) == [typed(5, 9, "")]


def test_a_new_line_begins_a_step_and_what_is_typed_on_it_belongs_to_it():
    edits = gather((typed(0, 0, "a"), 0), (typed(1, 1, "\n"), 0.1), (typed(2, 2, "b"), 0.2))
    assert edits == [typed(0, 0, "a"), typed(1, 1, "\nb")]


def test_a_pause_a_jump_and_a_turn_to_deleting_each_begin_a_step():
    assert len(gather((typed(0, 0, "a"), 0), (typed(1, 1, "b"), 1.1))) == 2
    assert len(gather((typed(0, 0, "a"), 0), (typed(9, 9, "b"), 0.1))) == 2
    assert len(gather((typed(0, 0, "ab"), 0), (typed(1, 2, ""), 0.1))) == 2
    assert len(gather((typed(5, 6, ""), 0), (typed(5, 5, "x"), 0.1))) == 2


def test_whatever_was_not_typed_stands_alone():
    for cause in Cause:
        if cause is not Cause.TYPED:
            assert len(gather((typed(0, 0, "a"), 0), (typed(1, 1, "b", cause), 0.1), (typed(2, 2, "c"), 0.2))) == 3
            assert len(gather((typed(0, 0, "a", cause), 0), (typed(1, 1, "b", cause), 0.1))) == 2


def test_something_is_due_two_seconds_after_the_oldest_edit_however_busily_one_types():
    buffer = EditBuffer()
    assert not buffer.due(100)
    for n in range(20):
        buffer.add(typed(n, n, "x"), 100 + n / 10)
    assert not buffer.due(101.9)
    assert buffer.due(102)
    assert len(buffer) == 1
    buffer.drain()
    assert not buffer.due(200)
    buffer.add(typed(0, 0, "x"), 200)
    assert not buffer.due(201.5)


@given(
    base=st.text(max_size=30),
    strokes=st.lists(
        st.tuples(
            st.integers(-3, 40),
            st.integers(0, 3),
            st.text("ab\n🍵", max_size=2),
            st.sampled_from([0.1, 0.1, 0.1, 1.5]),
            st.sampled_from([Cause.TYPED] * 5 + [Cause.PASTED, Cause.FIX]),
        ),
        max_size=40,
    ),
)
def test_the_drained_edits_give_the_text_that_all_the_strokes_gave(base, strokes):
    buffer, text, at, caret = EditBuffer(), base, 0.0, 0
    for where, gone, words, wait, cause in strokes:
        # Mostly at the caret, as people type; otherwise no two edits would ever join.
        start = min(len(text), where if where > 20 else caret)
        if where < 0:
            start, gone, words = max(0, start - 1), 1, ""
        edit = typed(start, min(len(text), start + gone), words, cause)
        text, at, caret = edit.apply(text), at + wait, edit.after.end
        buffer.add(edit, at)
    again = base
    drained = buffer.drain()
    for edit in drained:
        again = edit.apply(again)
    assert again == text
    assert len(drained) <= len(strokes)
    assert not buffer.drain()
