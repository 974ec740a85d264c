"""The sheet about an export of another tool: which of its fields is what, how its first drafts read, and whether that is kept."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from studio.app import pulling
from studio.core.errors import KnownError
from studio.core.phrases import count, shortened
from studio.formats import Draft, exports
from studio.formats.exports import Export, Places
from studio.ui.dialogs.sheets import Sheet
from studio.ui.help.topics import HELP
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import GAP, SMALL, Theme
from studio.ui.times import date
from studio.ui.widgets import label, well

ASKED = (
    ("text", "Text"),
    ("title", "Title"),
    ("model", "Model"),
    ("prompt", "What it was asked"),
    ("generated", "Written on"),
    ("channel", "Channel"),
    ("brief", "Brief"),
    ("record", "Its id there"),
)
"""The fields that are asked for; a mapping that says more keeps it."""

_WORDS = 90  # characters of a draft that are shown


class PullSheet(Sheet):
    """One export. `act(places, name)`: the mapping as chosen, and the name to keep it under, empty for not at all.

    Args:
        known: the mappings there are; `first` is the one to begin with.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        export: Export,
        known: Sequence[Places],
        first: Places,
        act: Callable[[Places, str], object],
    ) -> None:
        told = "Every record becomes a piece. Say which of its fields is what; below stands how the first ones read."
        super().__init__(theme, f"Take in {export.name}", told, parent)
        self.setMinimumWidth(640)
        self.setProperty(HELP, "sheet:Take in an export")
        self._export, self._known, self._act = export, {each.name: each for each in known}, act
        self._places = first
        self._is_filling = False
        self.mapping = QComboBox()
        self.mapping.addItem("As chosen here", "")
        for each in known:
            self.mapping.addItem(f"{each.title or each.name} ({each.name})" if each.title else each.name, each.name)
        self.ask("Read by", self.mapping)
        self.combos: dict[str, QComboBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(SMALL)
        for number, (name, title) in enumerate(ASKED):
            combo = self.combos[name] = QComboBox()
            combo.setAccessibleName(title)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(16)
            combo.currentIndexChanged.connect(lambda _=0, name=name: self._place_chosen(name))
            line, side = divmod(number, 2)
            grid.addWidget(label(title, "muted"), line, 2 * side)
            grid.addWidget(combo, line, 2 * side + 1)
            grid.setColumnStretch(2 * side + 1, 1)
        self.fields.addLayout(grid)
        self.rows = RowList(theme, "First drafts", lines=1)
        self.rows.setFixedHeight(170)
        self.fields.addWidget(well(self.rows))
        self.said = label("", "small", wrap=True)
        self.fields.addWidget(self.said)
        self.name = QLineEdit()
        self.name.setPlaceholderText("Optional: a name such as draft-tool, for the next time")
        self.ask("Keep this as a mapping", self.name)
        self.mapping.currentIndexChanged.connect(lambda _: self._mapping_chosen())
        self.answer("Take them in", self._take)
        self.mapping.setCurrentIndex(max(0, self.mapping.findData(first.name)))
        self._fill()
        (self.yes if first.fields.get("text") else self.combos["text"]).setFocus()

    @property
    def places(self) -> Places:
        """The mapping as it is chosen now; it goes by a name only as long as it is the very one of that name."""
        known = self._known.get(self._places.name)
        return self._places if known == self._places else replace(self._places, name="", title="", is_bundled=False)

    def _mapping_chosen(self) -> None:
        if chosen := self._known.get(str(self.mapping.currentData() or "")):
            self._places = chosen
            self._fill()

    def _place_chosen(self, name: str) -> None:
        if self._is_filling:
            return
        fields = {key: place for key, place in self._places.fields.items() if key != name}
        if place := str(self.combos[name].currentData() or ""):
            fields[name] = place
        self._places = replace(self._places, name="", title="", fields=fields, is_bundled=False)
        self._is_filling = True
        self.mapping.setCurrentIndex(0)
        self._is_filling = False
        self._preview()

    def _fill(self) -> None:
        """Offer the places that the records have, those chosen now marked."""
        self._is_filling = True
        try:
            there = exports.places_in(self._export, self._places.records)
        except KnownError:
            there = ()
        for name, combo in self.combos.items():
            chosen = self._places.fields.get(name, "")
            combo.clear()
            combo.addItem("Not said" if name != "text" else "Choose…", "")
            for place in dict.fromkeys((*((chosen,) if chosen else ()), *there)):
                combo.addItem(place, place)
            combo.setCurrentIndex(combo.findData(chosen))
        self._is_filling = False
        self._preview()

    def _preview(self) -> None:
        try:
            pulled = pulling.pull(self._export, self._places, pulling.PREVIEWED)
            many = len(exports.listed(self._export, self._places.records).records)
        except KnownError as error:
            self.rows.show_rows((), str(error))
            self.said.setText("")
            self.yes.setEnabled(False)
            return
        self.rows.show_rows([_row(each) for each in pulled.drafts], str(pulled.refused[0]) if pulled.refused else "")
        first = f" {pulled.refused[0]}" if pulled.refused and pulled.drafts else ""
        self.said.setText(f"{count(many, 'record')}.{first}")
        self.yes.setText("Take it in" if many == 1 else f"Take in {count(many, 'record')}")
        self.yes.setEnabled(bool(pulled.drafts))

    def _take(self) -> None:
        self._act(self.places, self.name.text().strip())


def _row(draft: Draft) -> Row:
    said = [draft.meta.get("channel", ""), draft.meta.get("model", ""), date(draft.meta.get("generated", ""))]
    text = draft.text.strip().removeprefix(f"# {draft.title}")  # it stands above
    return Row(draft.title, " · ".join(filter(None, [*said, shortened(text.strip(), _WORDS)])), payload=draft.name)
