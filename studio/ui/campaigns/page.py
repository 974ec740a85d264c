"""The page: a list of campaigns, and one of them whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from studio.app.campaigns import Standing
from studio.ui.dashboard.side_list import SideList
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import GAP, HUGE, SMALL, WIDE, Theme
from studio.ui.times import date
from studio.ui.widgets import button, column, label, line, restyle, row

_NOTHING = (
    "No campaigns yet. A campaign holds pieces that belong together: their common facts, dates and owner, and one yes to all of "
    "them. Make the first one with “New campaign…”."
)
_NO_PIECE = "No piece belongs to it yet. Add some that are there, or choose it when drafts come in."


@dataclass(frozen=True)
class CampaignHands:
    """What the page asks for; all but the first two are about the campaign that is shown."""

    make: Callable[[], object]
    open_piece: Callable[[str], object]
    change: Callable[[], object]
    add: Callable[[], object]
    approve: Callable[[], object]
    hold: Callable[[], object]
    resume: Callable[[], object]
    remove: Callable[[str], object]
    board: Callable[[], object]


class CampaignsPage(QWidget):
    """`left` says that the person wants the desk back; `chosen` carries the id of the campaign to be shown."""

    left = Signal()
    chosen = Signal(str)

    def __init__(self, theme: Theme, hands: CampaignHands) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hands = hands
        self.side = SideList(theme, "Campaigns")
        self.side.shown.connect(lambda id: self.chosen.emit(str(id)))
        self.name, self.state = label("", "title", wrap=True), label("", "pill")
        self.whose, self.facts = label("", "muted", wrap=True), label("", wrap=True, selectable=True)
        self.standing = label("", "muted", wrap=True)
        self.pieces = RowList(theme, "Pieces of the campaign", lines=1)
        self.pieces.opened.connect(lambda piece: hands.open_piece(str(piece)))
        self.approve = button("Approve as a set…", hands.approve, "primary")
        self.hold = button("Hold everything…", hands.hold)
        self.resume = button("Take off hold…", hands.resume)
        self.add = button("Add pieces…", hands.add)
        self.change = button("Change…", hands.change)
        self.remove = button("Take the chosen piece out", self._remove, "link", "It belongs to no campaign then (Del)")
        self.on_board = button("Show on the board", hands.board, "link")
        self._none = label(_NOTHING, "muted", wrap=True)
        self._none.setContentsMargins(HUGE, HUGE, HUGE, HUGE)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._build()
        self._connect()

    def _build(self) -> None:
        back = button("← Back to the desk", self.left.emit, "link", "The desk as it was (Esc)")
        self.new = button("New campaign…", self._hands.make, tip="Ctrl+N")
        head = QWidget()
        head.setLayout(row(back, label("Campaigns", "strong"), 1, self.new, margin=(WIDE, SMALL, WIDE, SMALL), gap=WIDE))
        one = QWidget()
        title = row(self.name, 1, self.state, gap=GAP)
        title.setStretch(0, 1)
        about = column(
            title,
            self.whose,
            self.facts,
            self.standing,
            row(self.approve, self.hold, self.resume, self.add, self.change, 1, gap=SMALL),
            margin=(WIDE, WIDE, WIDE, WIDE),
            gap=GAP,
        )
        foot = row(self.remove, self.on_board, 1, margin=(WIDE, SMALL, WIDE, SMALL), gap=WIDE)
        inner = column(about, line(), self.pieces, line(), foot, gap=0)
        inner.setStretch(2, 1)
        one.setLayout(inner)
        self._stack = QStackedWidget()
        for view in (one, self._none):
            self._stack.addWidget(view)
        body = row(self.side, line(vertical=True), self._stack, gap=0)
        body.setStretch(2, 1)
        whole = column(head, line(), body, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        for keys, act in (("Esc", self.left.emit), ("Ctrl+N", self._hands.make)):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence("Del"), self.pieces.view, self._remove, context=Qt.ShortcutContext.WidgetShortcut)

    # ------------------------------------------------------------ what it shows

    def show_campaigns(self, every: Sequence[Standing], shown: Standing | None, held: int) -> None:
        """Show all, and one of them.

        Args:
            held: pieces of the one shown that are on hold because all of it is.
        """
        self.side.show_rows([self._row(each) for each in every], "None yet.")
        self._stack.setCurrentIndex(0 if shown else 1)
        if shown is None:
            return
        self.side.select(shown.campaign.id)
        now = shown.campaign
        self.name.setText(now.name)
        days = " to ".join(date(day) for day in (now.starts, now.ends) if day) or "no days yet"
        self.whose.setText(" · ".join(filter(None, (now.brand, days, f"{now.owner} answers for it", now.note))))
        listed = "\n".join(f"– {fact}" for fact in now.facts.splitlines() if fact.strip())
        self.facts.setText(listed or "No facts yet. What is true for every piece belongs here: dates, prices, names.")
        self.standing.setText(shown.sentence())
        restyle(self.standing, "problem" if shown.stale else "muted")
        words, role = _state(shown)
        self.state.setText(words)
        restyle(self.state, role)
        self.approve.setVisible(not shown.is_approved)
        self.approve.setEnabled(bool(shown.members) and not shown.missing)
        self.approve.setToolTip("" if self.approve.isEnabled() else "Every piece needs a yes of its own first")
        self.hold.setVisible(held < len(shown.members) or not shown.members)
        self.hold.setEnabled(bool(shown.members))
        self.resume.setVisible(bool(held))
        rows = []
        for each in shown.members:
            now_at = each.open or f"{each.piece.stage.label.lower()}, with {each.piece.assignee}"
            detail = f"{each.piece.channel.value.capitalize()} · {now_at}"
            rows.append(Row(each.piece.title, detail, payload=each.piece.id))
        self.pieces.show_rows(rows, _NO_PIECE)
        self.remove.setVisible(bool(rows))
        self.on_board.setVisible(bool(rows))

    def _row(self, each: Standing) -> Row:
        done, words = len(each.members) - len(each.missing), _state(each)[0]
        return Row(
            each.campaign.name, f"{words} · {each.campaign.owner}", count=f"{done}/{len(each.members)}", payload=each.campaign.id
        )

    def take_keys(self) -> None:
        if self._stack.currentIndex():
            self.new.setFocus()
        else:
            self.side.take_keys()

    def forget(self) -> None:
        """Another workspace: nothing of the one before may be seen."""
        self.show_campaigns((), None, 0)

    def set_theme(self, theme: Theme) -> None:
        self.side.set_theme(theme)
        self.pieces.set_theme(theme)

    def _remove(self) -> None:
        index = self.pieces.view.currentIndex()
        shown = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        if isinstance(shown, Row):
            self._hands.remove(str(shown.payload))


def _state(each: Standing) -> tuple[str, str]:
    """How the set stands in a word or two, and the look of the pill."""
    if each.stale:
        return "no longer approved", "pill-warning"
    if each.is_approved:
        return "approved as a set", "pill-ok"
    if each.members and not each.missing:
        return "ready for a yes", "pill-blue"
    return "under way", "pill"
