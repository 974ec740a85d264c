"""The slots of a rule's message, and the list of wordings that fills one."""

import pytest

from studio.guides.message import filled, offered, unquoted


@pytest.mark.parametrize(
    ("message", "arguments", "expected"),
    [
        ("no slot", ("tea",), "no slot"),
        ("'%s'", ("tea",), "'tea'"),
        ("%s for %s", ("tea", "two"), "tea for two"),
        ("%[2]s for %[1]s", ("two", "tea"), "tea for two"),
        ("%[2]s, %s", ("one", "two", "three"), "two, three"),  # after a numbered slot the next one follows it
        ("%s %s", ("tea",), "tea "),
        ("%s", ("tea", "milk"), "tea"),
        ("%[9]s!", ("tea",), "!"),
        ("%d words", ("31",), "31 words"),
        ("100%% %s", ("tea",), "100% tea"),
        ("50% free", (), "50% free"),
        ("a\nb %s", ("tea",), "a b tea"),
        ("a\nb", (), "a b"),
        ("", ("tea",), ""),
        ("%s", ("100% %s",), "100% %s"),
    ],
)
def test_slots_are_filled_from_left_to_right(message, arguments, expected):
    assert filled(message, arguments) == expected


@pytest.mark.parametrize(
    ("options", "expected"), [((), ""), (("a",), "'a'"), (("a", "b"), "'a' or 'b'"), (("a", "b", "c"), "'a', 'b', or 'c'")]
)
def test_wordings_read_as_a_list(options, expected):
    assert offered(options) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("'%s' not '%s'", "%s not '%s'"),
        ('"%s" not "%s"', '%s not "%s"'),
        ("'%[2]s' is '%[1]s'", "'%[2]s' is %[1]s"),
        ("'%s' alone", "'%s' alone"),
        ("'%s' '%s' '%s'", "'%s' '%s' '%s'"),
    ],
)
def test_quotes_around_the_list_are_taken_off_where_it_brings_its_own(message, expected):
    assert unquoted(message) == expected
