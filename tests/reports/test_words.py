"""Counts and names as people read them."""

from studio.reports.words import count, listed


def test_one_is_singular_and_thousands_are_grouped():
    assert (count(1, "entry", "entries"), count(0, "word"), count(12400, "word")) == ("1 entry", "0 words", "12,400 words")


def test_names_are_listed_as_people_say_them():
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
