"""The line at the bottom: what stands between this text and a yes, in words, and the one thing to press."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from studio.core.gate import Gate, GateId, GateItem, Level
from studio.core.piece import Approval, Stage
from studio.core.seal import Seal
from studio.ui.panels.standing import Standing
from studio.ui.theme import GAP, WIDE, Theme
from studio.ui.times import clock
from studio.ui.widgets import Elided, button, clear, label

HEIGHT = 52
_OF_THE_APPROVER = (GateId.SECOND_PERSON, GateId.SIGNED)


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
        self._main.clicked.connect(lambda: self._act[self._what]())
        self._shown: tuple[object, ...] = ()

    def show_gate(
        self,
        gate: Gate,
        stage: Stage,
        approval: Approval | None,
        stale: Approval | None,
        editors: Sequence[str],
        may_review: bool = True,
        seal: Seal | None = None,
    ) -> None:
        """Show the gate of the piece on the desk; `may_review` says whether this person could approve or send back, and `seal`
        whether the approval carries a signature."""
        self._show_buttons(gate, stage, editors, may_review)
        shown: tuple[object, ...] = (gate, stage, approval, stale, seal, self.width())
        if shown == self._shown:
            return
        self._shown = shown
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
        wanted = [item for item in gate.items if stage is Stage.IN_REVIEW or item.id not in _OF_THE_APPROVER]
        self._verdict.setText("Not ready" if any(item.blocks for item in wanted) else "Ready")
        items = [item for item in wanted if not item.met or item.id is GateId.CHECKED]
        if stale:
            self._items.addWidget(label(f"● approval of {stale.who} is stale: the text changed", "muted"))
        made = [self._item(item, short=False) for item in items]
        room = self.width() - sum(part.sizeHint().width() for part in (self._verdict, self._saved)) - 8 * GAP
        room -= sum(part.sizeHint().width() for part in (self._request, self._main) if not part.isHidden())
        if sum(each.sizeHint().width() + GAP for each in made) > room:
            # Too long for one line: every phrase says its figure, and those that are met keep still.
            made = [self._item(item, short=True) for item in items if not item.met]
        for each in made:
            self._items.addWidget(each)

    def show_saved(self, is_saved: bool) -> None:
        self._saved.setText("For reading only" if self._is_read_only else "Saved" if is_saved else "Saving…")

    def set_read_only(self, is_read_only: bool) -> None:
        """Whether nothing can be written: then there is nothing to press either."""
        self._is_read_only = is_read_only
        self._shown = ()

    def show_nothing(self) -> None:
        """No piece is open."""
        self._shown = ()
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
            self._shown = (found,)
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
            self._main.setText("Approve…")
            self._main.setEnabled(all(item.id is GateId.SIGNED for item in gate.missing))  # asked for its key, it may open yet
            self._main.setToolTip(gate.sentence())
        else:
            self._what = "submit"
            only = f" to {editors[0].split()[0]}…" if len(editors) == 1 else "…"
            self._main.setText("Submit" + only)
            self._main.setEnabled(True)
            self._main.setToolTip("Hand this revision to an editor (Ctrl+Return)")

    def _item(self, item: GateItem, *, short: bool) -> QPushButton:
        tokens = self.theme.tokens
        unmet = tokens.error if item.level is Level.REQUIRED else tokens.warning
        color = tokens.ok if item.met else unmet
        text = item.head if short and item.head else item.phrase
        made = button(text, lambda: self.pressed.emit(item), "gate")
        made.setIcon(_dot(color))
        made.setToolTip(f"{item.phrase} ({item.level.value})")
        if item.head and not item.met:
            made.setStyleSheet(f"color: {tokens.ink};")
        return made


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
