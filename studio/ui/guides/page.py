"""The Style guides page: a head with the ways in, and one view at a time below it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from studio.app.guiding.rows import GuideRow, GuideState, RuleRow, RuleState, RuleUsage, TuningRow
from studio.core.piece import Channel
from studio.ui.guides.form import FormHands, RuleForm
from studio.ui.guides.guide_view import GuideHands, GuideView
from studio.ui.guides.rule_view import RuleHands, RuleView
from studio.ui.guides.tree import GuideTree
from studio.ui.guides.tuning import TuningHands, TuningView
from studio.ui.guides.words import many
from studio.ui.theme import SMALL, WIDE, Theme
from studio.ui.widgets import button, column, label, line, row

_RULES, _TUNING = 0, 1
_WAITING = "Reading the style guides…"
_SHOWN_PROBLEMS = 4
_CHOOSE = "Choose a guide or a rule at the left."


@dataclass(frozen=True)
class PageHands:
    """What the page asks for.

    Attributes:
        look: somebody looks at a guide or a rule; what takes longer to know is asked for then.
        tune: somebody looks at the tuning list.
    """

    rule: RuleHands
    guide: GuideHands
    tuning: TuningHands
    form: FormHands
    look: Callable[[str], object]
    tune: Callable[[], object]
    new_rule: Callable[[], object]
    import_package: Callable[[], object]


class GuidesPage(QWidget):
    """`left` says that the person wants the desk back; `turned`, that another view has come to the front."""

    left = Signal()
    turned = Signal()

    def __init__(self, theme: Theme, hands: PageHands) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hands = hands
        self._guides: Mapping[str, GuideRow] = {}
        self._rules: Mapping[str, RuleRow] = {}
        self._usage: Mapping[str, RuleUsage] | None = None
        self.tree = GuideTree(theme)
        self.tree.setMinimumWidth(280)
        self.rule = RuleView(hands.rule)
        self.guide = GuideView(hands.guide)
        self.form = RuleForm(theme, hands.form)
        self.tuning = TuningView(theme, hands.tuning)
        self._problems = label("", "alert", wrap=True, selectable=True)
        self._problems.hide()
        self.nothing = label(_WAITING, "muted", wrap=True)
        self.nothing.setContentsMargins(WIDE * 2, WIDE * 2, WIDE * 2, WIDE * 2)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.tabs = QTabBar()
        self.tabs.addTab("Rules")
        self.tabs.addTab("Tuning")
        self.tabs.setTabToolTip(_TUNING, "Rules by how often people say no to them")
        self.tabs.setAccessibleName("Rules or tuning")
        self.tabs.setDrawBase(False)
        self.back = button("← Back to the desk", self.left.emit, "link", "The desk as it was (Esc)")
        self.take_in = button("Import a package…", hands.import_package, tip="A folder or a zip of rules in Vale's format")
        self.new = button("New rule…", hands.new_rule, "primary", "A rule for words and phrases (Ctrl+N)")
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QWidget()
        title = label("Style guides", "strong")
        margin = (WIDE, SMALL, WIDE, SMALL)
        head.setLayout(row(self.back, title, self.tabs, 1, self.take_in, self.new, margin=margin, gap=WIDE))
        self._detail = QStackedWidget()
        for part in (self.nothing, self.rule, self.guide):
            self._detail.addWidget(part)
        browse = QWidget()
        both = row(self.tree, line(vertical=True), self._detail, gap=0)
        both.setStretch(0, 3)
        both.setStretch(2, 8)
        browse.setLayout(both)
        self._views = QStackedWidget()
        self._views.addWidget(browse)
        self._views.addWidget(self.tuning)
        listed = QWidget()
        listed.setLayout(column(head, line(), self._problems, self._views, gap=0))
        listed.layout().setStretch(3, 1)  # type: ignore[union-attr]
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._stack.addWidget(self.form)
        self._stack.currentChanged.connect(lambda _: self.turned.emit())
        self.setLayout(column(self._stack, gap=0))

    def _connect(self) -> None:
        self.tree.chosen.connect(self._on_chosen)
        self.tabs.currentChanged.connect(self._on_tab)
        self.form.closed.connect(self.show_list)
        for keys, act in (
            ("Esc", self._on_escape),
            ("Ctrl+F", self._search),
            ("Ctrl+N", self._on_new),
        ):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------ what it shows

    def wait(self) -> None:
        """The guides are being read."""
        if not self._guides:
            self.nothing.setText(_WAITING)
            self._detail.setCurrentWidget(self.nothing)

    def show_all(self, guides: Sequence[GuideRow], rules: Sequence[RuleRow]) -> None:
        """Show the guides and their rules; what was looked at stays where it was."""
        self._guides = {guide.name: guide for guide in guides}
        self._rules = {rule.name: rule for rule in rules}
        self.tree.show_all(guides, rules)
        current = self.tree.current
        if current:
            self._on_chosen(current)
        else:
            self._detail.setCurrentWidget(self.nothing)
            self.nothing.setText(_CHOOSE if guides else self.tree._nothing())

    def show_problems(self, problems: Sequence[str]) -> None:
        """Say what is wrong in the files, one line each; nothing where nothing is."""
        more = len(problems) - _SHOWN_PROBLEMS
        lines = [*problems[:_SHOWN_PROBLEMS], *([f"And {many(more, 'more thing')}."] if more > 0 else [])]
        self._problems.setText("\n".join(lines))
        self._problems.setVisible(bool(problems))

    def show_usage(self, usage: Mapping[str, RuleUsage]) -> None:
        self._usage = usage
        self.tree.show_usage(usage)
        if self.rule.rule:
            self.rule.show_usage(usage.get(self.rule.rule.name))

    def show_rule_states(self, name: str, states: Mapping[Channel | None, RuleState]) -> None:
        if self.rule.rule and self.rule.rule.name == name:
            self.rule.show_states(states)

    def show_guide_states(self, name: str, states: Mapping[Channel | None, GuideState]) -> None:
        if self.guide.guide and self.guide.guide.name == name:
            self.guide.show_states(states)

    def show_tuning(self, found: Sequence[TuningRow]) -> None:
        self.tuning.show_rows(found, tuple(self._rules.values()))

    def go_to(self, name: str) -> None:
        """Show a guide or a rule among all of them."""
        self.show_list()
        self.tabs.setCurrentIndex(_RULES)
        if self.knows(name):
            self.tree.search.clear()
            self.tree.filter.setCurrentIndex(0)
            self.tree.channel.setCurrentIndex(0)
        self.tree.select(name)

    def show_form(self) -> None:
        self._stack.setCurrentWidget(self.form)

    def show_list(self) -> None:
        self._stack.setCurrentIndex(0)
        self.take_keys()

    def forget(self) -> None:
        """Another workspace: nothing of the one before may be seen."""
        self._guides, self._rules, self._usage = {}, {}, None
        self.rule.rule = self.guide.guide = None
        self.tree.show_usage({})
        self.tree.forget()
        self.tuning.wait()
        self.nothing.setText(_WAITING)
        self._detail.setCurrentWidget(self.nothing)
        self._stack.setCurrentIndex(0)
        self.tabs.setCurrentIndex(_RULES)

    @property
    def ground(self) -> QWidget:
        """What a notice may lie over without covering a button that one needs."""
        return self.form.ground if self.is_form_open else self

    @property
    def is_form_open(self) -> bool:
        return self._stack.currentWidget() is self.form

    @property
    def is_tuning(self) -> bool:
        return not self.is_form_open and self.tabs.currentIndex() == _TUNING

    def knows(self, name: str) -> bool:
        """Whether it has read a guide or a rule of that name."""
        return name in self._rules or name in self._guides

    def row(self, rule: str) -> RuleRow | None:
        return self._rules.get(rule)

    def take_keys(self) -> None:
        """Give the keyboard to what one is most likely to use next."""
        if self.is_form_open:
            self.form.words.take_keys()
        elif self.is_tuning:
            self.tuning.take_keys()
        else:
            self.tree.view.setFocus()

    def set_theme(self, theme: Theme) -> None:
        self.tree.set_theme(theme)
        self.form.set_theme(theme)
        self.tuning.set_theme(theme)

    # ------------------------------------------------------------ what a person does

    def _on_chosen(self, name: str) -> None:
        if name in self._rules:
            rule = self._rules[name]
            self.rule.show_rule(rule)
            self.rule.show_usage((self._usage or {}).get(name), self._usage is not None)
            self._detail.setCurrentWidget(self.rule)
        elif name in self._guides:
            self.guide.show_guide(self._guides[name])
            self._detail.setCurrentWidget(self.guide)
        else:
            return
        self._hands.look(name)

    def _on_tab(self, index: int) -> None:
        self._views.setCurrentIndex(index)
        if index == _TUNING:
            self._hands.tune()

    def _on_escape(self) -> None:
        if self.is_form_open:
            self.form.leave()
        elif self.tree.search.text() and self.tree.search.hasFocus():
            self.tree.search.clear()
        else:
            self.left.emit()

    def _search(self) -> None:
        if not self.is_form_open:
            self.tabs.setCurrentIndex(_RULES)
            self.tree.search.setFocus()
            self.tree.search.selectAll()

    def _on_new(self) -> None:
        if not self.is_form_open:
            self._hands.new_rule()
