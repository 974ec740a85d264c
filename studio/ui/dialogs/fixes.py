"""All safe fixes at once: what would change, before it does."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from studio.app.fixing import FixPlan, PlannedFix
from studio.core.errors import KnownError
from studio.core.flag import Flag
from studio.ui.dialogs.sheets import Sheet
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import Theme
from studio.ui.widgets import label

_WIDTH, _TALL, _LOW = 620, 300, 120
_AROUND = 34  # code points of the sentence shown before and after the words


def fixes_sheet(theme: Theme, parent: QWidget, plan: FixPlan, act: Callable[[Sequence[PlannedFix]], object]) -> Sheet:
    """Choose which fixes are made. `act(wanted)`."""
    sheet = Sheet(
        theme,
        "Apply all safe fixes",
        "Each of these flags has exactly one fix. Those that leave the sentence whole are ticked; look at the others first. "
        "All of them together are one step of undo.",
        parent,
    )
    fixes = QListWidget()
    fixes.setProperty("role", "field")
    fixes.setWordWrap(True)
    fixes.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    fixes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for each in plan.fixes:
        item = QListWidgetItem(f"{_shown(each)}\n{each.flag.rule} · {_around(each.flag)}", fixes)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if each.is_safe else Qt.CheckState.Unchecked)
        item.setData(Qt.ItemDataRole.UserRole, each)
        item.setToolTip(each.flag.message)
    fixes.setMinimumSize(_WIDTH, _TALL)
    sheet.ask("Fixes", fixes)

    def wanted() -> list[PlannedFix]:
        items = (fixes.item(number) for number in range(fixes.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked]

    def count() -> None:
        many = len(wanted())
        sheet.yes.setText(f"Apply {many} fix{'es' * (many != 1)}")

    def make() -> None:
        if not wanted():
            raise KnownError("No fix is ticked.", "Tick one, or cancel.")
        act(wanted())

    if plan.skipped:
        skipped = RowList(theme, "Left to you", lines=1, ruled=False)
        skipped.show_rows([Row(f"“{s.flag.text}”", f"{s.flag.rule} · {s.why}", strong=False) for s in plan.skipped], "")
        skipped.setFixedHeight(_LOW)
        sheet.fields.addWidget(label(f"Left to you: {len(plan.skipped)}", "muted"))
        sheet.fields.addWidget(skipped)
    sheet.answer("", make)
    count()
    fixes.itemChanged.connect(lambda _: count())
    fixes.setCurrentRow(0)
    fixes.setFocus()
    return sheet


def _shown(each: PlannedFix) -> str:
    return f"“{each.flag.text}”  →  " + (f"“{each.fix.text}”" if each.fix.text else "nothing")


def _around(flag: Flag) -> str:
    """The sentence around the words, shortened."""
    sentence = " ".join(flag.context.split())
    at = max(0, sentence.find(flag.text))
    start, end = max(0, at - _AROUND), min(len(sentence), at + len(flag.text) + _AROUND)
    return ("…" if start else "") + sentence[start:end].strip() + ("…" if end < len(sentence) else "")
