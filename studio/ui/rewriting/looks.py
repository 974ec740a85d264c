"""How a proposal is marked in the text: the tint of a suggestion, and dashes and dots under the words as where words come from a
rewrite; dots alone where a model is still asked."""

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from studio.core.span import Span
from studio.ui.editor.view import DraftView
from studio.ui.theme import Theme


def marks(view: DraftView, theme: Theme, waiting: Sequence[Span], asked: Sequence[Span]) -> list[QTextEdit.ExtraSelection]:
    """The marks of the passages with a proposal, and of those still asked about."""
    proposed, pending = QTextCharFormat(), QTextCharFormat()
    proposed.setBackground(theme.tokens.color("blue_tint"))
    for look, line in (
        (proposed, QTextCharFormat.UnderlineStyle.DashDotLine),
        (pending, QTextCharFormat.UnderlineStyle.DotLine),
    ):
        look.setUnderlineStyle(line)
        look.setUnderlineColor(theme.tokens.color("blue"))
    found = [_mark(view, span, proposed) for span in waiting]
    return found + [_mark(view, span, pending) for span in asked]


def _mark(view: DraftView, span: Span, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    to = view.recorder.offsets.to_qt
    cursor = QTextCursor(view.document())
    cursor.setPosition(to(span.start))
    cursor.setPosition(to(span.end), QTextCursor.MoveMode.KeepAnchor)
    made.cursor, made.format = cursor, look
    return made
