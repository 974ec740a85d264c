"""Sheets for decisions: submitting, sending back, approving, making a workspace, choosing an encoding."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QDate, QDateTime, QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QDialog,
    QFileDialog,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from studio.core.errors import KnownError
from studio.ui.theme import GAP, HUGE, SMALL, Theme
from studio.ui.times import moment, to_utc
from studio.ui.widgets import button, column, label, row

_ISO = Qt.DateFormat.ISODate
_DAY_WIDE = 164  # pixels; Qt makes room for the first and the last day alone, and others are wider
_TALL = 1000  # pixels; a field that may be taller than that has no height of its own


class Sheet(QDialog):
    """A question with a few fields, one strong button and Cancel. A refusal is shown in place and nothing typed is lost."""

    def __init__(self, theme: Theme, title: str, explanation: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(440)
        self._theme = theme
        self._problem = label("", wrap=True)
        self._problem.setStyleSheet(f"color: {theme.tokens.error};")
        self._problem.hide()
        self.fields = column(gap=SMALL)
        self.yes = QPushButton()
        self.yes.setProperty("role", "primary")
        self.yes.setDefault(True)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.yes.click)
        self.no = button("Cancel", self.reject)
        explained = label(explanation, "muted", wrap=True)
        explained.setMinimumWidth(390)
        self._whole = column(
            label(title, "title"),
            explained,
            self.fields,
            self._problem,
            1,  # what a wrapped text was given too much of goes here, and not between the lines
            row(1, self.no, self.yes, margin=(0, SMALL, 0, 0)),
            margin=HUGE,
            gap=GAP,
        )
        self.setLayout(self._whole)
        self._whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the least it reckons with is too much

    def ask(self, name: str, field: QWidget) -> None:
        """Add a field under its name."""
        field.setAccessibleName(name)
        self.fields.addWidget(label(name, "muted"))
        if isinstance(field, QPlainTextEdit) and field.maximumHeight() < _TALL:
            holder = QWidget()  # a style gives fields a least height of its own, and a small screen would squeeze them to it
            holder.setFixedHeight(field.maximumHeight())
            holder.setLayout(column(field))
            field = holder
        self.fields.addWidget(field)

    def adjustSize(self) -> None:
        """As tall as what is shown needs at the width there is; Qt reckons with a narrower one, and would leave a hole."""
        self.resize(*self._needed)

    @property
    def _needed(self) -> tuple[int, int]:
        """Width and height in pixels."""
        inner = self._whole
        inner.activate()
        wide = max(self.width(), inner.totalMinimumSize().width())
        return wide, inner.totalHeightForWidth(wide) if inner.hasHeightForWidth() else inner.totalSizeHint().height()

    def showEvent(self, event: QShowEvent) -> None:
        self.adjustSize()
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        # A sentence that comes or gets longer may need lines that nobody made room for.
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            wide, tall = self._needed
            if wide > self.width() or tall > self.height():
                self.resize(wide, max(tall, self.height()))
        return done

    def answer(self, text: str, act: Callable[[], object]) -> None:
        """What the strong button says and does; the sheet closes unless the act is refused."""
        self.yes.setText(text)

        def press() -> None:
            try:
                act()
            except KnownError as error:
                self._problem.setText(str(error))
                self._problem.show()
            else:
                self.accept()

        self.yes.clicked.connect(press)


def note_field(placeholder: str) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setProperty("role", "field")
    field.setPlaceholderText(placeholder)
    field.setFixedHeight(84)
    field.setTabChangesFocus(True)
    return field


def day_field(name: str, iso: str = "") -> QDateEdit:
    """Asks for a day; `iso` is what is proposed, today where it is empty."""
    field = QDateEdit(QDate.fromString(iso, _ISO) if iso else QDate.currentDate())
    field.setCalendarPopup(True)
    field.setDisplayFormat("ddd d MMM yyyy")
    field.setMinimumWidth(_DAY_WIDE)
    field.setAccessibleName(name)
    return field


def day_of(field: QDateEdit) -> str:
    """ISO 8601."""
    return field.date().toString(_ISO)


class OpenDay(QWidget):
    """A day that may be left open: it counts once its box is ticked.

    Args:
        box: words beside the box; `name` what the day is.
        iso: the day that stands; empty where none does.
        ahead: how many days from today is proposed where none stands.
    """

    def __init__(self, box: str, name: str, iso: str = "", ahead: int = 0) -> None:
        super().__init__()
        self.is_set = QCheckBox(box)
        self.day = day_field(name, iso or QDate.currentDate().addDays(ahead).toString(_ISO))
        self.is_set.setChecked(bool(iso))
        self.day.setEnabled(bool(iso))
        self.is_set.toggled.connect(self.day.setEnabled)
        self.setLayout(row(self.is_set, self.day, 1))

    @property
    def iso(self) -> str:
        """ISO 8601; empty where it is left open."""
        return day_of(self.day) if self.is_set.isChecked() else ""


def last_day(box: str, ahead: int) -> OpenDay:
    """A last day that may be left open, and is not over."""
    made = OpenDay(box, "Last day", ahead=ahead)
    made.day.setMinimumDate(QDate.currentDate())
    return made


def due_field(due: str) -> QDateTimeEdit:
    """Asks until when; `due` is what is proposed, UTC."""
    field = QDateTimeEdit(moment(due) if moment(due).isValid() else QDateTime.currentDateTime().addDays(2))
    field.setCalendarPopup(True)
    field.setDisplayFormat("ddd d MMM yyyy, HH:mm")
    return field


def changes_sheet(theme: Theme, parent: QWidget, title: str, due: str, act: Callable[[str, str], object]) -> Sheet:
    """Send a piece back. `act(note, due)`."""
    said = f"“{title}” goes back to its writer with your note and a card of how it stands."
    sheet = Sheet(theme, "Request changes", said, parent)
    note, until = note_field("What should change?"), due_field(due)
    sheet.ask("Note", note)
    sheet.ask("Due", until)
    sheet.answer("Request changes", lambda: act(note.toPlainText(), to_utc(until.dateTime())))
    note.setFocus()
    return sheet


def workspace_sheet(theme: Theme, parent: QWidget, act: Callable[[Path, str, str], object]) -> Sheet:
    """Make a workspace. `act(folder, owner, brand)`."""
    sheet = Sheet(
        theme,
        "New workspace",
        "A workspace is a folder on this computer: your style guides, your policy, and the history of every piece.",
        parent,
    )
    folder, owner, brand = QLineEdit(), QLineEdit(), QLineEdit()
    folder.setPlaceholderText("An empty or a new folder")
    owner.setPlaceholderText("Who answers for what is published")

    def browse() -> None:
        chosen = QFileDialog.getExistingDirectory(sheet, "Folder of the new workspace")
        if chosen:
            folder.setText(chosen)

    holder = QWidget()
    holder.setLayout(row(folder, button("Browse…", browse)))
    sheet.ask("Your name", owner)
    sheet.ask("Brand", brand)
    sheet.ask("Folder", holder)

    def make() -> None:
        if not folder.text().strip():
            raise KnownError("A workspace needs a folder.", "Choose one.")
        act(Path(folder.text().strip()).expanduser(), owner.text(), brand.text())

    sheet.answer("Make it", make)
    return sheet


def encoding_sheet(
    theme: Theme, parent: QWidget, name: str, encodings: Sequence[str], read: Callable[[str], str], act: Callable[[str], object]
) -> Sheet:
    """Choose how the bytes of a text file are read. `read(encoding)` gives a preview, `act(encoding)` takes it in."""
    sheet = Sheet(
        theme,
        "How is this file written?",
        f"{name} does not say which letters its bytes stand for. Choose what reads right.",
        parent,
    )
    choice = QComboBox()
    choice.addItems(list(encodings))
    preview = QPlainTextEdit()
    preview.setProperty("role", "field")
    preview.setReadOnly(True)
    preview.setFixedHeight(160)

    def show() -> None:
        try:
            preview.setPlainText(read(choice.currentText())[:1500])
        except KnownError as error:
            preview.setPlainText(str(error))

    choice.currentTextChanged.connect(show)
    show()
    sheet.ask("Encoding", choice)
    sheet.ask("Preview", preview)
    sheet.answer("Take it in", lambda: act(choice.currentText()))
    return sheet


def need_a_look(count: int, where: str = "") -> str:
    """That so many things want seeing to, as a sentence."""
    things, need = ("thing", "needs") if count == 1 else ("things", "need")
    return f"{' '.join(filter(None, [str(count), things, where, need]))} a look."
