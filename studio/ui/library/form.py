"""The form of a story or a snippet."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from studio.app.library_files import Entry, EntryKind
from studio.core.piece import Channel
from studio.ui.dialogs.sheets import OpenDay, Sheet, note_field
from studio.ui.theme import GAP, SMALL, Theme
from studio.ui.widgets import column, label, row

_TOLD = "Saved by an editor it is approved: it can go into texts of its brand as it stands, and is a known fact there."
_YEAR = 365  # days


class EntryForm(Sheet):
    """`save(entry)` keeps it.

    Args:
        was: what it begins with; its id is empty for a new one.
        brands: those the person works for, the likely one first.
    """

    def __init__(self, theme: Theme, parent: QWidget, was: Entry, brands: Sequence[str], save: Callable[[Entry], object]) -> None:
        super().__init__(theme, "Change an entry of the library" if was.id else "New in the library", _TOLD, parent)
        self.setMinimumWidth(640)
        self._was = was
        self.kind, self.brand = QComboBox(), QComboBox()
        self.kind.addItem("Snippet: words that may be used again", EntryKind.SNIPPET)
        self.kind.addItem("True story of a customer", EntryKind.STORY)
        self.kind.setCurrentIndex(int(was.kind is EntryKind.STORY))
        for each in dict.fromkeys([*([was.brand] if was.brand else []), *brands]):
            self.brand.addItem(each, each)
        self.title, self.source, self.tags = QLineEdit(was.title), QLineEdit(was.source), QLineEdit(", ".join(was.tags))
        self.title.setPlaceholderText("What others look for")
        self.source.setPlaceholderText("Who told it, when or where")
        self.tags.setPlaceholderText("With commas between")
        self.words = note_field("The words that go into a text, as Markdown")
        self.words.setPlainText(was.text)
        self.channels = {each: QCheckBox(each.value) for each in Channel}
        for channel, box in self.channels.items():
            box.setChecked(channel.value in was.channels)
        self.who, self.scope = QLineEdit(was.who), QLineEdit(was.scope)
        self.who.setPlaceholderText("Whose yes it is, as named in the story")
        self.scope.setPlaceholderText("Such as “her name and story on the website”")
        self.given = OpenDay("On", "Day of the consent", was.given)
        self.until = OpenDay("Until", "Last day", was.until, ahead=_YEAR)
        self._pair(("What it is", self.kind), ("Brand", self.brand))
        self.ask("Title", self.title)
        self.ask("Words", self.words)
        self._pair(("Source", self.source), ("Tags", self.tags))
        self.consent = QWidget()
        inner = column(gap=SMALL)
        inner.addLayout(_beside(("Consent of", self.who), ("For what", self.scope)))
        self.consent.setLayout(inner)
        self.fields.addWidget(self.consent)
        self._last, self._first = label("", "muted"), label("Consent given", "muted")
        days = row(column(self._first, self.given, gap=SMALL), column(self._last, self.until, gap=SMALL), gap=GAP)
        days.setStretch(0, 1)
        days.setStretch(1, 1)
        self.fields.addLayout(days)
        boxes = QWidget()
        boxes.setLayout(row(*self.channels.values(), 1, gap=GAP))
        self.ask("Only for these channels (none ticked: for all)", boxes)
        self.kind.currentIndexChanged.connect(lambda _: self._is_other())
        self._is_other()
        self.answer("Save and approve", lambda: save(self.entry))
        (self.title if not was.title else self.words).setFocus()

    @property
    def entry(self) -> Entry:
        """The entry as typed."""
        is_story = self.kind.currentData() == EntryKind.STORY
        return replace(
            self._was,
            kind=EntryKind.STORY if is_story else EntryKind.SNIPPET,
            title=self.title.text(),
            text=self.words.toPlainText(),
            brand=str(self.brand.currentData() or ""),
            channels=tuple(each.value for each, box in self.channels.items() if box.isChecked()),
            tags=tuple(filter(None, (each.strip() for each in self.tags.text().split(",")))),
            source=self.source.text(),
            who=self.who.text() if is_story else "",
            given=self.given.iso if is_story else "",
            scope=self.scope.text() if is_story else "",
            until=self.until.iso,
        )

    def _is_other(self) -> None:
        is_story = self.kind.currentData() == EntryKind.STORY
        for each in (self.consent, self._first, self.given):
            each.setVisible(is_story)
        self._last.setText("Last day of the consent" if is_story else "Last day on which it may be used")

    def _pair(self, *fields: tuple[str, QWidget]) -> None:
        self.fields.addLayout(_beside(*fields))


def _beside(*fields: tuple[str, QWidget]) -> QHBoxLayout:
    """Fields side by side, each under its name."""
    parts = []
    for name, field in fields:
        field.setAccessibleName(name)
        parts.append(column(label(name, "muted"), field, gap=SMALL))
    made = row(*parts, gap=GAP)
    for number in range(len(parts)):
        made.setStretch(number, 1)
    return made
