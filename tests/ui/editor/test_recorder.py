"""Whatever a person does in the editor becomes edits that, done again, give the very text on the screen."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.core.document import normalise
from studio.core.edit import Cause, Edit
from studio.core.span import Span
from studio.ui.editor.recorder import raw_text
from studio.ui.editor.view import DraftView
from studio.ui.theme import Theme

START = "Tea 🍵 is calm.\n\nIt\u00a0costs 4\u00a0€ a cup.\n- green\n- black"
WORDS = st.text(st.sampled_from("ab é🍵𝒳\u00a0.'\t"), min_size=1, max_size=4)
PLACES = st.integers(0, 80)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), WORDS),
        st.tuples(st.just("paste"), st.text(st.sampled_from("ab🍵\u00a0\n\r\u2028\u2029\x0b"), min_size=1, max_size=6)),
        st.tuples(st.just("key"), st.sampled_from([Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete])),
        st.tuples(st.just("word"), st.sampled_from([Qt.Key.Key_Backspace, Qt.Key.Key_Delete])),
        st.tuples(st.just("soft return"), st.none()),
        st.tuples(st.just("cut"), st.none()),
        st.tuples(st.just("move"), PLACES),
        st.tuples(st.just("select"), st.tuples(PLACES, PLACES)),
        st.tuples(st.just("fix"), st.tuples(PLACES, st.integers(0, 5), st.text("xy🫖", max_size=3))),
        st.tuples(st.sampled_from(["undo", "redo"]), st.none()),
    ),
    max_size=25,
)
CAUSES = {"paste": Cause.PASTED, "fix": Cause.FIX, "undo": Cause.UNDO, "redo": Cause.REDO}


class Typist:
    """A view, and all the edits it gave."""

    def __init__(self, text: str = START) -> None:
        self.view = DraftView(Theme(), "working")
        self.view.load(text)
        self.edits: list[Edit] = []
        self.view.recorder.edited.connect(self.edits.append)

    def do(self, act: str, what) -> None:
        view = self.view
        if act == "type":
            for letter in what:  # QTest knows ASCII keys alone
                QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
        elif act == "paste":
            mime = QMimeData()
            mime.setText(what)
            view.insertFromMimeData(mime)
        elif act == "key":
            QTest.keyClick(view, what)
        elif act == "word":
            QTest.keyClick(view, what, Qt.KeyboardModifier.ControlModifier)
        elif act == "soft return":
            QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        elif act == "cut":
            view.cut()
        elif act == "move":
            self.select(what, what)
        elif act == "select":
            self.select(*what)
        elif act == "fix":
            start = min(what[0], len(view.plain))
            view.perform([Edit(Span(start, min(start + what[1], len(view.plain))), what[2], Cause.FIX, "Plain.Wordy")])
        elif act == "undo":
            view.undo_step()
        else:
            view.redo_step()

    def select(self, start: int, end: int) -> None:
        cursor, last = self.view.textCursor(), len(self.view.plain)
        to = self.view.recorder.offsets.to_qt
        cursor.setPosition(to(min(start, last)))
        cursor.setPosition(to(min(end, last)), cursor.MoveMode.KeepAnchor)
        self.view.setTextCursor(cursor)

    def replayed(self, text: str = START) -> str:
        for edit in self.edits:
            text = edit.apply(text)
        return text


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_the_edits_of_any_sitting_replayed_on_the_original_give_the_text_on_the_screen(app, acts):
    typist = Typist()
    for act, what in acts:
        known = len(typist.edits)
        typist.do(act, what)
        came = typist.edits[known:]
        assert {edit.cause for edit in came} <= {CAUSES.get(act, Cause.TYPED)}
        assert typist.replayed() == typist.view.plain == raw_text(typist.view.document())
    assert normalise(typist.view.plain) == typist.view.plain, "the history and the editor would hold different texts"


def test_a_no_break_space_stays_one(app):
    typist = Typist()
    assert typist.view.plain == START
    typist.select(len(START), len(START))
    typist.do("type", "a\u00a0b")
    assert typist.view.plain.endswith("blacka\u00a0b")


def test_loading_a_piece_records_nothing_and_leaves_nothing_to_undo(app):
    typist = Typist()
    typist.view.load("Another piece 🫖.")
    assert typist.edits == []
    typist.do("undo", None)
    assert typist.view.plain == "Another piece 🫖."


def test_a_fix_in_several_places_is_one_step_of_undo_and_edits_no_more_than_it_must(app):
    text = "in order to rest, in order to sing"
    typist = Typist(text)
    second, first = Span(18, 29), Span(0, 11)
    typist.view.perform([Edit(second, "to", Cause.FIX, "Plain.Wordy"), Edit(first, "to", Cause.FIX, "Plain.Wordy")])
    assert typist.view.plain == "to rest, to sing"
    assert typist.replayed(text) == typist.view.plain
    assert {(edit.cause, edit.detail) for edit in typist.edits} == {(Cause.FIX, "Plain.Wordy")}
    assert len(typist.edits) == 2
    assert all(len(edit.span) <= len("in order to ") for edit in typist.edits), "the words between are nobody's edit"
    typist.do("undo", None)
    assert typist.view.plain == text
    assert len(typist.edits) == 4
    assert {edit.cause for edit in typist.edits[2:]} == {Cause.UNDO}


@pytest.mark.parametrize(("typed", "edit"), [("x", Edit(Span(4, 4), "x")), ("🫖", Edit(Span(4, 4), "🫖"))])
def test_one_key_is_one_small_edit_whatever_the_text_around_it(app, typed, edit):
    typist = Typist()
    typist.select(4, 4)
    typist.do("type", typed)
    assert typist.edits == [edit]
