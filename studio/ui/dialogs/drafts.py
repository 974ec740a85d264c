"""Sheets about drafts that come in: as what they come, a new piece from a template, and what needs a look first."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from studio.app.intake import Options
from studio.app.templates import Template, brief_from, is_optional
from studio.app.triage import Look, sentence
from studio.core.errors import KnownError
from studio.core.judgement import Campaign
from studio.core.prompting import plain
from studio.ui.dialogs.sheets import Sheet, note_field
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import SMALL, Theme
from studio.ui.widgets import button, clear, column, label, reveal, row, well


def import_sheet(
    theme: Theme,
    parent: QWidget,
    many: int,
    types: Sequence[Template],
    campaigns: Sequence[Campaign],
    act: Callable[[Options], object],
) -> Sheet:
    """As what drafts come in. `act(options)`."""
    drafts = "this draft" if many == 1 else f"these {many} drafts"
    sheet = Sheet(theme, f"Take in {drafts}", "What a file says of itself holds, unless you choose otherwise here.", parent)
    kind, campaign = _types(types, "As the file says, or none"), _campaigns(campaigns, "As the file says, or none")
    sheet.ask("Content type", kind)
    sheet.ask("Campaign", campaign)
    sheet.answer(
        "Take it in" if many == 1 else "Take them in",
        lambda: act(Options(template=str(kind.currentData() or ""), campaign=str(campaign.currentData() or ""))),
    )
    sheet.yes.setFocus()
    return sheet


class TemplateSheet(Sheet):
    """A new piece: which content type, its brief as a form, and the draft that the AI gave.

    Args:
        keep: takes the draft in; gets its text, or its file, and the options.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        types: Sequence[Template],
        campaigns: Sequence[Campaign],
        keep: Callable[[str, Path | None, Options], object],
    ) -> None:
        told = "Answer the brief first: the checks hold the draft against it. Then paste what the AI gave, or choose its file."
        super().__init__(theme, "New piece from a template", told, parent)
        self.setMinimumWidth(620)
        self._types, self._keep = types, keep
        self._file: Path | None = None
        self.fields_of: dict[str, QPlainTextEdit] = {}
        self.kind, self.campaign, self.title = _types(types, ""), _campaigns(campaigns, "None"), QLineEdit()
        self.title.setPlaceholderText("Else the draft’s own heading")
        self._about = label("", "small", wrap=True)
        self._form = column(gap=SMALL)
        inner = QWidget()
        inner.setLayout(column(self._form, 1, margin=SMALL, gap=0))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setMinimumHeight(140)  # a small screen has to hold all of the sheet
        self.draft = note_field("Paste the AI’s draft here")
        self.draft.setFixedHeight(72)
        self._chosen = label("", "small")
        self.ask("Content type", self.kind)
        self.fields.addWidget(self._about)
        self.fields.addWidget(label("Brief", "muted"))
        self.fields.addWidget(well(scroll))
        if campaigns:
            self.ask("Campaign", self.campaign)
        self.ask("Title (optional)", self.title)
        self.ask("Draft", self.draft)
        copy = button("Copy what to ask the AI", self._copy, "link", "The brief and what the template asks for")
        self.fields.addLayout(row(button("Choose a file…", self._browse, "link"), copy, self._chosen, 1))
        self.kind.currentIndexChanged.connect(self._show_form)
        self._show_form()
        self.answer("Make the piece", self._make)

    @property
    def template(self) -> Template:
        return self._types[self.kind.currentIndex()]

    @property
    def answers(self) -> dict[str, str]:
        return {question: field.toPlainText() for question, field in self.fields_of.items()}

    def _show_form(self) -> None:
        """The questions of the content type; what was answered to the same question before stays."""
        before, chosen = self.answers, self.template
        clear(self._form)
        self.fields_of = {}
        for question in chosen.questions:
            field = note_field("optional" if is_optional(question) else "")
            field.setFixedHeight(52)
            field.setAccessibleName(plain(question))
            field.setPlainText(before.get(question, ""))
            self.fields_of[question] = field
            self._form.addWidget(label(plain(question), "muted", wrap=True))
            self._form.addWidget(field)
        reveal(self._form)
        led = {"ai_led": "AI leads", "mixed": "AI and people", "human_led": "people lead"}.get(chosen.routing, "")
        told = (str(chosen.channel or ""), led, chosen.length, f"kept by {chosen.author}" if chosen.author else "")
        self._about.setText(" · ".join(filter(None, told)))

    def _browse(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, "The AI’s draft")
        if found:
            self.choose_file(Path(found))

    def choose_file(self, path: Path) -> None:
        """Take the draft from a file instead of the field."""
        self._file = path
        self._chosen.setText(path.name)
        self.draft.setEnabled(False)

    def _copy(self) -> None:
        asked = [self.template.body]
        asked += [f"{plain(question)}\n{said.strip()}" for question, said in self.answers.items() if said.strip()]
        QGuiApplication.clipboard().setText("\n\n".join(filter(None, asked)))
        self._chosen.setText("Copied.")

    def _make(self) -> None:
        brief = brief_from(self.template, self.answers)
        text = self.draft.toPlainText()
        if self._file is None and not text.strip():
            raise KnownError("There is no draft yet.", "Paste it, or choose its file.")
        campaign = str(self.campaign.currentData() or "")
        self._keep(
            text,
            self._file,
            Options(title=self.title.text().strip(), brief=brief, template=self.template.name, campaign=campaign),
        )


