"""The preview page: the text as its readers meet it, and as each sample customer gets it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from studio.app.merging import CustomerList, Sample, cast, unmatched
from studio.app.preview import Preview, preview
from studio.core.channels.networks import NETWORKS
from studio.core.merging.known import NOTHING_SAID, KnownFields
from studio.core.piece import Channel
from studio.ui.preview.customers import CustomerLine
from studio.ui.preview.mail import MailView
from studio.ui.preview.site import SiteView
from studio.ui.preview.social import SocialView
from studio.ui.theme import GAP, HUGE, SMALL, WIDE, Theme
from studio.ui.widgets import CalmCombo, Elided, button, column, label, line, row

_WIDTH = 1040  # pixels: the two frames of an email and what is between them


@dataclass(frozen=True)
class Shown:
    """What is previewed: a Markdown source, and what is known of the piece."""

    source: str
    channel: Channel
    title: str
    brand: str
    fields: KnownFields = NOTHING_SAID
    brief: str = ""


@dataclass(frozen=True)
class PreviewHands:
    """What the page asks for.

    Attributes:
        pick: lets the person choose a CSV file; the page is told with `show_customers`.
        beside: shows the preview in a window of its own.
    """

    pick: Callable[[], object]
    beside: Callable[[], object]


class PreviewPage(QWidget):
    """`left` says that the person wants the desk back."""

    left = Signal()

    def __init__(self, theme: Theme, hands: PreviewHands, is_beside: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._hands, self._is_beside = hands, is_beside
        self._shown: Shown | None = None
        self._known: CustomerList | None = None
        self._network = NETWORKS[0].id
        self.view: Preview | None = None
        self._title = Elided("muted")
        self.channel = CalmCombo()
        self.channel.addItems([each.value.capitalize() for each in Channel])
        self.channel.setProperty("role", "filter")
        self.channel.setAccessibleName("Show it as a text of this channel")
        self.channel.activated.connect(lambda _: self._show(keep=False))
        self.night = button("Dark", lambda: self._show(), "segment", "As readers have it by night (D)")
        self.night.setCheckable(True)
        self.customers = CustomerLine()
        self.customers.picked.connect(lambda: self._hands.pick())
        self.customers.moved.connect(lambda: self._show())
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()

    def _build(self) -> None:
        leave = button("← Back to the desk", self.left.emit, "link", "The desk as it was (Esc)")
        beside = button(
            "Beside the text", lambda: self._hands.beside(), tip="In a window of its own that follows what you type (B)"
        )
        leave.setVisible(not self._is_beside)
        beside.setVisible(not self._is_beside)
        parts = row(leave, label("Preview", "strong"), margin=(WIDE, SMALL, WIDE, SMALL), gap=WIDE)
        parts.addWidget(self._title, 1)
        for each in (self.channel, self.night, beside):
            parts.addWidget(each)
        head = QWidget()
        head.setProperty("role", "panel")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setLayout(column(parts, line(), self.customers, gap=0))
        whole = column(head, line(), self.area, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    # ------------------------------------------------------------ what it shows

    def show_text(self, shown: Shown) -> None:
        """Show a text; where it is the text of before, edited, one stays at the place and with the customer that one was at."""
        before = self._shown
        is_same = before is not None and (before.title, before.channel) == (shown.title, shown.channel)
        if before == shown:
            return
        self._shown = shown
        if not is_same:
            self.channel.setCurrentIndex(list(Channel).index(shown.channel))
        self._title.set_whole(shown.title)
        self._cast()
        self._show(keep=is_same)

    def show_customers(self, known: CustomerList | None) -> None:
        """Show the text with the customers of a file from now on; None for the stand-in."""
        self._known = known
        self._cast()
        self._show()

    def forget(self) -> None:
        """Nothing of the text and of any customer stays."""
        self._shown, self._known, self.view = None, None, None
        self.customers.show_people((), "")
        self.customers.show_problems(())
        self.area.setWidget(QWidget())

    def _cast(self) -> None:
        shown = self._shown
        if shown:
            people = cast(shown.source, self._sample(shown))
            self.customers.show_people(people, self._note(shown))

    def _sample(self, shown: Shown) -> Sample:
        return Sample(shown.fields, shown.brief, self._known)

    def _note(self, shown: Shown) -> str:
        if self._known is None:
            return "Each field shows its own name. Choose a CSV file of customers to see what they get."
        missing = unmatched(shown.source, self._sample(shown))
        without = f"No column for {', '.join(missing)}: the name stands there instead." if missing else ""
        return " ".join((*self._known.remarks, without)).strip()

    def _show(self, keep: bool = True) -> None:
        shown = self._shown
        if shown is None:
            return
        at = self.area.verticalScrollBar().value() if keep else 0
        channel = list(Channel)[self.channel.currentIndex()]
        view = self.view = preview(shown.source, channel, shown.title, self.customers.customer, self._sample(shown))
        self.customers.show_problems(view.problems)
        inner = QWidget()
        inner.setProperty("role", "side")
        drawn = self._drawn(view, shown.brand)
        drawn.setMaximumWidth(_WIDTH)
        middle = row(1, drawn, 1, margin=(HUGE, WIDE, HUGE, HUGE), gap=GAP)
        middle.setStretch(1, 1000)
        inner.setLayout(middle)
        self.area.setWidget(inner)
        inner.show()
        self.area.verticalScrollBar().setValue(at)

    def _drawn(self, view: Preview, brand: str) -> QWidget:
        is_night = self.night.isChecked()
        if view.channel is Channel.SOCIAL:
            return SocialView(view, brand, is_night, self._network, self.choose_network)
        if view.channel in (Channel.EMAIL, Channel.SUPPORT):
            return MailView(view, brand, is_night)
        return SiteView(view, brand, is_night)

    def choose_network(self, network: str) -> None:
        """Show posts as another network does.

        Args:
            network: its id.
        """
        self._network = network
        self._show()

    # ------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.area.verticalScrollBar()
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Left: lambda: self.customers.step(-1),
            Qt.Key.Key_Right: lambda: self.customers.step(1),
            Qt.Key.Key_C: lambda: self._hands.pick(),
            Qt.Key.Key_D: self.night.click,
            Qt.Key.Key_B: lambda: self._hands.beside(),
            Qt.Key.Key_Escape: self.left.emit,
            Qt.Key.Key_Up: lambda: bar.setValue(bar.value() - bar.singleStep() * 3),
            Qt.Key.Key_Down: lambda: bar.setValue(bar.value() + bar.singleStep() * 3),
            Qt.Key.Key_PageUp: lambda: bar.setValue(bar.value() - bar.pageStep()),
            Qt.Key.Key_PageDown: lambda: bar.setValue(bar.value() + bar.pageStep()),
            Qt.Key.Key_N: self._next_network,
        }
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        act = acts.get(event.key()) if plain else None
        if act:
            act()
        else:
            super().keyPressEvent(event)

    def _next_network(self) -> None:
        ids = [each.id for each in NETWORKS]
        self.choose_network(ids[(ids.index(self._network) + 1) % len(ids)])

    def set_theme(self, theme: Theme) -> None:
        """The paper keeps the reader's colours; only what is around it follows, by the style sheet."""
        self._show()
