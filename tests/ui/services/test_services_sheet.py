"""AI services in the window, against a server on loopback: added, tested, mended, removed; and the key is shown nowhere."""

from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from studio.app import connections, local_only
from studio.app.service_keys import KeyState, ServiceKeys
from studio.core.asking import Service
from studio.core.errors import ServiceTrouble, Trouble
from studio.core.events import EventType
from studio.ui.dialogs.keys import PassphraseSheet
from studio.ui.services.form import ServiceForm
from studio.ui.services.listing import ServicesSheet
from tests.app.test_keys import CHEAP, Drawer
from tests.services.fake_ai import MODEL, FakeAI, Says

CANARY, WORDS = "sk-canary-1234567890", "open sesame please"


class Services:
    """The desk, and short ways to what is open on it."""

    def __init__(self, desk, drawer: Drawer | None, tmp_path: Path) -> None:
        self.desk, self.window, self.acts = desk, desk.window, desk.window.services
        self.window.shell.service_keys = ServiceKeys(tmp_path / "service-keys", lambda: drawer, CHEAP, {})

    def sit(self, name: str) -> None:
        self.window.acts.person = self.window.acts.workspace.person(name)

    def open(self) -> ServicesSheet:
        self.desk.do("services")
        return self.listing

    @property
    def listing(self) -> ServicesSheet:
        assert isinstance(self.window.shell.sheet, ServicesSheet)
        return self.window.shell.sheet

    @property
    def form(self) -> ServiceForm:
        assert isinstance(self.window.shell.sheet, ServiceForm)
        return self.window.shell.sheet

    def said(self, trial) -> str:
        self.desk.bot.waitUntil(lambda: not trial.is_running, timeout=30_000)
        return trial.said.text()

    def saved(self) -> tuple[Service, ...]:
        return connections.services(self.desk.root)

    def save(self, service: Service) -> None:
        workspace = self.window.acts.workspace
        connections.save(workspace, workspace.person("Erin"), service)

    def outcomes(self) -> list[str]:
        events = self.window.acts.workspace.history.events("", [EventType.AI_CALLED])
        return [str(event.payload["outcome"]) for event in events]


