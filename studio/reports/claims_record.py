"""One piece of the claims report as plain JSON.

The shape, stable within a `format` number; a change that readers could trip over raises it:

    report         "claims"
    format         1
    workspace made made_by period head verification    as in the edit-history report
    notice         "Not legal advice."
    totals         counts, see `claims.ClaimTotals`; claims by status and by severity
    open_blocking  [{piece, claim}]                 keys of the claims that stop an approval, the heaviest first
    runs_out       [{piece, claim, last_day}]       those whose evidence runs out within 30 days of `made`, the next first
    pieces         [{
        piece          {id, title, channel, brand, stage, accountable}
        approval       {who, when, text_hash} of the text as it stands, or null
        not_looked     why nobody could look for claims in it, so that some may be missing here; else empty
        claims         [{
            key text in_text lines categories severity need rule reason_found status changed
            standing         "given", "absent", "contradicts" or null; source source_name cited
            decided_by decided_at decided_in reason second lacks_consent
            evidence         [{url, quote, support, publisher, accessed, who, when, valid_until, note,
                               consent: {who, when, scope} or null}]
            earlier          evidence for words that stood here before, the same shape and `words`
            proposal         {origin, url, quote} that nobody has confirmed, or null
            questions        [{who, to, text, when}]
            clashes          [sentence]
        }]
    }]

Days and times are ISO 8601, UTC; lines count from 1 in the working text.
"""

from dataclasses import asdict
from typing import Any

from studio.core.claim import Claim, Evidence
from studio.core.piece import Approval, Piece
from studio.reports.piece_claims import ListedClaim, PieceClaims

VERSION = 1


def piece_record(found: PieceClaims) -> dict[str, Any]:
    return {
        "piece": _piece(found.piece),
        "approval": _approval(found.approval) if found.approval else None,
        "not_looked": found.not_looked,
        "claims": [_listed(listed) for listed in found.claims],
    }


def _piece(piece: Piece) -> dict[str, Any]:
    return {name: getattr(piece, name) for name in ("id", "title", "channel", "brand", "stage", "accountable")}


def _approval(approval: Approval) -> dict[str, Any]:
    return {name: getattr(approval, name) for name in ("who", "when", "text_hash")}


def _listed(listed: ListedClaim) -> dict[str, Any]:
    claim, note = listed.claim, listed.claim.note
    return {
        "key": claim.key,
        "text": claim.text,
        "in_text": claim.span is not None,
        "lines": list(listed.lines),
        "categories": list(note.categories),
        "severity": note.severity,
        "need": note.need,
        "rule": note.rule,
        "reason_found": note.reason,
        "status": claim.status,
        "changed": claim.changed,
        "standing": note.standing,
        "source": note.source,
        "source_name": note.source_name,
        "cited": note.cited,
        **{name: getattr(claim, name) for name in ("decided_by", "decided_at", "decided_in", "reason", "second")},
        "lacks_consent": claim.lacks_consent,
        "evidence": [_evidence(each) for each in claim.evidence],
        "earlier": [_evidence(each) | {"words": each.words} for each in claim.earlier],
        "proposal": _proposal(claim),
        "questions": [asdict(each) for each in claim.questions],
        "clashes": list(claim.clashes),
    }


def _evidence(each: Evidence) -> dict[str, Any]:
    named = ("url", "quote", "support", "publisher", "accessed", "who", "when", "valid_until", "note")
    consent = asdict(each.consent) if each.consent else None
    return {name: getattr(each, name) for name in named} | {"consent": consent}


def _proposal(claim: Claim) -> dict[str, Any] | None:
    found = claim.proposal
    return {"origin": found.origin, "url": found.evidence.url, "quote": found.evidence.quote} if found else None
