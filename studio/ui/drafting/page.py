"""The page: the brief at the left; at the right what the model is asked, the drafts that come, or many briefs at once."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPlainTextEdit, QStackedWidget, QWidget

from studio.core.phrases import count
from studio.ui.drafting.batch_view import BatchHands, BatchView
from studio.ui.drafting.drafts import DraftsView
from studio.ui.drafting.form import BriefForm
from studio.ui.theme import GAP, SMALL, TINY, WIDE, Theme
from studio.ui.widgets import CalmCombo, button, clear, column, label, line, restyle, reveal, row

_FORM_WIDE, _FORM_NARROW = 420, 376  # pixels; the channels stand in one line
_NARROW = 1200
_MANY = ("One draft", "Two drafts, A and B", "Three drafts, A to C", "Four drafts, A to D")
_FREEDOM = (("As free as the service has it", None), ("Steady (temperature 0.2)", 0.2), ("Free (temperature 1)", 1.0))
_GOES_ALONG = (
    "The brief goes along as material, and so do the house’s facts. Whatever is personal in it has a placeholder; "
    "you see every word before it goes, and nothing goes before you say so."
)


@dataclass(frozen=True)
class PageHands:
    """What the page asks for."""

    ask: Callable[[], object]
    begin_by_hand: Callable[[], object]
    services: Callable[[], object]
    reset_prompt: Callable[[], object]
    clear: Callable[[], object]
    table: Callable[[], object]
    folder: Callable[[], object]
    batch: BatchHands


class DraftingPage(QWidget):
    """`left` says that the person wants the desk back."""

    left = Signal()

    def __init__(self, theme: Theme, hands: PageHands) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hands = hands
        self.form = BriefForm()
        self.drafts = DraftsView()
        self.batch = BatchView(theme, hands.batch)
        self.prompt = QPlainTextEdit()
        self.prompt.setProperty("role", "field")
        self.prompt.setTabChangesFocus(True)
        self.prompt.setAccessibleName("What the model is asked")
        self.state = label("", "small", wrap=True)
        self.reset = button("As the house has it again", hands.reset_prompt, "link")
        self.why_not = label("", "alert", wrap=True)
        self.to_services = button("AI services…", hands.services)
        self.views = {name: button(name, lambda name=name: self.show_view(name), "segment") for name in ("Prompt", "Drafts")}  # type: ignore[misc]
        self.many = CalmCombo()
        self.many.addItems(_MANY)
        self.many.setAccessibleName("How many drafts of each channel")
        self.freedom = CalmCombo()
        for text, temperature in _FREEDOM:
            self.freedom.addItem(text, temperature)
        self.freedom.setAccessibleName("How freely the model chooses its words")
        self.by_hand = button("Begin by hand", hands.begin_by_hand, tip="A piece with this brief and no AI’s words")
        self.ask = button("Ask for the draft", hands.ask, "primary", "Ctrl+Return")
        self._service = QHBoxLayout()
        self._service.setContentsMargins(0, 0, 0, 0)
        self.choice: QWidget | None = None
        self._build()
        for keys, act in (("Esc", self.left.emit), ("Ctrl+Return", self.ask.click)):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _build(self) -> None:
        back = button("← Back to the desk", self.left.emit, "link", "The desk as it was (Esc); what you typed is kept")
        head = QWidget()
        several = (button("Table of briefs…", self._hands.table, "link"), button("Folder of briefs…", self._hands.folder, "link"))
        empty = button("Empty the form", self._hands.clear, "link")
        head.setLayout(
            row(back, label("Draft with AI", "strong"), 1, *several, empty, margin=(WIDE, SMALL, WIDE, SMALL), gap=WIDE)
        )
        group = QButtonGroup(self)
        for made in self.views.values():
            made.setCheckable(True)
            group.addButton(made)
        self._stack = QStackedWidget()
        prompt = QWidget()
        self._goes = label(_GOES_ALONG, "small", wrap=True)
        about = row(self.state, self.reset, gap=GAP)
        about.setStretch(0, 1)
        inner = column(about, self.prompt, self._goes, margin=(WIDE, 0, WIDE, GAP), gap=SMALL)
        inner.setStretch(1, 1)
        prompt.setLayout(inner)
        for view in (prompt, self.drafts):
            self._stack.addWidget(view)
        alert = row(self.why_not, self.to_services, gap=GAP)
        alert.setStretch(0, 1)
        self._alert = QWidget()
        self._alert.setLayout(row(alert, margin=(WIDE, GAP, WIDE, 0)))
        tabs = row(*self.views.values(), 1, margin=(WIDE, GAP, WIDE, SMALL), gap=TINY)
        right = column(self._alert, tabs, self._stack, gap=0)
        right.setStretch(2, 1)
        one = QWidget()
        body = row(self.form, line(vertical=True), right, gap=0)
        body.setStretch(2, 1)
        self._texts = QWidget()
        self._texts.setLayout(body)
        foot = QWidget()
        foot.setLayout(
            row(self._service, self.many, self.freedom, 1, self.by_hand, self.ask, margin=(WIDE, SMALL, WIDE, SMALL), gap=GAP)
        )
        whole_one = column(self._texts, line(), foot, gap=0)
        whole_one.setStretch(0, 1)
        one.setLayout(whole_one)
        self._whole = QStackedWidget()
        self._whole.addWidget(one)
        self._whole.addWidget(self.batch)
        whole = column(head, line(), self._whole, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.show_view("Prompt")

    # ------------------------------------------------------------ what it shows

    def show_view(self, name: str) -> None:
        """The prompt, or the drafts."""
        self.views[name].setChecked(True)
        self._stack.setCurrentIndex(list(self.views).index(name))
        self.views["Drafts"].setEnabled(bool(self.drafts.cards))

    def show_batch(self, is_shown: bool) -> None:
        """Many briefs at once, or one."""
        self._whole.setCurrentIndex(1 if is_shown else 0)

    @property
    def ground(self) -> QWidget:
        """What notices lie over, so that none hides the buttons."""
        return self.batch.rows if self.is_batch else self._texts

    @property
    def is_batch(self) -> bool:
        return self._whole.currentIndex() == 1

    def show_choice(self, choice: QWidget | None) -> None:
        """The field in which one of several services is chosen; none where there is nothing to choose."""
        clear(self._service)
        self.choice = choice
        if choice:
            choice.setMaximumWidth(360)
            self._service.addWidget(choice)
            reveal(self._service)

    def show_way(self, why_not: str, *, is_of_services: bool, is_running: bool) -> None:
        """What stands in the way of asking, a sentence; empty where nothing does.

        Args:
            is_of_services: whether it is mended where the services are set up.
        """
        self._alert.setVisible(bool(why_not))
        self.why_not.setText(why_not)
        self.to_services.setVisible(is_of_services)
        self.ask.setEnabled(not why_not and not is_running)
        wanted = max(1, len(self.form.chosen_channels)) * (self.many.currentIndex() + 1)
        self.ask.setText("Ask for the draft" if wanted == 1 else f"Ask for {count(wanted, 'draft')}")
        restyle(self.by_hand, "primary" if why_not and not is_of_services else "")

    def show_prompt(self, text: str, state: str, *, is_own: bool, is_skeleton: bool = False) -> None:
        """What the model is asked.

        Args:
            is_own: the person changed it.
            is_skeleton: it is what a person starts from, and no model is asked.
        """
        self.views["Prompt"].setText("Skeleton" if is_skeleton else "Prompt")
        self.prompt.setReadOnly(is_skeleton)
        self._goes.setVisible(not is_skeleton)
        if self.prompt.toPlainText() != text:
            self.prompt.setPlainText(text)
        self.state.setText(state)
        self.reset.setVisible(is_own)

    def set_theme(self, theme: Theme) -> None:
        self.batch.set_theme(theme)

    def take_keys(self) -> None:
        """Give the keyboard to the form."""
        if self.is_batch:
            self.batch.rows.take_keys()
        else:
            self.form.take_keys()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.form.setFixedWidth(_FORM_WIDE if self.width() >= _NARROW else _FORM_NARROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(600, 400)
