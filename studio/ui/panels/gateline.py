"""The line at the bottom: what stands between this text and a yes, in words, and the one thing to press."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from studio.core.gate import OF_THE_YES, Gate, GateId, GateItem, Level
from studio.core.piece import Approval, Stage
from studio.core.seal import Seal
from studio.ui.panels.standing import Standing
from studio.ui.theme import GAP, WIDE, Theme
from studio.ui.times import clock
from studio.ui.widgets import Elided, button, clear, label, reveal

HEIGHT = 52


class GateLine(QWidget):
    """`pressed` carries the gate item a person clicked on."""

    pressed = Signal(object)

    def __init__(self, theme: Theme, acts: dict[str, Callable[[], object]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._verdict = label("", "strong")
        self._items = QHBoxLayout()
        self._items.setSpacing(GAP)
        self._saved = label("", "faint")
        self._what = "submit"
        self._request = button("Request changes…", acts["request_changes"])
        self._main = button("Submit…", acts["submit"], "primary")
        self._act = acts
        self._is_read_only = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(WIDE, 0, WIDE, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._verdict)
        layout.addLayout(self._items)
        layout.addStretch(1)
        layout.addWidget(self._saved)
        layout.addWidget(self._request)
        layout.addWidget(self._main)
        self._main.clicked.disconnect()
        self._main.clicked.connect(self._press)
        self._shown: tuple[object, ...] = ()
        self._listed: list[GateItem] = []
        self._missing: tuple[GateItem, ...] = ()
        self._is_laid_out = False
        self.menu: QMenu | None = None
        """The list that was opened last: what did not fit, or what is missing."""

    def show_gate(
        self,
        gate: Gate,
        stage: Stage,
        approval: Approval | None,
        stale: Approval | None,
        editors: Sequence[str],
        may_review: bool = True,
        seal: Seal | None = None,
        why_stale: str = "the text changed",
    ) -> None:
        """Show the gate of the piece on the desk; `may_review` says whether this person could approve or send back, and `seal`
        whether the approval carries a signature."""
        self._show_buttons(gate, stage, editors, may_review)
        shown: tuple[object, ...] = (gate, stage, approval, stale, seal, why_stale)
        if shown == self._shown:
            return
        self._shown = shown
        self._is_laid_out = False
        clear(self._items)
        if approval:
            self._verdict.setText("Approved")
            sealed = f", {seal.state.value}" if seal else ""
            told = f"by {approval.who}, {clock(approval.when)}{sealed}. It is a yes to exactly this text."
            if seal and seal.problem:
                told = seal.problem
            self._items.addWidget(shown_whole := Elided("muted"))
            shown_whole.set_whole(told)
            if seal and seal.problem:
                shown_whole.setStyleSheet(f"color: {self.theme.tokens.error};")
            return
        # Who approves is settled on handing on; before that the line speaks of the text alone.
        in_review = stage is Stage.IN_REVIEW
        wanted = [item for item in gate.items if in_review or item.id not in OF_THE_YES]
        self._verdict.setText(_verdict(gate, wanted, in_review))
        unmet = sorted((item for item in wanted if not item.met), key=lambda item: -item.level.rank)
        self._listed = unmet + [item for item in wanted if item.met and item.id is GateId.CHECKED]
        if stale:
            self._items.addWidget(label(f"● approval of {stale.who} is stale: {why_stale}", "muted"))
        self._lay_out()

    def _lay_out(self) -> None:
        """Show as many conditions as there is room for, what is required first; the rest stands in a list."""
        room = self.width() - sum(part.sizeHint().width() for part in (self._verdict, self._saved)) - 8 * GAP
        room -= sum(part.sizeHint().width() for part in (self._request, self._main) if not part.isHidden())
        for at in range(self._items.count()):
            item = self._items.itemAt(at)
            room -= item.sizeHint().width() + GAP if item else 0
        made = [self._item(item) for item in self._listed]
        needed = [each.sizeHint().width() + GAP for each in made]
        rest: list[GateItem] = []
        if sum(needed) > room:
            # What is met keeps still where not everything fits.
            listed = [item for item in self._listed if not item.met] or self._listed
            made, needed = made[: len(listed)], needed[: len(listed)]
            more = button("and 99 more", lambda: None, "gate").sizeHint().width() + GAP
            fits = 0
            while fits < len(listed) and sum(needed[: fits + 1]) + (more if fits + 1 < len(listed) else 0) <= room:
                fits += 1
            made, rest = made[:fits], listed[fits:]
        for each in made:
            self._items.addWidget(each)
        if rest:
            text = f"and {len(rest)} more" if made else f"{len(rest)} to see to"
            more_of = button(text, lambda: None, "gate")
            self._items.addWidget(more_of)
            more_of.setToolTip("; ".join(item.phrase for item in rest))
            more_of.clicked.connect(lambda: self._open_list(rest, more_of))
        reveal(self._items)
        self._is_laid_out = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_laid_out and event.size().width() != event.oldSize().width():
            while (last := self._items.itemAt(self._items.count() - 1)) and isinstance(pressed := last.widget(), QPushButton):
                self._items.removeWidget(pressed)
                pressed.hide()
                pressed.deleteLater()
            self._lay_out()

    def _press(self) -> None:
        """Do what the button says; where something is missing, show the list of it."""
        if self._what == "approve" and self._missing:
            self._open_list(self._missing, self._main)
        else:
            self._act[self._what]()

    def _open_list(self, items: Sequence[GateItem], by: QWidget) -> None:
        """The conditions as a menu above `by`; each leads to its place."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for item in items:
            action = menu.addAction(_dot(self._color(item)), f"{item.phrase} ({item.level.value})")
            action.triggered.connect(lambda _=False, item=item: self.pressed.emit(item))
        self.menu = menu
        menu.popup(by.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def show_saved(self, is_saved: bool) -> None:
        self._saved.setText("For reading only" if self._is_read_only else "Saved" if is_saved else "Saving…")

    def set_read_only(self, is_read_only: bool) -> None:
        """Whether nothing can be written: then there is nothing to press either."""
        self._is_read_only = is_read_only
        self._shown = ()

    def show_nothing(self) -> None:
        """No piece is open."""
        self._shown, self._is_laid_out = (), False
        clear(self._items)
        self._verdict.setText("")
        self._saved.setText("")
        self._main.hide()
        self._request.hide()

    def show_gone(self, sentence: str) -> None:
        """The piece's text was deleted for good: there is nothing to submit and nothing to approve."""
        if self._shown != (sentence,):
            self.show_nothing()
            self._shown = (sentence,)
            self._items.addWidget(label(sentence, "muted"))

    def show_standing(self, found: Standing) -> None:
        """The piece is published, on hold or withdrawn: how it stands, and the way out of it."""
        self._request.hide()
        self._what = found.action or self._what
        self._main.setVisible(bool(found.action) and not self._is_read_only)
        self._main.setText(found.button)
        self._main.setEnabled(True)
        self._main.setToolTip("")
        if self._shown != (found,):
            self._shown, self._is_laid_out = (found,), False
            clear(self._items)
            self._verdict.setText(found.verdict)
            self._items.addWidget(shown_whole := Elided("muted"))
            shown_whole.set_whole(found.told)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._shown = ()

    def _show_buttons(self, gate: Gate, stage: Stage, editors: Sequence[str], may_review: bool) -> None:
        may_write = not self._is_read_only
        self._request.setVisible(may_write and stage is Stage.IN_REVIEW and may_review)
        self._main.setVisible(may_write and (may_review or stage not in (Stage.APPROVED, Stage.IN_REVIEW)))
        if stage is Stage.APPROVED:
            self._what = "publish"
            self._main.setText("Mark as published…")
            self._main.setEnabled(True)
            self._main.setToolTip("Say where readers find it (Ctrl+Alt+P)")
        elif stage is Stage.IN_REVIEW:
            self._what = "approve"
            # A key that is locked is asked for, and may open yet.
            self._missing = tuple(item for item in gate.before_a_part if item.id is not GateId.SIGNED)
            verb = "Agree" if _is_first_of_two(gate) else "Approve"
            many = sum(item.many for item in self._missing)
            self._main.setText(f"{verb}: {many} thing{'s' * (many != 1)} missing" if many else f"{verb}…")
            self._main.setEnabled(True)
            self._main.setToolTip(gate.sentence_of_a_part() if many else gate.sentence())
        else:
            self._what = "submit"
            only = f" to {editors[0].split()[0]}…" if len(editors) == 1 else "…"
            self._main.setText("Submit" + only)
            self._main.setEnabled(True)
            self._main.setToolTip("Hand this revision to an editor (Ctrl+Return)")

    def _item(self, item: GateItem) -> QPushButton:
        made = button(_plain(item), lambda: self.pressed.emit(item), "gate")
        made.setIcon(_dot(self._color(item)))
        made.setToolTip(f"{item.phrase} ({item.level.value})")
        made.setAccessibleName(f"{item.phrase}, {item.level.value}")
        if item.head and not item.met:
            made.setStyleSheet(f"color: {self.theme.tokens.ink};")
        made.ensurePolished()  # else it is measured in a face it will not have
        return made

    def _color(self, item: GateItem) -> str:
        tokens = self.theme.tokens
        return tokens.ok if item.met else tokens.error if item.level is Level.REQUIRED else tokens.warning


_LONGEST = 44  # characters of a phrase in the line; the tip has all of it


def _plain(item: GateItem) -> str:
    whole = item.phrase
    if len(whole) <= _LONGEST:
        return whole
    return item.head if item.head else f"{whole[: _LONGEST - 1].rstrip()}…"


def _is_first_of_two(gate: Gate) -> bool:
    """Whether a yes now leaves another person's to come."""
    return any(item.id is GateId.SECOND_APPROVAL for item in gate.missing)


def _verdict(gate: Gate, wanted: Sequence[GateItem], in_review: bool) -> str:
    if in_review and _is_first_of_two(gate) and not [each for each in gate.before_a_part if each.id is not GateId.SIGNED]:
        return "Ready for the first of two"
    return "Not ready" if any(item.blocks for item in wanted) else "Ready"


def _dot(color: str) -> QIcon:
    picture = QPixmap(16, 16)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawEllipse(QRectF(4, 4, 8, 8))
    painter.end()
    return QIcon(picture)
