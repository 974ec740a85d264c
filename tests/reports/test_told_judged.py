"""Every kind of entry is told in a sentence, with its words and after they were deleted."""

from typing import Any

import pytest

from studio.core.events import ActorKind, EventType
from studio.core.purged import REMAINS, remains
from studio.reports.entries import Entry
from studio.reports.told import _SENTENCES, told
from studio.reports.told_without_words import GONE, told_without_words

ANCHOR = {"start": 0, "end": 7, "text": "Slow\ntea", "before": "", "after": " is good"}
SAID: dict[EventType, tuple[dict[str, Any], str, str]] = {
    EventType.AGREED: (
        {"parts": ["voice", "accuracy"], "revision": 2, "rating": 4, "note": "Lovely."},
        "Said yes to voice and accuracy of revision 2, rated 4 of 5 for sounding like the brand. Lovely.",
        "Said yes to voice and accuracy of revision 2, rated 4 of 5 for sounding like the brand. The words were deleted.",
    ),
    EventType.RECALLED: (
        {"note": "A typo."},
        "Took the piece back from review. A typo.",
        "Took the piece back from review. The words were deleted.",
    ),
    EventType.REOPENED: (
        {"note": "The price is wrong.", "was": "published"},
        "Reopened the piece, which was “Published”, to correct it. The price is wrong.",
        "Reopened the piece, which was “Published”, to correct it. The words were deleted.",
    ),
    EventType.PUBLISHED: (
        {"where": "https://example.org/tea", "note": "", "text_hash": "ab"},
        "Marked the piece as published: https://example.org/tea.",
        "Marked the piece as published. The words were deleted.",
    ),
    EventType.HELD: (
        {"reason": "A storm.", "until": "2026-12-24", "scope": "brand", "name": "Mill", "was": "approved"},
        "Put everything of the brand Mill on hold until 24 December 2026, this piece with it. A storm.",
        "Put everything of the brand on hold until 24 December 2026, this piece with it. The words were deleted.",
    ),
    EventType.RESUMED: (
        {"note": "It is over.", "to": "in_review"},
        "Took the piece off hold; it is “In review” again. It is over.",
        "Took the piece off hold; it is “In review” again. The words were deleted.",
    ),
    EventType.WITHDRAWN: (
        {"reason": "Nobody wants it.", "was": "drafting"},
        "Withdrew the piece, which was “Drafting”. Nobody wants it.",
        "Withdrew the piece, which was “Drafting”. The words were deleted.",
    ),
    EventType.BROUGHT_BACK: (
        {"note": ""},
        "Brought the piece back; it is drafted again.",
        "Brought the piece back; it is drafted again. The words were deleted.",
    ),
    EventType.PIECE_DESCRIBED: (
        {"what": {"audience": "regulars", "campaign": "", "audience_checked": "Erin, 2026-11-24"}},
        "Set its audience to “regulars”, put it into no campaign and checked who is in that audience.",
        "Changed its audience, put it into no campaign and checked who is in that audience. The words were deleted.",
    ),
    EventType.COMMENT_ADDED: (
        {"thread": 0, "text": "Really?", "mentions": ["Erin"], "about": "claim:abc", "anchor": ANCHOR},
        "Commented on “Slow tea” about a claim, for Erin: Really?",
        "Commented about a claim, for Erin. The words were deleted.",
    ),
    EventType.COMMENT_RESOLVED: (
        {"thread": 4, "resolved": False},
        "Opened a comment again.",
        "Opened a comment again. The words were deleted.",
    ),
    EventType.CHECKLIST_ANSWERED: (
        {
            "list": "email.in_review",
            "item": "kind",
            "version": "1",
            "question": "Is it kind?",
            "answer": "n/a",
            "note": "No reader.",
        },
        "Answered “Is it kind?”: does not apply. No reader.",
        "Answered a question of the checklist email.in_review: does not apply. The words were deleted.",
    ),
    EventType.CONSENT_RECORDED: (
        {
            "subject": "Mrs Brandt",
            "given": "2026-11-01",
            "scope": "her words",
            "until": "2027-11-01",
            "proof": "folder 3",
            "key": "k",
        },
        "Recorded the consent of Mrs Brandt, given on 1 November 2026, for her words until 1 November 2027. "
        "It can be seen here: folder 3",
        "Recorded a consent, given on 1 November 2026, which holds until 1 November 2027. The words were deleted.",
    ),
    EventType.DISCLOSURE_DECIDED: (
        {"level": "line", "wording": "Written with AI.", "reason": "Short."},
        "Decided to tell readers in one line of AI’s part: “Written with AI.”. Short.",
        "Decided to tell readers in one line of AI’s part. The words were deleted.",
    ),
    EventType.ESCALATED: (
        {"trigger": "overdue", "to": "Olga", "note": "Two days.", "about": "round:7"},
        "Escalated to Olga about a handing on, because it is overdue. Two days.",
        "Escalated to Olga about a handing on, because it is overdue. The words were deleted.",
    ),
    EventType.ESCALATION_SETTLED: (
        {"escalation": 9, "answer": "Go on."},
        "Settled an escalation. Go on.",
        "Settled an escalation. The words were deleted.",
    ),
    EventType.CHECKLIST_SAVED: (
        {"list": "email.in_review", "version": "2", "items": [{"id": "kind"}]},
        "Saved the checklist email.in_review, with 1 question.",
        "",
    ),
    EventType.CAMPAIGN_SAVED: (
        {"campaign": "spring", "name": "Spring", "brand": "Mill", "owner": "Olga", "starts": "2027-03-01", "ends": "2027-04-01"},
        "Saved the campaign “Spring” of Mill, from 1 March 2027 to 1 April 2027; Olga answers for it.",
        "",
    ),
    EventType.CAMPAIGN_APPROVED: (
        {"campaign": "spring", "pieces": {"a": "1", "b": "2"}, "note": "", "responsible": "Olga"},
        "Approved the campaign “spring” as a set of 2 pieces; Olga is responsible for it.",
        "",
    ),
    EventType.POLICY_CHANGED: (
        {"version": "1", "changes": ["second_person for social: required → off.", "Ann is editor now too."]},
        "The policy changed. second_person for social: required → off. Ann is editor now too.",
        "",
    ),
}
NEW = [kind for kind in EventType if kind in SAID]


