"""What people decided about a piece, read from the tables that follow from the events: its flags, its claims, its text.

Whoever asks has begun a transaction (see `History`) and knows that the piece is there.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Any

from studio.core.claim import (
    Anchor,
    ApprovedClaim,
    ClaimDecision,
    ClaimSeverity,
    ClaimStatus,
    Consent,
    Evidence,
    Question,
    Support,
    unanswered,
)
from studio.core.flag import Dismissal, Reason, Scope
from studio.core.piece import Approval, is_same_person
from studio.core.span import Span

_DISMISSALS = """
    SELECT key, rule, scope, reason, note, who, at, text, message, until FROM dismissals
    WHERE (scope <> 'rule' AND piece = :piece)
       OR (scope = 'rule' AND brand = (SELECT brand FROM pieces WHERE id = :piece))
    ORDER BY number
"""
_DECISIONS = """
    SELECT piece, key, text, categories, severity, status, reason, who, at, number, anchor, agrees_with
    FROM decisions WHERE piece = ? ORDER BY number
"""
_APPROVED_CLAIMS = """
    SELECT p.title, p.brand,
        d.piece, d.key, d.text, d.categories, d.severity, d.status, d.reason, d.who, d.at, d.number, d.anchor, d.agrees_with
    FROM decisions d JOIN pieces p ON p.id = d.piece
    WHERE d.status = 'supported' AND p.purged = '' AND (:brand = '' OR p.brand = :brand) ORDER BY d.number DESC LIMIT :most
"""
_EVIDENCE = """
    SELECT key, url, quote, who, at, valid_until, note, publisher, accessed, support, consent, words
    FROM evidence WHERE piece = ? ORDER BY number
"""
_QUESTIONS = "SELECT key, who, to_whom, question, at FROM questions WHERE piece = ? ORDER BY number"
_OWED = """
    SELECT q.piece, q.key, q.who, q.to_whom, q.question, q.at
    FROM questions q LEFT JOIN decisions d ON d.piece = q.piece AND d.key = q.key
    WHERE coalesce(d.number, 0) < q.number AND EXISTS
        (SELECT 1 FROM questions mine WHERE mine.piece = q.piece AND mine.key = q.key
         AND mine.to_whom IN (SELECT value FROM json_each(?)))
    ORDER BY q.number
"""
_APPROVALS = """
    SELECT who, at, text_hash, guide_version, claims_hash, ran, missing, revision, note FROM approvals
    WHERE piece = ? ORDER BY number
"""


def dismissals(db: sqlite3.Connection, piece: str) -> list[Dismissal]:
    """Dismissals that reach the piece, oldest first."""
    rows = db.execute(_DISMISSALS, {"piece": piece})
    return [Dismissal(key, rule, Scope(scope), Reason(reason), *rest) for key, rule, scope, reason, *rest in rows]


def decisions(db: sqlite3.Connection, piece: str) -> dict[str, ClaimDecision]:
    """What was decided about the claims of the piece, by the claim's key."""
    evidence = _evidence(db, piece)
    return {row[1]: _decision(row, evidence.get(row[1], ())) for row in db.execute(_DECISIONS, (piece,))}


def approved_claims(db: sqlite3.Connection, brand: str, most: int) -> list[ApprovedClaim]:
    """Claims found supported in any piece of `brand`, or of every brand where it is empty, the latest first."""
    rows = db.execute(_APPROVED_CLAIMS, {"brand": brand, "most": most}).fetchall()
    proofs = {piece: _evidence(db, piece) for piece in dict.fromkeys(row[2] for row in rows)}
    return [ApprovedClaim(_decision(row[2:], proofs[row[2]].get(row[3], ())), row[0], row[1]) for row in rows]


def questions(db: sqlite3.Connection, piece: str) -> dict[str, tuple[Question, ...]]:
    """What was asked about the claims of the piece, by the claim's key, oldest first."""
    found: dict[str, tuple[Question, ...]] = {}
    for key, *asked in db.execute(_QUESTIONS, (piece,)):
        found[key] = (*found.get(key, ()), Question(*asked))
    return found


def questions_for(db: sqlite3.Connection, name: str) -> dict[str, int]:
    """How many questions wait for an answer of that person, by piece."""
    told: dict[tuple[str, str], list[Question]] = {}
    written = [to for (to,) in db.execute("SELECT DISTINCT to_whom FROM questions") if is_same_person(to, name)]
    for piece, key, *asked in db.execute(_OWED, (json.dumps(written),)):
        told.setdefault((piece, key), []).append(Question(*asked))
    waiting = ((piece, unanswered(each)) for (piece, _), each in told.items())
    return dict(Counter(piece for piece, question in waiting if question and is_same_person(question.to, name)))


def approvals(db: sqlite3.Connection, piece: str) -> list[Approval]:
    """Every approval ever given to the piece, oldest first."""
    return [_approval(row) for row in db.execute(_APPROVALS, (piece,))]


def _evidence(db: sqlite3.Connection, piece: str) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, tuple[Evidence, ...]] = {}
    for key, *proof in db.execute(_EVIDENCE, (piece,)):
        found[key] = (*found.get(key, ()), _proof(proof))
    return found


def _decision(row: tuple[Any, ...], evidence: tuple[Evidence, ...]) -> ClaimDecision:
    piece, key, text, categories, severity, status, reason, who, when, number, anchor, agrees_with = row
    heard = (reason, who, when, evidence, _anchor(number, anchor), agrees_with, piece)
    return ClaimDecision(key, text, tuple(json.loads(categories)), ClaimSeverity(severity), ClaimStatus(status), *heard)


def _anchor(number: int, stored: str) -> Anchor | None:
    place = json.loads(stored) if stored else None
    if place is None:
        return None
    return Anchor(number, Span(place["start"], place["end"]), place["text"], place["before"], place["after"])


def _proof(row: Sequence[Any]) -> Evidence:
    url, quote, who, when, until, note, publisher, accessed, support, consent, words = row
    yes = Consent(**json.loads(consent)) if consent else None
    return Evidence(url, quote, who, when, until, note, publisher, accessed, Support(support), yes, words)


def _approval(row: tuple[Any, ...]) -> Approval:
    who, when, text_hash, guide_version, claims_hash, ran, missing, revision, note = row
    checks = (tuple(json.loads(ran)), tuple(json.loads(missing)))
    return Approval(who, when, text_hash, guide_version, claims_hash, *checks, revision, note)
