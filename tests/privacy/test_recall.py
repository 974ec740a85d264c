"""How much of what is personal is found in texts with known answers, and how often something harmless is taken for it."""

import pytest

from . import scoring


@pytest.mark.parametrize("name", [name for name in scoring.SETS if name not in scoring.STANDING])
def test_what_is_personal_is_found_and_little_else_is(name):
    found = scoring.score(name)
    assert found.recall >= scoring.LEAST_RECALL, found.missed
    assert found.false_per_thousand <= scoring.MOST_FALSE, found.alarms


@pytest.mark.parametrize("name", scoring.STANDING)
def test_what_was_found_at_first_sight_stays_found(name):
    found, (least, most) = scoring.score(name), scoring.STANDING[name]
    assert found.found >= least, found.missed
    assert found.false <= most, found.alarms


def test_there_is_enough_to_count():
    sets = [scoring.score(name) for name in scoring.SETS]
    assert sum(found.texts for found in sets) >= 60
    assert sum(found.words for found in sets) >= 11_000
    assert sum(found.data for found in sets) >= 120
    kinds = set().union(*(found.by_kind for found in sets))
    assert kinds == {
        *("card", "iban", "account", "health", "id", "passport", "licence", "birth", "email", "phone", "address", "number"),
        *("person", "ip", "link", "handle"),
    }
