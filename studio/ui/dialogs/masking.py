"""The sheet that shows what an AI service would see of a piece."""

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from studio.app.masking import Outgoing
from studio.core.masking import placeholders_in
from studio.ui.dialogs.sheets import Sheet
from studio.ui.editor.offsets import Offsets
from studio.ui.theme import Theme
from studio.ui.widgets import label, well

_HEIGHT = 320
_SAID = (
    "This is all that would go out for this piece. Every highlighted word in brackets stands for something personal, and is put "
    "back when the answer comes. Nothing is sent from here."
)


def masking_sheet(theme: Theme, parent: QWidget, sent: Outgoing) -> Sheet:
    """The brief and the text as they would go out, placeholders highlighted, and what each stands for."""
    sheet = Sheet(theme, "What an AI service would see", _SAID, parent)
    sheet.setMinimumWidth(640)
    shown = QPlainTextEdit()
    shown.setReadOnly(True)
    shown.setProperty("role", "file")
    shown.setAccessibleName("What would go out")
    shown.setFixedHeight(_HEIGHT)
    text = "\n\n".join(f"{part.title}\n{part.text}" for part in sent.parts)
    shown.setPlainText(text)
    shown.setExtraSelections(_marks(theme, shown, text, sent))
    sheet.fields.addWidget(well(shown))
    used = sent.used
    many = f"{len(used)} placeholder{'s' * (len(used) != 1)}. The table stays on this computer, in memory only."
    sheet.fields.addWidget(label(many if used else "Nothing personal was found, so nothing is replaced.", "muted", wrap=True))
    if used:
        legend = QPlainTextEdit("\n".join(f"{name}   {' '.join(datum.split())}" for name, datum in used))
        legend.setReadOnly(True)
        legend.setProperty("role", "file")
        legend.setAccessibleName("What each placeholder stands for")
        legend.setFixedHeight(min(140, 24 + 20 * len(used)))
        sheet.fields.addWidget(well(legend))
    sheet.no.hide()
    sheet.answer("Close", lambda: None)
    return sheet


def _marks(theme: Theme, view: QPlainTextEdit, text: str, sent: Outgoing) -> list[QTextEdit.ExtraSelection]:
    look = QTextCharFormat()
    look.setBackground(QColor(theme.tokens.blue_tint))
    look.setForeground(QColor(theme.tokens.blue))
    made, offsets = [], Offsets(text)
    for start, end, _ in placeholders_in(text, sent.masks):
        cursor = QTextCursor(view.document())
        cursor.setPosition(offsets.to_qt(start))
        cursor.setPosition(offsets.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
        each = QTextEdit.ExtraSelection()
        each.cursor, each.format = cursor, look
        made.append(each)
    return made
