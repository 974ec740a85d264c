"""The practice page: the drafts of a role, what each trains, and how it went so far."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QScrollArea, QWidget

from studio.app.practice import Exercise, Result
from studio.core.piece import Role
from studio.ui.theme import GAP, HUGE, SMALL, TINY, WIDE, Theme
from studio.ui.times import day
from studio.ui.widgets import button, clear, column, label, line, reveal, row

MOST_WIDE = 760
_LAST = 8  # results shown of a role
_FOR = {
    Role.WRITER: "You edit the text until you would send it. What you change counts as found.",
    Role.EDITOR: "You comment on the words that are wrong (Ctrl+Alt+M), and then decide: send back, or approve.",
    Role.OWNER: "You look for what must not go out. Comment on it (Ctrl+Alt+M), and then decide.",
}
_NONE_YET = "Nothing yet. Choose a draft above; six to ten minutes each. What comes of it is for you alone."


class PracticePage(QWidget):
    """`left` says that the person wants the desk back."""

    left = Signal()

    def __init__(self, theme: Theme, begin: Callable[[Exercise, bool], object]) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._begin = begin
        self._exercises: Sequence[Exercise] = ()
        self._results: Sequence[Result] = ()
        self.roles = {role: button(f"{role.value.capitalize()}s", partial(self.show_role, role), "segment") for role in Role}
        self._group = QButtonGroup(self)
        for made in self.roles.values():
            made.setCheckable(True)
            self._group.addButton(made)
        self.role = Role.WRITER
        self.without_help = QCheckBox("Without help: the checks say nothing")
        self._said = label("", "muted", wrap=True)
        self.starts: list[QWidget] = []
        self._rows = column(gap=0)
        self._past = column(gap=TINY)
        head = QWidget()
        leave = button("← Back to the desk", self.left.emit, "link", "The desk as it was (Esc)")
        head.setLayout(row(leave, label("Practice", "strong"), 1, margin=(WIDE, SMALL, WIDE, SMALL), gap=WIDE))
        inner = QWidget()
        inner.setMaximumWidth(MOST_WIDE)
        title = label("Drafts with planted faults", "title")
        about = label(
            "Nothing of it counts: a practice has a workspace of its own, and your own piece waits where you left it.",
            "muted",
            wrap=True,
        )
        inner.setLayout(
            column(
                *(title, about, row(*self.roles.values(), 1, self.without_help, gap=SMALL), self._said),
                *(self._rows, label("How it went", "strong"), self._past, 1),
                gap=GAP,
            )
        )
        holder = QWidget()
        wide = row(inner, 1, margin=(HUGE + SMALL, HUGE, HUGE + SMALL, HUGE), gap=0)
        wide.setStretch(0, 1000)
        holder.setLayout(wide)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        whole = column(head, line(), scroll, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def show_practices(self, exercises: Sequence[Exercise], results: Sequence[Result], role: Role) -> None:
        """Show what there is.

        Args:
            results: of the person who looks, oldest first.
            role: to begin with.
        """
        self._exercises, self._results = exercises, results
        self.show_role(role)

    def show_role(self, role: Role) -> None:
        self.role = role
        self.roles[role].setChecked(True)
        self._said.setText(_FOR[role])
        clear(self._rows)
        self.starts = []
        own = [each for each in self._exercises if each.role is role]
        for each in own:
            self._rows.addWidget(self._row(each))
        clear(self._past)
        names = {each.id: each.title for each in own}
        past = [each for each in self._results if each.practice in names][-_LAST:]
        for result in reversed(past):
            told = row(label(day(result.when), "small"), label(names[result.practice]), label(result.words, "muted"), 1, gap=GAP)
            self._past.addLayout(told)
        if len(past) > 1:
            self._past.addWidget(label(_trend(past), "muted", wrap=True))
        if not past:
            self._past.addWidget(label(_NONE_YET, "muted", wrap=True))
        reveal(self._rows)
        reveal(self._past)

    def take_keys(self) -> None:
        """Give the keyboard to the first draft."""
        if self.starts:
            self.starts[0].setFocus()

    def _row(self, each: Exercise) -> QWidget:
        start = button("Start", lambda: self._begin(each, not self.without_help.isChecked()), "confirm")
        start.setAccessibleName(f"Start “{each.title}”")
        self.starts.append(start)
        last = next((result.words for result in reversed(self._results) if result.practice == each.id), "")
        told = [label(each.title, "strong"), label(each.trains, "muted", wrap=True)]
        told.append(
            label(f"{each.channel} · {each.minutes} minutes" + (f" · last time {last}" if last else ""), "small", wrap=True)
        )
        made = QWidget()
        inner = row(column(*told, gap=TINY), start, gap=WIDE)
        inner.setStretch(0, 1)
        made.setLayout(column(line(), row(inner, margin=(0, GAP, 0, GAP)), gap=0))
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _trend(past: Sequence[Result]) -> str:
    """The first and the last of them, side by side in words."""
    first, last = past[0], past[-1]
    shares = [round(100 * each.found / each.planted) if each.planted else 0 for each in (first, last)]
    return (
        f"From {shares[0]} of 100 faults found to {shares[1]}, and from {first.wrong} to {last.wrong} wrongly flagged, "
        f"over these {len(past)}."
    )
