"""A window over a house with some weeks of past, the dashboard in front; and a way to wait for what is counted beside it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from studio.app import audits
from studio.app.intake import Options, take_in
from studio.app.workspace import Workspace
from studio.core.edit import Cause
from studio.formats import read_clipboard
from studio.ui.dashboard.page import DashboardPage

AUDITS = """
[[audits]]
name = "Performance"
every = "weekly"
looks_at = ["kpi", "alerts"]

[gate]
claims = "off"
claims_minor = "off"
errors = "off"
checked = "off"
"""
DRAFT = "# {title}\n\nCome in and have one of our beverages by the fire, while the rain does what it does outside. {more}\n"
MORE = (
    "The kettle is on from ten, and the radiators are warm. Whoever comes in wettest may have the chair by the window, "
    "and nobody will ask how long it takes to drink a pot of tea on a Tuesday. "
)


class Past:
    """A house whose clock stands where a test puts it, and short ways to say what happened then."""

    def __init__(self, root: Path, team: str) -> None:
        self.root, self.today = root, datetime.now(UTC)
        self.now = self.today
        with Workspace.create(root, "Wren"):
            (root / "policy.toml").write_text(team + AUDITS, encoding="utf-8")
        self.workspace = Workspace.open(root, now=lambda: self.now)

    def days_ago(self, days: float) -> None:
        self.now = self.today - timedelta(days=days)

    def piece(self, title: str, came: float, *, model: str = "generator-a", edited: bool = True, back: bool = False) -> str:
        """A piece that came so many days ago and was approved a day later; `back` where it was sent back once."""
        house = self.workspace
        self.days_ago(came)
        options = Options(title=title, channel="email", model=model)
        piece = take_in(house, read_clipboard(None, DRAFT.format(title=title, more=MORE)), house.person("Wren"), options)
        session = house.session(piece, house.person("Wren"))
        if edited:
            session.replace_all(session.text.replace("beverages", "drinks"), Cause.TYPED)
        for answer in ["back"] * back + ["yes"]:
            self.days_ago(came - 0.5)
            session.submit("Erin", (self.now + timedelta(days=2)).isoformat())
            self.days_ago(came - 1)
            review = house.session(piece, house.person("Erin"))
            review.attend(4 if not edited else 200)
            if answer == "back":
                review.request_changes("Not yet.")
                session = house.session(piece, house.person("Wren"))
            else:
                review.approve()
        return piece


@pytest.fixture
def past(tmp_path: Path, team: str) -> Path:
    """Four pieces over five weeks: one sent back, one approved unread and unchanged; an audit done long ago."""
    made = Past(tmp_path / "past", team)
    made.piece("First letter", 30, model="generator-c", back=True)
    made.piece("Second letter", 23)
    made.piece("Third letter", 16, model="generator-c")
    made.days_ago(15)
    audits.done(made.workspace, "Performance", "The first letter went back.", made.workspace.person("Erin"))
    made.piece("Hasty letter", 2, edited=False)
    made.workspace.close()
    return made.root


@pytest.fixture
def read(empty_window, qtbot: Any) -> Callable[[], None]:
    """Waits until every job has answered."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not (empty_window.jobs.is_busy or empty_window.background.is_busy), timeout=60_000)
        QApplication.processEvents()

    return wait


@pytest.fixture
def page(empty_window, past: Path, read: Callable[[], None]) -> DashboardPage:
    """The dashboard, with the owner at the desk."""
    workspace = Workspace.open(past)
    empty_window.acts.show_workspace(workspace)
    empty_window.acts.sit_down(workspace.person("Erin"))
    empty_window.actions_by_id["dashboard"].trigger()
    read()
    shown: DashboardPage = empty_window.dashboard.page
    return shown
