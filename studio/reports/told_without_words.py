"""What an entry says whose words were deleted: that it happened, and whatever of it was never made of words."""

from collections.abc import Callable

from studio.core.events import EventType
from studio.core.phrases import count, listed
from studio.core.times import day
from studio.reports.entries import Entry
from studio.reports.told_approved import approved_with
from studio.reports.told_asked import WITHOUT_WORDS as ASKED
from studio.reports.told_judged import BARE, WITHOUT_WORDS

GONE = "The content of this entry was purged; its hash still stands in the chain."


def told_without_words(entry: Entry) -> str:
    """The entry in words, without those of the text."""
    sentence = _SENTENCES.get(entry.type) if entry.fields or entry.type in _BARE else None
    return f"{sentence(entry)} The words were deleted." if sentence else GONE


_BARE = (EventType.EDITED, EventType.PIECE_RENAMED, *BARE)


def _created(entry: Entry) -> str:
    by = f" written by {entry.value('model')}" if entry.value("model") else ""
    return f"Took in a draft{by}."


def _dismissed(entry: Entry) -> str:
    where = {"here": "at one place", "piece": "for this piece", "rule": "for every piece"}.get(entry.value("scope"), "")
    ends = f" until {entry.value('until')}" if entry.value("until") else ""
    return f"Dismissed {entry.value('rule')}, {where}{ends}: {entry.value('reason')}."


def _decided(entry: Entry) -> str:
    return f"Marked a claim as {entry.value('status')}."


def _evidence(entry: Entry) -> str:
    until = f", valid until {day(entry.value('valid_until'))}" if entry.value("valid_until") else ""
    agreed = ", with a consent" if entry.fields.get("consent") else ""
    what = {"contradicts": "Found what contradicts a claim", "partly": "Found what supports a claim only partly"}
    return f"{what.get(entry.value('support'), 'Gave a claim a source')}{until}{agreed}."


def _submitted(entry: Entry) -> str:
    due = f", due {day(entry.value('due'))}" if entry.value("due") else ""
    return f"Handed on revision {entry.value('revision')} to {entry.value('to')}{due}."


def _approved(entry: Entry) -> str:
    checked = f", checked with {listed(entry.values('ran'))}" if entry.values("ran") else ""
    return " ".join([f"Approved revision {entry.value('revision')}{checked}.", *approved_with(entry)])


def _checked(entry: Entry) -> str:
    words = entry.fields.get("words")
    return f"The checks looked at {count(words, 'word') if isinstance(words, int) else 'the text'}."


_SENTENCES: dict[EventType, Callable[[Entry], str]] = {
    EventType.PIECE_CREATED: _created,
    EventType.PIECE_RENAMED: lambda _: "Renamed the piece.",
    EventType.EDITED: lambda _: "Edited the text.",
    EventType.FLAG_DISMISSED: _dismissed,
    EventType.FLAG_RESTORED: lambda entry: f"Took back the dismissal of {entry.value('rule')}.",
    EventType.CLAIM_DECIDED: _decided,
    EventType.CLAIM_EVIDENCE: _evidence,
    EventType.CLAIM_ASKED: lambda entry: f"Asked {entry.value('to')} about a claim.",
    EventType.CLAIM_SET_BACK: lambda entry: f"A claim that was {entry.value('was')} is {entry.value('status')} again.",
    EventType.SUBMITTED: _submitted,
    EventType.CHANGES_REQUESTED: lambda _: "Asked for changes.",
    EventType.APPROVED: _approved,
    EventType.PIECE_CHECKED: _checked,
    EventType.EXPORTED: lambda entry: f"Exported the text ({entry.value('format')}).",
    **WITHOUT_WORDS,
    **ASKED,
}
