"""What is said of a claim, in the words people read."""

import re
from collections.abc import Sequence

from studio.core.claim import Claim, ClaimStatus, Evidence, Question, Standing, Support, said
from studio.core.phrases import shortened
from studio.ui.times import date, day

_STATUS = {
    ClaimStatus.UNVERIFIED: "Unverified",
    ClaimStatus.SUPPORTED: "Supported",
    ClaimStatus.CONTRADICTED: "Contradicted",
    ClaimStatus.OPINION: "Opinion",
    ClaimStatus.REMOVED: "Withdrawn",
    ClaimStatus.STALE: "Out of date",
}
_HOW = {Standing.CONTRADICTS: " against it", Standing.ABSENT: " only"}
_SUPPORT = {Support.PARTLY: "supports it only partly", Support.CONTRADICTS: "contradicts it"}


def excerpt(text: str, about: str, most: int) -> str:
    """As much of it as fits into so many letters: from the part that shares most words with what it is `about`."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    parts = re.split(r"(?<=[;.!?])\s+", text)
    words = set(re.findall(r"\w+", about.casefold()))
    best = max(range(len(parts)), key=lambda each: len(words & set(re.findall(r"\w+", parts[each].casefold()))))
    cut = shortened(" ".join(parts[best:]), most)
    return f"…{cut}" if best else cut


def kinds(claim: Claim) -> str:
    return ", ".join(said(name) for name in claim.note.categories)


def status(claim: Claim) -> str:
    """Where it stands, in a word or two."""
    if claim.span is None:
        return "Words gone"
    if claim.lacks_consent:
        return "Supported, consent missing"
    return _STATUS[claim.status]


def summary(claim: Claim) -> str:
    """One line: where it stands, what kind it is, how much it weighs."""
    weight = "" if claim.span is None else claim.note.severity.value
    whose = "only a model’s opinion" if claim.note.is_opinion else ""
    return " · ".join(part for part in (status(claim), kinds(claim), weight, whose) if part)


def model(claim: Claim) -> str:
    """Which model remarked it, a sentence; empty where none did."""
    if not claim.note.model:
        return ""
    return f"Only {claim.note.model} takes it for a claim." if claim.note.is_opinion else f"{claim.note.model} saw it too."


def alarms(claim: Claim) -> list[str]:
    """What moved on or stands against it, a sentence each."""
    found = [claim.changed] if claim.changed else []
    for clash in claim.clashes:
        found.append(clash if clash.endswith(".") else f"Said otherwise elsewhere: {clash}.")
    if claim.span is not None and claim.status is ClaimStatus.STALE and not claim.changed:
        found.append("Its evidence has run out.")
    if claim.lacks_consent:
        found.append("Its evidence says nothing of the customer’s consent: who gave it, when, and for what.")
    return found


def source(claim: Claim, most: int = 220) -> str:
    """What the brief or the brand's facts say to it, in so many letters; empty where they were never asked."""
    note = claim.note
    name = "The brief" if note.source_name in ("", "brief") else f"The {note.source_name}"
    verb = "say" if name.endswith("s") else "says"
    if note.source:
        how = _HOW.get(note.standing, "") if note.standing else ""
        return f"{name} {verb}{how}: “{excerpt(note.source, claim.text, most)}”"
    return "Neither the brief nor the brand’s facts hold it." if note.standing is Standing.ABSENT else ""


def source_alone(claim: Claim) -> str:
    """The same where “Brief” or “Facts” stands before it already."""
    note = claim.note
    if note.source:
        how = (
            {Standing.CONTRADICTS: "says otherwise: ", Standing.ABSENT: "says only: "}.get(note.standing, "")
            if note.standing
            else ""
        )
        return f"{how}“{excerpt(note.source, claim.text, 260)}”"
    return source(claim)


def question(claim: Claim, me: str) -> str:
    """What waits for a person's word; `me` is who reads it."""
    if not claim.asked:
        return ""
    last = claim.questions[-1]
    return f"{last.who} asks you: “{last.text}”" if claim.asked == me else f"Waits for {claim.asked}: “{last.text}”"


def asked(each: Question) -> str:
    return f"“{each.text}” ({each.who} to {each.to}, {day(each.when)})"


def about(evidence: Evidence) -> str:
    """Everything of a piece of evidence beside link and passage, one line."""
    parts = [evidence.publisher, _SUPPORT.get(evidence.support, "")]
    parts.append(f"looked at on {date(evidence.accessed)}" if evidence.accessed else "")
    parts.append(f"until {date(evidence.valid_until)}" if evidence.valid_until else "")
    if evidence.who:
        parts.append(f"{evidence.who}, {day(evidence.when)}" if evidence.when else evidence.who)
    return " · ".join(part for part in parts if part)


def consent(evidence: Evidence) -> str:
    found = evidence.consent
    if found is None:
        return ""
    return f"Consent: {found.who}, {date(found.when)}" + (f", for {found.scope}" if found.scope else "")


def rewording(old: str, new: str) -> tuple[str, str]:
    """The words that go and those that come, without what stays the same around them; neither is ever empty where both
    texts have words."""
    before, after = old.split(), new.split()
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    gone, put = before[head : len(before) - tail], after[head : len(after) - tail]
    if not gone or not put:  # a word is only added or left out: its neighbour shows where
        if tail:
            gone, put = [*gone, before[len(before) - tail]], [*put, after[len(after) - tail]]
        elif head:
            gone, put = [before[head - 1], *gone], [after[head - 1], *put]
    return " ".join(gone), " ".join(put)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count
