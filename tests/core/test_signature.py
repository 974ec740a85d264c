"""Whatever of a decision differs from what was signed is named, and nothing that is the same is."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from studio.core.events import EventType
from studio.core.purged import remains
from studio.core.signature import VERSIONS, difference, short, statement, unknown_of

WORD = st.text("abcdef0123456789", min_size=1, max_size=12)
PAYLOADS = st.fixed_dictionaries(
    {"text_hash": WORD, "guide_version": WORD, "revision": st.integers(0, 9), "ran": st.lists(WORD, max_size=3)},
    optional={
        "policy_version": WORD,
        "missing": st.lists(WORD, max_size=3),
        "note": st.text(max_size=20),
        "claims_hash": WORD,
        "kept": st.integers(0, 500),
    },
)
PLACE = st.fixed_dictionaries({"who": WORD, "time": WORD, "previous": WORD, "key": WORD})
KINDS = st.sampled_from([EventType.APPROVED, EventType.CHANGES_REQUESTED])


@given(KINDS, PAYLOADS, PLACE)
def test_an_entry_fits_its_own_statement_with_its_signature_in_it_too(
    kind: EventType, payload: dict[str, Any], place: dict[str, str]
):
    said = statement(kind, "tea", payload, **place)
    with_signature = payload | {"signature": {"key": place["key"], "value": "", "said": said}}
    assert difference(said, statement(kind, "tea", with_signature, **place)) == ""


@given(KINDS, PAYLOADS, PLACE, st.data())
def test_one_changed_field_of_the_payload_is_named(
    kind: EventType, payload: dict[str, Any], place: dict[str, str], data: st.DataObject
):
    said = statement(kind, "tea", payload, **place)
    field = data.draw(st.sampled_from(sorted(payload)))
    changed = (
        payload[field] + 1
        if isinstance(payload[field], int)
        else [*payload[field], "x"]
        if isinstance(payload[field], list)
        else payload[field] + "x"
    )
    assert difference(said, statement(kind, "tea", payload | {field: changed}, **place))


@given(KINDS, PAYLOADS, PLACE, st.sampled_from(["who", "time", "previous", "key"]))
def test_another_place_person_or_time_is_named(kind: EventType, payload: dict[str, Any], place: dict[str, str], field: str):
    said = statement(kind, "tea", payload, **place)
    assert difference(said, statement(kind, "tea", payload, **place | {field: place[field] + "x"}))
    assert difference(said, statement(kind, "coffee", payload, **place)) == "it was signed for another piece"


@given(KINDS, PAYLOADS, PLACE, st.data())
def test_a_note_that_was_deleted_is_not_missed_and_every_other_field_is(
    kind: EventType, payload: dict[str, Any], place: dict[str, str], data: st.DataObject
):
    said = statement(kind, "tea", payload, **place)
    left = {name: value for name, value in payload.items() if name != "note"}

    def told(left: dict[str, Any]) -> str:
        return difference(said, statement(kind, "tea", left, **place), unknown_of(left))

    assert told(left) == ""
    assert told(left | {"revision": 99})
    assert told(left | {"kept": 900})
    assert told(left | {"note": "never said"})
    field = data.draw(st.sampled_from(sorted(left)))
    if left[field] not in ([], 0):  # what a statement takes for granted where nothing is said
        assert told({name: value for name, value in left.items() if name != field})


def test_a_statement_with_a_field_nobody_knows_is_not_taken_for_one_of_ours():
    said = statement(EventType.APPROVED, "tea", {}, who="Ben", time="t", previous="p", key="k")
    assert difference(said | {"and": "more"}, said) == "what was signed is not what a signature here says"
    assert difference(said | {"version": 3}, said) == "it was signed in a way this program does not know"


def test_a_key_is_told_in_groups_of_four():
    assert short("3f2a91bc07de55aa" + "0" * 48) == "3f2a 91bc 07de 55aa"


@given(PAYLOADS, PLACE, st.text(max_size=9), st.text(max_size=9), st.sampled_from(VERSIONS))
def test_a_yes_whose_disclosure_lost_its_words_still_fits_its_signature(
    payload: dict[str, Any], place: dict[str, str], wording: str, reason: str, version: int
):
    told = {"policy": "line", "level": "none", "present": False, "wording": wording, "reason": reason, "by": "Ben"}
    whole = payload | {"disclosure": told}
    said = statement(EventType.APPROVED, "tea", whole, **place, version=version)
    left = remains(EventType.APPROVED, whole)

    def differs(left: dict[str, Any]) -> str:
        return difference(said, statement(EventType.APPROVED, "tea", left, **place, version=version), unknown_of(left, version))

    assert not any(
        word and word in left["disclosure"].values() for word in (wording, reason) if word not in ("line", "none", "Ben")
    )
    assert differs(left) == ""
    assert differs(left | {"revision": 99})
    if version > 1 or not (wording or reason):  # the first version signed the words themselves, and nobody has those any more
        assert differs(left | {"disclosure": left["disclosure"] | {"level": "full"}})
        assert differs(left | {"claims_hash": "other than signed"})
