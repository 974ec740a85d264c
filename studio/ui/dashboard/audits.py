"""The audits on the calendar: what is due, what to look at, who did it last and what was found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from studio.app.audits import Audit, AuditDone, AuditStanding
from studio.core.errors import KnownError
from studio.ui.dashboard.side_list import SideList
from studio.ui.dialogs.sheets import note_field
from studio.ui.guides.reading import MOST_WIDE, section
from studio.ui.models.rows import Row
from studio.ui.theme import GAP, HUGE, SMALL, TINY, Theme
from studio.ui.times import date
from studio.ui.widgets import button, clear, column, label, line, reveal, row

_EMPTY = "No audit stands on the calendar. Add [[audits]] to policy.toml."
_DOTS = {AuditStanding.OVERDUE: "error", AuditStanding.DUE: "warning", AuditStanding.DONE: "ok"}
_ORDER = (AuditStanding.OVERDUE, AuditStanding.DUE, AuditStanding.COMING, AuditStanding.DONE)
_HEADS = {
    AuditStanding.OVERDUE: "Overdue",
    AuditStanding.DUE: "Due today",
    AuditStanding.COMING: "Coming",
    AuditStanding.DONE: "Done for now",
}


@dataclass(frozen=True)
class AuditHands:
    """What can be done about an audit.

    Attributes:
        report: opens the sheet for a kind of report.
        show: shows what is no report: `alerts` is a part of this page.
        finish: writes down that it was done; with the reports laid beside it where that is wanted. Raises a `KnownError`.
        may_do: whether the person at the desk may.
    """

    report: Callable[[str], object]
    show: Callable[[str], object]
    finish: Callable[[Audit, str, bool], object]
    may_do: Callable[[Audit], bool]


class AuditsView(QWidget):
    """Audits at the left, the chosen one at the right."""

    def __init__(self, theme: Theme, hands: AuditHands) -> None:
        super().__init__()
        self._hands = hands
        self._found: dict[str, Audit] = {}
        self._record: Sequence[AuditDone] = ()
        self._kinds: Mapping[str, str] = {}
        self.audit: Audit | None = None
        self._drafts: dict[str, str] = {}  # findings that are not written down yet, by audit
        self.list = SideList(theme, "Audits")
        self.list.shown.connect(self._on_choice)
        self.title = label("", "title", wrap=True)
        self.said = label("", wrap=True)
        self.who = label("", "muted", wrap=True)
        self.looks = QVBoxLayout()
        self.looks.setContentsMargins(0, 0, 0, 0)
        self.looks.setSpacing(TINY)
        self.begin = button("Do it now", self._begin, "primary")
        self.findings = note_field("What you found, even if it is that all is well.")
        self.findings.setAccessibleName("What you found")
        self.keep = QCheckBox("Keep the reports with it (in exports/audits)")
        self.done = button("Done", self._finish, "primary", "Writes it down with your name (Ctrl+Return)")
        QShortcut(QKeySequence("Ctrl+Return"), self.findings, self._finish, context=Qt.ShortcutContext.WidgetShortcut)
        self.problem = label("", "problem", wrap=True)
        self.record = QVBoxLayout()
        self.record.setContentsMargins(0, 0, 0, 0)
        self.record.setSpacing(GAP)
        self._detail = QScrollArea()
        self._build()
        self.wait()

    def _build(self) -> None:
        self._form = QWidget()
        self._form.setLayout(
            column(self.findings, self.keep, self.problem, row(self.done, button("Cancel", self._leave), 1, gap=SMALL), gap=SMALL)
        )
        inner = QWidget()
        inner.setMaximumWidth(MOST_WIDE)
        inner.setLayout(
            column(
                column(self.title, self.said, self.who, gap=TINY),
                section("What to look at"),
                self.looks,
                row(self.begin, 1),
                self._form,
                line(),
                section("Done before"),
                self.record,
                1,
                gap=GAP,
            )
        )
        holder = QWidget()
        wide = row(inner, 1, margin=(HUGE + SMALL, HUGE, HUGE + SMALL, HUGE), gap=0)
        wide.setStretch(0, 1000)
        holder.setLayout(wide)
        self._detail.setWidgetResizable(True)
        self._detail.setFrameShape(QFrame.Shape.NoFrame)
        self._detail.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._detail.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._detail.setWidget(holder)
        both = row(self.list, line(vertical=True), self._detail, gap=0)
        both.setStretch(2, 1)
        self.setLayout(both)

    # ------------------------------------------------------------ what it shows

    def wait(self) -> None:
        """Another workspace: what was being written belongs to the one before."""
        self._found = {}
        self.audit = None
        self._drafts.clear()
        self.findings.clear()
        self._leave()
        self._detail.hide()
        self.list.show_rows((), "Reading the calendar…")

    def show_audits(self, found: Sequence[Audit], record: Sequence[AuditDone], kinds: Mapping[str, str]) -> None:
        """Show the calendar; the audit that was looked at stays in sight, with what was being typed.

        Args:
            kinds: title by name of every kind of report there is.
        """
        self._found = {each.name: each for each in found}
        self._record, self._kinds = record, kinds
        rows: list[Row] = []
        for standing in _ORDER:
            of = [each for each in found if each.standing is standing]
            if of:
                rows.append(Row(_HEADS[standing], is_header=True))
                rows += [Row(e.name, e.sentence, _DOTS.get(standing, "faint"), payload=e.name) for e in of]
        self.list.show_rows(rows, _EMPTY)
        if not found:
            self._detail.hide()
            return
        first = next(row.payload for row in rows if row.payload)
        name = self.audit.name if self.audit and self.audit.name in self._found else str(first)
        self.list.select(name)
        self._show(name)

    def go_to(self, name: str) -> None:
        if name in self._found:
            self.list.select(name)
            self._show(name)

    def set_theme(self, theme: Theme) -> None:
        self.list.set_theme(theme)

    def take_keys(self) -> None:
        self.list.take_keys()

    @property
    def is_form_open(self) -> bool:
        return not self._form.isHidden()

    def _show(self, name: str) -> None:
        found = self._found[name]
        if self.audit is None or self.audit.name != name:
            if self.audit:
                self._drafts[self.audit.name] = self.findings.toPlainText()
            self.findings.setPlainText(self._drafts.pop(name, ""))
            self._leave()
        self.audit = found
        may = self._hands.may_do(found)
        self.title.setText(found.name)
        self.said.setText(found.sentence)
        whose = ", ".join(found.who) if found.who else "the owner"
        self.who.setText(f"{found.every.capitalize()}, done by {whose}." + ("" if may else " It is not yours to do."))
        self.begin.setEnabled(may and found.standing is not AuditStanding.DONE)
        clear(self.looks)
        for each in found.looks_at:
            self.looks.addLayout(self._look(each))
        if not found.looks_at:
            self.looks.addWidget(label("Whatever you think needs it; policy.toml names nothing.", "muted", wrap=True))
        reveal(self.looks)
        self.keep.setVisible(any(each in self._kinds for each in found.looks_at))
        self._show_record(name)
        self._detail.show()

    def _look(self, name: str) -> QVBoxLayout:
        if name in self._kinds:
            press = button(f"{self._kinds[name]}…", partial(self._hands.report, name), "link", "Makes the report")
        elif name == "alerts":
            press = button("The alerts on this page", partial(self._hands.show, "Figures"), "link", "What needs you now")
        else:
            return column(label(name), gap=0)
        return column(press, gap=0)

    def _show_record(self, name: str) -> None:
        clear(self.record)
        mine = [each for each in self._record if each.audit.casefold() == name.casefold()]
        for each in mine:
            said = f"{date(each.when)}, {each.who}, for {date(each.due)}"
            kept = f"{said}. Kept with it: {', '.join(each.reports)}" if each.reports else said
            self.record.addLayout(
                column(label(each.findings, wrap=True, selectable=True), label(kept, "small", wrap=True), gap=2)
            )
        if not mine:
            self.record.addWidget(label("Nobody has done it yet.", "muted"))
        reveal(self.record)

    # ------------------------------------------------------------ what a person does

    def _on_choice(self, name: object) -> None:
        if isinstance(name, str) and name in self._found:
            self._show(name)

    def _begin(self) -> None:
        self._form.show()
        self.begin.hide()
        self.findings.setFocus()

    def _leave(self) -> None:
        self._form.hide()
        self.begin.show()
        self._say("")

    def leave_form(self) -> None:
        self._leave()
        self.list.take_keys()

    def _finish(self) -> None:
        if self.audit is None:
            return
        keep = self.keep.isChecked() and not self.keep.isHidden()
        try:
            self._hands.finish(self.audit, self.findings.toPlainText(), keep)
        except KnownError as error:
            self.fail(error)

    def fail(self, error: KnownError) -> None:
        self._say(str(error))
        self.findings.setFocus()

    def finished(self, name: str) -> None:
        """That audit is written down; whoever did it stays at the list."""
        self._drafts.pop(name, None)
        if self.audit is None or self.audit.name == name:
            self.findings.clear()
            self._leave()
            if self.isVisible():
                self.list.take_keys()

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
