"""What follows from the events in which people judge a piece or move it on: comments, checklists, agreements, consents,
disclosure, escalations, campaigns, and the stages around approval."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from studio.core.events import Event, EventType
from studio.core.piece import Stage
from studio.history.columns import as_json

TABLES = {  # table: the columns that name a row
    "comments": "number",
    "ticks": "piece, list, item",
    "agreements": "number",
    "consents": "number",
    "disclosures": "piece",
    "escalations": "number",
    "campaigns": "id",
}
OF_A_PIECE = dict.fromkeys(("comments", "ticks", "agreements", "consents", "disclosures", "escalations"), "piece")
"""Those that hold words of a piece, and the column that names it."""

OF_THE_HOUSE = (EventType.CAMPAIGN_SAVED, EventType.CAMPAIGN_APPROVED)
"""Events here that speak of no piece."""

WITH_THE_TEXT = (Stage.DRAFTING, Stage.APPROVED)
"""Stages between which an approved piece goes with its text; from any other only a person moves it."""

DESCRIBED = ("brand", "channel", "campaign", "content_type", "audience", "locale", "accountable", "audience_checked")
"""Columns of a piece that `piece.described` may change."""

_COMMENT = """
    INSERT INTO comments (number, piece, thread, by_kind, who, at, text, mentions, anchor, about, resolved, resolved_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '')
