"""The library: every piece, by what one has to do with it and by stage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from studio.app.moving import has_run_out
from studio.app.today import Shelf, is_mine
from studio.core.lateness import AWAITED
from studio.core.piece import Person, Piece, Stage
from studio.ui.models.rows import Row
from studio.ui.panels.libraryfilter import LibraryFilter
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import GAP, SMALL, Theme
from studio.ui.times import day, day_and_time
from studio.ui.widgets import button, column, row

WIDTH, FOLDED = 228, 52


@dataclass(frozen=True)
class View:
    """One way to look at the pieces."""

    id: str
    title: str
    icon: str
    holds: Callable[[Piece, Person], bool]


VIEWS: tuple[View, ...] = (
    View("all", "All pieces", "stack", lambda piece, me: True),
    View("mine", "Mine", "user", is_mine),
    View("waiting", "Waiting for me", "hand", lambda piece, me: False),  # what stands on Today: see `show_pieces`
    View("review", "In review", "eye", lambda piece, me: piece.stage is Stage.IN_REVIEW),
    View("approved", "Approved", "check-circle", lambda piece, me: piece.stage is Stage.APPROVED),
    View("published", "Published", "globe", lambda piece, me: piece.stage is Stage.PUBLISHED),
    View("held", "On hold", "pause", lambda piece, me: piece.stage is Stage.ON_HOLD),
    View("withdrawn", "Withdrawn", "archive", lambda piece, me: piece.stage is Stage.WITHDRAWN),
)
_ORDER = (
    *(Stage.CHANGES_REQUESTED, Stage.DRAFTING, Stage.IN_REVIEW, Stage.APPROVED, Stage.ON_HOLD, Stage.PUBLISHED),
    Stage.WITHDRAWN,
)


class Library(QWidget):
    """Shows pieces. `opened` carries a piece's id; `searched` what was typed into the search field."""

    opened = Signal(object)
    searched = Signal(str)
    unfolded = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pieces: Sequence[Piece] = ()
        self._me: Person | None = None
        self._found: set[str] | None = None
        self._shelf = Shelf()
        self._view = VIEWS[0]
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search pieces and texts")
        self.search.setAccessibleName("Search pieces and texts")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.searched)
        self.filter = LibraryFilter()
        self.filter.narrowed.connect(self._show)
        self._narrowed = button("", self.filter.choose, "link", "Show everything")
        self._narrowed.hide()
        self.views = RowList(theme, "Views", lines=1, ruled=False)
        self.views.setFixedHeight(len(VIEWS) * 30 + 2)
        self.views.chosen.connect(self._choose)
        self.views.opened.connect(self._choose)
        self.pieces = RowList(theme, "Pieces", lines=1, ruled=False)
        self.pieces.chosen.connect(self._open)
        self.pieces.opened.connect(self._open)
        self._open_side = QWidget()
        self._open_side.setLayout(
            column(
                column(row(self.search, self.filter, gap=0), self._narrowed, margin=(SMALL, GAP, SMALL, SMALL)),
                self.views,
                self.pieces,
                gap=0,
            )
        )
        self._rail = QWidget()
        self._rail_layout = QVBoxLayout(self._rail)
        self._rail_layout.setContentsMargins(SMALL, GAP, SMALL, GAP)
        self._rail_layout.setSpacing(SMALL)
        self._buttons: list[QToolButton] = []
        for view in VIEWS:
            tool = QToolButton()
            tool.setProperty("role", "flat")
            tool.setFixedSize(QSize(36, 36))
            tool.setIconSize(QSize(20, 20))
            tool.setAccessibleName(view.title)
            tool.clicked.connect(lambda _checked=False, v=view: self._unfold(v))
            self._buttons.append(tool)
            self._rail_layout.addWidget(tool)
        self._rail_layout.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._open_side)
        self._stack.addWidget(self._rail)
        self.fold(False)

    def set_theme(self, theme: Theme) -> None:
        self.views.set_theme(theme)
        self.pieces.set_theme(theme)

    def put_icons(self, theme: Theme) -> None:
        self.filter.put_icon(theme)
        for tool, view in zip(self._buttons, VIEWS, strict=True):
            tool.setIcon(theme.icon(view.icon))

    def fold(self, is_folded: bool) -> None:
        """To a rail of icons, or back."""
        self._stack.setCurrentWidget(self._rail if is_folded else self._open_side)
        self.setFixedWidth(FOLDED if is_folded else WIDTH)

    @property
    def is_folded(self) -> bool:
        return self._stack.currentWidget() is self._rail

    def show_pieces(
        self,
        pieces: Sequence[Piece],
        me: Person,
        found: set[str] | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        """Show the workspace's pieces as `me` sees them.

        Args:
            found: ids a search left over; None where nobody searches.
            shelf: what is told of them beside what stands in their rows.
        """
        self._pieces, self._me, self._found, self._shelf = pieces, me, found, shelf or Shelf()
        self._show()

    def mark(self, piece_id: str) -> None:
        """Show which piece is on the desk."""
        self.pieces.select(piece_id)

    def _choose(self, view_id: object) -> None:
        self._view = next(view for view in VIEWS if view.id == view_id)
        self._show()

    def _unfold(self, view: View) -> None:
        self._view = view
        self._show()
        self.unfolded.emit()

    def _open(self, piece_id: object) -> None:
        if piece_id:
            self.opened.emit(piece_id)

    def _show(self) -> None:
        if self._me is None:
            return
        self.filter.offer(self._pieces)
        me, now, sieve = self._me, datetime.now(UTC), self.filter.sieve
        self._narrowed.setText(f"Only {self.filter.said} ✕")
        self._narrowed.setVisible(bool(self.filter.said))
        pieces = self._pieces if sieve.is_open else [piece for piece in self._pieces if sieve.holds(piece, now)]
        counts = [sum(self._holds(view, piece, me) for piece in pieces) for view in VIEWS]
        self.views.show_rows(
            [Row(v.title, count=str(many), strong=False, payload=v.id) for v, many in zip(VIEWS, counts, strict=True)], ""
        )
        self.views.select(self._view.id)
        for tool, view, many in zip(self._buttons, VIEWS, counts, strict=True):
            tool.setToolTip(f"{view.title}: {many}")
        shown = [p for p in pieces if self._holds(self._view, p, me) and (self._found is None or p.id in self._found)]
        rows: list[Row] = []
        for stage in _ORDER:
            of_stage = [piece for piece in shown if piece.stage is stage]
            if of_stage:
                rows.append(Row(stage.label, is_header=True))
                rows += [self._row(piece) for piece in of_stage]
        self.pieces.show_rows(rows, self._nothing())

    def _holds(self, view: View, piece: Piece, me: Person) -> bool:
        """Whether a view shows a piece."""
        return piece.id in self._shelf.waiting if view.id == "waiting" else view.holds(piece, me)

    def _nothing(self) -> str:
        if self._found is not None:
            return "Nothing found. Try fewer letters, or look under “All pieces”."
        if not self._pieces:
            return "No pieces yet. Drop a draft here, paste one with Ctrl+Shift+V, or import files with Ctrl+O."
        if self.filter.said:
            return f"Nothing under “{self._view.title}” is {self.filter.said}. Press the line above to show everything."
        return f"Nothing under “{self._view.title}”."

    def _row(self, piece: Piece) -> Row:
        alarm, parts = "", [piece.channel.value.capitalize()]
        asked = self._shelf.questions.get(piece.id, 0)
        if asked:
            parts.insert(0, f"{asked} question{'s' * (asked != 1)} for you")
        if piece.stage in AWAITED and piece.due:
            alarm = self._shelf.late.get(piece.id, "")
            if not alarm:
                parts.append(f"due {day_and_time(piece.due)}")
        if piece.stage is Stage.ON_HOLD:
            if has_run_out(piece, QDate.currentDate().toString("yyyy-MM-dd")):
                alarm = f"was to end {day(piece.held_until)}"
            elif piece.held_until:
                parts.append(f"until {day(piece.held_until)}")
            if piece.held_why:
                parts.append(f"“{piece.held_why}”")
        if piece.stage is Stage.CHANGES_REQUESTED and piece.note:
            parts.append(f"“{piece.note}”")
        return Row(piece.title, " · ".join(parts), payload=piece.id, alarm=alarm)
