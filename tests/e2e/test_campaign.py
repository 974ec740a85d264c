"""A campaign of three pieces, two writers, an editor and an owner: in the window and by command line, to the same history."""

from pathlib import Path
from typing import Any

import pytest

from studio.app import campaigns
from studio.app.workspace import Workspace
from studio.core.piece import Stage
from tests.e2e.commands import ByCommand
from tests.e2e.conftest import Hands
from tests.e2e.desk_team import AtTheDesk
from tests.e2e.team import POLICY, told, walk


def _house(root: Path) -> Path:
    root.parent.mkdir(exist_ok=True)
    with Workspace.create(root, "Olive"):
        (root / "policy.toml").write_text(POLICY, encoding="utf-8")
    return root


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    (tmp_path / "drafts").mkdir()
    return tmp_path / "drafts"


def _after(root: Path, ids: dict[str, str]) -> tuple[list[Any], dict[str, Stage], tuple[str, ...]]:
    """The history in words, the stages, and how the set stands; the history has to be whole."""
    with Workspace.open(root) as workspace:
        assert workspace.verify().whole
        names = {id: name for name, id in ids.items()}
        stages = {name: workspace.piece(id).stage for name, id in ids.items()}
        stale = campaigns.standing(workspace, campaigns.campaign(workspace, "winter-menu")).stale
        return told(workspace.history, names), stages, stale


def test_a_campaign_goes_the_same_way_in_the_window_and_by_command_line(hands: Hands, tmp_path: Path, drafts: Path) -> None:
    by_command = ByCommand(_house(tmp_path / "mill"))
    refused_there = walk(by_command, drafts)
    hands.window.acts.show_workspace(Workspace.open(_house(tmp_path / "other" / "mill")))
    at_the_desk = AtTheDesk(tmp_path / "other" / "mill", hands)
    refused_here = walk(at_the_desk, drafts)
    hands.window.close()

    there, stages, stale = _after(by_command.root, by_command.ids)
    here, stages_here, stale_here = _after(at_the_desk.root, at_the_desk.ids)
    assert len(refused_here) == len(refused_there) == 11
    assert [row[:3] for row in here] == [row[:3] for row in there]
    for one, other in zip(here, there, strict=True):
        assert one == other
    assert stages == stages_here == {"blog": Stage.DRAFTING, "email": Stage.APPROVED, "social": Stage.APPROVED}
    assert stale == stale_here != ()
