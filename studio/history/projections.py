"""What follows from each event: the present state of pieces, dismissals, claims and approvals.

The same code runs when an event is appended, when everything is rebuilt and when the history is verified, so the three can
only differ where somebody altered the file.
"""

import json
import sqlite3
from typing import Any

from studio.core.errors import NotFound
from studio.core.events import ActorKind, Event, EventType, digest
from studio.core.flag import Scope
from studio.core.piece import Stage
from studio.core.purged import EDITOR, STANDS, title_after
from studio.history.columns import as_json
from studio.history.judging import OF_THE_HOUSE, WITH_THE_TEXT, Judging
from studio.history.outcomes import Outcomes
from studio.history.texts import Texts

_CREATED = """
    INSERT INTO pieces (id, title, channel, brand, audience, brief, model, generated, source_name, source_hash, accountable,
        assignee, due, stage, note, last_editor, created, updated, approved_hash, purged,
        content_type, campaign, locale, handed_by, held_from, held_until, held_why, audience_checked,
        revision, first_event, last_event, text_event, edits)
    VALUES (:id, :title, :channel, :brand, :audience, :brief, :model, :generated, :source_name, :source_hash, :accountable,
        :accountable, '', :stage, '', '', :time, :time, '', '',
        :template, :campaign, :locale, '', '', '', '', '', 0, :number, :number, :number, 0)
"""
_EDITED = """
    UPDATE pieces SET updated = ?, last_event = ?, text_event = ?, edits = ?, last_editor = ?, stage = ?, held_from = ?
    WHERE id = ?
"""
_SUBMITTED = """
    UPDATE pieces SET stage = ?, revision = revision + 1, assignee = ?, due = ?, approved_hash = '', handed_by = ? WHERE id = ?
"""
_RETURNED = """
    UPDATE pieces SET stage = ?, note = ?, due = ?, approved_hash = '',
        assignee = coalesce(?, iif(last_editor = '', accountable, last_editor))
    WHERE id = ?
"""
_PURGED = "UPDATE pieces SET title = ?, note = '', brief = '', audience = '', purged = ?, text_event = ? WHERE id = ?"
_HEAD = """
    INSERT INTO heads (device, sequence, number, hash) VALUES (?, ?, ?, ?) ON CONFLICT (device)
    DO UPDATE SET sequence = excluded.sequence, number = excluded.number, hash = excluded.hash
"""
_DISMISSED = """
    INSERT INTO dismissals (number, piece, brand, key, rule, scope, reason, note, who, at, text, message, until)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_DECIDED = """
    INSERT INTO decisions (piece, key, text, categories, severity, status, reason, who, at, number, anchor, agrees_with)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (piece, key) DO UPDATE SET text = excluded.text, categories = excluded.categories,
        severity = excluded.severity, status = excluded.status, reason = excluded.reason, who = excluded.who, at = excluded.at,
        number = excluded.number, anchor = excluded.anchor, agrees_with = excluded.agrees_with
"""
_EVIDENCE = """
    INSERT INTO evidence (number, piece, key, url, quote, who, at, valid_until, note,
        publisher, accessed, support, consent, words)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ASKED = "INSERT INTO questions (number, piece, key, who, at, to_whom, question) VALUES (?, ?, ?, ?, ?, ?, ?)"
