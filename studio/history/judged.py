"""What people said of pieces beside flags and claims, read from the tables that follow from the events (see `judging`)."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from studio.core.claim import Anchor
from studio.core.events import Actor, ActorKind
from studio.core.judgement import (
    Agreement,
    Answer,
    Campaign,
    ChecklistAnswer,
    Comment,
    ConsentRecord,
    DisclosureDecision,
    DisclosureLevel,
    Escalation,
    Part,
    Trigger,
)
from studio.core.piece import name_key
from studio.core.span import Span

_COMMENTS = """
    SELECT number, piece, thread, by_kind, who, at, text, mentions, anchor, about, resolved, resolved_at FROM comments
"""
_TICKS = "SELECT list, item, version, question, answer, note, who, at, text_hash FROM ticks WHERE piece = ? ORDER BY list, item"
_AGREEMENTS = "SELECT who, at, parts, text_hash, revision, note, rating FROM agreements WHERE piece = ? ORDER BY number"
_AGREED = "SELECT DISTINCT piece FROM agreements"
_CONSENTS = "SELECT subject, given, scope, until, proof, key, who, at FROM consents WHERE piece = ? ORDER BY number"
_DISCLOSURE = "SELECT level, wording, reason, who, at FROM disclosures WHERE piece = ?"
_ESCALATIONS = """
    SELECT number, piece, cause, to_whom, note, about, by_kind, who, at, settled, settled_at, answer FROM escalations
"""
_CAMPAIGNS = """
    SELECT id, name, brand, owner, starts, ends, facts, note, created, updated, approved, approved_by, approved_at FROM campaigns
"""


class Judged:
    """Belongs to a `History`, in whose thread it is asked.

    Args:
        reading: begins a transaction for reading, with the history's own words for what goes wrong.
    """

    def __init__(self, db: sqlite3.Connection, reading: Callable[[], AbstractContextManager[None]]) -> None:
        self._db, self._reading = db, reading

    def comments(self, piece: str) -> list[Comment]:
        """Of one piece, thread by thread, the oldest first."""
        return [_comment(row) for row in self._rows(f"{_COMMENTS} WHERE piece = ? ORDER BY thread, number", (piece,))]

    def comments_of(self, name: str) -> list[Comment]:
        """Every comment of every thread that a person began, answered or is mentioned in, the oldest first."""
        self._db.create_function("named", 1, name_key, deterministic=True)
        mine = (
            "SELECT thread FROM comments WHERE named(who) = :name "
            "OR EXISTS (SELECT 1 FROM json_each(mentions) WHERE named(value) = :name)"
        )
        query = f"{_COMMENTS} WHERE thread IN ({mine}) ORDER BY thread, number"
        return [_comment(row) for row in self._rows(query, {"name": name_key(name)})]

    def ticks(self, piece: str) -> list[ChecklistAnswer]:
        """The latest answer to each question that was answered for the piece."""
        return [
            ChecklistAnswer(list_, item, version, question, Answer(answer or Answer.NO), *rest)
            for list_, item, version, question, answer, *rest in self._rows(_TICKS, (piece,))
        ]

    def agreements(self, piece: str) -> list[Agreement]:
        """Every yes to parts of an approval of the piece, oldest first."""
        return [
            Agreement(who, at, tuple(Part(part) for part in json.loads(parts)), *rest)
            for who, at, parts, *rest in self._rows(_AGREEMENTS, (piece,))
        ]

    def agreed(self) -> frozenset[str]:
        """Ids of the pieces to which anybody has said yes in part."""
        return frozenset(piece for (piece,) in self._rows(_AGREED))

    def consents(self, piece: str) -> list[ConsentRecord]:
        return [ConsentRecord(*row) for row in self._rows(_CONSENTS, (piece,))]

    def disclosure(self, piece: str) -> DisclosureDecision | None:
        """The latest decision about the piece; None where nobody decided."""
        for level, *rest in self._rows(_DISCLOSURE, (piece,)):
            return DisclosureDecision(DisclosureLevel(level or DisclosureLevel.NONE), *rest)
        return None

    def escalations(self, piece: str = "", *, settled: bool = False) -> list[Escalation]:
        """What went up, oldest first: of one piece, or of all; with those that are settled or without."""
        of_piece = " AND piece = :piece" if piece else ""
        still = "" if settled else " AND settled = ''"
        query = f"{_ESCALATIONS} WHERE 1{of_piece}{still} ORDER BY number"
        return [_escalation(row) for row in self._rows(query, {"piece": piece})]

    def campaigns(self) -> list[Campaign]:
        """All of them, the one that was changed last first."""
        found = []
        for *plain, approved, who, at in self._rows(f"{_CAMPAIGNS} ORDER BY updated DESC, id"):
            id, name, brand, owner, starts, ends, facts, note, created, updated = plain
            yes = json.loads(approved) if approved else {}
            found.append(Campaign(id, name, brand, owner, starts, ends, facts, note, created, updated, yes, who, at))
        return found

    def _rows(self, query: str, values: Any = ()) -> list[tuple[Any, ...]]:
        with self._reading():
            return self._db.execute(query, values).fetchall()


def _comment(row: tuple[Any, ...]) -> Comment:
    number, piece, thread, kind, who, at, text, mentions, anchor, about, resolved, resolved_at = row
    by = Actor(ActorKind(kind), who)
    said = (tuple(json.loads(mentions)), _anchor(number, anchor), about, resolved, resolved_at)
    return Comment(number, piece, thread, by, at, text, *said)


def _anchor(number: int, stored: str) -> Anchor | None:
    if not stored:
        return None
    found = json.loads(stored)
    return Anchor(number, Span(found["start"], found["end"]), found["text"], found["before"], found["after"])


def _escalation(row: tuple[Any, ...]) -> Escalation:
    number, piece, cause, to, note, about, kind, who, at, *settled = row
    return Escalation(number, piece, Trigger(cause), to, note, about, Actor(ActorKind(kind), who), at, *settled)
