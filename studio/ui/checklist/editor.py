"""The sheet in which a house changes what it asks: add, reword, order and take out questions, list by list."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from studio.core.checklist import Checklist, Question, Round, version_of
from studio.core.piece import Channel
from studio.ui.dialogs.sheets import Sheet
from studio.ui.theme import HUGE, SMALL, TINY, Theme
from studio.ui.widgets import CalmCombo, button, column, label, row

_WIDTH, _TALL = 620, 210  # pixels


class QuestionSheet(Sheet):
    """Every list of the workspace. What is changed in one stays while another is looked at, and all of it is saved at once.

    Args:
        lists: as they are in force.
        house: what the house asks in the place of a list.
        begin: name of the list to begin with.
        save: keeps these questions as a list's own, by its name; `restore` takes the house's back.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        lists: Sequence[Checklist],
        house: Callable[[Channel, Round], Checklist],
        begin: str,
        save: Callable[[str, Sequence[Question]], object],
        restore: Callable[[str], object],
    ) -> None:
        super().__init__(
            theme,
            "What only a person can judge",
            "These questions are asked of every piece of the channel. Reword one, and it is asked anew of pieces that are "
            "still open; the answers of before stay in the history.",
            parent,
        )
        self.setMinimumWidth(_WIDTH + 2 * HUGE)
        self._lists = {each.name: each for each in lists}
        self._house = house
        self._edited: dict[str, list[Question]] = {}
        self._restored = set[str]()
        self._save, self._restore = save, restore
        self._is_showing = False
        self.channel, self.round = CalmCombo(), CalmCombo()
        for channel in Channel:
            self.channel.addItem(channel.value.capitalize(), channel)
        for each in Round:
            self.round.addItem(each.words, each)
        for name, combo in (("Channel", self.channel), ("Round", self.round)):
            combo.setAccessibleName(name)
        self.about = label("", "small")
        self.rows = QListWidget()
        self.rows.setProperty("role", "field")
        self.rows.setWordWrap(True)
        self.rows.setFixedHeight(_TALL)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setAccessibleName("Questions")
        self.words, self.why = QLineEdit(), QLineEdit()
        self.words.setPlaceholderText("A question that a person answers with yes, no or not applicable")
        self.why.setPlaceholderText("What goes wrong where nobody asks (optional)")
        self.is_required = QCheckBox("Approval waits for it")
        self.up = button("Up", lambda: self._move(-1), "small", "Alt+Up")
        self.down = button("Down", lambda: self._move(1), "small", "Alt+Down")
        self.remove = button("Take out", self._take_out, "small")
        self.undo = button("The house’s questions", self._take_house, "small-link", "Ask again what every house begins with")
        self._lay_out()
        QShortcut(QKeySequence("Alt+Up"), self, lambda: self._move(-1))
        QShortcut(QKeySequence("Alt+Down"), self, lambda: self._move(1))
        self.channel.setCurrentIndex(self.channel.findData(self._lists[begin].channel))
        self.round.setCurrentIndex(self.round.findData(self._lists[begin].round))
        self.channel.currentIndexChanged.connect(lambda _: self._show())
        self.round.currentIndexChanged.connect(lambda _: self._show())
        self.rows.currentRowChanged.connect(self._show_fields)
        self.words.textEdited.connect(lambda _: self._take_fields())
        self.why.textEdited.connect(lambda _: self._take_fields())
        self.is_required.toggled.connect(lambda _: self._take_fields())
        self.answer("Save", self._keep)
        self._show()
        self.rows.setFocus()

    def _lay_out(self) -> None:
        self.fields.addLayout(row(self.channel, self.round, self.about, 1, gap=SMALL))
        self.fields.addWidget(self.rows)
        acts = row(button("Add a question", self._add, "small"), self.up, self.down, self.remove, 1, self.undo, gap=TINY + 2)
        self.fields.addLayout(acts)
        self.ask("Question", self.words)
        self.ask("Why it is asked", self.why)
        holder = QWidget()
        holder.setLayout(column(self.is_required))
        self.fields.addWidget(holder)

    # ------------------------------------------------------------ what it shows

    @property
    def name(self) -> str:
        """The list that is to be seen."""
        return f"{Channel(self.channel.currentData()).value}.{Round(self.round.currentData()).value}"

    @property
    def questions(self) -> list[Question]:
        """Its questions, as they stand in the sheet."""
        return self._edited.get(self.name, list(self._lists[self.name].questions))

    def _show(self, at: int = 0) -> None:
        found = self.questions
        self._is_showing = True
        self.rows.clear()
        for each in found:
            self.rows.addItem(QListWidgetItem(_line(each)))
        self._is_showing = False
        self.rows.setCurrentRow(min(at, len(found) - 1))
        self._show_fields(self.rows.currentRow())
        self._say()

    def _say(self) -> None:
        own, found = self._lists[self.name], self.questions
        house = self._house(own.channel, own.round)
        is_house = tuple(found) == house.questions
        whose = "the house’s questions" if is_house else "your own questions"
        changed = "" if tuple(found) == own.questions else ", not saved yet"
        self.about.setText(f"{whose}, version {version_of(found)}{changed}")
        self.undo.setVisible(not is_house)
        many, at = len(found), self.rows.currentRow()
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < many - 1)
        self.remove.setEnabled(at >= 0)

    def _show_fields(self, at: int) -> None:
        if self._is_showing:
            return
        found = self.questions
        chosen = found[at] if 0 <= at < len(found) else None
        self._is_showing = True
        self.words.setText(chosen.question if chosen else "")
        self.why.setText(chosen.why if chosen else "")
        self.is_required.setChecked(bool(chosen and chosen.is_required))
        for each in (self.words, self.why, self.is_required):
            each.setEnabled(chosen is not None)
        self._is_showing = False
        self._say()

    # ------------------------------------------------------------ changing

    def _take_fields(self) -> None:
        at = self.rows.currentRow()
        if self._is_showing or at < 0:
            return
        found = self.questions
        words, why, is_required = self.words.text(), self.why.text(), self.is_required.isChecked()
        found[at] = replace(found[at], question=words, why=why, is_required=is_required)
        self._edit(found)
        self.rows.item(at).setText(_line(found[at]))
        self._say()

    def _edit(self, found: list[Question]) -> None:
        self._edited[self.name] = found
        self._restored.discard(self.name)

    def _add(self) -> None:
        found = self.questions
        self._edit([*found, Question("", "")])
        self._show(len(found))
        self.words.setFocus()

    def _take_out(self) -> None:
        found, at = self.questions, self.rows.currentRow()
        if at >= 0:
            self._edit(found[:at] + found[at + 1 :])
            self._show(at)

    def _move(self, by: int) -> None:
        found, at = self.questions, self.rows.currentRow()
        to = at + by
        if at >= 0 and 0 <= to < len(found):
            found[at], found[to] = found[to], found[at]
            self._edit(found)
            self._show(to)

    def _take_house(self) -> None:
        own = self._lists[self.name]
        self._edit(list(self._house(own.channel, own.round).questions))
        self._restored.add(self.name)
        self._show()

    def _keep(self) -> None:
        for name, found in list(self._edited.items()):
            if name in self._restored:
                self._restore(name)
            elif tuple(found) != self._lists[name].questions:
                self._save(name, found)
            del self._edited[name]  # what is saved is not saved twice where a later list is refused


def _line(question: Question) -> str:
    words = question.question.strip() or "(a new question)"
    return words if question.is_required else f"{words}  · recommended"
