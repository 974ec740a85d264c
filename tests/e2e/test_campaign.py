"""A campaign of three pieces through a team, once in the window and once by the command line: one history, refused alike."""

from collections.abc import Callable
from pathlib import Path

import pytest

from studio.app.workspace import Workspace

from . import retold
from .by_command import Terminal
from .by_window import Room
from .campaign import OFFER, POST, STORY, WALK, Step, make_house


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The house of the window."""
    return make_house(tmp_path / "shown" / "harbour")


def entries(house: Path) -> int:
    with Workspace.open(house, read_only=True) as opened:
        return len(opened.history.events())


def go(house: Path, perform: Callable[[Step], str]) -> list[str]:
    """The whole story; returns every refusal. What is refused writes nothing."""
    refused = []
    for step in STORY:
        before = entries(house)
        said = perform(step)
        if not step.refused:
            assert said == "", f"{step}: {said}"
            continue
        assert step.refused in said, f"{step}: {said}"
        assert entries(house) == before, f"{step} wrote something"
        refused.append(said)
    return refused


def test_a_team_takes_a_campaign_from_its_drafts_to_its_readers_and_the_way_it_is_done_makes_no_difference(
    hands, house, tmp_path, monkeypatch
):
    other = make_house(tmp_path / "typed" / "harbour")
    refused_there = go(other, Terminal(other, tmp_path / "typed").perform)
    refused_here = go(house, Room(hands, tmp_path / "shown", monkeypatch).perform)
    hands.window.close()
    # At a set that cannot be approved the window's button says what it takes; the command names the pieces as well.
    assert all(here in there for here, there in zip(refused_here, refused_there, strict=True))

    with Workspace.open(house, read_only=True) as here, Workspace.open(other, read_only=True) as there:
        assert here.verify().whole
        assert there.verify().whole
        retold.must_be_the_same(retold.history(here), retold.history(there))
        stood = retold.standing(here, "Erin")
        assert stood == retold.standing(there, "Erin")
        assert {title: stage for title, (stage, *_) in stood.items()} == {WALK: "approved", OFFER: "published", POST: "approved"}
        counted = retold.counts(here, "Olive")
        assert counted == retold.counts(there, "Olive")
        assert (counted["pieces"], counted["handoffs"], counted["approvals"], counted["dismissals"]) == (3, 6, 4, 1)
    assert (tmp_path / "shown" / "out.md").read_text("utf-8") == (tmp_path / "typed" / "out.md").read_text("utf-8")
