"""The replay page: the text of a moment, what that moment did, and the line of all of them below."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from studio.app.replay import Replay
from studio.core.events import EventType
from studio.core.span import Span
from studio.ui.editor.pair import Header
from studio.ui.editor.pasting import Copied
from studio.ui.replay.texts import PastTexts
from studio.ui.replay.timeline import Timeline
from studio.ui.theme import GAP, SMALL, TINY, WIDE, Theme
from studio.ui.times import clock
from studio.ui.widgets import CalmCombo, Elided, button, column, label, line, row

SPEEDS = (("1 a second", 1000), ("4 a second", 250), ("16 a second", 62))
"""How fast it plays: names, and milliseconds from one moment to the next."""

_HINT = "← → step · Space plays · Page Up, Page Down: from hand to hand · C compares, A sets the other text · B brings back"

_QUICK = 8_000  # code points; longer texts are compared once the slider rests, so that it never waits
_PAUSE = 120  # milliseconds


@dataclass(frozen=True)
class ReplayHands:
    """What the page asks for.

    Attributes:
        bring_back: a passage of the text of a moment, an empty one for the paragraph there; says whether it came back.
        say: something to be said to the person.
    """

    bring_back: Callable[[int, Span], object]
    say: Callable[[str], object]


class ReplayPage(QWidget):
    """`left` says that the person wants the desk back."""

    left = Signal()

    def __init__(self, theme: Theme, hands: ReplayHands) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hands = hands
        self._life: Replay | None = None
        self._anchor = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)  # a moment that takes long to draw is not overtaken by the next
        self._timer.timeout.connect(self._play_on)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._compare)
        self.texts = PastTexts(theme)
        self.timeline = Timeline(theme)
        self._title = Elided("muted")
        self.what = Elided("strong")
        self.who = label("", "small")
        self.place = label("", "small")
        self.compare = button("Compare two moments", self._toggle_compare, "segment", "Put the text of another moment beside (C)")
        self.compare.setCheckable(True)
        self.compare.setMinimumWidth(self.compare.sizeHint().width() + WIDE)  # its words are bold while it is on
        self.copy = button("Copy", self.copy_passage, tip="The selected words, or the whole text of this moment (Ctrl+C)")
        self.back = button(
            "Bring this passage back", self.bring_back, "primary", "The selected words, or the paragraph at the cursor (B)"
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        leave = button("← Back to the desk", self.left.emit, "link", "The desk as it was (Esc)")
        head = QWidget()
        parts = row(leave, label("Replay", "strong"), margin=(WIDE, SMALL, WIDE, SMALL), gap=WIDE)
        parts.addWidget(self._title, 1)
        for each in (self.compare, self.copy, self.back):
            parts.addWidget(each)
        head.setLayout(parts)
        self.play = button("Play", self.toggle_play, "fix", "Walk through the piece by itself (Space)")
        self.play.setMinimumWidth(76)
        self._steps = [
            _small("|◀", "The AI original (Home)", lambda: self.go(0)),
            _small("◀", "One step back (←)", lambda: self.step(-1)),
            self.play,
            _small("▶", "One step on (→)", lambda: self.step(1)),
            _small("▶|", "As it stands now (End)", lambda: self.go(self._last)),
        ]
        self.speed = _choice([name for name, _ in SPEEDS], "How fast it plays")
        self.speed.setCurrentIndex(1)
        self.jump = _choice([], "Go to a moment at which the piece changed hands")
        self.hint = Elided("faint")
        self.hint.set_whole(_HINT)
        told = QWidget()
        told.setLayout(column(self._told_row(), row(self.who, 1, self.place), margin=(WIDE, GAP, WIDE, 0), gap=TINY))
        foot = QWidget()
        controls = row(*self._steps, self.speed, self.jump, 1, gap=SMALL)
        foot.setLayout(column(controls, self.hint, margin=(WIDE, 0, WIDE, GAP), gap=SMALL))  # the keys, in a line of their own
        below = QWidget()
        below.setProperty("role", "side")
        below.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        below.setLayout(column(told, row(self.timeline, margin=(SMALL, 0, SMALL, 0)), foot, gap=0))
        whole = column(head, line(), self.texts, line(), below, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _told_row(self) -> QWidget:
        holder = QWidget()
        holder.setLayout(column(self.what, gap=0))
        return holder

    def _connect(self) -> None:
        self.timeline.valueChanged.connect(lambda _: self._show())
        self.texts.pressed_key = self._takes
        self.jump.activated.connect(self._on_jump)
        for view in (self.texts.one, self.texts.other):
            view.copied = lambda: Copied(self._life.piece.id, self._life.piece.title, "past") if self._life else None

    # ------------------------------------------------------------ what it shows

    @property
    def index(self) -> int:
        """The moment in sight."""
        return self.timeline.value()

    @property
    def _last(self) -> int:
        return self._life.last if self._life else 0

    def show_life(self, life: Replay, index: int) -> None:
        """Begin at one of its moments."""
        self.stop()
        self._life, self._anchor = life, 0
        self.compare.setChecked(False)
        self.texts.compare(False)
        self.timeline.set_anchor(None)
        self._title.set_whole(life.piece.title)
        self.timeline.blockSignals(True)
        self.timeline.show_life(life.last, life.marks)
        self.timeline.setValue(index)
        self.timeline.blockSignals(False)
        self.jump.clear()
        self.jump.addItem("Go to…")
        for mark in life.marks:
            self.jump.addItem(f"{mark.label}, {clock(life.moments[mark.index].event.time)}", mark.index)
        self.jump.setEnabled(bool(life.marks))
        self.jump.setToolTip("" if life.marks else "It was not handed on yet.")
        self._show()
        self.texts.other.setFocus()

    def forget(self) -> None:
        """Nothing of this piece stays."""
        self.stop()
        self._life = None
        for view in (self.texts.one, self.texts.other):
            view.show_text("", None)

    def _show(self) -> None:
        life, index = self._life, self.index
        if life is None:
            return
        moment = life.moments[index]
        self.what.set_whole(life.what(index))
        number = life.revision(index)
        revision = f" · after r{number} was handed on" if number and moment.event.type is not EventType.SUBMITTED else ""
        self.who.setText(f"{moment.who} · {clock(moment.event.time)} · entry {moment.event.number}{revision}")
        self.place.setText(f"{index + 1:,} of {len(life):,}")
        if self.texts.is_comparing:
            self.texts.one.show_text(life.text(self._anchor), None)
            self.texts.other.show_text(life.text(index), None)
            _name(self.texts.one_head, "A", life, self._anchor)
            _name(self.texts.other_head, "B", life, index)
            if len(life.text(index)) <= _QUICK:
                self._compare()
            else:
                self.texts.other_head.figure.say()
                self._soon.start(_PAUSE)
        else:
            self.texts.other.show_text(life.text(index), life.came(index))

    def _compare(self) -> None:
        """Tint what differs between the two texts."""
        if self._life and self.texts.is_comparing:
            found = self._life.compare(self._anchor, self.index)
            self.texts.show_comparison(found)
            many = len(found.changes)
            self.texts.other_head.figure.say(f"{many} change{'s' * (many != 1)}")

    # ------------------------------------------------------------ going

    def go(self, index: int) -> None:
        """To a moment; playing stops."""
        self.stop()
        self.timeline.setValue(index)

    def step(self, by: int) -> None:
        self.go(self.index + by)

    @property
    def is_playing(self) -> bool:
        return self._timer.isActive()

    def toggle_play(self) -> None:
        """Play on from here, from the beginning where this is the end; or stop."""
        if self.is_playing:
            self.stop()
            return
        if self.index == self._last:
            self.timeline.setValue(0)
        self.play.setText("Pause")
        self._timer.start(SPEEDS[self.speed.currentIndex()][1])

    def stop(self) -> None:
        self._timer.stop()
        self.play.setText("Play")

    def _play_on(self) -> None:
        self.timeline.setValue(self.index + 1)
        if self.index < self._last:
            self._timer.start(SPEEDS[self.speed.currentIndex()][1])
        else:
            self.stop()

    def _on_jump(self, row_: int) -> None:
        index = self.jump.itemData(row_)
        self.jump.setCurrentIndex(0)
        if index is not None:
            self.go(int(index))
            self.texts.other.setFocus()

    # ------------------------------------------------------------ two moments

    def _toggle_compare(self) -> None:
        """Put another moment's text beside: at first the AI original, later whichever was set."""
        self.stop()
        self._compare_from(self._last if self.index == self._anchor else self.index)

    def _compare_from(self, index: int) -> None:
        """Switch the comparison on, with the moment `index` as B, or off; a text beside itself would show nothing."""
        is_on = not self.texts.is_comparing
        if is_on:
            self.timeline.setValue(index)
        self.compare.setChecked(is_on)
        self.texts.compare(is_on)
        self.timeline.set_anchor(self._anchor if is_on else None)
        self._show()
        self.texts.other.setFocus()

    def set_anchor(self) -> None:
        """This moment's text becomes A; the slider goes on with B."""
        self._anchor = self.index
        if not self.texts.is_comparing:
            self.stop()
            self._compare_from(self.index)
        self.timeline.set_anchor(self._anchor)
        self._show()

    # ------------------------------------------------------------ taking along

    def copy_passage(self) -> None:
        """Put the selected words, else the whole text of the moment, into the clipboard."""
        view = self.texts.current
        had_selection = view.textCursor().hasSelection()
        if not had_selection:
            cursor = view.textCursor()
            view.selectAll()
            view.copy()
            view.setTextCursor(cursor)
        else:
            view.copy()
        words = len(QGuiApplication.clipboard().text().split())
        self._hands.say(f"Copied {words:,} word{'s' * (words != 1)}{'' if had_selection else ', the whole text of this moment'}.")

    def bring_back(self) -> None:
        """The selected passage, or the paragraph at the cursor, to the working text."""
        if self._life:
            self.stop()
            view = self.texts.current
            index = self._anchor if view is self.texts.one else self.index
            self._hands.bring_back(index, view.selection())

    # ------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._takes(event):
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether a key was one of the page's own; with Shift and Ctrl they are the text's, to select and to copy."""
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Left: lambda: self.step(-1),
            Qt.Key.Key_Right: lambda: self.step(1),
            Qt.Key.Key_Home: lambda: self.go(0),
            Qt.Key.Key_End: lambda: self.go(self._last),
            Qt.Key.Key_PageUp: lambda: self._to_mark(False),
            Qt.Key.Key_PageDown: lambda: self._to_mark(True),
            Qt.Key.Key_Space: self.toggle_play,
            Qt.Key.Key_A: self.set_anchor,
            Qt.Key.Key_C: self._toggle_compare,
            Qt.Key.Key_B: self.bring_back,
            Qt.Key.Key_Escape: self.left.emit,
        }
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        act = acts.get(event.key()) if plain else None
        if act:
            act()
        return act is not None

    def _to_mark(self, forward: bool) -> None:
        if self._life:
            self.go(self._life.next_mark(self.index, forward))

    def set_theme(self, theme: Theme) -> None:
        self.timeline.theme = theme
        self.timeline.update()
        self.texts.set_theme(theme)
        self._show()


def _name(head: Header, letter: str, life: Replay, index: int) -> None:
    moment, number = life.moments[index], life.revision(index)
    what = "AI original" if not index else "as it stands now" if index == life.last else f"entry {moment.event.number}"
    revision = f" · r{number}" if number else ""
    head.name(letter)
    head.details.set_whole(f"{what} · {clock(moment.event.time)}{revision}")


def _small(text: str, tip: str, act: Callable[[], object]) -> QPushButton:
    made = button(text, act, "segment", tip)
    made.setAccessibleName(tip)
    return made


def _choice(names: list[str], name: str) -> QComboBox:
    made = CalmCombo()
    made.addItems(names)
    made.setProperty("role", "filter")
    made.setAccessibleName(name)
    return made
