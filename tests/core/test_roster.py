"""Whose key is whose, from when until when, and where two lists of people say different things."""

import pytest

from studio.core.piece import Role
from studio.core.roster import Listed, Roster, differences, listed

OLD = Listed("Ben Carter", (Role.EDITOR,), "aa", "2026-11-01T00:00:00.000Z", "2026-11-20T12:00:00.000Z")
NEW = Listed("Ben Carter", (Role.EDITOR,), "bb", "2026-11-20T12:00:00.000Z")
ANN = Listed("Ann", (Role.WRITER, Role.OWNER), "cc")
ROSTER = Roster(2, (OLD, NEW, ANN), "Ann", "2026-11-20T12:00:00.000Z")


@pytest.mark.parametrize(
    ("time", "counts"),
    [
        ("2026-11-20T11:59:59.999Z", True),
        ("2026-11-20T12:00:00.000Z", False),
        ("2026-11-20T12:59:00+01:00", True),
        ("2026-11-20T13:00:00+01:00", False),
        ("no time", False),
        ("", False),
    ],
)
def test_a_revoked_key_counts_up_to_that_moment_whatever_the_zone_it_is_told_in(time: str, counts: bool):
    assert OLD.was_revoked_by(time) is not counts
    assert not NEW.was_revoked_by(time)


def test_an_old_key_and_a_new_one_of_the_same_person_are_told_apart():
    assert ROSTER.of("ben carter") is NEW
    assert ROSTER.entry("BEN CARTER ", "aa") is OLD
    assert ROSTER.entry("Ben Carter", "cc") is None, "somebody else's key"
    assert ROSTER.of("Cy") is None


def test_a_list_is_the_same_after_it_was_written_and_read():
    assert listed(ROSTER.plain) == ROSTER.people


def test_the_roles_that_may_decide():
    assert [Listed("x", (role,), "k").may_decide for role in Role] == [False, True, True]


def test_people_and_list_that_agree_say_nothing_and_every_difference_is_a_sentence():
    both = [("Ann", (Role.OWNER, Role.WRITER)), ("ben carter", (Role.EDITOR,))]
    assert differences(ROSTER, both) == []
    told = differences(ROSTER, [("Ann", (Role.EDITOR,)), ("Cy", (Role.WRITER,))])
    assert told == [
        "Ann is editor in policy.toml and writer and owner on the signed list.",
        "Ben Carter is on the signed list and not in policy.toml.",
        "Cy is in policy.toml and not on the signed list.",
    ]
