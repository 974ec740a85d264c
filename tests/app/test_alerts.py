"""What stands out: a rise is told against eight weeks, an approval that nobody can have read is listed with its numbers."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app import figures
from studio.app.alerts import AlertKind, alerts
from studio.app.hours import WorkingHours
from studio.app.tables.alerts import AlertsEntry
from studio.core.edit import Cause
from studio.core.outcome import Outcome, Tally
from studio.core.piece import Channel, Piece, Stage

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
PLAIN = Outcome("", "", "House", Channel.BLOG, "", "", "", "Wren", "", "Wren", "Erin", Stage.APPROVED, "")


def _at(days: float) -> str:
    return (NOW - timedelta(days=days)).isoformat().replace("+00:00", "Z")


def _piece(name: str, days: float, **known) -> Outcome:
    """A piece approved so many days ago, after a day, read for ten minutes and half rewritten."""
    base = {
        "created": _at(days + 1),
        "approved": _at(days),
        "latest": _at(days),
        "words": 600,
        "kept": 300,
        "original_words": 600,
        "changed_words": 300,
        "checked_words": 600,
        "read_seconds": 600,
        "flags": 12,
        "fixed": 9,
        "dismissed": 1,
        "open": 2,
        "claims": 2,
        "claims_open": 0,
        "title": f"Piece {name}",
    }
    return replace(PLAIN, piece=name, **base | known)


def _steady(weeks: int = 8, each: int = 3, **known) -> list[Outcome]:
    """So many pieces in each of the weeks before this one, all alike."""
    return [_piece(f"old{week}-{n}", 7 * week + 2 + n, **known) for week in range(1, weeks + 1) for n in range(each)]


def _found(outcomes, **rules):
    return alerts(Tally(tuple(outcomes), (), _at(0)), AlertsEntry(**rules))


def test_an_unchanged_draft_of_600_words_approved_in_ten_seconds_is_listed():
    (alert,) = _found([_piece("quick", 1, read_seconds=10, kept=600, changed_words=0), _piece("fine", 2)])
    assert (alert.kind, alert.pieces, alert.since) == (AlertKind.RUBBER_STAMP, ("quick",), _at(1))
    assert alert.title == "Approved in seconds: Piece quick"
    assert alert.sentence == (
        "“Piece quick” was approved by Erin: it was open for 10 s, and at 600 words a minute its 600 words take 1 min; "
        "no word of the AI original was changed."
    )
    assert ("AI-retained share", "100%") in alert.figures


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ({"read_seconds": 0}, "nobody had its 600 words open before the yes"),
        ({"read_seconds": 59}, "it was open for 59 s"),
        ({"kept": 580, "changed_words": 20}, "97% of its words stand as the AI wrote them"),
        ({"fixed": 0, "dismissed": 0, "open": 12}, "all 12 flags were left as they were"),
        ({"claims_open": 2}, "none of its 2 claims was answered"),
        ({"claims": 1, "claims_open": 1}, "its one claim was not answered"),
    ],
)
def test_each_sign_of_a_rubber_stamp_is_said_with_its_number(known, says):
    (alert,) = _found([_piece("one", 1, **known)])
    assert says in alert.sentence


@pytest.mark.parametrize(
    "known",
    [
        {"read_seconds": 60},  # as fast as anybody reads
        {"read_seconds": None},  # nobody measured
        {"words": 30, "kept": 30, "original_words": 30, "changed_words": 0},  # a short answer may be right as it came
        {"flags": None, "open": None, "fixed": None, "dismissed": None, "claims": None, "claims_open": None},
        {"flags": 2, "fixed": 0, "dismissed": 0, "open": 2},
        {"latest": _at(31), "read_seconds": 0},  # long ago
        {"words": 240, "kept": 240, "original_words": 300, "changed_words": 60},  # all that is left is the AI's, and much was cut
        {"latest": "", "approved": "", "read_seconds": None},
    ],
)
def test_what_is_no_sign_is_not_listed(known):
    assert _found([_piece("one", 1, **known)]) == ()


def test_the_piece_with_the_most_signs_comes_first():
    found = _found([_piece("a", 1, claims_open=2), _piece("b", 3, read_seconds=5, claims_open=2)])
    assert [alert.pieces for alert in found] == [("b",), ("a",)]


def test_flags_that_doubled_are_told_with_this_week_and_the_usual():
    outcomes = [*_steady(), *(_piece(f"new{n}", n, flags=24 + n, fixed=24) for n in range(3))]
    (alert,) = _found(outcomes)
    assert (alert.kind, alert.title) == (AlertKind.FLAGS, "Flags have risen")
    assert alert.sentence == (
        "Flags per 1,000 words of the drafts taken in: 42 in the last 7 days (3 pieces), against 20 in the middle of the "
        "8 weeks before; at least half of them were just that."
    )
    assert alert.pieces == ("new2", "new1", "new0")
    assert alert.since == _at(7)


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        (AlertKind.DISMISSALS, {"dismissed": 7, "fixed": 3}),
        (AlertKind.RETAINED, {"kept": 500, "changed_words": 100}),
        (AlertKind.TURNAROUND, {"created": _at(6)}),
    ],
)
def test_every_other_figure_that_rises_is_told(kind, known):
    found = _found([*_steady(), *(_piece(f"new{n}", n, **known) for n in range(3))])
    assert [alert.kind for alert in found] == [kind]


def test_too_few_pieces_or_weeks_raise_no_alarm():
    new = [_piece(f"new{n}", n, flags=40) for n in range(3)]
    assert _found([*_steady(), *new[:2]]) == ()
    assert _found([*_steady(weeks=3), *new]) == ()
    assert len(_found([*_steady(weeks=4), *new])) == 1
    assert len(_found([*_steady(), *new[:2]], least_pieces=2)) == 1


def test_a_piece_of_which_the_figure_tells_nothing_is_none_of_those_it_is_told_of():
    silent = [_piece(f"silent{n}", n, flags=None, checked_words=None) for n in range(4)]
    loud = [_piece(f"loud{n}", n, flags=40) for n in range(3)]
    assert _found([*_steady(), *silent, *loud[:1]]) == ()
    (alert,) = _found([*_steady(), *silent, *loud])
    assert "in the last 7 days (3 pieces)" in alert.sentence
    assert ("Pieces in them", "3") in alert.figures
    assert set(alert.pieces) == {"loud0", "loud1", "loud2"}


def test_where_weeks_differ_much_anyway_a_rise_has_to_be_larger():
    restless = [_piece(f"w{week}-{n}", 7 * week + 2 + n, flags=(4, 20)[week % 2]) for week in range(1, 9) for n in range(3)]
    rise = [_piece(f"new{n}", n, flags=24) for n in range(3)]
    assert _found([*restless, *rise]) == ()
    assert [alert.kind for alert in _found([*_steady(), *rise])] == [AlertKind.FLAGS]


def test_one_odd_week_hides_no_rise():
    odd = [replace(each, flags=200) if each.piece.startswith("old3") else each for each in _steady()]
    rise = [_piece(f"new{n}", n, flags=30) for n in range(3)]
    assert [alert.kind for alert in _found([*odd, *rise])] == [AlertKind.FLAGS]


def test_late_handoffs_are_one_alert_the_longest_first():
    def waiting(name: str, due: str, stage: Stage = Stage.IN_REVIEW) -> Piece:
        return Piece(name, name, stage=stage, assignee="Erin", due=due)

    tally = Tally(tuple(replace(PLAIN, piece=name, created=_at(9)) for name in "abcdef"), (), _at(0))
    hours = WorkingHours(frozenset(range(7)), time(0), time(23), zone=UTC)
    late = [waiting("a", "2026-11-30T11:00+00:00"), waiting("b", _at(3)), waiting("c", _at(-1)), waiting("d", "")]
    (alert,) = alerts(tally, None, [*late, waiting("z", _at(4))], hours)
    assert (alert.title, alert.pieces, alert.since) == ("2 handoffs are overdue", ("b", "a"), _at(3))
    assert "the longest is “b” with Erin, 3 working days late" in alert.sentence
    assert alerts(tally, None, [waiting("a", _at(3), Stage.APPROVED)], hours) == ()
    (sent_back,) = alerts(tally, None, [waiting("e", _at(3), Stage.CHANGES_REQUESTED)], hours)
    assert sent_back.pieces == ("e",), "a writer who is late is late here as on Today"


@given(st.lists(st.tuples(st.integers(0, 80), st.integers(0, 40)), max_size=40))
def test_figures_that_never_rise_above_the_usual_raise_no_alarm(pieces):
    """Whatever the weeks before were like: a week that is no higher than every one of them is no rise."""
    before = [_piece(f"p{n}", days + 7, created=_at(days + 8), flags=flags + 1, open=0) for n, (days, flags) in enumerate(pieces)]
    now = [_piece(f"n{n}", 0, created=_at(1), flags=1, open=0, dismissed=0) for n in range(3)]
    assert not [alert for alert in _found([*before, *now]) if alert.kind is AlertKind.FLAGS]


@pytest.fixture(scope="module")
def long_draft() -> str:
    return "# Slow tea\n\n" + "We make a pot of tea. Come in and sit down.\n\n" * 60


def _approve(house, text: str, reading: float, *, changed: bool) -> str:
    piece = house.bring(text)
    session = house.sit(piece)
    if changed:
        session.replace_all(text.replace("sit down", "stay").replace("a pot of", "good"), Cause.IMPORT)
        session.flush()
    session.submit("Erin")
    review = house.sit(piece, "Erin")
    house.clock.wait(reading)
    review.attend(reading)
    review.approve()
    return piece


def test_at_a_real_desk_an_unchanged_600_word_draft_approved_in_10_seconds_is_listed_and_one_that_was_read_is_not(
    house, long_draft
):
    quick = _approve(house, long_draft, 10, changed=False)
    read = _approve(house, long_draft.replace("Slow", "Good"), 300, changed=True)
    found = alerts(figures.tally(house.workspace), house.workspace.policy.alerts)
    stamps = [alert for alert in found if alert.kind is AlertKind.RUBBER_STAMP]
    assert [alert.pieces for alert in stamps] == [(quick,)]
    assert "no word of the AI original was changed" in stamps[0].sentence
    assert "it was open for 10 s" in stamps[0].sentence
    assert read not in {piece for alert in found for piece in alert.pieces}


def test_a_handoff_that_is_late_at_a_real_desk_is_told_with_who_has_it(house):
    piece = house.bring()
    house.sit(piece).submit("Erin", "2026-11-25")
    assert alerts(figures.tally(house.workspace), None, house.workspace.pieces()) == ()
    house.clock.wait(86_400 * 3)
    (alert,) = alerts(figures.tally(house.workspace), None, house.workspace.pieces())
    assert (alert.title, alert.pieces) == ("A handoff is overdue", (piece,))
    assert "with Erin" in alert.sentence
