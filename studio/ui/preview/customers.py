"""The line on which one walks from one sample customer to the next."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.app.merging import Customer
from studio.ui.theme import GAP, SMALL, TINY, WIDE
from studio.ui.widgets import Elided, button, clear, column, label, reveal, row

_MOST = 4
"""Problems shown at once; the others are in the count."""


class CustomerLine(QWidget):
    """`picked` asks for a file, `moved` says that another customer is to be shown."""

    picked = Signal()
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._people: Sequence[Customer] = ()
        self._at = 0
        self.pick = button("Sample customers…", self.picked.emit, tip="A CSV file; it is read for this page and kept nowhere (C)")
        self.back = button("‹", lambda: self.step(-1), "segment", "The customer before (←)")
        self.on = button("›", lambda: self.step(1), "segment", "The next customer (→)")
        for each, name in ((self.back, "The customer before"), (self.on, "The next customer")):
            each.setAccessibleName(name)
        self.name = Elided("strong", 120)
        self.place = label("", "small")
        self.note = label("", "small", wrap=True)
        self._problems = column(gap=TINY)
        walk = row(self.pick, self.back, self.place, self.on, self.name, 1, gap=SMALL)
        self.setLayout(column(walk, self.note, self._problems, margin=(WIDE, SMALL, WIDE, GAP), gap=TINY))

    @property
    def customer(self) -> Customer | None:
        """Who is shown; None where the text has no fields."""
        return self._people[self._at] if self._people else None

    def show_people(self, people: Sequence[Customer], note: str) -> None:
        """Show whom one can walk through; one stays with whoever is shown where that name is among them.

        Args:
            note: what somebody should know about the file; empty for nothing.
        """
        before = self.customer
        self._people = people
        names = [each.name for each in people]
        self._at = names.index(before.name) if before and before.name in names else 0
        self.setVisible(bool(people))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._tell()

    def step(self, by: int) -> None:
        """To the next customer, or the one before; behind the last comes the first."""
        if self._people:
            self._at = (self._at + by) % len(self._people)
            self._tell()
            self.moved.emit()

    def _tell(self) -> None:
        if self.customer:
            made = " · made by the program" if self.customer.is_made else ""
            self.name.set_whole(f"{self.customer.name}{made}")
            self.place.setText(f"{self._at + 1} of {len(self._people)}")

    def show_problems(self, problems: Sequence[str]) -> None:
        """What this customer would stumble over."""
        clear(self._problems)
        for problem in problems[:_MOST]:
            self._problems.addWidget(label(f"! {problem}", "fine", wrap=True))
        if len(problems) > _MOST:
            self._problems.addWidget(label(f"and {len(problems) - _MOST} more", "small"))
        reveal(self._problems)
