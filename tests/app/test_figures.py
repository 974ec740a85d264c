"""The figures of the house and every yes in it, with its seal and with what speaks for a rubber stamp."""

import pytest

from studio.app import figures
from studio.core.errors import NotFound
from studio.core.reach import Reach
from studio.core.seal import SealState

LONG = "# Slow tea\n\n" + "We make a pot of tea. Come in and sit down. " * 12 + "\n"


def test_every_yes_is_told_with_its_round_its_seal_and_how_it_was_read(house):
    piece = house.bring(LONG)
    house.sit(piece).submit("Erin")
    house.clock.wait(3600)
    reader = house.sit(piece, "Erin")
    reader.attend(2)
    reader.approve()
    (yes,) = figures.yeses(house.workspace)
    assert (yes.who, yes.nth, yes.revision, yes.read_seconds) == ("Erin", 1, 1, 2)
    assert yes.round.seconds == 3600
    assert yes.turnaround == 3600
    assert set(yes.ran) >= {"style", "claims"}
    assert yes.seal.state is SealState.UNSIGNED
    assert any("2 s" in sign for sign in yes.signs)
    assert any("no word of the AI original was changed" in sign for sign in yes.signs)


def test_a_second_yes_to_a_corrected_text_is_told_as_such(house, type_over):
    piece = house.approved(LONG)
    session = house.sit(piece)
    type_over(session, "pot", "mug")
    session.submit("Tomasz")
    house.sit(piece, "Tomasz").approve()
    first, second = figures.yeses(house.workspace)
    assert (first.nth, second.nth, first.changed_words, second.changed_words) == (1, 2, 0, 1)
    assert first.text_hash != second.text_hash
    assert first.outcome == second.outcome
    assert figures.yeses(house.workspace, Reach(person="Wren")) == (first, second)
    assert figures.yeses(house.workspace, Reach(brand="Mill")) == ()


def test_figures_of_a_piece_that_is_not_there_are_refused(house):
    house.bring()
    assert len(figures.tally(house.workspace).outcomes) == 1
    with pytest.raises(NotFound):
        figures.tally(house.workspace, Reach(piece="nope"))
