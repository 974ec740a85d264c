"""The sheet that shows what an AI service would see of a piece."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from studio.app.masking import Outgoing
from studio.ui.dialogs.sheets import Sheet
from studio.ui.outgoing.view import OutgoingView
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
    shown = OutgoingView(theme)
    shown.setFixedHeight(_HEIGHT)
    shown.show_texts([(part.title, part.text) for part in sent.parts], sent.masks)
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
