"""The roll-up of each piece: how often and how fast it changed hands, and what came of its text.

One row of `outcomes` per piece and one of `rounds` per handing on, kept up to date with every event, so that a report over
ten thousand pieces reads ten thousand rows and not a million events. What became of the flags stands in `flagged`, see
`flagging`. What nobody recorded is NULL, never 0.
"""

import sqlite3
from collections.abc import Mapping
from typing import Any

from studio.core.events import Event, EventType
from studio.core.piece import Stage
from studio.core.times import between, moment
from studio.history.flagging import Flagging

TEXTS = ("template", "approver", "stage", "since", "due", "submitted", "reviewed", "approved", "latest")
COUNTS = ("submissions", "returns", "approvals", "returned_before_approval", "late", "looked")
UNKNOWN = (
    *("drafting", "review", "rework", "words", "kept", "original_words", "changed_words", "read_seconds"),
    *("flags", "fixed", "dismissed", "open", "checked_words", "claims", "claims_open"),
)
_OF_A_TEXT = ("words", "kept", "original_words", "changed_words", "read_seconds")  # of the text approved last

_ROW = "SELECT o.*, p.created FROM outcomes o JOIN pieces p ON p.id = o.piece WHERE o.piece = ?"
_BEGUN = "INSERT INTO outcomes (piece, template, stage, since) VALUES (?, ?, ?, ?)"
_MOVED = "UPDATE outcomes SET stage = ?, since = ? WHERE piece = ?"
_PUT = "UPDATE outcomes SET {} WHERE piece = :piece"
_ROUND = "INSERT INTO rounds (number, piece, by_whom, to_whom, at, due) VALUES (?, ?, ?, ?, ?, ?)"
_ANSWERED = """
    UPDATE rounds SET answered = ?, answered_at = ?, answer = ?, who = ?
    WHERE piece = ? AND answered IS NULL AND number = (SELECT max(number) FROM rounds WHERE piece = ?)
"""


def create_outcomes(db: Any) -> None:
    """The tables; `db` is a sqlite-utils database."""
    columns: dict[str, type] = {"piece": str} | dict.fromkeys(TEXTS, str) | dict.fromkeys((*COUNTS, *UNKNOWN), int)
    defaults = dict.fromkeys(TEXTS, "") | dict.fromkeys(COUNTS, 0)
    db.create_table("outcomes", columns, pk="piece", not_null=set(defaults), defaults=defaults, strict=True)
    said: dict[str, type] = dict.fromkeys(("piece", "by_whom", "to_whom", "at", "due", "answered_at", "answer", "who"), str)
    empty = dict.fromkeys(("answered_at", "answer", "who"), "")
    db.create_table(
        "rounds", {"number": int, **said, "answered": int}, pk="number", not_null=set(said), defaults=empty, strict=True
    )
    db["rounds"].create_index(["piece"])
    db["rounds"].create_index(["answered"])


