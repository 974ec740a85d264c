"""The sheet about LanguageTool: what there is of it, how it reads for the house, and which of its rules are off."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLayout, QProgressBar, QPushButton, QScrollArea, QWidget

from studio.app.tables.languagetool import LanguageToolEntry
from studio.core.errors import KnownError
from studio.ui.dialogs.sheets import Sheet
from studio.ui.theme import GAP, SMALL, TINY, Theme
from studio.ui.widgets import CalmCombo, button, clear, column, label, line, reveal, row

_WHAT_FOR = (
    "A second proofreader that runs on this computer. It reads what you have written as you pause, and what it finds stands "
    "among the flags, once where Harper finds it too. Nothing leaves this computer."
)
_PLACES = "A piece that has a locale of its own is read in that language; see “What this piece is…”."
_LANGUAGES = {
    "en-GB": "English, British",
    "en-US": "English, American",
    "en-AU": "English, Australian",
    "en-CA": "English, Canadian",
    "en-NZ": "English, New Zealand",
    "en-ZA": "English, South African",
    "de-DE": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl-PL": "Polish",
    "pt-PT": "Portuguese",
    "pt-BR": "Portuguese, Brazilian",
}
_RULES_MOST = 100  # pixels; a house may have turned many off, and a small screen has to hold all of the sheet
_USES = {
    None: "where it is on a computer; it is not missed elsewhere",
    True: "always; the gate says where it is missing",
    False: "never",
}
_EVERY = 400  # milliseconds; how it stands changes by itself


@dataclass(frozen=True)
class Standing:
    """How it stands just now.

    Attributes:
        name: with its version; empty where there is none.
        told: a sentence.
        can_start, can_stop, can_install: what makes sense.
        at, of: kilobytes of an installation under way, `of` 0 while nobody knows; None where none is.
    """

    name: str
    told: str
    can_start: bool = False
    can_stop: bool = False
    can_install: bool = True
    at: int | None = None
    of: int = 0


@dataclass(frozen=True)
class Offers:
    """What the sheet can do.

    Attributes:
        may_not: why the person may not change what it does for the house; empty where they may.
        standing: asked again and again.
        fetch: what can be fetched, as a phrase with its size; `install` does it, `install_from` asks for a file.
        save: gets the house's settings that were changed.
        turn_on: a rule, and whether it was off for the person alone.
    """

    may_not: str
    standing: Callable[[], Standing]
    start: Callable[[], object]
    stop: Callable[[], object]
    fetch: str
    install: Callable[[], object]
    install_from: Callable[[], object]
    cancel: Callable[[], object]
    save: Callable[[dict[str, str | bool | None]], object]
    turn_on: Callable[[str, bool], object]


class LanguageToolSheet(Sheet):
    """What there is, and how it reads.

    Args:
        where: sentences on where it and its Java are.
        english: the house's own English, `en-GB`.
        off: rules that are off, each with whether for the person alone.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        entry: LanguageToolEntry,
        where: Sequence[str],
        english: str,
        off: Sequence[tuple[str, bool]],
        offers: Offers,
    ) -> None:
        super().__init__(theme, "LanguageTool", _WHAT_FOR, parent)
        self.setMinimumWidth(560)
        self._entry, self._offers, self._off = entry, offers, list(off)
        self._build_there(where)
        self._build_house(english)
        self._rules = column(gap=TINY, margin=(0, 0, SMALL, 0))
        self._area = _scrolled(self._rules)
        self.fields.addWidget(line())
        self.fields.addWidget(label("Rules that are off", "strong"))
        self.fields.addWidget(self._area)
        self._show_rules()
        if offers.may_not:
            self.no.hide()
            self.answer("Done", lambda: None)
        else:
            self.answer("Save", self._save)
        self._watch = QTimer(self)
        self._watch.setInterval(_EVERY)
        self._watch.timeout.connect(self.look)
        self._watch.start()
        self.look()

    # ------------------------------------------------------------ what there is

    def _build_there(self, where: Sequence[str]) -> None:
        offers = self._offers
        self.name, self.told = label("", "strong"), label("", "muted", wrap=True, selectable=True)
        self.start = button("Start", lambda: self._do(offers.start), "link", "Start it now, and not only with the next text")
        self.stop = button("Stop", lambda: self._do(offers.stop), "link", "Until you start it, or open the workspace again")
        self.fields.addWidget(line())
        self.fields.addLayout(row(self.name, 1, self.start, self.stop, gap=GAP))
        self.fields.addWidget(self.told)
        for each in where:
            self.fields.addWidget(label(each, "small", wrap=True, selectable=True))
        tip = f"{offers.fetch}; held against its SHA-256"
        self.install = button("Install…", lambda: self._do(offers.install), "link", tip)
        self.install_from = button("Install from a file…", lambda: self._do(offers.install_from), "link", "A .zip that you have")
        self.fields.addLayout(row(self.install, self.install_from, 1, gap=GAP))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far it is installed")
        self.far = label("", "small")
        self.cancel = button("Cancel", offers.cancel, "link")
        self._going = QWidget()
        self._going.setLayout(row(self.bar, self.far, self.cancel, gap=SMALL))
        self.fields.addWidget(self._going)

    def look(self) -> None:
        """Show how it stands now."""
        now = self._offers.standing()
        self.name.setText(now.name or "None is here yet.")
        self.told.setText(now.told)
        self.start.setVisible(now.can_start)
        self.stop.setVisible(now.can_stop)
        is_going = now.at is not None
        self._going.setVisible(is_going)
        for each in (self.install, self.install_from):
            each.setVisible(now.can_install and not is_going)
        if now.at is not None:
            self.bar.setRange(0, now.of)  # of 0 it only says that it is at work
            self.bar.setValue(now.at)
            self.far.setText(f"{now.at >> 10} of {now.of >> 10} MB" if now.of else "Looking for it…")

    # ------------------------------------------------------------ for the house

    def _build_house(self, english: str) -> None:
        entry = self._entry
        self.use = CalmCombo()
        for use, when in _USES.items():
            self.use.addItem(when[0].upper() + when[1:], use)
        self.use.setCurrentIndex(list(_USES).index(entry.use))
        self.picky = QCheckBox("Have it speak of matters of taste, too")
        self.picky.setChecked(entry.picky)
        self.language = QComboBox()
        self.language.addItem(f"The house’s own English ({english})", "")
        for code, name in (_LANGUAGES if entry.language in ("", *_LANGUAGES) else {entry.language: "", **_LANGUAGES}).items():
            self.language.addItem(f"{name} ({code})" if name else code, code)
        self.language.setCurrentIndex(self.language.findData(entry.language))
        self.fields.addWidget(line())
        self.fields.addWidget(label("For the house", "strong"))
        self.ask("It reads the drafts of this house", self.use)
        self.fields.addWidget(self.picky)
        self.ask("Language", self.language)
        self.fields.addWidget(label(_PLACES, "small", wrap=True))
        for each in (self.use, self.picky, self.language):
            each.setEnabled(not self._offers.may_not)
        if self._offers.may_not:
            self.fields.addWidget(label(self._offers.may_not, "small", wrap=True))

    def _save(self) -> None:
        now: dict[str, str | bool | None] = {
            "use": list(_USES)[self.use.currentIndex()],
            "picky": self.picky.isChecked(),
            "language": str(self.language.currentData()),
        }
        self._offers.save({name: value for name, value in now.items() if value != getattr(self._entry, name)})

    # ------------------------------------------------------------ rules

    def _show_rules(self) -> None:
        clear(self._rules)
        self.turn_on: dict[tuple[str, bool], QPushButton] = {}
        for rule, is_own in self._off:
            on = button("Turn on", partial(self._turn_on, rule, is_own), "link")
            on.setAccessibleName(f"Turn on {rule}")
            if self._offers.may_not and not is_own:
                on.hide()
            self.turn_on[rule, is_own] = on
            whom = "for you, on this computer" if is_own else "for the house"
            self._rules.addLayout(row(label(rule), label(whom, "muted"), 1, on, gap=GAP))
        if not self._off:
            self._rules.addWidget(label("None. The card of a flag turns its rule off.", "muted", wrap=True))
        reveal(self._rules)
        self._area.setFixedHeight(min(_RULES_MOST, self._rules.sizeHint().height()))

    def _turn_on(self, rule: str, is_own: bool) -> None:
        if self._do(lambda: self._offers.turn_on(rule, is_own)):
            self._off.remove((rule, is_own))
            self._show_rules()

    def tell(self, error: KnownError) -> None:
        """Say what went wrong, in its place."""
        self._problem.setText(str(error))
        self._problem.show()

    def _do(self, act: Callable[[], object]) -> bool:
        self._problem.hide()
        try:
            act()
        except KnownError as error:
            self.tell(error)
            return False
        self.look()
        return True


def _scrolled(rows: QLayout) -> QScrollArea:
    """Rows that scroll where there is no room for all of them; Tab goes to what stands in them."""
    made, inner = QScrollArea(), QWidget()
    inner.setLayout(rows)
    made.setWidget(inner)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
