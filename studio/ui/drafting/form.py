"""The brief as a form: the questions of its content type, and what every brief may say beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from studio.app.templates import Template, is_optional
from studio.core.judgement import Campaign
from studio.core.locale import locale_of
from studio.core.piece import Channel
from studio.core.prompting import EXTRA, Brief, extra_for, plain
from studio.ui.theme import GAP, TINY, WIDE
from studio.ui.widgets import CalmCombo, button, clear, column, label, reveal, row

_LINES = 2, 9  # of a field: at least, and before it scrolls
_LED = {"ai_led": "AI leads", "mixed": "AI and people", "human_led": "people lead"}
_PLACES = ("en-GB", "en-IE", "en-US", "en-CA", "en-AU", "en-NZ", "en-ZA", "en-IN")


@dataclass(frozen=True)
class Offers:
    """What can be chosen.

    Attributes:
        brands: those of whoever sits here, the usual one first; empty where there is one alone.
    """

    types: Sequence[Template] = ()
    campaigns: Sequence[Campaign] = ()
    brands: Sequence[str] = ()


class GrowingField(QPlainTextEdit):
    """A field that is as tall as what stands in it, within limits. Tab leaves it."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self.setProperty("role", "field")
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():  # lines break elsewhere now
            self._grow()

    def _grow(self) -> None:
        least, most = _LINES
        lines = min(max(int(self.document().size().height()), least), most)
        self.setFixedHeight(lines * QFontMetrics(self.font()).lineSpacing() + 24)


