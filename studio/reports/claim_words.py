"""What the claims report says of a claim, in the words people read."""

from studio.core.claim import Claim, ClaimStatus, Evidence, Standing, Support, said
from studio.core.times import day

STATUS = {
    ClaimStatus.SUPPORTED: "Supported",
    ClaimStatus.OPINION: "Opinion",
    ClaimStatus.UNVERIFIED: "Unverified",
    ClaimStatus.STALE: "Out of date",
    ClaimStatus.CONTRADICTED: "Contradicted",
    ClaimStatus.REMOVED: "Withdrawn",
}
SUPPORT = {Support.SUPPORTS: "Supports it", Support.PARTLY: "Supports it only in part", Support.CONTRADICTS: "Contradicts it"}
STANDING = {Standing.GIVEN: "given", Standing.ABSENT: "not in the brief", Standing.CONTRADICTS: "contradicts the brief"}

MEANING = (
    ("Supported", "somebody gave a source and the passage that says it."),
    ("Opinion", "somebody said why no reader takes it for a fact."),
    ("Unverified", "nobody has answered it, or its words changed since somebody did."),
    ("Out of date", "it was supported, and its evidence has run out or its words have changed."),
    ("Contradicted", "somebody found that it is not so, and it still stands in the text."),
    ("Withdrawn", "its words are gone from the text."),
)
"""What each status means, for a reader who has never seen one."""


def categories(claim: Claim) -> str:
    """What kinds of claim it is: “figure; comparison”."""
    return "; ".join(said(name) for name in claim.note.categories)


def standing(claim: Claim) -> str:
    """How it stands to what the AI was given; the sentence that gives or contradicts it, or a part of it, follows. Empty where
    nothing was written down."""
    name, end = claim.note.source_name or "brief", ":" if claim.note.source else "."
    match claim.note.standing:
        case Standing.GIVEN:
            return f"Given to the AI in the {name}{end}"
        case Standing.ABSENT if claim.note.source:
            return f"The {name} holds only a part of it, so the AI may have made up the rest:"
        case Standing.ABSENT:
            return "Neither the brief nor the brand’s facts hold it, so the AI may have made it up."
        case Standing.CONTRADICTS:
            return f"Contradicts the {name} that the AI was given{end}"
    return ""


def warning(claim: Claim) -> str:
    """What speaks against it, in a few words; empty where nothing does."""
    parts = [STANDING[claim.note.standing]] if claim.note.standing in (Standing.ABSENT, Standing.CONTRADICTS) else []
    parts += ["said otherwise in another draft"] if claim.clashes else []
    return "; ".join(parts).capitalize()


def clashes(claim: Claim) -> list[str]:
    """Who says it otherwise, a sentence each."""
    return [clash if clash.endswith(".") else f"Other drafts say it otherwise: {clash}." for clash in claim.clashes]


def set_back(claim: Claim) -> str:
    """What happened since somebody answered it, a sentence; empty where nothing did."""
    if claim.changed:
        return claim.changed
    return "Its evidence has run out." if claim.span is not None and claim.status is ClaimStatus.STALE else ""


def second_person(claim: Claim) -> str:
    return f"{claim.second} called it an opinion; a second person has to agree." if claim.second else ""


def missing_consent(claim: Claim) -> str:
    return "The consent of the customer it names or quotes is missing." if claim.lacks_consent else ""


def validity(evidence: Evidence, today: str) -> str:
    if not evidence.valid_until:
        return ""
    return f"valid until {day(evidence.valid_until)}" if evidence.holds(today) else f"ran out on {day(evidence.valid_until)}"


def consent(evidence: Evidence) -> str:
    found = evidence.consent
    return f"Consent of {found.who}, given on {day(found.when)}, for {found.scope}" if found else ""
