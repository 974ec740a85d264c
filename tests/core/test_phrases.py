"""Counts and names as people read them."""

from studio.core.phrases import count, listed, shortened


def test_one_is_singular_and_thousands_are_grouped():
    assert (count(1, "entry", "entries"), count(0, "word"), count(12400, "word")) == ("1 entry", "0 words", "12,400 words")


def test_names_are_listed_as_people_say_them():
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_a_long_text_is_told_on_one_line_and_never_longer_than_there_is_room():
    assert shortened("two\n  lines", 20) == "two lines"
    assert shortened("a brief of many words", 9) == "a brief…"
    assert all(len(shortened("word " * 30, most)) <= most for most in range(1, 60))
