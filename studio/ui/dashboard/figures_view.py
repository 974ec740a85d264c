"""The tab of figures: what needs the owner first, then a tile for every figure, and the panel of what is behind them."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from studio.core.reach import EVERYTHING, Reach
from studio.ui.dashboard.behind import BehindHands, BehindPanel
from studio.ui.dashboard.needs import Needs
from studio.ui.dashboard.rows import Figure, Need, NoteRow, Subject
from studio.ui.dashboard.tile import Tile
from studio.ui.theme import HUGE, SMALL, WIDE, Theme
from studio.ui.widgets import column, label, line, row

_NARROWEST = 300  # of a tile
_MOST = 3


class FiguresView(QWidget):
    """`elsewhere` carries the name of the tab that somebody wants to see, and of what on it."""

    elsewhere = Signal(str, str)

    def __init__(self, theme: Theme, hands: BehindHands) -> None:
        super().__init__()
        self._theme = theme
        self.needs = Needs(theme)
        self.needs.picked.connect(self._on_need)
        self.tiles: list[Tile] = []
        self.heading = label("Figures by week", "group")
        self.nothing = label("", "muted", wrap=True)
        self.behind = BehindPanel(theme, hands)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(HUGE + SMALL)
        self._grid.setVerticalSpacing(HUGE)
        self._columns = 0
        self._week = ""  # its Monday, where the panel speaks of one
        self._reach = EVERYTHING  # that was counted
        inner = QWidget()
        margin = (HUGE + SMALL, WIDE, HUGE + SMALL, HUGE)
        inner.setLayout(column(self.needs, self.heading, self.nothing, self._grid, 1, margin=margin, gap=WIDE))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        both = row(self._scroll, line(vertical=True), self.behind, gap=0)
        both.setStretch(0, 1)
        self.setLayout(both)

    # ------------------------------------------------------------ what it shows

    def wait(self) -> None:
        if not self.tiles:
            self.nothing.setText("Counting…")
            self.nothing.show()

    def forget(self) -> None:
        self.needs.show_needs(())
        self._show_tiles(())
        self.behind.forget()
        self.behind.show_notes(())
        self.wait()

    def show_figures(self, figures: Sequence[Figure], nothing: str, reach: Reach) -> None:
        """Show them in this order, counted of `reach`; `nothing` is said above them where not one was recorded."""
        self._reach = reach
        self._show_tiles(figures)
        is_empty = all(figure.chart.is_empty for figure in figures)
        self.nothing.setText(nothing)
        self.nothing.setVisible(is_empty)
        self._follow()

    def show_needs(self, needs: Sequence[Need]) -> None:
        self.needs.show_needs(needs)
        self._follow_need(needs)

    def show_notes(self, notes: Sequence[NoteRow]) -> None:
        self.behind.show_notes(notes)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.needs.set_theme(theme)
        self.behind.set_theme(theme)
        for tile in self.tiles:
            tile.set_theme(theme)

    def take_keys(self) -> None:
        lines = self.needs.lines
        if lines:
            lines[0].setFocus()
        elif self.tiles:
            self.tiles[0].value.setFocus()

    def tile(self, key: str) -> Tile:
        return next(tile for tile in self.tiles if tile.figure and tile.figure.key == key)

    def _show_tiles(self, figures: Sequence[Figure]) -> None:
        while len(self.tiles) > len(figures):
            gone = self.tiles.pop()
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.tiles) < len(figures):
            tile = Tile(self._theme)
            tile.picked.connect(self._on_tile)
            self.tiles.append(tile)
            self._columns = 0
        for tile, figure in zip(self.tiles, figures, strict=True):
            tile.show_figure(figure)
        self._lay_out()

    def _lay_out(self) -> None:
        room = self._scroll.viewport().width() - 2 * (HUGE + SMALL)
        columns = max(1, min(_MOST, (room + HUGE) // (_NARROWEST + HUGE)))
        if columns == self._columns:
            return
        self._columns = columns
        for tile in self.tiles:
            self._grid.removeWidget(tile)
        for number, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, number // columns, number % columns)
        for number in range(_MOST):
            self._grid.setColumnStretch(number, int(number < columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    # ------------------------------------------------------------ what a person does

    def _on_need(self, need: Need) -> None:
        if need.where:
            self.elsewhere.emit(need.where, need.about)
            return
        self._week = ""
        self.behind.show_subject(self._of_need(need))
        self.behind.take_keys()

    def _on_tile(self, figure: Figure, week: int) -> None:
        self._week = figure.days[week][0] if week >= 0 else ""
        self.behind.show_subject(_subject(figure, week, self._reach))
        self.behind.take_keys()

    def _follow(self) -> None:
        """The figure that the panel speaks of may have other pieces behind it now, or not the week any more."""
        subject = self.behind.subject
        figure = next((t.figure for t in self.tiles if t.figure and subject and t.figure.key == subject.about), None)
        if figure:
            week = next((at for at, (monday, _) in enumerate(figure.days) if monday == self._week), -1)
            if week < 0:
                self._week = ""
            self.behind.show_subject(_subject(figure, week, self._reach))

    def _follow_need(self, needs: Sequence[Need]) -> None:
        """An alert that the panel speaks of may have other pieces now, or be over."""
        subject = self.behind.subject
        if subject is None or any(tile.figure and tile.figure.key == subject.about for tile in self.tiles):
            return
        found = next(
            (each for each in needs if not each.where and (each.about, each.piece) == (subject.about, subject.piece)), None
        )
        if found:
            self.behind.show_subject(self._of_need(found))
        else:
            self.behind.leave()

    def _of_need(self, need: Need) -> Subject:
        """What an alert tells is of every day."""
        reach = replace(self._reach, piece=need.piece, since="", until="")
        return Subject(need.about, need.title, need.sentence, need.facts, need.pieces, need.piece, reach=reach)


def _subject(figure: Figure, week: int, reach: Reach) -> Subject:
    if week < 0:
        said = f"{figure.title}: {figure.said}"
        return Subject(figure.key, said, figure.meaning, pieces=figure.everything, reach=reach)
    first, last = figure.days[week]
    reach = replace(reach, since=max(first, reach.since), until=min(last, reach.until or last))
    label_ = figure.chart.labels[week]
    nothing = f"No piece falls into the week of {label_}."
    return Subject(
        figure.key,
        f"{figure.title}, week of {label_}",
        figure.meaning,
        pieces=figure.behind[week],
        week=first,
        reach=reach,
        nothing=nothing,
    )
