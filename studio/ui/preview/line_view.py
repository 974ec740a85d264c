"""A subject, a preheader, a title or a description with its length, and what is cut off where."""

from PySide6.QtWidgets import QWidget

from studio.core.channels.lengths import Line
from studio.ui.theme import SMALL, TINY
from studio.ui.widgets import column, label, row


class LineView(QWidget):
    """One line: its name and length, how much is seen where, and what to do."""

    def __init__(self, name: str, line: Line) -> None:
        super().__init__()
        width = f" · {line.pixels:,} pixels wide" if line.pixels else ""
        many = f"{line.characters:,} character{'s' * (line.characters != 1)}{width}"
        parts: list[QWidget] = []
        for cut in line.cuts:
            unit = "pixels" if line.pixels else "characters"
            told = f"cut on {cut.where} after about {cut.most} {unit}" if cut.is_cut else f"whole on {cut.where}"
            parts.append(label(("✂ " if cut.is_cut else "✓ ") + told, "pill-warning" if cut.is_cut else "pill"))
        head = row(label(name, "strong"), label(many, "small"), *parts, 1, gap=SMALL)
        below = [label(line.advice, "fine", wrap=True)] if line.advice else []
        self.setLayout(column(head, *below, gap=TINY))
