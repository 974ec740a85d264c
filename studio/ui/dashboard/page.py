"""The dashboard's page: a head with the tabs, a line of filters, and one view at a time below it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from studio.app.needs import TODAY
from studio.ui.dashboard.audits import AuditHands, AuditsView
from studio.ui.dashboard.behind import BehindHands
from studio.ui.dashboard.figures_view import FiguresView
from studio.ui.dashboard.filters import Filters
from studio.ui.dashboard.proposals import ProposalHands, ProposalsView
from studio.ui.dashboard.sources import SourcesView
from studio.ui.theme import SMALL, WIDE, Theme
from studio.ui.widgets import button, column, label, line, row

TABS = ("Figures", "Sources", "Proposals", "Audits")
_TIPS = (
    "What needs you, and the figures by week (Ctrl+1)",
    "The figures by AI model and template (Ctrl+2)",
    "What people keep changing (Ctrl+3)",
    "Reviews on the calendar (Ctrl+4)",
)


@dataclass(frozen=True)
class PageHands:
    """What the page asks for.

    Attributes:
        report: opens the sheet for a report of what is chosen.
        today: the day on the clock of the house.
    """

    behind: BehindHands
    proposals: ProposalHands
    audits: AuditHands
    report: Callable[[], object]
    today: Callable[[], date]


class DashboardPage(QWidget):
    """`left` says that the person wants the desk back; `asked`, that other weeks or pieces are to be counted; `today_asked`, that
    the person's Today is wanted."""

    left = Signal()
    asked = Signal()
    today_asked = Signal()

    def __init__(self, theme: Theme, hands: PageHands) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.filters = Filters(hands.today)
        self.figures = FiguresView(theme, hands.behind)
        self.sources = SourcesView(theme, hands.behind)
        self.proposals = ProposalsView(theme, hands.proposals)
        self.audits = AuditsView(theme, hands.audits)
        self.views = (self.figures, self.sources, self.proposals, self.audits)
        self.tabs = QTabBar()
        for name, tip in zip(TABS, _TIPS, strict=True):
            self.tabs.setTabToolTip(self.tabs.addTab(name), tip)
        self.tabs.setAccessibleName("Parts of the dashboard")
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.back = button("← Back to the desk", self.left.emit, "link", "The desk as it was (Esc)")
        self.report = button("Report of this…", hands.report, tip="A report of the same pieces and days (Ctrl+Shift+E)")
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QWidget()
        head.setLayout(
            row(self.back, label("Dashboard", "strong"), self.tabs, 1, self.report, margin=(WIDE, SMALL, WIDE, SMALL), gap=WIDE)
        )
        self._line = QWidget()
        self._line.setLayout(column(column(self.filters, margin=(WIDE, SMALL, WIDE, SMALL)), line(), gap=0))
        self._stack = QStackedWidget()
        for view in self.views:
            self._stack.addWidget(view)
        whole = column(head, line(), self._line, self._stack, gap=0)
        whole.setStretch(3, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.filters.changed.connect(self.asked)
        self.figures.elsewhere.connect(self._on_elsewhere)
        QShortcut(QKeySequence("Esc"), self, self._on_escape, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for number, name in enumerate(TABS, 1):
            QShortcut(
                QKeySequence(f"Ctrl+{number}"),
                self,
                lambda at=name: self.go_to(at),
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )

    # ------------------------------------------------------------ what it shows

    def wait(self) -> None:
        """It is being counted."""
        self.figures.wait()

    def go_to(self, tab: str) -> None:
        """Show a tab and give it the keyboard."""
        self.tabs.setCurrentIndex(TABS.index(tab))
        self.take_keys()

    def count(self, tab: str, waiting: int) -> None:
        """Say beside a tab's name how many things wait there."""
        self.tabs.setTabText(TABS.index(tab), f"{tab} {waiting}" if waiting else tab)

    def forget(self) -> None:
        """Another workspace: nothing of the one before may be seen, and its choice is none here."""
        self.figures.forget()
        self.sources.forget()
        self.proposals.proposal = None
        self.proposals.wait()
        self.audits.wait()
        self.filters.reset()
        for tab in TABS:
            self.count(tab, 0)
        self.tabs.setCurrentIndex(0)

    def take_keys(self) -> None:
        self.views[self._stack.currentIndex()].take_keys()

    def set_theme(self, theme: Theme) -> None:
        for view in self.views:
            view.set_theme(theme)

    @property
    def current(self) -> str:
        return TABS[self.tabs.currentIndex()]

    # ------------------------------------------------------------ what a person does

    def _on_tab(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._line.setVisible(TABS[index] in ("Figures", "Sources"))  # a proposal and an audit are of the whole house

    def _on_elsewhere(self, tab: str, name: str) -> None:
        if tab == TODAY:
            self.today_asked.emit()
            return
        self.go_to(tab)
        if tab == "Audits":
            self.audits.go_to(name)

    def _on_escape(self) -> None:
        if self.current == "Audits" and self.audits.is_form_open:
            self.audits.leave_form()
        else:
            self.left.emit()
