"""Deleting texts for good: what is due and why, what goes, what stays, and a tick for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from studio.app.retention import EXAMPLE, GOES, OUTSIDE, STAYS, Due
from studio.core.errors import Refused
from studio.core.piece import Piece
from studio.ui.dialogs.sheets import Sheet
from studio.ui.theme import SMALL, Theme
from studio.ui.widgets import column, label

_WIDTH, _TALL = 640, 220
Act = Callable[[Sequence[str], str], object]


@dataclass(frozen=True)
class Listed:
    """A piece in the sheet: its id, what it is called, and why its text may go, a sentence."""

    piece: str
    title: str
    why: str


def due_sheet(theme: Theme, parent: QWidget, due: Sequence[Due], periods: str, act: Act) -> Sheet:
    """What is due by the house's own periods; none is ticked but by a person. `act(pieces, reason)`.

    Args:
        periods: what the house has written, one sentence.
    """
    explanation = (
        "These texts have been kept for as long as policy.toml says. Nothing is deleted by itself: tick what should go."
        if due
        else f"Nothing is due. {periods}"
    )
    sheet = Sheet(theme, "Retention", explanation, parent)
    if not due:
        sheet.yes.hide()
        sheet.no.setText("Close")
        sheet.ask("Lines for policy.toml, as an example", _example())
        return sheet
    rows = [Listed(one.piece.id, one.piece.title, f"{one.piece.channel.value.capitalize()} · {one.why}") for one in due]
    texts = _ticks(rows)
    sheet.ask("Due", texts)
    _ask_for_yes(sheet, theme, lambda: _ticked(texts), "Kept for as long as policy.toml says.", act)
    texts.itemChanged.connect(lambda _: _count(sheet, _ticked(texts)))
    _count(sheet, [])
    texts.setFocus()
    return sheet


def delete_sheet(theme: Theme, parent: QWidget, piece: Piece, outside: Sequence[str], act: Act) -> Sheet:
    """One piece's text. `act([piece], reason)`.

    Args:
        outside: what to say of files of the workspace that hold its words, or may, and stay.
    """
    sheet = Sheet(theme, "Delete this piece’s text", f"“{piece.title}” is deleted for good. It cannot be brought back.", parent)
    for sentence in outside:
        told = label(sentence, wrap=True)
        told.setMinimumWidth(_WIDTH)
        sheet.fields.addWidget(told)
    _ask_for_yes(sheet, theme, lambda: [piece.id], "", act)
    _count(sheet, [piece.id])
    return sheet


def _example() -> QPlainTextEdit:
    """Lines to copy: what keeping texts for a time looks like."""
    lines = QPlainTextEdit(EXAMPLE)
    lines.setProperty("role", "field")
    lines.setReadOnly(True)
    lines.setTabChangesFocus(True)
    lines.setFixedHeight(lines.fontMetrics().lineSpacing() * (EXAMPLE.count("\n") + 2) + 16)
    return lines


def _ticks(rows: Sequence[Listed]) -> QListWidget:
    texts = QListWidget()
    texts.setProperty("role", "field")
    texts.setWordWrap(True)
    texts.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    texts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for each in rows:
        item = QListWidgetItem(f"{each.title}\n{each.why}", texts)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        item.setData(Qt.ItemDataRole.UserRole, each.piece)
    texts.setMinimumSize(_WIDTH, _TALL)
    texts.setCurrentRow(0)
    return texts


def _ticked(texts: QListWidget) -> list[str]:
    items = (texts.item(number) for number in range(texts.count()))
    return [str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked]


def _ask_for_yes(sheet: Sheet, theme: Theme, wanted: Callable[[], Sequence[str]], usual: str, act: Act) -> None:
    """What goes and what stays, the reason, and a tick that says it was read."""
    sheet.setMinimumWidth(_WIDTH + 80)
    told = QWidget()
    told.setLayout(
        column(
            *(
                _told(name, text)
                for name, text in (("This is deleted", GOES), ("This stays", STAYS), ("See to this yourself", OUTSIDE))
            ),
            gap=SMALL,
            margin=(0, SMALL, 0, SMALL),
        )
    )
    sheet.fields.addWidget(told)
    reason = QLineEdit(usual)
    reason.setPlaceholderText("It stands in the history, so use no word of the text")
    sheet.ask("Reason", reason)
    read = QCheckBox("I know that these words cannot be brought back.")
    sheet.fields.addWidget(read)

    def delete() -> None:
        if not reason.text().strip():
            reason.setFocus()
            raise Refused("Deleting a text needs a reason.", "Say why.")
        if not read.isChecked():
            read.setFocus()
            raise Refused("This cannot be undone.", "Tick that you know it.")
        act(wanted(), reason.text().strip())

    sheet.answer("", delete)
    sheet.yes.setProperty("role", "danger")  # never the look of the button that saves


def _told(name: str, text: str) -> QWidget:
    made = QWidget()
    said = label(text, "muted", wrap=True)
    said.setMinimumWidth(_WIDTH)  # a label asks for the height of its narrowest shape
    made.setLayout(column(label(name, "strong"), said, gap=2))
    return made


def _count(sheet: Sheet, pieces: Sequence[str]) -> None:
    many = len(pieces)
    sheet.yes.setText(f"Delete {many} text{'s' * (many != 1)} for good" if many else "Delete for good")
    sheet.yes.setEnabled(bool(many))
