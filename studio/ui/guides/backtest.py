"""The back-test: what a rule would have flagged in the pieces there are, before it is saved."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import GAP, SMALL, Theme
from studio.ui.widgets import button, column, label, row, well

if TYPE_CHECKING:
    from studio.app.guiding.rows import BackTest, Place

_BEFORE = "Before you save, see what the rule would have flagged in every piece there is."
_STALE = "The rule has changed since. Test it again for the count as it is now."


class BackTestView(QWidget):
    """A button, a sentence and the places. `opened` carries a `Place` to go to."""

    opened = Signal(object)

    def __init__(self, theme: Theme, test: Callable[[], object]) -> None:
        super().__init__()
        self.start = button("Test on every piece", test, tip="Count what the rule would have flagged (Ctrl+T)")
        self.said = label(_BEFORE, "muted", wrap=True)
        self.rows = RowList(theme, "Places in the pieces", lines=2)
        self.rows.opened.connect(self._on_open)
        head = row(label("On past pieces", "strong"), 1, self.start, gap=GAP)
        self._found = well(self.rows)
        self.setLayout(column(head, self.said, self._found, 1, gap=SMALL))
        self.layout().setStretch(2, 100)  # type: ignore[union-attr]
        self.setMinimumHeight(150)
        self._has_result = False

    def begin(self) -> None:
        """Nothing was tested yet."""
        self._has_result = False
        self.said.setText(_BEFORE)
        self._show(())
        self.start.setEnabled(True)

    def wait(self) -> None:
        self.start.setEnabled(False)
        self.said.setText("Reading every piece…")

    def ready(self) -> None:
        self.start.setEnabled(True)
        if self.said.text().endswith("…"):
            self.said.setText(_BEFORE)

    def outdate(self) -> None:
        """The rule is another one now than the one that was tested."""
        if self._has_result:
            self.said.setText(_STALE)

    def show_result(self, found: "BackTest") -> None:
        self._has_result = True
        passed = f" {found.skipped} of them are of a channel where it would not be in force." if found.skipped else ""
        hint = " A double click opens the place." if found.places else ""
        self.said.setText(" ".join([found.sentence + passed + hint, *found.problems]))
        self._show(found.places)

    def _show(self, places: "Sequence[Place]") -> None:
        self.rows.show_rows([_row(place) for place in places], "")
        self._found.setVisible(bool(places))

    def set_theme(self, theme: Theme) -> None:
        self.rows.set_theme(theme)

    def _on_open(self, place: object) -> None:
        if place is not None:
            self.opened.emit(place)


def _row(place: "Place") -> Row:
    return Row(_quoted(place.sentence, place.text), f"{place.title} · line {place.line}", strong=False, payload=place)


def _quoted(sentence: str, words: str, around: int = 60) -> str:
    """The sentence, cut where it is long so that the words stay in sight."""
    flat = " ".join(sentence.split())
    at = flat.find(" ".join(words.split()))
    if len(flat) <= 2 * around or at < 0:
        return flat
    start, end = max(0, at - around), min(len(flat), at + len(words) + around)
    return ("…" if start else "") + flat[start:end].strip() + ("…" if end < len(flat) else "")
