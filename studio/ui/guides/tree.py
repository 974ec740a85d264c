"""The list at the left: every guide with its rules folded into it, and what narrows it down."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from studio.app.guiding.rows import GuideRow, Origin, RuleRow, RuleUsage, Standing
from studio.core.piece import Channel
from studio.ui.guides.words import channel_said, many, percent, plain_name
from studio.ui.theme import GAP, RADIUS, SMALL, SMALL_PIXELS, TINY, Theme, interface_font
from studio.ui.widgets import column, label, line, row

_Index = QModelIndex | QPersistentModelIndex
_GUIDE_TALL, _RULE_TALL = 46, 30
_SHOWN = Qt.ItemDataRole.UserRole
_NAME = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Filter:
    """One way to leave rules over."""

    id: str
    title: str
    holds: Callable[[RuleRow, RuleUsage | None], bool]


FILTERS: tuple[Filter, ...] = (
    Filter("all", "All rules", lambda rule, usage: True),
    Filter("on", "On", lambda rule, usage: rule.standing is Standing.RUNNING),
    Filter("off", "Off", lambda rule, usage: rule.standing is Standing.OFF),
    Filter("trial", "On trial", lambda rule, usage: rule.on_trial),
    Filter("broken", "Broken or not run", lambda rule, usage: rule.standing in (Standing.BROKEN, Standing.NOT_RUN)),
    Filter("dismissed", "Most dismissed", lambda rule, usage: bool(usage and usage.dismissed)),
)


@dataclass(frozen=True)
class Line:
    """What one line shows: a guide (`detail`) or a rule (`mark`, a word at its right end, in the colour of `tone`)."""

    title: str
    detail: str = ""
    mark: str = ""
    tone: str = "muted"
    is_quiet: bool = False

    @property
    def is_guide(self) -> bool:
        return bool(self.detail)


class GuideTree(QWidget):
    """`chosen` carries the name of a guide or of a rule; a rule's has a dot in it."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._guides: Sequence[GuideRow] = ()
        self._rules: Sequence[RuleRow] = ()
        self._usage: Mapping[str, RuleUsage] = {}
        self._unfolded: set[str] = set()
        self._texts: dict[str, str] = {}
        self._is_read = False
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search rules and what they say")
        self.search.setAccessibleName("Search rules and what they say")
        self.search.setToolTip("Search (Ctrl+F)")
        self.search.setClearButtonEnabled(True)
        self.filter = _combo("Which rules", [(each.id, each.title) for each in FILTERS])
        self.channel = _combo("Channel", [("", channel_said(None)), *((c.value, channel_said(c)) for c in Channel)])
        self.count = label("", "small")
        self.view = _Tree()
        self.model = QStandardItemModel(self)
        self.view.setModel(self.model)
        self.delegate = _Delegate(theme, self.view)
        self.view.setItemDelegate(self.delegate)
        self._empty = label("", "muted", wrap=True)
        self._empty.setContentsMargins(GAP, SMALL, GAP, GAP)
        top = column(self.search, row(self.filter, self.channel, gap=SMALL), self.count, margin=(GAP, GAP, GAP, SMALL), gap=SMALL)
        self.setLayout(column(top, line(), self._empty, self.view, gap=0))
        self.layout().setStretch(3, 1)  # type: ignore[union-attr]
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._show()
        self.search.textChanged.connect(lambda _: self._show())
        for combo in (self.filter, self.channel):
            combo.currentIndexChanged.connect(lambda _: self._show())
        self.view.selectionModel().currentChanged.connect(lambda now, _: self._on_current(now))
        self.view.expanded.connect(lambda index: self._note_fold(index, True))
        self.view.collapsed.connect(lambda index: self._note_fold(index, False))
        self.view.clicked.connect(self._on_click)

    # ------------------------------------------------------------ what it shows

    def show_all(self, guides: Sequence[GuideRow], rules: Sequence[RuleRow]) -> None:
        self._guides, self._rules, self._texts = guides, rules, {}
        self._is_read = True
        self._show()

    def forget(self) -> None:
        """Nothing is known of any guide yet."""
        self.show_all((), ())
        self._is_read = False
        self._show()

    def show_usage(self, usage: Mapping[str, RuleUsage]) -> None:
        self._usage = usage
        self._show()

    def select(self, name: str) -> None:
        """Mark a guide or a rule, unfolding what it lies in, and bring it into sight."""
        index = self._find(name)
        if index.isValid():
            self.view.setExpanded(index.parent(), True)
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.view.scrollTo(index)

    @property
    def current(self) -> str:
        return str(self.view.currentIndex().data(_NAME) or "")

    @property
    def names(self) -> list[str]:
        """The rules left over, in the order they stand."""
        top = [self.model.item(n) for n in range(self.model.rowCount())]
        return [str(item.child(n).data(_NAME)) for item in top for n in range(item.rowCount())]

    def set_theme(self, theme: Theme) -> None:
        self.delegate.theme = theme
        self.view.viewport().update()

    def _holds(self, rule: RuleRow, words: Sequence[str]) -> bool:
        wanted = next(each for each in FILTERS if each.id == self.filter.currentData())
        channel = self.channel.currentData()
        if channel and wanted.id in ("on", "off"):
            is_on = rule.standing is Standing.RUNNING and Channel(channel) in rule.channels
            if rule.standing not in (Standing.RUNNING, Standing.OFF) or is_on is not (wanted.id == "on"):
                return False
        elif not wanted.holds(rule, self._usage.get(rule.name)):
            return False
        return not words or all(word in self._said(rule) for word in words)

    def _said(self, rule: RuleRow) -> str:
        """All that can be searched for in a rule: its names, what it says, and the words in its file."""
        if rule.name not in self._texts:
            parts = (rule.name, plain_name(rule.name), rule.says, rule.why, rule.message, rule.file_text)
            self._texts[rule.name] = " ".join(parts).casefold()
        return self._texts[rule.name]

    def _show(self) -> None:
        words = self.search.text().casefold().split()
        kept = [rule for rule in self._rules if self._holds(rule, words)]
        is_narrowed = bool(words) or self.filter.currentData() != "all" or bool(self.channel.currentData())
        by_rate = self.filter.currentData() == "dismissed"
        current = self.current
        self.view.selectionModel().blockSignals(True)
        self.view.blockSignals(True)
        self.model.clear()
        for guide in self._guides:
            own = [rule for rule in kept if rule.guide == guide.name]
            if is_narrowed and not own and not (words and all(word in guide.name.casefold() for word in words)):
                continue
            item = _item(guide.name, _guide_line(guide, len(own), is_narrowed))
            if by_rate:
                own.sort(key=lambda rule: (-self._usage[rule.name].dismissal_rate, -self._usage[rule.name].dismissed))
            for rule in own:
                item.appendRow(_item(rule.name, self._rule_line(rule, by_rate)))
            self.model.appendRow(item)
            self.view.setExpanded(item.index(), is_narrowed or guide.name in self._unfolded)
        self.view.blockSignals(False)
        self.view.selectionModel().blockSignals(False)
        self._say(len(kept), is_narrowed)
        if current:
            index = self._find(current)
            if index.isValid() and (not index.parent().isValid() or self.view.isExpanded(index.parent())):
                self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _say(self, kept: int, is_narrowed: bool) -> None:
        total = len(self._rules)
        on = sum(rule.standing is Standing.RUNNING for rule in self._rules)
        self.count.setVisible(self._is_read)
        self.count.setText(f"{kept} of {many(total, 'rule')}" if is_narrowed else f"{many(total, 'rule')}, {on} on")
        nothing = self.model.rowCount() == 0
        self._empty.setText(self._nothing() if nothing else "")
        self._empty.setVisible(nothing)
        self.view.setVisible(not nothing)

    def _nothing(self) -> str:
        if not self._is_read:
            return "Reading the style guides…"
        if not self._guides:
            return "No style guides here yet. Import a package, or make a rule of your own with “New rule”."
        chosen = self.filter.currentData()
        if self.search.text().strip():
            return "No rule speaks of that. Try other words, or “All rules”."
        if chosen == "trial":
            return "No rule is on trial. “Save as trial” in the rule form puts one there."
        if chosen == "broken":
            return "Nothing is broken: every rule runs as it is written."
        if chosen == "dismissed":
            return "Nobody has dismissed a flag yet, or the count is still to come."
        return "No rule is like that. Choose “All rules”."

    def _rule_line(self, rule: RuleRow, by_rate: bool) -> Line:
        mark, tone = "", "muted"
        if rule.standing is Standing.BROKEN:
            mark, tone = "broken", "error"
        elif rule.standing is Standing.NOT_RUN:
            mark, tone = "not run", "warning"
        elif by_rate:
            mark = f"{percent(self._usage[rule.name].dismissal_rate)} no"
        elif rule.standing is Standing.OFF:
            mark = "off"
        elif rule.on_trial:
            mark, tone = "trial", "blue"
        else:
            mark = rule.level.value
        return Line(plain_name(rule.name), "", mark, tone, rule.standing is not Standing.RUNNING)

    # ------------------------------------------------------------ what a person does

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(str(index.data(_NAME)))

    def _on_click(self, index: QModelIndex) -> None:
        """A click on a guide folds and unfolds it too; the small arrow alone is hard to hit."""
        if not index.parent().isValid():
            self.view.setExpanded(index, not self.view.isExpanded(index))

    def _note_fold(self, index: QModelIndex, is_open: bool) -> None:
        name = str(index.data(_NAME))
        if is_open:
            self._unfolded.add(name)
        else:
            self._unfolded.discard(name)

    def _find(self, name: str) -> QModelIndex:
        for number in range(self.model.rowCount()):
            item = self.model.item(number)
            if item.data(_NAME) == name:
                return item.index()
            for inner in range(item.rowCount()):
                if item.child(inner).data(_NAME) == name:
                    return item.child(inner).index()
        return QModelIndex()


