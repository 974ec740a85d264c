"""The window and LanguageTool: it reads beside the window, which goes on with everything else, killed server or not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from studio import formats
from studio.app.intake import take_in
from studio.app.session import ReviewSession
from studio.app.workspace import POLICY, Workspace
from studio.core.check import Lane
from studio.core.edit import Edit
from studio.core.span import Span
from studio.ui.lanes import Lanes, Reported
from tests.services.languagetool.real import alone

DRAFT = "# Tea\n\n😀 The shop is open on the 31st of June.\n\nShe waited there.\n"
_PATIENCE = 300_000  # milliseconds until a test that hangs is given up; nothing is measured by it


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    found = alone(monkeypatch, tmp_path)
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    Workspace.create(tmp_path / "house", "Olga").close()
    policy = tmp_path / "house" / POLICY
    policy.write_text(
        policy.read_text().split("\n[languagetool]")[0] + f'\n[languagetool]\nuse = true\nfolder = "{found.folder}"\n'
    )
    with Workspace.open(tmp_path / "house") as workspace:
        take_in(workspace, formats.read(tmp_path / "draft.md"), workspace.person())
        yield workspace


class _Turns(QObject):
    """Counts the turns of the event loop that came by."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._one)
        self._timer.start(0)

    def _one(self) -> None:
        self.count += 1


def test_the_window_goes_on_while_it_starts_and_reads_and_while_it_is_killed_and_comes_back(
    house: Workspace, qtbot: QtBot
) -> None:
    session = house.session(house.pieces()[0].id, house.person())
    turns = _Turns()
    lanes = Lanes(turns)
    order: list[Lane] = []

    def home(reported: Reported) -> None:
        if reported.session.take(reported.report, reported.lane):
            order.append(reported.lane)

    lanes.reported.connect(home)
    lanes.follow(session, house.runner)
    _until(qtbot, lambda: Lane.OUTSIDE in order)
    assert order.index(Lane.FAST) < order.index(Lane.OUTSIDE)  # the others did not wait for it
    assert turns.count > 100
    assert "LanguageTool.TWELFTH_OF_NEVER" in _rules(session)

    java = psutil.Process(house.proofreading.server.pid).children()[0]
    java.kill()
    before, turns.count = len(order), 0
    at = session.text.index("there")
    session.apply(Edit(Span(at, at + 5), "a hour"))
    lanes.look()
    _until(qtbot, lambda: Lane.FAST in order[before:])
    assert "languagetool" in session.pending  # its silence is not taken for a clean text
    _until(qtbot, lambda: Lane.OUTSIDE in order[before:])
    assert turns.count > 100
    assert not session.missing
    assert "languagetool" in session.ran
    layers = {flag.text: flag.layer for flag in session.all_flags}
    assert layers["a"] == "Harper; also LanguageTool 6.8, rule EN_A_VS_AN"
    assert layers["31st of June"] == "LanguageTool 6.8, rule TWELFTH_OF_NEVER"

    last = psutil.Process(house.proofreading.server.pid).children()[0]
    house.close()
    lanes.stop()
    assert not last.is_running()


def test_closing_while_it_still_starts_does_not_wait_for_it(house: Workspace, qtbot: QtBot) -> None:
    session = house.session(house.pieces()[0].id, house.person())
    parent = QObject()
    lanes = Lanes(parent)
    lanes.follow(session, house.runner)
    _until(qtbot, lambda: house.proofreading.server is not None and house.proofreading.server.pid != 0)
    guard = psutil.Process(house.proofreading.server.pid)
    house.close()
    lanes.stop()
    assert not guard.is_running()


def _rules(session: ReviewSession) -> set[str]:
    return {flag.rule for flag in session.all_flags}


def _until(qtbot: QtBot, is_so: Callable[[], bool]) -> None:
    qtbot.waitUntil(is_so, timeout=_PATIENCE)
