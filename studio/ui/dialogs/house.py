"""Sheets for changes of the house's rules: changing a packaged one, taking one away, bringing a package in."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget

from studio.app.guiding.rows import RuleRow
from studio.core.errors import BadInput, KnownError
from studio.guides.writing import exception, literal
from studio.ui.dialogs.sheets import Sheet
from studio.ui.guides.fields import Segments, WordTable
from studio.ui.guides.words import LEVELS, parted, plain_name
from studio.ui.theme import SMALL, Theme
from studio.ui.widgets import button, label, row

_WITH_WORDS = ("existence", "substitution")
_WITH_EXCEPTIONS = (*_WITH_WORDS, "capitalization", "conditional", "repetition", "spelling")


def change_sheet(theme: Theme, parent: QWidget, rule: RuleRow, act: Callable[[Mapping[str, object]], object]) -> Sheet:
    """Change a rule that is not the house's own, or one of its own that builds on such a one. `act(changes)` gets only what is
    different."""
    explained = (
        f"{rule.name} builds on {rule.parent}. What you change here is written into it; the rest stays."
        if rule.is_own
        else f"Your workspace gets a rule of its own that starts from {rule.name} and differs in what you change here. "
        f"{rule.name} itself stays as it is, and is switched off."
    )
    sheet = Sheet(theme, f"Change “{plain_name(rule.name)}” for us", explained, parent)
    sheet.setMinimumWidth(520)
    level = Segments("Level", LEVELS)
    level.choose(rule.level.value)
    message, exceptions = QLineEdit(rule.message), QLineEdit()
    exceptions.setPlaceholderText("Words that it should let pass, with commas between them")
    words = WordTable()
    is_pair = rule.kind == "substitution"
    words.set_columns("More words to flag", "Write instead" if is_pair else "")
    sheet.ask("Level", level)
    sheet.ask("What the writer reads (%s stands for the words)", message)
    if rule.kind in _WITH_EXCEPTIONS:
        sheet.ask("Exceptions", exceptions)
    if rule.kind in _WITH_WORDS:
        sheet.fields.addWidget(words)

    def changes() -> Mapping[str, object]:
        made: dict[str, object] = {}
        if level.chosen != rule.level.value:
            made["level"] = level.chosen
        if message.text().strip() and message.text().strip() != rule.message:
            made["message"] = message.text().strip()
        let = parted(exceptions.text())
        if let:
            made["exceptions+"] = [exception(each) for each in let]
        if words.entries and is_pair:
            if empty := next((bad for bad, good in words.entries if bad and not good), ""):
                raise BadInput(f"Nothing takes the place of “{empty}”.", "Write what does, or take the line out.")
            made["swap+"] = {literal(bad): good for bad, good in words.entries}
        elif words.entries:
            made["tokens+"] = [literal(bad) for bad, _ in words.entries]
        return made

    sheet.answer("Make it ours", lambda: act(changes()))
    return sheet


def delete_sheet(theme: Theme, parent: QWidget, rule: RuleRow, act: Callable[[], object]) -> Sheet:
    """Take one of the house's own rules away."""
    back = f" {rule.parent}, whose place it took, is in force again." if rule.parent else ""
    sheet = Sheet(
        theme,
        f"Delete “{plain_name(rule.name)}”?",
        f"{rule.name} and its file go; what people did with its flags stays in the history.{back}",
        parent,
    )
    sheet.answer("Delete it", act)
    sheet.no.setDefault(True)  # Enter takes nothing away
    sheet.no.setFocus()
    return sheet


class ImportSheet(Sheet):
    """Bring in somebody else's guides. `start(source, replace)` begins the work; `done` or `fail` end it."""

    def __init__(self, theme: Theme, parent: QWidget, start: Callable[[Path, bool], object]) -> None:
        super().__init__(
            theme,
            "Import a package",
            "A folder or a .zip of rules in Vale's format. It is copied into the workspace; switch it on when it is in.",
            parent,
        )
        self.path = QLineEdit()
        self.path.setPlaceholderText("A folder, or a .zip file")
        self.replace = QCheckBox("Replace a guide of that name that came in before")
        holder = QWidget()
        holder.setLayout(row(self.path, button("Folder…", self._folder), button("Zip…", self._zip), gap=SMALL))
        self.ask("Where it lies", holder)
        self.fields.addWidget(self.replace)
        self.wait = label("", "muted", wrap=True)
        self.wait.hide()
        self.fields.addWidget(self.wait)
        self.path.setFocus()
        self.yes.setText("Import")
        self.yes.clicked.connect(lambda: self._begin(start))

    def done_with(self) -> None:
        """It is in."""
        self.accept()

    def fail(self, error: KnownError) -> None:
        """It was refused; what was typed stays."""
        self.wait.hide()
        self.yes.setEnabled(True)
        self._problem.setText(str(error))
        self._problem.show()

    def _begin(self, start: Callable[[Path, bool], object]) -> None:
        typed = self.path.text().strip()
        if not typed:
            self.fail(BadInput("Nothing is chosen yet.", "Choose a folder or a zip file."))
            return
        self._problem.hide()
        self.yes.setEnabled(False)
        self.wait.setText("Reading the package…")
        self.wait.show()
        start(Path(typed).expanduser(), self.replace.isChecked())

    def _folder(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, "A folder of rules"):
            self.path.setText(chosen)

    def _zip(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "A package", "", "Packages (*.zip)")
        if chosen:
            self.path.setText(chosen)
