"""What needs the person now: alerts, audits and proposals, a line each; below, what others see to and what was seen."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.app.needs import waiting
from studio.ui.dashboard.rows import Need
from studio.ui.theme import GAP, SMALL, TINY, Theme
from studio.ui.widgets import Elided, button, clear, column, label, reveal, row

_SHOWN = 4
_HEADING = "What needs you now"
_NONE_MINE = "Nothing waits for you."
_CALM = "Nothing stands out, no audit is overdue, and no proposal waits."


class _Dot(QWidget):
    def __init__(self, theme: Theme, shade: str) -> None:
        super().__init__()
        self._theme, self._shade = theme, shade
        self.setFixedSize(QSize(9, 9))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.tokens.color(self._shade))
        painter.drawEllipse(1, 1, 7, 7)


class NeedLine(QPushButton):
    """One thing that waits; pressing it shows what is behind it."""

    def __init__(self, theme: Theme, need: Need) -> None:
        super().__init__()
        self.need = need
        self.setProperty("role", "row")
        self.setAccessibleName(f"{need.word}: {need.title}. {need.sentence}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        title, said = Elided("strong", 160), Elided("small", 160)
        title.set_whole(need.title)
        said.set_whole(need.sentence)
        word = label(need.word, "small")
        word.setFixedWidth(64)
        for part in (title, said, word):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for part in (title, said):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inner = row(_Dot(theme, need.dot), word, column(title, said, gap=2), margin=(SMALL, TINY, SMALL, TINY), gap=SMALL)
        inner.setStretch(2, 1)
        self.setLayout(inner)
        self.setFixedHeight(46)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class Needs(QWidget):
    """`picked` carries a `Need`."""

    picked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._needs: Sequence[Need] | None = None
        self._is_whole = False
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        self.calm = label(_CALM, "muted", wrap=True)
        self.more = button("", self._unfold, "link")
        self.heading = label(_HEADING, "group")
        self.setLayout(column(self.heading, self.calm, self._lines, self.more, gap=GAP - 2))
        self.show_needs(())

    def show_needs(self, needs: Sequence[Need]) -> None:
        if needs == self._needs:
            return
        self._needs = needs
        self._show()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._show()

    @property
    def lines(self) -> list[NeedLine]:
        return [line for line in self.findChildren(NeedLine) if not line.isHidden()]

    def _unfold(self) -> None:
        self._is_whole = not self._is_whole
        self._show()

    def _show(self) -> None:
        needs = self._needs or ()
        clear(self._lines)
        mine = waiting(needs)
        self.heading.setText(f"{_HEADING}: {mine}" if mine else _HEADING)
        shown = needs if self._is_whole or len(needs) <= _SHOWN + 1 else needs[:_SHOWN]
        group = ""
        for need in shown:
            if (name := "Looked at" if need.seen else "" if need.is_mine else "Others") != group:
                group = name
                self._lines.addWidget(label(group, "small"))
            line = NeedLine(self._theme, need)
            line.clicked.connect(partial(self.picked.emit, need))
            self._lines.addWidget(line)
        reveal(self._lines)
        self.calm.setText(_CALM if not needs else _NONE_MINE)
        self.calm.setVisible(not mine)
        self.more.setVisible(len(needs) > _SHOWN + 1)
        self.more.setText("Show fewer" if self._is_whole else f"Show all {len(needs)}")
