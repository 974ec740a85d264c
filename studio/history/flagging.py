"""What became of each flag of a piece: one row of `flagged` per flag, one of `raised` per piece and rule.

A look at a text (`piece.checked`) tells which flags stand there, and which of them are silenced. A flag that a rule still
raises after its sentence was reworded has another key and is the same flag all the same, so it is not counted twice: a new
one takes the place of a vanished one of the same rule. A flag that was dismissed stays so, even when its words go later.
What somebody says of a rule in another piece reaches no approved one: its flags stay as they were when it was approved, and
so do the reports that told of them. A piece that the checks never looked at has rows in `flagged` where somebody dismissed
something in it, and none in `raised`: how many flags were raised there nobody knows.

    state    open, dismissed, or gone: no longer found by a check that did run
    source   the check that raised it; empty where only its dismissal is known
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from studio.core.events import Event
from studio.core.flag import Scope

OPEN, DISMISSED, GONE = "open", "dismissed", "gone"

_COLUMNS = ("key", "rule", "source", "severity", "number", "at", "state", "reason", "scope")
_ROWS = """
    SELECT key, rule, source, severity, number, at, state, reason, scope FROM flagged WHERE piece = ? ORDER BY number, key
"""
_PUT = """
    INSERT OR REPLACE INTO flagged (piece, key, rule, source, severity, number, at, state, reason, scope)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_AWAY = "DELETE FROM flagged WHERE piece = ? AND key = ?"
_SILENCE = "UPDATE flagged SET state = 'dismissed', reason = ?, scope = ? WHERE piece = ? AND rule = ? AND state = 'open'"
_SPEAK = "UPDATE flagged SET state = 'open', reason = '', scope = '' WHERE piece = ? AND state = 'dismissed' AND scope = ?"
_OF_BRAND = """
    SELECT DISTINCT f.piece FROM flagged f JOIN pieces p ON p.id = f.piece
    WHERE f.rule = ? AND f.state = ? AND p.stage <> 'approved' AND p.brand = (SELECT brand FROM pieces WHERE id = ?)
"""
_WHY = """
    SELECT reason, scope FROM dismissals WHERE (scope = 'here' AND piece = :piece AND key = :key)
        OR (scope = 'piece' AND piece = :piece AND rule = :rule)
        OR (scope = 'rule' AND rule = :rule AND brand = (SELECT brand FROM pieces WHERE id = :piece))
    ORDER BY number LIMIT 1
"""
_SUMS = """
    UPDATE outcomes SET (flags, fixed, dismissed, open) = (SELECT coalesce(sum(raised), 0), coalesce(sum(fixed), 0),
        coalesce(sum(dismissed), 0), coalesce(sum(open), 0) FROM raised WHERE piece = :piece)
    WHERE piece = :piece AND looked > 0
"""
_LOOKED = "SELECT looked FROM outcomes WHERE piece = ?"
_RAISED = """
    INSERT INTO raised (piece, rule, severity, at, raised, fixed, dismissed, open, reasons) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def create_flagged(db: Any) -> None:
    """The tables; `db` is a sqlite-utils database."""
    columns: dict[str, type] = {"piece": str} | dict.fromkeys(_COLUMNS, str) | {"number": int}
    db.create_table("flagged", columns, pk=("piece", "key"), not_null=set(columns), strict=True)
    db["flagged"].create_index(["rule", "state"])
    said: dict[str, type] = dict.fromkeys(("piece", "rule", "severity", "at", "reasons"), str)
    counts: dict[str, type] = dict.fromkeys(("raised", "fixed", "dismissed", "open"), int)
    db.create_table("raised", said | counts, pk=("piece", "rule"), not_null={*said, *counts}, strict=True)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of `flagged`, but for its piece; `number` and `at` are those of the event that knew it first."""

    key: str
    rule: str
    source: str
    severity: str
    number: int
    at: str
    state: str
    reason: str = ""
    scope: str = ""

    @property
    def values(self) -> tuple[object, ...]:
        return (
            *(self.key, self.rule, self.source, self.severity, self.number, self.at),
            *(self.state, self.reason, self.scope),
        )


