"""The card at a passage that a model would rewrite: the change word by word, what was seen in it, and a person's decision."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QLineEdit, QScrollArea, QWidget

from studio.core.phrases import count
from studio.core.proposal import Proposal
from studio.ui.rewriting.difference import DifferenceView
from studio.ui.theme import GAP, SMALL, TINY, Theme
from studio.ui.times import clock
from studio.ui.widgets import button, clear, column, label, reveal, row

WIDTH = 460
_FOUND_MOST = 132  # pixels
_MOVED = "The passage has changed since it was asked about; what you see is what would become of the words that stand there now."
_GONE = "The words it was for are gone from the text, so it cannot be put anywhere. Undo brings them back."


@dataclass(frozen=True)
class RewriteHands:
    """What the card asks for; a `KnownError` becomes a notice.

    Attributes:
        accept: puts the chosen changes in place; None for all of them.
        step: shows the next proposal, or the one before.
    """

    accept: Callable[[Proposal, Collection[int] | None, str], object]
    refuse: Callable[[Proposal, str], object]
    step: Callable[[int], object]


class ProposalCard(QFrame):
    """Floats over the texts at its passage. While it has the keyboard Enter accepts what is chosen, X refuses, the arrows go from
    change to change, Space leaves one out, and Escape gives the keyboard back to the text.

    `left` says that the text should have the keyboard again.
    """

    left = Signal()

    def __init__(self, theme: Theme, hands: RewriteHands, parent: QWidget) -> None:
        super().__init__(parent)
        self._hands = hands
        self.theme = theme
        self.shown: Proposal | None = None
        self.within: Callable[[], QRect] = parent.rect
        self._at = QRect()
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Proposed rewrite")
        self._kind = label("", "small")
        self._which = label("", "small")
        self._back = button("‹", lambda: hands.step(-1), "small", "The rewrite before (Ctrl+Shift+F7)")
        self._on = button("›", lambda: hands.step(1), "small", "The next rewrite (Ctrl+F7)")
        for each, name in ((self._back, "Previous rewrite"), (self._on, "Next rewrite")):
            each.setAccessibleName(name)
            each.setAutoDefault(False)
        self._who = label("", "small", wrap=True)
        self._state = label("", "small", wrap=True)
        self.view = DifferenceView(theme)
        self.view.fit(WIDTH - 2 * GAP - 6)
        self.view.turned.connect(self._tell_choice)
        self._found = column(gap=TINY, margin=(0, 0, SMALL, 0))
        self._inner = QWidget()
        self._inner.setLayout(self._found)
        self._area = QScrollArea()
        self._area.setWidget(self._inner)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.note = QLineEdit()
        self.note.setPlaceholderText("Note, if there is something to say")
        self.note.setAccessibleName("Note")
        self.yes = button("Accept", self.accept, "fix")
        self.no = button("Refuse", self.refuse, tip="The text stays as it is (X)")
        self._hint = label("", "faint", wrap=True)
        self._body = column(
            row(self._kind, 1, self._which, self._back, self._on, gap=SMALL),
            self._who,
            self._state,
            self.view,
            self._area,
            self.note,
            row(self.yes, self.no, 1),
            self._hint,
            margin=GAP + 2,
            gap=SMALL,
        )
        self.setLayout(self._body)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(theme.tokens.shadow))
        self.setGraphicsEffect(shadow)
        self.hide()

    # ------------------------------------------------------------ what it shows

    def show_proposal(self, each: Proposal, at: QRect, number: int, of: int, *, has_keys: bool) -> None:
        """Show a proposal.

        Args:
            at: its passage in the parent's pixels.
            number, of: which of those that wait, from 1.
            has_keys: whether the card takes the keyboard; else the text keeps it.
        """
        is_new = self.shown is None or self.shown.call != each.call
        is_other = is_new or self.shown is None or self.shown.changes != each.changes
        self.shown, self._at = each, at
        tokens = self.theme.tokens
        self._kind.setText(f"Rewrite · {each.wish.label}")
        self._kind.setStyleSheet(f"color: {tokens.blue}; font-weight: bold; font-size: 11px;")
        self._which.setText(f"{number} of {of}" if of > 1 else "")
        for arrow in (self._back, self._on):
            arrow.setVisible(of > 1)
        said = f"“{each.instruction}” · " if each.instruction else ""
        self._who.setText(f"{said}{each.model}, asked by {each.asked_by}, {clock(each.when)}. Nothing is changed yet.")
        state = _GONE if each.is_gone else _MOVED if each.has_moved_on else ""
        self._state.setText(state)
        self._state.setStyleSheet(f"color: {tokens.warning}; font-size: 11px;")
        self._state.setVisible(bool(state))
        if is_other:
            self.view.show_changes(each.before if each.is_gone else each.now, each.changes)
        if is_new:
            self.note.clear()
            self._tell_found(each)
        self._tell_choice()
        keys = "Enter accepts · ← → and Space choose · X refuses · Esc back to the text"
        if each.is_gone:
            keys = "X refuses · Esc back to the text"
        self._hint.setText(keys if has_keys else "Ctrl+F7 for the keys · click a change to leave it out")
        self.show()
        self._resize()
        self.raise_()
        if has_keys:
            self.view.setFocus()

    def _tell_found(self, each: Proposal) -> None:
        clear(self._found)
        tokens, found = self.theme.tokens, each.found
        for sentence in found.weighty:
            made = label(f"⚠ {sentence}", "small", wrap=True, selectable=True)
            made.setStyleSheet(f"color: {tokens.warning}; font-size: 11px;")
            self._found.addWidget(made)
        for sentence in (*found.flags, *found.missing):
            self._found.addWidget(label(sentence, "small", wrap=True, selectable=True))
        if not found.every:
            self._found.addWidget(label("The checks find nothing new in it.", "small", wrap=True))
        self._found.addStretch(1)

    def _tell_choice(self) -> None:
        if self.shown is None:
            return
        of, chosen = len(self.shown.changes), len(self.view.chosen)
        is_part = chosen < of
        self.yes.setText(f"Accept {chosen} of {count(of, 'change')}" if is_part else "Accept")
        self.yes.setToolTip("Put the chosen changes in the text (Enter)" if is_part else "Put it in the text (Enter)")
        self.yes.setEnabled(bool(chosen) and not self.shown.is_gone)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.view.set_theme(theme)
        if self.shown and self.isVisible():
            self._tell_found(self.shown)

    # ------------------------------------------------------------ deciding

    def accept(self) -> None:
        """Take what is chosen."""
        each = self.shown
        if each and self.yes.isEnabled():
            chosen = None if not self.view.left_out else self.view.chosen
            self._hands.accept(each, chosen, self.note.text())

    def refuse(self) -> None:
        if self.shown:
            self._hands.refuse(self.shown, self.note.text())

    def close_card(self) -> None:
        """Put it away; the proposal goes on waiting."""
        if self.isVisible():
            had_keys = self.isAncestorOf(self.window().focusWidget() or self.window())
            self.hide()
            if had_keys:
                self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if key == Qt.Key.Key_Escape:
            self.close_card()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.accept()
        elif key == Qt.Key.Key_X and plain:
            self.refuse()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and plain:
            self.view.setFocus()
            self.view.step(0)
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ its place

    def _resize(self) -> None:
        self._fit_found()
        reveal(self._body)
        for part in (self._state,):
            part.setVisible(bool(part.text()))
        for arrow in (self._back, self._on):
            arrow.setVisible(bool(self._which.text()))
        self._body.invalidate()
        self._body.activate()
        height = self._body.heightForWidth(WIDTH) if self._body.hasHeightForWidth() else self._body.sizeHint().height()
        room = self.within().adjusted(SMALL, SMALL, -SMALL, -SMALL)
        self.resize(WIDTH, min(height, room.height()))
        x = min(max(room.left(), self._at.left() - GAP), room.right() - self.width())
        y = self._at.bottom() + SMALL
        if y + self.height() > room.bottom():
            above = self._at.top() - SMALL - self.height()
            y = above if above >= room.top() else max(room.top(), room.bottom() - self.height())
            if above < room.top() and self._at.left() - self.width() - SMALL >= room.left():
                x = self._at.left() - self.width() - SMALL  # beside its words rather than over them
        self.move(QPoint(x, y))

    def _fit_found(self) -> None:
        width = WIDTH - 2 * (GAP + 2)
        self._inner.ensurePolished()
        reveal(self._found)
        self._found.invalidate()
        self._found.activate()
        height = self._found.heightForWidth(width - SMALL) if self._found.hasHeightForWidth() else self._found.sizeHint().height()
        self._inner.setFixedHeight(max(18, height))  # else Qt reckons with narrower lines, and it would scroll for nothing
        self._area.setFixedHeight(min(_FOUND_MOST, max(18, height)))
