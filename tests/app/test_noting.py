"""Notes on figures: what people make of them stays beside them, in the history."""

import pytest

from studio.app import noting
from studio.core.errors import Refused
from studio.core.piece import Channel
from studio.core.reach import Reach


def test_a_note_comes_back_with_what_it_was_about_and_of_what(house):
    wren, erin = house.workspace.person("Wren"), house.workspace.person("Erin")
    reach = Reach(brand="Larkspur Tea Rooms", channel=Channel.EMAIL, since="2026-11-01", until="2026-11-30")
    first = noting.note(house.workspace, wren, "turnaround", "Erin was away.", reach)
    house.clock.wait(60)
    second = noting.note(house.workspace, erin, "kpi", "A quiet week.")
    house.reopen()
    assert noting.notes(house.workspace) == (second, first)
    (found,) = noting.notes(house.workspace, "Turnaround")
    assert (found.text, found.who, found.reach) == ("Erin was away.", "Wren", reach)
    assert house.workspace.verify().whole


@pytest.mark.parametrize(("about", "text"), [("kpi", " "), ("", "All well.")])
def test_a_note_needs_words_and_something_they_are_about(house, about, text):
    with pytest.raises(Refused):
        noting.note(house.workspace, house.workspace.person("Erin"), about, text)
    assert noting.notes(house.workspace) == ()
