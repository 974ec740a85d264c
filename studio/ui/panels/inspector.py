"""The inspector: one panel with tabs beside the texts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from studio.ui.claims.panel import ClaimsPanel
from studio.ui.panels.flags import FlagsPanel
from studio.ui.panels.history import HistoryPanel
from studio.ui.panels.measures import MeasuresPanel
from studio.ui.widgets import column, line

WIDTH = 358
TABS = ("Flags", "Claims", "History", "Measures")


class Inspector(QWidget):
    """Flags, claims, history and measures of the piece on the desk."""

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
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setAccessibleName("Inspector tabs")
        self._pages = QStackedWidget()
        for title, page in zip(TABS, (flags, claims, history, measures), strict=True):
            self.tabs.addTab(title)
            self._pages.addWidget(page)
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self.setLayout(column(self.tabs, line(), self._pages, gap=0))

    def clear(self) -> None:
        """No piece is open."""
        self.flags.show_flags((), (), "")
        self.claims.show_claims((), "")
        self.history.forget()
        self.measures.clear()
        for title in TABS:
            self.count(title, 0)

    def take_keys(self) -> None:
        """Give the keyboard to the list of the tab in sight."""
        if self.current == "Claims":
            self.claims.take_keys()
        elif self.current in ("Flags", "History"):
            (self.flags if self.current == "Flags" else self.history).rows.take_keys()

    def open_tab(self, title: str) -> None:
        self.tabs.setCurrentIndex(TABS.index(title))

    @property
    def current(self) -> str:
        return TABS[self.tabs.currentIndex()]

    def count(self, title: str, number: int) -> None:
        """Put a figure beside a tab's name."""
        self.tabs.setTabText(TABS.index(title), f"{title} {number}" if number else title)
