"""The sheet that lists the AI services, with the switch that keeps everything on this computer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget
from shiboken6 import isValid

from studio.app.local_only import LocalOnly
from studio.core.asking import Service
from studio.core.errors import KnownError
from studio.services.ai import Seen
from studio.ui.dialogs.sheets import Sheet
from studio.ui.services.trial import Start, Trial
from studio.ui.theme import SMALL, Theme
from studio.ui.widgets import button, column, label, line, row

_WHAT_FOR = (
    "A service can write a first draft, rewrite a passage, or give a second opinion, always as a proposal that you decide on. "
    "Everything else in Blue Pencil works without one."
)


@dataclass(frozen=True)
class Offers:
    """What the sheet can do.

    Attributes:
        may_not: why the person may not change services, a sentence; empty where they may.
        open_form: opens the form, for a service or for a new one; `add` opens it filled in.
        look: looks which services run on this computer without being set up, and tells them; `cancel` ends it.
        test: begins a test of a service; `cancel` ends it.
        switch: local only, on or off.
    """

    may_not: str
    open_form: Callable[[Service | None], object]
    add: Callable[[Seen], object]
    look: Callable[[Callable[[Sequence[Seen]], object]], object]
    remove: Callable[[Service], object]
    test: Callable[[Service], Start]
    cancel: Callable[[], object]
    switch: Callable[[bool], object]


class ServicesSheet(Sheet):
    """Which services there are; nothing here sends anything but Test. What runs on this computer is looked for, and offered."""

    def __init__(
        self, theme: Theme, parent: QWidget, services: Sequence[tuple[Service, str]], local: LocalOnly, offers: Offers
    ) -> None:
        super().__init__(theme, "AI services", _WHAT_FOR, parent)
        self.setMinimumWidth(600)
        self._offers = offers
        self.trials: dict[str, Trial] = {}
        self.found: list[QPushButton] = []
        self._seen = column(gap=SMALL)
        self.fields.addLayout(self._seen)
        for service, key_state in services:
            self.fields.addWidget(line())
            self.fields.addWidget(self._row(service, key_state))
        self.fields.addWidget(line())
        if not services:
            self.fields.addWidget(label("None is set up yet.", "strong"))
        self.add = button("Add a service…", lambda: self._go(lambda: offers.open_form(None)), "link")
        self.add.setEnabled(not offers.may_not)
        self.fields.addLayout(row(self.add, 1))
        if offers.may_not:
            self.fields.addWidget(label(offers.may_not, "small", wrap=True))
        self.local = QCheckBox("Local only: send nothing to services that run elsewhere")
        self.local.setChecked(local.is_on)
        self.local.setEnabled(not local.locked)
        self.local.toggled.connect(self._switch)
        self.fields.addSpacing(SMALL)
        self.fields.addWidget(self.local)
        if local.locked:
            self.fields.addWidget(label(local.locked, "small", wrap=True))
        self.no.hide()
        self.answer("Done", lambda: None)
        self.finished.connect(lambda _: offers.cancel())
        offers.look(self._offer)

    def _offer(self, seen: Sequence[Seen]) -> None:
        """Offer what was found, while the sheet is still there."""
        if not isValid(self):
            return
        for each in seen:
            add = button("Add…", partial(self._go, partial(self._offers.add, each)), "link")
            add.setAccessibleName(f"Add {each.service.name}")
            add.setVisible(not self._offers.may_not)
            self.found.append(add)
            self._seen.addLayout(row(label(each.sentence), 1, add))
        self.adjustSize()

    def _row(self, service: Service, key_state: str) -> QWidget:
        where = "on this computer" if service.is_local else f"elsewhere, at {service.host}"
        name = label(service.name, "strong")
        change = button("Change…" if not self._offers.may_not else "Key…", lambda: self._go(lambda: self._form(service)), "link")
        change.setAccessibleName(f"Change {service.name}")
        remove = button("Remove…", lambda: self._go(lambda: self._offers.remove(service)), "link")
        remove.setAccessibleName(f"Remove {service.name}")
        remove.setVisible(not self._offers.may_not)
        told = label(f"{service.model or 'no model chosen'} · {where} · {key_state}", "muted", wrap=True)
        beside = (name, 1, change, remove)
        trial = Trial(self._theme, self._offers.test(service), self._offers.cancel, beside=beside, under=(told,))
        trial.button.setAccessibleName(f"Test {service.name}")
        self.trials[service.name] = trial
        return trial

    def _form(self, service: Service) -> None:
        self._offers.open_form(service)

    def _go(self, act: Callable[[], object]) -> None:
        try:
            act()
        except KnownError as error:
            self._problem.setText(str(error))
            self._problem.show()
        else:
            self.reject()

    def _switch(self, on: bool) -> None:
        try:
            self._offers.switch(on)
        except KnownError as error:
            self.local.blockSignals(True)
            self.local.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
            self.local.blockSignals(False)
            self._problem.setText(str(error))
            self._problem.show()
