"""The legend above the texts while they are coloured by origin: what each look means, how much there is of it, and what the
cursor stands on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from studio.core.origins import OriginKind
from studio.core.traced import Traced
from studio.ui.editor.origin_looks import Swatch, shape
from studio.ui.theme import GAP, SMALL, TINY, WIDE, Theme
from studio.ui.widgets import Elided, column, label, line, row


class OriginBar(QWidget):
    """Kinds that do not occur are left out, so that the legend is no longer than it has to be."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(34)
        self._swatches = {kind: Swatch(kind, theme) for kind in OriginKind}
        self._names = {kind: label("", "small") for kind in OriginKind}
        self._entries = {}
        for kind in OriginKind:
            entry = QWidget()
            entry.setLayout(row(self._swatches[kind], self._names[kind], gap=TINY + 2))
            self._entries[kind] = entry
        self.here = Elided("small", least=120)
        self.here.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.here.setAccessibleName("Where the words at the cursor come from")
        title = label("Colour by origin", "group")
        content = row(title, *self._entries.values(), margin=(WIDE + SMALL, 0, WIDE, 0), gap=GAP)
        content.addWidget(self.here, 1)
        self.setLayout(column(content, line(), gap=0))
        self.hide()

    def show_shares(self, traced: Traced) -> None:
        """Say how many of the words come from where."""
        for kind in OriginKind:
            words = traced.shares.by_kind.get(kind, 0)
            self._entries[kind].setVisible(bool(words))
            self._names[kind].setText(f"{kind.label} {traced.shares.percent(kind)}")
            tip = f"{words:,} of {traced.shares.words:,} words, {shape(kind)}.\n{traced.how_origins}"
            self._entries[kind].setToolTip(tip)

    def set_theme(self, theme: Theme) -> None:
        for swatch in self._swatches.values():
            swatch.theme = theme
            swatch.update()
