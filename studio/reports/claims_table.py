"""The claims report as a table: one row per claim and piece of evidence, and one for a claim that has none.

`piece` and `claim` together name a claim, so counting them once each counts the claims; `evidence` says which of how many
the row is (`1 of 2`). Days and times are ISO 8601, UTC. `chain head` is the same in every row, so that it stays with them.
"""

from collections.abc import Iterator, Sequence

from studio.core.claim import Claim, Consent, Evidence
from studio.reports import claim_words as words
from studio.reports.piece_claims import ListedClaim, PieceClaims
from studio.reports.report import Table

COLUMNS = (
    *("piece", "title", "channel", "brand", "claim", "words", "lines", "categories", "severity", "status", "what changed"),
    *("standing to the brief", "the brief says", "link in the text", "decided by", "decided at", "decided in", "reason"),
    *("second person", "evidence", "source", "passage", "what it says of the claim", "publisher", "looked at", "attached by"),
    *("attached at", "valid until", "consent of", "consent given on", "consent for", "note", "questions", "clashes"),
    *("what it needs", "chain head"),
)


_NOTHING = ("",) * 12  # where a claim has no evidence


def table(pieces: Sequence[PieceClaims], head: str) -> Table:
    rows = [(*row, head) for piece in pieces for listed in piece.claims for row in _rows(listed)]
    return Table(COLUMNS, rows)


def _rows(listed: ListedClaim) -> Iterator[tuple[str, ...]]:
    found = listed.claim.evidence
    for number, evidence in enumerate(found, 1):
        yield (*_before(listed), f"{number} of {len(found)}", *_evidence(evidence), *_behind(listed.claim))
    if not found:
        yield (*_before(listed), "none", *_NOTHING, *_behind(listed.claim))


def _before(listed: ListedClaim) -> tuple[str, ...]:
    claim, piece, note = listed.claim, listed.piece, listed.claim.note
    return (
        piece.id,
        piece.title,
        piece.channel.value,
        piece.brand,
        claim.key,
        claim.text,
        ", ".join(map(str, listed.lines)) or "no longer in the text",
        words.categories(claim),
        note.severity.value,
        words.STATUS[claim.status],
        words.set_back(claim),
        words.STANDING[note.standing] if note.standing else "",
        note.source,
        note.cited,
        claim.decided_by,
        claim.decided_at,
        claim.decided_in,
        claim.reason,
        words.second_person(claim),
    )


def _evidence(each: Evidence) -> tuple[str, ...]:
    consent = each.consent or Consent("", "", "")
    said = (each.url, each.quote, words.SUPPORT[each.support], each.publisher, each.accessed, each.who, each.when)
    return (*said, each.valid_until, consent.who, consent.when, consent.scope, each.note)


def _behind(claim: Claim) -> tuple[str, ...]:
    questions = "\n".join(f"{each.who} to {each.to}, {each.when}: {each.text}" for each in claim.questions)
    need = claim.note.need if claim.is_open else words.missing_consent(claim)
    return questions, "\n".join(words.clashes(claim)), need
