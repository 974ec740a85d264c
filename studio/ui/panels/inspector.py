"""The inspector: one panel with tabs beside the texts."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QTabBar, QToolButton, QWidget

from studio.ui.claims.panel import ClaimsPanel
from studio.ui.panels.flags import FlagsPanel
from studio.ui.panels.history import HistoryPanel
from studio.ui.panels.measures import MeasuresPanel
from studio.ui.panels.tab import InspectorTab
from studio.ui.theme import SMALL
from studio.ui.widgets import column, line

WIDTH = 366
TABS = ("Flags", "Claims", "Checklist", "Comments", "Handoff", "Disclosure", "History", "Measures")
"""Every tab in its place; the first ones stand in the row, and what does not fit there stands under "More"."""


class Inspector(QWidget):
    """The tabs of the piece on the desk, each one panel.

    `turned` says that another tab is in sight.
    """

    turned = Signal()

    def __init__(
        self,
        flags: FlagsPanel,
        claims: ClaimsPanel,
        history: HistoryPanel,
        measures: MeasuresPanel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.flags, self.claims, self.history, self.measures = flags, claims, history, measures
        self._panels: dict[str, QWidget] = {}
        self._counts: dict[str, str] = {}
        self._current = ""
        self._row: list[str] = []
        self._pages = QStackedWidget()
        self.tabs = QTabBar()
        self.tabs.setProperty("role", "inspector")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setAccessibleName("Inspector tabs")
        self.tabs.currentChanged.connect(self._on_chosen)
        self.more = QToolButton()
        self.more.setText("More ▾")
        self.more.setProperty("role", "flat")
        self.more.setToolTip("The other tabs")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self.more))
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, SMALL, 0)
        head.setSpacing(0)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.more)
        top = QWidget()
        top.setLayout(head)
        self._scale = _Scale(self)
        self.setLayout(column(top, line(), self._pages, gap=0))
        for title, panel in (("Flags", flags), ("Claims", claims), ("History", history), ("Measures", measures)):
            self.add(title, panel)

    def add(self, title: str, panel: QWidget) -> None:
        """Give a tab its panel. Raises: ValueError, where `TABS` gives it no place."""
        if title not in TABS:
            raise ValueError(f"The inspector has no place for a tab “{title}”.")
        self._panels[title] = panel
        self._pages.addWidget(panel)
        self._current = self._current or title
        self._lay_row()

    @property
    def more_tabs(self) -> tuple[InspectorTab, ...]:
        """The tabs that show themselves, see `InspectorTab`."""
        return tuple(panel for title in self.titles if isinstance(panel := self._panels[title], InspectorTab))

    def clear(self) -> None:
        """No piece is open."""
        self.flags.show_flags((), (), "")
        self.claims.show_claims((), "")
        self.history.forget()
        self.measures.clear()
        for tab in self.more_tabs:
            tab.clear()
        for title in self.titles:
            self.count(title, 0)

    def take_keys(self) -> None:
        """Give the keyboard to the list of the tab in sight."""
        panel = self._panels[self._current]
        if isinstance(panel, FlagsPanel | HistoryPanel):
            panel.rows.take_keys()
        elif isinstance(panel, ClaimsPanel | InspectorTab):
            panel.take_keys()

    @property
    def titles(self) -> tuple[str, ...]:
        """The tabs that there are, in their order."""
        return tuple(title for title in TABS if title in self._panels)

    @property
    def current(self) -> str:
        return self._current

    def open_tab(self, title: str) -> None:
        """Bring a tab in sight, from under "More" if need be."""
        if title not in self._panels:
            return
        is_new, self._current = title != self._current, title
        self._lay_row()
        self._pages.setCurrentWidget(self._panels[title])
        if is_new:
            self.turned.emit()

    def count(self, title: str, number: int | str) -> None:
        """Put a figure beside a tab's name; nothing where it is 0 or empty."""
        said = str(number or "")
        if self._counts.get(title, "") != said:
            self._counts[title] = said
            self._lay_row()

    def label_of(self, title: str) -> str:
        """The tab's name with its figure."""
        said = self._counts.get(title, "")
        return f"{title} {said}" if said else title

    # ------------------------------------------------------------ the row

    def _lay_row(self) -> None:
        """As many tabs as there is room for, in their order; the one in sight is always among them."""
        row = self._fitting()
        self.tabs.blockSignals(True)
        if row != self._row:
            while self.tabs.count():
                self.tabs.removeTab(0)
            for title in row:
                self.tabs.addTab(title)
            self._row = row
        for index, title in enumerate(row):
            if self.tabs.tabText(index) != self.label_of(title):
                self.tabs.setTabText(index, self.label_of(title))
        if self._current in row:
            self.tabs.setCurrentIndex(row.index(self._current))
        self.tabs.blockSignals(False)
        rest = [title for title in self.titles if title not in row]
        menu = self.more.menu()
        menu.clear()
        for title in rest:
            menu.addAction(self.label_of(title), partial(self.open_tab, title))
        self.more.setVisible(bool(rest))

    def _fitting(self) -> list[str]:
        titles = list(self.titles)
        room = WIDTH - SMALL
        if sum(map(self._width, titles)) <= room:
            return titles
        room -= self.more.sizeHint().width()
        row: list[str] = []
        for title in titles:
            if sum(map(self._width, [*row, title])) > room:
                break
            row.append(title)
        if self._current and self._current not in row:
            while row and sum(map(self._width, [*row, self._current])) > room:
                row.pop()
            row.append(self._current)
        return row

    def _width(self, title: str) -> int:
        """Pixels that a tab takes, measured on a tab bar of its own so that the one in sight does not flicker."""
        self._scale.ensurePolished()  # it is never shown, and only then would the style say how wide a word is
        index = 0 if title == self._current else 1
        self._scale.setTabText(index, self.label_of(title))
        return self._scale.tabSizeHint(index).width()

    def _on_chosen(self, index: int) -> None:
        if 0 <= index < len(self._row):
            self.open_tab(self._row[index])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_row()  # only now the style has said how wide a word is

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):  # the same words take another width
            self._lay_row()


class _Scale(QTabBar):
    """A tab bar that is never shown; its first tab is the one in sight, which is set in bold and takes more room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setProperty("role", "inspector")
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.addTab("")
        self.addTab("")

    def tabSizeHint(self, index: int) -> QSize:
        """The same as any tab bar's, which keeps it to itself."""
        return super().tabSizeHint(index)
