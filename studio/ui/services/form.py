"""The form of one AI service: where it is, which model, where its key comes from, and a test that leads to what is wrong."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from studio.core.asking import Service
from studio.core.errors import KnownError, ServiceTrouble, Trouble
from studio.services.ai import Probed, Seen
from studio.ui.dialogs.keys import secret_field
from studio.ui.dialogs.sheets import Sheet
from studio.ui.services.limits import Limits
from studio.ui.services.trial import Start, Trial
from studio.ui.theme import GAP, Theme
from studio.ui.widgets import CalmCombo, column, label, row

_KEYS = (
    ("none", "It wants no key"),
    ("keyring", "The keyring of this computer"),
    ("passphrase", "A file that a passphrase seals"),
    ("variable", "An environment variable"),
)
_ELSEWHERE = "Another address"
_STARTED = {
    "Ollama": "It runs once it is installed; “ollama pull” fetches a model.",
    "LM Studio": "Start its server there, under Developer.",
    "llama.cpp": "Start it with “llama-server -m” and the file of a model.",
}
"""What has to run first, by the name of a usual server."""


@dataclass(frozen=True)
class Typed:
    """What stands in the form; never shown or kept as a whole.

    Attributes:
        key: as typed; empty where the one that is kept stays.
    """

    service: Service
    key: str
    passphrase: str


class ServiceForm(Sheet):
    """One service.

    Args:
        service: to change; None for a new one.
        found: one that runs on this computer, to begin a new one with, and its models.
        usual: servers that people run themselves, to begin with.
        may_change: whether all of it can be changed, or its key alone.
        test: begins a test of what is typed; `cancel` ends it.
        save: what the strong button does.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        service: Service | None,
        usual: Sequence[Service],
        *,
        may_change: bool,
        test: Callable[[Typed], Start],
        cancel: Callable[[], object],
        save: Callable[[Typed], object],
        found: Seen | None = None,
    ) -> None:
        said = "Any service that speaks OpenAI’s interface: a server on this computer, or a hosted one by its address."
        if service and not may_change:
            said = "An owner has set it up. Its key is yours, and stays on this computer."
        super().__init__(theme, f"Change {service.name}" if service else "Add a service", said, parent)
        self.setMinimumWidth(600)
        self._was, self._usual, self._test = service, usual, test
        begun = service or (found.service if found else next(iter(usual)))
        self.started = label(_STARTED.get(begun.name, ""), "small", wrap=True)
        self.kind = CalmCombo()
        self.kind.addItems([*(f"{each.name}, on this computer" for each in usual), _ELSEWHERE])
        self.name, self.address = QLineEdit(begun.name), QLineEdit(begun.address)
        self.model = QComboBox()
        self.model.setEditable(True)
        self.model.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.model.setEditText(begun.model)
        self.source = CalmCombo()
        for value, text in _KEYS:
            self.source.addItem(text, value)
        self.key, self.passphrase, self.variable = secret_field(), secret_field(), QLineEdit()
        self.key.setPlaceholderText("As it is; type another to change it" if service else "Not shown again")
        self.variable.setPlaceholderText("Its name, such as OPENAI_API_KEY")
        if service is None:
            self.fields.addLayout(_halves(_named("What runs there", self.kind), _named("Name", self.name)))
            self.kind.setCurrentIndex([*(each.name for each in usual), begun.name].index(begun.name))
            self.kind.currentIndexChanged.connect(self._begin_with)
            self.fields.addWidget(self.started)
        else:
            self.fields.addWidget(_named("Name", self.name))
        self.fields.addWidget(_named("Address", self.address))
        self.fields.addLayout(_halves(_named("Model", self.model), _named("Where its key comes from", self.source)))
        for field in (self.address, self.model, self.source):
            field.setEnabled(may_change)
        self.name.setEnabled(service is None)  # a key is kept under it
        secrets = (("Key", self.key), ("Passphrase", self.passphrase), ("Variable", self.variable))
        self._secrets = {field: _named(name, field) for name, field in secrets}
        self.fields.addLayout(_halves(*self._secrets.values()))
        self._choose(begun.key)
        self.source.currentIndexChanged.connect(self._fold)
        self.trial = Trial(
            theme, self._start, cancel, self._on_found, self._on_trouble, (label("The test asks it for one word.", "small"), 1)
        )
        self.fields.addWidget(self.trial)
        self.limits = Limits(begun, may_change)
        self.limits.opener.clicked.connect(self._refit)
        self.fields.addWidget(self.limits)
        self._fold()
        if found:
            self._offer(found.models)
        self.answer("Save", lambda: save(self.typed()))
        self.yes.setAutoDefault(False)
        self.finished.connect(lambda _: cancel())

    def typed(self) -> Typed:
        """What stands here now."""
        source = str(self.source.currentData())
        key = self.variable.text().strip() if source == "variable" else source
        kept = self._was or Service("", "", "")
        made = dataclasses.replace(
            kept,
            name=self.name.text().strip(),
            address=self.address.text().strip(),
            model=self.model.currentText().strip(),
            key=key,
        )
        return Typed(
            self.limits.put_into(made), self.key.text() if source in ("keyring", "passphrase") else "", self.passphrase.text()
        )

    def _choose(self, key: str) -> None:
        known = [value for value, _ in _KEYS]
        self.source.setCurrentIndex(known.index(key if key in known else "variable"))
        if key not in known:
            self.variable.setText(key)

    def _begin_with(self, at: int) -> None:
        if at < len(self._usual):
            begun = self._usual[at]
            self.name.setText(begun.name)
            self.address.setText(begun.address)
            self._choose(begun.key)
        else:
            self.name.clear()
            self.address.setText("https://")
            self._choose("keyring")
        self.started.setText(_STARTED.get(self._usual[at].name, "") if at < len(self._usual) else "")
        self.started.setVisible(bool(self.started.text()))
        self.model.clear()
        self.address.setFocus()

    def _fold(self) -> None:
        """Show the fields that the key's source needs, and no others."""
        source = self.source.currentData()
        shown = {self.key: source in ("keyring", "passphrase"), self.passphrase: source == "passphrase"}
        for field, is_shown in (shown | {self.variable: source == "variable"}).items():
            self._secrets[field].setVisible(is_shown)
        self._refit()

    def _refit(self) -> None:
        """As tall as what is shown needs."""
        self.adjustSize()

    def _start(
        self, done: Callable[[Probed], object], failed: Callable[[KnownError], object], finished: Callable[[], object]
    ) -> object:
        return self._test(self.typed())(done, failed, finished)

    def _on_found(self, probed: Probed) -> None:
        self._offer(probed.models)

    def _on_trouble(self, error: KnownError) -> None:
        """Take the keyboard to the field that the trouble is about."""
        trouble = error.trouble if isinstance(error, ServiceTrouble) else Trouble.BROKEN
        field: QWidget = {Trouble.KEY: self.key, Trouble.MODEL: self.model}.get(trouble, self.address)
        field.setFocus()
        if isinstance(error, ServiceTrouble) and error.there:
            self._offer(error.there)

    def _offer(self, models: Sequence[str]) -> None:
        typed = self.model.currentText()
        self.model.clear()
        self.model.addItems(list(models))
        self.model.setEditText(typed or (models[0] if len(models) == 1 else ""))


def _named(name: str, field: QWidget) -> QWidget:
    """A field under its name."""
    field.setAccessibleName(name)
    made = QWidget()
    made.setLayout(column(label(name, "muted"), field))
    return made


def _halves(*parts: QWidget) -> QHBoxLayout:
    """Parts side by side, equally wide."""
    made = row(*parts, gap=GAP)
    for at in range(len(parts)):
        made.setStretch(at, 1)
    return made
