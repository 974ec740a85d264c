"""What became of every rule's flags, counted from the history and from what stands in the pieces now."""

from datetime import timedelta

import pytest

from studio.core.edit import Cause
from studio.core.flag import Reason, Scope
from studio.guides.writing import Purpose, WordRule

TEXTS = (
    "# One\n\nWe pour tea at five. More tea at six.\n",
    "# Two\n\nTea, and coffee.\n",
    "# Three\n\nNothing of the kind here.\n",
)


@pytest.fixture
def bring(house, desk):
    desk.save(WordRule("Coffee", Purpose.PREFER, (("coffee", "cocoa"),)))
    return [house.bring(text) for text in TEXTS]


def _flags(session, rule="Larkspur.Tea"):
    return [flag for flag in session.flags if flag.rule == rule]


def _counts(desk, rule="Larkspur.Tea"):
    used = desk.usage()[rule]
    return used.flagged, used.open, used.fixed, used.dismissed, used.pieces


def test_flags_that_stand_open_are_counted_over_all_pieces(desk, bring):
    assert _counts(desk) == (3, 3, 0, 0, 2)
    assert _counts(desk, "Larkspur.Coffee") == (1, 1, 0, 0, 1)
    assert "Plain.Wordy" not in desk.usage(), "a rule that never spoke is not in it"


def test_dismissals_count_by_reason_with_what_people_wrote_along(house, desk, bring):
    session = house.sit(bring[0])
    session.dismiss(_flags(session)[0], Reason.DELIBERATE, note="our guests say so")
    session = house.sit(bring[1])
    session.dismiss(_flags(session)[0], Reason.FALSE_POSITIVE, Scope.PIECE)
    used = desk.usage()["Larkspur.Tea"]
    assert (used.flagged, used.open, used.dismissed, used.pieces) == (3, 1, 2, 2)
    assert used.reasons == {Reason.DELIBERATE: 1, Reason.FALSE_POSITIVE: 1}
    assert used.notes == ("our guests say so",)
    assert used.dismissal_rate == pytest.approx(2 / 3)


def test_a_dismissal_that_was_taken_back_counts_no_longer(house, desk, bring):
    session = house.sit(bring[0])
    session.dismiss(_flags(session)[0], Reason.DELIBERATE)
    session.take_back(session.dismissals[0])
    assert _counts(desk) == (3, 3, 0, 0, 2)


def test_saying_no_twice_in_one_reach_is_one_answer(house, desk, bring):
    session = house.sit(bring[0])
    flag = _flags(session)[0]
    session.dismiss(flag, Reason.DELIBERATE)
    session.dismiss(flag, Reason.QUOTE_OR_NAME)
    used = desk.usage()["Larkspur.Tea"]
    assert (used.dismissed, used.reasons) == (1, {Reason.QUOTE_OR_NAME: 1})


def test_one_no_for_every_piece_silences_them_all_and_is_one_answer(house, desk, bring):
    session = house.sit(bring[0])
    session.dismiss(_flags(session)[0], Reason.NOT_OUR_STYLE, Scope.RULE)
    assert _counts(desk) == (1, 0, 0, 1, 1)
    (row,) = desk.tuning()
    places = sorted((place.piece, place.text) for place in row.places)
    assert places == sorted([(bring[0], "tea"), (bring[0], "tea"), (bring[1], "Tea")])
    assert {place.reason for place in row.places} == {Reason.NOT_OUR_STYLE}


def test_a_dismissal_whose_last_day_is_over_leaves_its_flag_open_again(house, desk, bring):
    session = house.sit(bring[1])
    session.dismiss(_flags(session)[0], Reason.DELIBERATE, until="2026-11-25")
    assert desk.usage()["Larkspur.Tea"].open == 2
    house.clock.wait(timedelta(days=2).total_seconds())
    assert desk.usage()["Larkspur.Tea"].open == 3


def test_a_fix_that_was_applied_counts_for_its_rule_even_when_it_is_undone(house, desk, bring):
    session = house.sit(bring[1])
    (flag,) = _flags(session, "Larkspur.Coffee")
    for edit in session.fix_edits(flag, flag.fixes[0]):
        session.apply(edit)
    session.flush()
    assert _counts(desk, "Larkspur.Coffee") == (1, 0, 1, 0, 1)
    session.replace_all(TEXTS[1], Cause.UNDO)
    session.flush()
    assert _counts(desk, "Larkspur.Coffee") == (2, 1, 1, 0, 1)


def test_a_flag_that_is_typed_away_leaves_no_count(house, desk, bring, type_over):
    session = house.sit(bring[1])
    type_over(session, "Tea, and", "Milk, and")
    session.flush()
    assert _counts(desk) == (2, 2, 0, 0, 1)


def test_words_with_markup_inside_that_are_mended_part_by_part_are_one_fix(house, desk, bring):
    desk.save(WordRule("Pots", Purpose.PREFER, (("pot of gold", "pan"),)))
    session = house.sit(house.bring("# Gold\n\nA pot **of** gold.\n"))
    (flag,) = _flags(session, "Larkspur.Pots")
    edits = session.fix_edits(flag, flag.fixes[0])
    for edit in edits:
        session.apply(edit)
    session.flush()
    assert len(edits) > 1, "or the test shows nothing"
    assert desk.usage()["Larkspur.Pots"].fixed == 1


def test_usage_counts_the_flags_as_people_see_them(house, desk, bring):
    shown = [flag.rule for piece in bring for flag in house.sit(piece).flags]
    assert {rule: used.open for rule, used in desk.usage().items()} == {rule: shown.count(rule) for rule in set(shown)}


def test_rules_are_told_by_how_often_people_say_no_with_the_places(house, desk, bring):
    one, two = house.sit(bring[0]), house.sit(bring[1])
    one.dismiss(_flags(one)[0], Reason.DELIBERATE)
    (coffee,) = _flags(two, "Larkspur.Coffee")
    two.dismiss(coffee, Reason.FALSE_POSITIVE, note="it is a cup of coffee")
    rows = desk.tuning()
    assert [row.rule for row in rows] == ["Larkspur.Coffee", "Larkspur.Tea"]
    assert [row.usage.dismissal_rate for row in rows] == [1.0, pytest.approx(1 / 3)]
    ((place,), (other,)) = (row.places for row in rows)
    assert (place.piece, place.text, place.reason, place.sentence) == (
        bring[1],
        "coffee",
        Reason.FALSE_POSITIVE,
        "Tea, and coffee.",
    )
    assert (other.line, other.text, other.title) == (3, "tea", "One")


def test_where_nobody_said_no_there_is_nothing_to_tune(desk, bring):
    assert desk.tuning() == ()


def test_what_is_read_for_a_job_sees_what_was_written_meanwhile(house, desk, bring):
    told = []
    desk.usage(lambda done, of: told.append((done, of)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    house.bring("# Four\n\nTea.\n")
    assert _counts(desk) == (4, 4, 0, 0, 3)