class BriefForm(QScrollArea):
    """`changed` whenever something was typed or chosen; `type_changed` where that is another content type."""

    changed = Signal()
    type_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._offers = Offers()
        self._is_filling = False
        self._kept: dict[str, str] = {}  # answers to questions of other content types; they are there again with these
        self.kind, self.campaign, self.brand, self.place = CalmCombo(), CalmCombo(), CalmCombo(), CalmCombo()
        self.about = label("", "small", wrap=True)
        self.title, self.audience, self.length, self.tone = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.title.setPlaceholderText("Else as the draft calls itself")
        self.tone.setPlaceholderText("warm and plain, say")
        self.answers: dict[str, GrowingField] = {}
        self.extra = {name: GrowingField() for name in EXTRA}
        self.channels = {each: button(each.value.capitalize(), self._say, "segment") for each in Channel}
        for each in self.channels.values():
            each.setCheckable(True)
        self.place.addItem("As the house has it", "")
        for locale in _PLACES:
            known = locale_of(locale)
            self.place.addItem(f"For {known.readers} ({locale})" if known else locale, locale)
        self._questions = column(gap=GAP)
        self._asked = QWidget()  # with the questions; away where there are none, or their place would stand empty
        self._rows: dict[QWidget, QWidget] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        inner = QWidget()
        segments = row(*self.channels.values(), 1, gap=TINY)
        channels = QWidget()
        channels.setLayout(column(segments))
        parts: list[QWidget] = [
            self._field("Content type", self.kind, self.about),
            self._field("Channel; choose several for a draft of each", channels),
            self._field("Title (optional)", self.title),
        ]
        self._asked.setLayout(self._questions)
        parts.append(self._asked)
        parts += [self._field(EXTRA[name], field) for name, field in self.extra.items()]
        parts += [
            self._field("For whom", self.audience),
            self._field("Length", self.length),
            self._field("Tone", self.tone),
            self._field("Place and spelling", self.place),
            self._field("Brand", self.brand),
            self._field("Campaign", self.campaign),
        ]
        inner.setLayout(column(*parts, 1, margin=(WIDE, WIDE, WIDE, WIDE), gap=GAP))
        self.setWidget(inner)

    def _field(self, name: str, field: QWidget, *under: QWidget) -> QWidget:
        made = QWidget()
        field.setAccessibleName(name)
        made.setLayout(column(label(name, "muted", wrap=True), field, *under, gap=TINY))
        self._rows[field] = made
        return made

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._on_type)
        for line_edit in (self.title, self.audience, self.length, self.tone):
            line_edit.textChanged.connect(self._say)
        for field in self.extra.values():
            field.textChanged.connect(self._say)
        for combo in (self.campaign, self.brand, self.place):
            combo.currentIndexChanged.connect(self._say)

    # ------------------------------------------------------------ what it offers and holds

    def offer(self, offers: Offers) -> None:
        """What can be chosen now; what is chosen stays where it is still there."""
        self._is_filling = True
        before = self.kind.currentData(), self.campaign.currentData(), self.brand.currentData()
        self._offers = offers
        for combo in (self.kind, self.campaign, self.brand):
            combo.clear()
        self.kind.addItem("None: say it all below", "")
        for each in offers.types:
            self.kind.addItem(f"{each.title} ({each.channel})" if each.channel else each.title, each.name)
        self.campaign.addItem("None", "")
        for campaign in offers.campaigns:
            self.campaign.addItem(campaign.name, campaign.id)
        for brand in offers.brands:
            self.brand.addItem(brand or "Several brands", brand)
        for combo, value in zip((self.kind, self.campaign, self.brand), before, strict=True):
            combo.setCurrentIndex(max(0, combo.findData(value)))
        self._rows[self.campaign].setVisible(bool(offers.campaigns))
        self._rows[self.brand].setVisible(len(offers.brands) > 1)
        self._is_filling = False
        self._show_type()

    @property
    def template(self) -> Template | None:
        name = self.kind.currentData()
        return next((each for each in self._offers.types if each.name == name), None)

    @property
    def chosen_channels(self) -> tuple[Channel, ...]:
        return tuple(each for each, made in self.channels.items() if made.isChecked())

    @property
    def brief(self) -> Brief:
        """What stands in the form. Fields that its content type does not show are not part of it."""
        extra = {name: field.toPlainText().strip() for name, field in self.extra.items() if self._shows(name)}
        return Brief(
            template=str(self.kind.currentData() or ""),
            title=self.title.text().strip(),
            brand=str(self.brand.currentData() or "") if len(self._offers.brands) > 1 else "",
            campaign=str(self.campaign.currentData() or ""),
            locale=str(self.place.currentData() or ""),
            audience=self.audience.text().strip(),
            length=self.length.text().strip(),
            tone=self.tone.text().strip(),
            answers=tuple((q, f.toPlainText().strip()) for q, f in self.answers.items() if f.toPlainText().strip()),
            **extra,
        )

    def fill(self, brief: Brief, channels: Sequence[Channel] = ()) -> None:
        """Put a brief into the form."""
        self._is_filling = True
        self._kept = dict(brief.answers)
        self.answers = {}
        self.kind.setCurrentIndex(max(0, self.kind.findData(brief.template)))
        for name, field in self.extra.items():
            field.setPlainText(getattr(brief, name))
        for line_edit, said in ((self.title, brief.title), (self.audience, brief.audience), (self.length, brief.length)):
            line_edit.setText(said)
        self.tone.setText(brief.tone)
        for combo, value in ((self.campaign, brief.campaign), (self.brand, brief.brand), (self.place, brief.locale)):
            combo.setCurrentIndex(max(0, combo.findData(value)))
        self._is_filling = False
        self._show_type()
        for each in channels:
            self.channels[each].setChecked(True)
        if channels:
            for each, made in self.channels.items():
                made.setChecked(each in channels)

    def take_keys(self) -> None:
        """Give the keyboard to the first field that is empty."""
        fields: list[QLineEdit | GrowingField] = [*self.answers.values(), *(f for n, f in self.extra.items() if self._shows(n))]
        empty = next((field for field in fields if isinstance(field, GrowingField) and not field.toPlainText().strip()), None)
        (self.kind if not self.kind.currentData() else empty or self.kind).setFocus()

    def _shows(self, name: str) -> bool:
        return name in extra_for(self.template.questions if self.template else ())

    def _on_type(self) -> None:
        if not self._is_filling:
            self._show_type()
            self.type_changed.emit()
            self._say()

    def _show_type(self) -> None:
        """The questions of the content type; what was answered to the same question before stays."""
        self._kept |= {question: field.toPlainText() for question, field in self.answers.items()}
        chosen = self.template
        clear(self._questions)
        self.answers = {}
        for question in chosen.questions if chosen else ():
            field = GrowingField("optional" if is_optional(question) else "")
            field.setAccessibleName(plain(question))
            field.setPlainText(self._kept.get(question, ""))
            field.textChanged.connect(self._say)
            self.answers[question] = field
            self._questions.addLayout(column(label(plain(question), "muted", wrap=True), field, gap=TINY))
        self._asked.setVisible(bool(self.answers))
        reveal(self._questions)
        for name, extra in self.extra.items():
            self._rows[extra].setVisible(self._shows(name))
        channel = chosen.channel if chosen and chosen.channel else None
        for each, made in self.channels.items():
            made.setChecked(each is (channel or Channel.BLOG))
        self.audience.setPlaceholderText(chosen.audience if chosen else "")
        self.length.setPlaceholderText(chosen.length if chosen and chosen.length else "120 words, say")
        told = (
            (_LED.get(chosen.routing, ""), chosen.length, f"kept by {chosen.author}" if chosen.author else "") if chosen else ()
        )
        self.about.setText(" · ".join(filter(None, told)))
        self.about.setVisible(bool(self.about.text()))

    def _say(self) -> None:
        if not self._is_filling:
            self.changed.emit()
