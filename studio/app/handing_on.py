"""A piece changing hands: what submitting, sending back and approving take, and what the history keeps of it. Who may, and when,
`core.acts` says."""

from datetime import UTC, datetime, time
from typing import Any

from studio.app.policy import Policy
from studio.app.signers import Signers
from studio.core.acts import Act, foreign, may
from studio.core.changes import Comparison
from studio.core.errors import BadInput, Refused
from studio.core.lateness import YEARS
from studio.core.phrases import shortened
from studio.core.piece import Person, Piece
from studio.core.provenance import changed_words, original_words
from studio.core.visible import visible
from studio.history.signing import Signer

_SHOWN = 60  # signs of what was typed
END_OF_DAY = time(17, 0)
"""When a day is over that was named without a time, on the clock of the house."""


def submission(piece: Piece, to: Person, due: str, note: str, words: int, policy: Policy) -> dict[str, Any]:
    """The next revision, for review by `to`; the caller adds the text's hash.

    Args:
        due: UTC, ISO 8601.
        words: how many the text has.
    Raises:
        Refused: somebody who may not approve it, or an empty text.
    """
    if not may(Act.APPROVE, to):
        raise Refused(f"{to.name} is not an editor and could not approve.", _editors(policy, piece.brand))
    if not to.works_on(piece.brand):
        raise Refused(foreign(to, piece.brand), _editors(policy, piece.brand))
    if not words:
        raise Refused("There is nothing to review: the text is empty.", "Write or import something first.")
    return {"to": to.name, "due": due, "note": note.strip(), "revision": piece.revision + 1}


def back_to(piece: Piece, policy: Policy) -> str:
    """Who gets work back that is sent back, taken back, reopened or brought back: whoever handed it on last, before it ever was
    whoever edited it last, else whoever answers for it. Somebody who left, or works for other brands, is passed over."""
    had_it = (policy.called(name) for name in (piece.handed_by, piece.last_editor) if name)
    return next((each.name for each in had_it if each and each.works_on(piece.brand)), piece.accountable)


def changes(piece: Piece, note: str, due: str, policy: Policy) -> dict[str, Any]:
    """What goes back: see `back_to`. Raises: Refused, without a note."""
    if not visible(note):
        raise Refused("The writer needs to know what to change.", "Add a note.")
    return {"to": back_to(piece, policy), "due": due, "note": note.strip(), "revision": piece.revision}


def measures(text: Comparison, read: float | None) -> dict[str, int]:
    """What an approved text is told by in figures.

    Args:
        text: the AI original against it.
        read: seconds that it was read, where somebody measured them.
    """
    counted = {"kept": text.kept, "words": text.words, "original_words": original_words(text)}
    return counted | {"changed_words": changed_words(text)} | ({} if read is None else {"read_seconds": round(read)})


def hand_of(signers: Signers, name: str) -> tuple[Signer | None, str]:
    """The key that a person signs with, and where there is none the reason, as part of a sentence.

    A decision asks once: were the gate and the signature to ask each by themselves, a key locked in between would let a yes
    go unsigned where a signature is required.
    """
    signer = signers.signer_for(name)
    return signer, "" if signer else signers.why_unsigned(name) or f"the key of {name} was not at hand"


def moved_on() -> Refused:
    """The text that was to be decided on is another one by now."""
    return Refused("The text was changed elsewhere while it lay here.", "Open the piece again and look at it.")


def put_back(piece: Piece) -> Refused:
    """It was published while somebody typed; see `OpenPiece.was_put_back`."""
    return Refused(
        f"“{piece.title}” was published while you typed, so its text stands as it was approved.",
        "What you typed is kept in the history: reopen the piece, and take your words from its replay.",
    )


def due_time(text: str, now: datetime, end: time = END_OF_DAY) -> str:
    """A due time as a person writes it, in UTC; a day alone ends when work does, at `end` on the clock of the house.

    Raises:
        BadInput: it is no time, or one that nobody can mean.
        Refused: it is over by `now`.
    """
    plain = text.strip()
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        raise BadInput(f"“{shortened(text, _SHOWN)}” is not a time.", "Write it like 2026-12-01T16:00.") from None
    if found.year not in YEARS:
        raise BadInput(f"Nothing can be due in the year {found.year}.", f"Name a day from {YEARS[0]} to {YEARS[-1]}.")
    if len(plain) <= len("2026-12-01"):
        found = datetime.combine(found.date(), end)
    if found.astimezone(UTC) < now:
        raise Refused(f"“{plain}” is over already.", "Name a time that is still to come, or none for the house’s own.")
    return found.astimezone(UTC).isoformat(timespec="minutes")


def _editors(policy: Policy, brand: str) -> str:
    names = ", ".join(person.name for person in policy.editors if person.works_on(brand))
    return f"Editors here: {names}." if names else "Give somebody the role “editor” in policy.toml."