@pytest.fixture
def at(desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    made = Services(desk, Drawer(), tmp_path)
    made.sit("Erin")
    return made


def near(server: FakeAI, **more: object) -> Service:
    return Service(**{"name": "Larch", "address": server.address, "model": MODEL, "key": "none", "tries": 1, **more})  # type: ignore[arg-type]


def texts(widget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def test_without_a_service_it_says_what_one_is_for_and_how_to_add_one(at):
    sheet = at.open()
    assert "Everything else in Blue Pencil works without one." in texts(sheet)
    assert "None is set up yet." in texts(sheet)
    assert sheet.add.isEnabled()


@pytest.fixture
def running(server, monkeypatch: pytest.MonkeyPatch) -> FakeAI:
    """One of the usual ones that runs on this computer, beside one that does not."""
    monkeypatch.setattr(connections, "_USUAL_PORTS", {"LM Studio": "http://127.0.0.1:9/v1", "Ollama": server.address})
    server.models = ("c", "a", "b")
    return server


def test_one_that_runs_on_this_computer_is_offered_and_the_form_comes_filled_in(at, running):
    sheet = at.open()
    at.desk.bot.waitUntil(lambda: bool(sheet.found), timeout=60_000)
    assert "Ollama runs on this computer, with 3 models." in texts(sheet)
    assert "LM Studio" not in texts(sheet)
    (add,) = sheet.found
    assert add.isVisible()
    add.click()
    form = at.form
    assert (form.name.text(), form.address.text()) == ("Ollama", running.address)
    assert form.kind.currentText() == "Ollama, on this computer"
    assert [form.model.itemText(at) for at in range(form.model.count())] == ["a", "b", "c"]
    form.model.setEditText("b")
    form.yes.click()
    (saved,) = at.saved()
    assert (saved.name, saved.address, saved.model, saved.key) == ("Ollama", running.address, "b", "none")
    assert not running.asked
    at.desk.bot.waitUntil(lambda: not at.acts._looking.is_busy, timeout=60_000)
    assert not at.listing.found, "what is set up is not offered again"


def test_whoever_may_not_add_it_is_told_all_the_same_and_offered_nothing(at, running):
    at.sit("Wren")
    sheet = at.open()
    at.desk.bot.waitUntil(lambda: bool(sheet.found), timeout=60_000)
    assert "Ollama runs on this computer" in texts(sheet)
    assert not sheet.found[0].isVisible()


def test_the_look_ends_with_the_sheet(at, running):
    sheet = at.open()
    sheet.reject()
    at.desk.bot.waitUntil(lambda: not at.acts._looking.is_busy, timeout=60_000)
    assert not sheet.found


def test_a_service_is_added_tested_and_listed_with_its_model_chosen_from_what_it_has(at, server):
    server.models = (MODEL, "grand-9")
    at.open().add.click()
    form = at.form
    assert form.address.text() == "http://127.0.0.1:11434/v1", "the usual ones are offered by name"
    for which in range(form.kind.count() - 1):
        form.kind.setCurrentIndex(which)
        assert form.started.isVisible(), "with what has to run first"
        assert form.started.text()
    form.kind.setCurrentIndex(form.kind.count() - 1)
    form.name.setText("Larch")
    form.address.setText(server.address)
    form.source.setCurrentIndex(form.source.findData("none"))
    form.model.setEditText("tiny")
    form.trial.button.click()
    assert "has no model “tiny”. It has: grand-9, tiny-1." in at.said(form.trial)
    assert form.focusWidget() in (form.model, form.model.lineEdit())
    form.model.setEditText(MODEL)
    form.trial.button.click()
    assert "It works: “tiny-1” answers in" in at.said(form.trial)
    assert [form.model.itemText(at) for at in range(form.model.count())] == ["grand-9", "tiny-1"]
    assert form.model.currentText() == MODEL
    form.yes.click()
    (saved,) = at.saved()
    assert (saved.name, saved.model, saved.key) == ("Larch", MODEL, "none")
    assert "tiny-1 · on this computer · it wants no key" in texts(at.listing)
    assert at.outcomes() == ["failed", "answered"]


@pytest.mark.parametrize(
    ("says", "key", "told", "field"),
    [
        (Says(page="<html>Sign in</html>"), "", "is a web page, and no AI service", "address"),
        (Says(), "sk-right-0987654321", "does not take the key", "key"),
    ],
)
def test_the_test_says_what_is_wrong_and_goes_to_the_field(at, server, says, key, told, field):
    server.says(says)
    server.key = key
    at.save(near(server, key="keyring"))
    at.window.shell.service_keys.keep(near(server, key="keyring"), CANARY)
    at.acts._open_form(at.saved()[0])
    at.form.trial.button.click()
    said = at.said(at.form.trial)
    assert told in said
    assert CANARY not in said
    assert at.form.focusWidget() is getattr(at.form, field)


def test_somebody_who_knows_no_model_presses_test_and_chooses_from_those_there_are(at, server):
    at.save(near(server, model=""))
    at.acts._open_form(at.saved()[0])
    at.form.trial.button.click()
    assert at.said(at.form.trial) == "No model is chosen yet. Larch has: tiny-1."
    assert at.form.model.currentText() == MODEL, "the only one it has"
    server.models = ("grand-9", MODEL)
    at.form.model.setEditText("")
    at.form.trial.button.click()
    at.said(at.form.trial)
    assert [at.form.model.itemText(which) for which in range(2)] == ["grand-9", MODEL]
    assert at.form.model.currentText() == ""


def test_a_test_can_be_cancelled_and_the_history_knows(at, server):
    server.says(Says(pause=60.0))
    at.save(near(server, timeout=600.0))
    trial = at.open().trials["Larch"]
    trial.button.click()
    assert trial.button.text() == "Cancel"
    at.desk.bot.waitUntil(lambda: bool(server.asked), timeout=30_000)
    trial.button.click()
    assert at.said(trial) == "Cancelled."
    assert at.outcomes() == ["cancelled"]


@pytest.mark.parametrize("way", ["sheet", "workspace"])
def test_closing_the_sheet_or_the_workspace_in_the_middle_of_a_test_loses_nothing(at, server, way):
    server.says(Says(pause=60.0))
    at.save(near(server, timeout=600.0))
    sheet = at.open()
    sheet.trials["Larch"].button.click()
    at.desk.bot.waitUntil(lambda: bool(server.asked), timeout=30_000)
    if way == "sheet":
        sheet.reject()
        at.desk.bot.waitUntil(lambda: at.outcomes() == ["cancelled"], timeout=30_000)
    else:
        at.window.close()
        from studio.app.workspace import Workspace

        with Workspace.open(at.desk.root) as opened:
            (event,) = opened.history.events("", [EventType.AI_CALLED])
            assert event.payload["outcome"] == "cancelled"


def test_a_key_is_typed_unseen_kept_on_this_computer_and_never_shown_again(at, server):
    server.key = CANARY
    at.save(near(server, key="keyring"))
    at.acts._open_form(at.saved()[0])
    form = at.form
    QTest.keyClicks(form.key, CANARY)
    assert form.key.echoMode() is QLineEdit.EchoMode.Password
    form.trial.button.click()
    assert "It works" in at.said(form.trial)
    form.yes.click()
    assert at.window.shell.service_keys.key(at.saved()[0]) == CANARY
    at.acts._open_form(at.saved()[0])
    shown = [each.text() for each in at.form.findChildren(QLineEdit)] + [texts(at.form), at.form.windowTitle()]
    assert not any(CANARY in each for each in shown)
    assert CANARY not in QApplication.clipboard().text()
    files = [path for path in at.desk.root.parent.rglob("*") if path.is_file()]
    assert not [path for path in files if CANARY.encode() in path.read_bytes()]


def test_a_form_that_was_refused_stays_as_it_is_and_is_saved_once_it_is_mended(at, server):
    at.acts._open_form(None)
    form = at.form
    form.name.setText("Larch")
    form.address.setText(server.address)
    form.source.setCurrentIndex(form.source.findData("passphrase"))
    form.key.setText(CANARY)
    form.passphrase.setText("short")
    form.yes.click()
    assert "A passphrase needs 8 characters." in texts(form)
    assert at.saved() == ()
    form.passphrase.setText(WORDS)
    form.yes.click()
    assert [each.name for each in at.saved()] == ["Larch"]
    assert at.window.shell.service_keys.key(at.saved()[0]) == CANARY


@pytest.mark.parametrize("source", ["none", "keyring", "passphrase", "variable"])
def test_the_form_fits_into_a_small_window_with_all_that_it_can_show(at, source):
    at.acts._open_form(None)
    form = at.form
    form.source.setCurrentIndex(form.source.findData(source))
    form.limits.opener.click()
    form.trial._on_trouble(ServiceTrouble(Trouble.NOT_AN_INTERFACE, "What answers there is a web page. " * 3, "Check it."))
    QApplication.processEvents()
    assert form.sizeHint().height() <= 640
    assert form.sizeHint().width() <= 640


def test_what_a_service_costs_and_when_its_terms_are_read_again_is_set_there(at, server):
    at.save(near(server, timeout=12.5))
    at.acts._open_form(at.saved()[0])
    limits = at.form.limits
    assert not limits.inner.isVisible()
    limits.opener.click()
    limits.price_in.setValue(0.15)
    limits.price_out.setValue(0.6)
    limits.currency.setText("eur")
    limits.tries.setValue(2)
    limits.terms.is_set.setChecked(True)
    limits.terms.day.setDate(QDate(2027, 3, 31))
    at.form.yes.click()
    (saved,) = at.saved()
    assert (saved.price_in, saved.price_out, saved.currency, saved.tries) == (0.15, 0.6, "EUR", 2)
    assert saved.terms == "2027-03-31"
    assert saved.timeout == 12.5, "what nobody touched stays"


def test_a_sealed_key_is_asked_for_its_passphrase_before_the_test(at, server):
    server.key = CANARY
    service = near(server, key="passphrase")
    at.save(service)
    at.window.shell.service_keys.keep(service, CANARY, WORDS)
    at.window.shell.service_keys = ServiceKeys(
        at.window.shell.service_keys.folder, lambda: None, CHEAP, {}
    )  # as after a new start
    trial = at.open().trials["Larch"]
    trial.button.click()
    (asked,) = at.listing.findChildren(PassphraseSheet)
    asked.phrase.setText(WORDS)
    asked.yes.click()
    at.desk.bot.waitUntil(lambda: "It works" in trial.said.text(), timeout=30_000)
    assert at.window.shell.service_keys.state(service) is KeyState.KEPT


def test_a_service_is_removed_with_its_key_once_somebody_says_yes(at, server):
    service = near(server, key="keyring")
    at.save(service)
    at.window.shell.service_keys.keep(service, CANARY)
    sheet = at.open()
    for answer in ("no", "yes"):
        assert at.saved() == (service,)
        next(each for each in at.listing.findChildren(type(sheet.add)) if each.text() == "Remove…").click()
        getattr(at.window.shell.sheet, answer).click()
    assert at.saved() == ()
    assert at.window.shell.service_keys.state(service) is KeyState.MISSING
    assert at.desk.notice == "Larch is removed, and its key from this computer."


def test_a_service_that_gets_another_name_leaves_no_key_of_the_old_one_behind(at, server):
    service = near(server, key="keyring")
    at.save(service)
    keys = at.window.shell.service_keys
    keys.keep(service, CANARY)
    at.acts._open_form(service)
    at.form.name.setText("Alder")
    at.form.key.setText("sk-another")
    at.form.yes.click()
    assert [each.name for each in at.saved()] == ["Alder"]
    assert keys.key(at.saved()[0]) == "sk-another"
    assert keys.state(service) is KeyState.MISSING
    assert list(keys.keyring.kept.values()) == ["sk-another"]


def test_a_key_that_could_not_be_taken_out_of_the_keyring_is_not_said_to_be_gone(at, server):
    service = near(server, key="keyring")
    at.save(service)
    at.window.shell.service_keys.keep(service, CANARY)
    at.window.shell.service_keys.keyring.locked = True
    at.acts._remove(service)
    assert at.saved() == ()
    assert "The keyring does not let go of the key." in at.desk.notice


def test_whoever_is_no_owner_tests_and_gives_a_key_and_changes_nothing(at, server):
    at.save(near(server, key="keyring"))
    at.sit("Wren")
    sheet = at.open()
    assert not sheet.add.isEnabled()
    assert "Wren may not change the AI services: that takes an owner." in texts(sheet)
    at.acts._open_form(at.saved()[0])
    form = at.form
    assert not any(field.isEnabled() for field in (form.name, form.address, form.model, form.source))
    form.key.setText(CANARY)
    form.yes.click()
    assert at.window.shell.service_keys.key(at.saved()[0]) == CANARY


def test_local_only_is_switched_there_and_a_service_elsewhere_is_not_asked(at):
    at.save(Service("Far", "https://api.example.com/v1", "grand-9", key="none"))
    sheet = at.open()
    sheet.local.setChecked(True)
    assert local_only.own()
    sheet.trials["Far"].button.click()
    assert "Far runs elsewhere, and local only is switched on." in at.said(sheet.trials["Far"])
    assert at.outcomes() == []


def test_what_the_owner_locked_is_shown_as_locked_with_who_may_change_it(at):
    policy = at.desk.root / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8") + "\n[ai]\nlocal_only = true\n", encoding="utf-8")
    at.window.acts.open_workspace(at.desk.root)
    at.sit("Erin")
    sheet = at.open()
    assert sheet.local.isChecked()
    assert not sheet.local.isEnabled()
    assert "policy.toml: Erin." in texts(sheet)
