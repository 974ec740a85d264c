"""Errors, events and pieces: small words that much rests on."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core import errors
from studio.core.check import Context
from studio.core.events import Head, Verification, canonical, digest
from studio.core.piece import Person, Role, Stage

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(JSON)
def test_what_is_hashed_is_what_was_said(value: object) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(st.text(), st.integers()))
def test_the_same_payload_is_written_down_the_same_whatever_its_order(value: dict[str, int]) -> None:
    assert canonical(value) == canonical(dict(reversed(value.items())))


def test_a_stranger_can_recompute_a_hash() -> None:
    assert canonical({"b": "é", "a": [1, 2]}) == '{"a":[1,2],"b":"é"}'
    assert digest("é") == hashlib.sha256("é".encode()).hexdigest()


def test_a_chain_is_whole_when_nothing_is_wrong_with_it() -> None:
    head = Head("0" * 64, 0, "")
    assert Verification(0, head).whole
    assert Verification(0, head, remarks=("The history was restored.",)).whole
    assert not Verification(3, head, 2, "Event 2 was changed.").whole


def test_an_error_says_what_happened_and_what_to_do() -> None:
    error = errors.BadInput("a.docx is empty.", "Save it again.")
    assert (str(error), error.what, error.remedy) == ("a.docx is empty. Save it again.", "a.docx is empty.", "Save it again.")
    assert str(errors.Refused("Not yet.")) == "Not yet."
    for kind in (errors.BadInput, errors.BadConfig, errors.Refused, errors.NotFound, errors.HistoryError):
        assert issubclass(kind, errors.KnownError)


@pytest.mark.parametrize(
    ("roles", "may"), [((Role.WRITER,), False), ((Role.EDITOR,), True), ((Role.WRITER, Role.OWNER), True), ((), False)]
)
def test_only_editors_and_owners_may_approve(roles: tuple[Role, ...], may: bool) -> None:
    assert Person("Mara", roles).may_approve() is may


def test_stages_are_told_as_people_say_them() -> None:
    assert [stage.label for stage in Stage] == [
        *("Drafting", "In review", "Changes requested", "Approved", "Published", "On hold", "Withdrawn"),
    ]


def test_the_house_s_limit_wins_over_the_check_s_own() -> None:
    context = Context(limits={"sentence_words": 20})
    assert (context.limit("sentence_words", 30), context.limit("title_words", 8)) == (20, 8)
