"""A desk with a service to ask, on loopback, and short ways to what came of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio.app import connections
from studio.app.asking import Call, prepare
from studio.app.masking import Part
from studio.app.service_keys import ServiceKeys
from studio.core.asking import Purpose, Service
from studio.core.check import Context
from studio.core.events import EventType
from studio.ui.dialogs.sheets import Sheet
from studio.ui.services.asking import send
from tests.app.test_keys import CHEAP, Drawer
from tests.services.fake_ai import MODEL, FakeAI

TEXT = "Dear Jane Whitlow, write to jane.whitlow@example.org."


@pytest.fixture
def server() -> Iterator[FakeAI]:
    with FakeAI() as fake:
        yield fake


class Asking:
    """The desk, a service, and what came of the calls."""

    def __init__(self, desk, server: FakeAI, folder: Path) -> None:
        self.desk, self.window, self.shell = desk, desk.window, desk.window.shell
        self.shell.service_keys = ServiceKeys(folder, lambda: Drawer(), CHEAP, {})
        self.service = self.save(Service("Larch", server.address, MODEL, key="none", timeout=30.0, tries=1))
        self.got: list[str] = []
        self.failed: list[str] = []
        self.over: list[str] = []

    def save(self, service: Service) -> Service:
        workspace = self.window.acts.workspace
        connections.save(workspace, workspace.person("Erin"), service)
        return service

    def call(self, service: Service | None = None, text: str = TEXT) -> Call:
        workspace = self.window.acts.workspace
        return prepare(
            workspace.policy,
            service or self.service,
            Purpose.REWRITE,
            "Rewrite it.",
            [Part("Text", text)],
            Context(),
            piece=self.desk.session.piece.id,
        )

    def send(self, call: Call | None = None, **more) -> None:
        ways = {"done": lambda got: self.got.append(got.text), "finished": lambda: self.over.append("over")} | more
        send(self.shell, call or self.call(), **ways)

    @property
    def asked(self) -> Sheet | None:
        """The sheet that is open over the window."""
        top = QApplication.activeModalWidget()
        return top if isinstance(top, Sheet) else None

    def allow(self) -> None:
        assert self.asked
        self.asked.yes.click()

    def settle(self) -> None:
        self.desk.bot.waitUntil(lambda: bool(self.over) and not self.shell.calls.is_busy, timeout=30_000)

    def noted(self) -> list[tuple[str, str]]:
        """Who allowed each call, and what became of it."""
        events = self.window.acts.workspace.history.events(None, [EventType.AI_CALLED])
        return [(event.actor.name, str(event.payload["outcome"])) for event in events]


@pytest.fixture
def at(desk, server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asking:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    return Asking(desk, server, tmp_path / "service-keys")
