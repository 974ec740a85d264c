"""The two texts side by side, with the gutter between them and a line above each that says what it is."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from studio.core.changes import Comparison
from studio.core.span import Span
from studio.ui.editor.finder import Finder
from studio.ui.editor.gutter import Gutter
from studio.ui.editor.origin_bar import OriginBar
from studio.ui.editor.scrolling import LevelScrolling
from studio.ui.editor.view import DraftView
from studio.ui.theme import GAP, WIDE, Theme
from studio.ui.widgets import Elided, label, line, row

_DETAILS = 130  # pixels that the details keep before the figure gives way: about “1,450 words · grade 11”


class Figure(QLabel):
    """A figure in the longest of several wordings that has room, or none of them; the tip says it in full."""

    def __init__(self) -> None:
        super().__init__()
        self._wordings: Sequence[str] = ("",)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "small")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def say(self, *wordings: str, tip: str = "") -> None:
        """Args: wordings: the longest first; none for no figure."""
        self._wordings = wordings or ("",)
        self.setToolTip("\n".join(filter(None, (self._wordings[0], tip))))
        self.updateGeometry()
        self._choose()

    def sizeHint(self) -> QSize:
        return QSize(self._width(self._wordings[0]), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def _width(self, wording: str) -> int:
        return self.fontMetrics().horizontalAdvance(wording) + 4 if wording else 0

    def _choose(self) -> None:
        self.setText(next((each for each in self._wordings if self._width(each) <= self.width()), ""))


class Header(QWidget):
    """Title, details, and a figure at the right, which gives way to the details."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(34)
        self._title = label(title, "strong")
        self.details = Elided("small", least=_DETAILS)
        self.figure = Figure()
        self._row = row(self._title, self.details, 1, self.figure, margin=(WIDE + 8, 0, WIDE, 0), gap=GAP)
        self.setLayout(self._row)

    def name(self, title: str) -> None:
        """Say what the text below is."""
        self._title.setText(title)

    def offer(self, text: str, tip: str, act: Callable[[], object]) -> QToolButton:
        """A small button at the right end."""
        made = QToolButton()
        made.setProperty("role", "flat")
        made.setText(text)
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the selection it asks about stays where it is
        made.clicked.connect(lambda: act())
        self._row.addWidget(made)
        return made


class PairedEditor(QWidget):
    """AI original and working text; `original` and `working` are the two views."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.original = DraftView(theme, "original")
        self.working = DraftView(theme, "working")
        self.gutter = Gutter(self.working)
        self.finder = Finder(self.working)
        self.origin_bar = OriginBar(theme)
        self.scrolling = LevelScrolling(self.original, self.working, self)
        self.original_head = Header("AI original")
        self.working_head = Header("Working text")
        self._left = _stack(self.original_head, line(), self.original)
        right = _stack(self.working_head, line(), self.working)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.origin_bar)
        outer.addWidget(self.finder)  # above both texts, so that they stay level
        layout = QHBoxLayout()
        outer.addLayout(layout, 1)
        layout.setSpacing(0)
        layout.addWidget(self._left, 1)
        layout.addWidget(self.gutter)
        layout.addWidget(right, 1)
        self.finder.closed.connect(self.working.setFocus)

    def clear(self) -> None:
        """No piece: nothing to read, and nothing that could be typed and lost."""
        for view in (self.original, self.working):
            view.load("")
        self.working.setReadOnly(True)
        self.original.setPlaceholderText("")
        self.working.setPlaceholderText("Choose a piece in the library, drop a draft here, or press Ctrl+O.")
        for head in (self.original_head, self.working_head):
            head.details.set_whole("")
            head.figure.say()
        self.gutter.set_changes(())

    def say_gone(self, sentence: str) -> None:
        """Say why there is no text, where there is none for good; an empty sentence says nothing."""
        for view in (self.original, self.working):
            view.setPlaceholderText(sentence)

    def show_original(self, is_shown: bool) -> None:
        self._left.setVisible(is_shown)

    @property
    def is_split(self) -> bool:
        return not self._left.isHidden()

    def set_comparison(self, comparison: Comparison) -> None:
        """Tint the changes on both sides and level the scrolling by the aligned lines."""
        changes = comparison.changes
        self.original.highlighter.set_changes(_ranges(self.original, [c.before for c in changes]))
        self.working.highlighter.set_changes(_ranges(self.working, [c.after for c in changes]))
        self.gutter.set_changes(changes)
        self.scrolling.set_rows(comparison.rows)

    def place_of(self, span: Span, within: QWidget) -> QRect:
        """A span of the working text in the pixels of `within`, for the card."""
        rect = self.working.rect_of(span)
        if rect.isEmpty():
            rect = self.working.cursorRect()
        return QRect(self.working.viewport().mapTo(within, rect.topLeft()), rect.size())

    def set_theme(self, theme: Theme) -> None:
        self.original.set_theme(theme)
        self.working.set_theme(theme)
        self.gutter.update()
        self.origin_bar.set_theme(theme)


def _stack(*parts: QWidget) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part)
    return made


def _ranges(view: DraftView, spans: Sequence[Span]) -> list[tuple[int, int]]:
    to = view.recorder.offsets.to_qt
    return [(to(span.start), to(span.end)) for span in spans if len(span)]
