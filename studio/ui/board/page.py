"""The board's page: a head, one filter, and the same pieces as columns or as a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QButtonGroup, QLabel, QMenu, QPushButton, QScrollArea, QStackedWidget, QWidget

from studio.app.board import COLUMNS, Board, Card
from studio.core.acts import Act
from studio.core.piece import Piece, Stage
from studio.ui.board.cards import CARD, LineDelegate
from studio.ui.board.columns import CardList, Column
from studio.ui.board.filters import BoardFilters
from studio.ui.theme import GAP, HUGE, SMALL, WIDE, Theme
from studio.ui.widgets import button, column, label, line, row

ACT_WORDS: Mapping[Act, str] = {
    Act.SUBMIT: "Submit for review…",
    Act.RECALL: "Take back",
    Act.APPROVE: "Approve…",
    Act.REQUEST_CHANGES: "Request changes…",
    Act.REOPEN: "Reopen…",
    Act.PUBLISH: "Mark as published…",
    Act.HOLD: "Put on hold…",
    Act.RESUME: "Take off hold",
    Act.WITHDRAW: "Withdraw…",
    Act.BRING_BACK: "Bring back",
}


@dataclass(frozen=True)
class BoardHands:
    """What the page asks for.

    Attributes:
        ways: where a piece can go from here, each column with the act that does it.
        move: moves a piece, or says why not.
        open: puts a piece on the desk.
    """

    ways: Callable[[Piece], Mapping[Stage, Act]]
    move: Callable[[Piece, Stage], object]
    open: Callable[[str], object]


class BoardPage(QWidget):
    """`left` says that the person wants the desk back; `asked`, that another filter is chosen; `searched`, for which words."""

    left = Signal()
    asked = Signal()
    searched = Signal(str)

    def __init__(self, theme: Theme, hands: BoardHands) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hands = hands
        self._ways: Mapping[Stage, Act] = {}
        self._carried: Card | None = None
        self._last = ""  # the piece chosen last, so that it is found again after a move
        self.filters = BoardFilters()
        self.columns = {stage: Column(theme, stage) for stage in COLUMNS}
        self.list = CardList("Pieces", can_carry=False)
        self._lines = LineDelegate(theme, self.list)
        self.list.setItemDelegate(self._lines)
        self._none = label("", "muted", wrap=True)
        self._none.setContentsMargins(HUGE, HUGE, HUGE, HUGE)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._ghost = QLabel(self)
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ghost.hide()
        self._build()
        self._connect()

    def _build(self) -> None:
        back = button("← Back to the desk", self.left.emit, "link", "The desk as it was (Esc)")
        self.as_board, self.as_list = QPushButton("Board"), QPushButton("List")
        group = QButtonGroup(self)
        for number, (choice, said) in enumerate(((self.as_board, "Columns by stage"), (self.as_list, "One line a piece")), 1):
            choice.setProperty("role", "segment")
            choice.setCheckable(True)
            choice.setToolTip(f"{said} (Ctrl+{number})")
            group.addButton(choice, number - 1)
        self.as_board.setChecked(True)
        group.idClicked.connect(self._turn)
        self.hint = label("Arrow keys choose · Shift+← → or M moves · Enter opens", "small")
        head = QWidget()
        head.setLayout(
            row(
                *(back, label("Board", "strong"), row(self.as_board, self.as_list, gap=0), 1, self.hint),
                margin=(WIDE, SMALL, WIDE, SMALL),
                gap=WIDE,
            )
        )
        bar = QWidget()
        bar.setLayout(column(self.filters, margin=(WIDE, SMALL, WIDE, SMALL)))
        ground = QWidget()
        across = row(margin=(GAP, SMALL, GAP, SMALL), gap=SMALL)
        for each in self.columns.values():
            across.addWidget(each, 1)
        ground.setLayout(across)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(ground)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        for view in (self._scroll, self.list, self._none):
            self._stack.addWidget(view)
        whole = column(head, line(), bar, line(), self._stack, gap=0)
        whole.setStretch(4, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.filters.changed.connect(self.asked)
        self.filters.words_changed.connect(self.searched)
        for each in (*(of_stage.list for of_stage in self.columns.values()), self.list):
            each.entered.connect(lambda piece: self._hands.open(piece))
            each.stepped.connect(self._step)
            each.carried.connect(self._carry)
            each.asked.connect(self.ask_where)
            each.lifted.connect(self._lift)
            each.dragged.connect(self._over)
            each.dropped.connect(self._drop)
            each.selectionModel().currentChanged.connect(lambda now, _, at=each: self._on_current(at, now.isValid()))
        for keys, act in (
            ("Esc", self._on_escape),
            ("Ctrl+1", lambda: self.show_as(0)),
            ("Ctrl+2", lambda: self.show_as(1)),
            ("Ctrl+F", self.filters.words.setFocus),
        ):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------ what it shows

    def show_board(self, board: Board) -> None:
        """Show these cards; the chosen piece stays chosen, wherever it stands now."""
        is_filtered = self.filters.is_narrowed
        for stage, each in self.columns.items():
            each.show_cards(tuple(board.columns[stage]), is_filtered)
        self.list.cards.set_cards([card for stage in COLUMNS for card in board.columns[stage]])
        self.filters.show_count(board.cards, board.hidden)
        nothing = "No piece fits. “Show all” brings every piece back."
        first = "No pieces yet. Drop a draft here, paste one with Ctrl+Shift+V, or import files with Ctrl+O."
        self._none.setText(nothing if board.hidden else first)
        self._stack.setCurrentIndex(2 if not board.cards else 1 if self.as_list.isChecked() else 0)
        if self._last:
            self.choose(self._last)

    def choose(self, piece: str) -> None:
        """Mark a piece, wherever it stands."""
        for each in self._lists:
            if each.choose(piece):
                self._bring_into_sight(each)
                return

    @property
    def chosen(self) -> Card | None:
        """The card that is marked; None where none is."""
        return next((each.chosen for each in self._lists if each.chosen), None)

    @property
    def _lists(self) -> tuple[CardList, ...]:
        """Those of the view that is to be seen, in the order of the columns."""
        if self.as_list.isChecked():
            return (self.list,)
        return tuple(self.columns[stage].list for stage in COLUMNS)

    def show_as(self, number: int) -> None:
        """As columns (0) or as a list (1)."""
        (self.as_board, self.as_list)[number].setChecked(True)
        self._turn(number)

    def _turn(self, number: int) -> None:
        was = self._last
        if self._stack.currentIndex() != 2:
            self._stack.setCurrentIndex(number)
        self.hint.setVisible(not number)
        if was:
            self.choose(was)
        self.take_keys()

    def take_keys(self) -> None:
        """Give the keyboard to the chosen card, or to the first there is."""
        at = next((each for each in self._lists if each.chosen), None) or next((e for e in self._lists if e.cards.cards), None)
        if at is None:
            self.filters.words.setFocus()
            return
        if not at.chosen:
            at.choose_row(0)
        at.setFocus()
        self._bring_into_sight(at)

    def forget(self) -> None:
        """Another workspace: nothing of the one before may be seen."""
        self._last = ""
        self.filters.forget()
        self.show_board(Board({stage: () for stage in COLUMNS}))

    def set_theme(self, theme: Theme) -> None:
        for each in self.columns.values():
            each.set_theme(theme)
        self._lines.theme = theme
        self.list.viewport().update()

    # ------------------------------------------------------------ keys

    def _on_current(self, at: CardList, is_valid: bool) -> None:
        """One card is chosen at a time."""
        if not is_valid:
            return
        for each in self._lists:
            if each is not at:
                each.let_go()
        card = at.currentIndex().data(Qt.ItemDataRole.UserRole)
        self._last = card.piece.id if card else ""

    def _step(self, by: int) -> None:
        """To the next column with a card in it, at about the same height."""
        lists = self._lists
        here = next((number for number, each in enumerate(lists) if each.hasFocus()), None)
        if here is None:
            return
        height = lists[here].currentIndex().row()
        beyond = range(here + by, len(lists) if by > 0 else -1, by)
        there = next((lists[number] for number in beyond if lists[number].cards.cards), None)
        if there is not None:
            there.choose_row(height)
            there.setFocus()
            self._bring_into_sight(there)

    def _carry(self, by: int) -> None:
        """The chosen piece goes to the next column in that direction that something leads to; where none is, it is said why."""
        card = self.chosen
        if card is None:
            return
        order = list(COLUMNS)
        beyond = order[order.index(card.piece.stage) + 1 :] if by > 0 else order[: order.index(card.piece.stage)][::-1]
        ways = self._hands.ways(card.piece)
        to = next((stage for stage in beyond if stage in ways), beyond[0] if beyond else None)
        if to is not None:
            self._hands.move(card.piece, to)

    def ask_where(self) -> None:
        """A menu at the chosen card: where it can go, and where it cannot."""
        card = self.chosen
        if card is None:
            return
        at = next(each for each in self._lists if each.chosen)
        self.menu = QMenu(self)
        ways = self._hands.ways(card.piece)
        for stage in COLUMNS:
            if stage is not card.piece.stage and stage in ways:
                words = f"{stage.label}: {ACT_WORDS[ways[stage]]}"
                self.menu.addAction(words).triggered.connect(
                    lambda _checked=False, to=stage, piece=card.piece: self._hands.move(piece, to)
                )
        if self.menu.isEmpty():
            self.menu.addAction("You cannot move it anywhere from here").setEnabled(False)
        place = at.visualRect(at.currentIndex())
        self.menu.popup(at.viewport().mapToGlobal(place.center()))
        self.menu.setActiveAction(self.menu.actions()[0])

    def _on_escape(self) -> None:
        if self._carried:
            self._put_back()
        elif self.filters.words.hasFocus() and self.filters.words.text():
            self.filters.words.clear()
        else:
            self.left.emit()

    def _bring_into_sight(self, at: CardList) -> None:
        holder = at.parentWidget()
        if holder is not None and at is not self.list:
            self._scroll.ensureWidgetVisible(holder, SMALL, 0)

    # ------------------------------------------------------------ a card in the air

    def _lift(self, card: Card) -> None:
        self._carried, self._ways = card, self._hands.ways(card.piece)
        stage = card.piece.stage
        width = self.columns[stage].list.viewport().width()
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(int(width * ratio), int(CARD * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setOpacity(0.92)
        self.columns[stage].delegate.draw(painter, QRect(0, 0, width, CARD), card, is_chosen=True)
        painter.end()
        self._ghost.setPixmap(drawn)
        self._ghost.resize(width, CARD)
        self._ghost.raise_()
        self._ghost.show()
        self._show_targets(None)

    def _over(self, place: QPoint) -> None:
        here = self.mapFromGlobal(place)
        self._ghost.move(here - QPoint(self._ghost.width() // 2, CARD // 3))
        self._show_targets(self._at(place))

    def _drop(self, place: QPoint) -> None:
        card, to = self._carried, self._at(place)
        self._put_back()
        if card and to is not None and to is not card.piece.stage:
            self._hands.move(card.piece, to)

    def _put_back(self) -> None:
        self._carried = None
        self._ghost.hide()
        for each in self.columns.values():
            each.list.end_carrying()
            each.target()

    def _show_targets(self, here: Stage | None) -> None:
        own = self._carried.piece.stage if self._carried else None
        for stage, each in self.columns.items():
            act = self._ways.get(stage)
            said = "stays here" if stage is own else ACT_WORDS[act].rstrip("…") if act else "not from there"
            each.target(said, leads=act is not None and stage is not own, is_here=stage is here, is_carrying=True)

    def _at(self, place: QPoint) -> Stage | None:
        """The column under a place in global pixels."""
        for stage, each in self.columns.items():
            if each.rect().contains(each.mapFromGlobal(place)):
                return stage
        return None
