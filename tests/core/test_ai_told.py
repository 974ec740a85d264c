"""What AI services did for a piece, told so that whoever gets it next need not ask."""

from collections import Counter
from typing import Any

import pytest

from studio.core.ai_told import told
from studio.core.events import Actor, Event, EventType
from studio.core.purged import remains

WHEN = "2026-11-30T09:00:00.000Z"


def event(which: EventType, who: str = "Wren", when: str = WHEN, /, **payload: Any) -> Event:
    return Event(1, "", 1, "p", which, Actor.person(who), when, payload, "", "", "")


def call(purpose: str, outcome: str = "answered", **more: Any) -> Event:
    told = {"purpose": purpose, "service": "Larch", "local": True, "model": "tiny-1", "outcome": outcome, "currency": "EUR"}
    numbers = (
        {"tokens_in": 1000, "tokens_out": 200, "counted": True, "cost": 0.002, "seconds": 1.4} if outcome == "answered" else {}
    )
    who, when = more.pop("who", "Wren"), more.pop("when", WHEN)
    return event(EventType.AI_CALLED, who, when, **(told | numbers | more))


STORY = [
    call("rewrite", masked={"email": 2, "person": 1}),
    event(EventType.REWRITE_PROPOSED, call="1", before="a", after="b"),
    event(EventType.REWRITE_DECIDED, call="1", decision="accepted"),
    call("rewrite", who="Erin", when="2026-11-30T10:00:00.000Z", counted=False),
    event(EventType.REWRITE_PROPOSED, call="2"),
    event(EventType.REWRITE_DECIDED, call="2", decision="partly"),
    call("rewrite", "failed"),
    event(EventType.REWRITE_PROPOSED, call="3"),
    event(EventType.REWRITE_PROPOSED, call="4"),
    event(EventType.REWRITE_DECIDED, call="4", decision="refused"),
    call("claims", local=False, answered="grand-9"),
    event(EventType.OPINION_READ, kind="claims", service="Larch", found=[{}, {}], blocks=["x"]),
    event(EventType.OPINION_READ, kind="tone", service="Larch", found=[], problem="Larch did not answer."),
    call("test"),
]


def test_it_says_who_asked_whom_for_what_and_what_people_made_of_it() -> None:
    assert list(told(STORY)) == [
        f"Erin and Wren had Larch (tiny-1, on this computer) rewrite a passage 3 times, {WHEN}; 1 failed.",
        f"Wren had Larch (grand-9, elsewhere) look for claims once, {WHEN}.",
        "4 rewrites were proposed: 1 accepted, 1 accepted in part, 1 refused and 1 not decided yet.",
        "A second opinion on claims by Larch: 2 remarks. It set no status.",
        "A second opinion on the tone was asked for and could not be used, once.",
        "Masked in what went out: 2 emails and 1 person.",
        "3,000 tokens asked and 600 answered, some of them guessed for 0.006 EUR, in 4 s.",
    ]


def test_where_nothing_was_asked_there_is_only_that_no_rewrite_was_taken() -> None:
    assert list(told([])) == ["No rewrite by an AI was accepted."]
    assert list(told([], Counter({"tiny-1": 2}))) == ["2 rewrites by tiny-1 were accepted."]


@pytest.mark.parametrize("outcome", ["failed", "cancelled"])
def test_a_call_without_an_answer_is_told_without_tokens(outcome: str) -> None:
    first, _, last = told([call("draft", outcome)])
    assert first.endswith(f"write a draft once, {WHEN}; 1 {outcome}.")
    assert last == "Nothing personal had to be masked in what went out."


def test_of_a_deleted_text_the_same_is_told_as_far_as_it_holds_no_words() -> None:
    left = [event(each.type, each.actor.name, each.time, **remains(each.type, each.payload or {})) for each in STORY]
    after = list(told(left))
    assert after[0] == next(told(STORY))
    assert "4 rewrites were proposed: 1 accepted, 1 accepted in part, 1 refused and 1 not decided yet." in after
    assert "A second opinion on claims by Larch. It set no status." in after
