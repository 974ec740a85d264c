"""The one filter of the board and of its list."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from studio.app.board import Due, Sieve
from studio.core.piece import Channel
from studio.ui.theme import SMALL
from studio.ui.widgets import CalmCombo, button, label, row

_PAUSE = 200  # milliseconds without a key before words are looked for
_DUE = ((Due.ANY, "Due any time"), (Due.OVERDUE, "Overdue"), (Due.TODAY, "Due by today"), (Due.WEEK, "Due within 7 days"))


class BoardFilters(QWidget):
    """`changed` says that somebody chose otherwise, `words_changed` carries what is looked for."""

    changed = Signal()
    words_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.words = QLineEdit()
        self.words.setPlaceholderText("Search words")
        self.words.setAccessibleName("Words in titles and texts")
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(220)
        self.brand, self.channel, self.person, self.due, self.campaign = (CalmCombo() for _ in range(5))
        self._fill(self.channel, "Every channel", ((each.value, each.value.capitalize()) for each in Channel))
        self.due.clear()
        for due, said in _DUE:
            self.due.addItem(said, due.value)
        named = {"Brand": self.brand, "Channel": self.channel, "Person": self.person, "Due": self.due, "Campaign": self.campaign}
        for name, combo in named.items():
            combo.setAccessibleName(name)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.activated.connect(self._on_choice)
        self.count = label("", "muted")
        self.all = button("Show all", self.reset, "link", "Every piece again")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(lambda: self.words_changed.emit(self.words.text()))
        self.words.textChanged.connect(self._pause.start)
        parts = (self.words, self.brand, self.channel, self.person, self.due, self.campaign)
        self.setLayout(row(*parts, 1, self.count, self.all, gap=SMALL))
        self.offer((), (), ())

    def offer(self, brands: Sequence[str], people: Sequence[str], campaigns: Sequence[tuple[str, str]]) -> None:
        """What there is to choose from; what was chosen stays. One brand alone, or no campaign, is nothing to choose.

        Args:
            campaigns: id and name.
        """
        self._fill(self.brand, "Every brand", ((each, each) for each in brands))
        self._fill(self.person, "Everybody", ((each, each) for each in people))
        self._fill(self.campaign, "Every campaign", campaigns)
        self.brand.setVisible(len(brands) > 1)
        self.campaign.setVisible(bool(campaigns))

    def _fill(self, combo: QComboBox, everything: str, choices: Iterable[tuple[str, str]]) -> None:
        chosen = str(combo.currentData() or "")
        combo.clear()
        combo.addItem(everything, "")
        for value, said in choices:
            combo.addItem(said, value)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))

    @property
    def sieve(self) -> Sieve:
        """What is chosen, but for the words."""
        channel = str(self.channel.currentData() or "")
        return Sieve(
            brand=str(self.brand.currentData() or ""),
            channel=Channel(channel) if channel else None,
            person=str(self.person.currentData() or ""),
            due=Due(str(self.due.currentData() or "")),
            campaign=str(self.campaign.currentData() or ""),
        )

    @property
    def is_narrowed(self) -> bool:
        return not self.sieve.is_open or bool(self.words.text().strip())

    def choose_campaign(self, id: str) -> None:
        self.campaign.setCurrentIndex(max(0, self.campaign.findData(id)))
        self.changed.emit()

    def show_count(self, shown: int, hidden: int) -> None:
        every = shown + hidden
        pieces = f"{every:,} piece{'s' * (every != 1)}"
        self.count.setText(f"{shown:,} of {pieces}" if hidden else pieces)
        self.all.setVisible(self.is_narrowed)

    def reset(self) -> None:
        """Every piece again."""
        self.forget()
        self.words_changed.emit("")

    def forget(self) -> None:
        """As in a window that was just opened, and nobody is told."""
        for combo in (self.brand, self.channel, self.person, self.due, self.campaign):
            combo.setCurrentIndex(0)
        with QSignalBlocker(self.words):
            self.words.clear()
        self._pause.stop()

    def _on_choice(self) -> None:
        self.changed.emit()