class Flagging:
    """The flags of one database."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def looked(self, event: Event, payload: Mapping[str, Any], before: int) -> None:
        """Take in what the checks found in a text.

        Args:
            before: number of the piece's look before this one, 0 for none.
        Raises:
            KeyError, TypeError: the payload lacks a field.
        """
        known = self._rows(event.piece)
        found = {row.key: row for row in self._found(event, payload, known)}
        ran = {*payload["ran"], ""}
        gone = [
            replace(row, state=GONE) for row in known.values() if row.key not in found and row.state == OPEN and row.source in ran
        ]
        fresh = [row for row in found.values() if row.key not in known or known[row.key].number > before]
        successors = _successors(gone, fresh)
        for row in gone:
            if row.key in successors:
                self._db.execute(_AWAY, (event.piece, row.key))
                heir = successors[row.key]
                found[heir.key] = replace(heir, number=row.number, at=row.at)
            else:
                self._put(event.piece, row)
        for row in found.values():
            self._put(event.piece, row)
        self._count(event.piece)

    def dismissed(self, event: Event, payload: Mapping[str, Any]) -> None:
        """Somebody said no to a flag, and to whatever else the dismissal reaches."""
        rule, scope, reason = payload["rule"], Scope(payload["scope"]), payload["reason"]
        known = self._rows(event.piece).get(payload["key"])
        severity = payload.get("severity") or "warning"
        flag = known or _Row(payload["key"], rule, "", severity, event.number, event.time, OPEN)
        self._put(event.piece, replace(flag, state=DISMISSED, reason=reason, scope=scope.value))
        for piece in {event.piece, *self._reached(event.piece, rule, scope, OPEN)}:
            if scope is not Scope.HERE:
                self._db.execute(_SILENCE, (reason, scope.value, piece, rule))
            self._count(piece, rule)

    def restored(self, event: Event, payload: Mapping[str, Any]) -> None:
        """A dismissal was taken back; whether another one still silences the flag, the next look tells."""
        rule, scope = payload["rule"], Scope(payload["scope"])
        where = " AND key = ?" if scope is Scope.HERE else " AND rule = ?"
        for piece in {event.piece, *self._reached(event.piece, rule, scope, DISMISSED)}:
            what = payload["key"] if scope is Scope.HERE else rule
            self._db.execute(_SPEAK + where, (piece, scope.value, what))
            self._count(piece, rule)

    def _reached(self, piece: str, rule: str, scope: Scope, state: str) -> list[str]:
        """The pieces of the brand, but for approved ones, that a dismissal of the whole rule reaches."""
        return [id for (id,) in self._db.execute(_OF_BRAND, (rule, state, piece))] if scope is Scope.RULE else []

    def _found(self, event: Event, payload: Mapping[str, Any], known: Mapping[str, _Row]) -> Iterable[_Row]:
        for rule, flags in payload["flags"].items():
            for key in flags["open"]:
                yield self._standing(event, known, _Row(key, rule, *_about(flags), event.number, event.time, OPEN))
            for key in flags["dismissed"]:
                yield self._silenced(event, known, _Row(key, rule, *_about(flags), event.number, event.time, DISMISSED))

    @staticmethod
    def _standing(event: Event, known: Mapping[str, _Row], row: _Row) -> _Row:
        was = known.get(row.key)
        return replace(row, number=was.number, at=was.at) if was else row

    def _silenced(self, event: Event, known: Mapping[str, _Row], row: _Row) -> _Row:
        was = known.get(row.key)
        if was and was.state == DISMISSED:
            return replace(was, source=row.source, severity=row.severity)
        place = {"piece": event.piece, "key": row.key, "rule": row.rule}
        reason, scope = self._db.execute(_WHY, place).fetchone() or ("", "")
        return replace(self._standing(event, known, row), reason=reason, scope=scope)

    def _rows(self, piece: str) -> dict[str, _Row]:
        return {row[0]: _Row(*row) for row in self._db.execute(_ROWS, (piece,))}

    def _put(self, piece: str, row: _Row) -> None:
        self._db.execute(_PUT, (piece, *row.values))

    def _count(self, piece: str, rule: str = "") -> None:
        """Bring `raised`, of one rule or of all, and the sums of the piece up to date; both wait for the first look."""
        if not self._db.execute(_LOOKED, (piece,)).fetchone()[0]:
            return
        wanted = [row for row in self._rows(piece).values() if rule in ("", row.rule)]
        self._db.execute("DELETE FROM raised WHERE piece = ? AND ? IN ('', rule)", (piece, rule))
        for name in dict.fromkeys(row.rule for row in wanted):
            rows = [row for row in wanted if row.rule == name]
            states = Counter(row.state for row in rows)
            why = Counter(row.reason for row in rows if row.state == DISMISSED)
            self._db.execute(
                _RAISED,
                (
                    *(piece, name, rows[-1].severity, min(row.at for row in rows), len(rows)),
                    *(states[GONE], states[DISMISSED], states[OPEN], json.dumps(sorted(why.items()))),
                ),
            )
        self._db.execute(_SUMS, {"piece": piece})


def _about(flags: Mapping[str, Any]) -> tuple[str, str]:
    return flags.get("check") or "", flags["severity"]


def _successors(gone: Iterable[_Row], fresh: Iterable[_Row]) -> dict[str, _Row]:
    """Which new flag stands where which vanished one of its rule stood, by the key of the latter; in the order of both."""
    heirs: dict[str, list[_Row]] = {}
    for row in fresh:
        heirs.setdefault(row.rule, []).append(row)
    return {row.key: heirs[row.rule].pop(0) for row in gone if heirs.get(row.rule)}
