"""The working text shows where its words come from, by colour, by line and in words."""

from typing import Any

from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtGui import QHelpEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from studio.core.edit import Cause, Edit
from studio.core.origins import HOW_ORIGINS_ARE_COUNTED, Origin, OriginKind, Origins
from studio.core.provenance import HOW_COUNTED, HOW_DEPTH_IS_COUNTED
from studio.core.span import Span
from studio.ui.origin_view import told
from tests.ui.conftest import Desk


def looks_of(desk: Desk, words: str) -> tuple[str, QTextCharFormat.UnderlineStyle]:
    """Tint and line of the first of these words, as painted."""
    view = desk.window.review.editor.working
    at = view.recorder.offsets.to_qt(desk.text.index(words))
    block = view.document().findBlock(at)
    for span in block.layout().formats():
        if span.start <= at - block.position() < span.start + span.length:
            brush = span.format.background()
            return brush.color().name() if span.format.hasProperty(brush_property()) else "", span.format.underlineStyle()
    return "", QTextCharFormat.UnderlineStyle.NoUnderline


def brush_property() -> int:
    return QTextCharFormat.Property.BackgroundBrush.value


def settled(desk: Desk) -> None:
    QTest.qWait(120)
    QApplication.processEvents()


def test_each_origin_has_a_tint_and_a_line_and_the_legend_says_how_much(desk: Desk) -> None:
    desk.caret_to("Come in")
    desk.type("Oh! ")
    data = QMimeData()
    data.setText("quoted words ")
    desk.window.review.editor.working.insertFromMimeData(data)
    desk.do("origins")
    settled(desk)
    tokens = desk.window.theme.tokens
    assert looks_of(desk, "Oh!") == (tokens.inserted, QTextCharFormat.UnderlineStyle.SingleUnderline)
    assert looks_of(desk, "quoted") == (tokens.pasted_tint, QTextCharFormat.UnderlineStyle.DashUnderline)
    bar = desk.window.review.editor.origin_bar
    assert bar.isVisible()
    said = [each.text() for each in bar.findChildren(QLabel) if each.isVisible()]
    assert any(text.startswith("Typed ") for text in said)
    assert any(text.startswith("Import ") for text in said)  # nobody said that a model wrote the draft
    desk.do("origins")
    assert not bar.isVisible()
    assert looks_of(desk, "quoted")[1] == QTextCharFormat.UnderlineStyle.NoUnderline


def test_words_typed_while_the_colours_are_on_are_coloured_and_told_at_the_cursor(desk: Desk) -> None:
    desk.do("origins")
    desk.caret_to("Come in")
    desk.type("Yes ")
    settled(desk)
    assert looks_of(desk, "Yes")[0] == desk.window.theme.tokens.inserted
    desk.caret_to("Yes")
    here = desk.window.review.editor.origin_bar.here
    assert here.toolTip() == "Typed by Wren, just now"
    desk.session.flush()
    settled(desk)
    assert here.toolTip().startswith("Typed by Wren on ")


def test_the_mouse_over_a_word_says_where_it_comes_from_while_colours_are_on(desk: Desk) -> None:
    view = desk.window.review.editor.working
    assert view.tip(3) == ""
    desk.do("origins")
    assert view.tip(3).startswith("Came in with ")
    place = view.cursorRect().center()
    QApplication.sendEvent(view.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, place, view.mapToGlobal(QPoint(place))))
    assert QToolTip.text().startswith("Came in with ")


def test_flags_are_not_underlined_under_the_lines_of_origins(desk: Desk) -> None:
    view = desk.window.review.editor.working
    assert view.marks()
    desk.do("origins")
    assert view._marks_in(view.viewport().rect().toRectF()) == []


def test_an_undo_gives_the_words_their_colour_back(desk: Desk) -> None:
    desk.do("origins")
    view = desk.window.review.editor.working
    desk.caret_to("Come in")
    data = QMimeData()
    data.setText("pasted words ")
    view.insertFromMimeData(data)
    cursor = view.textCursor()
    cursor.setPosition(view.recorder.offsets.to_qt(desk.text.index("pasted words")))
    cursor.setPosition(cursor.position() + len("pasted words "), cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    desk.type("x")
    view.undo_step()
    settled(desk)
    assert "pasted words" in desk.text
    assert looks_of(desk, "pasted words")[0] == desk.window.theme.tokens.pasted_tint


def test_the_measures_print_each_figure_with_how_it_is_counted(desk: Desk) -> None:
    desk.window.folding.open_tab("Measures")
    QApplication.processEvents()
    said = " ".join(each.text() for each in desk.window.review.inspector.measures.findChildren(QLabel))
    for how in (HOW_COUNTED, HOW_DEPTH_IS_COUNTED, HOW_ORIGINS_ARE_COUNTED):
        assert how in said
    assert "0% (0 words changed, of " in said


def test_the_card_of_a_change_says_whose_words_they_are(desk: Desk) -> None:
    desk.caret_to("Come in")
    desk.type("Oh! ")
    desk.settle()
    desk.do("next_change")
    said = [each.text() for each in desk.window.review.card.findChildren(QLabel)]
    assert any(text.startswith("Typed by Wren") for text in said)


def test_an_origin_is_told_as_a_sentence_with_its_time() -> None:
    def when(iso: str) -> str:
        return "14 Nov, 10:32"

    def one(kind: OriginKind, *rest: Any) -> str:
        return told(Origin(kind, *rest), when)

    assert one(OriginKind.TYPED, "", "Wren", "2026", 3) == "Typed by Wren on 14 Nov, 10:32"
    assert one(OriginKind.FIX, "Plain.Wordy", "Wren", "2026", 3) == "Fix of Plain.Wordy by Wren on 14 Nov, 10:32"
    assert one(OriginKind.AI, "gpt-5", "gpt-5", "2026", 1) == "Written by gpt-5, taken in on 14 Nov, 10:32"
    assert one(OriginKind.TYPED, "", "Wren") == "Typed by Wren, just now"


def test_nothing_is_followed_while_nobody_looks_and_a_long_history_a_little_at_a_time(desk: Desk, monkeypatch: Any) -> None:
    many: list[int] = []
    follow = Origins.follow

    def counted(self: Origins, *edit: Any) -> None:
        many.append(1)
        follow(self, *edit)

    monkeypatch.setattr(Origins, "follow", counted)
    for number in range(100):
        desk.session.apply(Edit(Span(0, 0), f"{number} ", Cause.TYPED))
    desk.window.review.writing.flush()
    settled(desk)
    assert not many
    desk.window.acts.put_again()
    desk.window.folding.open_tab("Measures")
    assert 0 < len(many) < 100
    measures = desk.window.review.inspector.measures

    def said() -> list[str]:
        return [each.text() for each in measures.findChildren(QLabel) if each.isVisible()]

    QApplication.processEvents()
    desk.bot.waitUntil(lambda: "Where the words come from" in said(), timeout=20_000)
    assert len(many) == 100
    assert any(text.endswith(" words)") for text in said())
