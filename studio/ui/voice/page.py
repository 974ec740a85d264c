"""The page: at the left the figures of a voice, at the right the piece on the desk and what the voice is learned from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from studio.app.voice_of_piece import PieceVoice
from studio.core.piece import Channel
from studio.core.span import Span
from studio.core.voice_profile import Profile
from studio.core.voicing import Row as Figure
from studio.core.voicing import rows_of
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import GAP, SMALL, TINY, WIDE, Theme
from studio.ui.times import day
from studio.ui.voice.figures import FigureTable
from studio.ui.widgets import CalmCombo, button, column, label, line, row

_SIDE = 400  # pixels of the right part
_LEAST_OF_A_LIST = 96
_NO_TEXTS = (
    "There is nothing yet to learn this voice from. Add published texts that sound right, four or more of a page each: files, a "
    "folder of them, or pieces that were approved here."
)
_NO_PIECE = "Open a piece of this brand and channel, and it is held against the voice here."
_NOTHING_FAR = "No sentence leaves the voice."
_LISTENING = "Listening to its texts…"


@dataclass(frozen=True)
class VoiceHands:
    """What the page asks for."""

    choose: Callable[[str, Channel], object]
    add_files: Callable[[], object]
    add_folder: Callable[[], object]
    add_approved: Callable[[], object]
    remove: Callable[[str], object]
    go: Callable[[Span], object]


class VoicePage(QWidget):
    """`left` says that the person wants the desk back."""

    left = Signal()

    def __init__(self, theme: Theme, hands: VoiceHands) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hands = hands
        self.brand, self.channel = CalmCombo(), CalmCombo()
        self.brand.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToContents)  # its names come later
        self.brand.setMaximumWidth(260)
        self.brand.setAccessibleName("Brand")
        self.channel.setAccessibleName("Channel")
        for each in Channel:
            self.channel.addItem(each.value.capitalize(), each.value)
        self.title, self.origin = label("", "title", wrap=True), label("", "muted", wrap=True)
        self.figures = FigureTable()
        self.words = label("", wrap=True, selectable=True)
        self.piece, self.said = label("", "strong", wrap=True), label("", "muted", wrap=True)
        self.far = RowList(theme, "Sentences that leave the voice", lines=2)
        self.why = label("", wrap=True, selectable=True)
        self.go = button("Go to the sentence", self._go, "link", "On the desk (Enter)")
        self.texts = RowList(theme, "Texts the voice is learned from", lines=1)
        self.add = button("Add files…", hands.add_files, tip="Published texts that sound right")
        self.folder = button("Add a folder…", hands.add_folder)
        self.approved = button("Add approved pieces", hands.add_approved, tip="The brand’s own, as they were approved")
        self.take_out = button("Take the chosen text out", self._remove, "link", "Its file is deleted (Del)")
        self._build()
        self._connect()

    def _build(self) -> None:
        back = button("← Back to the desk", self.left.emit, "link", "The desk as it was (Esc)")
        head = QWidget()
        parts = (back, label("Voice", "strong"), self.brand, self.channel, 1, self.add, self.folder, self.approved)
        head.setLayout(row(*parts, margin=(WIDE, SMALL, WIDE, SMALL), gap=SMALL))
        left = QWidget()
        margin = (WIDE, WIDE, WIDE, WIDE)
        left.setLayout(column(self.title, self.origin, self.figures, self.words, 1, margin=margin, gap=GAP))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(left)
        side = QWidget()
        side.setFixedWidth(_SIDE)
        about = column(self.piece, self.said, margin=(WIDE, WIDE, WIDE, GAP), gap=TINY)
        reasons = column(self.why, row(self.go, 1), margin=(WIDE, GAP, WIDE, GAP), gap=SMALL)
        under = QWidget()
        under.setLayout(row(label("Learned from", "strong"), 1, self.take_out, margin=(WIDE, SMALL, WIDE, SMALL)))
        for each in (self.far, self.texts):
            each.setMinimumHeight(_LEAST_OF_A_LIST)
        inner = column(about, line(), self.far, reasons, line(), under, self.texts, gap=0)
        inner.setStretch(2, 3)
        inner.setStretch(6, 2)
        side.setLayout(inner)
        body = row(scroll, line(vertical=True), side, gap=0)
        body.setStretch(0, 1)
        whole = column(head, line(), body, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        for choice in (self.brand, self.channel):
            choice.activated.connect(lambda _: self._hands.choose(self.brand.currentText(), Channel(self.channel.currentData())))
        self.far.opened.connect(lambda _: self._go())
        self.far.view.selectionModel().currentChanged.connect(lambda _now, _before: self._show_why())
        QShortcut(QKeySequence("Esc"), self, self.left.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence("Del"), self.texts.view, self._remove, context=Qt.ShortcutContext.WidgetShortcut)

    # ------------------------------------------------------------ what it shows

    def show_choice(self, brands: Sequence[str], brand: str, channel: Channel, may_add: bool, texts: Sequence[str]) -> None:
        """Show whose voice is asked for, while it is listened to.

        Args:
            may_add: whether the person may say what sounds right.
            texts: names of the files that the brand's voice is learned from.
        """
        self.brand.clear()
        self.brand.addItems(list(brands))
        self.brand.setCurrentText(brand)
        self.channel.setCurrentIndex(self.channel.findData(channel.value))
        for each in (self.add, self.folder, self.approved, self.take_out):
            each.setEnabled(may_add and bool(brand))
            each.setToolTip("" if may_add else "That takes an editor or an owner")
        self.texts.show_rows([Row(name, payload=name, strong=False) for name in texts], "No files yet: see above.")
        self.take_out.setVisible(bool(texts))
        self.title.setText(f"How {brand} sounds: {channel.value}" if brand else "No brand yet")
        self.origin.setText(_LISTENING if brand else "A piece, or `brand` in policy.toml, names the first brand.")
        self._clear()

    def show_voice(self, profile: Profile | None, heard: PieceVoice | None) -> None:
        """Show the voice, and how the piece on the desk lies to it where there is one of that brand and channel."""
        self.origin.setText(f"Learned from {profile.target.origin}." if profile else _NO_TEXTS)
        rows: Sequence[Figure] = heard.rows if heard else rows_of([], [], profile.target) if profile else ()
        shown = [each for each in rows if each.wanted is not None or each.edited is not None]
        self.figures.setVisible(bool(shown))
        if shown:
            self.figures.show_rows(shown, profile.examples if profile else {}, heard is not None)
        self.words.setText(_words(profile) if profile else "")
        self.words.setVisible(bool(self.words.text()))
        self._show_piece(heard)

    def _show_piece(self, heard: PieceVoice | None) -> None:
        if heard is None:
            self.piece.setText("The piece on the desk")
            self.said.setText(_NO_PIECE)
            self.far.show_rows((), "")
            self._show_why()
            return
        self.piece.setText(heard.piece.title)
        rated = [f"{each.who} said at the yes: {each.rating} of 5 ({day(each.when)})." for each in heard.ratings]
        self.said.setText(
            " ".join(filter(None, (heard.missing, heard.nearest_words, *rated))) or "Its sentences, the farthest first."
        )
        rows = [
            Row(" ".join(each.text.split()), " ".join(why.words for why in each.whys), payload=each.span, strong=False)
            for each in heard.far
        ]
        self.far.show_rows(rows, "" if heard.missing else _NOTHING_FAR)
        if rows:
            self.far.select(rows[0].payload)
        self._show_why()

    def _show_why(self) -> None:
        """Everything by which the chosen sentence leaves the voice."""
        chosen = self._chosen(self.far)
        self.why.setText(chosen.detail if chosen else "")
        for each in (self.why, self.go):
            each.setVisible(chosen is not None)

    def _go(self) -> None:
        chosen = self._chosen(self.far)
        if chosen and isinstance(chosen.payload, Span):
            self._hands.go(chosen.payload)

    @staticmethod
    def _chosen(rows: RowList) -> Row | None:
        index = rows.view.currentIndex()
        shown = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        return shown if isinstance(shown, Row) else None

    def _clear(self) -> None:
        self.figures.setVisible(False)
        self.words.setVisible(False)
        self.piece.setText("")
        self.said.setText("")
        self.far.show_rows((), "")
        self._show_why()

    def take_keys(self) -> None:
        self.brand.setFocus()

    def forget(self) -> None:
        """Another workspace: nothing of the one before may be seen."""
        self.show_choice((), "", Channel.BLOG, may_add=False, texts=())

    def set_theme(self, theme: Theme) -> None:
        self.far.set_theme(theme)
        self.texts.set_theme(theme)

    def _remove(self) -> None:
        chosen = self._chosen(self.texts)
        if chosen and self.take_out.isEnabled():
            self._hands.remove(str(chosen.payload))


def _words(profile: Profile) -> str:
    parts = []
    if profile.favourites:
        parts.append("Words it likes: " + ", ".join(f"{each.words} ({each.texts} texts)" for each in profile.favourites) + ".")
    if profile.avoided:
        parts.append("Words it avoids: " + "; ".join(f"“{each.words}”, {each.why}" for each in profile.avoided) + ".")
    return "\n\n".join(parts)
