"""The band over the texts of a practice, and the score beside them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from studio.core.phrases import shortened
from studio.core.practice import Outcome, Row, Score
from studio.ui.theme import GAP, SMALL, TINY, WIDE
from studio.ui.widgets import Elided, button, clear, column, label, line, reveal, row

WIDTH = 340
_SHORT = 40  # characters; longer ones do not fit its width
_SIGNS = {
    Outcome.FOUND: ("✓ Found", "good-word"),
    Outcome.MISSED: ("✗ Missed", "bad-word"),
    Outcome.WRONG: ("! Wrongly flagged", "bad-word"),
}


class PracticeBand(QWidget):
    """Says at every moment that this is a practice. `score`, `brief` and `leave` are pressed here."""

    def __init__(self, brief: Callable[[], object], score: Callable[[], object], leave: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("practice-band")
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = Elided("muted")
        self.score = button("Score", score, "primary", "What you found, missed and flagged wrongly")
        parts = row(margin=(WIDE, TINY, WIDE, TINY), gap=GAP)
        parts.addWidget(label("Practice: nothing here counts", "pill-warning"))
        parts.addWidget(self.title, 1)
        for each in (
            button("Brief", brief, "", "What the AI was asked for"),
            button("Leave", leave, "", "Back to your own desk"),
            self.score,
        ):
            parts.addWidget(each)
        self.setLayout(column(parts, line(), gap=0))
        self.hide()


class ScorePanel(QWidget):
    """A score, or the brief. `chosen` carries a row whose words somebody wants to see; `left` says that it may go away."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("practice-score")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.title = label("", "strong", wrap=True)
        close = button("×", self.left.emit, "small", "Close (Esc)")
        close.setAccessibleName("Close the score")
        self._body = column(gap=GAP)
        inner = QWidget()
        inner.setLayout(column(self._body, 1, margin=(WIDE, GAP, WIDE, WIDE)))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        head = row(self.title, close, margin=(WIDE, SMALL, GAP, SMALL), gap=GAP)
        head.setStretch(0, 1)
        whole = column(head, line(), self._scroll, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.rows: list[QWidget] = []
        self.hide()

    def show_score(self, found: Score) -> None:
        """The score in words, and a row for everything in it."""
        self._start(f"{found.sentence}.")
        if found.verdict:
            sign, role = ("✓ Decision", "good-word") if found.decided_rightly else ("✗ Decision", "bad-word")
            self._body.addLayout(column(label(sign, role), label(found.verdict, wrap=True), gap=TINY))
        for each in found.rows:
            self._body.addWidget(self._row(each))
        reveal(self._body)

    def show_brief(self, brief: str) -> None:
        """What the AI was asked for."""
        self._start("The brief")
        self._body.addWidget(label(" ".join(brief.split()), wrap=True, selectable=True))
        reveal(self._body)

    def _start(self, title: str) -> None:
        self.title.setText(title)
        clear(self._body)
        self.rows = []
        self._scroll.verticalScrollBar().setValue(0)

    def _row(self, each: Row) -> QWidget:
        sign, role = _SIGNS[each.outcome]
        words = " ".join(each.words.split())
        short = shortened(words, _SHORT)
        press = button(f"“{short}”", lambda: self.chosen.emit(each), "link", f"Show in the text: {words}")
        press.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.rows.append(press)
        told: list[QWidget] = [label(f"{sign} · {each.kind}", role), press, label(each.why, wrap=True)]
        if each.good:
            told.append(label(f"Good: {each.good}", "muted", wrap=True))
        made = QWidget()
        made.setLayout(column(*told, gap=TINY))
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
