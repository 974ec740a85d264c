"""A desk with a service to ask, on loopback, and short ways to ask it for a rewrite."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from studio.app import connections, rewriting
from studio.core.asking import Service
from studio.core.events import EventType
from studio.core.proposal import Wish
from studio.ui.dialogs.sheets import Sheet
from studio.ui.rewriting.sheet import RewriteSheet
from tests.services.fake_ai import MODEL, FakeAI

SENTENCE = "The window seat is the one people ask for by name."


@pytest.fixture
def server() -> Iterator[FakeAI]:
    with FakeAI() as fake:
        yield fake


class Rewriting:
    """The desk, a service that may be asked without being shown what goes out, and the parts that rewrite."""

    def __init__(self, desk, server: FakeAI) -> None:
        self.desk, self.window, self.server = desk, desk.window, server
        self.acts, self.card = desk.window.rewriting, desk.window.rewriting.card
        self.view = desk.window.review.editor.working
        policy = desk.root / "policy.toml"
        policy.write_text(policy.read_text(encoding="utf-8") + '\n[ai]\nshow = "personal"\n', encoding="utf-8")
        workspace = desk.window.acts.workspace
        connections.save(workspace, workspace.person("Erin"), Service("Larch", server.address, MODEL, key="none", tries=1))
        desk.window.acts.open_workspace(desk.root)
        desk.settle()

    @property
    def sheet(self) -> Sheet | None:
        top = QApplication.activeModalWidget()
        return top if isinstance(top, Sheet) else None

    @property
    def waiting(self):
        return rewriting.waiting(self.desk.session)

    def open(self, words: str = SENTENCE) -> RewriteSheet:
        self.desk.caret_to(words)
        self.desk.do("rewrite")
        assert isinstance(self.sheet, RewriteSheet)
        return self.sheet

    def ask(self, answer: object, words: str = SENTENCE, wish: Wish = Wish.SHORTER, *, waits: bool = True) -> None:
        """Ask for a rewrite of the sentence that begins so, and wait until it is there."""
        many = len(self.waiting)
        self.server.says(answer)
        sheet = self.open(words)
        sheet.choose(wish)
        sheet.yes.click()
        if waits:
            self.desk.bot.waitUntil(lambda: len(self.waiting) > many, timeout=60_000)
            QApplication.processEvents()

    def type(self, words: str, before: str) -> None:
        """Type before these words of the working text."""
        self.desk.caret_to(before)
        with self.desk.bot.waitActive(self.window):
            self.window.activateWindow()
        self.view.setFocus()
        self.desk.type(words)

    def events(self, *kinds: EventType):
        return self.window.acts.workspace.history.events(self.desk.session.piece.id, kinds or None)


@pytest.fixture
def at(desk, server: FakeAI) -> Rewriting:
    return Rewriting(desk, server)