_APPROVAL = """
    INSERT INTO approvals (number, piece, who, at, text_hash, guide_version, claims_hash, ran, missing, revision, note)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_FACTS = [
    *("title", "channel", "brand", "audience", "brief", "model", "generated", "source_name", "source_hash", "accountable"),
    *("template", "campaign", "locale"),
]


class Projections:
    """The projection tables of one database, kept in step event by event."""

    def __init__(self, db: sqlite3.Connection, texts: Texts) -> None:
        self._db = db
        self._texts = texts
        self._outcomes = Outcomes(db)
        self._moves = {
            EventType.PIECE_CREATED: self._created,
            EventType.PIECE_RENAMED: self._renamed,
            EventType.EDITED: self._edited,
            EventType.FLAG_DISMISSED: self._dismissed,
            EventType.FLAG_RESTORED: self._restored,
            EventType.CLAIM_DECIDED: self._claim_decided,
            EventType.CLAIM_EVIDENCE: self._claim_evidence,
            EventType.CLAIM_ASKED: self._claim_asked,
            EventType.SUBMITTED: self._submitted,
            EventType.CHANGES_REQUESTED: self._changes_requested,
            EventType.APPROVED: self._approved,
            EventType.TEXT_PURGED: self._purged,
            **Judging(db, self._outcomes.moved).moves,
        }

    def project(self, event: Event) -> None:
        """Take `event` into account; events come in the order of their numbers.

        Raises:
            NotFound: the event speaks of a piece that does not exist.
            KeyError, ValueError: its payload lacks a field, or an edit does not fit the text.
        """
        move = self._moves.get(event.type)
        if event.type is not EventType.PIECE_CREATED and event.type not in OF_THE_HOUSE and (move or event.piece):
            self._require(event)
        if move:
            move(event, event.payload or {})
        self._outcomes.project(event)
        self._db.execute(_HEAD, (event.device, event.sequence, event.number, event.hash))

    def _require(self, event: Event) -> None:
        # An edit writes these two together with its own columns, and edits are nearly all that is ever written.
        if event.type is EventType.EDITED:
            return
        # A look of the checks is nothing that somebody did to the piece, so it moves up in no list.
        if event.type is EventType.PIECE_CHECKED:
            if not self._db.execute("SELECT 1 FROM pieces WHERE id = ?", (event.piece,)).fetchone():
                raise _unknown(event.piece)
            return
        query = "UPDATE pieces SET updated = ?, last_event = ? WHERE id = ?"
        if not self._db.execute(query, (event.time, event.number, event.piece)).rowcount:
            raise _unknown(event.piece)

    def _created(self, event: Event, payload: dict[str, Any]) -> None:
        facts = {name: payload.get(name) or "" for name in _FACTS}
        place = {"id": event.piece, "time": event.time, "number": event.number, "stage": Stage.DRAFTING.value}
        self._db.execute(_CREATED, facts | place)
        self._texts.begin(event.piece, event.number, payload["text"])

    def _renamed(self, event: Event, payload: dict[str, Any]) -> None:
        self._db.execute("UPDATE pieces SET title = ? WHERE id = ?", (payload["title"], event.piece))

    def _edited(self, event: Event, payload: dict[str, Any]) -> None:
        query = "SELECT text_event, edits, stage, approved_hash, last_editor, held_from FROM pieces WHERE id = ?"
        row = self._db.execute(query, (event.piece,)).fetchone()
        if row is None:
            raise _unknown(event.piece)
        was, count, before, approved, editor, back = row
        stage = before
        before_it = self._texts.current(event.piece, was)
        text = self._texts.advance(event.piece, was, event.number, payload["edits"], count + 1)
        if approved:  # until it is handed on again, a yes comes and goes with the exact text it was given to
            stands = payload.get(STANDS, digest(text) == approved)  # words that were deleted cannot be hashed again
            now = Stage.APPROVED.value if stands else Stage.DRAFTING.value
            if stage in WITH_THE_TEXT:
                stage = now
            elif stage == Stage.ON_HOLD and (back in WITH_THE_TEXT or (back == Stage.PUBLISHED and not stands)):
                back = now  # it comes back to the stage that its text is worth: what readers have is another one
        who = event.actor.name if event.actor.kind is ActorKind.PERSON else ""
        if payload["edits"]:
            editor = self._texts.hands.moved(event.piece, was, event.number, who, (before_it, text))
        elif who:  # its words were deleted, so nobody can tell any more whether they changed anything
            editor = payload.get(EDITOR, who)
        self._db.execute(_EDITED, (event.time, event.number, event.number, count + 1, editor, stage, back, event.piece))
        if stage != before:
            self._outcomes.moved(event.piece, stage, event.time)

    def _dismissed(self, event: Event, payload: dict[str, Any]) -> None:
        brand = self._restored(event, payload)
        said = [payload[name] for name in ("key", "rule", "scope", "reason")]
        words = [payload.get(name, "") for name in ("text", "message", "until")]
        place = [event.number, event.piece, brand]
        self._db.execute(_DISMISSED, (*place, *said, payload.get("note", ""), event.actor.name, event.time, *words))

    def _restored(self, event: Event, payload: dict[str, Any]) -> str:
        """Take the dismissal of the same reach back; a later one of the same reach stands in its place."""
        (brand,) = self._db.execute("SELECT brand FROM pieces WHERE id = ?", (event.piece,)).fetchone()
        reach = Scope(payload["scope"])
        if reach is Scope.RULE:
            self._db.execute("DELETE FROM dismissals WHERE scope = 'rule' AND brand = ? AND rule = ?", (brand, payload["rule"]))
        elif reach is Scope.PIECE:
            query = "DELETE FROM dismissals WHERE scope = 'piece' AND piece = ? AND rule = ?"
            self._db.execute(query, (event.piece, payload["rule"]))
        else:
            query = "DELETE FROM dismissals WHERE scope = 'here' AND piece = ? AND key = ?"
            self._db.execute(query, (event.piece, payload["key"]))
        return str(brand)

    def _claim_decided(self, event: Event, payload: dict[str, Any]) -> None:
        claim = (payload["key"], payload["text"], json.dumps(payload["categories"]), payload["severity"])
        said = (payload["status"], payload.get("reason", ""), event.actor.name, event.time, event.number)
        self._db.execute(_DECIDED, (event.piece, *claim, *said, as_json(payload.get("anchor")), payload.get("agrees_with", "")))

    def _claim_evidence(self, event: Event, payload: dict[str, Any]) -> None:
        found = (event.number, event.piece, payload["key"], payload["url"], payload["quote"], event.actor.name, event.time)
        more = [payload.get(name, "") for name in ("valid_until", "note", "publisher", "accessed")]
        support = payload.get("support", "supports")
        self._db.execute(_EVIDENCE, (*found, *more, support, as_json(payload.get("consent")), payload["text"]))
        self._claim_decided(event, {"status": "supported", **payload, "reason": ""})

    def _claim_asked(self, event: Event, payload: dict[str, Any]) -> None:
        asked = (payload["key"], event.actor.name, event.time, payload["to"], payload["question"])
        self._db.execute(_ASKED, (event.number, event.piece, *asked))

    def _submitted(self, event: Event, payload: dict[str, Any]) -> None:
        to = (payload["to"], payload.get("due") or "", event.actor.name)
        self._db.execute(_SUBMITTED, (Stage.IN_REVIEW.value, *to, event.piece))

    def _changes_requested(self, event: Event, payload: dict[str, Any]) -> None:
        back = (payload["note"], payload.get("due") or "", payload.get("to") or None)
        self._db.execute(_RETURNED, (Stage.CHANGES_REQUESTED.value, *back, event.piece))

    def _approved(self, event: Event, payload: dict[str, Any]) -> None:
        held = [payload[name] for name in ("text_hash", "guide_version", "claims_hash")]
        checks = [json.dumps(payload[name]) for name in ("ran", "missing")]
        place = [event.number, event.piece, event.actor.name, event.time]
        self._db.execute(_APPROVAL, (*place, *held, *checks, payload["revision"], payload.get("note", "")))
        query = "UPDATE pieces SET stage = ?, approved_hash = ? WHERE id = ?"
        self._db.execute(query, (Stage.APPROVED.value, payload["text_hash"], event.piece))

    def _purged(self, event: Event, payload: dict[str, Any]) -> None:
        # The text is another one with this event, so that whoever holds the old one in memory reads it anew.
        self._db.execute(_PURGED, (title_after(event.time), event.time, event.number, event.piece))
        self._db.execute("DELETE FROM questions WHERE piece = ?", (event.piece,))  # nobody can answer them any more


def _unknown(piece: str) -> NotFound:
    return NotFound(f"There is no piece “{piece}”.", "`bluepencil pieces` lists them.")
