"""The sheets about feedback: what there is of a piece or of all, one more by hand, and a table of a survey or a mail tool."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.app.feedback import Feedback, FeedbackKind, Plan, summed
from studio.app.feedback_files import Columns, Table, number
from studio.core.errors import KnownError
from studio.core.phrases import count
from studio.ui.dialogs.sheets import Sheet, day_field, day_of, note_field
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import GAP, SMALL, Theme
from studio.ui.times import date
from studio.ui.widgets import button, column, label, row, well

_NOTHING = (
    "Nothing was noted yet. Note what somebody said of a published piece, or take in a table of a survey, mail or helpdesk tool. "
    "It stands in the reports then, beside the edits."
)
_KINDS = {
    FeedbackKind.RATING: "A rating",
    FeedbackKind.COMMENT: "A comment",
    FeedbackKind.OUTCOME: "What came of it: a figure",
}
_ASKED = (("piece", "Piece"), ("when", "Day"), ("rating", "Rating"), ("comment", "Comment"))
_FIGURES = ("Figure", "Another figure", "And another")


@dataclass(frozen=True)
class FeedbackHands:
    """What the sheet asks for; `note` is None where nothing can be noted of the piece now, and `why_not` says why."""

    note: Callable[[], object] | None
    table: Callable[[], object]
    why_not: str = ""


class FeedbackSheet(Sheet):
    """What was noted.

    Args:
        title: of the piece; empty for all pieces.
        voice: figures of the piece's text, a sentence; empty for none.
    """

    def __init__(
        self, theme: Theme, parent: QWidget, title: str, found: Sequence[Feedback], hands: FeedbackHands, voice: str = ""
    ) -> None:
        about = f"What readers said of “{title}”, and what came of it." if title else "What readers said of published pieces."
        super().__init__(theme, "Feedback", about, parent)
        self.setMinimumWidth(640)
        self.rows = RowList(theme, "Feedback", lines=2)
        self.rows.setFixedHeight(300)
        self.rows.show_rows([_row(each, not title) for each in reversed(found)], _NOTHING)
        self.sums = label("\n".join(each.sentence for each in summed(found)[:_SUMS]), "small", wrap=True)
        self.sums.setVisible(bool(found))
        self.note = button("Note something…", lambda: self._go(hands.note), "link")
        self.note.setVisible(hands.note is not None)
        self.table = button("Take in a table…", lambda: self._go(hands.table), "link")
        self.fields.addWidget(well(self.rows))
        self.fields.addWidget(self.sums)
        self.voice = label(voice, "small", wrap=True)
        self.voice.setVisible(bool(voice))
        self.fields.addWidget(self.voice)
        self.fields.addLayout(row(self.note, self.table, 1, gap=GAP))
        if hands.why_not:
            self.fields.addWidget(label(hands.why_not, "small", wrap=True))
        self.no.hide()
        self.answer("Done", lambda: None)
        self.rows.take_keys()

    def _go(self, act: Callable[[], object] | None) -> None:
        try:
            if act:
                act()
        except KnownError as error:
            self._problem.setText(str(error))
            self._problem.show()
        else:
            self.accept()


_SUMS = 6


def _row(each: Feedback, with_title: bool) -> Row:
    what = f"{each.name[:1].upper()}{each.name[1:]}: {each.said}" if each.value is not None else f"“{each.text or 'deleted'}”"
    days = f"{date(each.since)} to {date(each.when)}" if each.since else date(each.when)
    return Row(what, " · ".join(filter(None, (each.piece.title if with_title else "", each.source, days))), payload=each.number)


class NoteForm(Sheet):
    """One thing by hand. `act(kind, name, value, unit, text, source, when)`."""

    def __init__(self, theme: Theme, parent: QWidget, title: str, act: Callable[..., object]) -> None:
        super().__init__(theme, "Note feedback", f"It stands with “{title}” and in the reports, with its day and source.", parent)
        self.setMinimumWidth(520)
        self.kind, self.name, self.value, self.unit = QComboBox(), QLineEdit(), QLineEdit(), QLineEdit()
        for kind, words in _KINDS.items():
            self.kind.addItem(words, kind)
        self.words = note_field("What was said, in their words")
        self.source, self.day = QLineEdit(), day_field("Day")
        self.source.setPlaceholderText("A survey, a review page, a tool, a talk")
        self.ask("What it is", self.kind)
        self._named, self._figure = label("What was counted", "muted"), label("Figure", "muted")
        self._in = label("In", "muted")
        self.figures = QWidget()
        parts = ((self._named, self.name), (self._figure, self.value), (self._in, self.unit))
        self.figures.setLayout(_beside([column(name, field, gap=SMALL) for name, field in parts]))
        for field, name in ((self.name, "What was counted"), (self.value, "Figure"), (self.unit, "What it is counted in")):
            field.setAccessibleName(name)
        self.fields.addWidget(self.figures)
        self.words.setAccessibleName("What was said")
        self.fields.addWidget(self.words)
        self.ask("Where it comes from", self.source)
        self.ask("Day", self.day)
        self.kind.currentIndexChanged.connect(lambda _: self._is_other())
        self._is_other()

        def keep() -> None:
            kind = FeedbackKind(self.kind.currentData())
            is_comment = kind is FeedbackKind.COMMENT
            if not is_comment and not self.value.text().strip():
                self.value.setFocus()
                raise KnownError("There is no figure yet.", "Write it like 4.5 or 1,204.")
            unit = self.unit.text().strip()
            if kind is FeedbackKind.RATING and unit:
                unit = unit if unit.startswith("of ") else f"of {unit}"
            act(
                kind,
                name="" if is_comment else self.name.text(),
                value=None if is_comment else number(self.value.text()),
                unit="" if is_comment else unit,
                text=self.words.toPlainText() if is_comment else "",
                source=self.source.text(),
                when=day_of(self.day),
            )

        self.answer("Keep it", keep)
        self.value.setFocus()

    def _is_other(self) -> None:
        kind = FeedbackKind(self.kind.currentData())
        self.figures.setVisible(kind is not FeedbackKind.COMMENT)
        self.words.setVisible(kind is FeedbackKind.COMMENT)
        is_rating = kind is FeedbackKind.RATING
        self._named.setText("What was rated" if is_rating else "What was counted")
        self._in.setText("Of how many" if is_rating else "In")
        self.name.setPlaceholderText("Optional" if is_rating else "Opens, conversions…")
        self.unit.setPlaceholderText("5" if is_rating else "%, hours…")


class TableSheet(Sheet):
    """A table: which column is what, how its first rows read, and what stays outside.

    Args:
        known: columns that were kept; `first` those to begin with.
        plan: ties the rows to pieces; raises a `KnownError` where the columns do not do.
        act: `act(columns, plan, leaving_out, name)`; `name` to keep the columns under, empty for not at all.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        table: Table,
        known: Sequence[Columns],
        first: Columns,
        plan: Callable[[Columns], Plan],
        act: Callable[[Columns, Plan, bool, str], object],
    ) -> None:
        super().__init__(theme, f"Take in {table.name}", "Say which column is what. Nothing is taken in by halves.", parent)
        self.setMinimumWidth(640)
        self._table, self._plan_of = table, plan
        self._known = {each.name: each for each in known}
        self._columns, self._is_filling = first, False
        self.plan: Plan | None = None
        self.mapping = QComboBox()
        self.mapping.addItem("As chosen here", "")
        for each in known:
            self.mapping.addItem(each.title or each.name, each.name)
        self.mapping.setVisible(bool(known))
        self.mapping.setCurrentIndex(max(0, self.mapping.findData(first.name)))
        if known:
            self.ask("Columns", self.mapping)
        self.combos: dict[str, QComboBox] = {}
        self.source, self.of = QLineEdit(), QLineEdit()
        self.source.setPlaceholderText("A survey, a tool, or the name of a column")
        self.of.setPlaceholderText("Such as 5")
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(SMALL)
        places: list[tuple[str, QWidget]] = [(title, self._combo(name, title)) for name, title in _ASKED]
        places += [(title, self._combo(f"figure{number}", title)) for number, title in enumerate(_FIGURES)]
        places += [("Rated of", self.of), ("Where from", self.source)]
        for number_, (title, field) in enumerate(places):
            field.setAccessibleName(title)
            line_, side = divmod(number_, 2)
            grid.addWidget(label(title, "muted"), line_, 2 * side)
            grid.addWidget(field, line_, 2 * side + 1)
            grid.setColumnStretch(2 * side + 1, 1)
        self.fields.addLayout(grid)
        self.rows = RowList(theme, "What would come in", lines=2)
        self.rows.setFixedHeight(150)
        self.fields.addWidget(well(self.rows))
        self.told = label("", "small", wrap=True)
        self.fields.addWidget(self.told)
        self.leave_out = QCheckBox("Rows that cannot be read may stay outside")
        self.fields.addWidget(self.leave_out)
        self.name = QLineEdit()
        self.name.setPlaceholderText("Optional: a name such as mail-tool, for the next table")
        self.ask("Keep these columns", self.name)
        for line_edit in (self.source, self.of):
            line_edit.editingFinished.connect(self._said)
        self.mapping.currentIndexChanged.connect(lambda _: self._chosen())
        self.leave_out.toggled.connect(lambda _: self._ready())
        self.answer(
            "Take it in", lambda: act(self._columns, self._planned(), self.leave_out.isChecked(), self.name.text().strip())
        )
        self._fill()
        self._begin().setFocus()

    def _begin(self) -> QWidget:
        """What a person does first here."""
        if self.yes.isEnabled():
            return self.yes
        if self.plan:
            return self.leave_out if self.plan.faults else self.no
        return self.source if self._columns.piece else self.combos["piece"]

    def _combo(self, name: str, title: str) -> QComboBox:
        made = self.combos[name] = QComboBox()
        made.addItem("None", "")
        for head in self._table.heads:
            if head:
                made.addItem(head, head)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(14)
        made.currentIndexChanged.connect(lambda _: self._said())
        return made

    def _chosen(self) -> None:
        if found := self._known.get(str(self.mapping.currentData() or "")):
            self._columns = found
            self._fill()

    def _fill(self) -> None:
        self._is_filling = True
        columns = self._columns
        rated = next(iter(columns.ratings.items()), ("", ""))
        shown = {"piece": columns.piece, "when": columns.when, "comment": columns.comment, "rating": rated[1]}
        shown |= {f"figure{number}": head for number, head in enumerate(list(columns.outcomes.values())[: len(_FIGURES)])}
        for name, combo in self.combos.items():
            combo.setCurrentIndex(max(0, combo.findData(shown.get(name, ""))))
        self.source.setText(columns.source)
        self.of.setText(columns.units.get(rated[0], "").removeprefix("of "))
        self._is_filling = False
        self._look()

    def _said(self) -> None:
        """Take over what is chosen; of the figures those that have no place here stay."""
        if self._is_filling:
            return
        at = {name: str(combo.currentData() or "") for name, combo in self.combos.items()}
        before = self._columns
        names = {head: name for name, head in before.outcomes.items()}
        outcomes = {names.get(head, head.casefold()): head for key, head in at.items() if key.startswith("figure") and head}
        outcomes |= dict(list(before.outcomes.items())[len(_FIGURES) :])
        units = {name: before.units.get(name, "%" if "rate" in name or "%" in name else "") for name in outcomes}
        ratings = {at["rating"].casefold(): at["rating"]} if at["rating"] else {}
        of = self.of.text().strip()
        units |= {name: f"of {of}" for name in ratings if of}
        plain = {"piece": at["piece"], "when": at["when"], "comment": at["comment"], "source": self.source.text().strip()}
        units = {name: unit for name, unit in units.items() if unit}
        after = replace(before, name="", title="", ratings=ratings, outcomes=outcomes, units=units, **plain)
        if after != replace(before, name="", title=""):
            self._columns = after
            self._is_filling = True
            self.mapping.setCurrentIndex(0)
            self._is_filling = False
            self._look()

    def _look(self) -> None:
        try:
            self.plan = self._plan_of(self._columns)
        except KnownError as error:
            self.plan = None
            self.rows.show_rows((), str(error))
            self.told.setText("")
        else:
            faults = [Row(each.what, each.remedy, strong=False, payload=str(each), alarm="Outside") for each in self.plan.faults]
            first = [Row(each, "", strong=False, payload=each) for each in self.plan.first(_FIRST)]
            self.rows.show_rows([*faults[:_MOST_FAULTS], *first], "Nothing in it is new.")
            self.told.setText(self.plan.told)
        self._ready()

    def _ready(self) -> None:
        faults = len(self.plan.faults) if self.plan else 0
        self.leave_out.setVisible(bool(faults))
        new = len(self.plan.said) if self.plan else 0
        self.yes.setText(f"Take in {count(new, 'entry', 'entries')}" if new else "Take it in")
        self.yes.setEnabled(bool(new) and (not faults or self.leave_out.isChecked()))

    def _planned(self) -> Plan:
        assert self.plan is not None, "the button is not to be pressed without one"
        return self.plan


_FIRST, _MOST_FAULTS = 20, 200


def _beside(parts: Sequence[QVBoxLayout]) -> QHBoxLayout:
    made = row(*parts, gap=GAP)
    for number_ in range(len(parts)):
        made.setStretch(number_, 1)
    return made