"""
_RESOLVED = "UPDATE comments SET resolved = ?, resolved_at = ? WHERE piece = ? AND thread = ?"
_TICK = """
    INSERT OR REPLACE INTO ticks (piece, list, item, version, question, answer, note, who, at, text_hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_AGREEMENT = """
    INSERT INTO agreements (number, piece, who, at, parts, text_hash, revision, note, rating) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CONSENT = """
    INSERT INTO consents (number, piece, subject, given, scope, until, proof, key, who, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_DISCLOSURE = "INSERT OR REPLACE INTO disclosures (piece, level, wording, reason, who, at) VALUES (?, ?, ?, ?, ?, ?)"
_ESCALATED = """
    INSERT INTO escalations (number, piece, cause, to_whom, note, about, by_kind, who, at, settled, settled_at, answer)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '')
"""
_SETTLED = "UPDATE escalations SET settled = ?, settled_at = ?, answer = ? WHERE piece = ? AND number = ?"
_CAMPAIGN = """
    INSERT INTO campaigns
        (id, name, brand, owner, starts, ends, facts, note, created, updated, approved, approved_by, approved_at)
    VALUES (:id, :name, :brand, :owner, :starts, :ends, :facts, :note, :time, :time, '', '', '')
    ON CONFLICT (id) DO UPDATE SET name = :name, brand = :brand, owner = :owner, starts = :starts, ends = :ends, facts = :facts,
        note = :note, updated = :time
"""
_CAMPAIGN_APPROVED = "UPDATE campaigns SET approved = ?, approved_by = ?, approved_at = ?, updated = ? WHERE id = ?"
_BOUND = "UPDATE pieces SET approved_hash = ?, stage = ?, held_from = ? WHERE id = ?"
_STAGE = "UPDATE pieces SET stage = ? WHERE id = ?"
_HELD = "UPDATE pieces SET stage = ?, held_from = ?, held_until = ?, held_why = ? WHERE id = ?"
_OFF_HOLD = "UPDATE pieces SET stage = ?, held_from = '', held_until = '', held_why = '' WHERE id = ?"
_BEGUN_ANEW = """
    UPDATE pieces SET stage = ?, approved_hash = '', assignee = coalesce(?, accountable), due = '',
        held_from = '', held_until = '', held_why = ''
    WHERE id = ?
"""

_WITHDRAWN = """
    UPDATE pieces SET stage = ?, approved_hash = '', held_from = '', held_until = '', held_why = '' WHERE id = ?
"""

Moved = Callable[[str, str, str], None]


def create_judged(db: Any) -> None:
    """The tables; `db` is a sqlite-utils database."""
    said = {"number": int, "piece": str, "who": str, "at": str}
    _table(
        db,
        "comments",
        {
            **{"number": int, "piece": str, "thread": int, "by_kind": str, "who": str, "at": str, "text": str, "mentions": str},
            **dict.fromkeys(("anchor", "about", "resolved", "resolved_at"), str),
        },
        "number",
    )
    _table(
        db,
        "ticks",
        dict.fromkeys(("piece", "list", "item", "version", "question", "answer", "note", "who", "at", "text_hash"), str),
        ("piece", "list", "item"),
    )
    _table(db, "agreements", {**said, "parts": str, "text_hash": str, "revision": int, "note": str, "rating": int}, "number")
    _table(db, "consents", said | dict.fromkeys(("subject", "given", "scope", "until", "proof", "key"), str), "number")
    _table(db, "disclosures", dict.fromkeys(("piece", "level", "wording", "reason", "who", "at"), str), "piece")
    _table(
        db,
        "escalations",
        said | dict.fromkeys(("cause", "to_whom", "note", "about", "by_kind", "settled", "settled_at", "answer"), str),
        "number",
    )
    words = "id name brand owner starts ends facts note created updated approved approved_by approved_at"
    _table(db, "campaigns", dict.fromkeys(words.split(), str), "id")
    for table in ("comments", "agreements", "consents", "escalations"):
        db[table].create_index(["piece"])


def _table(db: Any, name: str, columns: Mapping[str, type], key: str | tuple[str, ...]) -> None:
    db.create_table(name, dict(columns), pk=key, not_null=set(columns) - {key}, strict=True)


class Judging:
    """Keeps those tables in step, event by event.

    Args:
        moved: called with piece, stage and time where a piece came to another stage.
    """

    def __init__(self, db: sqlite3.Connection, moved: Moved) -> None:
        self._db = db
        self._moved = moved
        self.moves: Mapping[EventType, Callable[[Event, dict[str, Any]], None]] = {
            EventType.AGREED: self._agreed,
            EventType.RECALLED: self._begun_anew,
            EventType.REOPENED: self._begun_anew,
            EventType.BROUGHT_BACK: self._begun_anew,
            EventType.PUBLISHED: self._published,
            EventType.HELD: self._held,
            EventType.RESUMED: self._resumed,
            EventType.WITHDRAWN: self._withdrawn,
            EventType.PIECE_DESCRIBED: self._described,
            EventType.COMMENT_ADDED: self._commented,
            EventType.COMMENT_RESOLVED: self._resolved,
            EventType.CHECKLIST_ANSWERED: self._ticked,
            EventType.CONSENT_RECORDED: self._consented,
            EventType.DISCLOSURE_DECIDED: self._disclosed,
            EventType.ESCALATED: self._escalated,
            EventType.ESCALATION_SETTLED: self._settled,
            EventType.CAMPAIGN_SAVED: self._campaign,
            EventType.CAMPAIGN_APPROVED: self._campaign_approved,
        }

    # ------------------------------------------------------------ stages

    def _begun_anew(self, event: Event, payload: dict[str, Any]) -> None:
        self._db.execute(_BEGUN_ANEW, (Stage.DRAFTING.value, payload.get("to") or None, event.piece))
        self._moved(event.piece, Stage.DRAFTING.value, event.time)

    def _published(self, event: Event, payload: dict[str, Any]) -> None:
        self._db.execute(_STAGE, (Stage.PUBLISHED.value, event.piece))
        self._moved(event.piece, Stage.PUBLISHED.value, event.time)

    def _held(self, event: Event, payload: dict[str, Any]) -> None:
        was, held_from = self._db.execute("SELECT stage, held_from FROM pieces WHERE id = ?", (event.piece,)).fetchone()
        back = held_from if was == Stage.ON_HOLD else was
        said = (Stage.ON_HOLD.value, back, payload.get("until") or "", payload.get("reason") or "", event.piece)
        self._db.execute(_HELD, said)
        self._moved(event.piece, Stage.ON_HOLD.value, event.time)

    def _resumed(self, event: Event, payload: dict[str, Any]) -> None:
        (back,) = self._db.execute("SELECT held_from FROM pieces WHERE id = ?", (event.piece,)).fetchone()
        stage = Stage(back or Stage.DRAFTING).value
        self._db.execute(_OFF_HOLD, (stage, event.piece))
        self._moved(event.piece, stage, event.time)

    def _withdrawn(self, event: Event, payload: dict[str, Any]) -> None:
        self._db.execute(_WITHDRAWN, (Stage.WITHDRAWN.value, event.piece))
        self._moved(event.piece, Stage.WITHDRAWN.value, event.time)

    def _described(self, event: Event, payload: dict[str, Any]) -> None:
        for column in DESCRIBED:
            if column in payload["what"]:
                value = str(payload["what"][column] or "")
                self._db.execute(f"UPDATE pieces SET {column} = ? WHERE id = ?", (value, event.piece))  # noqa: S608 - our own words
        if "audience" in payload["what"] and "audience_checked" not in payload["what"]:  # another audience has not been checked
            self._db.execute("UPDATE pieces SET audience_checked = '' WHERE id = ?", (event.piece,))
        self._holds_the_yes(event, payload)

    def _holds_the_yes(self, event: Event, payload: dict[str, Any]) -> None:
        """A yes goes with what it was given to beside the text as well: it ends where that is something else, and is in force
        again where it is as it was. The event says which, for it was hashed when the yes was given."""
        yes = "SELECT text_hash FROM approvals WHERE piece = ? ORDER BY number DESC LIMIT 1"
        given = self._db.execute(yes, (event.piece,)).fetchone() if "stands" in payload else None
        if given is None:
            return
        approved = given[0] if payload["stands"] else ""
        worth = Stage.APPROVED if approved and approved == payload.get("text_hash") else Stage.DRAFTING
        before, back = self._db.execute("SELECT stage, held_from FROM pieces WHERE id = ?", (event.piece,)).fetchone()
        stage = worth.value if before in WITH_THE_TEXT else before
        back = worth.value if before == Stage.ON_HOLD and back in WITH_THE_TEXT else back
        self._db.execute(_BOUND, (approved, stage, back, event.piece))
        if stage != before:
            self._moved(event.piece, stage, event.time)

    # ------------------------------------------------------------ what people say

    def _agreed(self, event: Event, payload: dict[str, Any]) -> None:
        said = (json.dumps(payload["parts"]), payload["text_hash"], payload["revision"])
        words = (payload.get("note") or "", payload.get("rating") or 0)
        self._db.execute(_AGREEMENT, (event.number, event.piece, event.actor.name, event.time, *said, *words))

    def _commented(self, event: Event, payload: dict[str, Any]) -> None:
        by = (event.actor.kind.value, event.actor.name, event.time)
        words = (payload.get("text") or "", json.dumps(payload.get("mentions") or [], ensure_ascii=False))
        about = (as_json(payload.get("anchor")), payload.get("about") or "")
        self._db.execute(_COMMENT, (event.number, event.piece, payload["thread"] or event.number, *by, *words, *about))
        if payload["thread"]:  # an answer opens a thread that was resolved
            self._db.execute(_RESOLVED, ("", "", event.piece, payload["thread"]))

    def _resolved(self, event: Event, payload: dict[str, Any]) -> None:
        done = (event.actor.name, event.time) if payload["resolved"] else ("", "")
        self._db.execute(_RESOLVED, (*done, event.piece, payload["thread"]))

    def _ticked(self, event: Event, payload: dict[str, Any]) -> None:
        asked = [payload.get(name) or "" for name in ("list", "item", "version", "question", "answer", "note")]
        self._db.execute(_TICK, (event.piece, *asked, event.actor.name, event.time, payload.get("text_hash") or ""))

    def _consented(self, event: Event, payload: dict[str, Any]) -> None:
        said = [payload.get(name) or "" for name in ("subject", "given", "scope", "until", "proof", "key")]
        self._db.execute(_CONSENT, (event.number, event.piece, *said, event.actor.name, event.time))

    def _disclosed(self, event: Event, payload: dict[str, Any]) -> None:
        said = [payload.get(name) or "" for name in ("level", "wording", "reason")]
        self._db.execute(_DISCLOSURE, (event.piece, *said, event.actor.name, event.time))
        self._holds_the_yes(event, payload)

    def _escalated(self, event: Event, payload: dict[str, Any]) -> None:
        said = [payload.get(name) or "" for name in ("trigger", "to", "note", "about")]
        by = (event.actor.kind.value, event.actor.name, event.time)
        self._db.execute(_ESCALATED, (event.number, event.piece, *said, *by))

    def _settled(self, event: Event, payload: dict[str, Any]) -> None:
        said = (event.actor.name, event.time, payload.get("answer") or "")
        self._db.execute(_SETTLED, (*said, event.piece, payload["escalation"]))

    # ------------------------------------------------------------ campaigns

    def _campaign(self, event: Event, payload: dict[str, Any]) -> None:
        words = {name: payload.get(name) or "" for name in ("name", "brand", "owner", "starts", "ends", "facts", "note")}
        self._db.execute(_CAMPAIGN, {"id": payload["campaign"], "time": event.time, **words})

    def _campaign_approved(self, event: Event, payload: dict[str, Any]) -> None:
        yes = (as_json(payload["pieces"]), event.actor.name, event.time, event.time, payload["campaign"])
        self._db.execute(_CAMPAIGN_APPROVED, yes)
