"""A desk with a real window, a workspace of three people and one piece with faults; and bare parts in a theme."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.intake import take_in
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.formats import read_clipboard
from studio.ui.application import application, open_window, settle
from studio.ui.settings import Settings
from studio.ui.theme import Theme
from studio.ui.window import MainWindow

TEXT = """# Autumn teas 🍵

We utilize loose leaves in order to make a calm cup. Come in, sit down and basically forget the rain for an hour.

Last year 73% of our guests came back within a month. The window seat is the one people ask for by name.

## Where we are

At this point in time the cakes come out of the oven at ten."""
NONE = Qt.KeyboardModifier.NoModifier


class Desk:
    """The window and short ways to use it."""

    def __init__(self, window: MainWindow, root: Path, bot: Any) -> None:
        self.window, self.root, self.bot = window, root, bot

    @property
    def session(self) -> ReviewSession:
        session = self.window.review.session
        assert session
        return session

    @property
    def text(self) -> str:
        return self.session.text

    @property
    def notice(self) -> str:
        """What the notice line says; empty when it is not there."""
        return self.window.notices.text.text() if self.window.notices.isVisible() else ""

    def settle(self) -> None:
        settle(self.window)
        assert self.window.review.is_settled

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        if QApplication.activeWindow() is None:
            with self.bot.waitActive(self.window):
                self.window.activateWindow()
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        QApplication.processEvents()

    def type(self, words: str) -> None:
        for letter in words:  # a letter may move the keyboard elsewhere
            QTest.keyClicks(QApplication.focusWidget(), letter)
        QApplication.processEvents()

    def resize(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        QApplication.processEvents()

    def do(self, action: str) -> None:
        """Choose an action of the menu."""
        self.window.actions_by_id[action].trigger()
        QApplication.processEvents()

    def caret_to(self, words: str) -> None:
        """Put the cursor before these words of the working text."""
        view = self.window.review.editor.working
        cursor = view.textCursor()
        cursor.setPosition(view.recorder.offsets.to_qt(self.text.index(words)))
        view.setTextCursor(cursor)
        view.setFocus()

    def to_flag(self, rule: str) -> None:
        """F8 until the card speaks of this rule."""
        for _ in range(12):
            self.press(Qt.Key.Key_F8)
            if self.window.review.walk.flag_at and self.window.review.walk.flag_at.rule == rule:
                return
        raise AssertionError(f"no flag of {rule}")


@pytest.fixture(scope="module", autouse=True)
def swept() -> Iterator[None]:
    """Widgets of a test that is over are garbage; it is taken away between the modules and not while Qt counts its widgets."""
    gc.disable()
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def unswept() -> Iterator[None]:
    """A window that is closed gives the collecting back to Python; not here."""
    yield
    gc.disable()


@pytest.fixture(scope="session")
def app() -> QApplication:
    return application()


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, app: QApplication) -> Theme:
    made = Theme(request.param)
    made.use(app)
    return made


@pytest.fixture
def shown(qtbot: Any, app: QApplication) -> Callable[..., Any]:
    """Puts a widget on the screen in a size."""

    def show(widget: QWidget, width: int = 640, height: int = 420) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return show


@pytest.fixture
def house(tmp_path: Path, team: str) -> Path:
    """A workspace with one piece."""
    root = tmp_path / "larkspur"
    with Workspace.create(root, "Wren"):
        (root / "policy.toml").write_text(team, encoding="utf-8")
    with Workspace.open(root) as workspace:
        take_in(workspace, read_clipboard(None, TEXT), workspace.person("Wren"))
    return root


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "window.ini")


@pytest.fixture
def empty_window(settings: Settings, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The window as it opens the very first time. A bug that shows itself to the person fails the test."""
    window = open_window(settings, "light")
    faults: list[str] = []
    monkeypatch.setattr(window.faults, "show", faults.append)
    window.jobs.fault.connect(faults.append)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.shell.calls.cancel_all()  # a window that is closed waits for what is wanted
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not faults, "\n".join(faults)


@pytest.fixture
def desk(empty_window: MainWindow, house: Path, qtbot: Any) -> Desk:
    """The window with the piece open and checked, Wren at the desk."""
    empty_window.acts.show_workspace(Workspace.open(house))
    made = Desk(empty_window, house, qtbot)
    made.settle()
    return made
