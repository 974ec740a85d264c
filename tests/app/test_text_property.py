"""Whatever order people type, wait, and close the lid in: the text is the text, and a yes holds for exactly one."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.changes import compare
from studio.core.edit import Cause, Edit
from studio.core.events import digest
from studio.core.span import Span

START = "# Slow tea\n\nWe make a pot of tea 🍵. Come in.\n"
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("edit"),
            st.floats(0, 1),
            st.integers(0, 6),
            st.sampled_from(["", "x", "é", "🍵", "\n", "two words", "# "]),
            st.sampled_from([Cause.TYPED, Cause.PASTED, Cause.FIX, Cause.UNDO]),
        ),
        st.tuples(st.just("flush")),
        st.tuples(st.just("wait"), st.floats(0, 3)),
        st.tuples(st.just("reopen")),
        st.tuples(st.just("back")),
        st.tuples(st.just("restore")),
    ),
    max_size=25,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_any_sitting_gives_the_same_text_and_a_yes_holds_for_that_text_alone(open_house, steps):
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(Path(folder) / "w")
        piece = house.approved(START)
        session, text = house.sit(piece, checked=False), START
        for step in steps:
            match step:
                case ("edit", place, length, words, cause):
                    start = int(place * len(text))
                    edit = Edit(Span(start, min(len(text), start + length)), words, cause)
                    session.apply(edit)
                    text = text[: edit.span.start] + words + text[edit.span.end :]
                case ("flush",):
                    session.flush()
                    assert house.workspace.history.working(piece) == text
                case ("wait", seconds):
                    house.clock.wait(seconds)
                    session.flush_due()
                case ("reopen",):
                    session.flush()
                    house.reopen()
                    session = house.sit(piece, checked=False)
                case ("back",):
                    session.replace_all(START, Cause.UNDO)
                    text = START
                case ("restore",) if changes := compare(START, text).changes:
                    session.apply(session.restore_edit(changes[0]))
                    text = text[: changes[0].after.start] + changes[0].before_text + text[changes[0].after.end :]
            assert session.text == text
            assert (session.approval is not None) == (text == START)
            assert (session.stale_approval is not None) == (text != START)
        session.flush()
        assert house.workspace.history.working(piece) == text
        assert house.workspace.approved_text(piece) == START
        assert house.workspace.history.approvals(piece)[0].text_hash == digest(START)
        assert house.workspace.verify().whole
        house.workspace.close()
