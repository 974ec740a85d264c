"""The tuning list: rules by how often people say no to them, why, where, and what to do about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from studio.app.guiding.rows import Place, RuleRow, TuningRow
from studio.core.flag import Reason
from studio.ui.guides.reading import MOST_WIDE, section
from studio.ui.guides.words import LEVELS, many, percent, plain_name, times
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import GAP, HUGE, SMALL, TINY, Theme
from studio.ui.widgets import CalmCombo, button, clear, column, label, line, row, well

_EMPTY = "Nobody has dismissed a flag yet. When people do, the rules they say no to stand here, the most dismissed first."
_ELSEWHERE = (
    "It comes from another check than the style guides, so there is nothing to switch here. "
    "On a flag's card, “Teach…” says what can be done."
)
_NOWHERE = "None of the flags that were dismissed is raised in the texts as they are now."
_SHOWN_WORDS = 6


@dataclass(frozen=True)
class TuningHands:
    """What can be done to a rule of the list; `rule` is its name.

    Attributes:
        set_level: a level or `off`, for every channel.
        except_words: lets words pass by this rule alone.
        show_rule: the rule in full.
        go: to a place in a piece.
    """

    set_level: Callable[[str, str], object]
    except_words: Callable[[str, str], object]
    show_rule: Callable[[str], object]
    go: Callable[[Place], object]


class TuningView(QWidget):
    """The rules at the left, the chosen one at the right."""

    def __init__(self, theme: Theme, hands: TuningHands) -> None:
        super().__init__()
        self._hands = hands
        self._rows: Mapping[str, TuningRow] = {}
        self._rules: Mapping[str, RuleRow] = {}
        self._shown = ""
        self.list = RowList(theme, "Rules by how often they are dismissed", lines=1)
        self.list.chosen.connect(self._on_choice)
        self.list.opened.connect(self._on_choice)
        self.list.view.selectionModel().currentChanged.connect(lambda now, _: self._on_current(now))
        self.title = label("", "title", wrap=True)
        self.name = label("", "small")
        self.figures = label("", "", wrap=True)
        self.notes = label("", "muted", wrap=True)
        self.reasons = QVBoxLayout()
        self.reasons.setContentsMargins(0, 0, 0, 0)
        self.reasons.setSpacing(TINY)
        self.level = CalmCombo()
        self.level.setAccessibleName("Level on every channel")
        for value, text in LEVELS:
            self.level.addItem(text, value)
        self.level.activated.connect(lambda index: self._act(lambda n: hands.set_level(n, str(self.level.itemData(index)))))
        self.off = button("Switch it off", lambda: self._act(lambda name: hands.set_level(name, "off")))
        self.full = button("Show the rule", lambda: self._act(hands.show_rule), tip="Everything about it")
        self.elsewhere = label(_ELSEWHERE, "small", wrap=True)
        self.words = QVBoxLayout()
        self.words.setContentsMargins(0, 0, 0, 0)
        self.words.setSpacing(TINY)
        self.places = RowList(theme, "Dismissed places", lines=2)
        self.places.opened.connect(self._on_place)
        self._detail = QWidget()
        self._build()

    def _build(self) -> None:
        self._detail.setMaximumWidth(MOST_WIDE + 2 * HUGE)
        self._detail.setLayout(
            column(
                column(self.name, self.title, gap=TINY),
                self.figures,
                self.reasons,
                self.notes,
                row(label("Level", "muted"), self.level, self.off, self.full, 1, gap=SMALL),
                self.elsewhere,
                line(),
                section("Words people keep"),
                self.words,
                line(),
                section("Where it was dismissed"),
                margin=(HUGE + SMALL, HUGE, HUGE, HUGE),
                gap=GAP,
            )
        )
        shown = self._detail.layout()
        assert isinstance(shown, QVBoxLayout)
        shown.addWidget(well(self.places), 1)
        side = QWidget()
        side.setProperty("role", "side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(340)
        side.setLayout(column(self.list, margin=(0, SMALL, 0, 0), gap=0))
        both = row(side, line(vertical=True), self._detail, gap=0)
        both.setStretch(2, 1)
        both.addStretch(0)
        self.setLayout(both)
        self._detail.hide()

    # ------------------------------------------------------------ what it shows

    def wait(self) -> None:
        self._rows = {}
        self._detail.hide()
        self.list.show_rows((), "Counting in every piece…")

    def show_rows(self, found: Sequence[TuningRow], rules: Sequence[RuleRow]) -> None:
        """Show the list; the rule that was looked at stays in sight."""
        self._rows = {each.rule: each for each in found}
        self._rules = {rule.name: rule for rule in rules}
        self.list.show_rows([_row(each) for each in found], _EMPTY)
        if found:
            wanted = self._shown if self._shown in self._rows else found[0].rule
            self.list.select(wanted)
            self._show(wanted)
        else:
            self._detail.hide()

    def take_keys(self) -> None:
        self.list.take_keys()

    def set_theme(self, theme: Theme) -> None:
        self.list.set_theme(theme)
        self.places.set_theme(theme)

    def _show(self, name: str) -> None:
        found = self._rows.get(name)
        if found is None:
            return
        self._shown = name
        used, rule = found.usage, self._rules.get(name)
        self.name.setText(name)
        self.title.setText(plain_name(name))
        self.figures.setText(
            f"Dismissed {times(used.dismissed)} of {used.flagged} ({percent(used.dismissal_rate)}), "
            f"{used.fixed} fixed, {used.open} open now, in {many(used.pieces, 'piece')}."
        )
        clear(self.reasons)
        most = max(used.reasons.values(), default=1)
        for reason, count in used.reasons.items():
            self.reasons.addWidget(_Bar(reason.value, count, most))
        self.notes.setText(" · ".join(used.notes[:3]))
        self.notes.setVisible(bool(used.notes))
        self.level.setEnabled(rule is not None)
        self.off.setEnabled(rule is not None and bool(rule.channels))
        self.full.setEnabled(rule is not None)
        self.elsewhere.setVisible(rule is None)
        if rule:
            self.level.setCurrentIndex(max(0, self.level.findData(rule.level.value)))
        self._show_words(found)
        self.places.show_rows(
            [_place_row(place) for place in found.places],
            "None of the flags that were dismissed is raised in the texts as they are now.",
        )
        self._detail.show()

    def _show_words(self, found: TuningRow) -> None:
        clear(self.words)
        counted: dict[str, int] = {}
        for place in found.places:
            counted[place.text] = counted.get(place.text, 0) + 1
        for words, count in sorted(counted.items(), key=lambda pair: -pair[1])[:_SHOWN_WORDS]:
            let = button(
                "Make an exception…",
                partial(self._hands.except_words, found.rule, words),
                "small",
                f"{found.rule} lets “{words}” pass from now on",
            )
            let.setVisible(found.rule in self._rules)
            self.words.addLayout(row(label(f"“{words}”"), label(times(count), "small"), 1, let, gap=SMALL))
        if not counted:
            self.words.addWidget(label("None of them stand in the texts as they are now.", "muted", wrap=True))

    # ------------------------------------------------------------ what a person does

    def _on_choice(self, name: object) -> None:
        if isinstance(name, str):
            self._show(name)

    def _on_current(self, index: object) -> None:
        shown = index.data(Qt.ItemDataRole.UserRole) if hasattr(index, "data") else None
        if isinstance(shown, Row):
            self._on_choice(shown.payload)

    def _act(self, act: Callable[[str], object]) -> None:
        if self._shown:
            act(self._shown)

    def _on_place(self, place: object) -> None:
        if isinstance(place, Place):
            self._hands.go(place)


class _Bar(QWidget):
    """A reason with a bar as long as it is frequent; the count stands beside it."""

    def __init__(self, said: str, count: int, most: int) -> None:
        super().__init__()
        bar = QFrame()
        bar.setProperty("role", "bar")
        bar.setFixedSize(max(6, round(160 * count / max(1, most))), 8)
        name = label(said, "small")
        name.setFixedWidth(110)
        self.setLayout(row(name, bar, label(str(count), "small"), 1, gap=SMALL))


def _row(found: TuningRow) -> Row:
    used = found.usage
    reason = next(iter(used.reasons), None)
    mostly = f" · mostly {reason.value}" if isinstance(reason, Reason) else ""
    detail = f"{used.dismissed} of {used.flagged}{mostly}"
    return Row(plain_name(found.rule), detail, count=percent(used.dismissal_rate), strong=False, payload=found.rule)


def _place_row(place: Place) -> Row:
    reason = f" · {place.reason.value}" if place.reason else ""
    return Row(" ".join(place.sentence.split()), f"{place.title} · line {place.line}{reason}", strong=False, payload=place)
