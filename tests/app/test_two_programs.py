"""Two programs on one history: what the second did between the look of the first and its write counts."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from studio.app import moving
from studio.app.workspace import Workspace
from studio.core.events import EventType
from studio.core.gate import GateId
from studio.core.piece import Stage

from .conftest import House, swap

LEVELS = "\n".join(f'{gate.value} = "off"' for gate in GateId)
POLICY = f"""
house = "Larkspur"
brand = "Larkspur"

[[people]]
name = "Wren"
roles = ["writer"]

[[people]]
name = "Erin"
roles = ["editor"]

[[people]]
name = "Olga"
roles = ["owner"]

[gate]
{LEVELS}
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "house", POLICY)
    yield made
    made.workspace.close()


@pytest.fixture
def meanwhile(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[House], object]], None]:
    """Has a second program do something just before the first one writes, once it has looked."""

    def arrange(act: Callable[[House], object]) -> None:
        history = house.workspace.history
        write = history.append_all

        def later(*args, **options):
            monkeypatch.setattr(history, "append_all", write)
            with closing(Workspace.open(house.root, now=house.clock.now, monotonic=house.clock.monotonic)) as other:
                here, house.workspace = house.workspace, other
                try:
                    act(house)
                finally:
                    house.workspace = here
            return write(*args, **options)

        monkeypatch.setattr(history, "append_all", later)

    return arrange


def _approved(house: House) -> str:
    piece = house.bring()
    house.sit(piece, "Wren", checked=False).submit("Erin")
    house.sit(piece, "Erin", checked=False).approve()
    return piece


def _stages(house: House, *pieces: str) -> list[Stage]:
    return [house.workspace.piece(piece).stage for piece in pieces]


# ---------------------------------------------------------------- everything of a brand or of a campaign


def test_a_piece_withdrawn_while_its_brand_is_held_stays_withdrawn_and_the_others_are_held(house, meanwhile):
    one, two = _approved(house), _approved(house)
    meanwhile(lambda other: other.sit(one, "Erin", checked=False).withdraw("Nobody wants it."))
    done = moving.hold_all(house.workspace, house.workspace.person("Wren"), "A storm.", brand="Larkspur")
    assert (done.done, done.left) == ((two,), (one,))
    assert _stages(house, one, two) == [Stage.WITHDRAWN, Stage.ON_HOLD]
    assert house.workspace.history.verify().problem == ""


def test_a_piece_held_by_itself_while_its_brand_is_held_keeps_its_own_reason(house, meanwhile):
    one, two = _approved(house), _approved(house)
    meanwhile(lambda other: other.sit(one, "Erin", checked=False).hold("The price is wrong."))
    done = moving.hold_all(house.workspace, house.workspace.person("Wren"), "A storm.", brand="Larkspur")
    assert (done.done, done.left) == ((two,), (one,))
    assert house.workspace.piece(one).held_why == "The price is wrong."


def test_a_piece_that_came_in_while_its_brand_is_held_is_held_too(house, meanwhile):
    one, came = _approved(house), []
    meanwhile(lambda other: came.append(other.bring()))
    done = moving.hold_all(house.workspace, house.workspace.person("Wren"), "A storm.", brand="Larkspur")
    assert set(done.done) == {one, *came}


def test_a_piece_withdrawn_while_its_brand_goes_on_does_not_come_back_with_its_yes(house, meanwhile):
    one, two = _approved(house), _approved(house)
    moving.hold_all(house.workspace, house.workspace.person("Wren"), "A storm.", brand="Larkspur")
    meanwhile(lambda other: other.sit(one, "Erin", checked=False).withdraw("Nobody wants it."))
    done = moving.resume_all(house.workspace, house.workspace.person("Erin"), brand="Larkspur")
    assert (done.done, done.left) == ((two,), (one,))
    assert _stages(house, one, two) == [Stage.WITHDRAWN, Stage.APPROVED]
    assert not house.workspace.history.events(one, [EventType.RESUMED])
    assert house.workspace.history.verify().problem == ""


def test_a_brand_that_another_program_stopped_already_is_not_stopped_twice(house, meanwhile):
    one, two = _approved(house), _approved(house)
    meanwhile(
        lambda other: moving.hold_all(other.workspace, other.workspace.person("Olga"), "The king is dead.", brand="Larkspur")
    )
    done = moving.hold_all(house.workspace, house.workspace.person("Wren"), "A storm.", brand="Larkspur")
    assert (done.done, set(done.left)) == ((), {one, two})
    assert {house.workspace.piece(piece).held_why for piece in (one, two)} == {"The king is dead."}


def test_withdrawing_ends_the_yes_and_bringing_back_takes_another(house):
    piece = _approved(house)
    session = house.sit(piece, "Erin", checked=False)
    session.withdraw("Nobody wants it.")
    assert (session.piece.approved_hash, session.approval) == ("", None)
    session.bring_back()
    swap(session, "pot", "mug")
    session.flush()
    swap(session, "mug", "pot")
    session.flush()
    assert session.piece.stage is Stage.DRAFTING
    assert house.workspace.history.verify().problem == ""
