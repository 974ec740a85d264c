"""A house of three people, a Word draft with faults in it, and hands that only press keys and the mouse."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from studio.app.workspace import Workspace
from studio.ui.application import open_window, settle
from studio.ui.settings import Settings
from studio.ui.window import MainWindow

DRAFT = (
    "We utilize loose leaves in order to make a calm cup. Come in, sit down and basically forget the rain for an hour.",
    "Last year 73% of our guests came back within a month. The window seat is the one people ask for by name.",
    "At this point in time the cakes come out of the oven at ten.",
)
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Hands:
    """Keys go to whatever has the keyboard, the mouse to a place: what a person can do, and nothing else."""

    def __init__(self, window: MainWindow, bot: Any) -> None:
        self.window, self.bot = window, bot

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        if QApplication.activeWindow() is None:  # no window manager here gives the keyboard back when a sheet closes
            with self.bot.waitActive(self.window):
                self.window.activateWindow()
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        QApplication.processEvents()

    def type(self, words: str) -> None:
        for letter in words:
            QTest.keyClicks(QApplication.focusWidget(), letter)
        QApplication.processEvents()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, at or widget.rect().center())
        QApplication.processEvents()

    def choose(self, words: str) -> None:
        """Click an entry of the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry = next(action for action in menu.actions() if action.text().startswith(words))
        self.click(menu, menu.actionGeometry(entry).center())

    def drop(self, *files: Path) -> None:
        """Let files fall on the middle of the window."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        middle = self.window.rect().center()
        buttons = Qt.MouseButton.LeftButton
        enter = QDragEnterEvent(middle, Qt.DropAction.CopyAction, mime, buttons, NONE)
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(self.window, QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, mime, buttons, NONE))
        self.until(lambda: not self.window.jobs.is_busy)

    def until(self, true: Callable[[], bool], patience: int = 60_000) -> None:
        self.bot.waitUntil(true, timeout=patience)

    def rest(self) -> None:
        """Hands off until every check has answered."""
        settle(self.window)
        assert self.window.review.is_settled


@pytest.fixture
def house(tmp_path: Path, team: str) -> Path:
    """A workspace without a piece: Wren writes, Erin and Tomasz edit."""
    root = tmp_path / "larkspur"
    with Workspace.create(root, "Wren"):
        (root / "policy.toml").write_text(team, encoding="utf-8")
    return root


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    """What an AI wrote, as somebody sent it round."""
    made = docx.Document()
    made.add_heading("Autumn at the tea rooms", level=1)
    for paragraph in DRAFT:
        made.add_paragraph(paragraph)
    path = tmp_path / "autumn.docx"
    made.save(str(path))
    return path


@pytest.fixture
def hands(house: Path, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hands]:
    """The real window at the house's workspace. A bug that shows itself to the person fails the test."""
    window = open_window(Settings(tmp_path / "window.ini"), "light")
    faults: list[str] = []
    monkeypatch.setattr(window.faults, "show", faults.append)
    window.jobs.fault.connect(faults.append)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.acts.show_workspace(Workspace.open(house))
    yield Hands(window, qtbot)
    window.close()
    window.deleteLater()
    QApplication.processEvents()
    assert not faults, "\n".join(faults)
