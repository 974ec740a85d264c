"""The sheet for a yes: its two parts, how much it sounds like us, who answers for it, and what it passes over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from studio.core.gate import Gate
from studio.core.judgement import Part
from studio.ui.dialogs.sheets import Sheet, note_field
from studio.ui.guides.fields import Segments
from studio.ui.theme import SMALL, Theme
from studio.ui.widgets import column, label, line

_MEANS = {
    Part.VOICE: "It sounds like us, and it is right for whoever reads it and the mood they are in.",
    Part.ACCURACY: "Its facts, prices, names and links are right, and nothing is missing that a reader needs.",
}
_RATINGS = (("0", "Not rated"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5"))
_TIPS = ("", "Not ours at all", "Often not ours", "Mostly ours", "Ours", "Could be nobody else")


@dataclass(frozen=True)
class Asked:
    """What the sheet tells and asks.

    Attributes:
        text: whose yes it is, and to what, in a sentence or two.
        passed: what is passed over, a phrase each.
        gate: the gate for a yes to these parts.
        agreed: who has said yes to which part of this text already.
        people: who can carry responsibility; `responsible` whoever does unless somebody else is chosen.
    """

    text: str
    passed: Sequence[str]
    gate: Callable[[tuple[Part, ...]], Gate]
    agreed: Sequence[tuple[Part, str]]
    people: Sequence[str]
    responsible: str


class ApproveSheet(Sheet):
    """Say yes to both parts of an approval or to one. `act(parts, note, rating, responsible)`."""

    def __init__(
        self, theme: Theme, parent: QWidget, asked: Asked, act: Callable[[tuple[Part, ...], str, int, str], object]
    ) -> None:
        super().__init__(theme, "Approve this text", asked.text, parent)
        self.setMinimumWidth(520)
        self._asked = asked
        said = {part: [who for each, who in asked.agreed if each is part] for part in Part}
        self.parts = {part: QCheckBox(part.value.capitalize()) for part in Part}
        self.rating = Segments("Sounds like us", _RATINGS, _TIPS)
        self.note = note_field("Note (optional)")
        self.note.setFixedHeight(64)
        self.responsible = QComboBox()
        self.responsible.addItems(list(dict.fromkeys([asked.responsible, *asked.people])))
        self.responsible.setAccessibleName("Who answers for it")
        self.outcome = label("", "strong", wrap=True)
        self.fields.addWidget(label(_risk(asked.gate(tuple(Part))), "muted", wrap=True))
        if asked.passed:
            self.fields.addWidget(label(f"Passed over: {'; '.join(asked.passed)}.", "muted", wrap=True))
        self.fields.addWidget(line())
        for part, box in self.parts.items():
            box.setChecked(True)
            box.setAccessibleDescription(_MEANS[part])
            box.toggled.connect(self._tell)
            means = _MEANS[part] + (f" {' and '.join(said[part])} said yes to it." if said[part] else "")
            meaning = label(means, "small", wrap=True)
            self.fields.addLayout(column(box, meaning, gap=SMALL // 2))
        self.ask("How much does it sound like us?", self.rating)
        self.ask("Who carries editorial responsibility", self.responsible)
        self.ask("Note", self.note)
        self.fields.addWidget(self.outcome)
        self.answer("Approve", lambda: act(self.chosen, self.note.toPlainText(), int(self.rating.chosen), self._named()))
        self._tell()

    @property
    def chosen(self) -> tuple[Part, ...]:
        """The parts that are ticked."""
        return tuple(part for part, box in self.parts.items() if box.isChecked())

    def _named(self) -> str:
        """Who was chosen to carry responsibility; empty where it stays with whoever does anyway."""
        chosen = self.responsible.currentText()
        return "" if chosen == self._asked.responsible else chosen

    def _tell(self) -> None:
        """Say what the yes will do."""
        parts = self.chosen
        gate = self._asked.gate(parts)
        self.rating.setEnabled(Part.VOICE in parts)
        if Part.VOICE not in parts:
            self.rating.choose("0")
        self.yes.setEnabled(bool(parts))
        self.yes.setText("Approve" if gate.open else "Say yes to this much" if len(parts) < len(Part) else "Agree")
        if not parts:
            self.outcome.setText("A yes is to at least one of the two.")
        elif gate.open:
            self.outcome.setText("With this yes the piece is approved.")
        else:
            self.outcome.setText(f"Not approved yet after this: {'; '.join(item.phrase for item in gate.missing)}.")


def _risk(gate: Gate) -> str:
    why = f": {'; '.join(gate.risk.why)}" if gate.risk.why else ""
    takes = " Two people have to say yes." if gate.takes_two else ""
    return f"Risk: {gate.risk.level.value}{why}.{takes}"
