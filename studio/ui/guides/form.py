"""The rule form: words and phrases, what to do about them, and at once what that would flag."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from studio.core.errors import KnownError
from studio.core.flag import Flag
from studio.guides.writing import Purpose, WordRule
from studio.ui.guides.backtest import BackTestView
from studio.ui.guides.fields import FileView, Segments, WordTable
from studio.ui.guides.tryout import TryOut
from studio.ui.guides.words import COUNTED, LEVELS, PLACES, PURPOSES, camel, file_name, from_file, joined, parted, to_file
from studio.ui.theme import GAP, HUGE, SMALL, TINY, WIDE, Theme
from studio.ui.widgets import CalmCombo, CalmSpin, button, column, label, line, row

if TYPE_CHECKING:
    from studio.app.guiding.rows import BackTest

_COLUMNS = {
    "avoid": ("Words to avoid", "", ("in order to", "")),
    "prefer": ("Instead of", "Write", ("utilise", "use")),
    "spell": ("Not this spelling", "But this one", ("judgement", "judgment")),
    "limit": ("Words to count", "", ("really", "")),
    "always": ("Always written exactly so", "Also instead of (optional)", ("Larkspur Tea Rooms", "the Larkspur")),
}
_MESSAGES = {
    "avoid": "Avoid '{found}'.",
    "prefer": "Write '{better}' instead of '{found}'.",
    "spell": "Spell it '{better}', not '{found}'.",
    "limit": "This stands here {count} times.",
    "always": "Always write '{better}', not '{found}'.",
}
_SLOTS = {
    "avoid": "{found} stands for the words flagged.",
    "limit": "{count} stands for how often.",
}
_BOTH_SLOTS = "{better} and {found} stand for the words."


@dataclass(frozen=True)
class FormHands:
    """What the form asks for; each raises a `KnownError` where it cannot be done.

    Attributes:
        try_out: flags of a rule in a text; called in a thread.
        back_test: starts the test of a rule on every piece; `show_back_test` or `back_test_ended` bring its end.
        yaml: the rule's file.
        save: writes the rule, on trial or in force.
        go: opens a place of the back-test on the desk.
    """

    try_out: Callable[[WordRule, str], Sequence[Flag]]
    back_test: Callable[[WordRule], object]
    yaml: Callable[[WordRule], str]
    save: Callable[[WordRule, bool], object]
    go: Callable[[object], object]


class RuleForm(QWidget):
    """One rule for words and phrases, new or opened again. `closed` says that the person is done with it."""

    closed = Signal()

    def __init__(self, theme: Theme, hands: FormHands) -> None:
        super().__init__()
        self._hands = hands
        self._begun: WordRule | None = None
        self._tested: WordRule | None = None
        self._guide = self.editing = ""
        self._examples: tuple[tuple[str, ...], tuple[str, ...]] = (), ()
        self.title = label("New rule", "title")
        self.subtitle = label("", "muted")
        self.purpose = Segments("What the rule does", [(n, t) for n, t, _ in PURPOSES], [tip for _, _, tip in PURPOSES])
        self.explained = label("", "small", wrap=True)
        self.words = WordTable()
        self.most = CalmSpin()
        self.most.setRange(1, 9999)
        self.most.setAccessibleName("At most")
        self.counted = _combo("Counted", COUNTED)
        self.message = QLineEdit()
        self.slots = label("", "small", wrap=True)
        self.why = QPlainTextEdit()
        self.level = Segments("Level", LEVELS, ["A hint", "Readers stumble over it", "It must not go out"])
        self.place = _combo("Where it looks", PLACES)
        self.exceptions = QLineEdit()
        self.whole = QCheckBox("Whole words only")
        self.capitals = QCheckBox("Capitals matter")
        self.bad, self.good = QLineEdit(), QLineEdit()
        self.name = QLineEdit()
        self.tryout = TryOut(theme, hands.try_out, self)
        self.backtest = BackTestView(theme, self._test)
        self.file = FileView()
        self.problem = label("", "problem", wrap=True)
        self.show_the_file = button("Show the file", self._toggle_file, tip="The rule as a Vale user would have written it")
        self.trial = button(
            "Save as trial", lambda: self._save(True), tip="Its flags count, but never stop an approval (Ctrl+Shift+Return)"
        )
        self.save = button("Save", lambda: self._save(False), "primary", "Save, in force for every channel (Ctrl+Return)")
        self._build()
        self._connect()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.message.setAccessibleName("What the writer reads")
        self.why.setProperty("role", "field")
        self.why.setFixedHeight(58)
        self.why.setTabChangesFocus(True)
        self.why.setAccessibleName("Why")
        self.why.setPlaceholderText("One sentence for the card: why does this matter?")
        self.exceptions.setPlaceholderText("Phrases that are fine, with commas between them")
        self.exceptions.setAccessibleName("Exceptions")
        self.name.setAccessibleName("Name of the rule")
        self.bad.setAccessibleName("An example that should be flagged")
        self.good.setAccessibleName("An example that should be left alone")
        for text in (self.bad, self.good):
            text.setPlaceholderText("Optional: one sentence, kept with the rule as its test")
        self._exceptions = _field("Exceptions", self.exceptions)
        self._limit = QWidget()
        self._limit.setLayout(row(label("At most"), self.most, self.counted, 1, gap=SMALL))
        self._place_label = label("Where it looks", "muted")
        self.words.follow_by(self.message)
        fields = column(
            _field("What should it do?", self.purpose),
            self.explained,
            self.words,
            self._limit,
            column(_field("What the writer reads", self.message), self.slots, gap=TINY),
            _field("Why", self.why),
            _field("Level", self.level),
            column(self._place_label, self.place, gap=TINY),
            self._exceptions,
            row(self.whole, self.capitals, 1, gap=HUGE),
            _field("An example that should be flagged", self.bad),
            _field("An example that should be left alone", self.good),
            _field("Name", self.name),
            1,
            margin=(HUGE, WIDE, HUGE, WIDE),
            gap=GAP,
        )
        inner = QWidget()
        inner.setLayout(fields)
        self._area = area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumWidth(430)
        both = QWidget()
        both.setLayout(column(self.tryout, self.backtest, gap=WIDE))
        lay = both.layout()
        lay.setStretch(0, 5)  # type: ignore[union-attr]
        lay.setStretch(1, 4)  # type: ignore[union-attr]
        self._right = QStackedWidget()
        self._right.addWidget(both)
        self._right.addWidget(self.file)
        side = QWidget()
        side.setLayout(column(self._right, margin=(HUGE, WIDE, HUGE, WIDE), gap=0))
        self.ground = QWidget()
        halves = row(area, line(vertical=True), side, gap=0)
        self.ground.setLayout(halves)
        halves.setStretch(0, 9)
        halves.setStretch(2, 10)
        head = row(self.title, self.subtitle, 1, margin=(HUGE, WIDE, HUGE, GAP), gap=GAP)
        cancel = button("Cancel", self.leave, tip="Back without saving (Esc)")
        foot = row(self.problem, self.show_the_file, cancel, self.trial, self.save, margin=(HUGE, GAP, HUGE, GAP), gap=SMALL)
        foot.setStretch(0, 1)
        self.setLayout(column(head, line(), self.ground, line(), foot, gap=0))
        self.layout().setStretch(2, 1)  # type: ignore[union-attr]

    def _connect(self) -> None:
        self.purpose.changed.connect(self._on_purpose)
        self.words.changed.connect(self._on_change)
        for text in (self.message, self.exceptions, self.name, self.bad, self.good):
            text.textChanged.connect(lambda _: self._on_change())
        self.why.textChanged.connect(self._on_change)
        self.level.changed.connect(lambda _: self._on_change())
        for combo in (self.place, self.counted):
            combo.currentIndexChanged.connect(lambda _: self._on_change())
        self.most.valueChanged.connect(lambda _: self._on_change())
        for check in (self.whole, self.capitals):
            check.toggled.connect(lambda _: self._on_change())
        self.backtest.opened.connect(self._hands.go)
        for keys, act in (
            ("Ctrl+Return", lambda: self._save(False)),
            ("Ctrl+Shift+Return", lambda: self._save(True)),
            ("Ctrl+T", self._test),
        ):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------ opening and closing

    def open_new(self, guide: str, words: str = "", sample: str = "", piece: str = "") -> None:
        """A new rule, about `words` where there are any.

        Args:
            guide: the house's own.
            sample: a text to try it on from the start.
            piece: the text of the piece on the desk.
        """
        self._guide, self.editing, self._begun = guide, "", None
        self._fill(None)
        if words:
            self.words.set_entries([(words, "")])
        self.title.setText("New rule")
        self.subtitle.setText(f"for words and phrases, in the house's own guide {guide}")
        self._begin(sample, piece)
        self.words.take_keys()

    def open_rule(self, name: str, rule: WordRule, sample: str = "", piece: str = "") -> bool:
        """A rule of the house's own, to be edited. Returns False where the form would say something else than the rule does."""
        self._guide, self.editing, self._begun = name.partition(".")[0], name, None
        self._fill(rule)
        if self.current() != rule:
            return False
        self.title.setText("Edit the rule")
        self.subtitle.setText(name)
        self._begin(sample, piece)
        self.words.take_keys()
        return True

    def _begin(self, sample: str, piece: str) -> None:
        self._tested = None
        self.problem.setText("")
        self._right.setCurrentIndex(0)
        self._area.verticalScrollBar().setValue(0)
        self.show_the_file.setText("Show the file")
        self.backtest.begin()
        self.tryout.begin(sample, piece)
        self._begun = self.current()
        self._on_change()

    def _fill(self, rule: WordRule | None) -> None:
        shown = rule or WordRule("", Purpose.PREFER, ())
        self._examples = shown.bad[1:], shown.good[1:]
        self.purpose.choose(shown.purpose)
        self._on_purpose(shown.purpose)
        is_turned = shown.purpose is Purpose.ALWAYS
        self.words.set_entries([(good, bad) if is_turned else (bad, good) for bad, good in shown.entries])
        self.message.setText(from_file(shown.message, shown.purpose))
        self.why.setPlainText(shown.why)
        self.level.choose(shown.level)
        is_limit = shown.purpose is Purpose.LIMIT
        _choose(self.place, "text" if is_limit else shown.scope)
        _choose(self.counted, shown.scope if is_limit else "paragraph")
        self.exceptions.setText(joined(shown.exceptions))
        self.whole.setChecked(shown.whole_words)
        self.capitals.setChecked(not shown.ignorecase)
        self.most.setValue(max(1, shown.most))
        self.bad.setText(next(iter(shown.bad), ""))
        self.good.setText(next(iter(shown.good), ""))
        self.name.setText(shown.name.partition(".")[2])
        self.name.setReadOnly(bool(rule))

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed or chosen that is not saved."""
        return self.current() != self._begun

    def leave(self) -> None:
        """Done with it; what was typed is thrown away only when the person says so."""
        if not self.is_dirty:
            self.closed.emit()
            return
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("Blue Pencil")
        box.setText("The rule is not saved.")
        box.setInformativeText("Throw away what you typed, or go on with it?")
        throw = box.addButton("Throw it away", QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("Go on editing", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        throw.clicked.connect(self._throw_away)
        box.open()

    def _throw_away(self) -> None:
        self._begun = self.current()
        self.closed.emit()

    # ------------------------------------------------------------ what it says

    def current(self) -> WordRule:
        """The rule as the form says it now, complete or not."""
        purpose = Purpose(self.purpose.chosen)
        typed = self.words.entries
        entries = tuple((second, first) for first, second in typed) if purpose is Purpose.ALWAYS else typed
        is_limit = purpose is Purpose.LIMIT
        message = self.message.text().strip()
        more_bad, more_good = self._examples
        return WordRule(
            name=f"{self._guide}.{file_name(self.name.text()) or self._usual_name(typed)}",
            purpose=purpose,
            entries=entries,
            message=to_file(message, purpose) if message else "",
            why=" ".join(self.why.toPlainText().split()),
            level=self.level.chosen,
            scope=str(self.counted.currentData() if is_limit else self.place.currentData()),
            ignorecase=not self.capitals.isChecked(),
            whole_words=self.whole.isChecked(),
            exceptions=() if is_limit else parted(self.exceptions.text()),
            most=self.most.value() if is_limit else 0,
            bad=tuple(filter(None, (self.bad.text().strip(), *more_bad))),
            good=tuple(filter(None, (self.good.text().strip(), *more_good))),
        )

    def _usual_name(self, typed: Sequence[tuple[str, str]]) -> str:
        return camel(next((word for word, _ in typed if word), ""))

    # ------------------------------------------------------------ while one types

    def _on_purpose(self, purpose: str) -> None:
        self.explained.setText(next(said for name, _, said in PURPOSES if name == purpose))
        first, second, examples = _COLUMNS[purpose]
        self.words.set_columns(first, second, examples, "←" if purpose == "always" else "→")
        self.message.setPlaceholderText(_MESSAGES[purpose])
        self.slots.setText(_SLOTS.get(purpose, _BOTH_SLOTS))
        is_limit = purpose == "limit"
        self._limit.setVisible(is_limit)
        self._exceptions.setVisible(not is_limit)
        self.capitals.setVisible(purpose != "always")
        self._place_label.setVisible(not is_limit)
        self.place.setVisible(not is_limit)
        self._on_change()

    def _on_change(self) -> None:
        if self._begun is None:
            return
        rule = self.current()
        self.name.setPlaceholderText(self._usual_name(self.words.entries) or "A short name, such as LooseLeaf")
        self.problem.setText("")
        if self._tested is not None and rule != self._tested:
            self.backtest.outdate()
        self.tryout.follow(_tryable(rule))
        if self._right.currentIndex() == 1:
            self._show_file()

    def _toggle_file(self) -> None:
        is_shown = self._right.currentIndex() == 1
        self._right.setCurrentIndex(0 if is_shown else 1)
        self.show_the_file.setText("Show the file" if is_shown else "Back to trying it")
        if not is_shown:
            self._show_file()

    def _show_file(self) -> None:
        rule = self.current()
        try:
            self.file.show_file(self._hands.yaml(rule), f"{rule.name.partition('.')[2] or 'Rule'}.yml, as Vale reads it")
        except KnownError as error:
            self.file.show_file("", str(error))

    # ------------------------------------------------------------ testing and saving

    def _test(self) -> None:
        rule = self.current()
        self._right.setCurrentIndex(0)
        self._guard(lambda: self._start_test(rule))

    def _start_test(self, rule: WordRule) -> None:
        self._hands.back_test(rule)
        self._tested = rule
        self.backtest.wait()

    def show_back_test(self, rule: WordRule, found: "BackTest") -> None:
        """The test of `rule` is done."""
        self.backtest.show_result(found)
        self._tested = rule
        if rule != self.current():
            self.backtest.outdate()

    def back_test_ended(self) -> None:
        """However the test ended, another may begin."""
        self.backtest.ready()

    def _save(self, is_trial: bool) -> None:
        rule = self.current()

        def act() -> None:
            self._hands.save(rule, is_trial)
            self._begun = rule
            self.closed.emit()

        self._guard(act)

    def _guard(self, act: Callable[[], object]) -> None:
        """A refusal is said here, and nothing typed is lost."""
        try:
            act()
        except KnownError as error:
            self.say(error)

    def say(self, error: KnownError) -> None:
        self.problem.setText(str(error))

    def stop(self) -> None:
        self.tryout.stop()

    def set_theme(self, theme: Theme) -> None:
        self.tryout.set_theme(theme)
        self.backtest.set_theme(theme)


def _tryable(rule: WordRule) -> WordRule | None:
    """The rule without the lines that are still half written; None where that leaves nothing to try."""
    is_paired = rule.purpose in (Purpose.PREFER, Purpose.SPELL)
    whole = tuple(
        (bad, good) for bad, good in rule.entries if (bad or good) and (good or not is_paired) and (bad or not is_paired)
    )
    return replace(rule, entries=whole) if whole else None


def _field(name: str, field: QWidget) -> QWidget:
    """A field under its name."""
    holder = QWidget()
    shown = label(name, "muted")
    if isinstance(field, QLineEdit | QPlainTextEdit | QComboBox):
        shown.setBuddy(field)
    holder.setLayout(column(shown, field, gap=TINY))
    return holder


def _combo(name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
    made = CalmCombo()
    made.setAccessibleName(name)
    for value, text in choices:
        made.addItem(text, value)
    return made


def _choose(combo: QComboBox, value: str) -> None:
    """Choose by value; one that is not offered, but stands in a file, is offered from then on."""
    if combo.findData(value) < 0:
        combo.addItem(value, value)
    combo.setCurrentIndex(combo.findData(value))
