"""A quiet tile: the figure, how it changed, what it means, and its weeks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from studio.ui.dashboard.chart_view import ChartView
from studio.ui.dashboard.rows import Figure
from studio.ui.theme import SMALL, TINY, Theme
from studio.ui.widgets import button, column, label, line, row


class Tile(QWidget):
    """`picked` carries the figure and the number of a week, or -1 for the whole period."""

    picked = Signal(object, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.figure: Figure | None = None
        self.title = label("", "strong")
        self.value = button("", lambda: self._pick(-1), "figure", "The pieces behind it")
        self.change = label("", "small")
        self.meaning = label("", "small", wrap=True)
        self.chart = ChartView(theme)
        self.chart.picked.connect(self._pick)
        self.setLayout(
            column(
                line(),
                column(
                    self.title,
                    row(self.value, self.change, 1, gap=SMALL),
                    self.meaning,
                    margin=(0, SMALL, 0, 0),
                    gap=TINY,
                ),
                1,
                self.chart,
                gap=SMALL,
            )
        )

    def show_figure(self, figure: Figure) -> None:
        self.figure = figure
        self.title.setText(figure.title)
        self.value.setText(figure.said)
        self.value.setAccessibleName(f"{figure.title}: {figure.said}")
        self.change.setText(figure.change)
        self.meaning.setText(figure.meaning)
        self.chart.show_chart(figure.chart)
        self.chart.setVisible(not figure.chart.is_empty)  # an empty picture would say once more what the words say

    def set_theme(self, theme: Theme) -> None:
        self.chart.set_theme(theme)

    @property
    def labels(self) -> tuple[QLabel, ...]:
        return self.title, self.change, self.meaning

    def _pick(self, week: int) -> None:
        if self.figure:
            self.picked.emit(self.figure, week)
