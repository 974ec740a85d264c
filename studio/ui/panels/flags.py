"""The flag list: everything the checks found, with filters by kind, severity and rule."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from studio.core.flag import Dismissal, Flag, Severity
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import GAP, SMALL, WIDE, Theme
from studio.ui.times import day
from studio.ui.widgets import button, column, label, line, row

_DOTS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "blue"}


class FlagsPanel(QWidget):
    """`chosen` carries a flag to go to; `taken_back` a dismissal that should no longer hold."""

    chosen = Signal(object)
    taken_back = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flags: Sequence[Flag] = ()
        self._dismissed: Sequence[tuple[Flag, Dismissal]] = ()
        self._checked, self._quiet = "", 0
        self.kind = _filter("Kind")
        self.severity = _filter("Severity")
        self.rule = _filter("Rule")
        for combo in (self.kind, self.severity, self.rule):
            combo.currentIndexChanged.connect(self._show)
        self._count = label("", "small")
        self._dismissed_button = button("", self._toggle, "link")
        self.rows = RowList(theme, "Flags")
        self.rows.chosen.connect(self._on_row)
        self.rows.opened.connect(self._on_row)
        self._showing_dismissed = False
        self._filters = QWidget()
        self._filters.setLayout(row(self.kind, self.severity, self.rule, margin=(GAP, SMALL, GAP, 0), gap=SMALL))
        self.setLayout(
            column(
                self._filters,
                row(self._count, 1, self._dismissed_button, margin=(WIDE, SMALL, WIDE, SMALL)),
                line(),
                self.rows,
                gap=0,
            )
        )

    def show_flags(
        self, flags: Sequence[Flag], dismissed: Sequence[tuple[Flag, Dismissal]], checked: str, quiet: int = 0
    ) -> None:
        """Show open flags and dismissed ones; `checked` says what the text was checked with, and `quiet` is how many more there
        are of rules that the person has switched off for themselves."""
        self._flags, self._dismissed, self._checked, self._quiet = flags, dismissed, checked, quiet
        _fill(self.kind, "All kinds", sorted({flag.check for flag in flags}))
        _fill(self.severity, "All severities", [s.value for s in reversed(Severity) if any(f.severity is s for f in flags)])
        _fill(self.rule, "All rules", sorted({flag.rule for flag in flags}))
        self._show()

    def shown(self) -> list[Flag]:
        """The flags the filters let through, in reading order."""
        kind, severity, rule = self.kind.currentData(), self.severity.currentData(), self.rule.currentData()
        return [
            flag
            for flag in self._flags
            if (not kind or flag.check == kind)
            and (not severity or (flag.severity and flag.severity.value == severity))
            and (not rule or flag.rule == rule)
        ]

    def mark(self, flag: Flag | None) -> None:
        """Show which flag one stands at."""
        self.rows.select(flag)

    def set_theme(self, theme: Theme) -> None:
        self.rows.set_theme(theme)

    def _toggle(self) -> None:
        self._showing_dismissed = not self._showing_dismissed
        self._show()

    def _show(self) -> None:
        if self._showing_dismissed and not self._dismissed:
            self._showing_dismissed = False
        many = len(self._dismissed)
        self._dismissed_button.setVisible(bool(many))
        self._dismissed_button.setText("Back to the open flags" if self._showing_dismissed else f"{many} dismissed")
        if self._showing_dismissed:
            self._count.setText("Click one to let it speak again")
            self.rows.show_rows([_dismissed_row(flag, d) for flag, d in self._dismissed], "")
            return
        flags = self.shown()
        total = len(self._flags)
        counted = f"{len(flags)} of {total} flags" if len(flags) != total else f"{total} flag{'s' * (total != 1)}"
        self._count.setText(f"{counted} · {self._quiet} of rules you turned off" if self._quiet else counted)
        self._count.setToolTip("They count at the gate. LanguageTool… (Tools) turns the rules on again." if self._quiet else "")
        self._filters.setVisible(bool(total))
        self._count.setVisible(bool(total or self._quiet))
        nothing = f"No flags. {self._checked}" if not total else "No flags under these filters."
        self.rows.show_rows([_row(flag) for flag in flags], nothing)

    def _on_row(self, payload: object) -> None:
        if isinstance(payload, Flag):
            self.chosen.emit(payload)
        elif isinstance(payload, Dismissal):
            self.taken_back.emit(payload)


def _row(flag: Flag) -> Row:
    severity = flag.severity or Severity.SUGGESTION
    words = f"“{flag.text}”" if len(flag.text) <= 40 else f"“{flag.text[:38].rstrip()}…”"
    detail = f"{severity.value.capitalize()} · {flag.rule} · {words}"
    return Row(flag.message, detail, _DOTS[severity], strong=False, payload=flag)


def _dismissed_row(flag: Flag, dismissal: Dismissal) -> Row:
    note = f" · “{dismissal.note}”" if dismissal.note else ""
    ends = f" · until {day(dismissal.until)}" if dismissal.until else ""
    detail = f"{dismissal.reason.value.capitalize()} · {dismissal.who}{ends}{note}"
    return Row(f"{flag.message} “{flag.text}”", detail, strong=False, payload=dismissal)


def _filter(name: str) -> QComboBox:
    made = QComboBox()
    made.setProperty("role", "filter")
    made.setAccessibleName(name)
    made.setMinimumWidth(60)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


def _fill(combo: QComboBox, everything: str, values: Sequence[str]) -> None:
    """Offer these values; what was chosen stays chosen where it is still there."""
    if [combo.itemData(n) for n in range(1, combo.count())] == list(values):
        return
    chosen = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    combo.addItem(everything, "")
    for value in values:
        combo.addItem(value.capitalize() if value.islower() else value, value)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.blockSignals(False)
