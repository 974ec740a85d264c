"""The desk with the Style guides page in front, and a way to wait for what is read beside the window."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from studio.ui.guides.page import GuidesPage


@pytest.fixture
def desk(desk):
    """Erin at the desk, for a writer changes no rule."""
    desk.window.acts.sit_down(desk.window.acts.workspace.person("Erin"))
    desk.settle()
    return desk


@pytest.fixture
def read(desk, qtbot) -> Callable[[], None]:
    """Waits until every job has answered."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not desk.window.jobs.is_busy, timeout=60_000)
        QApplication.processEvents()

    return wait


@pytest.fixture
def page(desk, read) -> GuidesPage:
    """The page, opened by its action and read."""
    desk.do("guides")
    read()
    return desk.window.guides.page


@pytest.fixture
def at(page, read) -> Callable[[str], GuidesPage]:
    """Goes to a guide or a rule of the page."""

    def go(name: str) -> GuidesPage:
        page.go_to(name)
        read()
        assert page.tree.current == name
        return page

    return go