class Outcomes:
    """The roll-ups of one database, kept in step event by event, after the piece itself."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._flagging = Flagging(db)
        self._moves = {
            EventType.PIECE_CREATED: self._created,
            EventType.SUBMITTED: self._submitted,
            EventType.CHANGES_REQUESTED: self._answered,
            EventType.APPROVED: self._answered,
            EventType.RECALLED: self._unanswered,
            EventType.WITHDRAWN: self._unanswered,
            EventType.PIECE_CHECKED: self._checked,
            EventType.FLAG_DISMISSED: self._flagging.dismissed,
            EventType.FLAG_RESTORED: self._flagging.restored,
        }

    def project(self, event: Event) -> None:
        """Take `event` into account; the piece has taken it already.

        Raises:
            KeyError, ValueError: the payload lacks a field, or holds what is none.
        """
        move = self._moves.get(event.type)
        if move:
            move(event, event.payload or {})

    def moved(self, piece: str, stage: str, time: str) -> None:
        """It came to another stage without an editor's answer: an edit took an approval away, or somebody held it."""
        self._db.execute(_MOVED, (stage, time, piece))

    def _created(self, event: Event, payload: Mapping[str, Any]) -> None:
        self._db.execute(_BEGUN, (event.piece, payload.get("template") or "", Stage.DRAFTING.value, event.time))

    def _submitted(self, event: Event, payload: Mapping[str, Any]) -> None:
        was = self._row(event.piece)
        due = payload.get("due") or ""
        self._db.execute(_ROUND, (event.number, event.piece, event.actor.name, payload["to"], event.time, due))
        now: dict[str, Any] = {"submissions": was["submissions"] + 1, "due": due}
        if not was["submitted"]:
            now |= {"submitted": event.time, "drafting": between(was["created"], event.time)}
        if was["stage"] == Stage.CHANGES_REQUESTED:
            now["rework"] = (was["rework"] or 0) + between(was["since"], event.time)
        self._put(event, now | {"stage": Stage.IN_REVIEW.value, "since": event.time})

    def _answered(self, event: Event, payload: Mapping[str, Any]) -> None:
        was, is_yes = self._row(event.piece), event.type is EventType.APPROVED
        self._db.execute(
            _ANSWERED,
            (
                *(event.number, event.time, "approved" if is_yes else "returned", event.actor.name),
                *(event.piece, event.piece),
            ),
        )
        now: dict[str, Any] = {"reviewed": was["reviewed"] or event.time, "rework": was["rework"] or 0, "due": ""}
        if was["stage"] == Stage.IN_REVIEW:
            now["review"] = (was["review"] or 0) + between(was["since"], event.time)
        if was["due"] and moment(event.time) > moment(was["due"]):
            now["late"] = was["late"] + 1
        now |= self._yes(was, event, payload) if is_yes else self._no(was)
        stage = Stage.APPROVED if is_yes else Stage.CHANGES_REQUESTED
        self._put(event, now | {"stage": stage.value, "since": event.time})

    def _unanswered(self, event: Event, payload: Mapping[str, Any]) -> None:
        """The handing on was taken back: nobody answers it any more, and it counts as nobody's time."""
        place = (event.piece, event.piece)
        self._db.execute(_ANSWERED, (event.number, event.time, event.type.value, event.actor.name, *place))
        self._put(event, {"due": ""})

    @staticmethod
    def _yes(was: sqlite3.Row, event: Event, payload: Mapping[str, Any]) -> dict[str, Any]:
        counted = {name: payload.get(name) for name in _OF_A_TEXT}
        times = {"approved": was["approved"] or event.time, "latest": event.time, "approver": event.actor.name}
        return counted | times | {"approvals": was["approvals"] + 1}

    @staticmethod
    def _no(was: sqlite3.Row) -> dict[str, Any]:
        before = was["returned_before_approval"] + (not was["approved"])
        return {"returns": was["returns"] + 1, "returned_before_approval": before}

    def _checked(self, event: Event, payload: Mapping[str, Any]) -> None:
        was = self._row(event.piece)
        claims = payload.get("claims") or {}
        self._put(
            event,
            {
                "looked": event.number,
                "checked_words": payload["words"] if was["checked_words"] is None else was["checked_words"],
                "claims": claims.get("total", was["claims"]),
                "claims_open": claims.get("open", was["claims_open"]),
            },
        )
        self._flagging.looked(event, payload, was["looked"])

    def _row(self, piece: str) -> sqlite3.Row:
        cursor = self._db.cursor()
        cursor.row_factory = sqlite3.Row
        found: sqlite3.Row = cursor.execute(_ROW, (piece,)).fetchone()
        return found

    def _put(self, event: Event, now: Mapping[str, Any]) -> None:
        columns = ", ".join(f"{name} = :{name}" for name in now)  # the names are our own, see above
        self._db.execute(_PUT.format(columns), {**now, "piece": event.piece})