def looks_sheet(theme: Theme, parent: QWidget, looks: Sequence[Look], act: Callable[[str], object]) -> Sheet:
    """What came in, exceptions first, each with its reason. `act(piece)`."""
    told = "Everything was checked as it came. What stands first wants somebody’s eye before anybody starts on it."
    sheet = Sheet(theme, sentence(looks) or "Everything can simply be worked on", told, parent)
    sheet.setMinimumWidth(620)
    rows = RowList(theme, "What came in", lines=1)
    rows.setMinimumHeight(260)
    rows.show_rows([_row(each) for each in looks], "")
    sheet.fields.addWidget(well(rows))

    def go() -> None:
        index = rows.view.currentIndex()
        chosen = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        if isinstance(chosen, Row):
            act(str(chosen.payload))

    rows.opened.connect(lambda _: sheet.yes.click())
    rows.view.setCurrentIndex(rows.model.index(0))
    sheet.answer("Open it", go)
    sheet.no.setText("Later")
    rows.view.setFocus()
    return sheet


def refused_sheet(theme: Theme, parent: QWidget, title: str, refused: Sequence[KnownError]) -> Sheet:
    """Everything that could not be taken in, with what to do about each."""
    sheet = Sheet(theme, title, "Nothing else was kept out by these.", parent)
    sheet.setMinimumWidth(620)
    rows = RowList(theme, title, lines=2)
    rows.setMinimumHeight(260)
    rows.show_rows([Row(each.what, each.remedy, strong=False, payload=number) for number, each in enumerate(refused)], "")
    sheet.fields.addWidget(well(rows))
    sheet.no.hide()
    sheet.answer("Done", lambda: None)
    rows.take_keys()
    return sheet


def _row(each: Look) -> Row:
    found = f"{each.errors + each.warnings} flags, {each.claims} open claims"
    detail = " · ".join(filter(None, (each.detail if each.is_exception else "ready", found, *each.lacks)))
    return Row(each.piece.title, detail, payload=each.piece.id, alarm="Look first" if each.is_exception else "")


def _types(types: Sequence[Template], none: str) -> QComboBox:
    made = QComboBox()
    if none:
        made.addItem(none, "")
    for each in types:
        made.addItem(f"{each.title} ({each.channel})" if each.channel else each.title, each.name)
    return made


def _campaigns(campaigns: Sequence[Campaign], none: str) -> QComboBox:
    made = QComboBox()
    made.addItem(none, "")
    for each in campaigns:
        made.addItem(each.name, each.id)
    return made
