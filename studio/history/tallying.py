"""Reading the roll-ups: all the figures of the pieces in reach, in three queries."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from studio.core.errors import HistoryError
from studio.core.outcome import Outcome, Raised, Round, Tally, Yes
from studio.core.piece import Channel, Stage, name_key
from studio.core.reach import Reach
from studio.history.log import ALTERED
from studio.history.unfit import UNREADABLE

_OF_PIECE = ("id", "title", "brand", "channel", "audience", "model")
_PEOPLE = ("accountable", "assignee", "last_editor")
_ROLLED_UP = (
    *("submissions", "returns", "approvals", "submitted", "reviewed", "approved", "latest", "returned_before_approval"),
    *("drafting", "review", "rework", "since", "due", "late", "words", "kept", "original_words", "changed_words"),
    *("read_seconds", "flags", "fixed", "dismissed", "open", "checked_words", "claims", "claims_open"),
)
_IN_REACH = """
    FROM pieces p JOIN outcomes o ON o.piece = p.id
    WHERE (:piece = '' OR substr(p.id, 1, length(:piece)) = :piece)
      AND (:brand = '' OR folded(p.brand) = :brand)
      AND (:brands = '' OR folded(p.brand) IN (SELECT value FROM json_each(:brands)))
      AND (:channel = '' OR coalesce(nullif(p.channel, ''), 'blog') = :channel)
      AND (:person = '' OR :person IN (named(p.accountable), named(p.assignee), named(p.last_editor), named(o.approver)))
"""
_OUTCOMES = f"""
    SELECT {", ".join(f"p.{name}" for name in _OF_PIECE)}, o.template, {", ".join(f"p.{name}" for name in _PEOPLE)},
        o.approver, p.stage, p.created, p.edits, {", ".join(f"o.{name}" for name in _ROLLED_UP)}
    {_IN_REACH} ORDER BY p.first_event
"""
_RAISED = "SELECT r.piece, r.rule, r.severity, r.at, r.raised, r.fixed, r.dismissed, r.open, r.reasons FROM raised r"
_ROUNDS = "SELECT r.piece, r.number, r.by_whom, r.to_whom, r.at, r.due, r.answered, r.answered_at, r.answer, r.who FROM rounds r"
_YESES = """
    SELECT r.piece, r.number, r.who, r.at, r.revision, r.note, r.text_hash, r.guide_version, r.ran, r.missing, e.payload
    FROM approvals r JOIN events e ON e.number = r.number
"""
_BESIDE = ("parts", "agreed", "risk", "rating", "responsible", "disclosure", "separation")
_MEASURED = ("words", "kept", "original_words", "changed_words", "read_seconds")
_WHOSE = f" WHERE r.piece IN (SELECT p.id {_IN_REACH})"


def tally(db: sqlite3.Connection, reach: Reach, now: str, *, rules: bool = True) -> Tally:
    """The figures of the pieces in reach, inside the transaction that is open; the days of `reach` choose nothing away.

    Args:
        now: UTC, ISO 8601.
        rules: whether what became of each rule's flags is read too; there are nine rules to a piece.
    """
    asked, whose = _asked(db, reach)
    outcomes = tuple(_outcomes(db.execute(_OUTCOMES, asked)))
    raised = tuple(_raised(db.execute(f"{_RAISED}{whose} ORDER BY r.rule, r.piece", asked))) if rules else ()
    rounds = tuple(Round(*row) for row in db.execute(f"{_ROUNDS}{whose} ORDER BY r.number", asked))
    return Tally(outcomes, raised, now, rounds)


def yeses(db: sqlite3.Connection, reach: Reach, of: Tally, left: Mapping[int, tuple[str, Mapping[str, Any]]]) -> tuple[Yes, ...]:
    """Every approval of the pieces in reach, the oldest first, inside the transaction that is open.

    Args:
        of: the figures of the same reach.
        left: what is left of the approvals of deleted texts, by number; see `Log.left`.
    """
    asked, whose = _asked(db, reach)
    outcomes = {each.piece: each for each in of.outcomes}
    rounds = {each.answered: each for each in of.rounds}
    found, nth = list[Yes](), Counter[str]()
    for piece, number, *said, ran, missing, payload in db.execute(f"{_YESES}{whose} ORDER BY r.number", asked):
        nth[piece] += 1
        who, when, revision, note, text_hash, guide_version = said
        more = _said(payload) if payload is not None else left.get(number, ("", {}))[1]
        if piece not in outcomes:
            raise HistoryError(f"The figures of {piece} are gone from the history.", ALTERED)
        held = (text_hash, guide_version, str(more.get("policy_version") or ""))
        checks = (tuple(json.loads(ran)), tuple(json.loads(missing)))
        words, kept, original_words, changed_words, read_seconds = (more.get(name) for name in _MEASURED)
        about = (outcomes[piece], number, nth[piece], who, when, revision, note)
        measured = (words, kept, original_words, changed_words, read_seconds)
        beside = {name: more[name] for name in _BESIDE if more.get(name)}
        found.append(Yes(*about, *held, *checks, *measured, rounds.get(number), beside=beside))
    return tuple(found)


def _said(payload: str) -> Mapping[str, Any]:
    """A payload as it is stored; nothing where somebody altered it so that it cannot be read, which verifying names."""
    with suppress(*UNREADABLE):
        return dict(json.loads(payload))
    return {}


def _asked(db: sqlite3.Connection, reach: Reach) -> tuple[dict[str, str], str]:
    """The parameters of the queries, and the clause that holds rows `r` of other tables to the pieces in reach."""
    db.create_function("folded", 1, str.casefold, deterministic=True)
    db.create_function("named", 1, name_key, deterministic=True)
    asked = {
        "piece": reach.piece,
        "brand": reach.brand.casefold(),
        "brands": json.dumps([name.casefold() for name in reach.brands]) if reach.brands else "",
        "person": name_key(reach.person),
        "channel": reach.channel.value if reach.channel else "",
    }
    return asked, _WHOSE if any(asked.values()) else ""  # of every piece, what is read needs no looking up


def _outcomes(rows: Iterable[tuple[Any, ...]]) -> Iterator[Outcome]:
    for id, title, brand, channel, audience, *rest in rows:
        model, template, accountable, assignee, editor, approver, stage, created, edits, *figures = rest
        about = (id, title, brand, Channel(channel or Channel.BLOG), audience, model, template)
        people = (accountable, assignee, editor, approver)
        yield Outcome(*about, *people, Stage(stage), created, edits, *figures)


def _raised(rows: Iterable[tuple[Any, ...]]) -> Iterator[Raised]:
    for *row, reasons in rows:
        why = () if reasons == "[]" else tuple((reason, times) for reason, times in json.loads(reasons))
        piece, rule, severity, when, raised, fixed, dismissed, still = row
        yield Raised(piece, rule, severity, when, raised, fixed, dismissed, still, why)