def _entry(kind: EventType, fields: dict[str, Any], actor: ActorKind = ActorKind.PERSON, *, purged: bool = False) -> Entry:
    return Entry(1, "d", 1, "2026-11-24T09:00:00.000Z", kind, actor.value, "Erin", (), fields, purged, "", "")


def test_no_kind_of_entry_is_without_a_sentence():
    assert set(_SENTENCES) == set(EventType)


@pytest.mark.parametrize("kind", NEW, ids=lambda kind: kind.value)
def test_what_people_judge_is_told_in_a_sentence(kind: EventType):
    payload, sentence, _ = SAID[kind]
    assert told(_entry(kind, payload)) == sentence


@pytest.mark.parametrize("kind", [kind for kind in NEW if kind in REMAINS], ids=lambda kind: kind.value)
def test_what_remains_of_it_is_told_without_the_words(kind: EventType):
    payload, _, sentence = SAID[kind]
    assert told(_entry(kind, remains(kind, payload), purged=True)) == sentence


def test_every_entry_that_loses_its_words_still_says_what_it_was():
    for kind in REMAINS:
        left = dict.fromkeys(REMAINS[kind], "x")
        if kind is EventType.PIECE_DESCRIBED:
            left = {"what": {"locale": "en-GB"}}
        assert told_without_words(_entry(kind, left, purged=True)) != GONE, kind


@pytest.mark.parametrize(
    ("actor", "says"),
    [(ActorKind.AI, "An AI’s remark, not a person’s. Commented"), (ActorKind.RULE, "Made by the program. Commented")],
)
def test_a_remark_that_no_person_made_never_reads_like_one(actor: ActorKind, says: str):
    remark = _entry(EventType.COMMENT_ADDED, {"thread": 0, "text": "Shorter.", "mentions": []}, actor)
    assert told(remark) == f"{says}: Shorter."


def test_a_yes_tells_its_parts_its_risk_and_who_is_responsible():
    said = {
        "revision": 2,
        "ran": ["style"],
        "note": "",
        "parts": {"voice": "Erin", "accuracy": "Tomasz"},
        "agreed": ["Tomasz"],
        "risk": {"level": "high", "why": ["a price: “£18”", "channel email"]},
        "rating": 4,
        "responsible": "Olga",
        "disclosure": {"policy": "line", "level": "none", "present": False, "wording": "", "reason": "House news.", "by": "Erin"},
        "separation": "off",
    }
    assert told(_entry(EventType.APPROVED, said)) == (
        "Approved revision 2, checked with style. Erin for voice and Tomasz for accuracy said yes. Tomasz agreed. "
        "The risk was high, because of a price: “£18” and channel email. It sounds like the brand: 4 of 5. "
        "Olga is responsible for it. What readers are told of AI: none, where the policy asks for line: House news. "
        "The policy asked for no second person."
    )
    assert told(_entry(EventType.APPROVED, {"revision": 1, "note": "Fine."})) == "Approved revision 1. Fine."
