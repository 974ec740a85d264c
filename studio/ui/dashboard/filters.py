"""The line of filters: which weeks, and whose and what pieces."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from studio.core.piece import Channel
from studio.core.reach import Reach
from studio.ui.theme import SMALL
from studio.ui.widgets import CalmCombo, label, row

_OWN = "own"
PERIODS: tuple[tuple[str, str], ...] = (
    ("4", "Last 4 weeks"),
    ("12", "Last 12 weeks"),
    ("26", "Last 26 weeks"),
    ("quarter", "This quarter"),
    (_OWN, "From … to …"),
)
_USUAL = "12"


def days_of(period: str, today: date) -> tuple[date, date]:
    """First and last day of a period of the list: whole weeks that end with the present one, or the quarter up to today."""
    monday = today - timedelta(days=today.weekday())
    if period == "quarter":
        return date(today.year, 3 * ((today.month - 1) // 3) + 1, 1), today
    return monday - timedelta(weeks=int(period) - 1), today


class Filters(QWidget):
    """`changed` says that somebody chose otherwise. What is chosen stays for as long as the window is open."""

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.period, self.brand, self.channel, self.person = (CalmCombo() for _ in range(4))
        for value, said in PERIODS:
            self.period.addItem(said, value)
        self.period.setCurrentIndex(self.period.findData(_USUAL))
        self.channel.addItem("Every channel", "")
        for channel in Channel:
            self.channel.addItem(channel.value.capitalize(), channel.value)
        self.since, self.until = QDateEdit(), QDateEdit()
        for field, name in ((self.since, "First day"), (self.until, "Last day")):
            field.setCalendarPopup(True)
            field.setDisplayFormat("d MMM yyyy")
            field.setAccessibleName(name)
            field.dateChanged.connect(self._on_day)
        names = ((self.period, "Period"), (self.brand, "Brand"), (self.channel, "Channel"), (self.person, "Person"))
        for combo, name in names:
            combo.setAccessibleName(name)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.activated.connect(self._on_choice)
        self._to = label("to", "muted")
        parts = (self.period, self.since, self._to, self.until, self.brand, self.channel, self.person)
        self.setLayout(row(*parts, 1, gap=SMALL))
        self.offer((), ())
        self._show_days()

    def offer(self, brands: Sequence[str], people: Sequence[str]) -> None:
        """What there is to choose from; what was chosen stays. One brand alone is nothing to choose."""
        for combo, everything, names in ((self.brand, "Every brand", brands), (self.person, "Everybody", people)):
            chosen = str(combo.currentData() or "")
            combo.clear()
            combo.addItem(everything, "")
            for name in names:
                combo.addItem(name, name)
            combo.setCurrentIndex(max(0, combo.findData(chosen)))
        self.brand.setVisible(len(brands) > 1)

    def reset(self) -> None:
        """As in a window that was just opened."""
        for combo in (self.brand, self.channel, self.person):
            combo.setCurrentIndex(0)
        self.period.setCurrentIndex(self.period.findData(_USUAL))
        self._show_days()

    @property
    def reach(self) -> Reach:
        """What is chosen, with its days."""
        since, until = self._days()
        channel = str(self.channel.currentData() or "")
        return Reach(
            brand=str(self.brand.currentData() or ""),
            person=str(self.person.currentData() or ""),
            channel=Channel(channel) if channel else None,
            since=since.isoformat(),
            until=until.isoformat(),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether pieces are left out, the days aside."""
        return any(combo.currentIndex() > 0 for combo in (self.brand, self.channel, self.person))

    def _days(self) -> tuple[date, date]:
        period = str(self.period.currentData())
        if period != _OWN:
            return days_of(period, self._today())
        first, last = sorted((_day(self.since), _day(self.until)))
        return first, last

    def _on_choice(self) -> None:
        self._show_days()
        self.changed.emit()

    def _on_day(self) -> None:
        if str(self.period.currentData()) == _OWN and self.since.isVisible():
            self.changed.emit()

    def _show_days(self) -> None:
        is_own = str(self.period.currentData()) == _OWN
        if not is_own:
            for field, day in zip((self.since, self.until), self._days(), strict=True):
                field.blockSignals(True)
                field.setDate(QDate(day.year, day.month, day.day))
                field.blockSignals(False)
        for part in (self.since, self._to, self.until):
            part.setVisible(is_own)


def _day(field: QDateEdit) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())
