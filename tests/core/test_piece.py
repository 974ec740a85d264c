"""When two names are one person's."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.piece import Person, Role, each_once, is_same_person, name_key


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Erin", "ERIN"),
        ("Zoé", unicodedata.normalize("NFD", "ZOÉ")),
        ("Ann Lee", "Ann  Lee"),
        ("Ann Lee", "Ann\u00a0Lee"),
        ("Ann Lee", "Ann\tLee\n"),
        ("Erin", "Er\u200bin"),
        ("Zoé", "Zoe\u200b\u0301"),
        ("Erin", "Erin\ufe0f"),
        ("Erin", "E\x00rin\x1f"),
        ("Strauß", "STRAUSS"),
        ("Erin", "Ｅｒｉｎ"),
    ],
)
def test_nobody_becomes_another_person_by_the_way_a_name_is_written(name: str, other: str) -> None:
    assert is_same_person(name, other)
    assert Person(name, (Role.EDITOR,)).is_called(other)
    assert each_once([name, other]) == (name,)


@pytest.mark.parametrize(("name", "other"), [("Erin", "Eryn"), ("Ann Lee", "Annlee"), ("Zoé", "Zoe"), ("Erin", "Er\u0456n")])
def test_other_letters_are_another_person(name: str, other: str) -> None:
    assert not is_same_person(name, other)


@given(st.text())
def test_a_name_compares_the_same_however_often_it_is_folded(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
    assert is_same_person(name, f" {name}\u200d ")
