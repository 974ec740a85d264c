"""Drafts while they come, side by side: each with its words, how far it is, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QWidget

from studio.core.document import count_words
from studio.core.phrases import count
from studio.ui.theme import GAP, SMALL, TINY, WIDE, reading_font
from studio.ui.widgets import Elided, button, clear, column, label, line, restyle, row

_LEAST = 300  # pixels; narrower than that nobody compares texts


class Phase(StrEnum):
    """`waiting` for its turn or its first word, `coming`, `whole` and a piece, `cut` off, `failed` without a piece."""

    WAITING = "waiting"
    COMING = "coming"
    WHOLE = "whole"
    CUT = "cut"
    FAILED = "failed"


_PILLS = {
    Phase.WAITING: ("Asked", "pill"),
    Phase.COMING: ("Writing", "pill-blue"),
    Phase.WHOLE: ("A piece now", "pill-ok"),
    Phase.CUT: ("Cancelled", "pill-warning"),
    Phase.FAILED: ("Not made", "pill-warning"),
}


@dataclass(frozen=True)
class CardHands:
    """What a card asks for."""

    cancel: Callable[[], object]
    keep: Callable[[], object]
    open: Callable[[], object]
    again: Callable[[], object]


class DraftCard(QWidget):
    """One draft.

    Args:
        name: what tells it from the others; what it was asked of where there is one alone.
    """

    def __init__(self, name: str, hands: CardHands) -> None:
        super().__init__()
        self.setMinimumWidth(_LEAST)
        self.name = Elided("strong")
        self.name.set_whole(name)
        self.state = label("", "pill")
        self.said = label("", "small", wrap=True, selectable=True)
        self.text = QPlainTextEdit()
        self.text.setProperty("role", "original")
        self.text.setReadOnly(True)
        self.text.setFont(reading_font())
        self.text.document().setDocumentMargin(WIDE)
        self.text.setAccessibleName(f"Draft {name}")
        self.text.setTabChangesFocus(True)
        self.cancel = button("Cancel", hands.cancel, "link")
        self.keep = button("Keep what came", hands.keep, "link", "As a piece that says it was cut short")
        self.open = button("Open it", hands.open, "link")
        self.again = button("Ask again", hands.again, "link", "For another piece; this one stays")
        for each in (self.cancel, self.keep, self.open, self.again):
            each.setAccessibleName(f"{each.text()}: {name}")
        head = row(self.name, self.state, 1, margin=(WIDE, GAP, WIDE, SMALL), gap=SMALL)
        foot = row(self.open, self.keep, self.again, self.cancel, 1, margin=(WIDE, SMALL, WIDE, SMALL), gap=WIDE)
        told = row(self.said, margin=(WIDE, 0, WIDE, TINY))
        inner = column(head, told, self.text, line(), foot, gap=0)
        inner.setStretch(2, 1)
        self.setLayout(inner)
        self.show_phase(Phase.WAITING, "")

    def show_phase(self, phase: Phase, said: str = "") -> None:
        """How far it is, and a sentence about it; without one the words are counted."""
        self.phase = phase
        told, role = _PILLS[phase]
        self.state.setText(told)
        restyle(self.state, role)
        many = count_words(self.text.toPlainText())
        self.said.setText(said or (count(many, "word") if many else "No word has come yet."))
        is_running = self.is_running
        self.cancel.setVisible(is_running)
        self.keep.setVisible(phase in (Phase.CUT, Phase.FAILED) and many > 0)
        self.open.setVisible(phase is Phase.WHOLE)
        self.again.setVisible(not is_running)

    @property
    def is_running(self) -> bool:
        return self.phase in (Phase.WAITING, Phase.COMING)

    def show_text(self, text: str) -> None:
        """The words so far; whoever reads further up is left where they read."""
        before = self.text.toPlainText()
        if text.startswith(before):
            bar = self.text.verticalScrollBar()
            is_at_end = bar.value() >= bar.maximum() - 4
            cursor = QTextCursor(self.text.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(text[len(before) :])
            if is_at_end:
                bar.setValue(bar.maximum())
        else:
            self.text.setPlainText(text)


class DraftsView(QScrollArea):
    """The cards of one asking, side by side; where there is no room for all of them they scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setWidget(inner)
        self.cards: list[DraftCard] = []

    def begin(self) -> None:
        """Nothing of the asking before is shown any more."""
        clear(self._row)
        self.cards = []

    def add(self, card: DraftCard) -> None:
        if self.cards:
            rule = line(vertical=True)
            self._row.addWidget(rule)
            rule.show()
        self._row.addWidget(card, 1)
        card.show()
        self.cards.append(card)
        card.text.document().contentsChanged.connect(partial(self._count, card))

    @staticmethod
    def _count(card: DraftCard) -> None:
        if card.phase is Phase.COMING:
            card.said.setText(count(count_words(card.text.toPlainText()), "word"))
