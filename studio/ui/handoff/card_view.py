"""A handoff card as people read it: a heading, its sentences, and the figures in two columns."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from studio.core.handoff import HEADINGS, Card, Figures
from studio.ui.theme import GAP, TINY
from studio.ui.times import date
from studio.ui.widgets import clear, column, label, reveal


class CardView(QWidget):
    """Shows one card; it keeps its place where the same is shown again."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Card | str | None = None
        self._parts = column(gap=GAP)
        self.setLayout(self._parts)

    def wait(self, said: str) -> None:
        """Nothing to show yet."""
        if self._shown != said:
            self._shown = said
            clear(self._parts)
            self._parts.addWidget(label(said, "muted", wrap=True))
            reveal(self._parts)

    def show_card(self, card: Card) -> None:
        if card == self._shown:
            return
        self._shown = card
        clear(self._parts)
        for heading, sentences in card.by(date).parts:
            lines = [label(sentence, "muted", wrap=True, selectable=True) for sentence in sentences]
            part = column(label(heading, "group"), *lines, gap=TINY)
            if heading == HEADINGS["people"] and card.figures:
                part.addLayout(_grid(card.figures))
            self._parts.addLayout(part)
        reveal(self._parts)

    @property
    def card(self) -> Card | None:
        """The card that is to be seen; None while there is none."""
        return self._shown if isinstance(self._shown, Card) else None


def _grid(figures: Figures) -> QGridLayout:
    made = QGridLayout()
    made.setContentsMargins(0, TINY, 0, 0)
    made.setHorizontalSpacing(GAP)
    made.setVerticalSpacing(2)
    made.setColumnStretch(0, 1)
    for at, (name, value) in enumerate(figures):
        made.addWidget(label(name, "small"), at, 0)
        told = label(value, "fine")
        told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        made.addWidget(told, at, 1)
    return made
