"""What waits for a person is counted once and alike: on Today, in the library and in the top bar."""

from studio.app import figures
from studio.app.alerts import alerts
from studio.app.needs import needs, waiting
from studio.app.today import shelf, today
from studio.app.today import waiting as waiting_items

DAY = 24 * 3600


def _counts(house, who: str) -> tuple[int, int, int]:
    """Things on Today, pieces in the library's view, and the number in the top bar."""
    workspace, person = house.workspace, house.workspace.person(who)
    tally, items = figures.tally(workspace), today(workspace, person)
    known = {each.piece: each for each in tally.outcomes}
    found = needs(alerts(tally, None, workspace.pieces()), (), 0, known, (), person, today=items)
    return len(waiting_items(items)), len(shelf(workspace, person).waiting), waiting(found)


def test_one_late_review_is_one_thing_wherever_it_is_counted(house):
    house.sit(house.bring(), checked=False).submit("Erin")
    house.clock.wait(7 * DAY)
    assert _counts(house, "Erin") == (1, 1, 1)
    assert _counts(house, "Tomasz")[:2] == (0, 0)


def test_two_things_that_wait_are_two_in_the_top_bar_too(house):
    for text in ("# Tea\n\nCome in.\n", "# Cake\n\nWe bake it here.\n"):
        house.sit(house.bring(text), checked=False).submit("Erin")
    assert _counts(house, "Erin") == (2, 2, 2)


def test_what_was_sent_back_waits_for_its_writer_in_the_library_as_on_today(house):
    piece = house.bring()
    house.sit(piece, checked=False).submit("Erin")
    house.sit(piece, "Erin", checked=False).request_changes("Warmer, please.")
    assert _counts(house, "Wren") == (1, 1, 1)
    assert _counts(house, "Erin") == (0, 0, 0)
