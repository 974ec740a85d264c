from typing import Any

import pytest

from studio.core.events import ActorKind, EventType
from studio.core.purged import REMAINS, remains
from studio.reports.entries import Entry
from studio.reports.told import told
from studio.reports.told_asked import SENTENCES

CALL = {
    **{
        "call": "a1",
        "purpose": "draft",
        "service": "Larch",
        "address": "http://127.0.0.1:1/v1",
        "local": True,
        "model": "tiny-1",
    },
    **{"masked": {"email": 2, "person": 1}, "outcome": "answered", "answered": "tiny-1", "tokens_in": 1200, "tokens_out": 340},
    **{"counted": True, "cost": 0.0123, "currency": "EUR", "instruction": "Anna's own words"},
}
SAID: list[tuple[EventType, dict[str, Any], str, str]] = [
    (
        EventType.AI_CALLED,
        CALL,
        "Had Larch (tiny-1, on this computer) asked to write a draft; 3 personal data masked. "
        "It answered, 1,200 tokens asked and 340 answered, 0.0123 EUR.",
        "Had Larch (tiny-1, on this computer) asked to write a draft; 3 personal data masked. "
        "It answered, 1,200 tokens asked and 340 answered, 0.0123 EUR. The words were deleted.",
    ),
    (
        EventType.AI_CALLED,
        {"purpose": "tone", "service": "Larch", "model": "m", "local": False, "masked": {}, "outcome": "cancelled"},
        "Had Larch (m, elsewhere) asked to read the tone. It was cancelled.",
        "Had Larch (m, elsewhere) asked to read the tone. It was cancelled. The words were deleted.",
    ),
    (
        EventType.SERVICE_SAVED,
        {"name": "Larch", "address": "http://127.0.0.1:1/v1", "model": "tiny-1", "local": True},
        "Set up the AI service Larch at http://127.0.0.1:1/v1, model tiny-1.",
        "",
    ),
    (
        EventType.REWRITE_PROPOSED,
        {"call": "a1", "purpose": "shorter", "before": "at this point in time", "after": "now", "instruction": "", "found": {}},
        "A model proposed “now” for “at this point in time” (shorter).",
        "A model proposed a rewrite. The words were deleted.",
    ),
    (
        EventType.REWRITE_DECIDED,
        {"call": "a1", "decision": "refused", "note": "Ours is warmer."},
        "Refused a rewrite. Ours is warmer.",
        "Refused a rewrite. The words were deleted.",
    ),
    (
        EventType.OPINION_READ,
        {"call": "a1", "kind": "claims", "text_hash": "0", "found": [{}, {}]},
        "A model’s second opinion on claims: 2 remarks.",
        "A model’s second opinion on claims: 0 remarks. The words were deleted.",
    ),
    (
        EventType.LIBRARY_SAVED,
        {"entry": "mill-story", "kind": "story", "title": "The mill", "hash": "0"},
        "Saved the story “The mill”.",
        "",
    ),
    (
        EventType.LIBRARY_USED,
        {"entry": "mill-story", "kind": "story", "title": "The mill", "hash": "0"},
        "Put the story “The mill” into the text.",
        "Put a story of the library into the text. The words were deleted.",
    ),
    (
        EventType.FEEDBACK_NOTED,
        {"kind": "rating", "name": "stars", "value": "4", "text": "Clear.", "source": "Survey", "when": "2026-11-01"},
        "A rating from Survey: stars 4. “Clear.”",
        "A rating from somebody: 4. The words were deleted.",
    ),
    (
        EventType.VOICE_SAVED,
        {"brand": "Mill", "channel": "blog", "name": "about.md", "hash": "0", "words": 200, "from": "about.docx"},
        "Added about.md, from “about.docx”, to what the voice of Mill for blog is learned from.",
        "",
    ),
    (
        EventType.CHANGE_EXPLAINED,
        {"change": "c1", "before": "guests", "after": "neighbours", "reason": "local", "note": "Nobody here is a guest."},
        "Said why “guests” became “neighbours”: local. Nobody here is a guest.",
        "Said why a passage was changed: local. The words were deleted.",
    ),
]


def _entry(kind: EventType, fields: dict[str, Any], *, purged: bool = False) -> Entry:
    return Entry(1, "d", 1, "2026-11-24T09:00:00.000Z", kind, ActorKind.PERSON.value, "Erin", (), fields, purged, "", "")


def test_every_kind_of_entry_about_services_and_the_library_is_tried_here():
    assert {kind for kind, *_ in SAID} == set(SENTENCES)


@pytest.mark.parametrize(("kind", "payload", "sentence", "bare"), SAID, ids=lambda each: getattr(each, "value", ""))
def test_what_was_asked_of_an_ai_is_told_in_a_sentence_and_without_words_once_they_are_deleted(
    kind: EventType, payload: dict[str, Any], sentence: str, bare: str
):
    assert told(_entry(kind, payload)) == sentence
    if kind in REMAINS:
        assert told(_entry(kind, remains(kind, payload), purged=True)) == bare
