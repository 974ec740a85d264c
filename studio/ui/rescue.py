"""The page instead of a bare error: what is wrong with a history that does not open, and what can be done about it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from studio.app.rescue import Outlook
from studio.core.phrases import count
from studio.history.backup import Backup
from studio.ui.theme import GAP, HUGE, SMALL
from studio.ui.times import clock, date
from studio.ui.widgets import button, clear, column, label, line, row

_WIDTH = 560


@dataclass(frozen=True)
class Ways:
    """What the buttons do."""

    look: Callable[[], object]
    restore: Callable[[], object]
    save: Callable[[], object]
    another: Callable[[], object]
    back: Callable[[], object]


class RescuePage(QWidget):
    """Nothing here changes the damaged file but a restore, and that keeps it."""

    def __init__(self, ways: Ways) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._ways = ways
        self.title, self.problem, self.offer = (
            label("", "title", wrap=True),
            label("", wrap=True, selectable=True),
            label("", wrap=True),
        )
        self._kept = label("The file itself was left exactly as it is.", "muted", wrap=True)
        self.look = button("Open the last good backup to look at it", ways.look, "", "For reading only; nothing is changed")
        self.restore = button(
            "Restore it…", ways.restore, "primary", "Puts the backup in the history's place and keeps the damaged file"
        )
        self.save = button("Save the readable texts as files…", ways.save, "", "Reads what is still whole in the damaged file")
        self._leave = column(gap=SMALL)
        inner = QWidget()
        inner.setFixedWidth(_WIDTH)
        inner.setLayout(
            column(
                self.title,
                column(self.problem, self._kept, gap=SMALL),
                line(),
                self.offer,
                row(self.restore, self.look, 1, gap=SMALL),
                line(),
                label(
                    "Without a backup, or for what was written after it: the texts that can still be read, each as a file.",
                    wrap=True,
                ),
                row(self.save, 1),
                self._leave,
                gap=HUGE - GAP,
            )
        )
        self.setLayout(column(2, row(1, inner, 1), 3))

    def show_outlook(self, found: Outlook, *, can_go_back: bool) -> None:
        """Say what is wrong; `can_go_back` where another workspace is open behind this page."""
        self.title.setText(f"{found.root.name} cannot be opened")
        self.problem.setText(found.problem)
        self._kept.setVisible("left as it" not in found.problem)
        self.offer.setText(_offer(found.backup))
        self.look.setVisible(found.backup is not None)
        self.restore.setVisible(found.backup is not None)
        clear(self._leave)
        ways = [button("Open another workspace…", self._ways.another, "link")]
        if can_go_back:
            ways.insert(0, button("Back to the desk", self._ways.back, "link"))
        self._leave.addLayout(row(*ways, 1, gap=GAP))
        (self.restore if found.backup else self.save).setFocus()


def when(each: Backup) -> str:
    """`30 Nov 2026, 01:15`, on the clock of this computer."""
    return f"{date(each.made)}, {clock(each.made)[-5:]}"


def _offer(last: Backup | None) -> str:
    if last is None:
        return "There is no good backup of it."
    return f"The last good backup was made on {when(last)} and has {count(last.head.count, 'entry', 'entries')}."
