"""A piece changing hands: who may submit, send back and approve, when, and what the history keeps of it."""

from datetime import UTC, datetime, time
from typing import Any

from studio.app.policy import Policy
from studio.core.errors import BadInput, Refused
from studio.core.gate import Gate
from studio.core.piece import Person, Piece, Stage

END_OF_DAY = time(17, 0)
"""When a day is over that was named without a time, on the clock of the house."""


def must_be(piece: Piece, *stages: Stage, act: str) -> None:
    """Raises: Refused, when the piece is in none of these stages."""
    if piece.stage not in stages:
        wanted = " or ".join(f"“{stage.label}”" for stage in stages)
        raise Refused(f"You cannot {act} while the piece is “{piece.stage.label}”.", f"It must be {wanted}.")


def must_review(piece: Piece, person: Person, policy: Policy, act: str) -> None:
    """Raises: Refused, when the piece is not in review, or the person is no editor."""
    must_be(piece, Stage.IN_REVIEW, act=act)
    if not person.may_approve():
        raise Refused(f"{person.name} may not {act}: that takes an editor.", _editors(policy))


def submission(piece: Piece, to: Person, due: str, note: str, words: int, policy: Policy) -> dict[str, Any]:
    """The next revision, for review by `to`; the caller adds the text's hash.

    Args:
        due: UTC, ISO 8601.
        words: how many the text has.
    Raises:
        Refused: wrong stage, somebody who may not approve, or an empty text.
    """
    must_be(piece, Stage.DRAFTING, Stage.CHANGES_REQUESTED, act="submit")
    if not to.may_approve():
        raise Refused(f"{to.name} is not an editor and could not approve.", _editors(policy))
    if not words:
        raise Refused("There is nothing to review: the text is empty.", "Write or import something first.")
    return {"to": to.name, "due": due, "note": note.strip(), "revision": piece.revision + 1}


def changes(piece: Piece, note: str) -> dict[str, Any]:
    """Raises: Refused, without a note."""
    if not note.strip():
        raise Refused("The writer needs to know what to change.", "Add a note.")
    return {"note": note.strip(), "revision": piece.revision}


def yes(piece: Piece, gate: Gate, note: str) -> dict[str, Any]:
    """Raises: Refused, with a sentence that names what the gate still misses."""
    if not gate.open:
        raise Refused(gate.sentence(), "Settle these first.")
    items = [[item.id.value, item.level.value, item.met] for item in gate.items]
    return {"revision": piece.revision, "gate": items, "note": note.strip()}


def due_time(text: str) -> str:
    """A due time as a person writes it, in UTC; a day alone ends when work does.

    Raises:
        BadInput: it is no time.
    """
    plain = text.strip()
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        raise BadInput(f"“{text}” is not a time.", "Write it like 2026-12-01T16:00.") from None
    if len(plain) <= len("2026-12-01"):
        found = datetime.combine(found.date(), END_OF_DAY)
    return found.astimezone(UTC).isoformat(timespec="minutes")


def _editors(policy: Policy) -> str:
    names = ", ".join(person.name for person in policy.editors)
    return f"Editors here: {names}." if names else "Give somebody the role “editor” in policy.toml."
