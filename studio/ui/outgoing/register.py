"""The sheet of AI use: sums by service and month, and the public statement that is made from the same record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QButtonGroup,
    QFrame,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QWidget,
)

from studio.app.ai_statement import Statement
from studio.core.ai_use import Called, Use, amount, by_service, costs, masked_by_kind, summed
from studio.core.errors import KnownError
from studio.core.personal.kinds import counted
from studio.core.phrases import count
from studio.reports.ai_use_record import money, tokens, where
from studio.ui.dialogs.sheets import Sheet
from studio.ui.theme import SMALL, TINY, Theme
from studio.ui.times import date
from studio.ui.widgets import button, column, label, row, well

_WIDE, _TALL = 760, 280  # pixels
_COLUMNS = ("Month", "Service", "Runs", "Calls", "Masked", "Tokens", "Cost")
_SAID = "What was asked of AI services, and what the house can tell everybody about it. Neither holds a word that went out."
_NONE = "No AI service was asked for anything yet. What is asked of one will stand here, with what was masked and what it cost."


@dataclass(frozen=True)
class Hands:
    """What the sheet can do: ask for the report of AI use, and write the statement to a file; that one raises a `KnownError`."""

    report: Callable[[], object]
    export: Callable[[], object]


class RegisterSheet(Sheet):
    """For reading; nothing in it changes anything."""

    def __init__(self, theme: Theme, parent: QWidget, calls: Sequence[Called], made: Statement, hands: Hands) -> None:
        super().__init__(theme, "AI use", _SAID, parent)
        self.setMinimumWidth(_WIDE)
        self._made, self._hands = made, hands
        self.record = button("Record", lambda: self._turn(0), "segment")
        self.public = button("Public statement", lambda: self._turn(1), "segment")
        self._group = QButtonGroup(self)
        for each in (self.record, self.public):
            each.setCheckable(True)
            self._group.addButton(each)
        self.fields.addLayout(row(self.record, self.public, 1, gap=SMALL))
        self.stack = QStackedWidget()
        self.stack.addWidget(self._of_record(calls))
        self.stack.addWidget(self._of_statement())
        self.fields.addWidget(self.stack)
        self.no.hide()
        self.answer("Close", lambda: None)
        self._turn(0)

    def _turn(self, which: int) -> None:
        (self.record, self.public)[which].setChecked(True)
        self.stack.setCurrentIndex(which)

    # ------------------------------------------------------------ the record

    def _of_record(self, calls: Sequence[Called]) -> QWidget:
        made = QWidget()
        self.sums = label(_told(calls) if calls else _NONE, wrap=True)
        self.table = _table(self._theme, by_service(calls))
        self.table.setVisible(bool(calls))
        report = button("Report…", self._report, "link", "Every call, as HTML, PDF, spreadsheet, CSV or JSON")
        made.setLayout(column(self.sums, self.table, 1, row(report, 1)))
        return made

    def _report(self) -> None:
        self.reject()
        self._hands.report()

    # ------------------------------------------------------------ the statement

    def _of_statement(self) -> QWidget:
        made = QWidget()
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setProperty("role", "file")
        self.text.setAccessibleName("How we use AI")
        self.text.setFixedHeight(_TALL)
        self.text.setHtml(self._made.html)
        self.said = label("Made from the record, and from [disclosure] in policy.toml.", "muted", wrap=True)
        copy = button("Copy", self._copy, "link", "As Markdown")
        export = button("Export…", self._export, "link", "Markdown or HTML; the history notes that it went out")
        made.setLayout(column(well(self.text), self.said, row(copy, export, 1, gap=SMALL)))
        return made

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._made.markdown)
        self.said.setText("Copied, as Markdown.")

    def _export(self) -> None:
        try:
            done = self._hands.export()
        except KnownError as error:
            self._problem.setText(str(error))
            self._problem.show()
        else:
            self._problem.hide()
            if done:
                self.said.setText(f"Written to {done}.")


def _told(calls: Sequence[Called]) -> str:
    total = summed(calls)
    masked = counted(masked_by_kind(calls))
    outcomes = f"{total.answered:,} answered, {total.failed:,} failed, {total.cancelled:,} cancelled"
    return f"{count(total.calls, 'call')}: {outcomes}. Masked before: {masked or 'nothing'}. Cost: {money(costs(calls))}."


def _table(theme: Theme, uses: Sequence[Use]) -> QTableWidget:
    made = QTableWidget(len(uses), len(_COLUMNS))
    made.setHorizontalHeaderLabels(_COLUMNS)
    made.verticalHeader().hide()
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setTabKeyNavigation(False)
    made.setShowGrid(False)
    made.setFrameShape(QFrame.Shape.NoFrame)
    look = theme.tokens
    made.setStyleSheet(
        f"QTableWidget {{ background: {look.panel}; color: {look.ink}; }}"
        f"QTableWidget::item {{ padding: 0 {SMALL}px; }}"
        f"QHeaderView {{ background: {look.panel}; border: none; }}"
        f"QHeaderView::section {{ background: {look.panel}; color: {look.muted}; border: none;"
        f" border-bottom: 1px solid {look.line}; padding: {TINY}px {SMALL}px; }}"
    )
    made.setAccessibleName("AI use by service and month")
    made.setFixedHeight(_TALL - 40)
    for line, use in enumerate(uses):
        cost = f"{amount(use.cost)} {use.currency}" if use.cost else "–"
        figures = f"{use.calls:,}", f"{use.masked:,}", tokens(use) or "none", cost
        cells = (_month(use.month), use.service, where(use.local), *figures)
        for at, cell in enumerate(cells):
            item = QTableWidgetItem(cell)
            item.setToolTip(cell)
            if at in (3, 4):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            made.setItem(line, at, item)
    header = made.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(5, QHeaderView.ResizeMode.Stretch)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return made


def _month(iso: str) -> str:
    """`Nov 2026`."""
    return date(f"{iso}-01").partition(" ")[2] or iso
