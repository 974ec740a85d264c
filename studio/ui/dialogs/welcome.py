"""What a first start shows: three ways in, and nothing else."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from studio.ui.panels.topbar import Logo
from studio.ui.theme import GAP, HUGE, SMALL, Theme
from studio.ui.widgets import button, clear, column, label, row

_FIRST = "Open the sample workspace"
_SAMPLE = "Ten drafts of a tea room, with real problems in them: the quickest way to see what this does."


class Welcome(QWidget):
    """The page before a workspace is open."""

    def __init__(self, theme: Theme, acts: dict[str, Callable[[], object]], open_recent: Callable[[Path], object]) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._open_recent = open_recent
        self._recent = column(gap=SMALL)
        sample = button(_FIRST, acts["open_sample"], "primary")
        self.first = sample
        inner = QWidget()
        inner.setFixedWidth(440)
        words = label(
            "The desk where people put right what AI drafts, before it is published. A draft comes in, "
            "you edit it beside the original, give its claims a source, and somebody says yes. All stays on this computer.",
            "muted",
            wrap=True,
        )
        inner.setLayout(
            column(
                row(Logo(theme, 28), label("Blue Pencil", "title"), 1, gap=GAP),
                words,
                label(_SAMPLE, "small", wrap=True),
                row(sample, 1),
                row(
                    button("New workspace…", acts["new_workspace"]),
                    button("Open a workspace…", acts["open_workspace"]),
                    1,
                ),
                self._recent,
                gap=HUGE - GAP,
            )
        )
        self.setLayout(column(2, row(1, inner, 1), 3))

    def wait(self, text: str) -> None:
        """Something is being made: say so on the button that asked for it."""
        self.first.setText(text)
        self.first.setEnabled(False)

    def ready(self) -> None:
        self.first.setText(_FIRST)
        self.first.setEnabled(True)

    def show_recent(self, folders: Sequence[Path]) -> None:
        """Offer the workspaces opened lately."""
        clear(self._recent)
        if folders:
            self._recent.addWidget(label("Opened lately", "small"))
        for folder in folders[:4]:
            self._recent.addWidget(button(str(folder), partial(self._open_recent, folder), "link"))