def _item(name: str, shown: Line) -> QStandardItem:
    item = QStandardItem(shown.title)
    item.setData(shown, _SHOWN)
    item.setData(name, _NAME)
    item.setEditable(False)
    item.setData(", ".join(part for part in (shown.title, shown.detail, shown.mark) if part), Qt.ItemDataRole.AccessibleTextRole)
    item.setToolTip(name)
    return item


def _guide_line(guide: GuideRow, kept: int, is_narrowed: bool) -> Line:
    parts = [f"{kept} of {many(guide.rules, 'rule')}" if is_narrowed else many(guide.rules, "rule")]
    if guide.running:
        parts.append("all on" if guide.running == guide.rules else f"{guide.running} on")
    else:
        parts.append("off")
    if guide.broken:
        parts.append(f"{guide.broken} broken")
    if guide.origin is Origin.PACKAGE:
        parts.append("package")
    elif guide.is_own:
        parts.append("yours")
    return Line(guide.name, " · ".join(parts), is_quiet=not guide.running)


class _Tree(QTreeView):
    """Left and Right fold and unfold, Return too."""

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setUniformRowHeights(False)
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Style guides and their rules")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        is_guide = index.isValid() and not index.parent().isValid()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and is_guide:
            self.setExpanded(index, not self.isExpanded(index))
        elif event.key() == Qt.Key.Key_Left and index.isValid() and not is_guide:
            self.setCurrentIndex(index.parent())
        elif event.key() == Qt.Key.Key_Right and is_guide:
            self.expand(index)
        elif event.key() == Qt.Key.Key_Left and is_guide:
            self.collapse(index)
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Draws a line: the chosen one on a blue tint with a bar at its left, as in every list of the window."""

    def __init__(self, theme: Theme, view: QTreeView) -> None:
        super().__init__(view)
        self.theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        shown: Line = index.data(_SHOWN)
        return QSize(option.rect.width() or 240, _GUIDE_TALL if shown.is_guide else _RULE_TALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        shown: Line = index.data(_SHOWN)
        tokens, rect = self.theme.tokens, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(tokens.color("blue_tint"))
            painter.drawRoundedRect(rect.adjusted(SMALL, 1, -SMALL, -1), RADIUS, RADIUS)
            painter.setBrush(tokens.color("blue"))
            painter.drawRect(rect.left() + SMALL, rect.top() + RADIUS, 2, rect.height() - 2 * RADIUS)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(tokens.color("hover"))
            painter.drawRoundedRect(rect.adjusted(SMALL, 1, -SMALL, -1), RADIUS, RADIUS)
        if shown.is_guide:
            self._guide(painter, shown, option, self._view.isExpanded(self._view.model().index(index.row(), index.column())))
        else:
            self._rule(painter, shown, option)
        painter.restore()

    def _guide(self, painter: QPainter, shown: Line, option: QStyleOptionViewItem, is_open: bool) -> None:
        tokens, rect = self.theme.tokens, option.rect
        left = rect.left() + GAP + TINY
        painter.setPen(tokens.color("muted"))
        painter.setFont(interface_font(SMALL_PIXELS))
        painter.drawText(left, rect.top() + SMALL - 1, 14, 18, Qt.AlignmentFlag.AlignVCenter, "▾" if is_open else "▸")
        painter.setFont(interface_font(bold=True))
        painter.setPen(tokens.color("muted" if shown.is_quiet else "ink"))
        painter.drawText(
            left + 16, rect.top() + SMALL - 1, rect.right() - left - 28, 18, Qt.AlignmentFlag.AlignVCenter, shown.title
        )
        painter.setFont(interface_font(SMALL_PIXELS))
        painter.setPen(tokens.color("muted"))
        room = rect.right() - left - 28
        said = painter.fontMetrics().elidedText(shown.detail, Qt.TextElideMode.ElideRight, room)
        painter.drawText(left + 16, rect.top() + SMALL + 16, room, 16, Qt.AlignmentFlag.AlignVCenter, said)

    def _rule(self, painter: QPainter, shown: Line, option: QStyleOptionViewItem) -> None:
        tokens, rect = self.theme.tokens, option.rect
        painter.setFont(interface_font(SMALL_PIXELS))
        wide = painter.fontMetrics().horizontalAdvance(shown.mark) if shown.mark else 0
        painter.setPen(tokens.color(shown.tone))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect.adjusted(0, 0, -GAP - TINY, 0), right, shown.mark)
        painter.setFont(interface_font())
        painter.setPen(tokens.color("muted" if shown.is_quiet else "ink"))
        place = rect.adjusted(GAP + TINY + 16, 0, -GAP - TINY - SMALL - wide, 0)
        said = painter.fontMetrics().elidedText(shown.title, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, said)


def _combo(name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    made.setProperty("role", "filter")
    made.setAccessibleName(name)
    made.setToolTip(name)
    for value, text in choices:
        made.addItem(text, value)
    return made
