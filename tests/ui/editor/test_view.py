"""Flags are to be seen under their words, in the colour of their severity, in both themes."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtTest import QTest

from studio.core.flag import Severity
from studio.core.span import Span
from studio.ui.claims.looks import ClaimLook
from studio.ui.editor.view import DraftView

TEXT = "We utilize the calm 🍵 leaves.\n\nLast year 73% came back."


def nearest(view, words: str, color: QColor) -> int:
    """How far the nearest pixel at these words is from a colour, 0 for the very same."""
    start = view.plain.index(words)
    rect = view.rect_of(Span(start, start + len(words))).adjusted(0, 0, 0, 2)
    assert not rect.isEmpty()
    picture: QImage = view.viewport().grab(rect).toImage()
    pixels = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return min(max(abs(p.red() - color.red()), abs(p.green() - color.green()), abs(p.blue() - color.blue())) for p in pixels)


@pytest.mark.parametrize("severity", list(Severity))
def test_a_flagged_word_is_underlined_in_its_severity_s_colour(view, theme, mark, severity):
    color = theme.tokens.severity(severity)
    plain = view(TEXT, theme)
    flagged = view(TEXT, theme, [mark(TEXT, "utilize", severity)])
    assert nearest(flagged, "utilize", color) <= 24 < nearest(plain, "utilize", color)
    assert nearest(flagged, "the calm", color) > 24, "only the flagged word"


def test_a_claim_is_tinted_and_underlined_and_turns_green_once_it_is_supported(view, theme, mark):
    made = view(TEXT, theme, [mark(TEXT, "73% came", claim=True)])
    tokens = theme.tokens
    assert nearest(made, "73% came", tokens.color("claim_tint")) == 0
    assert nearest(made, "73% came", tokens.color("claim")) <= 8
    made.claim_look = lambda flag: ClaimLook.SUPPORTED
    assert nearest(made, "73% came", tokens.color("ok")) <= 8
    assert nearest(made, "73% came", tokens.color("claim")) > 8
    assert nearest(made, "73% came", tokens.color("claim_tint")) > 0, "what has its answer is quiet"


def test_no_two_states_of_a_claim_have_the_same_line_even_without_colour(view, theme, mark):
    made = view(TEXT, theme, [mark(TEXT, "Last year 73% came back", claim=True)])
    start = made.plain.index("Last year")
    rect = made.rect_of(Span(start, start + len("Last year 73% came back")))
    under = rect.adjusted(0, rect.height() - 6, 0, 2)
    seen = {}
    for look in (each for each in ClaimLook if each is not ClaimLook.GONE):
        made.claim_look = lambda flag, look=look: look
        lines = made.viewport().grab(under).toImage()
        inks = {made.theme.tokens.color(name).rgb() for name in ("claim", "error", "warning", "ok", "muted")}
        drawn = [[lines.pixel(x, y) in inks for x in range(lines.width())] for y in range(lines.height())]
        tint = made.viewport().grab(rect).toImage().pixelColor(0, rect.height() - 8) == made.theme.tokens.color("claim_tint")
        seen[look] = str((drawn, tint))
    assert len(set(seen.values())) == len(seen)


def test_a_flag_after_an_emoji_stands_under_its_own_word(view, mark):
    made = view(TEXT, None, [mark(TEXT, "leaves", Severity.ERROR)])
    color = made.theme.tokens.color("error")
    assert nearest(made, "leaves", color) <= 24
    assert nearest(made, "utilize", color) > 24


def test_a_flag_goes_along_with_what_is_scrolled(view, mark):
    text = "\n\n".join(f"Line {n} of a long text." for n in range(80)) + "\n\nutilize"
    made = view(text, None, [mark(text, "utilize", Severity.ERROR)])
    assert made.rect_of(Span(len(text) - 7, len(text))).isEmpty()
    made.go_to(Span(len(text) - 7, len(text)))
    assert nearest(made, "utilize", made.theme.tokens.color("error")) <= 24


def test_a_switch_of_theme_paints_anew(view, mark):
    from studio.ui.theme import Theme

    made = view(TEXT, Theme("light"), [mark(TEXT, "utilize", Severity.ERROR)])
    made.set_theme(Theme("dark"))
    assert nearest(made, "utilize", Theme("dark").tokens.color("error")) <= 24


def test_the_word_one_stands_at_is_veiled(view, mark):
    made = view(TEXT, None, [mark(TEXT, "utilize", Severity.ERROR)])
    rect = made.rect_of(Span(3, 10))
    corner = rect.topLeft()
    before = made.viewport().grab().toImage().pixelColor(corner)
    made.focused = Span(3, 10)
    made.viewport().update()
    assert made.viewport().grab().toImage().pixelColor(corner) != before


def test_files_dropped_on_the_text_are_not_typed_as_paths(view):
    made = view(TEXT)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/drafts/autumn.md")])
    mime.setText("/drafts/autumn.md")
    assert not made.canInsertFromMimeData(mime)


def test_the_ai_original_cannot_be_typed_into(view):
    from PySide6.QtTest import QTest

    made = view(TEXT, side="original")
    QTest.keyClicks(made, "x")
    assert made.plain == TEXT


def test_shift_and_enter_leave_the_ai_original_alone(theme, shown):
    view = shown(DraftView(theme, "original"))
    view.load("As the AI wrote it.")
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.plain == "As the AI wrote it."


def test_bold_words_are_bold_behind_an_emoji_too(theme, shown):
    view = shown(DraftView(theme, "working"))
    view.load("🫖🫖 **bold** rest")
    block = view.document().firstBlock()
    looks = {each.start: (each.length, each.format.fontWeight()) for each in block.layout().formats()}
    start = view.recorder.offsets.to_qt(view.plain.index("bold"))
    assert looks[start] == (4, QFont.Weight.Bold)
